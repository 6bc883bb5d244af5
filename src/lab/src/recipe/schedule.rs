//! How a network learns.

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};

/// How it learns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// Passes over the training part.
    pub epochs: usize,
    /// Pictures a step.
    pub batch: usize,
    /// How much rare classes are favoured: a picture's weight is its class's count to the power of minus this.
    /// 0 draws each picture once an epoch; 1 draws all classes equally often.
    #[serde(default)]
    pub balance: f64,
    /// Largest learning rate, reached after the warm-up.
    pub learning_rate: f64,
    /// How it falls then.
    #[serde(default)]
    pub decay: Decay,
    /// Epochs of linear warm-up.
    pub warm_up: f64,
    /// `AdamW`'s decoupled weight decay; at 0 it is plain `Adam`.
    pub weight_decay: f32,
    /// Whether a class's loss counts by the inverse of its share in the training part.
    #[serde(default)]
    pub class_weights: bool,
    /// Stop when the validation loss has not improved for so many epochs, and keep the best; 0 never stops.
    #[serde(default)]
    pub patience: usize,
    /// So many times the logarithm of each class's share in the training part is added to its logit in the loss, and not in
    /// the answers: logit adjustment (Menon et al., arXiv 2007.07314). At 1 the answers are those for classes that are equally
    /// common; 0 adds nothing.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub logit_adjustment: f64,
    /// What the loss of the mask beside the classes counts, for a network that gives one ([`spotcheck::networks::MASK`]): the
    /// lesion's outline as a second task. 0 where there is none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub mask: f64,
    /// Label smoothing.
    pub label_smoothing: f32,
    /// So many pictures of something else ([`super::Recipe::strangers`]) beside each of its own in a batch: it learns to lean to
    /// no class for them. They bring nothing where outlines are learned.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub strangers: f64,
    /// Decay of the exponential moving average of the weights, by step: the average is what is kept. 0 keeps the
    /// weights themselves.
    pub average: f32,
    /// How fast the average forgets its first steps, until `average` forgets more slowly: after `n` steps it reaches back over
    /// about `n / (average_eta + 1)` of them; 8 when left out. A run that starts from good weights can afford less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub average_eta: Option<f32>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

/// How the learning rate falls after the warm-up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decay {
    /// To zero, along a half cosine.
    #[default]
    Cosine,
    /// Not at all.
    Constant,
}

impl Schedule {
    /// Whether all numbers lie where they can.
    ///
    /// # Errors
    /// Names the first that does not.
    pub(super) fn check(&self) -> Result<()> {
        ensure!(self.batch > 1, "batch norm needs a batch of at least 2");
        ensure!(self.epochs > 0, "a recipe needs at least one epoch");
        ensure!(
            (0.0..1.0).contains(&self.average),
            "schedule.average must lie in 0..1"
        );
        ensure!(
            (0.0..=1000.0).contains(&self.average_eta.unwrap_or_default()),
            "schedule.average_eta must lie in 0..=1000"
        );
        ensure!(
            (0.0..1.0).contains(&self.label_smoothing),
            "schedule.label_smoothing must lie in 0..1"
        );
        ensure!(
            (0.0..=1.0).contains(&self.balance),
            "schedule.balance must lie in 0..=1"
        );
        ensure!(
            self.learning_rate > 0.0 && self.learning_rate <= 10.0,
            "schedule.learning_rate must lie above 0 and be at most 10"
        );
        ensure!(
            (0.0..=self.epochs as f64).contains(&self.warm_up),
            "schedule.warm_up must lie within the epochs"
        );
        ensure!(
            (0.0..=10.0).contains(&self.weight_decay),
            "schedule.weight_decay must lie in 0..=10"
        );
        ensure!(
            (0.0..=1.0).contains(&self.strangers),
            "schedule.strangers must lie in 0..=1"
        );
        ensure!(
            (0.0..=2.0).contains(&self.logit_adjustment),
            "schedule.logit_adjustment must lie in 0..=2"
        );
        ensure!(
            self.logit_adjustment == 0.0 || self.balance == 0.0 && !self.class_weights,
            "schedule.logit_adjustment makes up for rare classes, as balance and class_weights do: one of them is enough"
        );
        ensure!(
            (0.0..=10.0).contains(&self.mask),
            "schedule.mask must lie in 0..=10"
        );
        Ok(())
    }

    /// The learning rate at a step, given the number of steps an epoch has.
    #[must_use]
    pub fn rate(&self, step: usize, steps_an_epoch: usize) -> f64 {
        let warm_up = self.warm_up * steps_an_epoch as f64;
        let total = (self.epochs * steps_an_epoch) as f64;
        let step = step as f64 + 1.0;
        if step < warm_up {
            return self.learning_rate * step / warm_up;
        }
        if self.decay == Decay::Constant {
            return self.learning_rate;
        }
        let progress = ((step - warm_up) / (total - warm_up).max(1.0)).clamp(0.0, 1.0);
        self.learning_rate * 0.5 * (1.0 + (std::f64::consts::PI * progress).cos())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_rises_then_falls_to_zero() {
        let schedule = Schedule {
            epochs: 10,
            batch: 2,
            balance: 0.0,
            logit_adjustment: 0.0,
            mask: 0.0,
            learning_rate: 1.0,
            warm_up: 2.0,
            decay: Decay::Cosine,
            class_weights: false,
            patience: 0,
            weight_decay: 0.0,
            label_smoothing: 0.0,
            strangers: 0.0,
            average: 0.0,
            average_eta: None,
        };
        let rates: Vec<f64> = (0..100).map(|step| schedule.rate(step, 10)).collect();
        assert!(rates[0] < 0.06 && rates[..19].is_sorted() && (rates[19] - 1.0).abs() < 1e-9);
        assert!(rates[19..].iter().rev().is_sorted() && rates[99] < 1e-9);
    }
}
