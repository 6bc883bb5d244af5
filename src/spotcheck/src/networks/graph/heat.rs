//! Where in the picture a logit comes from: class activation maps (Zhou et al. 2016) for heads of several layers.
//!
//! Behind a global average, dense layers and rectifiers are linear for the picture at hand, once it is known which units are
//! above zero. So the way back from the logits to the channels is a product of matrices, without a gradient engine, and
//! the channels of each place, weighted by it, are what that place added to the logit (the same as Grad-CAM and `HiResCAM`
//! give for such a head). What a place adds to all logits alike changes no answer, so the mean over the classes is taken
//! off. Averaged over all places it is then the logit less the mean logit, but for what the biases add.

use burn::tensor::Tensor;

use super::layer::{Value, Weights};
use super::{Graph, GraphSpec, Op, Output};

impl GraphSpec {
    /// The global average that the head begins with, when nothing but dense layers, rectifiers and dropout follow it, one
    /// after the other: a map can then be given.
    pub(super) fn head_pool(&self) -> Option<usize> {
        let mut number = self.nodes.len().checked_sub(1)?;
        loop {
            let node = self.nodes.get(number)?;
            match node.op {
                Op::GlobalAvgPool => return Some(number),
                Op::Dense { .. } | Op::Relu | Op::Relu6 | Op::Dropout { .. } => {
                    let [input] = node.inputs.as_slice() else {
                        return None;
                    };
                    number = input.checked_sub(1)?;
                    // What is read by others too is no head of its own.
                    let readers = self.nodes.iter().filter(|node| node.inputs.contains(input));
                    if readers.count() != 1 {
                        return None;
                    }
                }
                _ => return None,
            }
        }
    }
}

impl Graph {
    /// As [`Graph::forward`], and `[n, classes, height, width]`: what each place of the last map added to each logit,
    /// less the mean over the classes.
    /// Nothing when the head is not of the kind that this can be told of.
    #[must_use]
    pub fn forward_with_heat(&self, input: Tensor<4>) -> (Output, Option<Tensor<4>>) {
        let Some(pool) = self.plan.head_at else {
            return (self.forward(input), None);
        };
        let before = self
            .plan
            .spec
            .nodes
            .get(pool)
            .and_then(|node| node.inputs.first());
        let mut map = match before {
            Some(0) => Some(input.clone()),
            _ => None,
        };
        let mut rows = Vec::new();
        let output = self.forward_seen(input, |number, value| match value {
            Value::Map(seen) if Some(&(number + 1)) == before => map = Some(seen.clone()),
            Value::Row(row) if number > pool => rows.push(row.clone()),
            _ => {}
        });
        let heat = map.and_then(|map| self.heat(pool, map, &rows));
        (output, heat)
    }

    /// `map` is `[n, channels, height, width]`; `rows` are the outputs of the layers behind the global average.
    fn heat(&self, pool: usize, map: Tensor<4>, rows: &[Tensor<2>]) -> Option<Tensor<4>> {
        let [pictures, channels, height, width] = map.dims();
        // `[n or 1, units, outputs]`: how much each unit of the layer at hand adds to each output.
        let mut back: Option<Tensor<3>> = None;
        let head = self.plan.spec.nodes.iter().zip(&self.layers).skip(pool + 1);
        for ((node, layer), row) in head.zip(rows).rev() {
            match node.op {
                Op::Dense { .. } => {
                    let weight = dense_weight(layer)?.unsqueeze::<3>();
                    back = Some(match back {
                        Some(back) => {
                            let [n, ..] = back.dims();
                            weight.repeat_dim(0, n).matmul(back)
                        }
                        None => weight,
                    });
                }
                Op::Relu | Op::Relu6 => {
                    let most = if matches!(node.op, Op::Relu6) {
                        6.0
                    } else {
                        f32::INFINITY
                    };
                    let open = row.clone().greater_elem(0.0).float()
                        * row.clone().lower_elem(most).float();
                    back = Some(back? * open.unsqueeze_dim::<3>(2));
                }
                _ => {}
            }
        }
        let back = back?;
        let [n, _, outputs] = back.dims();
        let back = if n == pictures {
            back
        } else {
            back.repeat_dim(0, pictures)
        };
        let places = map.reshape([pictures, channels, height * width]);
        let heat = back
            .swap_dims(1, 2)
            .matmul(places)
            .reshape([pictures, outputs, height, width]);
        // One output `z` is the logits 0 and `z`: what speaks against the second speaks for the first.
        Some(if outputs == 1 {
            let half = heat.div_scalar(2.0);
            Tensor::cat(vec![half.clone().neg(), half], 1)
        } else {
            heat.clone() - heat.mean_dim(1)
        })
    }
}

