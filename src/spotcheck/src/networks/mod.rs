//! The networks, one file each, behind one interface.

pub mod graph;
pub mod mobilenet_v1;
pub mod mobilenet_v2;
pub mod outline;
pub mod views;

mod carcinoskin;
mod pneumonia_cnn;
mod resnet50;
mod skin28;
mod skin_cancer_detection;
mod skin_cancer_detector;

use burn::module::Module;
use burn::store::{ModuleRecord, RecordError};
use burn::tensor::{Device, Tensor};

pub use graph::{Graph, GraphSpec};
pub use skin28::Skin28;
pub use views::Views;

use crate::error::{Error, ErrorKind, Result};
use graph::{Builder, Op, Padding};

/// The name by which a card calls a network that it describes itself.
pub const DESCRIBED: &str = "graph";

/// How the names of the layers begin that we put on a transferred backbone.
pub const HEAD: &str = "head_";

/// The layer of a network that gives a mask beside its classes: one logit a place, positive on the lesion. It is there to be
/// learned by, and a published network has none.
pub const MASK: &str = "head_mask";

/// How many pixels of the input one place of that mask stands for, each way.
pub const MASK_STRIDE: u32 = 16;

/// Whether a network of that name gives a mask while it learns.
#[must_use]
pub fn gives_mask(network: &str) -> bool {
    network == mobilenet_v2::WITH_MASK
}

/// What a forward pass gives, for a batch of `n`.
#[derive(Debug, Clone)]
pub struct Output {
    /// `[n, classes]`, unnormalised.
    pub logits: Tensor<2>,
    /// `[n, features]`: the last hidden layer, from which novelty is judged.
    pub features: Tensor<2>,
}

/// Which network, for how many classes and which pictures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Architecture<'a> {
    /// Its name: one of ours, or [`DESCRIBED`].
    pub name: &'a str,
    /// Number of classes.
    pub classes: usize,
    /// Side of the input in pixels.
    pub size: u32,
    /// The layers, when the name is [`DESCRIBED`].
    pub graph: Option<&'a GraphSpec>,
}

impl Architecture<'_> {
    /// The layers as they are trained, batch norms and dropout included.
    ///
    /// # Errors
    /// [`ErrorKind::CardVersion`] when this version knows no such network; [`ErrorKind::CardFormat`] when it is
    /// to be described and is not.
    pub fn spec(&self) -> Result<GraphSpec> {
        let Self {
            name,
            classes,
            size,
            graph,
        } = *self;
        Ok(match name {
            "mobilenet-v2-0.35" => mobilenet_v2::spec(35, classes, size),
            "mobilenet-v2-1.0" => mobilenet_v2::spec(100, classes, size),
            mobilenet_v2::WITH_MASK => mobilenet_v2::with_mask(35, classes, size),
            mobilenet_v2::WITH_ATTENTION => mobilenet_v2::with_attention(35, classes, size),
            "mobilenet-v1-0.75" => mobilenet_v1::spec(75, classes, size),
            "carcinoskin" => carcinoskin::spec(classes, size),
            "skin-cancer-detection" => skin_cancer_detection::spec(classes, size),
            "skin-cancer-detector" => skin_cancer_detector::spec(classes, size),
            "pneumonia-cnn" => pneumonia_cnn::spec(classes, size),
            "resnet50" => resnet50::spec(classes, size),
            outline::NAME => outline::spec(size),
            DESCRIBED => graph.cloned().ok_or_else(|| {
                Error::new(
                    ErrorKind::CardFormat,
                    "The card's network is \"graph\", but no graph stands in it.",
                )
            })?,
            _ => {
                return Err(Error::new(
                    ErrorKind::CardVersion,
                    format!("This version of Spotcheck has no network called \"{name}\"."),
                ));
            }
        })
    }
}

/// Any of the networks, so that a card can name one.
// One network at a time is loaded: nothing would be gained by a box.
#[allow(clippy::large_enum_variant)]
#[derive(Module, Debug)]
pub enum Network {
    /// *Skin-Cancer-Classification*'s 28×28 network.
    Skin28(Skin28),
    /// All others.
    Graph(Graph),
}

/// An answer of a small network without weights to a small black picture: where code is compiled while it runs, what an
/// answer needs is compiled by that.
///
/// # Errors
/// None that is known; those of [`Network::blank`].
pub fn warm_up(device: &Device) -> Result<()> {
    let architecture = Architecture {
        name: "mobilenet-v2-0.35",
        classes: 2,
        size: 64,
        graph: None,
    };
    let network = Network::blank(&architecture, device)?;
    let _ = network.forward(Tensor::zeros([1, 3, 64, 64], device));
    Ok(())
}

impl Network {
    /// Builds a network as it is shipped, batch norms folded, with fresh weights.
    ///
    /// # Errors
    /// What [`Architecture::spec`] and [`Graph::init`] give.
    pub fn init(architecture: &Architecture<'_>, device: &Device) -> Result<Self> {
        if architecture.name == Skin28::NAME {
            return Ok(Self::Skin28(Skin28::init(device)));
        }
        Graph::init(&architecture.spec()?.folded(), device).map(Self::Graph)
    }

    /// As [`Network::init`], with zeros in whose place other weights are to come.
    ///
    /// # Errors
    /// As [`Network::init`].
    pub fn blank(architecture: &Architecture<'_>, device: &Device) -> Result<Self> {
        if architecture.name == Skin28::NAME {
            return Ok(Self::Skin28(Skin28::blank(device)));
        }
        Graph::blank(&architecture.spec()?.folded(), device).map(Self::Graph)
    }

