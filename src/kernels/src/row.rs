//! A dense layer's answer to one row: as fast as its weights come from memory, each of which is used once.

use pulp::{Arch, Simd, WithSimd};

/// Rows of the matrix at a time, for which each sum is read and written once.
const ROWS: usize = 4;

/// `row` by `matrix`, `[row's length, outputs]`, plus `bias`, `[outputs]`. Empty when the lengths do not fit.
// Inlined it would be compiled for size, as its callers are.
#[inline(never)]
#[must_use]
pub fn row_by_matrix(row: &[f32], matrix: &[f32], bias: &[f32]) -> Vec<f32> {
    if row.is_empty() || bias.is_empty() || matrix.len() != row.len() * bias.len() {
        return Vec::new();
    }
    let mut output = bias.to_vec();
    Arch::new().dispatch(Product {
        row,
        matrix,
        output: &mut output,
    });
    output
}

struct Product<'all> {
    row: &'all [f32],
    matrix: &'all [f32],
    output: &'all mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self {
            row,
            matrix,
            output,
        } = self;
        let width = output.len();
        let (fours, ones) = row.as_chunks::<ROWS>();
        let (front, back) = matrix.split_at(fours.len() * ROWS * width);
        for (factors, rows) in fours.iter().zip(front.chunks_exact(ROWS * width)) {
            let (first, second) = rows.split_at(2 * width);
            let ((a, b), (c, d)) = (first.split_at(width), second.split_at(width));
            add(simd, *factors, [a, b, c, d], output);
        }
        for (factor, row) in ones.iter().zip(back.chunks_exact(width)) {
            add(simd, [*factor], [row], output);
        }
    }
}

/// Adds rows, each times its factor.
#[inline(always)]
fn add<S: Simd, const COUNT: usize>(
    simd: S,
    factors: [f32; COUNT],
    rows: [&[f32]; COUNT],
    output: &mut [f32],
) {
    let (sums, last) = S::as_mut_simd_f32s(output);
    let mut whole: [&[S::f32s]; COUNT] = [&[]; COUNT];
    let mut rest: [&[f32]; COUNT] = [&[]; COUNT];
    for ((row, whole), rest) in rows.iter().zip(&mut whole).zip(&mut rest) {
        // Cut to one length, so that nothing is looked up twice.
        let (vectors, values) = S::as_simd_f32s(row);
        (*whole, *rest) = (vectors.get(..sums.len()).unwrap_or_default(), values);
    }
    for (place, sum) in sums.iter_mut().enumerate() {
        for (factor, row) in factors.iter().zip(&whole) {
            if let Some(values) = row.get(place) {
                *sum = simd.mul_add_e_f32s(simd.splat_f32s(*factor), *values, *sum);
            }
        }
    }
    for (place, sum) in last.iter_mut().enumerate() {
        for (factor, row) in factors.iter().zip(&rest) {
            *sum += factor * row.get(place).copied().unwrap_or_default();
        }
    }
}
