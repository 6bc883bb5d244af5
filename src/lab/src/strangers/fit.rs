//! Fits what keeps strangers out: the Gaussian over the model's own pictures, worsened ones among them, and a logistic
//! regression between these and pictures of something else.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;
use spotcheck::card::Input;
use spotcheck::networks::Network;
use spotcheck::novelty::{Novelty, regressors};

use super::draw;
use crate::data::Example;
use crate::disturb::Disturbance;
use crate::evaluate;
use crate::metrics::quantile;
use crate::novelty_fit::{self, cholesky, invert_lower};
use crate::recipe::Strangers;
use crate::score::{self, Row};

/// Pictures prepared before they are scored.
const AT_ONCE: usize = 256;
/// Share of the model's own validation pictures, whole and worsened, that either of the two may refuse.
const REFUSED: f64 = 0.01;
/// The ridge, beside the mean loss of a picture.
const RIDGE: f64 = 1e-3;
const ROUNDS: usize = 30;

/// The rows of examples, and of each with a fault by chance: it is its own picture all the same.
///
/// # Errors
/// When a picture can't be read or the device fails.
pub fn with_faults(
    network: &Network,
    input: &Input,
    examples: &[Example],
    rows: Vec<Row>,
    seed: u64,
) -> Result<Vec<Row>> {
    let faulty = forward(network, input, examples.len(), |index| {
        let example = examples.get(index).context("no such picture")?;
        let mut random = Pcg64Mcg::seed_from_u64(seed.wrapping_add(index as u64));
        let fault = Disturbance::any(&mut random);
        fault
            .apply(&example.picture.read()?, input.size, index as u64)
            .with_context(|| example.picture.name())
    })?;
    Ok([rows, faulty].concat())
}

/// The rows of all strangers that a recipe names.
///
/// # Errors
/// When a folder is missing or empty, a picture can't be read, or the device fails.
pub fn strangers(
    network: &Network,
    input: &Input,
    strangers: &Strangers,
    data: &Path,
) -> Result<Vec<Row>> {
    let mut rows = forward(network, input, strangers.drawn as usize, |seed| {
        Ok(draw(seed as u64, input.size))
    })?;
    rows.extend(evaluate::rows(
        network,
        input,
        &super::named(strangers, data)?,
    )?);
    Ok(rows)
}

/// Runs the network over pictures that `prepare` makes, in order.
fn forward(
    network: &Network,
    input: &Input,
    count: usize,
    prepare: impl Fn(usize) -> Result<Vec<u8>> + Sync,
) -> Result<Vec<Row>> {
    let mut rows = Vec::with_capacity(count);
    for from in (0..count).step_by(AT_ONCE) {
        let prepared: Vec<Vec<u8>> = (from..count.min(from + AT_ONCE))
            .into_par_iter()
            .map(&prepare)
            .collect::<Result<_>>()?;
        rows.extend(score::forward(network, input, &prepared)?);
    }
    Ok(rows)
}

/// The Gaussian over `own`, with a line between them and `strangers`; and the Gaussian's limit. Of `validation`, own
/// pictures that had no part in it, either refuses at most a hundredth.
///
/// # Errors
/// Without pictures of each kind.
pub fn fit(own: &[Row], strangers: &[Row], validation: &[Row]) -> Result<(Novelty, f64)> {
    let mut novelty = novelty_fit::fit(own)?;
    let terms = |rows: &[Row]| -> Result<Vec<Vec<f64>>> {
        rows.iter()
            .map(|row| {
                let regressors = regressors(&novelty.whitened(&row.features)?);
                Ok(std::iter::once(1.0)
                    .chain(regressors.into_iter().map(f64::from))
                    .collect())
            })
            .collect()
    };
    let mut weights = logistic(&terms(own)?, &terms(strangers)?)?;
    let mut logits: Vec<f64> = terms(validation)?
        .iter()
        .map(|line| dot(line, &weights))
        .collect();
    logits.sort_by(f64::total_cmp);
    let highest = quantile(&logits, 1.0 - REFUSED).context("the validation part is empty")?;
    if let Some(bias) = weights.first_mut() {
        // Also where the two lie so well apart that the middle between them would let more through: strangers of kinds
        // that nobody drew or collected lie nearer to the own pictures than those that were.
        *bias -= highest;
    }
    let limit = novelty_fit::limit(&novelty, validation, REFUSED)?;
    novelty.strangers = weights.into_iter().map(|weight| weight as f32).collect();
    Ok((novelty, limit))
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// Logistic regression with a ridge by Newton's method; both kinds weigh alike, however many there are of each.
fn logistic(own: &[Vec<f64>], strangers: &[Vec<f64>]) -> Result<Vec<f64>> {
    let width = own.first().context("there are no own pictures")?.len();
    ensure!(!strangers.is_empty(), "there are no strangers");
    let kinds = [(own, 0.0), (strangers, 1.0)];
    let mut weights = vec![0.0; width];
    for _ in 0..ROUNDS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| RIDGE * weight).collect();
        let mut curvature = vec![vec![0.0; width]; width];
        for (place, line) in curvature.iter_mut().enumerate() {
            if let Some(cell) = line.get_mut(place) {
                *cell = RIDGE;
            }
        }
        for (lines, target) in kinds {
            let share = 0.5 / lines.len() as f64;
            for line in lines {
                let probability = 1.0 / (1.0 + (-dot(line, &weights)).exp());
                let pull = share * (probability - target);
                let bend = share * probability * (1.0 - probability);
                for (cell, value) in gradient.iter_mut().zip(line) {
                    *cell += pull * value;
                }
                // The lower triangle is all that is read.
                for (place, (row, value)) in curvature.iter_mut().zip(line).enumerate() {
                    for (cell, other) in row.iter_mut().zip(line).take(place + 1) {
                        *cell += bend * value * other;
                    }
                }
            }
        }
        let step = solve(&curvature, &gradient)?;
        for (weight, step) in weights.iter_mut().zip(&step) {
            *weight -= step;
        }
        if step.iter().all(|step| step.abs() < 1e-8) {
            break;
        }
    }
    Ok(weights)
}

