//! Measures of a classifier, from probabilities and labels.
//!
//! Every measure takes a whole number of copies of each picture, its *weight*: all ones for the sample itself, a draw
//! of the [`bootstrap`] for its interval. So nothing is copied and what was sorted stays sorted.

pub mod answers;
pub mod bootstrap;
pub mod calibration;
pub mod classification;
pub mod curves;
pub mod selection;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use spotcheck::State;
use spotcheck::card::Figure;

use calibration::{log_losses, weighted_mean};
use classification::Confusion;
use curves::Ranking;

/// How often each picture of a sample counts, in the order of the sample.
pub type Weights = [u16];

/// One scored picture.
#[derive(Debug, Clone, Default)]
pub struct Scored {
    /// True class.
    pub label: usize,
    /// Calibrated probability by class.
    pub probabilities: Vec<f32>,
    /// What must stay together when the sample is redrawn.
    pub group: String,
    /// What else is known of it, by key, e.g. `sex` → `female`.
    pub subgroups: BTreeMap<String, String>,
    /// The verdict's state, where there was a verdict.
    pub state: Option<State>,
}

impl Scored {
    /// The likeliest class; the first of equals.
    #[must_use]
    pub fn predicted(&self) -> usize {
        let mut best = (0, f32::NEG_INFINITY);
        for (class, &probability) in self.probabilities.iter().enumerate() {
            if probability > best.1 {
                best = (class, probability);
            }
        }
        best.0
    }

    /// The likeliest class's probability.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.probabilities.iter().copied().fold(0.0, f32::max)
    }

    /// Whether the likeliest class is the true one.
    #[must_use]
    pub fn right(&self) -> bool {
        self.predicted() == self.label
    }

    /// The probability that the picture belongs to one of some classes.
    #[must_use]
    pub fn probability_of(&self, classes: &[usize]) -> f32 {
        classes
            .iter()
            .filter_map(|&class| self.probabilities.get(class))
            .sum()
    }
}

/// To four decimals, as cards quote figures.
#[must_use]
pub fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// A figure with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// On the sample itself.
    pub value: f64,
    /// 2.5th percentile of the redrawn samples.
    pub low: f64,
    /// 97.5th percentile.
    pub high: f64,
}

impl Interval {
    /// As cards quote it.
    #[must_use]
    pub fn rounded(self) -> Self {
        Self {
            value: rounded(self.value),
            low: rounded(self.low),
            high: rounded(self.high),
        }
    }

    /// As a figure of a card: its name, and the data set, the part and the number of pictures that it was measured on.
    #[must_use]
    pub fn quoted(self, name: &str, (data, split, n): (&str, &str, usize)) -> Figure {
        let Self { value, low, high } = self.rounded();
        Figure {
            name: name.to_owned(),
            value,
            low,
            high,
            data: data.to_owned(),
            split: split.to_owned(),
            n,
        }
    }
}

/// Share of right answers.
#[must_use]
pub fn accuracy(scored: &[&Scored]) -> f64 {
    let right = scored.iter().filter(|one| one.right()).count();
    right as f64 / scored.len() as f64
}

/// Mean recall over the classes that occur.
#[must_use]
pub fn balanced_accuracy(scored: &[&Scored], classes: usize) -> f64 {
    let cells = scored.iter().map(|one| (one.label, one.predicted(), 1));
    Confusion::count(classes, cells).balanced_accuracy()
}

/// Mean over classes of the one-against-rest area under the ROC curve.
#[must_use]
pub fn macro_auc(scored: &[&Scored], classes: usize) -> f64 {
    let once = vec![1; scored.len()];
    mean((0..classes).filter_map(|class| {
        one_against_rest(scored.iter().copied(), &[class])
            .curve(&once)
            .area_under_roc()
    }))
}

