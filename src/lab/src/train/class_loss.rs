//! The loss where classes are told apart.

use burn::nn::loss::CrossEntropyLoss;
use burn::tensor::{Device, Int, Tensor, TensorData};

use super::batches::Batch;
use crate::recipe::Schedule;

/// Cross-entropy; with mixup that of both labels, each by its share. `offsets`, one a class, are added to the logits.
pub fn class_loss(
    criterion: &CrossEntropyLoss,
    logits: Tensor<2>,
    offsets: Option<&[f32]>,
    batch: &Batch,
    device: &Device,
) -> Tensor<1> {
    let of = |labels: &[i64]| {
        let labels = TensorData::new(labels.to_vec(), [labels.len()]);
        Tensor::<1, Int>::from_data(labels, device)
    };
    let logits = match offsets {
        Some(offsets) => {
            let row = TensorData::new(offsets.to_vec(), [1, offsets.len()]);
            logits + Tensor::from_data(row, device)
        }
        None => logits,
    };
    let loss = criterion.forward(logits.clone(), of(&batch.labels));
    if batch.partners.is_empty() {
        return loss;
    }
    let other = criterion.forward(logits, of(&batch.partners));
    loss * batch.lambda + other * (1.0 - batch.lambda)
}

/// How the loss makes up for rare classes, where the recipe asks for it.
pub struct Rarity {
    /// What a class's loss counts.
    pub weights: Option<Vec<f32>>,
    /// What is added to a class's logit.
    pub logit_offsets: Option<Vec<f32>>,
}

impl Rarity {
    /// By how many training pictures each class has.
    pub fn of(schedule: &Schedule, counts: &[usize]) -> Self {
        let strength = schedule.logit_adjustment;
        Self {
            weights: schedule.class_weights.then(|| class_weights(counts)),
            logit_offsets: (strength > 0.0).then(|| logit_offsets(counts, strength)),
        }
    }
}

/// What logit adjustment adds in the loss: `strength` times the logarithm of each class's share.
fn logit_offsets(counts: &[usize], strength: f64) -> Vec<f32> {
    let total = counts.iter().sum::<usize>().max(1) as f64;
    // A class without a picture counts as if it had one: its logarithm stays finite.
    let offset = |&count: &usize| (strength * (count.max(1) as f64 / total).ln()) as f32;
    counts.iter().map(offset).collect()
}

/// Inverse of each class's share, one on average over the pictures.
fn class_weights(counts: &[usize]) -> Vec<f32> {
    let total = counts.iter().sum::<usize>() as f32;
    counts
        .iter()
        .map(|&count| total / (counts.len() as f32 * count.max(1) as f32))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjusted_logits_are_answers_for_classes_that_are_equally_common() {
        let device = Device::flex();
        let criterion = burn::nn::loss::CrossEntropyLossConfig::new().init(&device);
        let batch = Batch {
            rgb: Vec::new(),
            labels: vec![0],
            masks: Vec::new(),
            partners: Vec::new(),
            lambda: 1.0,
        };
        let loss = |logits: [f32; 3], offsets: Option<&[f32]>| {
            let logits = Tensor::from_data([logits], &device);
            let loss = class_loss(&criterion, logits, offsets, &batch, &device);
            loss.try_into_scalar::<f32>().unwrap()
        };
        let offsets = logit_offsets(&[70, 20, 10], 1.0);
        // Whoever knows nothing of a picture says in the loss how common its class is, with logits that are all alike.
        assert!((loss([0.0; 3], Some(&offsets)) + 0.7f32.ln()).abs() < 1e-6);
        assert!((loss([0.0; 3], None) - 3.0f32.ln()).abs() < 1e-6);
        let half = logit_offsets(&[70, 20, 10], 0.5);
        assert!((half[0] - 0.5 * offsets[0]).abs() < 1e-6);
        assert!(
            logit_offsets(&[0, 4], 1.0)
                .iter()
                .all(|offset| offset.is_finite())
        );
    }

    #[test]
    fn class_weights_are_inverse_to_the_counts_and_one_on_average() {
        assert_eq!(class_weights(&[1, 3]), [2.0, 4.0 / 6.0]);
        let counts = [6_705, 1_113, 1_099, 514, 327, 142, 115];
        let weighed: f32 = class_weights(&counts)
            .iter()
            .zip(counts)
            .map(|(weight, count)| weight * count as f32)
            .sum();
        assert!((weighed / counts.iter().sum::<usize>() as f32 - 1.0).abs() < 1e-5);
        // A class without pictures divides by nothing.
        assert!(
            class_weights(&[0, 4])
                .iter()
                .all(|weight| weight.is_finite())
        );
    }
}