/// x of `matrix`·x = `right`, for a symmetric positive definite matrix.
fn solve(matrix: &[Vec<f64>], right: &[f64]) -> Result<Vec<f64>> {
    let inverse = invert_lower(&cholesky(matrix)?);
    let forward: Vec<f64> = inverse.iter().map(|row| dot(row, right)).collect();
    let mut solution = vec![0.0; right.len()];
    for (row, value) in inverse.iter().zip(&forward) {
        for (cell, weight) in solution.iter_mut().zip(row) {
            *cell += weight * value;
        }
    }
    Ok(solution)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;

    fn rows(seed: u64, count: usize, at: [f32; 2], spread: f32) -> Vec<Row> {
        let mut random = Pcg64Mcg::seed_from_u64(seed);
        let mut normal = || (0..12).map(|_| random.random::<f32>()).sum::<f32>() - 6.0;
        (0..count)
            .map(|_| Row {
                logits: Vec::new(),
                features: at.iter().map(|place| place + spread * normal()).collect(),
                contrast: 0.0,
                tone: None,
            })
            .collect()
    }

    #[test]
    fn newton_finds_the_regression_that_was_computed_apart() {
        // Four points a kind, with an overlap; by plain gradient descent on the same loss, in NumPy.
        let lines = |values: [f64; 4]| values.map(|value| vec![1.0, value]).to_vec();
        let weights = logistic(
            &lines([-2.0, -1.0, 0.0, 0.5]),
            &lines([-0.5, 0.5, 1.0, 2.0]),
        )
        .unwrap();
        let expected = [-0.144_610, 1.554_646];
        for (found, wanted) in weights.iter().zip(expected) {
            assert!((found - wanted).abs() < 1e-5, "{weights:?}");
        }
    }

    #[test]
    fn strangers_near_by_are_told_where_the_gaussian_alone_would_not() {
        let own = rows(1, 400, [0.0, 0.0], 1.0);
        let others = rows(2, 200, [2.8, 0.0], 0.2);
        let (novelty, limit) = fit(&own, &others, &rows(3, 400, [0.0, 0.0], 1.0)).unwrap();
        let share = |rows: &[Row], novelty: &Novelty| {
            let refused = rows
                .iter()
                .filter(|row| novelty.beyond(&row.features, limit as f32).unwrap() > 0.0);
            refused.count() as f64 / rows.len() as f64
        };
        let fresh = rows(4, 400, [0.0, 0.0], 1.0);
        let strange = rows(5, 200, [2.8, 0.0], 0.2);
        let gaussian = Novelty {
            strangers: Vec::new(),
            ..novelty.clone()
        };
        assert!(share(&strange, &gaussian) < 0.3);
        assert!(
            share(&strange, &novelty) > 0.5,
            "{}",
            share(&strange, &novelty)
        );
        assert!(share(&fresh, &novelty) < 0.05);
        // Far away where no stranger was: the Gaussian still keeps them out.
        assert!(share(&rows(6, 50, [0.0, -9.0], 0.5), &novelty) > 0.98);
        assert!(fit(&own, &[], &own).is_err());
    }
}
