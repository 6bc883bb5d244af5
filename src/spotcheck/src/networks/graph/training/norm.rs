//! Batch norm by the batch's statistics, a channel at a time, so that its values stay in the processor's cache.

use burn::backend::tensor::FloatTensor;
use burn::backend::{Flex, TensorMetadata};
use rayon::prelude::*;

use super::flex::{contiguous, like, tensor, values, vectorised};

/// What the forward pass measured, by channel.
#[derive(Debug, Clone)]
pub(super) struct Statistics {
    mean: Vec<f32>,
    variance: Vec<f32>,
    epsilon: f64,
}

impl Statistics {
    /// Mean and variance, `[channels]` each.
    pub(super) fn into_tensors(self) -> (FloatTensor<Flex>, FloatTensor<Flex>) {
        let channels = self.mean.len();
        (
            tensor(self.mean, [channels]),
            tensor(self.variance, [channels]),
        )
    }
}

/// Channels and values of a channel of one picture.
fn layout(x: &FloatTensor<Flex>) -> (usize, usize) {
    let shape = x.shape();
    (
        shape.iter().nth(1).copied().unwrap_or(1),
        shape.iter().skip(2).product(),
    )
}

/// The planes of a buffer, gathered by channel.
fn by_channel(buffer: &mut [f32], channels: usize, plane: usize) -> Vec<Vec<&mut [f32]>> {
    let mut gathered: Vec<Vec<&mut [f32]>> = (0..channels).map(|_| Vec::new()).collect();
    for picture in buffer.chunks_mut((channels * plane).max(1)) {
        for (planes, plane) in gathered.iter_mut().zip(picture.chunks_mut(plane.max(1))) {
            planes.push(plane);
        }
    }
    gathered
}

/// The planes of one channel.
fn planes(
    values: &[f32],
    channels: usize,
    plane: usize,
    channel: usize,
) -> impl Iterator<Item = &[f32]> {
    values
        .chunks(plane.max(1))
        .skip(channel)
        .step_by(channels.max(1))
}

/// How many sums run side by side, so that they are quick, and exact enough for a plane.
const LANES: usize = 16;

/// The sum of `term` over a plane.
#[inline(always)]
fn sum(plane: &[f32], term: impl Fn(f32) -> f32) -> f64 {
    let mut lanes = [0.0_f32; LANES];
    let chunks = plane.chunks_exact(LANES);
    let rest: f32 = chunks.remainder().iter().map(|&x| term(x)).sum();
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane += term(x);
        }
    }
    f64::from(lanes.iter().sum::<f32>() + rest)
}

/// Over two planes: the sum of `term`, and the plain sum of the second.
#[inline(always)]
fn sums(plane: &[f32], other: &[f32], term: impl Fn(f32, f32) -> f32) -> (f64, f64) {
    let mut lanes = [0.0_f32; LANES];
    let mut plain = [0.0_f32; LANES];
    let (chunks, others) = (plane.chunks_exact(LANES), other.chunks_exact(LANES));
    let (mut rest, mut plain_rest) = (0.0, 0.0);
    for (&x, &y) in chunks.remainder().iter().zip(others.remainder()) {
        rest += term(x, y);
        plain_rest += y;
    }
    for (chunk, other) in chunks.zip(others) {
        for (((lane, plain), &x), &y) in lanes.iter_mut().zip(&mut plain).zip(chunk).zip(other) {
            *lane += term(x, y);
            *plain += y;
        }
    }
    (
        f64::from(lanes.iter().sum::<f32>() + rest),
        f64::from(plain.iter().sum::<f32>() + plain_rest),
    )
}

