//! The way back through a depthwise convolution, straight from map to map: its matrices would be one row high.

use burn::backend::Flex;
use burn::backend::tensor::FloatTensor;
use rayon::prelude::*;

use super::convolution::{Geometry, add_row};
use super::flex::{like, values, vectorised};

/// The gradients of input and weights, of which only the `wanted` are made.
pub(super) fn backward(
    x: &FloatTensor<Flex>,
    weight: &FloatTensor<Flex>,
    gradient: &FloatTensor<Flex>,
    geometry: Geometry,
    wanted: (bool, bool),
) -> (Option<FloatTensor<Flex>>, Option<FloatTensor<Flex>>) {
    let channels = geometry.channels;
    let (kernels, taps) = (values(weight), geometry.taps().max(1));
    let maps = |values: fn(&FloatTensor<Flex>) -> &[f32], of, plane: usize| {
        values(of).par_chunks((channels * plane).max(1))
    };
    let (plane, out_plane) = (
        geometry.input_plane().max(1),
        geometry.output_plane().max(1),
    );

    let to_x = wanted.0.then(|| {
        let mut to_x = vec![0.0; values(x).len()];
        to_x.par_chunks_mut((channels * plane).max(1))
            .zip(maps(values, gradient, out_plane))
            .for_each(|(to, from)| {
                vectorised(
                    #[inline(always)]
                    || {
                        let planes = to.chunks_mut(plane).zip(from.chunks(out_plane));
                        for ((to, from), kernel) in planes.zip(kernels.chunks(taps)) {
                            plane_to_input(to, from, kernel, geometry);
                        }
                    },
                );
            });
        like(to_x, x)
    });

    let to_weight = wanted.1.then(|| {
        // A sum for each picture, added up in the pictures' order: the same result on any number of threads.
        let sums: Vec<Vec<f32>> = maps(values, x, plane)
            .zip(maps(values, gradient, out_plane))
            .map(|(input, from)| {
                let mut sums = vec![0.0; kernels.len()];
                vectorised(
                    #[inline(always)]
                    || {
                        let planes = input.chunks(plane).zip(from.chunks(out_plane));
                        for ((input, from), sums) in planes.zip(sums.chunks_mut(taps)) {
                            plane_to_weight(sums, input, from, geometry);
                        }
                    },
                );
                sums
            })
            .collect();
        let mut total = vec![0.0; kernels.len()];
        for part in sums {
            for (total, part) in total.iter_mut().zip(part) {
                *total += part;
            }
        }
        like(total, weight)
    });
    (to_x, to_weight)
}

/// Adds one channel's gradient, through its kernel, to the gradient of its input.
#[inline(always)]
fn plane_to_input(to: &mut [f32], from: &[f32], kernel: &[f32], geometry: Geometry) {
    for (tap, &weight) in kernel.iter().enumerate() {
        let (tap_row, tap_column) = (tap / geometry.kernel[1], tap % geometry.kernel[1]);
        let (range, start) = geometry.seen_columns(tap_column);
        for (out, input) in geometry.seen_rows(tap_row) {
            let (out, input) = (out * geometry.output[1], input * geometry.input[1]);
            let (Some(from), Some(to)) = (
                from.get(out + range.start..out + range.end),
                to.get_mut(input + start..input + geometry.input[1]),
            ) else {
                continue;
            };
            add_row(to, from, weight, geometry.stride[1]);
        }
    }
}

/// Adds what one channel of one picture gives to the gradient of its kernel.
#[inline(always)]
fn plane_to_weight(to: &mut [f32], input: &[f32], from: &[f32], geometry: Geometry) {
    const LANES: usize = 16;
    for (tap, to) in to.iter_mut().enumerate() {
        let (tap_row, tap_column) = (tap / geometry.kernel[1], tap % geometry.kernel[1]);
        let (range, start) = geometry.seen_columns(tap_column);
        let mut lanes = [0.0_f32; LANES];
        for (out, row) in geometry.seen_rows(tap_row) {
            let (out, row) = (out * geometry.output[1], row * geometry.input[1]);
            let (Some(from), Some(input)) = (
                from.get(out + range.start..out + range.end),
                input.get(row + start..row + geometry.input[1]),
            ) else {
                continue;
            };
            if geometry.stride[1] == 1 {
                for (from, input) in from.chunks(LANES).zip(input.chunks(LANES)) {
                    for ((lane, &from), &input) in lanes.iter_mut().zip(from).zip(input) {
                        *lane += from * input;
                    }
                }
            } else {
                let input = input.iter().step_by(geometry.stride[1]);
                for ((&from, &input), number) in from.iter().zip(input).zip(0_usize..) {
                    if let Some(lane) = lanes.get_mut(number % LANES) {
                        *lane += from * input;
                    }
                }
            }
        }
        *to += lanes.iter().sum::<f32>();
    }
}
