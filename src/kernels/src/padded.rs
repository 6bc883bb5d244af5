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
}

impl Padded {
    pub(crate) fn new(map: &[f32], convolution: &Convolution, phases: usize) -> Self {
        let [channels, height, width] = convolution.input;
        let [(top, bottom), (left, right)] = convolution.padding;
        let tall = height + top + bottom;
        // Room to read whole vectors at the end of the last row.
        let part = (left + width + right).div_ceil(phases) + ROOM;
        let row = part * phases;
        let mut values = vec![0.0; channels * tall * row];
        for (plane, padded) in map
            .chunks_exact((height * width).max(1))
            .zip(values.chunks_exact_mut((tall * row).max(1)))
        {
            let rows = padded.chunks_exact_mut(row).skip(top);
            for (from, to) in plane.chunks_exact(width.max(1)).zip(rows) {
                if phases == 1 {
                    let to = to.get_mut(left..).unwrap_or_default();
                    for (to, from) in to.iter_mut().zip(from) {
                        *to = *from;
                    }
                    continue;
                }
                for (phase, to) in to.chunks_exact_mut(part).enumerate() {
                    // The first of the row's own values that lies in this part, and where.
                    let first = (phase + phases - left % phases) % phases;
                    let at = (left + first) / phases;
                    let own = from.iter().skip(first).step_by(phases);
                    let to = to.get_mut(at..).unwrap_or_default();
                    for (to, from) in to.iter_mut().zip(own) {
                        *to = *from;
                    }
                }
            }
        }
        Self {
            values,
            height: tall,
            part,
            row,
        }
    }
}
