//! A convolution both ways.
//!
//! Forward, and back to the input where windows step by one, these are the convolutions that answering has (back with each
//! window turned round: [`turned`]). Where they step further, or see little of much, products become columns that are added
//! up where they came from. The gradient of a weight is the product of two rows: of the output's gradient, and of what the
//! windows see. Each sum has its order, on any number of threads, and so the same result.

use burn::backend::ops::ModuleOps;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Flex, TensorMetadata};
use burn::tensor::ops::ConvOptions;
use rayon::prelude::*;
use spotcheck_kernels::{Bounds, Convolution, Pieces, add_products_of_rows};

use super::depthwise;
use super::flex::{contiguous, like, tensor, values};
use super::patches::{Geometry, patches, scatter, swap};

/// So many values of patches at a time (8 MiB), but those of one picture at least.
const PATCHES: usize = 1 << 21;
/// Filters whose weights' gradients a thread takes at once.
const FILTERS: usize = 8;
/// So many pixels fill a product's vectors well; of smaller maps several pictures are taken side by side.
const PIXELS: usize = 128;
/// In rows shorter than this, what several windows see at the same place is seldom one beside the other.
const WIDE: usize = 48;

/// What these tensors and options say of one picture, and whether each channel has windows of its own.
fn geometry(
    x: &FloatTensor<Flex>,
    weight: &FloatTensor<Flex>,
    options: &ConvOptions<2>,
) -> (Convolution, bool) {
    let [_, channels, height, width] = x.shape().dims();
    let [filters, _, tall, wide] = weight.shape().dims();
    let convolution = Convolution {
        input: [channels, height, width],
        filters,
        kernel: [tall, wide],
        stride: options.stride,
        padding: options.padding,
    };
    let each = options.groups == channels && filters == channels;
    (convolution, each)
}

/// The convolution of each picture.
pub(super) fn forward(
    x: FloatTensor<Flex>,
    weight: FloatTensor<Flex>,
    options: ConvOptions<2>,
) -> FloatTensor<Flex> {
    let (convolution, each) = geometry(&x, &weight, &options);
    let [channels, ..] = convolution.input;
    let [_, own, _, _] = weight.shape().dims();
    // Burn says what is wrong where they do not fit.
    let fits = if each { own == 1 } else { own == channels };
    if !fits || convolution.output().contains(&0) {
        return Flex::conv2d(x, weight, None, options);
    }
    let (x, weight) = (contiguous(x), contiguous(weight));
    apply(&convolution, each, &x, values(&weight))
}

/// A convolution of each picture by these weights; `each` for windows of their own for each channel.
pub(super) fn apply(
    convolution: &Convolution,
    each: bool,
    x: &FloatTensor<Flex>,
    weight: &[f32],
) -> FloatTensor<Flex> {
    let [pictures, ..] = x.shape().dims::<4>();
    let [rows, columns] = convolution.output();
    let (filters, plane) = (convolution.filters, rows * columns);
    let bias = vec![0.0; filters];
    let mut output = vec![0.0; pictures * filters * plane];
    let together = if each { 1 } else { together(pictures, plane) };
    let gathered = together > 1 || (!each && convolution.kernel != [1, 1] && columns < WIDE);
    let map = convolution.input.iter().product::<usize>();
    output
        .par_chunks_mut((together * filters * plane).max(1))
        .zip(values(x).par_chunks((together * map).max(1)))
        .for_each(|(output, maps)| {
            if gathered {
                let geometry = Geometry::of(convolution, maps.len() / map.max(1));
                let found = product(weight, &patches(maps, geometry), filters, geometry.depth());
                swap(&found, geometry.pictures, plane, output);
                return;
            }
            let run = if each {
                Convolution::depthwise_into
            } else {
                Convolution::dense_into
            };
            let fits = run(convolution, maps, weight, &bias, Bounds::NONE, output);
            debug_assert!(fits, "{convolution:?}");
        });
    tensor(output, [pictures, filters, rows, columns])
}

/// How many pictures are taken side by side. Four groups at least, so that there is something for each thread.
fn together(pictures: usize, plane: usize) -> usize {
    (PIXELS / plane.max(1)).clamp(1, pictures.div_ceil(4).max(1))
}

/// `[rows, depth]` by `[depth, columns]`.
fn product(rows: &[f32], columns: &[f32], count: usize, depth: usize) -> Vec<f32> {
    let convolution = Convolution {
        input: [depth, 1, columns.len() / depth.max(1)],
        filters: count,
        kernel: [1, 1],
        stride: [1, 1],
        padding: [(0, 0); 2],
    };
    convolution.dense(columns, rows, &vec![0.0; count], Bounds::NONE)
}

