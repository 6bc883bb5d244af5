//! Kernels for training on the processor, where Burn's own spend most of their time on copies and on many short loops:
//! the way back through a convolution, batch norm both ways, max pooling, and the clamp of `ReLU` and `ReLU6`.
//!
//! They come in through Burn's extension point: each is one operation with a hand-written gradient, on the tensors of the
//! `flex` backend. On any other device, and where nothing is trained, Burn's own layers run. Maps are
//! `[pictures, channels, height, width]`, 32-bit floats.

// Inlined into `vectorised`, or they would not be compiled for the processor at hand.
#![allow(clippy::inline_always)]

mod autodiff;
mod convolution;
mod depthwise;
mod flex;
mod norm;
mod patches;
mod pool;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::nn::conv::Conv2d;
use burn::nn::pool::MaxPool2d;
use burn::nn::{BatchNorm, PaddingConfig2d};
use burn::tensor::Tensor;
use burn::tensor::ops::ConvOptions;

use super::choose::{is_ours, padding};

/// What the `flex` backend gets beside Burn's own operations.
#[backend_extension(Flex, Autodiff)]
pub trait TrainingOps: Backend {
    /// A convolution without bias: `x` is `[n, channels, height, width]`, `weight`
    /// `[filters, channels / groups, height, width]`.
    fn training_convolution(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        options: ConvOptions<2>,
    ) -> FloatTensor<Self>;

    /// Batch norm by the batch's own statistics (Ioffe and Szegedy 2015): the output, and by channel the mean and the
    /// variance (divided by the count), which carry no gradient.
    fn training_norm(
        x: FloatTensor<Self>,
        gamma: FloatTensor<Self>,
        beta: FloatTensor<Self>,
        epsilon: f64,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>);

    /// Every value kept within `min` and `max`; what is no number stays so. No gradient goes through at a bound, as in
    /// the `ReLU6` of other frameworks; Burn's own clamp lets it through there.
    fn training_clamp(x: FloatTensor<Self>, min: f32, max: f32) -> FloatTensor<Self>;

    /// The largest value of each `window`, height and width; windows do not overlap.
    fn training_max_pool(x: FloatTensor<Self>, window: [usize; 2]) -> FloatTensor<Self>;
}

/// Whether these kernels can take a tensor: on the processor, where it is trained.
fn takes<const D: usize>(tensor: &Tensor<D>) -> bool {
    is_ours(tensor, true)
}

/// A convolution, by these kernels where they can.
pub fn convolution(layer: &Conv2d, map: Tensor<4>) -> Tensor<4> {
    let weight = layer.weight.val();
    if layer.dilation != [1, 1] || !takes(&map) || !takes(&weight) {
        return layer.forward(map);
    }
    let [_, _, height, width] = map.dims();
    let padding = padding(layer, [height, width]);
    let options =
        ConvOptions::new_with_padding(layer.stride, padding, layer.dilation, layer.groups);
    let output = Tensor::from_dispatch(Dispatch::training_convolution(
        map.into_dispatch(),
        weight.into_dispatch(),
        options,
    ));
    match &layer.bias {
        Some(bias) => output + bias.val().reshape([1, -1, 1, 1]),
        None => output,
    }
}

/// Batch norm, by these kernels where they can.
pub fn norm<const D: usize>(layer: &BatchNorm, input: Tensor<D>) -> Tensor<D> {
    let (gamma, beta) = (layer.gamma.val(), layer.beta.val());
    let ours = takes(&input) && takes(&gamma) && takes(&beta);
    if !ours || !layer.training.is_enabled() || input.dims().get(1) != gamma.dims().first() {
        return layer.forward(input);
    }
    let (output, mean, variance) = Dispatch::training_norm(
        input.into_dispatch(),
        gamma.into_dispatch(),
        beta.into_dispatch(),
        layer.epsilon,
    );
    let blend = |running: Tensor<1>, batch| {
        let batch = Tensor::<1>::from_dispatch(batch).detach();
        (running.mul_scalar(1.0 - layer.momentum) + batch.mul_scalar(layer.momentum)).detach()
    };
    layer
        .running_mean
        .update(blend(layer.running_mean.value_sync(), mean));
    layer
        .running_var
        .update(blend(layer.running_var.value_sync(), variance));
    Tensor::from_dispatch(output)
}

/// A clamp, by these kernels where they can.
pub fn clamp<const D: usize>(input: Tensor<D>, min: f32, max: f32) -> Tensor<D> {
    if !takes(&input) {
        return input.clamp(min, max);
    }
    Tensor::from_dispatch(Dispatch::training_clamp(input.into_dispatch(), min, max))
}

/// `ReLU`, by these kernels where they can.
pub fn relu<const D: usize>(input: Tensor<D>) -> Tensor<D> {
    if !takes(&input) {
        return burn::tensor::activation::relu(input);
    }
    clamp(input, 0.0, f32::INFINITY)
}

/// Max pooling, by these kernels where they can.
pub fn max_pool(layer: &MaxPool2d, map: Tensor<4>) -> Tensor<4> {
    let touching = layer.kernel_size == layer.stride && layer.dilation == [1, 1];
    let whole = matches!(layer.padding, PaddingConfig2d::Valid) && !layer.ceil_mode;
    if !touching || !whole || !takes(&map) {
        return layer.forward(map);
    }
    Tensor::from_dispatch(Dispatch::training_max_pool(
        map.into_dispatch(),
        layer.kernel_size,
    ))
}

#[cfg(test)]
mod tests;
