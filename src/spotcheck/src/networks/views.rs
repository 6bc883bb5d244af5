//! Several looks at one picture: a spot has no right way up, so that the answers to its mirror images can be averaged.
//!
//! Test-time augmentation, as Krizhevsky et al. (2012) did it with mirror images. It costs one forward pass a view, makes
//! answers steadier, and makes them the same for a picture and its mirror images.

use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};

use super::{Network, Output};

/// Which mirror images of a picture a network sees beside the picture itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Views {
    /// None.
    #[default]
    One,
    /// Mirrored left to right, top to bottom, and both: four passes in all.
    Mirrored,
}

impl Views {
    /// Whether the picture alone is seen.
    #[must_use]
    pub fn is_one(&self) -> bool {
        *self == Self::One
    }

    /// The further views: whether each is mirrored left to right, and top to bottom.
    const fn further(self) -> &'static [[bool; 2]] {
        match self {
            Self::One => &[],
            Self::Mirrored => &[[true, false], [false, true], [true, true]],
        }
    }
}

impl Network {
    /// As [`Network::forward_with_heat`], every number the mean over the views, each view's map turned back before.
    #[must_use]
    pub fn forward_views(&self, input: &Tensor<4>, views: Views) -> (Output, Option<Tensor<4>>) {
        if views.is_one() {
            return self.forward_with_heat(input.clone());
        }
        // Our kernels take one picture at a time. Everywhere else an operation costs its start first: all views at once
        // start a quarter of them.
        if has_our_kernels(&input.device()) {
            self.forward_in_turn(input, views)
        } else {
            self.forward_together(input, views)
        }
    }

    /// As [`Network::forward_views`], and the logits of another picture, seen once, as it is, `[1, classes]`. Nothing is read in
    /// between: on a GPU both are one stretch of work.
    #[must_use]
    pub fn forward_views_beside(
        &self,
        input: &Tensor<4>,
        views: Views,
        beside: &Tensor<4>,
    ) -> (Output, Option<Tensor<4>>, Tensor<2>) {
        let (output, heat) = self.forward_views(input, views);
        (output, heat, self.forward(beside.clone()).logits)
    }

    /// The views one after the other.
    fn forward_in_turn(&self, input: &Tensor<4>, views: Views) -> (Output, Option<Tensor<4>>) {
        let (mut output, mut heat) = self.forward_with_heat(input.clone());
        for &way in views.further() {
            let (one, map) = self.forward_with_heat(mirrored(input.clone(), way));
            output.logits = output.logits + one.logits;
            output.features = output.features + one.features;
            heat = heat.zip(map).map(|(sum, map)| sum + mirrored(map, way));
        }
        let count = (views.further().len() + 1) as f32;
        output.logits = output.logits / count;
        output.features = output.features / count;
        (output, heat.map(|sum| sum / count))
    }

    /// The views as one batch.
    fn forward_together(&self, input: &Tensor<4>, views: Views) -> (Output, Option<Tensor<4>>) {
        let pictures = input.dims()[0];
        let ways = || std::iter::once(&[false, false]).chain(views.further());
        let all = ways()
            .map(|&way| mirrored(input.clone(), way))
            .collect::<Vec<_>>();
        let count = all.len();
        let (output, heat) = self.forward_with_heat(Tensor::cat(all, 0));
        let mean = |rows: Tensor<2>| {
            let [_, columns] = rows.dims();
            let apart = rows.reshape([count, pictures, columns]);
            apart.mean_dim(0).reshape([pictures, columns])
        };
        let heat = heat.map(|maps| {
            let back = maps
                .chunk(count, 0)
                .into_iter()
                .zip(ways())
                .map(|(map, &way)| mirrored(map, way));
            let back = back.collect::<Vec<_>>();
            Tensor::stack::<5>(back, 0).mean_dim(0).squeeze_dim(0)
        });
        let output = Output {
            logits: mean(output.logits),
            features: mean(output.features),
        };
        (output, heat)
    }
}

/// Whether networks run by kernels of our own there.
#[cfg(feature = "inference")]
fn has_our_kernels(device: &Device) -> bool {
    *device == Device::flex()
}

