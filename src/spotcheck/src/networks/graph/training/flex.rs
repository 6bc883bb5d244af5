//! The operations without a gradient, and what all kernels share.

use burn::backend::tensor::FloatTensor;
use burn::backend::{Flex, TensorMetadata};
use burn::tensor::TensorData;
use burn::tensor::ops::ConvOptions;
use rayon::prelude::*;

use super::{TrainingOps, convolution, norm, pool};

/// So many values are worth a thread of their own.
const CHUNK: usize = 1 << 14;

/// Compiled for each kind of processor, chosen when it runs: the loops within become its widest vector instructions.
pub(super) fn vectorised<R>(kernel: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(kernel)
}

/// The tensor with its values in their natural order, without gaps.
pub(super) fn contiguous(tensor: FloatTensor<Flex>) -> FloatTensor<Flex> {
    if tensor.as_slice::<f32>().is_some() {
        tensor
    } else {
        tensor.to_contiguous()
    }
}

/// The values of a [`contiguous`] tensor.
pub(super) fn values(tensor: &FloatTensor<Flex>) -> &[f32] {
    let values = tensor.as_slice();
    debug_assert!(
        values.is_some(),
        "a tensor with gaps, or of no 32-bit floats"
    );
    values.unwrap_or_default()
}

/// Whether the tensor alone has its storage, and all of it: then it can be changed in place.
fn owns_its_storage(tensor: &FloatTensor<Flex>) -> bool {
    tensor.is_unique() && values(tensor).len() == tensor.storage::<f32>().len()
}

/// Not by `f32::max`, which would turn what is no number into one, and so hide a run that diverged.
#[inline(always)]
fn clamped(value: f32, min: f32, max: f32) -> f32 {
    if value < min {
        min
    } else if value > max {
        max
    } else {
        value
    }
}

/// A tensor of given values.
pub(super) fn tensor<const D: usize>(values: Vec<f32>, shape: [usize; D]) -> FloatTensor<Flex> {
    FloatTensor::<Flex>::from_data(TensorData::new(values, shape))
}

/// A tensor of given values, in the shape of another.
pub(super) fn like(values: Vec<f32>, model: &FloatTensor<Flex>) -> FloatTensor<Flex> {
    FloatTensor::<Flex>::from_data(TensorData::new(values, model.shape()))
}

impl TrainingOps for Flex {
    fn training_convolution(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        options: ConvOptions<2>,
    ) -> FloatTensor<Self> {
        convolution::forward(x, weight, options)
    }

    fn training_norm(
        x: FloatTensor<Self>,
        gamma: FloatTensor<Self>,
        beta: FloatTensor<Self>,
        epsilon: f64,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let (output, statistics) = norm::forward(x, gamma, beta, epsilon);
        let (mean, variance) = statistics.into_tensors();
        (output, mean, variance)
    }

    fn training_clamp(x: FloatTensor<Self>, min: f32, max: f32) -> FloatTensor<Self> {
        let mut x = contiguous(x);
        if owns_its_storage(&x) {
            x.storage_mut::<f32>()
                .par_chunks_mut(CHUNK)
                .for_each(|chunk| {
                    vectorised(
                        #[inline(always)]
                        || {
                            for value in chunk {
                                *value = clamped(*value, min, max);
                            }
                        },
                    );
                });
            return x;
        }
        let mut output = vec![0.0; values(&x).len()];
        output
            .par_chunks_mut(CHUNK)
            .zip(values(&x).par_chunks(CHUNK))
            .for_each(|(output, input)| {
                vectorised(
                    #[inline(always)]
                    || {
                        for (output, input) in output.iter_mut().zip(input) {
                            *output = clamped(*input, min, max);
                        }
                    },
                );
            });
        like(output, &x)
    }

    fn training_max_pool(x: FloatTensor<Self>, window: [usize; 2]) -> FloatTensor<Self> {
        pool::forward(&x, window)
    }
}

/// The gradient where the output touches neither bound, and nothing elsewhere.
pub(super) fn clamp_backward(
    output: &FloatTensor<Flex>,
    gradient: FloatTensor<Flex>,
    min: f32,
    max: f32,
) -> FloatTensor<Flex> {
    let gradient = contiguous(gradient);
    let mut gradient = if owns_its_storage(&gradient) {
        gradient
    } else {
        like(values(&gradient).to_vec(), &gradient)
    };
    gradient
        .storage_mut::<f32>()
        .par_chunks_mut(CHUNK)
        .zip(values(output).par_chunks(CHUNK))
        .for_each(|(gradient, output)| {
            vectorised(
                #[inline(always)]
                || {
                    for (gradient, &output) in gradient.iter_mut().zip(output) {
                        if output <= min || output >= max {
                            *gradient = 0.0;
                        }
                    }
                },
            );
        });
    gradient
}
