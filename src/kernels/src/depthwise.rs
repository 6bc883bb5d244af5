//! A window of its own for each channel: too little arithmetic for a matrix, so straight from map to map.

use pulp::{Simd, WithSimd};

use super::padded::Padded;
use super::{Bounds, Convolution};

/// The convolution; the lengths are those that it says.
pub(crate) struct Depthwise<'all> {
    pub(crate) convolution: &'all Convolution,
    pub(crate) map: &'all [f32],
    pub(crate) weight: &'all [f32],
    pub(crate) bias: &'all [f32],
    pub(crate) bounds: Bounds,
    pub(crate) output: &'all mut [f32],
}

impl WithSimd for Depthwise<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self {
            convolution,
            map,
            weight,
            bias,
            bounds,
            output,
        } = self;
        let [down, right] = convolution.stride;
        let [rows, columns] = convolution.output();
        // One channel at a time, which stays in the nearest memory.
        let mut padded = Padded::new(convolution, 1, right);
        let taps = padded.taps(convolution);
        let [_, height, width] = convolution.input;
        let planes = map
            .chunks_exact(height * width)
            .zip(weight.chunks_exact(taps.len()))
            .zip(bias)
            .zip(output.chunks_exact_mut(rows * columns));
        for (((plane, weight), bias), output) in planes {
            padded.fill(plane, convolution);
            for (y, output) in output.chunks_exact_mut(columns).enumerate() {
                let row = padded
                    .values
                    .get(y * down * padded.row..)
                    .unwrap_or_default();
                let (whole, rest) = S::as_mut_simd_f32s(output);
                let done = whole.len() * S::F32_LANES;
                let (fours, ones) = whole.as_chunks_mut::<4>();
                let at_ones = done - ones.len() * S::F32_LANES;
                let own = (taps.as_slice(), weight, *bias);
                for (place, output) in fours.iter_mut().enumerate() {
                    *output = window(simd, row, place * 4 * S::F32_LANES, own, bounds);
                }
                for (place, output) in ones.iter_mut().enumerate() {
                    [*output] = window(simd, row, at_ones + place * S::F32_LANES, own, bounds);
                }
                if !rest.is_empty() {
                    let [last] = window(simd, row, done, own, bounds);
                    simd.partial_store_f32s(rest, last);
                }
            }
        }
    }
}

/// So many vectors of output, one beside the other, whose first window begins in `row` at `at`.
#[inline(always)]
fn window<S: Simd, const VECTORS: usize>(
    simd: S,
    row: &[f32],
    at: usize,
    (taps, weight, bias): (&[usize], &[f32], f32),
    bounds: Bounds,
) -> [S::f32s; VECTORS] {
    let from = row.get(at..).unwrap_or_default();
    let mut sums = [simd.splat_f32s(bias); VECTORS];
    for (tap, weight) in taps.iter().zip(weight) {
        let (values, _) = S::as_simd_f32s(from.get(*tap..).unwrap_or_default());
        if let Some(values) = values.first_chunk::<VECTORS>() {
            let weight = simd.splat_f32s(*weight);
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum = simd.mul_add_e_f32s(weight, *value, *sum);
            }
        }
    }
    bounds.apply_to(simd, &mut sums);
    sums
}