/// Without kernels of ours they run nowhere.
#[cfg(not(feature = "inference"))]
const fn has_our_kernels(_: &Device) -> bool {
    false
}

/// `[n, channels, height, width]`, mirrored left to right, top to bottom.
fn mirrored(map: Tensor<4>, [across, down]: [bool; 2]) -> Tensor<4> {
    let map = if across { map.flip([3]) } else { map };
    if down { map.flip([2]) } else { map }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::networks::Architecture;
    use crate::networks::graph::{Builder, Graph, Op, Padding};
    use burn::tensor::TensorData;

    fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
        tensor.into_data().try_to_vec().unwrap()
    }

    /// Alike but for rounding, measured by the largest of the numbers.
    fn close(one: &[f32], other: &[f32]) -> bool {
        let most = other
            .iter()
            .fold(0.0, |most: f32, value| most.max(value.abs()));
        one.len() == other.len()
            && one
                .iter()
                .zip(other)
                .all(|(one, other)| (one - other).abs() <= 1e-4 * most)
    }

    #[test]
    fn mirrored_views_answer_a_picture_and_its_mirror_images_alike() {
        let device = Device::flex();
        let mut builder = Builder::colour(64);
        builder.conv("conv", 8, 3, 2, Padding::Same, true);
        builder.push("relu", Op::Relu);
        builder.push("pool", Op::GlobalAvgPool);
        builder.dense("logits", 3);
        let network = Network::Graph(Graph::init(&builder.finish(), &device).unwrap());
        // Large numbers: whatever weights are drawn, a picture and its mirror image are told apart.
        let pixels: Vec<f32> = (0..3 * 64 * 64)
            .map(|place| (place * 37 % 101) as f32 * (place % 64) as f32)
            .collect();
        let picture = Tensor::<4>::from_data(TensorData::new(pixels, [1, 3, 64, 64]), &device);
        let mirror = picture.clone().flip([3]);

        let alone = |picture: &Tensor<4>| values(network.forward(picture.clone()).logits);
        assert!(
            !close(&alone(&picture), &alone(&mirror)),
            "a picture that is its own mirror image proves nothing"
        );

        let (output, heat) = network.forward_views(&picture, Views::Mirrored);
        let (of_mirror, heat_of_mirror) = network.forward_views(&mirror, Views::Mirrored);
        assert!(close(
            &values(output.logits.clone()),
            &values(of_mirror.logits)
        ));
        assert!(close(
            &values(output.features.clone()),
            &values(of_mirror.features)
        ));
        let (heat, heat_of_mirror) = (heat.unwrap(), heat_of_mirror.unwrap());
        assert!(close(&values(heat.flip([3])), &values(heat_of_mirror)));

        // The mean of the four, counted apart.
        let both = picture.clone().flip([2, 3]);
        let views = [picture.clone(), mirror, picture.clone().flip([2]), both];
        let answers = views.each_ref().map(alone);
        let expected: Vec<f32> = (0..3)
            .map(|class| answers.iter().map(|one| one[class]).sum::<f32>() / 4.0)
            .collect();
        assert!(close(&values(output.logits), &expected));

        // As one batch, of two pictures at once: the same in the same order.
        let two = Tensor::cat(vec![picture.clone(), picture * 0.5], 0);
        let (turns, turned) = network.forward_in_turn(&two, Views::Mirrored);
        let (batch, maps) = network.forward_together(&two, Views::Mirrored);
        assert!(close(&values(batch.logits), &values(turns.logits)));
        assert!(close(&values(batch.features), &values(turns.features)));
        assert!(close(&values(maps.unwrap()), &values(turned.unwrap())));
    }

    #[test]
    fn one_view_is_the_network_itself() {
        let device = Device::flex();
        let architecture = Architecture {
            name: "skin28",
            classes: 7,
            size: 28,
            graph: None,
        };
        let network = Network::init(&architecture, &device).unwrap();
        let picture = Tensor::<4>::ones([1, 3, 28, 28], &device) * 0.3;
        let (output, heat) = network.forward_views(&picture, Views::One);
        assert!(heat.is_none());
        assert_eq!(
            values(output.logits),
            values(network.forward(picture).logits)
        );
    }
}
