//! What transfer learning starts from: `ImageNet` backbones and models of ours, brought under the layers of a network.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use burn::tensor::{DType, Device, TensorData};
use safetensors::SafeTensors;
use safetensors::tensor::Dtype;
use spotcheck::card::Class;
use spotcheck::networks::graph::{GraphSpec, Node, NodeTensors, Op};
use spotcheck::networks::{HEAD, Network};

use crate::models;

/// A backbone's tensors by name. Convolutions are `[out, in / groups, height, width]`.
#[derive(Debug)]
pub struct Backbone {
    tensors: HashMap<String, TensorData>,
    names: Names,
    /// Whether its head is gone on from, too.
    with_head: bool,
}

/// What the tensors go by, and whether there are batch norms among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    /// Keras' names, batch norms apart.
    Keras,
    /// The folded file's own names.
    Folded,
    /// Our layers' names, batch norms folded: a model that was published.
    Ours,
}

impl Backbone {
    /// Reads a safetensors file of 16- or 32-bit floats.
    ///
    /// # Errors
    /// When it can't be read or holds other numbers.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes =
            std::fs::read(path).with_context(|| format!("{} can't be read", path.display()))?;
        let file = SafeTensors::deserialize(&bytes)
            .with_context(|| format!("{} is no safetensors file", path.display()))?;
        let mut tensors = HashMap::new();
        for (name, view) in file.tensors() {
            let dtype = match view.dtype() {
                Dtype::F16 => DType::F16,
                Dtype::F32 => DType::F32,
                other => bail!("{}: {name} is {other:?}, not a float", path.display()),
            };
            let bytes = burn::tensor::Bytes::from_bytes_vec(view.data().to_vec());
            let data = TensorData::from_bytes(bytes, view.shape().to_vec(), dtype);
            let values: Vec<f32> = data.iter::<f32>().collect();
            tensors.insert(name, TensorData::new(values, view.shape().to_vec()));
        }
        let names = if tensors.contains_key("stem.weight") {
            Names::Folded
        } else {
            Names::Keras
        };
        Ok(Self {
            tensors,
            names,
            with_head: false,
        })
    }

    /// The layers of a model that was published, to go on from: those of its head, too, where its classes are `classes`, in
    /// the order of the logits.
    ///
    /// # Errors
    /// When the model can't be read, or is no graph.
    pub fn of_model(weights: &Path, id: &str, classes: &[Class]) -> Result<Self> {
        let classifier = models::load(weights, id, &Device::flex())?;
        let theirs = classifier.card().classes.iter();
        let with_head = theirs
            .map(|class| &class.code)
            .eq(classes.iter().map(|class| &class.code));
        let Network::Graph(graph) = classifier.network() else {
            bail!("the model {id} is no network of layers that others share");
        };
        let mut tensors = HashMap::new();
        for (node, own) in graph.spec().nodes.iter().zip(graph.tensors()) {
            for (part, tensor) in [("weight", own.weight), ("bias", own.bias)] {
                if let Some(tensor) = tensor {
                    tensors.insert(format!("{}.{part}", node.name), tensor);
                }
            }
        }
        Ok(Self {
            tensors,
            names: Names::Ours,
            with_head,
        })
    }

    /// Whether its batch norms were folded away: they come back as norms that change nothing, to be given the
    /// statistics of real pictures before training.
    #[must_use]
    pub const fn is_folded(&self) -> bool {
        !matches!(self.names, Names::Keras)
    }

    /// What a layer of ours is called among folded tensors.
    fn folded_name(&self, layer: &str) -> String {
        match self.names {
            Names::Ours => layer.to_owned(),
            Names::Keras | Names::Folded => folded_name(layer),
        }
    }

    /// Weights for every layer of `spec`: the backbone's, and for the layers of our head those of `own`, unless a model's own
    /// head is gone on from.
    ///
    /// # Errors
    /// When a layer of the backbone is not in the file.
    pub fn weights(&self, spec: &GraphSpec, own: Vec<NodeTensors>) -> Result<Vec<NodeTensors>> {
        spec.nodes
            .iter()
            .zip(own)
            .enumerate()
            .map(|(number, (node, own))| {
                if node.name.starts_with(HEAD) {
                    return self.head_layer(node, own);
                }
                let before = number
                    .checked_sub(1)
                    .and_then(|before| spec.nodes.get(before));
                self.layer(node, before, &own)
                    .with_context(|| format!("layer {}", node.name))
            })
            .collect()
    }

    fn head_layer(&self, node: &Node, own: NodeTensors) -> Result<NodeTensors> {
        if !self.with_head || own.weight.is_none() {
            return Ok(own);
        }
        let part = |part: &str| self.tensor(&format!("{}.{part}", node.name)).map(Some);
        Ok(NodeTensors {
            weight: part("weight")?,
            bias: part("bias")?,
            ..own
        })
    }

    fn layer(&self, node: &Node, before: Option<&Node>, own: &NodeTensors) -> Result<NodeTensors> {
        let mut tensors = NodeTensors::default();
        match (&node.op, self.is_folded()) {
            (Op::Conv { groups, .. }, false) => {
                let part = if *groups > 1 {
                    "depthwise_kernel"
                } else {
                    "kernel"
                };
                tensors.weight = Some(self.tensor(&format!("{}.{part}", node.name))?);
            }
            (Op::BatchNorm { .. }, false) => {
                let part = |part: &str| self.tensor(&format!("{}.{part}", node.name)).map(Some);
                tensors.gamma = part("gamma")?;
                tensors.beta = part("beta")?;
                tensors.mean = part("moving_mean")?;
                tensors.variance = part("moving_variance")?;
            }
            (Op::Dense { .. }, false) => {
                // A classifier that was a convolution over one pixel: [classes, features, 1, 1].
                tensors.weight = Some(transposed(&self.tensor(&format!("{}.kernel", node.name))?)?);
                tensors.bias = Some(self.tensor(&format!("{}.bias", node.name))?);
            }
            (Op::Conv { .. }, true) => {
                tensors.weight =
                    Some(self.tensor(&format!("{}.weight", self.folded_name(&node.name)))?);
            }
            (Op::BatchNorm { epsilon }, true) => {
                let conv = before.context("a batch norm stands first")?;
                let bias = self.tensor(&format!("{}.bias", self.folded_name(&conv.name)))?;
                let count = bias.shape().num_elements();
                let all = |value: f32| Some(TensorData::new(vec![value; count], [count]));
                tensors.beta = Some(bias);
                tensors.gamma = all(1.0);
                tensors.mean = all(0.0);
                tensors.variance = all((1.0 - epsilon) as f32);
            }
            (Op::Dense { .. }, true) => {
                tensors.weight = Some(transposed(&self.tensor("classifier.weight")?)?);
                tensors.bias = Some(self.tensor("classifier.bias")?);
            }
            _ => return Ok(own.clone()),
        }
        Ok(tensors)
    }

    fn tensor(&self, name: &str) -> Result<TensorData> {
        self.tensors
            .get(name)
            .cloned()
            .with_context(|| format!("{name} is not in the backbone's file"))
    }
}