/// The convolution that takes the output's gradient back to the input, where there is one: windows step by one.
pub(super) fn backwards(convolution: &Convolution) -> Option<Convolution> {
    let mut padding = [(0, 0); 2];
    let sides = convolution.padding.iter().zip(convolution.kernel);
    for (to, (&(before, after), kernel)) in padding.iter_mut().zip(sides) {
        *to = (
            (kernel - 1).checked_sub(before)?,
            (kernel - 1).checked_sub(after)?,
        );
    }
    let ([channels, ..], [height, width]) = (convolution.input, convolution.output());
    (convolution.stride == [1, 1]).then_some(Convolution {
        input: [convolution.filters, height, width],
        filters: channels,
        kernel: convolution.kernel,
        stride: [1, 1],
        padding,
    })
}

/// Weights `[filters, channels, height, width]` as `[channels, filters, height, width]`, each window turned round.
pub(super) fn turned(weight: &[f32], [filters, channels, taps]: [usize; 3]) -> Vec<f32> {
    let mut to = vec![0.0; weight.len()];
    let filters_of = |channel: usize| (0..filters).map(move |filter| filter * channels + channel);
    let windows = (0..channels).flat_map(filters_of);
    for (to, from) in to.chunks_exact_mut(taps.max(1)).zip(windows) {
        let from = weight.chunks_exact(taps.max(1)).nth(from);
        for (to, from) in to.iter_mut().zip(from.unwrap_or_default().iter().rev()) {
            *to = *from;
        }
    }
    to
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
    let (convolution, each) = geometry(&x, &weight, options);
    let [pictures, ..] = x.shape().dims::<4>();
    let geometry = Geometry::of(&convolution, pictures);
    if each {
        return depthwise::backward(&x, &weight, &gradient, (&convolution, geometry), wanted);
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
    let to_x = wanted.0.then(|| {
        let weight = values(&weight);
        let (filters, channels) = (geometry.filters, geometry.channels);
        // Where windows see little of much, most of what they would be turned back over is nothing.
        let worth = 2 * geometry.output_plane() > geometry.input_plane();
        if let Some(back) = backwards(&convolution).filter(|_| worth) {
            let turned = turned(weight, [filters, channels, geometry.taps()]);
            apply(&back, false, &gradient, &turned)
        } else {
            like(by_columns(weight, values(&gradient), geometry), &x)
        }
    });
    let to_weight = wanted
        .1
        .then(|| like(to_weight(values(&x), values(&gradient), geometry), &weight));
    (to_x, to_weight)
}

/// The gradient of the input: of each place that a window sees, and then added up.
fn by_columns(weight: &[f32], gradient: &[f32], geometry: Geometry) -> Vec<f32> {
    let (filters, plane) = (geometry.filters, geometry.output_plane());
    let (depth, map) = (geometry.depth(), geometry.input_plane().max(1));
    let weight = turned(weight, [filters, depth, 1]);
    let together = together(geometry.pictures, plane);
    let mut to_x = vec![0.0; geometry.pictures * geometry.channels * map];
    to_x.par_chunks_mut((together * geometry.channels * map).max(1))
        .zip(gradient.par_chunks((together * filters * plane).max(1)))
        .for_each(|(to, gradient)| {
            let geometry = Geometry {
                pictures: gradient.len() / (filters * plane).max(1),
                ..geometry
            };
            let mut rows = vec![0.0; gradient.len()];
            swap(gradient, filters, plane, &mut rows);
            let columns = product(&weight, &rows, depth, filters);
            for (number, map) in to.chunks_mut(map).enumerate() {
                let place = (number / geometry.channels, number % geometry.channels);
                scatter(&columns, place, geometry, map);
            }
        });
    to_x
}

/// The gradient of the weights, `[filters, depth]`.
fn to_weight(x: &[f32], gradient: &[f32], geometry: Geometry) -> Vec<f32> {
    let (filters, depth) = (geometry.filters, geometry.depth());
    let (plane, map) = (
        geometry.output_plane(),
        geometry.channels * geometry.input_plane(),
    );
    let mut to = vec![0.0; filters * depth];
    let mut add = |left: &[f32], right: &[f32], length: usize| {
        let (left, right) = (
            Pieces {
                values: left,
                rows: filters,
                length,
            },
            Pieces {
                values: right,
                rows: depth,
                length,
            },
        );
        to.par_chunks_mut((FILTERS * depth).max(1))
            .enumerate()
            .for_each(|(block, to)| {
                let fits = add_products_of_rows(left, block * FILTERS, right, to);
                debug_assert!(fits, "{geometry:?}");
            });
    };
    if geometry.is_pointwise() && plane >= PIXELS {
        add(gradient, x, plane);
        return to;
    }
    let pictures = (PATCHES / (depth * plane).max(1)).max(1);
    let outgoing = gradient.chunks((pictures * filters * plane).max(1));
    for (x, gradient) in x.chunks((pictures * map).max(1)).zip(outgoing) {
        let geometry = Geometry {
            pictures: x.len() / map.max(1),
            ..geometry
        };
        let mut rows = vec![0.0; gradient.len()];
        swap(gradient, filters, plane, &mut rows);
        let patches = patches(x, geometry);
        add(&rows, &patches, geometry.pictures * plane);
    }
    to
}
