//! Max pooling: rows first, which lie one beside the other, then along the row.

use pulp::{Arch, Simd, WithSimd};

use super::Convolution;

impl Convolution {
    /// The largest value that each window sees of each channel, `[channels, height, width]`; zeros around the map are not
    /// seen. One that is no number is the largest, so that it shows. Empty when the length is not what the geometry says.
    #[must_use]
    pub fn largest(&self, map: &[f32]) -> Vec<f32> {
        self.collected(self.input[0], |output| self.largest_into(map, output))
    }

    /// As [`Convolution::largest`], written to `output`. False, and nothing is written, when a length is not what the
    /// geometry says.
    // Inlined it would be compiled for size, as its callers are.
    #[inline(never)]
    pub fn largest_into(&self, map: &[f32], output: &mut [f32]) -> bool {
        let [channels, height, width] = self.input;
        let [rows, columns] = self.output();
        let fits = !map.is_empty()
            && map.len() == channels * height * width
            && !output.is_empty()
            && output.len() == channels * rows * columns;
        if fits {
            Arch::new().dispatch(Largest {
                convolution: self,
                map,
                output,
            });
        }
        fits
    }
}

struct Largest<'all> {
    convolution: &'all Convolution,
    map: &'all [f32],
    output: &'all mut [f32],
}

impl WithSimd for Largest<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let [_, height, width] = self.convolution.input;
        let [rows, columns] = self.convolution.output();
        let [tall, wide] = self.convolution.kernel;
        let [down, right] = self.convolution.stride;
        let [(top, _), (left, _)] = self.convolution.padding;
        let mut line = vec![f32::NEG_INFINITY; (left + width).max(columns * right + wide)];
        let planes = self.output.chunks_exact_mut(rows * columns);
        for (plane, output) in self.map.chunks_exact(height * width).zip(planes) {
            for (y, output) in output.chunks_exact_mut(columns).enumerate() {
                let (from, to) = (y * down, y * down + tall);
                let seen = plane
                    .chunks_exact(width)
                    .take(to.saturating_sub(top))
                    .skip(from.saturating_sub(top));
                let within = line.get_mut(left..left + width).unwrap_or_default();
                within.fill(f32::NEG_INFINITY);
                for row in seen {
                    grow(simd, within, row);
                }
                if (wide, right) == (2, 2) {
                    let (pairs, _) = line.as_chunks::<2>();
                    for (output, [one, other]) in output.iter_mut().zip(pairs) {
                        *output = larger(*one, *other);
                    }
                } else {
                    let windows = line.windows(wide.max(1)).step_by(right.max(1));
                    for (output, window) in output.iter_mut().zip(windows) {
                        let larger = |most, &value: &f32| larger(most, value);
                        *output = window.iter().fold(f32::NEG_INFINITY, larger);
                    }
                }
            }
        }
    }
}

/// Lets each value grow to that of the row.
#[inline(always)]
fn grow<S: Simd>(simd: S, most: &mut [f32], row: &[f32]) {
    let (vectors, rest) = S::as_mut_simd_f32s(most);
    let (row, row_rest) = S::as_simd_f32s(row);
    for (most, value) in vectors.iter_mut().zip(row) {
        let number = simd.equal_f32s(*value, *value);
        let kept = simd.select_f32s(number, *most, *value);
        *most = simd.select_f32s(simd.less_than_f32s(*most, *value), *value, kept);
    }
    for (most, value) in rest.iter_mut().zip(row_rest) {
        *most = larger(*most, *value);
    }
}

#[inline(always)]
fn larger(one: f32, other: f32) -> f32 {
    if other > one || other.is_nan() {
        other
    } else {
        one
    }
}
