//! The network that traces a lesion: what it learns from, how it is measured, how it is shipped.

pub mod masks;
pub mod measure;
pub mod publish;
mod repeat;
pub mod trace;

use std::path::Path;

use anyhow::{Context, Result};
use burn::tensor::activation::{relu, sigmoid};
use burn::tensor::{Device, Tensor, TensorData};
use spotcheck::outline::{OutlineCard, Outliner};

use crate::models;

/// Binary cross-entropy and one less the soft Dice coefficient (Milletari et al., arXiv 1606.04797), both the mean over
/// the pictures: the first for each place, the second for the whole, however small. `logits` and `targets` are
/// `[n, places]`, targets 0 to 1.
pub fn loss(logits: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    // max(x, 0) - x·t + ln(1 + exp(-|x|)): no exponential overflows.
    let softplus = logits.clone().abs().neg().exp().add_scalar(1.0).log();
    let entropy = relu(logits.clone()) - logits.clone() * targets.clone() + softplus;
    let likely = sigmoid(logits);
    let both = (likely.clone() * targets.clone()).sum_dim(1);
    let sum = likely.sum_dim(1) + targets.sum_dim(1);
    let dice = (both.mul_scalar(2.0).add_scalar(1.0)) / sum.add_scalar(1.0);
    entropy.mean() + dice.mean().neg().add_scalar(1.0)
}

/// Masks of `n` pictures, a byte a place, as the loss takes them.
pub fn targets(bytes: &[u8], n: usize, device: &Device) -> Tensor<2> {
    let values: Vec<f32> = bytes.iter().map(|&byte| f32::from(byte) / 255.0).collect();
    let places = values.len() / n.max(1);
    Tensor::from_data(TensorData::new(values, [n, places]), device)
}

/// Loads the shipped outline network.
///
/// # Errors
/// When none is shipped, or it is damaged.
pub fn load(weights: &Path) -> Result<Outliner> {
    let index = models::index(weights)?;
    let entry = index
        .outline
        .with_context(|| format!("no outline network is listed in {}", weights.display()))?;
    let card = card(weights, &entry.id)?;
    let path = weights.join(&entry.id).join(&card.weights.file);
    let bytes = std::fs::read(&path)
        .with_context(|| format!("the weights {} are missing", path.display()))?;
    Outliner::load(card, bytes, &Device::flex()).with_context(|| format!("{}", path.display()))
}

/// Reads an outline network's card.
///
/// # Errors
/// When it is missing or malformed.
pub fn card(weights: &Path, id: &str) -> Result<OutlineCard> {
    let path = models::card_path(weights, id)?;
    let json = std::fs::read_to_string(&path)
        .with_context(|| format!("{} can't be read", path.display()))?;
    OutlineCard::from_json(&json).with_context(|| format!("{}", path.display()))
}

#[cfg(test)]
mod tests;