/// The normalised input, and what was measured on the way.
pub(super) fn forward(
    x: FloatTensor<Flex>,
    gamma: FloatTensor<Flex>,
    beta: FloatTensor<Flex>,
    epsilon: f64,
) -> (FloatTensor<Flex>, Statistics) {
    let x = contiguous(x);
    let (gamma, beta) = (contiguous(gamma), contiguous(beta));
    let (channels, plane) = layout(&x);
    let input = values(&x);
    let count = (input.len() / channels.max(1)) as f64;
    let mut output = vec![0.0; input.len()];
    let measured: Vec<(f32, f32)> = by_channel(&mut output, channels, plane)
        .into_par_iter()
        .zip(values(&gamma))
        .zip(values(&beta))
        .enumerate()
        .map(|(channel, ((outputs, &gamma), &beta))| {
            vectorised(
                #[inline(always)]
                || {
                    let planes = || planes(input, channels, plane, channel);
                    let mut mean = 0.0_f64;
                    for plane in planes() {
                        mean += sum(plane, |x| x);
                    }
                    let mean = (mean / count) as f32;
                    let mut variance = 0.0_f64;
                    for plane in planes() {
                        variance += sum(plane, |x| (x - mean) * (x - mean));
                    }
                    let variance = variance / count;
                    let factor = gamma * (1.0 / (variance + epsilon).sqrt()) as f32;
                    for (output, plane) in outputs.into_iter().zip(planes()) {
                        for (output, &x) in output.iter_mut().zip(plane) {
                            // The mean first: it may be a hundred times the deviation.
                            *output = (x - mean) * factor + beta;
                        }
                    }
                    (mean, variance as f32)
                },
            )
        })
        .collect();
    let (mean, variance) = measured.into_iter().unzip();
    (
        like(output, &x),
        Statistics {
            mean,
            variance,
            epsilon,
        },
    )
}

/// The gradients of input, factor and offset.
pub(super) fn backward(
    x: FloatTensor<Flex>,
    gamma: FloatTensor<Flex>,
    statistics: &Statistics,
    gradient: FloatTensor<Flex>,
) -> [FloatTensor<Flex>; 3] {
    let (x, gamma, gradient) = (contiguous(x), contiguous(gamma), contiguous(gradient));
    let (channels, plane) = layout(&x);
    let (input, from) = (values(&x), values(&gradient));
    let count = (input.len() / channels.max(1)) as f64;
    let mut to_x = vec![0.0; input.len()];
    let sums: Vec<(f32, f32)> = by_channel(&mut to_x, channels, plane)
        .into_par_iter()
        .zip(values(&gamma))
        .zip(&statistics.mean)
        .zip(&statistics.variance)
        .enumerate()
        .map(|(channel, (((outputs, &gamma), &mean), &variance))| {
            vectorised(
                #[inline(always)]
                || {
                    let inverse = (1.0 / (f64::from(variance) + statistics.epsilon).sqrt()) as f32;
                    let pairs = || {
                        planes(input, channels, plane, channel)
                            .zip(planes(from, channels, plane, channel))
                    };
                    let (mut to_beta, mut to_gamma) = (0.0_f64, 0.0_f64);
                    for (input, from) in pairs() {
                        let (scaled, plain) =
                            sums(input, from, |x, gradient| gradient * (x - mean));
                        to_gamma += scaled * f64::from(inverse);
                        to_beta += plain;
                    }
                    // With y = gamma * h + beta and h the normalised input:
                    // dx = gamma / deviation * (dy - mean(dy) - h * mean(dy * h))
                    let factor = gamma * inverse;
                    let slope = -factor * inverse * (to_gamma / count) as f32;
                    let constant = -factor * (to_beta / count) as f32;
                    for (output, (input, from)) in outputs.into_iter().zip(pairs()) {
                        for ((output, &x), &gradient) in output.iter_mut().zip(input).zip(from) {
                            *output = gradient * factor + (x - mean) * slope + constant;
                        }
                    }
                    (to_gamma as f32, to_beta as f32)
                },
            )
        })
        .collect();
    let (to_gamma, to_beta): (Vec<f32>, Vec<f32>) = sums.into_iter().unzip();
    [
        like(to_x, &x),
        tensor(to_gamma, [channels]),
        tensor(to_beta, [channels]),
    ]
}
