//! A map with its zeros around it.

use super::Convolution;

/// The widest vector that there is.
const ROOM: usize = 16;

/// Each row lies as `phases` parts after one another: part `p` has every `phases`th value from `p` on. With a step of two
/// to the right, what neighbouring outputs read are neighbours in one part then.
pub(crate) struct Padded {
    pub(crate) values: Vec<f32>,
    /// Rows of a channel.
    pub(crate) height: usize,
    /// Values of a part of a row.
    pub(crate) part: usize,
    /// Values of a row: all parts.
    pub(crate) row: usize,
    phases: usize,
}

impl Padded {
    /// Zeros for so many channels of the map that `convolution` reads.
    pub(crate) fn new(convolution: &Convolution, channels: usize, phases: usize) -> Self {
        let [_, height, width] = convolution.input;
        let [(top, bottom), (left, right)] = convolution.padding;
        // Room to read whole vectors at the end of the last row.
        let part = (left + width + right).div_ceil(phases) + ROOM;
        let row = part * phases;
        let tall = height + top + bottom;
        Self {
            values: vec![0.0; channels * tall * row],
            height: tall,
            part,
            row,
            phases,
        }
    }

    /// Where each of a window's values begins, from the first value of its output row's first row on.
    pub(crate) fn taps(&self, convolution: &Convolution) -> Vec<usize> {
        let [_, wide] = convolution.kernel;
        (0..convolution.taps())
            .map(|tap| (tap / wide, tap % wide))
            .map(|(y, x)| y * self.row + x % self.phases * self.part + x / self.phases)
            .collect()
    }

    /// Puts channels in the place of those that are there: of the same geometry, so that the zeros around them stay.
    #[inline(always)]
    pub(crate) fn fill(&mut self, map: &[f32], convolution: &Convolution) {
        let [_, height, width] = convolution.input;
        let [(top, _), (left, _)] = convolution.padding;
        let planes = self
            .values
            .chunks_exact_mut((self.height * self.row).max(1));
        for (plane, padded) in map.chunks_exact((height * width).max(1)).zip(planes) {
            let rows = padded.chunks_exact_mut(self.row).skip(top);
            for (from, to) in plane.chunks_exact(width.max(1)).zip(rows) {
                match self.phases {
                    1 => copy(from, to.get_mut(left..)),
                    2 => deal(from, to, self.part, left),
                    phases => spread(from, to, self.part, left, phases),
                }
            }
        }
    }
}

#[inline(always)]
fn copy<'value>(from: impl IntoIterator<Item = &'value f32>, to: Option<&mut [f32]>) {
    for (to, from) in to.unwrap_or_default().iter_mut().zip(from) {
        *to = *from;
    }
}

/// A row into two parts.
#[inline(always)]
fn deal(from: &[f32], to: &mut [f32], part: usize, left: usize) {
    let Some((even, odd)) = to.split_at_mut_checked(part) else {
        return;
    };
    let Some((single, rest)) = from.split_at_checked(left % 2) else {
        return;
    };
    copy(single, odd.get_mut(left / 2..));
    let at = left.div_ceil(2);
    let (pairs, last) = rest.as_chunks::<2>();
    copy(last, even.get_mut(at + pairs.len()..));
    let (even, odd) = (
        even.get_mut(at..).unwrap_or_default(),
        odd.get_mut(at..).unwrap_or_default(),
    );
    for (([first, second], even), odd) in pairs.iter().zip(even).zip(odd) {
        *even = *first;
        *odd = *second;
    }
}

/// A row into any number of parts.
fn spread(from: &[f32], to: &mut [f32], part: usize, left: usize, phases: usize) {
    for (phase, to) in to.chunks_exact_mut(part).enumerate() {
        // The first of the row's own values that lies in this part, and where.
        let first = (phase + phases - left % phases) % phases;
        copy(
            from.iter().skip(first).step_by(phases),
            to.get_mut((left + first) / phases..),
        );
    }
}
