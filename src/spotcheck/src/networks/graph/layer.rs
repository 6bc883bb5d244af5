//! One layer: what it holds, how it is made, and what it does to what flows through it.

use burn::module::{Module, Param, RunningState};
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::pool::{AvgPool2dConfig, MaxPool2dConfig};
use burn::nn::{
    BatchNorm, BatchNormConfig, Dropout, DropoutConfig, Initializer, Linear, LinearConfig,
    PaddingConfig2d,
};
use burn::tensor::activation::{sigmoid, softmax};
use burn::tensor::ops::PadMode;
use burn::tensor::{Device, Tensor, TensorData};

use super::spec::{Op, Padding};
use crate::error::{Error, ErrorKind, Result};

use super::choose::{bounded, clamp, convolution, dense, max_pool, norm, relu};

/// Each place as two by two of its value.
fn doubled(map: Tensor<4>) -> Tensor<4> {
    let [n, channels, height, width] = map.dims();
    map.reshape([n, channels, height, 1, width, 1])
        .expand([n, channels, height, 2, width, 2])
        .reshape([n, channels, 2 * height, 2 * width])
}

/// The mean of a map's channels, each place counted by the softmax of its score; `scores` is `[n, 1, height, width]`.
fn attended(map: Tensor<4>, scores: Tensor<4>) -> Tensor<2> {
    let shares = softmax(scores.flatten::<3>(2, 3), 2);
    (map.flatten::<3>(2, 3) * shares).sum_dim(2).squeeze_dim(2)
}

/// What one layer holds; most hold nothing.
#[derive(Module, Debug)]
pub(super) struct Weights {
    pub(super) conv: Option<Conv2d>,
    pub(super) norm: Option<BatchNorm>,
    pub(super) dense: Option<Linear>,
    dropout: Option<Dropout>,
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
pub(super) enum Value {
    Map(Tensor<4>),
    Row(Tensor<2>),
}

const fn padding_config(padding: Padding) -> PaddingConfig2d {
    match padding {
        Padding::Valid => PaddingConfig2d::Valid,
        Padding::Same => PaddingConfig2d::Same,
    }
}

impl Value {
    pub(super) fn into_row(self) -> Tensor<2> {
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

    pub(super) fn init(
        op: &Op,
        channels: usize,
        initializer: &Initializer,
        device: &Device,
    ) -> Self {
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
                    .with_padding(padding_config(*around))
                    .with_groups(*groups)
                    .with_bias(false)
                    .with_initializer(initializer.clone())
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
                    .with_initializer(initializer.clone())
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

    /// A convolution, with the activation that follows it if there are `bounds`, where a kernel of ours can do that.
    pub(super) fn apply_bounded(&self, input: &Value, bounds: Option<(f32, f32)>) -> Option<Value> {
        let bounds = bounds.unwrap_or((f32::NEG_INFINITY, f32::INFINITY));
        match (&self.conv, input) {
            (Some(conv), Value::Map(map)) => bounded(conv, map, bounds).map(Value::Map),
            _ => None,
        }
    }

    pub(super) fn apply(&self, op: &Op, input: Value, others: Vec<Value>) -> Value {
        match (op, input) {
            (Op::Conv { .. }, Value::Map(map)) => Value::Map(match &self.conv {
                Some(conv) => convolution(conv, map),
                None => map,
            }),
            (Op::BatchNorm { .. }, value) => match &self.norm {
                Some(layer) => value.map(|row| norm(layer, row), |map| norm(layer, map)),
                None => value,
            },
            (Op::Dense { .. }, Value::Row(row)) => Value::Row(match &self.dense {
                Some(layer) => dense(layer, row),
                None => row,
            }),
            (Op::MaxPool(window), Value::Map(map)) => Value::Map(max_pool(
                &MaxPool2dConfig::new(window.kernel)
                    .with_strides(window.stride)
                    .with_padding(padding_config(window.padding))
                    .init(),
                map,
            )),
            (Op::AvgPool(window), Value::Map(map)) => Value::Map(
                AvgPool2dConfig::new(window.kernel)
                    .with_strides(window.stride)
                    .with_padding(padding_config(window.padding))
                    .with_count_include_pad(false)
                    .init()
                    .forward(map),
            ),
            (Op::GlobalAvgPool, Value::Map(map)) => {
                Value::Row(map.flatten::<3>(2, 3).mean_dim(2).squeeze_dim(2))
            }
            (Op::AttentionPool, Value::Map(map)) => match others.into_iter().next() {
                Some(Value::Map(scores)) => Value::Row(attended(map, scores)),
                _ => Value::Map(map),
            },
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
            (Op::UpSampling, Value::Map(map)) => Value::Map(doubled(map)),
            (Op::Relu, value) => value.map(relu, relu),
            (Op::Relu6, value) => value.map(|row| clamp(row, 0.0, 6.0), |map| clamp(map, 0.0, 6.0)),
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

    pub(super) fn set(&mut self, name: &str, tensors: NodeTensors, device: &Device) -> Result<()> {
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

    /// See [`super::Graph::recentre_norms`]; the statistics are those of what this layer gets.
    pub(super) fn recentre(&mut self, (mean, variance): &Statistics) {
        let Some(norm) = &mut self.norm else {
            return;
        };
        let before = norm
            .running_var
            .value_sync()
            .add_scalar(norm.epsilon)
            .sqrt();
        let factor = norm.gamma.val() / before;
        let beta =
            norm.beta.val() + factor.clone() * (mean.clone() - norm.running_mean.value_sync());
        let gamma = factor * variance.clone().add_scalar(norm.epsilon).sqrt();
        norm.gamma = Param::from_tensor(gamma);
        norm.beta = Param::from_tensor(beta);
        norm.running_mean = RunningState::new(mean.clone());
        norm.running_var = RunningState::new(variance.clone());
    }

    pub(super) fn tensors(&self) -> NodeTensors {
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

/// Mean and variance of each channel.
pub(super) type Statistics = (Tensor<1>, Tensor<1>);

/// Over pictures and places; of a row, over pictures.
pub(super) fn statistics(value: Value) -> Statistics {
    let columns: Tensor<2> = match value {
        Value::Row(row) => row,
        Value::Map(map) => {
            let [_, channels, _, _] = map.dims();
            map.swap_dims(0, 1)
                .reshape([channels as i32, -1])
                .transpose()
        }
    };
    let mean = columns.clone().mean_dim(0).squeeze_dim(0);
    (mean, columns.var_bias(0).squeeze_dim(0))
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
        self.check(part, shape.as_deref(), data.as_ref())?;
        if let (Some(data), Some(slot)) = (data, slot) {
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
        self.check(part, shape.as_deref(), data.as_ref())?;
        if let (Some(data), Some(slot)) = (data, slot) {
            *slot = RunningState::new(Tensor::from_data(data, self.device));
        }
        Ok(())
    }

    /// That a tensor is there where the layer has a place for it, and nowhere else, and fits.
    fn check(&self, part: &str, shape: Option<&[usize]>, data: Option<&TensorData>) -> Result<()> {
        let reason = match (shape, data) {
            (None, None) => return Ok(()),
            (Some(shape), Some(data)) if data.shape().as_slice() == shape => return Ok(()),
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
