//! From a finished run to a shipped model: half-precision weights and the card, everything measured on those weights.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::{Device, FloatDType, Tensor};
use spotcheck::card::{
    Calibration, Class, FORMAT, Input, KnownAnswer, Thresholds, Training, WeightFile,
};
use spotcheck::networks::{Network, Views};
use spotcheck::novelty::Novelty;
use spotcheck::{Card, Classifier, weights};

use crate::data::{Dataset, Example, Split};
use crate::details::Details;
use crate::elsewhere;
use crate::evaluate;
use crate::metrics::{Scored, log_loss, quantile};
use crate::models;
use crate::novelty_fit;
use crate::recipe::Recipe;
use crate::score::Row;
use crate::strangers;
use crate::train::{Run, epochs_before};

/// The name of every model's weight file.
pub const WEIGHT_FILE: &str = "weights.bpk";
/// The known-answer picture.
pub const KNOWN_SEED: u32 = 1;
pub const KNOWN_SIZE: u32 = 96;
/// Share of validation pictures that get no answer for want of confidence.
const ABSTAIN: f64 = 0.2;
/// Groups closer than this are a close call.
const MARGIN: f32 = 0.1;
/// Training pictures that tell what the model's own look like, spread over all: a Gaussian over some forty numbers, and a
/// line through them, need no more.
const OWN: usize = 3000;
/// Share of validation pictures that are refused as unlike the training data.
const REFUSED: f64 = 0.02;

/// A network as it is shipped, and how it came to be.
struct Trained {
    bytes: Vec<u8>,
    weights: WeightFile,
    input: Input,
    training: Training,
}

/// Publishes a run's averaged weights into `weights/<model>/`. The recipe, by which `dataset` was opened, comes with its
/// path, for the card to name; the data set with the folder that holds them all, for strangers are in others.
///
/// # Errors
/// When the run is not finished, is another recipe's, or a file can't be written.
pub fn publish(
    folder: &Path,
    (recipe, recipe_path): (&Recipe, &Path),
    (dataset, data): (&Dataset, &Path),
    weights_folder: &Path,
) -> Result<Card> {
    let mut run = finished(folder, (recipe, recipe_path))?;
    // Tables beside the data may have been written anew: what was learned could stand in the test part now.
    run.learn_from(dataset.fingerprint())?;
    let bytes = half_precision(&run)?;
    let trained = Trained {
        weights: weight_file(&bytes),
        bytes,
        input: run.input(|| anyhow::bail!("the run has no input statistics"))?,
        training: training((recipe, recipe_path), weights_folder, &run)?,
    };
    measured(trained, recipe, (dataset, data), weights_folder)
}

/// Publishes the weights that are shipped already once more: what the model refuses, how sure it has to be and all figures
/// are fitted and measured anew, for a recipe whose strangers or words have changed since. The data must be split as they
/// were when it was trained.
///
/// # Errors
/// When the recipe's model is not there or was made by another recipe, and as [`publish`].
pub fn publish_again(
    (recipe, recipe_path): (&Recipe, &Path),
    (dataset, data): (&Dataset, &Path),
    weights_folder: &Path,
) -> Result<Card> {
    let card = models::card(weights_folder, &recipe.model)?;
    let codes = |classes: &[Class]| -> Vec<String> {
        classes.iter().map(|class| class.code.clone()).collect()
    };
    ensure!(
        card.training.recipe == beside(weights_folder, recipe_path)?
            && (&card.network, card.input.size, card.training.seed)
                == (&recipe.network, recipe.input.size, recipe.seed)
            && codes(&card.classes) == codes(&recipe.card.classes),
        "{} {} was not made by {}: train it anew",
        card.id,
        card.version,
        recipe_path.display()
    );
    let file = models::card_path(weights_folder, &card.id)?.with_file_name(&card.weights.file);
    let trained = Trained {
        bytes: std::fs::read(&file).with_context(|| file.display().to_string())?,
        weights: card.weights,
        input: card.input,
        training: card.training,
    };
    measured(trained, recipe, (dataset, data), weights_folder)
}