fn dense_weight(layer: &Weights) -> Option<Tensor<2>> {
    layer.dense.as_ref().map(|dense| dense.weight.val())
}

#[cfg(test)]
mod tests {
    use burn::tensor::{Device, Distribution, Tolerance};

    use super::super::{Builder, Padding};
    use super::*;
    use crate::networks::Architecture;

    fn graph(outputs: usize, device: &Device) -> Graph {
        let mut builder = Builder::colour(12);
        builder.conv("conv", 8, 3, 2, Padding::Same, true);
        builder.push("relu", Op::Relu6);
        builder.push("pool", Op::GlobalAvgPool);
        builder.push("dropout", Op::Dropout { rate: 0.5 });
        builder.dense("hidden", 5);
        builder.push("hidden_relu", Op::Relu);
        builder.dense("logits", outputs);
        device.seed(5);
        Graph::init(&builder.finish(), device).unwrap()
    }

    #[test]
    fn without_biases_the_places_average_to_the_logits_less_their_mean() {
        let device = Device::flex();
        for outputs in [1, 4] {
            let graph = graph(outputs, &device);
            let input = Tensor::random([3, 3, 12, 12], Distribution::Normal(0.5, 1.0), &device);
            let (output, heat) = graph.forward_with_heat(input.clone());
            let heat = heat.unwrap();
            assert_eq!(heat.dims(), [3, outputs.max(2), 6, 6]);
            let mean: Tensor<2> = heat.flatten::<3>(2, 3).mean_dim(2).squeeze_dim(2);
            let logits = graph.forward(input).logits;
            let close = |one: Tensor<2>, other: &Tensor<2>| {
                one.into_data()
                    .assert_approx_eq::<f32>(&other.to_data(), Tolerance::rel_abs(1e-4, 1e-5));
            };
            close(output.logits, &logits);
            // With one output too: its logits are 0 and z.
            close(mean, &(logits.clone() - logits.mean_dim(1)));
        }
    }

    #[test]
    fn other_weights_give_another_map_and_a_flattened_head_none() {
        let device = Device::flex();
        let input = Tensor::random([1, 3, 12, 12], Distribution::Normal(0.5, 1.0), &device);
        let one = graph(4, &device);
        let other = Graph::init(one.spec(), &device).unwrap();
        let map = |graph: &Graph| {
            let (_, heat) = graph.forward_with_heat(input.clone());
            heat.unwrap().into_data().try_to_vec::<f32>().unwrap()
        };
        let (one, other) = (map(&one), map(&other));
        assert!(one.iter().zip(&other).any(|(a, b)| (a - b).abs() > 1e-3));

        for (name, size, told) in [
            ("mobilenet-v2-0.35", 96, true),
            ("mobilenet-v1-0.75", 96, true),
            ("carcinoskin", 224, false),
        ] {
            let spec = Architecture {
                name,
                classes: 2,
                size,
                graph: None,
            }
            .spec()
            .unwrap();
            assert_eq!(spec.folded().head_pool().is_some(), told, "{name}");
        }
    }
}
