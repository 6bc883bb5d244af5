//! A convolution as a product of matrices: filters by what the windows see. The windows are gathered a few columns at a
//! time, so that what is gathered stays in the processor's nearest memory for all filters.

use pulp::{Arch, Simd, WithSimd};

use super::Bounds;
use super::columns::{Source, VECTORS};

/// Filters at a time.
const ROWS: usize = 4;
/// So many gathered values stay in the nearest memory.
const GATHERED: usize = 1 << 14;

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