/// Everything that is fitted and measured on the weights as shipped, and the files written.
fn measured(
    trained: Trained,
    recipe: &Recipe,
    (dataset, data): (&Dataset, &Path),
    weights_folder: &Path,
) -> Result<Card> {
    let device = Device::flex();
    let bytes = trained.bytes;
    let mut card = Card {
        format: FORMAT,
        id: recipe.model.clone(),
        version: recipe.version.clone(),
        task: recipe.card.task.clone(),
        classes: recipe.card.classes.clone(),
        groups: recipe.card.groups.clone(),
        input: Input {
            smallest: recipe.input.smallest,
            views: recipe.input.views,
            ..trained.input
        },
        network: recipe.network.clone(),
        graph: None,
        weights: trained.weights,
        calibration: Calibration { temperature: 1.0 },
        thresholds: Thresholds {
            abstain: 0.0,
            margin: MARGIN,
            contrast: 0.0,
            novelty: f32::INFINITY,
        },
        novelty: Novelty::default(),
        known_answer: KnownAnswer {
            seed: KNOWN_SEED,
            size: KNOWN_SIZE,
            logits: Vec::new(),
        },
        figures: Vec::new(),
        reliability: Vec::new(),
        prevalence: BTreeMap::new(),
        training: trained.training,
        limits: recipe.card.limits.clone(),
        licences: recipe.card.licences.clone(),
        details: spotcheck::card::Details,
    };

    // As shipped: rounded to half precision.
    let network = weights::load(&card.architecture(), &card.weights, bytes.clone(), &device)?;
    let train = spread(&dataset.part(Split::Train), OWN);
    let val = dataset.part(Split::Val);
    let train_rows = evaluate::rows(&network, &card.input, &train)?;
    let val_rows = evaluate::rows(&network, &card.input, &val)?;
    let limit;
    (card.novelty, limit) = novelty(
        (&network, &card.input),
        recipe,
        (&train, &train_rows),
        (&val, &val_rows),
        data,
    )?;
    card.calibration.temperature = fit_temperature(|temperature| {
        let scored = evaluate::scored(temperature, &val, &val_rows)?;
        Ok(log_loss(&scored.iter().collect::<Vec<_>>()))
    })?;
    card.thresholds = thresholds(
        &evaluate::scored(card.calibration.temperature, &val, &val_rows)?,
        &val_rows,
        limit,
    )?;
    card.known_answer.logits = known_logits(&network, &card)?;

    let classifier = Classifier::load(card.clone(), bytes.clone(), &device)?;
    let test = dataset.part(Split::Test);
    let rows = evaluate::rows(classifier.network(), &card.input, &test)?;
    let report = evaluate::evaluate_rows(&card, &recipe.data, Split::Test, (&test, &rows))?;
    let strange = strangers::unfamiliar(&classifier, (&test, &rows), recipe, data)?;
    let elsewhere = elsewhere::measure(&classifier, recipe, data)?;
    let intended_use = recipe.card.intended_use.clone();
    let details = Details::of(intended_use, &report, strange.as_ref(), elsewhere);
    card.figures = report.card_figures();
    card.reliability.clone_from(&report.answers);
    card.prevalence.clone_from(&report.prevalence);
    println!("{}", report.to_text());

    let target = weights_folder.join(&card.id);
    std::fs::create_dir_all(&target)?;
    std::fs::write(target.join(WEIGHT_FILE), bytes)?;
    models::write_card(&target.join("card.json"), &card, &details)?;
    models::list(weights_folder, &card)?;
    Ok(card)
}

