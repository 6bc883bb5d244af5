//! Recipes: everything that decides how a model comes out, in one file.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use spotcheck::card::{Class, Group, Licences, Task};

use crate::augment::Augmentation;

pub use crate::data::spec::Data;

/// A recipe file (TOML).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Id of the model that it makes.
    pub model: String,
    /// Version of the model that it makes.
    pub version: String,
    /// The architecture, one of [`spotcheck::networks`].
    pub network: String,
    /// Seed of weights, order, augmentation and dropout.
    pub seed: u64,
    /// The data.
    pub data: Data,
    /// How pictures are changed.
    pub augmentation: Augmentation,
    /// How it learns.
    pub schedule: Schedule,
    /// What the card says beside figures.
    pub card: CardText,
}

/// How it learns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// Passes over the training part.
    pub epochs: usize,
    /// Pictures a step.
    pub batch: usize,
    /// Largest learning rate (`AdamW`), reached after the warm-up, then falling to zero along a half cosine.
    pub learning_rate: f64,
    /// Epochs of linear warm-up.
    pub warm_up: f64,
    /// `AdamW`'s decoupled weight decay.
    pub weight_decay: f32,
    /// Label smoothing.
    pub label_smoothing: f32,
    /// Decay of the exponential moving average of the weights, by step: the average is what is kept.
    pub average: f32,
}

/// The card's words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardText {
    /// What the model is for.
    pub task: Task,
    /// Classes; their codes must be the data set's.
    pub classes: Vec<Class>,
    /// Groups.
    pub groups: Vec<Group>,
    /// Limits.
    pub limits: Vec<String>,
    /// Licences.
    pub licences: Licences,
}

impl Recipe {
    /// Reads and checks a recipe.
    ///
    /// # Errors
    /// Names the file and what is wrong in it.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} can't be read", path.display()))?;
        let recipe: Self =
            toml::from_str(&text).with_context(|| format!("{} is no recipe", path.display()))?;
        let schedule = &recipe.schedule;
        ensure!(schedule.batch > 1, "batch norm needs a batch of at least 2");
        ensure!(schedule.epochs > 0, "a recipe needs at least one epoch");
        ensure!(
            (0.0..1.0).contains(&schedule.average),
            "schedule.average must lie in 0..1"
        );
        ensure!(
            (0.0..1.0).contains(&schedule.label_smoothing),
            "schedule.label_smoothing must lie in 0..1"
        );
        ensure!(
            (0.0..=1.0).contains(&recipe.data.balance),
            "data.balance must lie in 0..=1"
        );
        recipe.augmentation.check()?;
        Ok(recipe)
    }
}

impl Schedule {
    /// The learning rate at a step, given the number of steps an epoch has.
    #[must_use]
    pub fn rate(&self, step: usize, steps_an_epoch: usize) -> f64 {
        let warm_up = self.warm_up * steps_an_epoch as f64;
        let total = (self.epochs * steps_an_epoch) as f64;
        let step = step as f64 + 1.0;
        if step < warm_up {
            return self.learning_rate * step / warm_up;
        }
        let progress = ((step - warm_up) / (total - warm_up).max(1.0)).clamp(0.0, 1.0);
        self.learning_rate * 0.5 * (1.0 + (std::f64::consts::PI * progress).cos())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_recipes_are_read() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recipes");
        let recipes: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        assert!(!recipes.is_empty());
        for path in recipes {
            Recipe::read(&path).unwrap();
        }
    }

    #[test]
    fn the_rate_rises_then_falls_to_zero() {
        let schedule = Schedule {
            epochs: 10,
            batch: 2,
            learning_rate: 1.0,
            warm_up: 2.0,
            weight_decay: 0.0,
            label_smoothing: 0.0,
            average: 0.0,
        };
        let rates: Vec<f64> = (0..100).map(|step| schedule.rate(step, 10)).collect();
        assert!(rates[0] < 0.06 && rates[..19].is_sorted() && (rates[19] - 1.0).abs() < 1e-9);
        assert!(rates[19..].iter().rev().is_sorted() && rates[99] < 1e-9);
    }
}
