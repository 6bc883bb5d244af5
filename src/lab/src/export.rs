//! Writes a model's weights as safetensors, for whoever wants to run the same network elsewhere.

use std::path::Path;

use anyhow::{Context, Result};
use burn::tensor::{Bytes, TensorData};
use burn_pack::Reader;
use safetensors::tensor::{Dtype, TensorView};
use spotcheck::weights;

use crate::models;

/// Writes every tensor in 32-bit floats under its own name. Convolutions are `[out, in, height, width]`, dense
/// layers `[in, out]`.
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
    safetensors::serialize_to_file(views, None, out)
        .with_context(|| format!("{}", out.display()))?;
    println!("{} tensors in {}", tensors.len(), out.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
