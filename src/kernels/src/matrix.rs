//! A convolution as a product of matrices: filters by what the windows see. The windows are gathered a few columns at a
//! time, so that what is gathered stays in the processor's nearest memory for all filters.

use pulp::{Arch, Simd, WithSimd};

use super::padded::Padded;
use super::{Bounds, Convolution};

/// Vectors of output pixels at a time.
const VECTORS: usize = 2;
/// Filters at a time.
const ROWS: usize = 4;
/// So many gathered values stay in the nearest memory.
const GATHERED: usize = 1 << 14;

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

/// `weight`, `[filters, depth]`, by `columns`, `[depth, pixels]`, written to `output`, `[filters, pixels]`.
pub(crate) fn product(
    weight: &[f32],
    bias: &[f32],
    columns: impl Source,
    [depth, pixels]: [usize; 2],
    bounds: Bounds,
    output: &mut [f32],
) {
    Arch::new().dispatch(Product {
        weight,
        bias,
        depth,
        columns,
        pixels,
        bounds,
        output,
    });
}

struct Product<'all, Columns> {
    weight: &'all [f32],
    bias: &'all [f32],
    depth: usize,
    columns: Columns,
    pixels: usize,
    bounds: Bounds,
    output: &'all mut [f32],
}

impl<Columns: Source> WithSimd for Product<'_, Columns> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self {
            weight,
            bias,
            depth,
            columns,
            pixels,
            bounds,
            output,
        } = self;
        if pixels == 1 {
            // A column alone would leave most of a panel empty.
            let column = columns.first();
            for ((weight, bias), output) in weight.chunks_exact(depth).zip(bias).zip(output) {
                let sum = simd.splat_f32s(bias + dot(simd, weight, &column));
                simd.partial_store_f32s(std::slice::from_mut(output), bounds.apply(simd, sum));
            }
            return;
        }
        let width = VECTORS * S::F32_LANES;
        let all = pixels.div_ceil(width);
        let at_once = (GATHERED / (depth * width)).clamp(1, all.max(1));
        let mut gathered = vec![simd.splat_f32s(0.0); at_once * depth * VECTORS];
        for begin in (0..all).step_by(at_once) {
            let panels = at_once.min(all - begin);
            let now = gathered.get_mut(..panels * depth * VECTORS);
            columns.gather(simd, begin * width, depth, now.unwrap_or_default());
            let blocks = weight
                .chunks(ROWS * depth)
                .zip(bias.chunks(ROWS))
                .zip(output.chunks_mut(ROWS * pixels));
            for ((weight, bias), output) in blocks {
                for (place, panel) in gathered
                    .chunks_exact(depth * VECTORS)
                    .take(panels)
                    .enumerate()
                {
                    let (panel, _) = panel.as_chunks::<VECTORS>();
                    let at = (begin + place) * width;
                    let outputs = Rows {
                        rest: &mut *output,
                        pixels,
                        at,
                    };
                    block(simd, weight, bias, panel, bounds, outputs);
                }
            }
        }
    }
}

#[inline(always)]
fn dot<S: Simd>(simd: S, one: &[f32], other: &[f32]) -> f32 {
    let ((one, one_rest), (other, other_rest)) = (S::as_simd_f32s(one), S::as_simd_f32s(other));
    let (one_fours, one) = one.as_chunks::<4>();
    let (other_fours, other) = other.as_chunks::<4>();
    let mut sums = [simd.splat_f32s(0.0); 4];
    for (one, other) in one_fours.iter().zip(other_fours) {
        for (sum, (one, other)) in sums.iter_mut().zip(one.iter().zip(other)) {
            *sum = simd.mul_add_e_f32s(*one, *other, *sum);
        }
    }
    let [mut sum, b, c, d] = sums;
    for (one, other) in one.iter().zip(other) {
        sum = simd.mul_add_e_f32s(*one, *other, sum);
    }
    let (one, other) = (
        simd.partial_load_f32s(one_rest),
        simd.partial_load_f32s(other_rest),
    );
    sum = simd.mul_add_e_f32s(one, other, sum);
    simd.reduce_sum_f32s(simd.add_f32s(simd.add_f32s(sum, b), simd.add_f32s(c, d)))
}

/// Rows of a map from a place on. As `chunks_exact_mut`, but without a division each time.
struct Rows<'output> {
    rest: &'output mut [f32],
    pixels: usize,
    at: usize,
}

impl<'output> Iterator for Rows<'output> {
    type Item = &'output mut [f32];

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let (row, rest) = std::mem::take(&mut self.rest).split_at_mut_checked(self.pixels)?;
        self.rest = rest;
        row.get_mut(self.at..)
    }
}

/// Up to [`ROWS`] filters on one panel.
#[inline(always)]
fn block<'output, S: Simd>(
    simd: S,
    weight: &[f32],
    bias: &[f32],
    panel: &[[S::f32s; VECTORS]],
    bounds: Bounds,
    mut outputs: impl Iterator<Item = &'output mut [f32]>,
) {
    let mut rest = weight;
    let mut next = || {
        let (row, after) = rest.split_at_checked(panel.len())?;
        rest = after;
        Some(row)
    };
    if let ([a, b, c, d], [Some(w), Some(x), Some(y), Some(z)]) =
        (bias, [(); ROWS].map(|()| next()))
    {
        let (mut a, mut b) = (splat(simd, *a), splat(simd, *b));
        let (mut c, mut d) = (splat(simd, *c), splat(simd, *d));
        for ((((column, w), x), y), z) in panel.iter().zip(w).zip(x).zip(y).zip(z) {
            a = add(simd, a, *w, column);
            b = add(simd, b, *x, column);
            c = add(simd, c, *y, column);
            d = add(simd, d, *z, column);
        }
        for (sums, output) in [a, b, c, d].into_iter().zip(outputs) {
            store(simd, sums, bounds, output);
        }
        return;
    }
    for (weight, bias) in weight.chunks_exact(panel.len()).zip(bias) {
        let mut sums = splat(simd, *bias);
        for (column, weight) in panel.iter().zip(weight) {
            sums = add(simd, sums, *weight, column);
        }
        if let Some(output) = outputs.next() {
            store(simd, sums, bounds, output);
        }
    }
}

#[inline(always)]
fn splat<S: Simd>(simd: S, value: f32) -> [S::f32s; VECTORS] {
    [simd.splat_f32s(value); VECTORS]
}

#[inline(always)]
fn add<S: Simd>(
    simd: S,
    sums: [S::f32s; VECTORS],
    factor: f32,
    column: &[S::f32s; VECTORS],
) -> [S::f32s; VECTORS] {
    let factor = simd.splat_f32s(factor);
    let ([left, right], [x, y]) = (sums, *column);
    [
        simd.mul_add_e_f32s(factor, x, left),
        simd.mul_add_e_f32s(factor, y, right),
    ]
}

#[inline(always)]
fn store<S: Simd>(simd: S, mut sums: [S::f32s; VECTORS], bounds: Bounds, output: &mut [f32]) {
    bounds.apply_to(simd, &mut sums);
    let (whole, rest) = S::as_mut_simd_f32s(output);
    if let Some(whole) = whole.first_chunk_mut() {
        *whole = sums;
        return;
    }
    let mut whole = whole.iter_mut();
    let mut rest = Some(rest);
    for sums in sums {
        match (whole.next(), &mut rest) {
            (Some(output), _) => *output = sums,
            (None, rest) => simd.partial_store_f32s(rest.take().unwrap_or_default(), sums),
        }
    }
}
