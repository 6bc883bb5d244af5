//! A Keras model computed by plain loops in 64-bit floats, straight from the file, in Keras' own layout (rows,
//! columns, channels). It shares nothing with the importer but the reading of HDF5, and is slow.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value;

use crate::import::hdf5::{Hdf5, Tensor};

/// Rows × columns × channels.
#[derive(Clone)]
struct Map {
    height: usize,
    width: usize,
    channels: usize,
    values: Vec<f64>,
}

impl Map {
    fn zeros(height: usize, width: usize, channels: usize) -> Self {
        Self {
            height,
            width,
            channels,
            values: vec![0.0; height * width * channels],
        }
    }

    fn index(&self, y: usize, x: usize, c: usize) -> usize {
        (y * self.width + x) * self.channels + c
    }

    fn each(mut self, change: impl Fn(usize, f64) -> f64) -> Self {
        let channels = self.channels;
        for (index, value) in self.values.iter_mut().enumerate() {
            *value = change(index % channels, *value);
        }
        self
    }
}

pub struct Model {
    file: Hdf5,
    config: Value,
}

impl Model {
    pub fn read(path: &Path) -> Self {
        let file = Hdf5::open(path).unwrap();
        let json = file.text("/", "model_config").unwrap().unwrap();
        let config = serde_json::from_str(&json).unwrap();
        Self { file, config }
    }

    /// What comes before the last softmax, for bytes scaled to -1..1.
    pub fn logits(&self, rgb: &[u8]) -> Vec<f64> {
        let side = ((rgb.len() / 3) as f64).sqrt() as usize;
        let input = Map {
            height: side,
            width: side,
            channels: 3,
            values: rgb
                .iter()
                .map(|byte| f64::from(*byte) / 127.5 - 1.0)
                .collect(),
        };
        self.model(&self.config, &input, None).values
    }

    fn model(&self, model: &Value, input: &Map, group: Option<&str>) -> Map {
        let layers = model["config"]["layers"].as_array().unwrap();
        let mut outputs: HashMap<&str, Map> = HashMap::new();
        let mut last = input.clone();
        for layer in layers {
            let name = layer["config"]["name"].as_str().unwrap();
            let reads: Vec<Map> = match layer["inbound_nodes"][0].as_array() {
                Some(nodes) => nodes
                    .iter()
                    .map(|node| outputs[node[0].as_str().unwrap()].clone())
                    .collect(),
                None => vec![last],
            };
            last = if layer["config"]["layers"].is_array() {
                self.model(layer, &reads[0], Some(group.unwrap_or(name)))
            } else {
                self.layer(
                    layer,
                    &reads,
                    &format!("model_weights/{}/{name}", group.unwrap_or(name)),
                )
            };
            outputs.insert(name, last.clone());
        }
        last
    }

    fn layer(&self, layer: &Value, inputs: &[Map], path: &str) -> Map {
        let config = &layer["config"];
        let input = inputs[0].clone();
        let weights = |kind: &str| self.file.tensor(&format!("{path}/{kind}:0")).unwrap();
        let stride = config["strides"][0].as_u64().unwrap_or(1) as usize;
        match layer["class_name"].as_str().unwrap() {
            "InputLayer" => input,
            "ZeroPadding2D" => {
                let at = |axis: usize, end: usize| {
                    config["padding"][axis][end].as_u64().unwrap() as usize
                };
                let mut padded = Map::zeros(
                    input.height + at(0, 0) + at(0, 1),
                    input.width + at(1, 0) + at(1, 1),
                    input.channels,
                );
                for y in 0..input.height {
                    for x in 0..input.width {
                        for c in 0..input.channels {
                            let target = padded.index(y + at(0, 0), x + at(1, 0), c);
                            padded.values[target] = input.values[input.index(y, x, c)];
                        }
                    }
                }
                padded
            }
            "Conv2D" => slide(
                &input,
                &weights("kernel"),
                stride,
                config["padding"] == "same",
                false,
            ),
            "DepthwiseConv2D" => slide(
                &input,
                &weights("depthwise_kernel"),
                stride,
                config["padding"] == "same",
                true,
            ),
            "BatchNormalization" => {
                let [gamma, beta, mean, variance] =
                    ["gamma", "beta", "moving_mean", "moving_variance"]
                        .map(|kind| weights(kind).values);
                let epsilon = config["epsilon"].as_f64().unwrap();
                input.each(|c, value| {
                    (value - f64::from(mean[c])) / (f64::from(variance[c]) + epsilon).sqrt()
                        * f64::from(gamma[c])
                        + f64::from(beta[c])
                })
            }
            "ReLU" => {
                let most = config["max_value"].as_f64().unwrap_or(f64::INFINITY);
                input.each(|_, value| value.clamp(0.0, most))
            }
            "Add" => {
                let mut sum = input;
                for other in &inputs[1..] {
                    for (value, other) in sum.values.iter_mut().zip(&other.values) {
                        *value += other;
                    }
                }
                sum
            }
            "GlobalAveragePooling2D" => {
                let mut mean = Map::zeros(1, 1, input.channels);
                for (index, value) in input.values.iter().enumerate() {
                    mean.values[index % input.channels] +=
                        value / (input.height * input.width) as f64;
                }
                mean
            }
            "Dense" => {
                let kernel = weights("kernel");
                let units = kernel.shape[1];
                let mut output = Map::zeros(1, 1, units);
                for (row, value) in input.values.iter().enumerate() {
                    for unit in 0..units {
                        output.values[unit] += value * f64::from(kernel.values[row * units + unit]);
                    }
                }
                if config["use_bias"] == true {
                    let bias = weights("bias").values;
                    output = output.each(|unit, value| value + f64::from(bias[unit]));
                }
                if config["activation"] == "relu" {
                    output = output.each(|_, value| value.max(0.0));
                }
                output
            }
            other => panic!("the reference has no {other}"),
        }
    }
}

/// A convolution, or one by channel. `same` gives the output `input / stride`, rounded up, the odd pixel of padding
/// below and on the right.
fn slide(input: &Map, kernel: &Tensor, stride: usize, same: bool, by_channel: bool) -> Map {
    let [tall, wide, channels, filters] = kernel.shape[..] else {
        panic!("a kernel of {:?}", kernel.shape);
    };
    let along = |size: usize, kernel: usize| {
        if same {
            let output = size.div_ceil(stride);
            let padding = ((output - 1) * stride + kernel).saturating_sub(size);
            (output, padding / 2)
        } else {
            ((size - kernel) / stride + 1, 0)
        }
    };
    let ((height, top), (width, left)) = (along(input.height, tall), along(input.width, wide));
    let outputs = if by_channel {
        channels * filters
    } else {
        filters
    };
    let mut output = Map::zeros(height, width, outputs);
    let kernel_values: Vec<f64> = kernel
        .values
        .iter()
        .map(|value| f64::from(*value))
        .collect();
    for y in 0..height {
        for x in 0..width {
            for (dy, dx) in (0..tall).flat_map(|dy| (0..wide).map(move |dx| (dy, dx))) {
                let (row, column) = (y * stride + dy, x * stride + dx);
                if row < top
                    || column < left
                    || row - top >= input.height
                    || column - left >= input.width
                {
                    continue;
                }
                for c in 0..channels {
                    let value = input.values[input.index(row - top, column - left, c)];
                    for f in 0..filters {
                        let target = if by_channel { c * filters + f } else { f };
                        let place = output.index(y, x, target);
                        output.values[place] +=
                            value * kernel_values[((dy * wide + dx) * channels + c) * filters + f];
                    }
                }
            }
        }
    }
    output
}
