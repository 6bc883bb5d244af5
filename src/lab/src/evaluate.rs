//! Evaluates a model on a part of a data set: every figure that a card quotes comes from here.

use anyhow::{Context, Result};
use burn::tensor::Device;
use clap::ValueEnum;
use spotcheck::calibration::probabilities;
use spotcheck::card::Input;
use spotcheck::networks::Network;
use spotcheck::verdict::{Evidence, judge};
use spotcheck::{Card, Classifier, State};

use crate::data::spec::Data;
use crate::data::{Example, Split};
use crate::metrics::Scored;
use crate::report::{self, Report, Subject};
use crate::score::{self, Row};
use crate::tone;
use crate::train::Run;

/// The kind of task whose pictures show skin at their rim.
const SKIN: &str = "skin-lesion";

/// Pictures decoded before they are scored: enough to keep all threads busy, few enough to be held at any size.
const AT_ONCE: usize = 256;

/// Runs a classifier's network over examples; the rows come in their order.
///
/// # Errors
/// When a picture can't be read or the device fails.
pub fn rows(network: &Network, input: &Input, examples: &[Example]) -> Result<Vec<Row>> {
    let mut rows = Vec::with_capacity(examples.len());
    for some in examples.chunks(AT_ONCE) {
        let prepared = score::prepare(some, input.size)?;
        rows.extend(score::forward(network, input, &prepared)?);
    }
    Ok(rows)
}

/// Evaluates a shipped model.
///
/// # Errors
/// As [`rows`] and [`report::build`].
pub fn evaluate(
    classifier: &Classifier,
    data: &Data,
    split: Split,
    examples: &[Example],
) -> Result<Report> {
    let rows = rows(classifier.network(), &classifier.card().input, examples)?;
    evaluate_rows(classifier.card(), data, split, (examples, &rows))
}

/// Evaluates what a shipped model's network said of examples.
///
/// # Errors
/// As [`judged`] and [`report::build`].
pub fn evaluate_rows(
    card: &Card,
    data: &Data,
    split: Split,
    (examples, rows): (&[Example], &[Row]),
) -> Result<Report> {
    let mut scored = judged(card, examples, rows)?;
    if card.task.kind == SKIN {
        for (one, row) in scored.iter_mut().zip(rows) {
            let tone = row.tone.unwrap_or("not to be told");
            one.subgroups.insert(tone::KEY.to_owned(), tone.to_owned());
        }
    }
    report::build(subject(card, data, split), &scored)
}

/// Calibrated probabilities beside labels and groups, each with the verdict's state.
///
/// # Errors
/// As [`scored`], and when the card's novelty does not fit the features.
pub fn judged(card: &Card, examples: &[Example], rows: &[Row]) -> Result<Vec<Scored>> {
    let mut scored = scored(card.calibration.temperature, examples, rows)?;
    let states = states(card, &scored, rows)?;
    for (one, state) in scored.iter_mut().zip(states) {
        one.state = Some(state);
    }
    Ok(scored)
}

/// Evaluates the weights that a run has come to, uncalibrated: a baseline that is measured and not shipped.
///
/// # Errors
/// As [`evaluate`], and when the run has no weights yet.
pub fn evaluate_run(run: &mut Run, split: Split, examples: &[Example]) -> Result<Report> {
    let recipe = run.recipe().clone();
    let scored = score_run(run, examples)?;
    let subject = Subject {
        model: recipe.model.clone(),
        version: String::new(),
        title: recipe.card.task.title.clone(),
        data: recipe.data.name.clone(),
        split: recipe.data.part_name(split),
        classes: recipe.card.classes.clone(),
        groups: recipe.card.groups.clone(),
        abstain: None,
        limits: Vec::new(),
        command: String::new(),
    };
    report::build(subject, &scored)
}

