//! `spotcheck robustness`: how accuracy and the verdict's state move when photos are worse than the data set's.

use std::fmt::Write;

use anyhow::{Context, Result};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use spotcheck::{Classifier, State};

use crate::data::Example;
use crate::disturb::Disturbance;
use crate::evaluate;
use crate::metrics::{self, Scored};
use crate::score;

/// Pictures held at once.
const AT_ONCE: usize = 256;

/// One line of the table. Shares of all pictures, but for `accuracy_when_answered`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// What happened to the photos.
    pub disturbance: String,
    /// The likeliest class is the true one.
    pub accuracy: f64,
    /// The mean over the classes.
    pub balanced_accuracy: f64,
    /// The likeliest class is that of the undisturbed photo.
    pub same_class: f64,
    /// Answered.
    pub answer: f64,
    /// "I can't tell".
    pub unsure: f64,
    /// Refused.
    pub unsuitable: f64,
    /// Of those answered, the share that is right; nothing when none was.
    pub accuracy_when_answered: Option<f64>,
}

/// The whole table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The model, with its version.
    pub model: String,
    /// Pictures.
    pub n: usize,
    /// In the order of [`Disturbance::ALL`].
    pub rows: Vec<Outcome>,
}

/// Measures a shipped model on examples, each disturbed in every way.
///
/// # Errors
/// When a picture can't be read or the device fails.
pub fn measure(classifier: &Classifier, examples: &[Example]) -> Result<Table> {
    let mut rows = Vec::new();
    let mut plain: Vec<usize> = Vec::new();
    for disturbance in Disturbance::ALL {
        let scored = judged(classifier, examples, disturbance)?;
        let predicted: Vec<usize> = scored.iter().map(Scored::predicted).collect();
        if plain.is_empty() {
            plain.clone_from(&predicted);
        }
        let same = predicted
            .iter()
            .zip(&plain)
            .filter(|(one, other)| one == other);
        rows.push(outcome(
            disturbance,
            &scored,
            same.count(),
            classifier.card().classes.len(),
        ));
    }
    let card = classifier.card();
    Ok(Table {
        model: format!("{} {}", card.id, card.version),
        n: examples.len(),
        rows,
    })
}

fn judged(
    classifier: &Classifier,
    examples: &[Example],
    disturbance: Disturbance,
) -> Result<Vec<Scored>> {
    let card = classifier.card();
    let mut all = Vec::with_capacity(examples.len());
    for (chunk, some) in examples.chunks(AT_ONCE).enumerate() {
        let prepared: Vec<Vec<u8>> = some
            .par_iter()
            .enumerate()
            .map(|(place, example)| {
                let seed = (chunk * AT_ONCE + place) as u64;
                let decoded = example.picture.read()?;
                disturbance
                    .apply(&decoded, card.input.size, seed)
                    .with_context(|| example.picture.name())
            })
            .collect::<Result<_>>()?;
        let rows = score::forward(classifier.network(), &card.input, &prepared)?;
        all.extend(evaluate::judged(card, some, &rows)?);
    }
    Ok(all)
}

fn outcome(disturbance: Disturbance, scored: &[Scored], same: usize, classes: usize) -> Outcome {
    let n = scored.len().max(1) as f64;
    let share = |wanted: State| {
        scored
            .iter()
            .filter(|one| one.state == Some(wanted))
            .count() as f64
            / n
    };
    let answered: Vec<&Scored> = scored
        .iter()
        .filter(|one| one.state == Some(State::Answer))
        .collect();
    let all: Vec<&Scored> = scored.iter().collect();
    Outcome {
        disturbance: disturbance.name(),
        accuracy: metrics::accuracy(&all),
        balanced_accuracy: metrics::balanced_accuracy(&all, classes),
        same_class: same as f64 / n,
        answer: share(State::Answer),
        unsure: share(State::Unsure),
        unsuitable: share(State::Unsuitable),
        accuracy_when_answered: (!answered.is_empty()).then(|| metrics::accuracy(&answered)),
    }
}

impl Table {
    /// As Markdown.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = format!(
            "{}, {} pictures\n\n| photo | accuracy | balanced | same class | answered | unsure | refused | right when answered |\n|---|---|---|---|---|---|---|---|\n",
            self.model, self.n
        );
        for row in &self.rows {
            let answered = row
                .accuracy_when_answered
                .map_or_else(|| "–".to_owned(), |share| format!("{share:.3}"));
            // Writing into a string does not fail.
            let _ = writeln!(
                text,
                "| {} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} | {answered} |",
                row.disturbance,
                row.accuracy,
                row.balanced_accuracy,
                row.same_class,
                row.answer,
                row.unsure,
                row.unsuitable,
            );
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{self, Split, spec::Data};
    use crate::models;
    use crate::testing::shared_data;
    use burn::tensor::Device;

    #[test]
    fn the_undisturbed_row_is_what_evaluate_says_and_blur_costs() {
        let Some(shared) =
            shared_data("robustness::the_undisturbed_row_is_what_evaluate_says_and_blur_costs")
        else {
            return;
        };
        let weights = models::folder(None).unwrap();
        let classifier = models::load(&weights, "skin28", &Device::flex()).unwrap();
        let spec = Data::default();
        let dataset = data::open(&spec, &shared.join("ham10000")).unwrap();
        let examples: Vec<Example> = dataset.part(Split::Test).into_iter().step_by(40).collect();
        let plain = judged(&classifier, &examples, Disturbance::None).unwrap();
        let rows =
            evaluate::rows(classifier.network(), &classifier.card().input, &examples).unwrap();
        let expected = evaluate::judged(classifier.card(), &examples, &rows).unwrap();
        for (one, other) in plain.iter().zip(&expected) {
            assert_eq!(
                (one.predicted(), one.state),
                (other.predicted(), other.state)
            );
        }
        let of = |scored: &[Scored]| outcome(Disturbance::None, scored, 0, 7);
        let dark = judged(&classifier, &examples, Disturbance::Light(0.4)).unwrap();
        assert!(
            of(&dark).unsuitable > of(&plain).unsuitable,
            "a dark photo is met with doubt"
        );
    }
}
