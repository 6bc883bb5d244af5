//! The way back through a convolution.
//!
//! Patches of the input become columns (im2col, Chellapilla et al. 2006), so that both gradients are one matrix product
//! each: `dW = dY · columnsᵀ`, `dcolumns = Wᵀ · dY`. Pictures are taken in
//! groups of some megabytes of columns, since those of a whole batch would be hundreds; of a single picture they are taken
//! whole.

use burn::backend::ops::{FloatTensorOps, ModuleOps};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Flex, TensorMetadata};
use burn::tensor::Shape;
use burn::tensor::ops::ConvOptions;
use rayon::prelude::*;

use super::depthwise;
use super::flex::{contiguous, like, tensor, values, vectorised};

/// So many values of columns at a time (8 MiB), but those of one picture at least.
const COLUMNS: usize = 1 << 21;

/// Sides and steps of a convolution.
#[derive(Debug, Clone, Copy)]
pub(super) struct Geometry {
    pub(super) pictures: usize,
    pub(super) channels: usize,
    pub(super) filters: usize,
    /// Height and width of the input.
    pub(super) input: [usize; 2],
    pub(super) output: [usize; 2],
    pub(super) kernel: [usize; 2],
    pub(super) stride: [usize; 2],
    /// Rows above and columns to the left that are not there.
    pub(super) before: [usize; 2],
}

impl Geometry {
    fn of(
        x: &FloatTensor<Flex>,
        weight: &FloatTensor<Flex>,
        gradient: &FloatTensor<Flex>,
        options: &ConvOptions<2>,
    ) -> Self {
        let [pictures, channels, height, width] = x.shape().dims();
        let [filters, _, kernel_height, kernel_width] = weight.shape().dims();
        let [_, _, out_height, out_width] = gradient.shape().dims();
        Self {
            pictures,
            channels,
            filters,
            input: [height, width],
            output: [out_height, out_width],
            kernel: [kernel_height, kernel_width],
            stride: options.stride,
            before: options.padding.map(|(before, _)| before),
        }
    }

    pub(super) const fn input_plane(&self) -> usize {
        self.input[0] * self.input[1]
    }

    pub(super) const fn output_plane(&self) -> usize {
        self.output[0] * self.output[1]
    }

    pub(super) const fn taps(&self) -> usize {
        self.kernel[0] * self.kernel[1]
    }

    fn is_pointwise(&self, options: &ConvOptions<2>) -> bool {
        self.kernel == [1, 1] && self.stride == [1, 1] && options.padding == [(0, 0); 2]
    }

    /// For a tap of the kernel, the output rows that see a row of the input, each with it.
    #[inline(always)]
    pub(super) fn seen_rows(self, tap: usize) -> impl Iterator<Item = (usize, usize)> {
        (0..self.output[0]).filter_map(move |out| {
            let row = (out * self.stride[0] + tap).checked_sub(self.before[0])?;
            (row < self.input[0]).then_some((out, row))
        })
    }

    /// For a tap of the kernel, the range of output columns that see the input, and the input column that the first
    /// of them sees.
    #[inline(always)]
    pub(super) fn seen_columns(self, tap: usize) -> (std::ops::Range<usize>, usize) {
        let first = self.before[1].saturating_sub(tap).div_ceil(self.stride[1]);
        let last = (self.input[1] + self.before[1])
            .saturating_sub(tap)
            .div_ceil(self.stride[1])
            .min(self.output[1]);
        let start = (first * self.stride[1] + tap).saturating_sub(self.before[1]);
        (first..last.max(first), start)
    }
}

/// The gradients of input and weights, of which only the `wanted` are made.
pub(super) fn backward(
    x: FloatTensor<Flex>,
    weight: FloatTensor<Flex>,
    gradient: FloatTensor<Flex>,
    options: &ConvOptions<2>,
    wanted: (bool, bool),
) -> (Option<FloatTensor<Flex>>, Option<FloatTensor<Flex>>) {
    let (x, weight, gradient) = (contiguous(x), contiguous(weight), contiguous(gradient));
    let geometry = Geometry::of(&x, &weight, &gradient, options);
    if options.groups == geometry.channels && geometry.channels == geometry.filters {
        return depthwise::backward(&x, &weight, &gradient, geometry, wanted);
    }
    if options.groups > 1 {
        let to_x = wanted.0.then(|| {
            Flex::conv2d_x_backward(x.clone(), weight.clone(), gradient.clone(), options.clone())
        });
        let to_weight = wanted
            .1
            .then(|| Flex::conv2d_weight_backward(x, weight, gradient, options.clone()));
        return (to_x, to_weight);
    }
    let Geometry {
        pictures,
        channels,
        filters,
        ..
    } = geometry;
    let rows = channels * geometry.taps();
    let matrix = Flex::float_reshape(weight.clone(), Shape::new([filters, rows]));
    let pointwise = geometry.is_pointwise(options);

    // One product for all pictures: their maps are the columns already.
    let mut to_x = None;
    if wanted.0 && pointwise {
        let plane = geometry.output_plane();
        let turned = Flex::float_reshape(
            Flex::float_transpose(matrix.clone()),
            Shape::new([1, rows, filters]),
        );
        let maps = Flex::float_reshape(gradient.clone(), Shape::new([pictures, filters, plane]));
        let product = Flex::float_matmul(turned, maps);
        to_x = Some(Flex::float_reshape(product, x.shape()));
    }
    let by_columns = wanted.0 && !pointwise;
    if !by_columns && !wanted.1 {
        return (to_x, None);
    }
    let mut scattered = vec![0.0; if by_columns { values(&x).len() } else { 0 }];
    let mut to_weight: Option<FloatTensor<Flex>> = None;
    let step = (COLUMNS / (rows * geometry.output_plane()).max(1)).clamp(1, pictures.max(1));
    for first in (0..pictures).step_by(step) {
        let count = step.min(pictures - first);
        let outgoing = side_by_side(values(&gradient), first, count, geometry);
        if wanted.1 {
            let columns = patches(values(&x), first, count, geometry);
            let part = Flex::float_matmul(outgoing.clone(), Flex::float_transpose(columns));
            to_weight = Some(match to_weight {
                Some(sum) => Flex::float_add(sum, part),
                None => part,
            });
        }
        if by_columns {
            let columns = contiguous(Flex::float_matmul(
                Flex::float_transpose(matrix.clone()),
                outgoing,
            ));
            scattered
                .par_chunks_mut(geometry.input_plane().max(1))
                .skip(first * channels)
                .take(count * channels)
                .enumerate()
                .for_each(|(number, map)| {
                    let place = (number / channels, number % channels);
                    scatter(values(&columns), place, count, geometry, map);
                });
        }
    }
    (
        if by_columns {
            Some(like(scattered, &x))
        } else {
            to_x
        },
        to_weight.map(|sum| Flex::float_reshape(sum, weight.shape())),
    )
}

