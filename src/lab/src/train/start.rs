//! What a run starts from: fresh weights, or a backbone with a fresh head; and which layers learn when.

use std::path::Path;

use anyhow::{Context, Result, bail};
use burn::module::{Module, ParamId};
use burn::tensor::Device;
use spotcheck::card::Input;
use spotcheck::networks::graph::Graph;
use spotcheck::networks::{HEAD, Network};
use spotcheck::picture::normalise;

use crate::backbone::Backbone;
use crate::recipe::Recipe;

/// Training pictures whose statistics a folded backbone's norms are given.
pub const RECENTRE_ON: usize = 128;

/// Where a run finds what its recipe names.
#[derive(Debug, Clone, Copy)]
pub struct Places<'path> {
    /// The folder that holds the data sets and backbones.
    pub data: &'path Path,
    /// The folder that holds the published models.
    pub weights: &'path Path,
    /// The finished run of the recipe that this one goes on from.
    pub first_stage: Option<&'path Path>,
}

/// The network as a run starts with it. `sample` gives prepared training pictures, when they are needed.
pub fn network(
    recipe: &Recipe,
    places: Places<'_>,
    input: &Input,
    device: &Device,
    sample: impl FnOnce() -> Result<Vec<Vec<u8>>>,
) -> Result<Network> {
    let network = Network::trainable(&recipe.architecture(), device)?;
    let Some(transfer) = &recipe.transfer else {
        return Ok(network);
    };
    let Network::Graph(graph) = network else {
        bail!("the network {} has no backbone", recipe.network);
    };
    if let Some(name) = &transfer.recipe {
        let run = places.first_stage.with_context(|| {
            format!("cross-validation can't go on from a run, as that of {name}")
        })?;
        let weights = super::stages::weights_of(run)?;
        let graph = Graph::with_tensors(graph.spec(), weights, device)?;
        return Ok(Network::Graph(graph));
    }
    let (name, backbone) = match (&transfer.backbone, &transfer.model) {
        (Some(file), _) => (file, Backbone::read(&places.data.join(file))?),
        (None, Some(id)) => {
            let classes = &recipe.card.classes;
            (id, Backbone::of_model(places.weights, id, classes)?)
        }
        (None, None) => bail!("transfer needs either a backbone or a model"),
    };
    let weights = backbone
        .weights(graph.spec(), graph.tensors())
        .with_context(|| format!("{name} does not fit {}", recipe.network))?;
    if !backbone.is_folded() {
        return Ok(Network::Graph(Graph::with_tensors(
            graph.spec(),
            weights,
            device,
        )?));
    }
    let plain = Device::flex();
    let graph = Graph::with_tensors(graph.spec(), weights, &plain)?;
    let pictures = sample()?.concat();
    let graph = graph.recentre_norms(normalise(&pictures, input, &plain));
    Ok(Network::Graph(Graph::with_tensors(
        graph.spec(),
        graph.tensors(),
        device,
    )?))
}

/// The network with those layers frozen that do not learn in this epoch, and the parameters of the head, which
/// have a learning rate of their own.
pub fn freeze(recipe: &Recipe, epoch: usize, network: Network) -> Result<(Network, Vec<ParamId>)> {
    let (Some(transfer), Network::Graph(graph)) = (&recipe.transfer, &network) else {
        return Ok((network, Vec::new()));
    };
    let spec = graph.spec();
    let head = spec
        .nodes
        .iter()
        .position(|node| node.name.starts_with(HEAD))
        .context("the network has no head of ours")?;
    let first = match &transfer.learn_from {
        _ if epoch < transfer.head_epochs => head,
        Some(name) => spec
            .position(name)
            .with_context(|| format!("transfer.learn_from: there is no layer {name}"))?,
        None => 0,
    };
    let ids = graph.parameters_from(head);
    let Network::Graph(graph) = network.unfreeze() else {
        bail!("the network changed its kind");
    };
    Ok((Network::Graph(graph.freeze_before(first)), ids))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::generator;
    use burn::module::{ModuleVisitor, Param};
    use burn::tensor::Tensor;
    use spotcheck::networks::graph::Op;

    /// Whether each parameter learns, in the order of the layers.
    #[derive(Default)]
    struct Learning(Vec<bool>);

    impl ModuleVisitor for Learning {
        fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
            self.0.push(parameter.is_require_grad());
        }
    }

    fn learning(network: &Network) -> usize {
        let mut seen = Learning::default();
        network.visit(&mut seen);
        seen.0.iter().filter(|&&learns| learns).count()
    }

    #[test]
    fn the_head_learns_first_and_then_all_from_the_named_layer_on() {
        let _held = generator();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recipes/glaucoma.toml");
        let mut recipe = Recipe::read(&path).unwrap();
        let transfer = recipe.transfer.as_mut().unwrap();
        transfer.head_epochs = 2;
        transfer.learn_from = Some("Conv_1".to_owned());
        let device = Device::flex().autodiff();
        let mut network = Network::trainable(&recipe.architecture(), &device).unwrap();
        let all = learning(&network);
        for (epoch, layers) in [(0, 1), (1, 1), (2, 2)] {
            let (frozen, head) = freeze(&recipe, epoch, network).unwrap();
            // The two dense layers of the head; and then the last convolution (without bias) and its norm.
            let parameters = if layers == 1 { 4 } else { 4 + 1 + 2 };
            assert_eq!(learning(&frozen), parameters, "epoch {epoch}");
            assert_eq!(head.len(), 4, "the head's own rate");
            network = frozen;
        }
        recipe.transfer.as_mut().unwrap().learn_from = None;
        let (thawed, _) = freeze(&recipe, 2, network).unwrap();
        assert_eq!(learning(&thawed), all, "nothing stays frozen");
        let Network::Graph(graph) = &thawed else {
            panic!("a backbone is a graph");
        };
        let convolutions = graph.spec().nodes.iter();
        assert!(
            convolutions
                .filter(|node| matches!(node.op, Op::Conv { .. }))
                .count()
                > 50
        );
    }
}