/// The folded file's own names: `stem`, `block0.depthwise` …, `last`.
fn folded_name(layer: &str) -> String {
    match layer {
        "Conv1" => "stem".to_owned(),
        "Conv_1" => "last".to_owned(),
        _ => layer
            .replace("expanded_conv_", "block0.")
            .replace("block_", "block")
            .replace("_expand", ".expand")
            .replace("_depthwise", ".depthwise")
            .replace("_project", ".project"),
    }
}

/// `[out, in, …]` with nothing but ones behind, as `[in, out]`.
fn transposed(data: &TensorData) -> Result<TensorData> {
    let shape = data.shape().to_vec();
    let [outputs, inputs, rest @ ..] = shape.as_slice() else {
        bail!("a classifier has two dimensions");
    };
    anyhow::ensure!(
        rest.iter().all(|side| *side == 1),
        "the classifier is no single pixel"
    );
    let values: Vec<f32> = data.iter::<f32>().collect();
    let turned: Vec<f32> = (0..*inputs)
        .flat_map(|input| values.iter().skip(input).step_by(*inputs).copied())
        .collect();
    Ok(TensorData::new(turned, [*inputs, *outputs]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{generator, shared_data};
    use burn::tensor::Tensor;
    use serde::Deserialize;
    use spotcheck::networks::graph::Graph;
    use spotcheck::networks::{mobilenet_v1, mobilenet_v2};

    #[derive(Deserialize)]
    struct Answer {
        outputs: usize,
        first: Vec<f32>,
        last: Vec<f32>,
        mean: f32,
        largest: usize,
    }

    const SIZE: usize = 64;

    /// The picture of `tests/reference/backbones.py`.
    fn picture(device: &Device) -> Tensor<4> {
        let values: Vec<f32> = (0..3 * SIZE * SIZE)
            .map(|place| {
                let (channel, row, column) =
                    (place / (SIZE * SIZE), place / SIZE % SIZE, place % SIZE);
                ((row * 31 + column * 17 + channel * 7) % 256) as f32 / 127.5 - 1.0
            })
            .collect();
        Tensor::from_data(TensorData::new(values, [1, 3, SIZE, SIZE]), device)
    }

    /// Through the whole graph, batch norms apart and folded, on its `ImageNet` head where the file has one.
    #[test]
    fn every_backbone_answers_as_the_reference() {
        let _held = generator();
        let Some(data) = shared_data("backbone::every_backbone_answers_as_the_reference") else {
            return;
        };
        let answers: HashMap<String, Answer> =
            serde_json::from_str(include_str!("../../../tests/reference/backbones.json")).unwrap();
        let size = SIZE as u32;
        let headless = {
            let mut spec = mobilenet_v2::imagenet(35, 1, size);
            spec.nodes.pop();
            spec
        };
        let device = Device::flex();
        for (name, spec) in [
            ("mobilenet_v1_075", mobilenet_v1::imagenet(75, 1000, size)),
            ("mobilenet_v2_035", headless),
            ("mobilenet_v2_100", mobilenet_v2::imagenet(100, 1001, size)),
        ] {
            let path = data
                .join("backbones")
                .join(name)
                .with_extension("safetensors");
            let own = Graph::init(&spec, &device).unwrap().tensors();
            let weights = Backbone::read(&path).unwrap().weights(&spec, own).unwrap();
            let graph = Graph::with_tensors(&spec, weights, &device).unwrap();
            let (folded, tensors) = spec.fold(graph.tensors());
            let folded = Graph::with_tensors(&folded, tensors, &device).unwrap();
            let expected = &answers[name];
            for graph in [graph, folded] {
                let outputs = graph.forward(picture(&device)).logits.into_data();
                let outputs = outputs.try_to_vec::<f32>().unwrap();
                assert_eq!(outputs.len(), expected.outputs, "{name}");
                let ends = outputs[..8].iter().chain(&outputs[outputs.len() - 8..]);
                let largest = ends
                    .zip(expected.first.iter().chain(&expected.last))
                    .map(|(one, other)| (one - other).abs())
                    .fold(0.0f32, f32::max);
                assert!(largest < 1e-3, "{name}: {largest}");
                let mean = outputs.iter().sum::<f32>() / outputs.len() as f32;
                assert!((mean - expected.mean).abs() < 1e-4, "{name}: {mean}");
                // Several may be at the ceiling of ReLU6: the reference's is one of them.
                let highest = outputs.iter().copied().fold(f32::MIN, f32::max);
                assert!(highest - outputs[expected.largest] < 1e-3, "{name}");
            }
        }
    }

    /// With the same classes the network to be trained answers as the published one; with others it has a head of its own.
    #[test]
    fn going_on_from_a_model_begins_where_it_ended() {
        let _held = generator();
        let device = Device::flex();
        let weights = models::folder(None).unwrap();
        let published = models::load(&weights, "mole", &device).unwrap();
        let classes = published.card().classes.clone();
        let Network::Graph(published) = published.network() else {
            panic!("mole is a graph");
        };
        let spec = mobilenet_v2::spec(35, published.classes(), SIZE as u32);
        let own = Graph::init(&spec, &device).unwrap().tensors();
        let head = spec
            .nodes
            .iter()
            .position(|node| node.name.starts_with(HEAD) && matches!(node.op, Op::Dense { .. }));
        let turned: Vec<Class> = classes.iter().rev().cloned().collect();
        let others = Backbone::of_model(&weights, "mole", &turned)
            .unwrap()
            .weights(&spec, own.clone())
            .unwrap();
        let head = head.unwrap();
        assert_eq!(others[head].weight, own[head].weight, "a head of its own");
        let tensors = Backbone::of_model(&weights, "mole", &classes)
            .unwrap()
            .weights(&spec, own)
            .unwrap();
        assert_ne!(tensors[head].weight, others[head].weight);
        let (spec, tensors) = spec.fold(tensors);
        let graph = Graph::with_tensors(&spec, tensors, &device).unwrap();
        let answers = [&graph, published].map(|graph| {
            let logits = graph.forward(picture(&device)).logits.into_data();
            logits.try_to_vec::<f32>().unwrap()
        });
        for (one, other) in answers[0].iter().zip(&answers[1]) {
            assert!((one - other).abs() < 1e-3, "{answers:?}");
        }
        assert_ne!(answers[0], [0.0, 0.0]);
    }

    #[test]
    fn what_is_no_backbone_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.safetensors");
        assert!(
            Backbone::read(&path)
                .unwrap_err()
                .to_string()
                .contains("can't be read")
        );
        std::fs::write(&path, b"not safetensors").unwrap();
        let message = Backbone::read(&path).unwrap_err().to_string();
        assert!(message.contains("no safetensors file"), "{message}");
        let empty: Vec<(&str, safetensors::tensor::TensorView<'_>)> = Vec::new();
        safetensors::serialize_to_file(empty, None, &path).unwrap();
        let spec = mobilenet_v2::imagenet(35, 1, 32);
        let own = vec![NodeTensors::default(); spec.nodes.len()];
        let error = Backbone::read(&path)
            .unwrap()
            .weights(&spec, own)
            .unwrap_err();
        assert!(format!("{error:#}").contains("Conv1"), "{error:#}");
    }
}
