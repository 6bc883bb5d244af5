//! A network as a graph of layers: what the seeds' networks, the backbones and imported models are made of.
//!
//! One executor instead of a struct a network, because a graph can be looked at: its layer table is asserted
//! against the source's, batch norm is folded by rule, layers are frozen by place, and an imported model needs
//! no code of its own.

mod builder;
mod choose;
mod fold;
mod heat;
#[cfg(feature = "inference")]
mod inference;
mod layer;
mod shapes;
mod spec;
#[cfg(feature = "training")]
mod training;
mod work;

use burn::module::{Module, ParamId, list_param_ids};
use burn::nn::Initializer;
use burn::tensor::{Device, Tensor};

pub use builder::Builder;
pub(super) use choose::{dense, max_pool, norm, rectified, relu};
pub use layer::NodeTensors;
pub use spec::{GraphSpec, Layer, Node, Op, Padding, Shape, Window};

use super::Output;
use crate::error::{Error, ErrorKind, Result};
use layer::{Value, Weights, statistics};

/// A network built from a [`GraphSpec`].
#[derive(Module, Debug)]
pub struct Graph {
    layers: Vec<Weights>,
    #[module(skip)]
    plan: Plan,
}

/// The graph itself, with what can be known before it runs.
#[derive(Debug, Clone)]
struct Plan {
    spec: GraphSpec,
    /// The layer that reads each output last, after which it is let go.
    last_use: Vec<usize>,
    /// The output that is the features.
    features_at: usize,
    features_width: usize,
    outputs: usize,
    /// For each layer, the bounds of the activation that follows it and alone reads it.
    bounds: Vec<Option<(f32, f32)>>,
    /// The global average that the head begins with, where a map can be told ([`Graph::forward_with_heat`]).
    head_at: Option<usize>,
}

impl Graph {
    /// Fresh weights: Glorot's uniform initialisation and zero biases, as Keras does where nothing is said.
    ///
    /// # Errors
    /// [`ErrorKind::CardFormat`] when the layers do not fit together.
    pub fn init(spec: &GraphSpec, device: &Device) -> Result<Self> {
        Self::build(spec, &Initializer::XavierUniform { gain: 1.0 }, device)
    }

    /// Zeros for weights, in whose place others are to come: drawing millions of them takes longer than loading does.
    ///
    /// # Errors
    /// As [`Graph::init`].
    pub fn blank(spec: &GraphSpec, device: &Device) -> Result<Self> {
        Self::build(spec, &Initializer::Zeros, device)
    }

    fn build(spec: &GraphSpec, initializer: &Initializer, device: &Device) -> Result<Self> {
        let plan = Plan::new(spec)?;
        let table = spec.table()?;
        let mut shapes = vec![Shape::Map(spec.input)];
        shapes.extend(table.iter().map(|layer| layer.output));
        let layers = spec
            .nodes
            .iter()
            .map(|node| {
                let channels = node
                    .inputs
                    .first()
                    .and_then(|&place| shapes.get(place))
                    .map_or(0, |shape| shape.channels());
                Weights::init(&node.op, channels, initializer, device)
            })
            .collect();
        Ok(Self { layers, plan })
    }

    /// Given weights, one entry a node.
    ///
    /// # Errors
    /// As [`Graph::init`], and [`ErrorKind::WeightsNetwork`] when a tensor is missing, left over or has another
    /// shape.
    pub fn with_tensors(
        spec: &GraphSpec,
        tensors: Vec<NodeTensors>,
        device: &Device,
    ) -> Result<Self> {
        let mut graph = Self::blank(spec, device)?;
        if tensors.len() != graph.layers.len() {
            return Err(Error::new(
                ErrorKind::WeightsNetwork,
                format!(
                    "There are weights for {} layers; the network has {}.",
                    tensors.len(),
                    graph.layers.len()
                ),
            ));
        }
        for ((layer, node), tensors) in graph.layers.iter_mut().zip(&spec.nodes).zip(tensors) {
            layer.set(&node.name, tensors, device)?;
        }
        Ok(graph)
    }

    /// All weights, one entry a node.
    #[must_use]
    pub fn tensors(&self) -> Vec<NodeTensors> {
        self.layers.iter().map(Weights::tensors).collect()
    }

    /// The layers and how they are joined.
    #[must_use]
    pub const fn spec(&self) -> &GraphSpec {
        &self.plan.spec
    }

    /// `[n, channels, height, width]` → logits `[n, classes]` and features `[n, features]`. A network with one
    /// output `z` gives the two logits 0 and `z`, whose softmax is the sigmoid of `z`.
    #[must_use]
    pub fn forward(&self, input: Tensor<4>) -> Output {
        self.forward_seen(input, |_, _| {})
    }

    /// As [`Graph::forward`], and what the layer of that name gives, a row a picture; nothing where there is none.
    #[must_use]
    pub fn forward_with_layer(&self, input: Tensor<4>, layer: &str) -> (Output, Option<Tensor<2>>) {
        let place = self.plan.spec.position(layer);
        let mut row = None;
        let output = self.forward_seen(input, |number, value| {
            if Some(number) == place {
                row = Some(value.clone().into_row());
            }
        });
        (output, row)
    }

    fn forward_seen(&self, input: Tensor<4>, seen: impl FnMut(usize, &Value)) -> Output {
        let (mut values, features) = self.run(Value::Map(input), seen);
        let logits = match values.pop().flatten() {
            Some(Value::Row(row)) => row,
            Some(Value::Map(map)) => map.flatten(1, 3),
            None => Tensor::zeros([1, 1], &features.device()),
        };
        let logits = if self.plan.outputs == 1 {
            Tensor::cat(vec![logits.zeros_like(), logits], 1)
        } else {
            logits
        };
        Output { logits, features }
    }

