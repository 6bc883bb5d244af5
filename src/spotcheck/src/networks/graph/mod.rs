//! A network as a graph of layers: what the seeds' networks, the backbones and imported models are made of.
//!
//! One executor instead of a struct a network, because a graph can be looked at: its layer table is asserted
//! against the source's, batch norm is folded by rule, layers are frozen by place, and an imported model needs
//! no code of its own.

mod builder;
mod fold;
mod spec;

use burn::module::{Module, Param, ParamId, RunningState, list_param_ids};
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::pool::{AvgPool2dConfig, MaxPool2dConfig};
use burn::nn::{
    BatchNorm, BatchNormConfig, Dropout, DropoutConfig, Initializer, Linear, LinearConfig,
    PaddingConfig2d,
};
use burn::tensor::activation::{relu, sigmoid, softmax};
use burn::tensor::ops::PadMode;
use burn::tensor::{Device, Tensor, TensorData};

pub use builder::Builder;
pub use spec::{GraphSpec, Layer, Node, Op, Padding, Shape, Window};

use super::Output;
use crate::error::{Error, ErrorKind, Result};

/// A network built from a [`GraphSpec`].
#[derive(Module, Debug)]
pub struct Graph {
    layers: Vec<Weights>,
    #[module(skip)]
    plan: Plan,
}

/// What one layer holds; most hold nothing.
#[derive(Module, Debug)]
struct Weights {
    conv: Option<Conv2d>,
    norm: Option<BatchNorm>,
    dense: Option<Linear>,
    dropout: Option<Dropout>,
}

/// The graph itself, with what can be known before it runs.
#[derive(Debug, Clone)]
struct Plan {
    spec: GraphSpec,
    /// The layer that reads each output last, after which it is let go.
    last_use: Vec<usize>,
    /// The output that is the features.
    features: usize,
    feature_count: usize,
    outputs: usize,
}

/// The numbers of one layer, on the host. Only those stand here that its operation has.
#[derive(Debug, Clone, Default)]
pub struct NodeTensors {
    /// Convolution `[filters, channels / groups, height, width]`, dense `[inputs, units]`.
    pub weight: Option<TensorData>,
    /// `[filters]` or `[units]`.
    pub bias: Option<TensorData>,
    /// Batch norm's factor, `[channels]`.
    pub gamma: Option<TensorData>,
    /// Batch norm's offset.
    pub beta: Option<TensorData>,
    /// Batch norm's running mean.
    pub mean: Option<TensorData>,
    /// Batch norm's running variance.
    pub variance: Option<TensorData>,
}

/// What flows between layers.
#[derive(Debug, Clone)]
enum Value {
    Map(Tensor<4>),
    Row(Tensor<2>),
}

