//! The loss where classes are told apart.

use burn::nn::loss::CrossEntropyLoss;
use burn::tensor::{Device, Int, Tensor, TensorData};

use super::batches::Batch;

/// Cross-entropy; with mixup that of both labels, each by its share.
pub fn class_loss(
    criterion: &CrossEntropyLoss,
    logits: Tensor<2>,
    batch: &Batch,
    device: &Device,
) -> Tensor<1> {
    let of = |labels: &[i64]| {
        let labels = TensorData::new(labels.to_vec(), [labels.len()]);
        Tensor::<1, Int>::from_data(labels, device)
    };
    let loss = criterion.forward(logits.clone(), of(&batch.labels));
    if batch.partners.is_empty() {
        return loss;
    }
    let other = criterion.forward(logits, of(&batch.partners));
    loss * batch.lambda + other * (1.0 - batch.lambda)
}

/// Inverse of each class's share, one on average over the pictures.
pub fn class_weights(counts: &[usize]) -> Vec<f32> {
    let total = counts.iter().sum::<usize>() as f32;
    counts
        .iter()
        .map(|&count| total / (counts.len() as f32 * count.max(1) as f32))
        .collect()
}