/// The gradients of `count` pictures side by side: `[filters, count · plane]`.
fn side_by_side(
    gradient: &[f32],
    first: usize,
    count: usize,
    geometry: Geometry,
) -> FloatTensor<Flex> {
    let plane = geometry.output_plane();
    let mut rows = vec![0.0; geometry.filters * count * plane];
    rows.par_chunks_mut((count * plane).max(1))
        .enumerate()
        .for_each(|(filter, row)| {
            let planes = gradient
                .chunks(plane.max(1))
                .skip(first * geometry.filters + filter)
                .step_by(geometry.filters);
            for (to, from) in row.chunks_mut(plane.max(1)).zip(planes) {
                to.copy_from_slice(from);
            }
        });
    tensor(rows, [geometry.filters, count * plane])
}

/// The patches of `count` pictures as columns: `[channels · taps, count · plane]`.
fn patches(x: &[f32], first: usize, count: usize, geometry: Geometry) -> FloatTensor<Flex> {
    let plane = geometry.output_plane();
    let rows = geometry.channels * geometry.taps();
    let mut columns = vec![0.0; rows * count * plane];
    columns
        .par_chunks_mut((count * plane).max(1))
        .enumerate()
        .for_each(|(number, row)| {
            let (channel, tap) = (number / geometry.taps(), number % geometry.taps());
            let (tap_row, tap_column) = (tap / geometry.kernel[1], tap % geometry.kernel[1]);
            let (range, start) = geometry.seen_columns(tap_column);
            let planes = x
                .chunks(geometry.input_plane().max(1))
                .skip(first * geometry.channels + channel)
                .step_by(geometry.channels);
            for (to, from) in row.chunks_mut(plane.max(1)).zip(planes) {
                for (out, input) in geometry.seen_rows(tap_row) {
                    let to = to.chunks_mut(geometry.output[1].max(1)).nth(out);
                    let from = from.chunks(geometry.input[1].max(1)).nth(input);
                    let (Some(to), Some(from)) = (
                        to.and_then(|row| row.get_mut(range.clone())),
                        from.and_then(|row| row.get(start..)),
                    ) else {
                        continue;
                    };
                    if geometry.stride[1] == 1 {
                        for (to, &from) in to.iter_mut().zip(from) {
                            *to = from;
                        }
                    } else {
                        for (to, &from) in
                            to.iter_mut().zip(from.iter().step_by(geometry.stride[1]))
                        {
                            *to = from;
                        }
                    }
                }
            }
        });
    tensor(columns, [rows, count * plane])
}

/// Adds the columns of one channel of one picture, of `count`, back to where [`patches`] took them from.
fn scatter(
    columns: &[f32],
    (picture, channel): (usize, usize),
    count: usize,
    geometry: Geometry,
    map: &mut [f32],
) {
    let plane = geometry.output_plane();
    let rows = columns
        .chunks((count * plane).max(1))
        .skip(channel * geometry.taps())
        .take(geometry.taps());
    vectorised(
        #[inline(always)]
        || {
            for (tap, row) in rows.enumerate() {
                let (tap_row, tap_column) = (tap / geometry.kernel[1], tap % geometry.kernel[1]);
                let (range, start) = geometry.seen_columns(tap_column);
                let from = row.get(picture * plane..).unwrap_or_default();
                for (out, input) in geometry.seen_rows(tap_row) {
                    let from = from.chunks(geometry.output[1].max(1)).nth(out);
                    let to = map.chunks_mut(geometry.input[1].max(1)).nth(input);
                    let (Some(from), Some(to)) = (
                        from.and_then(|row| row.get(range.clone())),
                        to.and_then(|row| row.get_mut(start..)),
                    ) else {
                        continue;
                    };
                    add_row(to, from, 1.0, geometry.stride[1]);
                }
            }
        },
    );
}

/// Adds a row of the output, times `weight`, to every `stride`-th value of a row of the input.
#[inline(always)]
pub(super) fn add_row(to: &mut [f32], from: &[f32], weight: f32, stride: usize) {
    // Apart, so that the common case becomes vector instructions.
    if stride == 1 {
        for (to, &from) in to.iter_mut().zip(from) {
            *to += weight * from;
        }
    } else {
        for (to, &from) in to.iter_mut().step_by(stride).zip(from) {
            *to += weight * from;
        }
    }
}
