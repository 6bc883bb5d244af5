//! Max pooling with windows that touch but do not overlap, both ways.
//!
//! Nothing but the input and the output is kept for the way back: the value that a window's output equals, the first in
//! reading order where several do, gets its gradient.

use burn::backend::tensor::FloatTensor;
use burn::backend::{Flex, TensorMetadata};
use rayon::prelude::*;

use super::flex::{contiguous, like, tensor, values, vectorised};

/// Sides of a map and of a window. What is left at the right and below, too little for a window, is not seen.
#[derive(Debug, Clone, Copy)]
struct Sides {
    input: [usize; 2],
    output: [usize; 2],
    window: [usize; 2],
}

impl Sides {
    fn of(x: &FloatTensor<Flex>, window: [usize; 2]) -> Self {
        let [_, _, height, width] = x.shape().dims();
        let window = window.map(|side| side.max(1));
        Self {
            input: [height, width],
            output: [height / window[0], width / window[1]],
            window,
        }
    }

    fn input_plane(self) -> usize {
        (self.input[0] * self.input[1]).max(1)
    }

    fn output_plane(self) -> usize {
        (self.output[0] * self.output[1]).max(1)
    }

    /// The number of values in the input rows that one output row sees.
    fn band(self) -> usize {
        (self.window[0] * self.input[1]).max(1)
    }
}

/// The largest value of each window; one that is no number wins, so that a run that diverged shows.
pub(super) fn forward(x: &FloatTensor<Flex>, window: [usize; 2]) -> FloatTensor<Flex> {
    let x = contiguous(x.clone());
    let [pictures, channels, _, _] = x.shape().dims();
    let sides = Sides::of(&x, window);
    let [height, width] = sides.output;
    let mut output = vec![f32::NEG_INFINITY; pictures * channels * height * width];
    output
        .par_chunks_mut(sides.output_plane())
        .zip(values(&x).par_chunks(sides.input_plane()))
        .for_each(|(to, from)| {
            vectorised(
                #[inline(always)]
                || {
                    let bands = from.chunks_exact(sides.band());
                    for (to, band) in to.chunks_exact_mut(width.max(1)).zip(bands) {
                        for row in band.chunks_exact(sides.input[1].max(1)) {
                            largest(to, row, sides.window[1]);
                        }
                    }
                },
            );
        });
    tensor(output, [pictures, channels, height, width])
}

/// Lets each value of `to` grow to the largest of its `step` values in `row`.
#[inline(always)]
fn largest(to: &mut [f32], row: &[f32], step: usize) {
    let larger = |a: f32, b: f32| if b > a || b.is_nan() { b } else { a };
    // Apart, so that the common case becomes vector instructions.
    if step == 2 {
        for (to, pair) in to.iter_mut().zip(row.chunks_exact(2)) {
            let [left, right] = pair else { continue };
            *to = larger(*to, larger(*left, *right));
        }
    } else {
        for (to, values) in to.iter_mut().zip(row.chunks_exact(step)) {
            *to = values.iter().fold(*to, |most, &value| larger(most, value));
        }
    }
}

/// The gradient of the input.
pub(super) fn backward(
    x: &FloatTensor<Flex>,
    output: &FloatTensor<Flex>,
    gradient: FloatTensor<Flex>,
    window: [usize; 2],
) -> FloatTensor<Flex> {
    let (x, gradient) = (contiguous(x.clone()), contiguous(gradient));
    let sides = Sides::of(&x, window);
    let mut to_x = vec![0.0; values(&x).len()];
    to_x.par_chunks_mut(sides.input_plane())
        .zip(values(&x).par_chunks(sides.input_plane()))
        .zip(values(output).par_chunks(sides.output_plane()))
        .zip(values(&gradient).par_chunks(sides.output_plane()))
        .for_each(|(((to, x), output), gradient)| {
            vectorised(
                #[inline(always)]
                || spread(to, x, output, gradient, sides),
            );
        });
    like(to_x, &x)
}

/// One map's gradient.
#[inline(always)]
fn spread(to: &mut [f32], x: &[f32], output: &[f32], gradient: &[f32], sides: Sides) {
    let width = sides.output[1].max(1);
    let outgoing = output.chunks_exact(width).zip(gradient.chunks_exact(width));
    let bands = to
        .chunks_exact_mut(sides.band())
        .zip(x.chunks_exact(sides.band()));
    // What is left of each window's gradient: nothing, once a value took it.
    let mut left = vec![0.0; width];
    for ((to, x), (output, gradient)) in bands.zip(outgoing) {
        left.copy_from_slice(gradient);
        let side = sides.input[1].max(1);
        for (to, x) in to.chunks_exact_mut(side).zip(x.chunks_exact(side)) {
            for tap in 0..sides.window[1] {
                let taken = to
                    .iter_mut()
                    .skip(tap)
                    .step_by(sides.window[1])
                    .zip(x.iter().skip(tap).step_by(sides.window[1]));
                for ((to, x), (output, left)) in taken.zip(output.iter().zip(&mut left)) {
                    // To the bit: the output is one of them.
                    let is_it = x.to_bits() == output.to_bits();
                    *to = if is_it { *left } else { 0.0 };
                    *left = if is_it { 0.0 } else { *left };
                }
            }
        }
    }
}