/// The run in a folder, which must be finished and the recipe's own.
pub fn finished(folder: &Path, (recipe, recipe_path): (&Recipe, &Path)) -> Result<Run> {
    let run = Run::read(folder)?;
    ensure!(
        recipe.trains_as(run.recipe()),
        "{} is not the recipe of the run in {}: by another split its figures would be wrong",
        recipe_path.display(),
        folder.display()
    );
    ensure!(
        run.is_finished(),
        "the run stopped after {} of {} epochs: continue it with train --resume",
        run.epochs_done(),
        recipe.schedule.epochs
    );
    Ok(run)
}

/// A run's averaged weights as they are shipped: batch norms folded, in half precision.
pub fn half_precision(run: &Run) -> Result<Vec<u8>> {
    let device = Device::flex();
    let half = run.averaged(&device)?.folded(&device)?.map(&mut ToHalf);
    Ok(half.into_inner_record().into_bytes()?.to_vec())
}

/// What a card says of half-precision weights.
pub fn weight_file(bytes: &[u8]) -> WeightFile {
    WeightFile {
        file: WEIGHT_FILE.to_owned(),
        bytes: bytes.len() as u64,
        sha256: weights::sha256_hex(bytes),
        dtype: "f16".to_owned(),
    }
}

/// What a card says of a run.
pub fn training(
    (recipe, path): (&Recipe, &Path),
    weights_folder: &Path,
    run: &Run,
) -> Result<Training> {
    Ok(Training {
        recipe: beside(weights_folder, path)?,
        data: recipe.learned_from(),
        seed: recipe.seed,
        epochs: epochs_before(recipe, path)? + run.epochs_done(),
    })
}

/// Pictures with what the network says of them.
type Seen<'seen> = (&'seen [Example], &'seen [Row]);

/// What recognises pictures of something else, and the Gaussian's limit.
fn novelty(
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
fn spread(examples: &[Example], most: usize) -> Vec<Example> {
    let step = examples.len().div_ceil(most).max(1);
    examples.iter().step_by(step).cloned().collect()
}

struct ToHalf;

impl ModuleMapper for ToHalf {
    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        parameter.map(|tensor| tensor.cast(FloatDType::F16))
    }
}

fn known_logits(network: &Network, card: &Card) -> Result<Vec<f32>> {
    let rgba = spotcheck::specimen::lesion(KNOWN_SEED, KNOWN_SIZE, KNOWN_SIZE);
    let picture = spotcheck::Picture::new(&rgba, KNOWN_SIZE, KNOWN_SIZE)?;
    let rgb = picture.prepare(picture.centre_square(), card.input.size)?;
    // Seen once: what the views' mean is made of is checked by that too, in a quarter of the time.
    let input = Input {
        views: Views::One,
        ..card.input.clone()
    };
    let rows = crate::score::forward(network, &input, &[rgb])?;
    Ok(rows
        .into_iter()
        .next()
        .context("no answer to the known picture")?
        .logits)
}

/// A recipe's path from the folder in which the weights folder lies, as cards name it.
fn beside(weights_folder: &Path, recipe: &Path) -> Result<String> {
    let real = |path: &Path| {
        path.canonicalize()
            .with_context(|| format!("{} is not there", path.display()))
    };
    std::fs::create_dir_all(weights_folder)?;
    let (weights, recipe) = (real(weights_folder)?, real(recipe)?);
    let path = weights
        .parent()
        .and_then(|home| recipe.strip_prefix(home).ok())
        .with_context(|| {
            format!(
                "the recipe {} must lie in the folder that holds {}, for others to find it by its card",
                recipe.display(),
                weights.display()
            )
        })?;
    let parts: Vec<_> = path
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    Ok(parts.join("/"))
}

/// Golden-section search for the temperature with the smallest loss, between 1/4 and 4, to three digits.
fn fit_temperature(loss: impl Fn(f32) -> Result<f64>) -> Result<f32> {
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
fn thresholds(scored: &[Scored], rows: &[Row], novelty_limit: f64) -> Result<Thresholds> {
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
