//! The way back to a convolution's weights: sums of products along rows that lie as maps do, so that nothing is turned
//! before.

use std::ops::Range;

use pulp::{Arch, Simd, WithSimd};

use super::Convolution;
use super::padded::Padded;

/// Rows of the left side at a time.
const LEFT: usize = 4;
/// Rows of the right side at a time.
const RIGHT: usize = 3;
/// So many values of the right side stay in the second nearest memory (512 kB)…
const NEAR: usize = 1 << 17;
/// … but a sum should be this long at least, before its vectors are added up.
const LONG: usize = 1 << 9;
/// So much of a row at a time, so that a few rows stay in the nearest memory.
const STRETCH: usize = 1 << 10;

/// Rows of the same length, in pieces of so many: the maps of several pictures, where a row is a channel.
#[derive(Debug, Clone, Copy)]
pub struct Pieces<'values> {
    /// `[pieces, rows, length]`.
    pub values: &'values [f32],
    /// Rows of a piece.
    pub rows: usize,
    /// Values of a row.
    pub length: usize,
}

impl<'values> Pieces<'values> {
    /// So many rows of each piece, from one on; none where there are not so many.
    #[inline(always)]
    fn rows(self, first: usize, count: usize) -> impl Iterator<Item = &'values [f32]> {
        let (from, to) = (first * self.length, (first + count) * self.length);
        self.values
            .chunks_exact((self.rows * self.length).max(1))
            .filter_map(move |piece| piece.get(from..to))
    }

    fn count(self) -> usize {
        self.values.len() / (self.rows * self.length).max(1)
    }
}

/// Adds to `to`, `[some rows of left, all rows of right]`, the products of each left row from `first` on with each right
/// row, summed over the row and over all pieces. False, and nothing is written, when the lengths do not fit.
pub fn add_products_of_rows(
    left: Pieces<'_>,
    first: usize,
    right: Pieces<'_>,
    to: &mut [f32],
) -> bool {
    let whole = |side: Pieces<'_>| side.count() * side.rows * side.length == side.values.len();
    let rows = to.len() / right.rows.max(1);
    let fits = left.length == right.length
        && left.count() == right.count()
        && whole(left)
        && whole(right)
        && to.len() == rows * right.rows
        && first + rows <= left.rows;
    if fits && left.length > 0 && !to.is_empty() {
        Arch::new().dispatch(Products {
            left,
            first,
            right,
            to,
        });
    }
    fits
}

struct Products<'all> {
    left: Pieces<'all>,
    first: usize,
    right: Pieces<'all>,
    to: &'all mut [f32],
}

