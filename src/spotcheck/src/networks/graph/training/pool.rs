//! Max pooling with windows that touch but do not overlap, both ways.
//!
//! Nothing but the input and the output is kept for the way back: the value that a window's output equals, the first in
//! reading order where several do, gets its gradient.

use burn::backend::tensor::FloatTensor;
use burn::backend::{Flex, TensorMetadata};
use rayon::prelude::*;
use spotcheck_kernels::Convolution;

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
    let [pictures, channels, input_height, input_width] = x.shape().dims();
    let window = window.map(|side| side.max(1));
    let geometry = Convolution {
        input: [channels, input_height, input_width],
        filters: channels,
        kernel: window,
        stride: window,
        padding: [(0, 0); 2],
    };
    let [height, width] = geometry.output();
    let mut output = vec![0.0; pictures * channels * height * width];
    output
        .par_chunks_mut((channels * height * width).max(1))
        .zip(values(&x).par_chunks((channels * input_height * input_width).max(1)))
        .for_each(|(to, from)| {
            let fits = geometry.largest_into(from, to);
            debug_assert!(fits, "{geometry:?}");
        });
    tensor(output, [pictures, channels, height, width])
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