/// What a run's weights say of examples, uncalibrated.
///
/// # Errors
/// As [`evaluate_run`].
pub fn score_run(run: &mut Run, examples: &[Example]) -> Result<Vec<Scored>> {
    anyhow::ensure!(
        !run.recipe().traces(),
        "a network that traces outlines tells no classes apart: `publish` measures it"
    );
    // As it would be published.
    let input = Input {
        views: run.recipe().input.views,
        ..run.input(|| anyhow::bail!("the run has done no epoch yet"))?
    };
    let device = Device::flex();
    let network = run.averaged(&device)?.folded(&device)?;
    scored(1.0, examples, &rows(&network, &input, examples)?)
}

fn subject(card: &Card, data: &Data, split: Split) -> Subject {
    let part = split.to_possible_value();
    let part = part.as_ref().map_or("", |value| value.get_name());
    Subject {
        model: card.id.clone(),
        version: card.version.clone(),
        title: card.task.title.clone(),
        data: data.name.clone(),
        split: data.part_name(split),
        classes: card.classes.clone(),
        groups: card.groups.clone(),
        abstain: Some(card.thresholds.abstain),
        limits: card.limits.clone(),
        command: format!(
            "spotcheck evaluate --model {} --data FOLDER --split {part} --report report",
            card.id
        ),
    }
}

/// Calibrated probabilities beside labels and groups.
///
/// # Errors
/// When a logit is not finite.
pub fn scored(temperature: f32, examples: &[Example], rows: &[Row]) -> Result<Vec<Scored>> {
    examples
        .iter()
        .zip(rows)
        .map(|(example, row)| {
            Ok(Scored {
                label: example.label,
                probabilities: probabilities(&row.logits, temperature)
                    .context("a logit is not finite")?,
                group: example.group.clone(),
                subgroups: example.subgroups.clone(),
                ..Scored::default()
            })
        })
        .collect()
}

fn states(card: &Card, scored: &[Scored], rows: &[Row]) -> Result<Vec<State>> {
    scored
        .iter()
        .zip(rows)
        .map(|(one, row)| {
            let evidence = Evidence {
                probabilities: one.probabilities.clone(),
                novelty: card
                    .novelty
                    .beyond(&row.features, card.thresholds.novelty)?,
                contrast: row.contrast,
                crop_side: u32::MAX,
            };
            Ok(judge(card, &evidence, "flex").state)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models;
    use crate::testing::shared_data;

    #[test]
    fn what_is_no_skin_lesion_is_mostly_refused() {
        let Some(shared) = shared_data("evaluate::what_is_no_skin_lesion_is_mostly_refused") else {
            return;
        };
        let weights = models::folder(None).unwrap();
        let load = |id| models::load(&weights, id, &Device::flex()).unwrap();
        // `skin` was shown strangers, though no fundus and nothing of not-skin; a fifth or a twentieth may slip through.
        let (small, large) = (load("skin28"), load("skin"));
        for (classifier, folder, most) in [
            (&small, "not-skin", 5),
            (&small, "chest-xray/test/NORMAL", 5),
            (&small, "brain-mri/Testing/glioma", 5),
            (&large, "not-skin", 20),
            (&large, "chest-xray/test/NORMAL", 20),
            (&large, "brain-mri/Testing/glioma", 20),
            (&large, "glaucoma/glaucoma", 20),
        ] {
            let mut paths: Vec<_> = std::fs::read_dir(shared.join(folder))
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .filter(|path| {
                    path.extension().is_some_and(|extension| {
                        ["jpg", "jpeg", "png"]
                            .iter()
                            .any(|known| extension == *known)
                    })
                })
                .collect();
            paths.sort();
            paths.truncate(60);
            let refused = paths
                .iter()
                .map(|path| {
                    crate::classify::classify(classifier, &crate::decode::read(path).unwrap())
                        .unwrap()
                })
                .filter(|verdict| verdict.state == State::Unsuitable)
                .count();
            assert!(paths.len() >= 6, "{folder}");
            assert!(
                (paths.len() - refused) * most <= paths.len(),
                "{} on {folder}: {refused} of {}",
                classifier.card().id,
                paths.len()
            );
        }
    }
}
