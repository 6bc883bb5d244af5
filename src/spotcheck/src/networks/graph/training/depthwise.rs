//! The way back through a depthwise convolution, straight from map to map: its matrices would be one row high.

use burn::backend::Flex;
use burn::backend::tensor::FloatTensor;
use rayon::prelude::*;
use spotcheck_kernels::Convolution;

use super::convolution::{apply, backwards, turned};
use super::flex::{like, values, vectorised};
use super::patches::{Geometry, add_tap};

/// The gradients of input and weights, of which only the `wanted` are made.
pub(super) fn backward(
    x: &FloatTensor<Flex>,
    weight: &FloatTensor<Flex>,
    gradient: &FloatTensor<Flex>,
    (convolution, geometry): (&Convolution, Geometry),
    wanted: (bool, bool),
) -> (Option<FloatTensor<Flex>>, Option<FloatTensor<Flex>>) {
    let to_x = wanted.0.then(|| {
        let kernels = values(weight);
        if let Some(back) = backwards(convolution) {
            let turned = turned(kernels, [1, geometry.channels, geometry.taps()]);
            apply(&back, true, gradient, &turned)
        } else {
            like(by_places(kernels, values(gradient), geometry), x)
        }
    });
    let to_weight = wanted.1.then(|| {
        let outgoing = geometry.channels * geometry.output_plane();
        // A sum for each picture, added up in the pictures' order: the same result on any number of threads.
        let sums: Vec<Vec<f32>> = values(x)
            .par_chunks((geometry.channels * geometry.input_plane()).max(1))
            .zip(values(gradient).par_chunks(outgoing.max(1)))
            .map(|(map, gradient)| {
                let mut sums = vec![0.0; values(weight).len()];
                let fits = convolution.add_depthwise_weight_gradient(map, gradient, &mut sums);
                debug_assert!(fits, "{convolution:?}");
                sums
            })
            .collect();
        let mut total = vec![0.0; values(weight).len()];
        for part in sums {
            for (total, part) in total.iter_mut().zip(part) {
                *total += part;
            }
        }
        like(total, weight)
    });
    (to_x, to_weight)
}

/// The gradient of the input: each output's, through its window, to the places that it sees.
fn by_places(kernels: &[f32], gradient: &[f32], geometry: Geometry) -> Vec<f32> {
    let (plane, out_plane) = (
        geometry.input_plane().max(1),
        geometry.output_plane().max(1),
    );
    let mut to_x = vec![0.0; geometry.pictures * geometry.channels * plane];
    to_x.par_chunks_mut((geometry.channels * plane).max(1))
        .zip(gradient.par_chunks((geometry.channels * out_plane).max(1)))
        .for_each(|(to, from)| {
            vectorised(
                #[inline(always)]
                || {
                    let planes = to.chunks_mut(plane).zip(from.chunks(out_plane));
                    let kernels = kernels.chunks(geometry.taps().max(1));
                    for ((to, from), kernel) in planes.zip(kernels) {
                        for (tap, &weight) in kernel.iter().enumerate() {
                            add_tap(to, from, (tap, weight), geometry);
                        }
                    }
                },
            );
        });
    to_x
}
