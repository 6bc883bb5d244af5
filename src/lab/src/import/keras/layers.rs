//! What each Keras layer is in our graph. What is not listed here is refused by name.

use anyhow::{Result, bail, ensure};
use burn::tensor::TensorData;
use serde_json::Value;
use spotcheck::networks::graph::{NodeTensors, Op, Padding, Shape, Window};

use super::config::Layer;
use super::options::{last_axis, rescaling, sliding, window, zero_padding};
use super::walk::Walk;
use super::weights::Place;
use crate::import::hdf5::Tensor;

impl Walk<'_> {
    /// Adds one layer, with its activation; gives the place of its output.
    pub fn layer(&mut self, layer: &Layer, inputs: &[usize], place: &Place<'_>) -> Result<usize> {
        let name = layer.name.as_str();
        if layer.class == "Add" {
            ensure!(inputs.len() > 1, "it adds {} maps", inputs.len());
            return self.push(name, Op::Add, inputs);
        }
        let &[input] = inputs else {
            bail!("it reads {} inputs; one is supported", inputs.len());
        };
        match layer.class.as_str() {
            // Its shape was read before the walk began.
            "InputLayer" => Ok(input),
            "Conv2D" => self.conv(layer, input, place),
            "DepthwiseConv2D" => {
                let output = self.depthwise(layer, input, place, layer.flag("use_bias", true)?)?;
                self.activation(layer, "activation", output)
            }
            "SeparableConv2D" => self.separable(layer, input, place),
            "BatchNormalization" => self.norm(layer, input, place),
            "Dense" => self.dense(layer, input, place),
            "MaxPooling2D" => self.push(name, Op::MaxPool(window(layer)?), inputs),
            "AveragePooling2D" => self.push(name, Op::AvgPool(window(layer)?), inputs),
            "GlobalAveragePooling2D" => self.global(layer, input, Op::GlobalAvgPool, Op::AvgPool),
            "GlobalMaxPooling2D" => self.global(layer, input, Op::GlobalMaxPool, Op::MaxPool),
            "ZeroPadding2D" => self.push(name, zero_padding(layer)?, inputs),
            "ReLU" => {
                let plain = ["negative_slope", "threshold"];
                for key in plain {
                    layer.require(key, layer.number(key, 0.0)? == 0.0)?;
                }
                let most = layer.option("max_value").map(Value::as_f64);
                layer.require("max_value", matches!(most, None | Some(Some(6.0))))?;
                self.push(
                    name,
                    if most.is_some() { Op::Relu6 } else { Op::Relu },
                    inputs,
                )
            }
            "Activation" => self.activation(layer, "activation", input),
            "Softmax" => {
                layer.require("axis", last_axis(layer, "axis", self.rank(input)?))?;
                self.push(name, Op::Softmax, inputs)
            }
            "Dropout" => {
                layer.require("noise_shape", layer.option("noise_shape").is_none())?;
                let rate = layer.number("rate", 0.0)?;
                self.push(name, Op::Dropout { rate }, inputs)
            }
            "Flatten" => {
                layer.require_channels_last()?;
                self.flatten(name, input)
            }
            "Reshape" => self.reshape(layer, input),
            "Rescaling" => self.push(name, rescaling(layer)?, inputs),
            class => bail!("layers of the kind {class} are not supported"),
        }
    }

    fn conv(&mut self, layer: &Layer, input: usize, place: &Place<'_>) -> Result<usize> {
        let (filters, groups) = (layer.count("filters")?, layer.option("groups"));
        let groups = groups.map_or(Ok(1), |_| layer.count("groups"))?;
        let (kernel, stride, padding) = sliding(layer)?;
        let channels = self.channels(input)?;
        ensure!(
            groups > 0 && channels % groups == 0,
            "{channels} channels can't fall into {groups} groups"
        );
        let [height, width] = kernel;
        let weight = self
            .weights
            .tensor(place, &["kernel"])?
            .expect(&[height, width, channels / groups, filters])?
            .permute(&[3, 2, 0, 1])?;
        let bias = layer.flag("use_bias", true)?;
        let tensors = NodeTensors {
            weight: Some(data(weight)),
            bias: self.bias(place, bias, filters)?,
            ..NodeTensors::default()
        };
        let op = Op::Conv {
            filters,
            kernel,
            stride,
            padding,
            groups,
            bias,
        };
        let output = self.push_with(&layer.name, op, &[input], tensors)?;
        self.activation(layer, "activation", output)
    }

    /// Keras has the kernel as height, width, channel, multiple; filter `channel · multiplier + multiple` is ours.
    fn depthwise(
        &mut self,
        layer: &Layer,
        input: usize,
        place: &Place<'_>,
        bias: bool,
    ) -> Result<usize> {
        let (kernel, stride, padding) = sliding(layer)?;
        let channels = self.channels(input)?;
        let multiplier = match layer.option("depth_multiplier") {
            None => 1,
            Some(_) => layer.count("depth_multiplier")?,
        };
        let [height, width] = kernel;
        // Keras 3 calls it kernel.
        let kinds: &[&str] = if layer.class == "SeparableConv2D" {
            &["depthwise_kernel"]
        } else {
            &["depthwise_kernel", "kernel"]
        };
        let weight = self
            .weights
            .tensor(place, kinds)?
            .expect(&[height, width, channels, multiplier])?
            .permute(&[2, 3, 0, 1])?;
        let filters = channels * multiplier;
        let weight = weight.reshape(&[filters, 1, height, width])?;
        let tensors = NodeTensors {
            weight: Some(data(weight)),
            bias: self.bias(place, bias, filters)?,
            ..NodeTensors::default()
        };
        let op = Op::Conv {
            filters,
            kernel,
            stride,
            padding,
            groups: channels,
            bias,
        };
        self.push_with(&layer.name, op, &[input], tensors)
    }

    /// A depthwise convolution without bias, then one of 1×1.
    fn separable(&mut self, layer: &Layer, input: usize, place: &Place<'_>) -> Result<usize> {
        let depthwise = self.depthwise(layer, input, place, false)?;
        let (channels, filters) = (self.channels(depthwise)?, layer.count("filters")?);
        let bias = layer.flag("use_bias", true)?;
        let weight = self
            .weights
            .tensor(place, &["pointwise_kernel"])?
            .expect(&[1, 1, channels, filters])?
            .permute(&[3, 2, 0, 1])?;
        let tensors = NodeTensors {
            weight: Some(data(weight)),
            bias: self.bias(place, bias, filters)?,
            ..NodeTensors::default()
        };
        let name = format!("{}_pointwise", layer.name);
        let output = self.push_with(&name, pointwise(filters, bias), &[depthwise], tensors)?;
        self.activation(layer, "activation", output)
    }

    fn norm(&mut self, layer: &Layer, input: usize, place: &Place<'_>) -> Result<usize> {
        layer.require("axis", last_axis(layer, "axis", self.rank(input)?))?;
        let map = self.flattened(&[input])?;
        let count = self.channels(input)?;
        let read = |kind: &str| -> Result<TensorData> {
            let tensor = self.weights.tensor(place, &[kind])?.expect(&[count])?;
            Ok(data(match map {
                None => tensor,
                Some(shape) => tensor
                    .reshape(&shape)?
                    .permute(&[2, 0, 1])?
                    .reshape(&[count])?,
            }))
        };
        let constant = |value: f32| TensorData::new(vec![value; count], [count]);
        let tensors = NodeTensors {
            gamma: Some(if layer.flag("scale", true)? {
                read("gamma")?
            } else {
                constant(1.0)
            }),
            beta: Some(if layer.flag("center", true)? {
                read("beta")?
            } else {
                constant(0.0)
            }),
            mean: Some(read("moving_mean")?),
            variance: Some(read("moving_variance")?),
            ..NodeTensors::default()
        };
        let epsilon = layer.number("epsilon", 1e-3)?;
        self.push_with(&layer.name, Op::BatchNorm { epsilon }, &[input], tensors)
    }

    fn dense(&mut self, layer: &Layer, input: usize, place: &Place<'_>) -> Result<usize> {
        let (units, bias) = (layer.count("units")?, layer.flag("use_bias", true)?);
        let width = self.channels(input)?;
        let weight = self
            .weights
            .tensor(place, &["kernel"])?
            .expect(&[width, units])?;
        let (weight, op) = match (self.shape(input)?, self.flattened(&[input])?) {
            // On a map it goes over the channels of every pixel.
            (Shape::Map(_), _) => (
                weight.permute(&[1, 0])?.reshape(&[units, width, 1, 1])?,
                pointwise(units, bias),
            ),
            (Shape::Row(_), None) => (weight, Op::Dense { units, bias }),
            (Shape::Row(_), Some([height, wide, channels])) => (
                weight
                    .reshape(&[height, wide, channels, units])?
                    .permute(&[2, 0, 1, 3])?
                    .reshape(&[width, units])?,
                Op::Dense { units, bias },
            ),
        };
        let tensors = NodeTensors {
            weight: Some(data(weight)),
            bias: self.bias(place, bias, units)?,
            ..NodeTensors::default()
        };
        let output = self.push_with(&layer.name, op, &[input], tensors)?;
        self.activation(layer, "activation", output)
    }

    /// A pool over the whole map; where the map's axes are kept, a window as large as the map.
    fn global(
        &mut self,
        layer: &Layer,
        input: usize,
        row: Op,
        map: fn(Window) -> Op,
    ) -> Result<usize> {
        layer.require_channels_last()?;
        let op = match (layer.flag("keepdims", false)?, self.shape(input)?) {
            (true, Shape::Map([_, height, width])) => map(Window {
                kernel: [height, width],
                stride: [height, width],
                padding: Padding::Valid,
            }),
            _ => row,
        };
        self.push(&layer.name, op, &[input])
    }

    fn flatten(&mut self, name: &str, input: usize) -> Result<usize> {
        match self.shape(input)? {
            Shape::Row(_) => Ok(input),
            Shape::Map(_) => self.push(name, Op::Flatten, &[input]),
        }
    }

    /// A reshape that flattens, or that changes nothing.
    fn reshape(&mut self, layer: &Layer, input: usize) -> Result<usize> {
        let shape = self.shape(input)?;
        let target = layer.option("target_shape").and_then(Value::as_array);
        let target: Vec<i64> = target
            .map(|lengths| lengths.iter().filter_map(Value::as_i64).collect())
            .unwrap_or_default();
        let fits =
            |length: i64, wanted: usize| length == -1 || usize::try_from(length) == Ok(wanted);
        match (shape, target.as_slice()) {
            (_, [length]) if shape.elements().is_some_and(|count| fits(*length, count)) => {
                self.flatten(&layer.name, input)
            }
            (Shape::Map([channels, height, width]), [h, w, c])
                if fits(*h, height) && fits(*w, width) && fits(*c, channels) =>
            {
                Ok(input)
            }
            _ => bail!("a reshape to {target:?} is not supported"),
        }
    }

    /// The activation that a layer names in one of its options.
    fn activation(&mut self, layer: &Layer, key: &str, input: usize) -> Result<usize> {
        let op = match layer.word(key, "linear")? {
            "linear" => return Ok(input),
            "relu" => Op::Relu,
            "relu6" => Op::Relu6,
            "sigmoid" => Op::Sigmoid,
            "softmax" => Op::Softmax,
            other => bail!("the activation {other} is not supported"),
        };
        let name = if layer.class == "Activation" {
            layer.name.clone()
        } else {
            format!("{}_activation", layer.name)
        };
        self.push(&name, op, &[input])
    }

    fn bias(&self, place: &Place<'_>, has: bool, count: usize) -> Result<Option<TensorData>> {
        if !has {
            return Ok(None);
        }
        let bias = self.weights.tensor(place, &["bias"])?.expect(&[count])?;
        Ok(Some(data(bias)))
    }

    fn channels(&self, place: usize) -> Result<usize> {
        Ok(self.shape(place)?.channels())
    }

    /// Axes in Keras, the batch included.
    fn rank(&self, place: usize) -> Result<i64> {
        Ok(match self.shape(place)? {
            Shape::Map(_) => 4,
            Shape::Row(_) => 2,
        })
    }
}

const fn pointwise(filters: usize, bias: bool) -> Op {
    Op::Conv {
        filters,
        kernel: [1; 2],
        stride: [1; 2],
        padding: Padding::Valid,
        groups: 1,
        bias,
    }
}

fn data(tensor: Tensor) -> TensorData {
    TensorData::new(tensor.values, tensor.shape)
}
