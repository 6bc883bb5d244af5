//! By whose kernels a layer runs: those for answering, those for training, or Burn's own.

#[cfg(not(feature = "training"))]
use burn::nn::BatchNorm;
use burn::nn::Linear;
#[cfg(feature = "inference")]
use burn::nn::PaddingConfig2d;
use burn::nn::conv::Conv2d;
use burn::nn::pool::MaxPool2d;
use burn::tensor::Tensor;
#[cfg(feature = "inference")]
use burn::tensor::{DType, Device};

#[cfg(feature = "training")]
use super::training as otherwise;
pub use otherwise::{clamp, convolution, norm, relu};
#[cfg(not(feature = "training"))]
use plain as otherwise;

#[cfg(feature = "inference")]
pub use super::inference::bounded;
#[cfg(feature = "inference")]
use super::inference::{dense_row, pooled};

/// Without kernels of ours there is nothing to be joined.
#[cfg(not(feature = "inference"))]
pub const fn bounded(_: &Conv2d, _: &Tensor<4>, _: (f32, f32)) -> Option<Tensor<4>> {
    None
}

#[cfg(not(feature = "inference"))]
const fn pooled(_: &MaxPool2d, _: &Tensor<4>) -> Option<Tensor<4>> {
    None
}

#[cfg(not(feature = "inference"))]
const fn dense_row(_: &Linear, _: &Tensor<2>) -> Option<Tensor<2>> {
    None
}

/// Whether kernels of ours can take a tensor: 32-bit floats on the processor, with gradients kept or not as asked.
#[cfg(feature = "inference")]
pub fn is_ours<const D: usize>(tensor: &Tensor<D>, learns: bool) -> bool {
    let device = tensor.device();
    // Two devices are equal whether or not gradients are kept.
    device.is_autodiff() == learns && device == Device::flex() && tensor.dtype() == DType::F32
}

/// What "same" puts before and after `length` pixels, as Burn's layer does it.
#[cfg(feature = "inference")]
fn same(length: usize, kernel: usize, stride: usize) -> (usize, usize) {
    let steps = length.div_ceil(stride).saturating_sub(1);
    let total = (steps * stride + kernel).saturating_sub(length);
    (total / 2, total - total / 2)
}

/// The zeros around a map of that height and width: above and below, then left and right.
#[cfg(feature = "inference")]
pub fn padding(layer: &Conv2d, map: [usize; 2]) -> [(usize, usize); 2] {
    padding_of(&layer.padding, layer.kernel_size, layer.stride, map)
}

/// As [`padding`], of any window.
#[cfg(feature = "inference")]
pub fn padding_of(
    padding: &PaddingConfig2d,
    [tall, wide]: [usize; 2],
    [down, right]: [usize; 2],
    [height, width]: [usize; 2],
) -> [(usize, usize); 2] {
    match *padding {
        PaddingConfig2d::Valid => [(0, 0); 2],
        PaddingConfig2d::Same => [same(height, tall, down), same(width, wide, right)],
        PaddingConfig2d::Explicit(top, left, bottom, right) => [(top, bottom), (left, right)],
    }
}

/// A convolution and `ReLU`.
pub fn rectified(layer: &Conv2d, map: Tensor<4>) -> Tensor<4> {
    match bounded(layer, &map, (0.0, f32::INFINITY)) {
        Some(map) => map,
        None => relu(convolution(layer, map)),
    }
}

/// A dense layer.
pub fn dense(layer: &Linear, row: Tensor<2>) -> Tensor<2> {
    match dense_row(layer, &row) {
        Some(row) => row,
        None => layer.forward(row),
    }
}

/// Max pooling.
pub fn max_pool(layer: &MaxPool2d, map: Tensor<4>) -> Tensor<4> {
    match pooled(layer, &map) {
        Some(map) => map,
        None => otherwise::max_pool(layer, map),
    }
}

/// Burn's own layers, where nothing is trained.
#[cfg(not(feature = "training"))]
mod plain {
    pub use burn::tensor::activation::relu;

    use super::{BatchNorm, Conv2d, MaxPool2d, Tensor};

    pub fn convolution(layer: &Conv2d, map: Tensor<4>) -> Tensor<4> {
        layer.forward(map)
    }

    pub fn norm<const D: usize>(layer: &BatchNorm, input: Tensor<D>) -> Tensor<D> {
        layer.forward(input)
    }

    pub fn clamp<const D: usize>(input: Tensor<D>, min: f32, max: f32) -> Tensor<D> {
        input.clamp(min, max)
    }

    pub fn max_pool(layer: &MaxPool2d, map: Tensor<4>) -> Tensor<4> {
        layer.forward(map)
    }
}
