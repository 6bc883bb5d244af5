//! Writes a model's weights as safetensors, for whoever wants to run the same network elsewhere.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use burn::tensor::{Bytes, Device, TensorData};
use burn_pack::Reader;
use safetensors::tensor::{Dtype, TensorView};
use spotcheck::card::Card;
use spotcheck::networks::Network;
use spotcheck::weights;

use crate::models;

/// Writes every tensor in 32-bit floats under its own name. Convolutions are `[out, in, height, width]`, dense
/// layers `[in, out]`. Where the network is a graph, its layers stand as JSON under `graph` in the file's metadata, and
/// those of layer `n` are called `layers.n.…`.
///
/// # Errors
/// When the model's weights are missing or damaged, or the file can't be written.
pub fn safetensors(weights_folder: &Path, id: &str, out: &Path) -> Result<()> {
    let card = models::card(weights_folder, id)?;
    let path = weights_folder.join(id).join(&card.weights.file);
    let bytes = std::fs::read(&path)
        .with_context(|| format!("the weights {} are missing", path.display()))?;
    anyhow::ensure!(
        weights::sha256_hex(&bytes) == card.weights.sha256,
        "{} is damaged",
        path.display()
    );
    let mut tensors = Vec::new();
    for tensor in Reader::from_bytes(Bytes::from_bytes_vec(bytes))?.into_tensors()? {
        let (name, dtype, shape, _, bytes) = tensor.into_parts()?;
        let dimensions = shape.to_vec();
        let values: Vec<u8> = TensorData::from_bytes(bytes, shape, dtype)
            .iter::<f32>()
            .flat_map(f32::to_le_bytes)
            .collect();
        tensors.push((name, dimensions, values));
    }
    let views = tensors
        .iter()
        .map(|(name, shape, values)| {
            Ok((name, TensorView::new(Dtype::F32, shape.clone(), values)?))
        })
        .collect::<Result<Vec<_>>>()?;
    let metadata = graph(&card)?.map(|graph| HashMap::from([("graph".to_owned(), graph)]));
    safetensors::serialize_to_file(views, metadata, out)
        .with_context(|| format!("{}", out.display()))?;
    println!("{} tensors in {}", tensors.len(), out.display());
    Ok(())
}

/// The layers as they are shipped, of a network that is a graph.
fn graph(card: &Card) -> Result<Option<String>> {
    match Network::blank(&card.architecture(), &Device::flex())? {
        Network::Graph(graph) => Ok(Some(serde_json::to_string(graph.spec())?)),
        Network::Skin28(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use spotcheck::networks::GraphSpec;
    use spotcheck::networks::graph::Op;

    #[test]
    fn the_shipped_weights_come_out_with_the_networks_parameters() {
        let weights = models::folder(None).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("skin28.safetensors");
        safetensors(&weights, "skin28", &path).unwrap();
        let bytes = std::fs::read(path).unwrap();
        let read = safetensors::SafeTensors::deserialize(&bytes).unwrap();
        let count: usize = read
            .tensors()
            .iter()
            .map(|(_, view)| view.shape().iter().product::<usize>())
            .sum();
        assert_eq!(count, 504_103);
        assert_eq!(read.tensor("conv1.weight").unwrap().shape(), [16, 3, 3, 3]);
    }

    #[test]
    fn a_graphs_layers_stand_beside_their_weights() {
        let weights = models::folder(None).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mole.safetensors");
        safetensors(&weights, "mole", &path).unwrap();
        let bytes = std::fs::read(path).unwrap();
        let (_, header) = safetensors::SafeTensors::read_metadata(&bytes).unwrap();
        let graph = header.metadata().as_ref().unwrap().get("graph").unwrap();
        let spec: GraphSpec = serde_json::from_str(graph).unwrap();
        let read = safetensors::SafeTensors::deserialize(&bytes).unwrap();
        for (number, node) in spec.nodes.iter().enumerate() {
            if let Op::Conv { filters, .. } = node.op {
                let weight = read.tensor(&format!("layers.{number}.conv.weight"));
                assert_eq!(weight.unwrap().shape()[0], filters, "{}", node.name);
            }
        }
    }
}
