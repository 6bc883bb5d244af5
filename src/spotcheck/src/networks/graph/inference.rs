//! Convolutions of one picture on the processor, bias and activation in the pass that writes the result: Burn's own take one
//! pass for each. They come in through Burn's extension point; on any other device, for several pictures at once, and where
//! gradients are kept, Burn's own layers run.

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, Flex, TensorMetadata, backend_extension};
use burn::nn::conv::Conv2d;
use burn::tensor::{DType, Device, Tensor, TensorData};
use spotcheck_kernels::{Bounds, Convolution};

use super::layer::padding;

/// What the `flex` backend gets beside Burn's own operations.
#[backend_extension(Flex)]
pub trait InferenceOps: Backend {
    /// A convolution of one picture. `x` is `[1, channels, height, width]`, `weight` `[filters, channels, height, width]`, or
    /// `[channels, 1, height, width]` for a window of its own for each channel, `bias` `[filters]`.
    fn bounded_convolution(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        geometry: Convolution,
        bounds: Bounds,
    ) -> FloatTensor<Self>;
}

impl InferenceOps for Flex {
    fn bounded_convolution(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        geometry: Convolution,
        bounds: Bounds,
    ) -> FloatTensor<Self> {
        let [_, own, _, _] = weight.shape().dims();
        let (x, weight, bias) = (
            x.to_contiguous(),
            weight.to_contiguous(),
            bias.to_contiguous(),
        );
        let whole = own == geometry.input[0];
        let run = if whole {
            Convolution::dense
        } else {
            Convolution::depthwise
        };
        let values = run(
            &geometry,
            values(&x),
            values(&weight),
            values(&bias),
            bounds,
        );
        let [rows, columns] = geometry.output();
        FloatTensor::<Self>::from_data(TensorData::new(
            values,
            [1, geometry.filters, rows, columns],
        ))
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
    // With no output there is nothing to be quick about, and the layer says what is wrong.
    let geometry = Convolution {
        input: [channels, height, width],
        filters,
        kernel: [tall, wide],
        stride: layer.stride,
        padding: padding(layer, [height, width]),
    };
    if geometry.output().contains(&0) {
        return None;
    }
    let bias = match &layer.bias {
        Some(bias) => bias.val(),
        None => Tensor::zeros([filters], &map.device()),
    };
    Some(Tensor::from_dispatch(Dispatch::bounded_convolution(
        map.clone().into_dispatch(),
        weight.into_dispatch(),
        bias.into_dispatch(),
        geometry,
        Bounds { floor, ceiling },
    )))
}
