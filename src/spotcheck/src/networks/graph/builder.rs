//! Writes a [`GraphSpec`] layer by layer.

use super::spec::{GraphSpec, Node, Op, Padding, Window};

/// The layers so far. Each method adds one after the last and gives its place, as [`Node::inputs`] counts.
#[derive(Debug)]
pub struct Builder {
    spec: GraphSpec,
}

impl Builder {
    /// A network for square colour pictures of `size` pixels.
    #[must_use]
    pub fn colour(size: u32) -> Self {
        Self {
            spec: GraphSpec {
                input: [3, size as usize, size as usize],
                nodes: Vec::new(),
            },
        }
    }

    /// The place of the last layer's output.
    #[must_use]
    pub fn last(&self) -> usize {
        self.spec.nodes.len()
    }

    /// Adds any layer that reads from the last.
    pub fn push(&mut self, name: impl Into<String>, op: Op) -> usize {
        let inputs = vec![self.last()];
        self.push_from(name, op, inputs)
    }

    /// Adds any layer.
    pub fn push_from(&mut self, name: impl Into<String>, op: Op, inputs: Vec<usize>) -> usize {
        self.spec.nodes.push(Node {
            name: name.into(),
            inputs,
            op,
        });
        self.last()
    }

    /// A square convolution without groups.
    pub fn conv(
        &mut self,
        name: impl Into<String>,
        filters: usize,
        kernel: usize,
        stride: usize,
        padding: Padding,
        bias: bool,
    ) -> usize {
        self.push(
            name,
            Op::Conv {
                filters,
                kernel: [kernel; 2],
                stride: [stride; 2],
                padding,
                groups: 1,
                bias,
            },
        )
    }

    /// A 3×3 depthwise convolution without bias, `Same`.
    pub fn depthwise(&mut self, name: impl Into<String>, channels: usize, stride: usize) -> usize {
        self.push(
            name,
            Op::Conv {
                filters: channels,
                kernel: [3; 2],
                stride: [stride; 2],
                padding: Padding::Same,
                groups: channels,
                bias: false,
            },
        )
    }

    /// Batch norm with Keras' epsilon of 1e-3.
    pub fn norm(&mut self, name: impl Into<String>) -> usize {
        self.push(name, Op::BatchNorm { epsilon: 1e-3 })
    }

    /// Max-pooling of 2×2, stride 2, `Valid`.
    pub fn halve(&mut self, name: impl Into<String>) -> usize {
        self.push(
            name,
            Op::MaxPool(Window {
                kernel: [2; 2],
                stride: [2; 2],
                padding: Padding::Valid,
            }),
        )
    }

    /// A dense layer with bias.
    pub fn dense(&mut self, name: impl Into<String>, units: usize) -> usize {
        self.push(name, Op::Dense { units, bias: true })
    }

    /// The finished network.
    #[must_use]
    pub fn finish(self) -> GraphSpec {
        self.spec
    }
}