    /// Builds a network as it is trained, with fresh weights.
    ///
    /// # Errors
    /// As [`Network::init`].
    pub fn trainable(architecture: &Architecture<'_>, device: &Device) -> Result<Self> {
        if architecture.name == Skin28::NAME {
            return Ok(Self::Skin28(Skin28::init(device)));
        }
        Graph::init(&architecture.spec()?, device).map(Self::Graph)
    }

    /// A trained network in the form in which it is shipped.
    ///
    /// # Errors
    /// None that a network built by this type can cause.
    pub fn folded(self, device: &Device) -> Result<Self> {
        match self {
            Self::Skin28(network) => Ok(Self::Skin28(network)),
            Self::Graph(graph) => {
                let (spec, tensors) = graph.spec().fold(graph.tensors());
                Graph::with_tensors(&spec, tensors, device).map(Self::Graph)
            }
        }
    }

    /// Runs the network on `[n, 3, size, size]`.
    #[must_use]
    pub fn forward(&self, input: Tensor<4>) -> Output {
        match self {
            Self::Skin28(network) => network.forward(input),
            Self::Graph(network) => network.forward(input),
        }
    }

    /// As [`Network::forward`], and the logits of the mask, `[n, places]`, where the network gives one ([`MASK`]).
    #[must_use]
    pub fn forward_with_mask(&self, input: Tensor<4>) -> (Output, Option<Tensor<2>>) {
        match self {
            Self::Skin28(network) => (network.forward(input), None),
            Self::Graph(network) => network.forward_with_layer(input, MASK),
        }
    }

    /// As [`Network::forward`], and `[n, classes, height, width]`: what each place of the picture, in a grid, added to
    /// each logit, less the mean over the classes. Nothing for a network whose head mixes the places.
    #[must_use]
    pub fn forward_with_heat(&self, input: Tensor<4>) -> (Output, Option<Tensor<4>>) {
        match self {
            Self::Skin28(network) => (network.forward(input), None),
            Self::Graph(network) => network.forward_with_heat(input),
        }
    }

    /// How many logits [`Network::forward`] gives.
    #[must_use]
    pub fn classes(&self) -> usize {
        match self {
            Self::Skin28(_) => Skin28::CLASSES,
            Self::Graph(network) => network.classes(),
        }
    }

    /// How many features [`Network::forward`] gives.
    #[must_use]
    pub const fn features(&self) -> usize {
        match self {
            Self::Skin28(_) => Skin28::FEATURES,
            Self::Graph(network) => network.features(),
        }
    }

    /// The side of its square input in pixels.
    #[must_use]
    pub const fn input_size(&self) -> u32 {
        match self {
            Self::Skin28(_) => Skin28::INPUT_SIZE,
            Self::Graph(network) => network.input_size(),
        }
    }

    /// Takes the parameters of the network itself, without the name of the variant in their paths: a weight
    /// file stays the same when another network is added here.
    #[must_use]
    pub fn into_inner_record(self) -> ModuleRecord {
        match self {
            Self::Skin28(network) => network.into_record(),
            Self::Graph(network) => network.into_record(),
        }
    }

    /// The counterpart of [`Network::into_inner_record`].
    ///
    /// # Errors
    /// When a parameter is missing, left over, or has another shape.
    pub fn load_inner_record(self, record: ModuleRecord) -> std::result::Result<Self, RecordError> {
        match self {
            Self::Skin28(network) => network.try_load_record(record).map(Self::Skin28),
            Self::Graph(network) => network.try_load_record(record).map(Self::Graph),
        }
    }
}

/// The head that we put on a transferred backbone: mean of each channel, a narrow hidden layer, logits.
fn transferred_head(builder: &mut Builder, hidden: usize, dropout: f64, classes: usize) {
    builder.push("head_pool", Op::GlobalAvgPool);
    dense_head(builder, hidden, dropout, classes);
}

/// What follows the row of channels in that head.
fn dense_head(builder: &mut Builder, hidden: usize, dropout: f64, classes: usize) {
    builder.push("head_dropout", Op::Dropout { rate: dropout });
    builder.dense("head_hidden", hidden);
    builder.push("head_relu", Op::Relu);
    builder.push("head_hidden_dropout", Op::Dropout { rate: dropout });
    builder.dense("head_logits", classes);
}

/// Convolutions of 32, 64 and 128 filters, each pooled, that three of the seeds begin with.
fn three_convolutions(builder: &mut Builder) {
    for (number, filters) in (1..).zip([32, 64, 128]) {
        builder.conv(format!("conv{number}"), filters, 3, 1, Padding::Valid, true);
        builder.push(format!("relu{number}"), Op::Relu);
        builder.halve(format!("pool{number}"));
    }
}

/// Two classes are one output through a sigmoid in the seeds, more are a softmax.
const fn sigmoid_or_softmax(classes: usize) -> usize {
    if classes == 2 { 1 } else { classes }
}

/// For the tests of the seeds' networks: the numbers that each layer with weights holds, and what every layer gives.
#[cfg(test)]
fn layer_table(spec: &GraphSpec) -> (Vec<usize>, Vec<graph::Shape>) {
    let table = spec.table().unwrap_or_default();
    let held = table.iter().map(|layer| layer.parameters);
    (
        held.filter(|&count| count > 0).collect(),
        table.iter().map(|layer| layer.output).collect(),
    )
}
