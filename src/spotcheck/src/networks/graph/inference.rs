//! Convolutions of one picture on the processor, bias and activation in the pass that writes the result: Burn's own take one
//! pass for each. They come in through Burn's extension point; on any other device, for several pictures at once, and where
//! gradients are kept, Burn's own layers run.

use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, Flex, TensorMetadata, backend_extension};
use burn::nn::Linear;
use burn::nn::conv::Conv2d;
use burn::nn::pool::MaxPool2d;
use burn::tensor::{Tensor, TensorData};
use spotcheck_kernels::{Bounds, Convolution};

use super::choose::{is_ours, padding, padding_of};

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

    /// Max pooling: the largest value that each of `geometry`'s windows sees. `x` is `[n, channels, height, width]`.
    fn largest(x: FloatTensor<Self>, geometry: Convolution) -> FloatTensor<Self>;

    /// A dense layer's answer to one row: `x` is `[1, inputs]`, `weight` `[inputs, outputs]`, `bias` `[outputs]`.
    fn row_by_matrix(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
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

    fn largest(x: FloatTensor<Self>, geometry: Convolution) -> FloatTensor<Self> {
        let [pictures, channels, _, _] = x.shape().dims();
        let x = x.to_contiguous();
        let [rows, columns] = geometry.output();
        let values = geometry.largest(values(&x));
        FloatTensor::<Self>::from_data(TensorData::new(values, [pictures, channels, rows, columns]))
    }

    fn row_by_matrix(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let (x, weight, bias) = (
            x.to_contiguous(),
            weight.to_contiguous(),
            bias.to_contiguous(),
        );
        let values = spotcheck_kernels::row_by_matrix(values(&x), values(&weight), values(&bias));
        let outputs = values.len();
        FloatTensor::<Self>::from_data(TensorData::new(values, [1, outputs]))
    }
}

/// The values of a tensor without gaps.
fn values(tensor: &FloatTensor<Flex>) -> &[f32] {
    tensor.as_slice().unwrap_or_default()
}

/// The convolution with the activation that follows it, when these kernels can; else nothing.
pub fn bounded(layer: &Conv2d, map: &Tensor<4>, (floor, ceiling): (f32, f32)) -> Option<Tensor<4>> {
    let weight = layer.weight.val();
    let [pictures, channels, height, width] = map.dims();
    let [filters, own, tall, wide] = weight.dims();
    let whole = layer.groups == 1 && own == channels;
    let each = layer.groups == channels && filters == channels && own == 1;
    if !is_ours(map, false)
        || !is_ours(&weight, false)
        || pictures != 1
        || layer.dilation != [1, 1]
        || !(whole || each)
    {
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

/// Max pooling, when these kernels can; else nothing.
pub fn pooled(layer: &MaxPool2d, map: &Tensor<4>) -> Option<Tensor<4>> {
    let [pictures, channels, height, width] = map.dims();
    if !is_ours(map, false) || layer.dilation != [1, 1] || layer.ceil_mode {
        return None;
    }
    let planes = pictures * channels;
    let padding = padding_of(
        &layer.padding,
        layer.kernel_size,
        layer.stride,
        [height, width],
    );
    // A plane is a plane, whose picture's it may be.
    let geometry = Convolution {
        input: [planes, height, width],
        filters: planes,
        kernel: layer.kernel_size,
        stride: layer.stride,
        padding,
    };
    (planes > 0 && !geometry.output().contains(&0))
        .then(|| Tensor::from_dispatch(Dispatch::largest(map.clone().into_dispatch(), geometry)))
}

/// A dense layer's answer, when these kernels can give it; else nothing.
pub fn dense_row(layer: &Linear, row: &Tensor<2>) -> Option<Tensor<2>> {
    let weight = layer.weight.val();
    let ([rows, inputs], [depth, outputs]) = (row.dims(), weight.dims());
    // Burn says what is wrong where they do not fit.
    if !is_ours(row, false)
        || !is_ours(&weight, false)
        || rows != 1
        || inputs != depth
        || inputs * outputs == 0
    {
        return None;
    }
    let bias = match &layer.bias {
        Some(bias) => bias.val(),
        None => Tensor::zeros([outputs], &row.device()),
    };
    Some(Tensor::from_dispatch(Dispatch::row_by_matrix(
        row.clone().into_dispatch(),
        weight.into_dispatch(),
        bias.into_dispatch(),
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::nn::pool::MaxPool2dConfig;
    use burn::nn::{LinearConfig, PaddingConfig2d};
    use burn::tensor::{Device, Tolerance};

    #[test]
    fn max_pooling_is_burns() {
        let device = Device::flex();
        for (window, stride, padding, side) in [
            ([2, 2], [2, 2], PaddingConfig2d::Valid, [8, 7]),
            ([3, 3], [2, 2], PaddingConfig2d::Same, [9, 12]),
            ([3, 3], [2, 2], PaddingConfig2d::Same, [8, 8]),
            ([3, 2], [1, 3], PaddingConfig2d::Valid, [7, 11]),
            (
                [3, 3],
                [2, 2],
                PaddingConfig2d::Explicit(1, 1, 1, 1),
                [10, 9],
            ),
        ] {
            let count = 2 * 3 * side[0] * side[1];
            let values = (0..count).map(|place| (place * 37 % 101) as f32 - 60.0);
            let shape = [2, 3, side[0], side[1]];
            let map = Tensor::from_data(TensorData::new(values.collect(), shape), &device);
            let layer = MaxPool2dConfig::new(window)
                .with_strides(stride)
                .with_padding(padding)
                .init();
            let ours = pooled(&layer, &map).expect("a plain map on the processor");
            ours.to_data()
                .assert_eq(&layer.forward(map).to_data(), true);
        }
    }

    #[test]
    fn a_dense_layers_row_is_burns() {
        let device = Device::flex();
        let numbers = |count: usize, seed: usize| -> Vec<f32> {
            let at = |place| (place * seed % 97) as f32 / 97.0 - 0.4;
            (0..count).map(at).collect()
        };
        for bias in [true, false] {
            let layer = LinearConfig::new(70, 9).with_bias(bias).init(&device);
            let row = Tensor::from_data(TensorData::new(numbers(70, 37), [1, 70]), &device);
            let ours = dense_row(&layer, &row).expect("one row on the processor");
            ours.to_data()
                .assert_approx_eq::<f32>(&layer.forward(row).to_data(), Tolerance::absolute(1e-5));
            let rows = Tensor::from_data(TensorData::new(numbers(140, 31), [2, 70]), &device);
            assert!(dense_row(&layer, &rows).is_none());
            let short = Tensor::from_data(TensorData::new(numbers(69, 31), [1, 69]), &device);
            assert!(dense_row(&layer, &short).is_none());
        }
    }

    #[test]
    fn what_is_trained_or_too_small_goes_burns_way() {
        let layer = MaxPool2dConfig::new([2, 2]).init();
        let trained = Tensor::<4>::zeros([1, 1, 4, 4], &Device::flex().autodiff());
        assert!(pooled(&layer, &trained).is_none());
        let small = Tensor::<4>::zeros([1, 1, 1, 4], &Device::flex());
        assert!(pooled(&layer, &small).is_none());
    }
}