impl Graph {
    /// Fresh weights: Glorot's uniform initialisation and zero biases, as Keras does where nothing is said.
    ///
    /// # Errors
    /// [`ErrorKind::CardFormat`] when the layers do not fit together.
    pub fn init(spec: &GraphSpec, device: &Device) -> Result<Self> {
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
                Weights::init(&node.op, channels, device)
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
        let mut graph = Self::init(spec, device)?;
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
        let (mut values, features) = self.run(Value::Map(input), |_, _| {});
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
        for (number, (node, layer)) in self.plan.spec.nodes.iter().zip(&self.layers).enumerate() {
            let mut inputs = node.inputs.iter().filter_map(|&place| {
                let last = self.plan.last_use.get(place) == Some(&number);
                let kept = place == self.plan.features;
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
            let output = first.map(|first| layer.apply(&node.op, first, others));
            if let Some(output) = &output {
                seen(number, output);
            }
            if number + 1 == self.plan.features {
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
        self.plan.feature_count
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
            .flat_map(|layer| list_param_ids(layer))
            .collect()
    }

    /// Gives every batch norm the mean and variance of what it gets when the network sees `input`, and corrects
    /// its factor and offset so that the network's answers stay the same: so that a backbone whose norms had been
    /// folded away can be trained with norms again.
    #[must_use]
    pub fn recentre_norms(&self, input: Tensor<4>) -> Self {
        let mut graph = self.clone();
        let mut arriving: Vec<Option<Value>> = vec![Some(Value::Map(input.clone()))];
        let (_, _) = self.run(Value::Map(input), |_, output| {
            arriving.push(Some(output.clone()))
        });
        for (layer, node) in graph.layers.iter_mut().zip(&self.plan.spec.nodes) {
            let value = node
                .inputs
                .first()
                .and_then(|&place| arriving.get(place).cloned().flatten());
            if let (Some(norm), Some(value)) = (&mut layer.norm, value) {
                recentre(norm, value);
            }
        }
        graph
    }
}

fn recentre(norm: &mut BatchNorm, value: Value) {
    let channels = norm.gamma.dims()[0];
    let columns: Tensor<2> = match value {
        Value::Row(row) => row,
        Value::Map(map) => map
            .swap_dims(0, 1)
            .reshape([channels as i32, -1])
            .transpose(),
    };
    let mean: Tensor<1> = columns.clone().mean_dim(0).squeeze_dim(0);
    let variance: Tensor<1> = columns.var_bias(0).squeeze_dim(0);
    let before = norm
        .running_var
        .value_sync()
        .add_scalar(norm.epsilon)
        .sqrt();
    let factor = norm.gamma.val() / before;
    let beta = norm.beta.val() + factor.clone() * (mean.clone() - norm.running_mean.value_sync());
    let gamma = factor * variance.clone().add_scalar(norm.epsilon).sqrt();
    norm.gamma = Param::from_tensor(gamma);
    norm.beta = Param::from_tensor(beta);
    norm.running_mean = RunningState::new(mean);
    norm.running_var = RunningState::new(variance);
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
        let (features, feature_count) = spec.features()?;
        let mut last_use = vec![usize::MAX; spec.nodes.len() + 1];
        for (number, node) in spec.nodes.iter().enumerate() {
            for &place in &node.inputs {
                if let Some(last) = last_use.get_mut(place) {
                    *last = number;
                }
            }
        }
        Ok(Self {
            spec: spec.clone(),
            last_use,
            features,
            feature_count,
            outputs,
        })
    }
}

const fn padding(padding: Padding) -> PaddingConfig2d {
    match padding {
        Padding::Valid => PaddingConfig2d::Valid,
        Padding::Same => PaddingConfig2d::Same,
    }
}

impl Value {
    fn into_row(self) -> Tensor<2> {
        match self {
            Self::Row(row) => row,
            Self::Map(map) => map.flatten(1, 3),
        }
    }

    fn map(
        self,
        row: impl FnOnce(Tensor<2>) -> Tensor<2>,
        map: impl FnOnce(Tensor<4>) -> Tensor<4>,
    ) -> Self {
        match self {
            Self::Row(tensor) => Self::Row(row(tensor)),
            Self::Map(tensor) => Self::Map(map(tensor)),
        }
    }
}

impl Weights {
    const NONE: Self = Self {
        conv: None,
        norm: None,
        dense: None,
        dropout: None,
    };

    fn init(op: &Op, channels: usize, device: &Device) -> Self {
        let glorot = Initializer::XavierUniform { gain: 1.0 };
        let zeros = |count: usize| Initializer::Zeros.init([count], device);
        match op {
            Op::Conv {
                filters,
                kernel,
                stride,
                padding: around,
                groups,
                bias,
            } => {
                let mut conv = Conv2dConfig::new([channels, *filters], *kernel)
                    .with_stride(*stride)
                    .with_padding(padding(*around))
                    .with_groups(*groups)
                    .with_bias(false)
                    .with_initializer(glorot)
                    .init(device);
                conv.bias = bias.then(|| zeros(*filters));
                Self {
                    conv: Some(conv),
                    ..Self::NONE
                }
            }
            Op::BatchNorm { epsilon } => Self {
                norm: Some(
                    BatchNormConfig::new(channels)
                        .with_epsilon(*epsilon)
                        .init(device),
                ),
                ..Self::NONE
            },
            Op::Dense { units, bias } => {
                let mut dense = LinearConfig::new(channels, *units)
                    .with_bias(false)
                    .with_initializer(glorot)
                    .init(device);
                dense.bias = bias.then(|| zeros(*units));
                Self {
                    dense: Some(dense),
                    ..Self::NONE
                }
            }
            Op::Dropout { rate } => Self {
                dropout: Some(DropoutConfig::new(*rate).init()),
                ..Self::NONE
            },
            _ => Self::NONE,
        }
    }

    fn apply(&self, op: &Op, input: Value, others: Vec<Value>) -> Value {
        match (op, input) {
            (Op::Conv { .. }, Value::Map(map)) => Value::Map(match &self.conv {
                Some(conv) => conv.forward(map),
                None => map,
            }),
            (Op::BatchNorm { .. }, value) => match &self.norm {
                Some(norm) => value.map(|row| norm.forward(row), |map| norm.forward(map)),
                None => value,
            },
            (Op::Dense { .. }, Value::Row(row)) => Value::Row(match &self.dense {
                Some(dense) => dense.forward(row),
                None => row,
            }),
            (Op::MaxPool(window), Value::Map(map)) => Value::Map(
                MaxPool2dConfig::new(window.kernel)
                    .with_strides(window.stride)
                    .with_padding(padding(window.padding))
                    .init()
                    .forward(map),
            ),
            (Op::AvgPool(window), Value::Map(map)) => Value::Map(
                AvgPool2dConfig::new(window.kernel)
                    .with_strides(window.stride)
                    .with_padding(padding(window.padding))
                    .with_count_include_pad(false)
                    .init()
                    .forward(map),
            ),
            (Op::GlobalAvgPool, Value::Map(map)) => {
                Value::Row(map.flatten::<3>(2, 3).mean_dim(2).squeeze_dim(2))
            }
            (Op::GlobalMaxPool, Value::Map(map)) => {
                Value::Row(map.flatten::<3>(2, 3).max_dim(2).squeeze_dim(2))
            }
            (
                Op::ZeroPad {
                    top,
                    bottom,
                    left,
                    right,
                },
                Value::Map(map),
            ) => Value::Map(map.pad((*left, *right, *top, *bottom), PadMode::Constant(0.0))),
            (Op::Relu, value) => value.map(relu, relu),
            (Op::Relu6, value) => value.map(|row| row.clamp(0.0, 6.0), |map| map.clamp(0.0, 6.0)),
            (Op::Sigmoid, value) => value.map(sigmoid, sigmoid),
            (Op::Softmax, value) => value.map(|row| softmax(row, 1), |map| softmax(map, 1)),
            (Op::Scale { factor, offset }, value) => value.map(
                |row| row.mul_scalar(*factor).add_scalar(*offset),
                |map| map.mul_scalar(*factor).add_scalar(*offset),
            ),
            (Op::Dropout { .. }, value) => match &self.dropout {
                Some(dropout) => value.map(|row| dropout.forward(row), |map| dropout.forward(map)),
                None => value,
            },
            (Op::Flatten, value) => Value::Row(value.into_row()),
            (Op::Add, value) => others
                .into_iter()
                .fold(value, |sum, other| match (sum, other) {
                    (Value::Map(sum), Value::Map(other)) => Value::Map(sum + other),
                    (Value::Row(sum), Value::Row(other)) => Value::Row(sum + other),
                    (sum, _) => sum,
                }),
            // The layer table has made sure that maps meet the operations of maps, and rows those of rows.
            (_, value) => value,
        }
    }

    fn set(&mut self, name: &str, tensors: NodeTensors, device: &Device) -> Result<()> {
        let put = Put { name, device };
        match (&mut self.conv, &mut self.dense) {
            (Some(conv), _) => {
                put.parameter("weight", Some(&mut conv.weight), tensors.weight)?;
                put.parameter("bias", conv.bias.as_mut(), tensors.bias)?;
            }
            (None, Some(dense)) => {
                put.parameter("weight", Some(&mut dense.weight), tensors.weight)?;
                put.parameter("bias", dense.bias.as_mut(), tensors.bias)?;
            }
            (None, None) => {
                put.parameter::<1>("weight", None, tensors.weight)?;
                put.parameter::<1>("bias", None, tensors.bias)?;
            }
        }
        let (mut gamma, mut beta, mut mean, mut variance) = (None, None, None, None);
        if let Some(norm) = &mut self.norm {
            gamma = Some(&mut norm.gamma);
            beta = Some(&mut norm.beta);
            mean = Some(&mut norm.running_mean);
            variance = Some(&mut norm.running_var);
        }
        put.parameter("gamma", gamma, tensors.gamma)?;
        put.parameter("beta", beta, tensors.beta)?;
        put.running("mean", mean, tensors.mean)?;
        put.running("variance", variance, tensors.variance)
    }

    fn tensors(&self) -> NodeTensors {
        let mut tensors = NodeTensors::default();
        if let Some(conv) = &self.conv {
            tensors.weight = Some(conv.weight.val().into_data());
            tensors.bias = conv.bias.as_ref().map(|bias| bias.val().into_data());
        }
        if let Some(dense) = &self.dense {
            tensors.weight = Some(dense.weight.val().into_data());
            tensors.bias = dense.bias.as_ref().map(|bias| bias.val().into_data());
        }
        if let Some(norm) = &self.norm {
            tensors.gamma = Some(norm.gamma.val().into_data());
            tensors.beta = Some(norm.beta.val().into_data());
            tensors.mean = Some(norm.running_mean.value_sync().into_data());
            tensors.variance = Some(norm.running_var.value_sync().into_data());
        }
        tensors
    }
}

/// Puts given numbers in the place of a layer's own.
struct Put<'layer> {
    name: &'layer str,
    device: &'layer Device,
}

impl Put<'_> {
    fn parameter<const D: usize>(
        &self,
        part: &str,
        slot: Option<&mut Param<Tensor<D>>>,
        data: Option<TensorData>,
    ) -> Result<()> {
        let shape = slot.as_ref().map(|slot| slot.shape().to_vec());
        if let (Some(data), Some(slot)) = (self.fitting(part, shape, data)?, slot) {
            *slot = Param::from_data(data, self.device);
        }
        Ok(())
    }

    fn running(
        &self,
        part: &str,
        slot: Option<&mut RunningState<Tensor<1>>>,
        data: Option<TensorData>,
    ) -> Result<()> {
        let shape = slot.as_ref().map(|slot| slot.value().dims().to_vec());
        if let (Some(data), Some(slot)) = (self.fitting(part, shape, data)?, slot) {
            *slot = RunningState::new(Tensor::from_data(data, self.device));
        }
        Ok(())
    }

    fn fitting(
        &self,
        part: &str,
        shape: Option<Vec<usize>>,
        data: Option<TensorData>,
    ) -> Result<Option<TensorData>> {
        let reason = match (&shape, &data) {
            (None, None) => return Ok(None),
            (Some(shape), Some(data)) if data.shape().as_slice() == shape => {
                return Ok(Some(data.clone()));
            }
            (Some(shape), Some(data)) => {
                format!(
                    "its shape is {:?} instead of {shape:?}",
                    data.shape().as_slice()
                )
            }
            (Some(_), None) => "it is missing".to_owned(),
            (None, Some(_)) => "the layer has none".to_owned(),
        };
        Err(Error::new(
            ErrorKind::WeightsNetwork,
            format!(
                "The {part} of layer \"{}\" does not fit: {reason}.",
                self.name
            ),
        ))
    }
}

#[cfg(test)]
mod tests;
