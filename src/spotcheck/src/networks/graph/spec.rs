//! What a graph of layers is made of, and which shapes and parameters follow from it.

use serde::{Deserialize, Serialize};

use super::work;
use crate::error::{Error, ErrorKind, Result};

/// More layers than any network here has: a card that lists more is refused before anything is built.
const MOST_NODES: usize = 4096;
/// The largest tensor that a layer may give or hold, in elements (256 MiB of 32-bit floats).
const MOST_ELEMENTS: usize = 1 << 26;

/// A network as a list of layers, each after those it reads from. It can stand in a card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GraphSpec {
    /// Channels, height, width of the picture.
    pub input: [usize; 3],
    /// The layers; the last one's output is the network's: one row of logits a picture.
    pub nodes: Vec<Node>,
}

/// One layer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Its name, as its maker called it.
    pub name: String,
    /// What it reads: 0 is the picture, `k` the output of layer `k - 1`.
    pub inputs: Vec<usize>,
    /// What it does.
    pub op: Op,
}

/// What a layer does. Maps are `[n, channels, height, width]`, rows `[n, width]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Op {
    /// Convolution; depthwise with as many groups as channels. Weight `[filters, channels / groups, height, width]`.
    Conv {
        /// Output channels.
        filters: usize,
        /// Height and width.
        kernel: [usize; 2],
        /// Down and right.
        stride: [usize; 2],
        /// What surrounds the map.
        padding: Padding,
        /// Into how many independent parts the channels fall.
        groups: usize,
        /// Whether a bias is added.
        bias: bool,
    },
    /// Batch normalisation by channel.
    BatchNorm {
        /// Added to the variance.
        epsilon: f64,
    },
    /// Dense layer over rows. Weight `[inputs, units]`.
    Dense {
        /// Output width.
        units: usize,
        /// Whether a bias is added.
        bias: bool,
    },
    /// Largest value of each window.
    MaxPool(Window),
    /// Mean of each window; padding does not count, as in TensorFlow.
    AvgPool(Window),
    /// Mean of each channel: a row.
    GlobalAvgPool,
    /// The first input's channels, averaged over its places: a row. A place counts by the softmax of the second's only channel.
    AttentionPool,
    /// Largest value of each channel: a row.
    GlobalMaxPool,
    /// Zeros around the map.
    ZeroPad {
        /// Rows above.
        top: usize,
        /// Rows below.
        bottom: usize,
        /// Columns before.
        left: usize,
        /// Columns after.
        right: usize,
    },
    /// Each place as two by two of its value: twice the height and width.
    UpSampling,
    /// max(0, x).
    Relu,
    /// min(6, max(0, x)).
    Relu6,
    /// 1 / (1 + exp(-x)).
    Sigmoid,
    /// Over the channels of a row.
    Softmax,
    /// x · factor + offset.
    Scale {
        /// Multiplied first.
        factor: f32,
        /// Added then.
        offset: f32,
    },
    /// Zeroes a share of the values while training; nothing otherwise.
    Dropout {
        /// The share.
        rate: f64,
    },
    /// A map as a row, channel by channel.
    Flatten,
    /// Sum of equally shaped inputs.
    Add,
}

/// A pooling window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// Height and width.
    pub kernel: [usize; 2],
    /// Down and right.
    pub stride: [usize; 2],
    /// What surrounds the map.
    pub padding: Padding,
}

/// What surrounds a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Padding {
    /// Nothing.
    Valid,
    /// So much that the output has the input's size divided by the stride, rounded up; of an odd number the
    /// larger half comes below and on the right, as in TensorFlow.
    Same,
}

/// The shape of what flows, without the batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Channels, height, width.
    Map([usize; 3]),
    /// Width.
    Row(usize),
}

impl Shape {
    /// Values of one picture.
    #[must_use]
    pub fn elements(self) -> Option<usize> {
        match self {
            Self::Map([channels, height, width]) => {
                channels.checked_mul(height)?.checked_mul(width)
            }
            Self::Row(width) => Some(width),
        }
    }

    /// Channels of a map, width of a row.
    #[must_use]
    pub const fn channels(self) -> usize {
        match self {
            Self::Map([channels, ..]) => channels,
            Self::Row(width) => width,
        }
    }
}

/// A line of the layer table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// The node's name.
    pub name: String,
    /// What it gives.
    pub output: Shape,
    /// Numbers it holds, the running statistics of batch norm included.
    pub parameters: usize,
}

impl GraphSpec {
    /// The layer table: shapes and parameters, in the order of the nodes.
    ///
    /// # Errors
    /// [`ErrorKind::CardFormat`] when layers do not fit together, naming the first that does not.
    pub fn table(&self) -> Result<Vec<Layer>> {
        if self.nodes.is_empty() || self.nodes.len() > MOST_NODES {
            return Err(wrong("network", "it has no layers, or too many"));
        }
        let mut shapes = vec![Shape::Map(self.input)];
        let mut steps = 0u64;
        let mut table = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let inputs: Vec<Shape> = node
                .inputs
                .iter()
                .map(|&place| shapes.get(place).copied())
                .collect::<Option<_>>()
                .ok_or_else(|| {
                    wrong(&node.name, "it reads from a layer that does not precede it")
                })?;
            let &[first, ref others @ ..] = inputs.as_slice() else {
                return Err(wrong(&node.name, "it reads from nothing"));
            };
            node.op
                .joins(first, others)
                .map_err(|what| wrong(&node.name, what))?;
            let (output, parameters) = node
                .op
                .apply(first)
                .ok_or_else(|| wrong(&node.name, "it does not fit what it reads"))?;
            let sound = output
                .elements()
                .is_some_and(|count| (1..=MOST_ELEMENTS).contains(&count));
            if !sound || parameters > MOST_ELEMENTS {
                return Err(wrong(&node.name, "it is empty or too large"));
            }
            steps = work::of(&node.op, output, parameters).saturating_add(steps);
            if steps > work::MOST {
                return Err(wrong(&node.name, "up to it there is too much to compute"));
            }
            shapes.push(output);
            table.push(Layer {
                name: node.name.clone(),
                output,
                parameters,
            });
        }
        Ok(table)
    }

    /// The width of the last layer's row.
    ///
    /// # Errors
    /// As [`GraphSpec::table`], and when the last layer gives a map.
    pub fn outputs(&self) -> Result<usize> {
        match self.table()?.last() {
            Some(Layer {
                output: Shape::Row(width),
                ..
            }) => Ok(*width),
            _ => Err(wrong("network", "its last layer gives no row of logits")),
        }
    }

    /// Where the features are, as [`Node::inputs`] counts, and how many: what the last dense layer reads, or the
    /// logits where there is none.
    ///
    /// # Errors
    /// As [`GraphSpec::table`].
    pub fn features(&self) -> Result<(usize, usize)> {
        let table = self.table()?;
        let dense = self
            .nodes
            .iter()
            .rposition(|node| matches!(node.op, Op::Dense { .. }));
        let place = dense
            .and_then(|dense| self.nodes.get(dense))
            .and_then(|node| node.inputs.first().copied())
            .unwrap_or(self.nodes.len());
        let width = match place.checked_sub(1).and_then(|node| table.get(node)) {
            Some(layer) => layer.output.channels(),
            None => {
                return Err(wrong(
                    "network",
                    "its last dense layer reads the picture itself",
                ));
            }
        };
        Ok((place, width))
    }

    /// Layers by name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.name == name)
    }
}

fn wrong(layer: &str, what: &str) -> Error {
    Error::new(
        ErrorKind::CardFormat,
        format!("The network's layer \"{layer}\" can't be: {what}."),
    )
}