    /// Runs all layers; `seen` is shown each layer's number and output. Outputs that nobody reads any more are
    /// let go, so that the last one alone remains.
    fn run(
        &self,
        input: Value,
        mut seen: impl FnMut(usize, &Value),
    ) -> (Vec<Option<Value>>, Tensor<2>) {
        let mut values = vec![Some(input)];
        let mut features = None;
        // The layer whose work was done with that of the one before it.
        let mut done = None;
        for (number, (node, layer)) in self.plan.spec.nodes.iter().zip(&self.layers).enumerate() {
            let mut inputs = node.inputs.iter().filter_map(|&place| {
                let last = self.plan.last_use.get(place) == Some(&number);
                let kept = place == self.plan.features_at;
                let slot = values.get_mut(place)?;
                // Taken, not copied, by its last reader: a kernel may then work in place.
                if last && !kept {
                    slot.take()
                } else {
                    slot.clone()
                }
            });
            let first = inputs.next();
            let others: Vec<Value> = inputs.collect();
            let bounds = self.plan.bounds.get(number).copied().flatten();
            let output = first.map(|first| {
                if done == Some(number) {
                    return first;
                }
                if let Some(both) = layer.apply_bounded(&first, bounds) {
                    done = bounds.map(|_| number + 1);
                    return both;
                }
                layer.apply(&node.op, first, others)
            });
            if let Some(output) = &output {
                seen(number, output);
            }
            if number + 1 == self.plan.features_at {
                features.clone_from(&output);
            }
            values.push(output);
        }
        let features = features.map(Value::into_row);
        let features = match (features, values.last()) {
            (Some(features), _) => features,
            (None, Some(Some(last))) => last.clone().into_row(),
            (None, _) => Tensor::zeros([1, 1], &Device::default()),
        };
        (values, features)
    }

    /// How many logits [`Graph::forward`] gives.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.plan.outputs.max(2)
    }

    /// How many features it gives.
    #[must_use]
    pub const fn features(&self) -> usize {
        self.plan.features_width
    }

    /// The side of the square picture it reads.
    #[must_use]
    pub const fn input_size(&self) -> u32 {
        self.plan.spec.input[1] as u32
    }

    /// Stops the layers before `place` from learning: their weights, and the statistics of their batch norms.
    #[must_use]
    pub fn freeze_before(mut self, place: usize) -> Self {
        self.layers = self
            .layers
            .into_iter()
            .enumerate()
            .map(|(number, layer)| {
                if number < place {
                    layer.freeze()
                } else {
                    layer
                }
            })
            .collect();
        self
    }

    /// The ids of the parameters of the layers from `place` on, for learning rates of their own.
    #[must_use]
    pub fn parameters_from(&self, place: usize) -> Vec<ParamId> {
        self.layers
            .iter()
            .skip(place)
            .flat_map(list_param_ids)
            .collect()
    }

    /// Gives every batch norm the mean and variance of what it gets when the network sees `input`, and corrects
    /// its factor and offset so that the network's answers stay the same: so that a backbone whose norms had been
    /// folded away can be trained with norms again.
    #[must_use]
    pub fn recentre_norms(&self, input: Tensor<4>) -> Self {
        let mut graph = self.clone();
        // Numbers for each channel and not the values themselves: all of them at once are gigabytes.
        let mut arriving = vec![statistics(Value::Map(input.clone()))];
        let (_, _) = self.run(Value::Map(input), |_, output| {
            arriving.push(statistics(output.clone()));
        });
        for (layer, node) in graph.layers.iter_mut().zip(&self.plan.spec.nodes) {
            let place = node.inputs.first().copied();
            if let Some(statistics) = place.and_then(|place| arriving.get(place)) {
                layer.recentre(statistics);
            }
        }
        graph
    }
}

impl Plan {
    fn new(spec: &GraphSpec) -> Result<Self> {
        let square = matches!(spec.input, [3, height, width] if height == width && height > 0);
        if !square {
            return Err(Error::new(
                ErrorKind::CardFormat,
                "The network reads no square picture of three channels.",
            ));
        }
        let outputs = spec.outputs()?;
        let (features_at, features_width) = spec.features()?;
        let mut last_use = vec![usize::MAX; spec.nodes.len() + 1];
        for (number, node) in spec.nodes.iter().enumerate() {
            for &place in &node.inputs {
                if let Some(last) = last_use.get_mut(place) {
                    *last = number;
                }
            }
        }
        Ok(Self {
            bounds: bounds(spec, features_at),
            head_at: spec.head_pool(),
            spec: spec.clone(),
            last_use,
            features_at,
            features_width,
            outputs,
        })
    }
}

/// See [`Plan::bounds`].
fn bounds(spec: &GraphSpec, features_at: usize) -> Vec<Option<(f32, f32)>> {
    let nodes = &spec.nodes;
    let follower = |number: usize| {
        let place = number + 1;
        let next = nodes.get(place)?;
        let readers = nodes.iter().filter(|node| node.inputs.contains(&place));
        let alone = next.inputs == [place] && readers.count() == 1 && place != features_at;
        match next.op {
            Op::Relu if alone => Some((0.0, f32::INFINITY)),
            Op::Relu6 if alone => Some((0.0, 6.0)),
            _ => None,
        }
    };
    (0..nodes.len()).map(follower).collect()
}

#[cfg(test)]
mod tests;
