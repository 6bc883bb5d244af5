//! What is fitted on the weights as shipped: the temperature, the thresholds, and what tells strangers.

use std::path::Path;

use anyhow::{Context, Result};
use spotcheck::card::{Input, Thresholds};
use spotcheck::networks::Network;
use spotcheck::novelty::Novelty;

use crate::data::Example;
use crate::metrics::{Scored, quantile};
use crate::novelty_fit;
use crate::recipe::Recipe;
use crate::score::Row;
use crate::strangers;

/// Share of validation pictures that get no answer for want of confidence.
const ABSTAIN: f64 = 0.2;
/// Groups closer than this are a close call.
pub const MARGIN: f32 = 0.1;
/// Share of validation pictures that are refused as unlike the training data.
const REFUSED: f64 = 0.02;

/// Pictures with what the network says of them.
type Seen<'seen> = (&'seen [Example], &'seen [Row]);

/// What recognises pictures of something else, and the Gaussian's limit.
pub fn novelty(
    (network, input): (&Network, &Input),
    recipe: &Recipe,
    (train, train_rows): Seen<'_>,
    (val, val_rows): Seen<'_>,
    data: &Path,
) -> Result<(Novelty, f64)> {
    let Some(named) = &recipe.strangers else {
        let novelty = novelty_fit::fit(train_rows)?;
        let limit = novelty_fit::limit(&novelty, val_rows, REFUSED)?;
        return Ok((novelty, limit));
    };
    let with_faults = |examples: &[Example], rows: &[Row], seed| {
        strangers::fit::with_faults(network, input, examples, rows.to_vec(), seed)
    };
    let own = with_faults(train, train_rows, recipe.seed)?;
    let held_out = with_faults(val, val_rows, recipe.seed + 1)?;
    let others = strangers::fit::strangers(network, input, named, data)?;
    strangers::fit::fit(&own, &others, &held_out)
}

/// At most so many of the examples, at even distances.
pub fn spread(examples: &[Example], most: usize) -> Vec<Example> {
    let step = examples.len().div_ceil(most).max(1);
    examples.iter().step_by(step).cloned().collect()
}

/// Golden-section search for the temperature with the smallest loss, between 1/4 and 4, to three digits.
pub fn fit_temperature(loss: impl Fn(f32) -> Result<f64>) -> Result<f32> {
    const GOLDEN: f32 = 0.618_034;
    let (mut low, mut high) = (0.25f32.ln(), 4.0f32.ln());
    while high - low > 1e-4 {
        let (left, right) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
        if loss(left.exp())? < loss(right.exp())? {
            high = right;
        } else {
            low = left;
        }
    }
    Ok((f32::midpoint(low, high).exp() * 1e3).round() / 1e3)
}

/// Thresholds from the validation part: what share of it is let through is ours to choose, the rest follows.
pub fn thresholds(scored: &[Scored], rows: &[Row], novelty_limit: f64) -> Result<Thresholds> {
    let sorted = |values: &mut dyn Iterator<Item = f32>| {
        let mut sorted: Vec<f64> = values.map(f64::from).collect();
        sorted.sort_by(f64::total_cmp);
        sorted
    };
    let pick =
        |values: &[f64], share| quantile(values, share).context("the validation part is empty");
    let confidence = sorted(&mut scored.iter().map(Scored::confidence));
    let contrast = sorted(&mut rows.iter().map(|row| row.contrast));
    let round = |value: f64| ((value * 1e3).round() / 1e3) as f32;
    Ok(Thresholds {
        abstain: round(pick(&confidence, ABSTAIN)?),
        margin: MARGIN,
        // Half of the palest lesion's: flatter than that is no photo of a lesion.
        contrast: round(pick(&contrast, 0.0)? / 2.0),
        novelty: round(novelty_limit),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::drawn_dataset;

    #[test]
    fn own_pictures_are_spread_over_all_and_never_too_many() {
        let folder = tempfile::tempdir().unwrap();
        let examples = drawn_dataset(folder.path(), 21).examples;
        let names = |some: &[Example]| -> Vec<String> {
            some.iter().map(|one| one.picture.name()).collect()
        };
        let all = names(&examples);
        let count = all.len();
        assert_eq!(names(&spread(&examples, count)), all);
        assert_eq!(names(&spread(&examples, 100)), all);
        let every_third: Vec<String> = all.iter().step_by(3).cloned().collect();
        assert_eq!(names(&spread(&examples, count.div_ceil(3))), every_third);
        assert!(spread(&[], 10).is_empty());
    }

    #[test]
    fn the_temperature_search_finds_the_minimum() {
        for wanted in [0.4f32, 1.0, 2.5] {
            let found = fit_temperature(|t| Ok(f64::from((t.ln() - wanted.ln()).powi(2)))).unwrap();
            assert!((found - wanted).abs() < 2e-3, "{found} for {wanted}");
        }
    }
}
