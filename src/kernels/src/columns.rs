//! Where a product's columns come from: a map as it is, or what windows see of one. They are gathered into panels of a few
//! vectors.

use pulp::Simd;

use super::Convolution;
use super::padded::Padded;

/// Vectors of output pixels at a time.
pub(crate) const VECTORS: usize = 2;

/// Where the columns of the right-hand matrix come from.
pub(crate) trait Source {
    /// Writes the columns from `first` on into panels of `depth` rows, [`VECTORS`] vectors each; columns beyond the last are
    /// zero.
    fn gather<S: Simd>(&self, simd: S, first: usize, depth: usize, panels: &mut [S::f32s]);

    /// The first column.
    fn first(&self) -> Vec<f32>;
}

/// A map read as it is: a row a channel, a column a pixel.
pub(crate) struct Plain<'map> {
    pub(crate) map: &'map [f32],
    pub(crate) pixels: usize,
}

impl Source for Plain<'_> {
    #[inline(always)]
    fn gather<S: Simd>(&self, simd: S, first: usize, depth: usize, panels: &mut [S::f32s]) {
        let (panels, _) = panels.as_chunks_mut::<VECTORS>();
        // A row for all panels, since rows often lie a power of two apart: what is fetched with a few values of each would be
        // gone from the nearest memory before the next panel asks for it.
        for (place, row) in self.map.chunks_exact(self.pixels.max(1)).enumerate() {
            let mut from = row.get(first..).unwrap_or_default();
            for to in panels.iter_mut().skip(place).step_by(depth.max(1)) {
                take(simd, to, from);
                from = from.get(VECTORS * S::F32_LANES..).unwrap_or_default();
            }
        }
    }

    fn first(&self) -> Vec<f32> {
        self.map
            .iter()
            .step_by(self.pixels.max(1))
            .copied()
            .collect()
    }
}

/// The first values of `from`; zeros where there are none.
#[inline(always)]
fn take<S: Simd>(simd: S, to: &mut [S::f32s; VECTORS], from: &[f32]) {
    let (whole, rest) = S::as_simd_f32s(from);
    if let Some(whole) = whole.first_chunk() {
        *to = *whole;
        return;
    }
    let mut whole = whole.iter();
    let mut rest = Some(rest);
    for to in to {
        *to = match whole.next() {
            Some(vector) => *vector,
            None => simd.partial_load_f32s(rest.take().unwrap_or_default()),
        };
    }
}

/// Windows over a padded map.
pub(crate) struct Windows<'map> {
    padded: &'map Padded,
    /// Where each of a window's values lies, from the window's first on.
    taps: Vec<usize>,
    /// Where each output pixel's window begins.
    starts: Vec<usize>,
}

impl<'map> Windows<'map> {
    pub(crate) fn new(padded: &'map Padded, convolution: &Convolution) -> Self {
        let [channels, _, _] = convolution.input;
        let [tall, wide] = convolution.kernel;
        let [down, right] = convolution.stride;
        let [rows, columns] = convolution.output();
        let (row, plane) = (padded.row, padded.row * padded.height);
        let taps = (0..channels)
            .flat_map(|channel| {
                (0..tall).flat_map(move |y| (0..wide).map(move |x| channel * plane + y * row + x))
            })
            .collect();
        let starts = (0..rows)
            .flat_map(|y| (0..columns).map(move |x| y * down * row + x * right))
            .collect();
        Self {
            padded,
            taps,
            starts,
        }
    }
}

impl Source for Windows<'_> {
    #[inline(always)]
    fn gather<S: Simd>(&self, simd: S, first: usize, depth: usize, panels: &mut [S::f32s]) {
        for (place, panel) in panels
            .chunks_exact_mut((depth * VECTORS).max(1))
            .enumerate()
        {
            self.gather_one(simd, first + place * VECTORS * S::F32_LANES, panel);
        }
    }

    fn first(&self) -> Vec<f32> {
        let values = self.padded.values.as_slice();
        let at = |tap: &usize| values.get(*tap).copied().unwrap_or_default();
        self.taps.iter().map(at).collect()
    }
}

impl Windows<'_> {
    /// One panel, from the column `first` on.
    #[inline(always)]
    fn gather_one<S: Simd>(&self, simd: S, first: usize, panel: &mut [S::f32s]) {
        let columns = VECTORS * S::F32_LANES;
        let starts = self.starts.get(first..).unwrap_or_default();
        let starts = starts.get(..columns).unwrap_or(starts);
        let values = self.padded.values.as_slice();
        let runs = if starts.len() == columns {
            runs(starts)
        } else {
            None
        };
        let lanes = runs.and_then(|(_, then)| then).map_or(0, |(lane, _)| lane);
        let first = first_lanes(simd, lanes);
        let (panel, _) = panel.as_chunks_mut::<VECTORS>();
        for (to, tap) in panel.iter_mut().zip(&self.taps) {
            let from = values.get(*tap..).unwrap_or_default();
            if let Some((begin, then)) = runs {
                take(simd, to, from.get(begin..).unwrap_or_default());
                if let Some((_, begin)) = then {
                    let mut other = [simd.splat_f32s(0.0); VECTORS];
                    take(simd, &mut other, from.get(begin..).unwrap_or_default());
                    *to = joined(simd, &first, *to, other);
                }
                continue;
            }
            *to = [simd.splat_f32s(0.0); VECTORS];
            let to = to.iter_mut().flat_map(|vector| {
                bytemuck::cast_slice_mut::<S::f32s, f32>(std::slice::from_mut(vector))
            });
            for (to, start) in to.zip(starts) {
                *to = from.get(*start).copied().unwrap_or_default();
            }
        }
    }
}

/// Where the first of these begins, each one beside the other. If they go on at another place, once: from which on they lie
/// there, and where all would begin if all lay there. Nothing when they are spread further.
fn runs(starts: &[usize]) -> Option<(usize, Option<(usize, usize)>)> {
    let begin = *starts.first()?;
    let beside = |(number, start): (usize, &usize)| start.checked_sub(number);
    let lane = starts
        .iter()
        .enumerate()
        .position(|one| beside(one) != Some(begin));
    let Some(lane) = lane else {
        return Some((begin, None));
    };
    let then = starts.get(lane)?.checked_sub(lane)?;
    let rest = starts.iter().enumerate().skip(lane);
    rest.map(beside)
        .all(|start| start == Some(then))
        .then_some((begin, Some((lane, then))))
}

/// So many lanes of vectors that lie one beside the other.
#[inline(always)]
fn first_lanes<S: Simd>(simd: S, count: usize) -> [S::m32s; VECTORS] {
    let numbers = simd.partial_load_f32s(&LANES);
    let count = |vector: usize| count.saturating_sub(vector * S::F32_LANES) as f32;
    let before = |count| simd.less_than_f32s(numbers, simd.splat_f32s(count));
    [before(count(0)), before(count(1))]
}

/// The first lanes of one, and the others of the other.
#[inline(always)]
fn joined<S: Simd>(
    simd: S,
    [a, b]: &[S::m32s; VECTORS],
    [one, two]: [S::f32s; VECTORS],
    [other, another]: [S::f32s; VECTORS],
) -> [S::f32s; VECTORS] {
    [
        simd.select_f32s(*a, one, other),
        simd.select_f32s(*b, two, another),
    ]
}

/// The numbers of a vector's lanes.
const LANES: [f32; 16] = [
    0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0,
];
