//! Weights of one of our own networks from a safetensors file, under the names that `spotcheck export` gives them.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use burn::tensor::{Bytes, DType, Device, TensorData};
use burn_pack::{Reader, Tensor, Writer};
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};
use spotcheck::networks::{Architecture, DESCRIBED, Network};
use spotcheck::weights;

/// Larger files hold none of our networks.
const MOST_BYTES: u64 = 1 << 30;

/// Reads `file` as the weights of the network `name`.
///
/// # Errors
/// When there is no such network, or the file is damaged or holds another one; the tensor is named.
pub fn read(
    file: &Path,
    name: &str,
    classes: usize,
    size: Option<u32>,
    device: &Device,
) -> Result<Network> {
    ensure!(
        name != DESCRIBED,
        "a safetensors file does not describe its layers: name one of our networks"
    );
    let bytes = std::fs::metadata(file).context("it can't be read")?.len();
    ensure!(
        bytes <= MOST_BYTES,
        "it has {bytes} bytes; at most {MOST_BYTES} are read"
    );
    let bytes = std::fs::read(file).context("it can't be read")?;
    let tensors =
        SafeTensors::deserialize(&bytes).context("it is neither HDF5 nor sound safetensors")?;
    let architecture = Architecture {
        name,
        classes,
        size: size.unwrap_or(224),
        graph: None,
    };
    let network = Network::blank(&architecture, device)?;
    ensure!(
        size.is_none_or(|size| size == network.input_size()),
        "{name} reads {} pixels",
        network.input_size()
    );
    // The network's own record says which tensors there must be.
    let template = Reader::from_bytes(network.into_inner_record().into_bytes()?)?;
    let metadata = template.metadata().clone();
    let mut filled = Vec::new();
    for tensor in template.into_tensors()? {
        let (name, _, shape, id, _) = tensor.into_parts()?;
        let view = tensors
            .tensor(&name)
            .with_context(|| format!("the tensor \"{name}\" is missing"))?;
        ensure!(
            view.shape() == shape.as_slice(),
            "the tensor \"{name}\" has the shape {:?} instead of {:?}",
            view.shape(),
            shape.as_slice()
        );
        let values: Vec<u8> = floats(&view)
            .with_context(|| format!("the tensor \"{name}\""))?
            .into_iter()
            .flat_map(f32::to_le_bytes)
            .collect();
        filled.push(Tensor::new(
            name,
            DType::F32,
            shape,
            id,
            Bytes::from_bytes_vec(values),
        ));
    }
    ensure!(
        tensors.len() == filled.len(),
        "it has {} tensors; {name} has {}",
        tensors.len(),
        filled.len()
    );
    let writer = metadata
        .iter()
        .fold(Writer::new(filled), |writer, (key, value)| {
            writer.with_metadata(key, value)
        });
    let bytes = writer.into_bytes()?.to_vec();
    Ok(weights::load_unverified(&architecture, bytes, device)?)
}

fn floats(view: &TensorView<'_>) -> Result<Vec<f32>> {
    let dtype = match view.dtype() {
        Dtype::F32 => DType::F32,
        Dtype::F16 => DType::F16,
        Dtype::BF16 => DType::BF16,
        Dtype::F64 => DType::F64,
        other => bail!("holds {other:?}; floats are read"),
    };
    let bytes = Bytes::from_bytes_vec(view.data().to_vec());
    let data = TensorData::from_bytes(bytes, view.shape().to_vec(), dtype);
    Ok(data.iter::<f32>().collect())
}