/// Mean negative logarithm of the true class's probability.
#[must_use]
pub fn log_loss(scored: &[&Scored]) -> f64 {
    let losses = log_losses(scored.iter().copied());
    weighted_mean(&losses, &vec![1; losses.len()])
}

/// Ranks pictures by their probability of belonging to some classes.
pub fn one_against_rest<'scored>(
    scored: impl Iterator<Item = &'scored Scored>,
    classes: &[usize],
) -> Ranking {
    Ranking::new(scored.enumerate().map(|(index, one)| {
        (
            index,
            one.probability_of(classes),
            classes.contains(&one.label),
        )
    }))
}

/// How many different groups there are.
pub fn count_groups<'scored>(scored: impl Iterator<Item = &'scored Scored>) -> usize {
    let groups: BTreeSet<&str> = scored.map(|one| one.group.as_str()).collect();
    groups.len()
}

/// The value below which a share of the sorted values lies, interpolated; `None` of none.
#[must_use]
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share.clamp(0.0, 1.0) * sorted.len().checked_sub(1)? as f64;
    let (below, above) = (
        sorted.get(place.floor() as usize)?,
        sorted.get(place.ceil() as usize)?,
    );
    Some(below + (above - below) * place.fract())
}

/// The arithmetic mean; NaN of nothing.
#[must_use]
pub fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0usize), |(sum, count), value| {
        (sum + value, count + 1)
    });
    sum / count as f64
}

/// How often a picture counts; not at all when it is not in the sample.
fn weight_of(weights: &Weights, index: usize) -> u64 {
    weights.get(index).copied().map_or(0, u64::from)
}

/// Scored pictures for tests: labels and probabilities from a fixed random stream, classes of unequal frequency,
/// probabilities on a coarse grid so that there are ties.
#[cfg(test)]
pub fn drawn_sample(count: usize, classes: usize, seed: u64) -> Vec<Scored> {
    use rand::{RngExt, SeedableRng};
    let mut random = rand_pcg::Pcg64Mcg::seed_from_u64(seed);
    (0..count)
        .map(|index| {
            let label = random
                .random_range(0..classes)
                .min(random.random_range(0..classes));
            let mut scores: Vec<f32> = (0..classes)
                .map(|class| {
                    let lift = if class == label { 4.0 } else { 0.0 };
                    1.0 + lift + random.random_range(0..8) as f32
                })
                .collect();
            let sum: f32 = scores.iter().sum();
            for score in &mut scores {
                *score /= sum;
            }
            Scored {
                label,
                probabilities: scores,
                group: (index / 2).to_string(),
                ..Scored::default()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measures_of_training_by_hand() {
        let one = |label, probabilities: [f32; 3]| Scored {
            label,
            probabilities: probabilities.to_vec(),
            ..Scored::default()
        };
        let sample = [
            one(0, [0.95, 0.05, 0.0]),
            one(0, [0.35, 0.65, 0.0]),
            one(1, [0.15, 0.85, 0.0]),
            one(1, [0.25, 0.75, 0.0]),
        ];
        let all: Vec<&Scored> = sample.iter().collect();
        assert!((accuracy(&all) - 0.75).abs() < 1e-12);
        assert!((balanced_accuracy(&all, 3) - 0.75).abs() < 1e-12);
        // The third class does not occur; of the first two all four pairs are in order.
        assert!((macro_auc(&all, 3) - 1.0).abs() < 1e-12);
        let expected = -(0.95f64.ln() + 0.35f64.ln() + 0.85f64.ln() + 0.75f64.ln()) / 4.0;
        assert!((log_loss(&all) - expected).abs() < 1e-6);
    }

    #[test]
    fn quantiles_are_interpolated() {
        let sorted = [1.0, 2.0, 4.0];
        assert_eq!(quantile(&sorted, 0.5), Some(2.0));
        assert_eq!(quantile(&sorted, 0.75), Some(3.0));
        assert_eq!(quantile(&sorted, 2.0), Some(4.0));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
