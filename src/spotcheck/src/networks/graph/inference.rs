//! Convolutions of one picture on the processor, where Burn's own copy their input into columns, add the bias and apply
//! the activation each in a pass of its own. They come in through Burn's extension point; on any other device, for several
//! pictures at once, and where gradients are kept, Burn's own layers run.

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, Flex, TensorMetadata, backend_extension};
use burn::nn::PaddingConfig2d;
use burn::nn::conv::Conv2d;
use burn::tensor::ops::ConvOptions;
use burn::tensor::{DType, Device, Tensor, TensorData};
use spotcheck_kernels::{Bounds, Convolution};

use super::spec::same_padding;

/// What the `flex` backend gets beside Burn's own operations.
#[backend_extension(Flex)]
pub trait InferenceOps: Backend {
    /// A convolution of one picture, every value of the result kept within `floor` and `ceiling`. `x` is
    /// `[1, channels, height, width]`, `weight` `[filters, channels / groups, height, width]`, `bias` `[filters]`; there is
    /// one group, or one for each channel with one filter.
    fn bounded_convolution(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        options: ConvOptions<2>,
        floor: f32,
        ceiling: f32,
    ) -> FloatTensor<Self>;
}

impl InferenceOps for Flex {
    fn bounded_convolution(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        options: ConvOptions<2>,
        floor: f32,
        ceiling: f32,
    ) -> FloatTensor<Self> {
        let [_, channels, height, width] = x.shape().dims();
        let [filters, _, tall, wide] = weight.shape().dims();
        let convolution = Convolution {
            input: [channels, height, width],
            filters,
            kernel: [tall, wide],
            stride: options.stride,
            padding: options.padding,
        };
        let (x, weight, bias) = (
            x.to_contiguous(),
            weight.to_contiguous(),
            bias.to_contiguous(),
        );
        let bounds = Bounds { floor, ceiling };
        let run = if options.groups == 1 {
            Convolution::dense
        } else {
            Convolution::depthwise
        };
        let values = run(
            &convolution,
            values(&x),
            values(&weight),
            values(&bias),
            bounds,
        );
        let [rows, columns] = convolution.output();
        FloatTensor::<Self>::from_data(TensorData::new(values, [1, filters, rows, columns]))
    }
}

/// The values of a tensor without gaps.
fn values(tensor: &FloatTensor<Flex>) -> &[f32] {
    tensor.as_slice().unwrap_or_default()
}

/// The convolution with the activation that follows it, when these kernels can; else nothing.
pub(super) fn bounded(
    layer: &Conv2d,
    map: &Tensor<4>,
    (floor, ceiling): (f32, f32),
) -> Option<Tensor<4>> {
    let weight = layer.weight.val();
    let [pictures, channels, height, width] = map.dims();
    let [filters, own, tall, wide] = weight.dims();
    let whole = layer.groups == 1 && own == channels;
    let each = layer.groups == channels && filters == channels && own == 1;
    let here = |device: &Device, kind: DType| {
        // Two devices are equal whether or not gradients are kept.
        !device.is_autodiff() && *device == Device::flex() && kind == DType::F32
    };
    let ours = here(&map.device(), map.dtype()) && here(&weight.device(), weight.dtype());
    if !ours || pictures != 1 || layer.dilation != [1, 1] || !(whole || each) {
        return None;
    }
    let [down, right] = layer.stride;
    let padding = match layer.padding {
        PaddingConfig2d::Valid => [(0, 0); 2],
        PaddingConfig2d::Same => [
            same_padding(height, tall, down),
            same_padding(width, wide, right),
        ],
        PaddingConfig2d::Explicit(top, left, bottom, right) => [(top, bottom), (left, right)],
    };
    // With no output there is nothing to be quick about, and the layer says what is wrong.
    let geometry = Convolution {
        input: [channels, height, width],
        filters,
        kernel: [tall, wide],
        stride: layer.stride,
        padding,
    };
    if geometry.output().contains(&0) {
        return None;
    }
    let bias = match &layer.bias {
        Some(bias) => bias.val(),
        None => Tensor::zeros([filters], &map.device()),
    };
    // One channel is both: then the window of its own is the whole.
    let groups = if whole { 1 } else { channels };
    let options = ConvOptions::new_with_padding(layer.stride, padding, layer.dilation, groups);
    Some(Tensor::from_dispatch(Dispatch::bounded_convolution(
        map.clone().into_dispatch(),
        weight.into_dispatch(),
        bias.into_dispatch(),
        options,
        floor,
        ceiling,
    )))
}
