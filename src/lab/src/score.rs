//! Runs a loaded model over a data set.

use anyhow::{Context, Result};
use burn::tensor::{Device, Tensor};
use rayon::prelude::*;
use spotcheck::Picture;
use spotcheck::card::Input;
use spotcheck::networks::Network;
use spotcheck::novelty::picture_statistics;
use spotcheck::picture::{contrast, normalise};

use crate::data::{Example, PictureSource};
use crate::tone;

/// Pictures a forward pass takes at once.
const BATCH: usize = 128;

/// What the network says of one example.
#[derive(Debug, Clone)]
pub struct Row {
    /// Unnormalised.
    pub logits: Vec<f32>,
    /// As [`spotcheck::Judged::features`].
    pub features: Vec<f32>,
    /// As [`contrast`].
    pub contrast: f32,
    /// As [`tone::class`].
    pub tone: Option<&'static str>,
}

/// The bytes the network sees of each example: its centre square, resized.
///
/// # Errors
/// Names the file that can't be read.
pub fn prepare(examples: &[Example], size: u32) -> Result<Vec<Vec<u8>>> {
    examples
        .par_iter()
        .map(|example| {
            prepare_picture(&example.picture, size).with_context(|| example.picture.name())
        })
        .collect()
}

fn prepare_picture(picture: &PictureSource, size: u32) -> Result<Vec<u8>> {
    let decoded = picture.read()?;
    let picture = Picture::new(&decoded.rgba, decoded.width, decoded.height)?;
    Ok(picture.prepare(picture.centre_square(), size)?)
}

/// What a published network says of prepared pictures, in order: on the processor, which has kernels for one picture, and a
/// core for each. Not for a network that still learns: Burn's batch norms keep what each thread has learned apart, and
/// another thread's question would find their statistics behind by a step.
///
/// # Errors
/// When the device fails.
pub fn forward(network: &Network, input: &Input, prepared: &[Vec<u8>]) -> Result<Vec<Row>> {
    let rows: Vec<Vec<Row>> = prepared
        .par_chunks(1)
        .map(|one| together(network, input, &Device::flex(), one))
        .collect::<Result<_>>()?;
    Ok(rows.concat())
}

/// As [`forward`], on the device where the network learns and in this thread, many pictures at once.
///
/// # Errors
/// When the device fails.
pub fn in_batches(
    network: &Network,
    input: &Input,
    device: &Device,
    prepared: &[Vec<u8>],
) -> Result<Vec<Row>> {
    let mut rows = Vec::with_capacity(prepared.len());
    for batch in prepared.chunks(BATCH) {
        rows.extend(together(network, input, device, batch)?);
    }
    Ok(rows)
}

/// One forward pass over some pictures.
fn together(
    network: &Network,
    input: &Input,
    device: &Device,
    batch: &[Vec<u8>],
) -> Result<Vec<Row>> {
    let pictures = normalise(&batch.concat(), input, device);
    let (output, _) = network.forward_views(&pictures, input.views);
    let logits = values(output.logits)?;
    let features = values(output.features)?;
    Ok(batch
        .iter()
        .zip(logits.chunks_exact(network.classes()))
        .zip(features.chunks_exact(network.features()))
        .map(|((rgb, logits), features)| Row {
            logits: logits.to_vec(),
            features: [features, &picture_statistics(rgb, input.size)].concat(),
            contrast: contrast(rgb),
            tone: tone::class(rgb, input.size),
        })
        .collect())
}

fn values(tensor: Tensor<2>) -> Result<Vec<f32>> {
    Ok(tensor.try_into_data()?.try_to_vec::<f32>()?)
}