impl WithSimd for Products<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self {
            left,
            first,
            right,
            to,
        } = self;
        let piece = (right.rows * right.length).max(1);
        let together = (NEAR / piece)
            .max(LONG / right.length.max(1))
            .clamp(1, right.count().max(1));
        let lefts = left.values.chunks(left.rows * left.length * together);
        let rights = right.values.chunks(piece * together);
        for (lefts, rights) in lefts.zip(rights) {
            let left = Pieces {
                values: lefts,
                ..left
            };
            let right = Pieces {
                values: rights,
                ..right
            };
            for start in (0..right.length).step_by(STRETCH) {
                let stretch = start..right.length.min(start + STRETCH);
                for column in (0..right.rows).step_by(RIGHT) {
                    let wide = RIGHT.min(right.rows - column);
                    for (place, to) in to.chunks_mut(LEFT * right.rows).enumerate() {
                        let tall = to.len() / right.rows;
                        let rows = (left, first + place * LEFT);
                        let columns = (right, column);
                        let sums = if (tall, wide) == (LEFT, RIGHT) {
                            block(simd, rows, columns, &stretch)
                        } else {
                            edge(simd, (rows, tall), (columns, wide), &stretch)
                        };
                        for (to, sums) in to.chunks_exact_mut(right.rows).zip(sums) {
                            for (to, sum) in to.iter_mut().skip(column).zip(sums) {
                                *to += sum;
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The sums of products of [`LEFT`] rows by [`RIGHT`] rows.
#[inline(always)]
fn block<S: Simd>(
    simd: S,
    (left, row): (Pieces<'_>, usize),
    (right, column): (Pieces<'_>, usize),
    stretch: &Range<usize>,
) -> [[f32; RIGHT]; LEFT] {
    let zero = simd.splat_f32s(0.0);
    let mut sums = [[zero; RIGHT]; LEFT];
    let length = left.length;
    for (left, right) in left.rows(row, LEFT).zip(right.rows(column, RIGHT)) {
        let (whole, rest) = vectors::<S, LEFT>(left, length, stretch);
        let (others, other_rest) = vectors::<S, RIGHT>(right, length, stretch);
        let ([one, two, three, four], [near, middle, far]) = (whole, others);
        let rows = one.iter().zip(two).zip(three).zip(four);
        let columns = near.iter().zip(middle).zip(far);
        for ((((one, two), three), four), ((near, middle), far)) in rows.zip(columns) {
            let left = [*one, *two, *three, *four];
            sums = add(simd, sums, left, [*near, *middle, *far]);
        }
        if rest.iter().any(|rest| !rest.is_empty()) {
            let ([one, two, three, four], [near, middle, far]) = (rest, other_rest);
            let load = |rest| simd.partial_load_f32s(rest);
            sums = add(
                simd,
                sums,
                [load(one), load(two), load(three), load(four)],
                [load(near), load(middle), load(far)],
            );
        }
    }
    let mut found = [[0.0; RIGHT]; LEFT];
    for (found, sums) in found.iter_mut().zip(sums) {
        for (found, sum) in found.iter_mut().zip(sums) {
            *found = simd.reduce_sum_f32s(sum);
        }
    }
    found
}

/// A stretch of rows as vectors, and what is left of each.
#[inline(always)]
fn vectors<'row, S: Simd, const ROWS: usize>(
    rows: &'row [f32],
    length: usize,
    stretch: &Range<usize>,
) -> ([&'row [S::f32s]; ROWS], [&'row [f32]; ROWS]) {
    let mut whole: [&[S::f32s]; ROWS] = [&[]; ROWS];
    let mut rest: [&[f32]; ROWS] = [&[]; ROWS];
    let rows = rows.chunks_exact(length);
    for ((row, whole), rest) in rows.zip(&mut whole).zip(&mut rest) {
        (*whole, *rest) = S::as_simd_f32s(row.get(stretch.clone()).unwrap_or_default());
    }
    (whole, rest)
}

#[inline(always)]
fn add<S: Simd>(
    simd: S,
    mut sums: [[S::f32s; RIGHT]; LEFT],
    left: [S::f32s; LEFT],
    right: [S::f32s; RIGHT],
) -> [[S::f32s; RIGHT]; LEFT] {
    for (sums, left) in sums.iter_mut().zip(left) {
        for (sum, right) in sums.iter_mut().zip(right) {
            *sum = simd.mul_add_e_f32s(left, right, *sum);
        }
    }
    sums
}

/// As [`block`], of fewer rows on either side.
#[inline(always)]
fn edge<S: Simd>(
    simd: S,
    ((left, row), tall): ((Pieces<'_>, usize), usize),
    ((right, column), wide): ((Pieces<'_>, usize), usize),
    stretch: &Range<usize>,
) -> [[f32; RIGHT]; LEFT] {
    let mut found = [[0.0; RIGHT]; LEFT];
    for (place, found) in found.iter_mut().take(tall).enumerate() {
        for (other, found) in found.iter_mut().take(wide).enumerate() {
            let mut sum = simd.splat_f32s(0.0);
            let pairs = left.rows(row + place, 1).zip(right.rows(column + other, 1));
            for (left, right) in pairs {
                let ([left], [left_rest]) = vectors::<S, 1>(left, left.len(), stretch);
                let ([right], [right_rest]) = vectors::<S, 1>(right, right.len(), stretch);
                for (left, right) in left.iter().zip(right) {
                    sum = simd.mul_add_e_f32s(*left, *right, sum);
                }
                let left = simd.partial_load_f32s(left_rest);
                sum = simd.mul_add_e_f32s(left, simd.partial_load_f32s(right_rest), sum);
            }
            *found = simd.reduce_sum_f32s(sum);
        }
    }
    found
}

/// The windows' gradient of a depthwise convolution; the lengths are those that it says.
pub(crate) struct DepthwiseWeights<'all> {
    pub(crate) convolution: &'all Convolution,
    pub(crate) map: &'all [f32],
    pub(crate) gradient: &'all [f32],
    pub(crate) to: &'all mut [f32],
}

impl WithSimd for DepthwiseWeights<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self {
            convolution,
            map,
            gradient,
            to,
        } = self;
        let [down, right] = convolution.stride;
        let [_, height, width] = convolution.input;
        let [rows, columns] = convolution.output();
        let mut padded = Padded::new(convolution, 1, right);
        let taps = padded.taps(convolution);
        let (nines, ones) = taps.as_chunks::<9>();
        let planes = map
            .chunks_exact(height * width)
            .zip(gradient.chunks_exact(rows * columns))
            .zip(to.chunks_exact_mut(taps.len()));
        for ((plane, gradient), to) in planes {
            padded.fill(plane, convolution);
            let own = (&padded, down * padded.row, columns);
            let (to_nines, to_ones) = to.as_chunks_mut::<9>();
            for (taps, to) in nines.iter().zip(to_nines) {
                add_taps(simd, own, gradient, taps, to);
            }
            for (tap, to) in ones.iter().zip(to_ones) {
                let (tap, to) = (std::array::from_ref(tap), std::array::from_mut(to));
                add_taps(simd, own, gradient, tap, to);
            }
        }
    }
}

/// Adds what one channel gives to some of its window's values. `down`: from an output row's first window to the next row's.
#[inline(always)]
fn add_taps<S: Simd, const TAPS: usize>(
    simd: S,
    (padded, down, columns): (&Padded, usize, usize),
    gradient: &[f32],
    taps: &[usize; TAPS],
    to: &mut [f32; TAPS],
) {
    let mut sums = [simd.splat_f32s(0.0); TAPS];
    for (y, gradient) in gradient.chunks_exact(columns).enumerate() {
        let row = padded.values.get(y * down..).unwrap_or_default();
        let (whole, rest) = S::as_simd_f32s(gradient);
        for (place, gradient) in whole.iter().enumerate() {
            see(simd, row, place * S::F32_LANES, *gradient, taps, &mut sums);
        }
        if !rest.is_empty() {
            let gradient = simd.partial_load_f32s(rest);
            let at = whole.len() * S::F32_LANES;
            see(simd, row, at, gradient, taps, &mut sums);
        }
    }
    for (to, sum) in to.iter_mut().zip(sums) {
        *to += simd.reduce_sum_f32s(sum);
    }
}

/// Adds a vector of the gradient, times what the windows there see.
#[inline(always)]
fn see<S: Simd, const TAPS: usize>(
    simd: S,
    row: &[f32],
    at: usize,
    gradient: S::f32s,
    taps: &[usize; TAPS],
    sums: &mut [S::f32s; TAPS],
) {
    let from = row.get(at..).unwrap_or_default();
    for (sum, tap) in sums.iter_mut().zip(taps) {
        let (values, _) = S::as_simd_f32s(from.get(*tap..).unwrap_or_default());
        if let Some(values) = values.first() {
            *sum = simd.mul_add_e_f32s(gradient, *values, *sum);
        }
    }
}
