//! From a finished run to a shipped model: half-precision weights and the card, everything measured on those weights.

mod fit;

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

use crate::data::{Dataset, Split};
use crate::details::Details;
use crate::elsewhere;
use crate::evaluate;
use crate::metrics::log_loss;
use crate::models;
use crate::recipe::Recipe;
use crate::reproduce::same_figures;
use crate::strangers;
use crate::train::{Run, epochs_before};
use fit::{fit_temperature, novelty, spread, thresholds};

/// The name of every model's weight file.
pub const WEIGHT_FILE: &str = "weights.bpk";
/// The known-answer picture.
pub const KNOWN_SEED: u32 = 1;
pub const KNOWN_SIZE: u32 = 96;
/// Training pictures that tell what the model's own look like, spread over all: a Gaussian over some forty numbers, and a
/// line through them, need no more.
const OWN: usize = 3000;

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
    measured(trained, recipe, (dataset, data))?.write(weights_folder)
}

/// Publishes the weights that are shipped already once more: what the model refuses, how sure it has to be and all figures
/// are fitted and measured anew, for a recipe whose strangers or words have changed since. What the network itself says of the
/// test part has to come out as its card has it: another split would test it by what it has learned.
///
/// # Errors
/// When the recipe's model is not in that folder, was made by another recipe or from other data, and as [`publish`].
pub fn publish_again(
    (recipe, recipe_path): (&Recipe, &Path),
    (dataset, data): (&Dataset, &Path),
    weights_folder: &Path,
) -> Result<Card> {
    let card = models::card(weights_folder, &recipe.model)?;
    let place = models::card_path(weights_folder, &card.id)?;
    ensure!(
        place.starts_with(weights_folder),
        "the card of {} is {}: name the folder that holds its models with --weights",
        card.id,
        place.display()
    );
    let codes = |classes: &[Class]| -> Vec<String> {
        classes.iter().map(|class| class.code.clone()).collect()
    };
    ensure!(
        card.training.recipe == beside(weights_folder, recipe_path)?
            && (&card.network, card.input.size, card.training.seed)
                == (&recipe.network, recipe.input.size, recipe.seed)
            && card.training.data == recipe.learned_from()
            && codes(&card.classes) == codes(&recipe.card.classes),
        "{} {} was not made by {}: train it anew",
        card.id,
        card.version,
        recipe_path.display()
    );
    let file = place.with_file_name(&card.weights.file);
    let trained = Trained {
        bytes: std::fs::read(&file).with_context(|| file.display().to_string())?,
        weights: card.weights.clone(),
        input: card.input.clone(),
        training: card.training.clone(),
    };
    let published = measured(trained, recipe, (dataset, data))?;
    let said = |card: &Card| {
        let unfitted = card.figures.iter();
        let unfitted = unfitted.filter(|figure| UNFITTED.contains(&figure.name.as_str()));
        unfitted.cloned().collect::<Vec<_>>()
    };
    ensure!(
        same_figures(&said(&card), &said(&published.card)),
        "the test part is not the one that {} {} was measured on: by another split its figures would be wrong",
        card.id,
        card.version
    );
    published.write(weights_folder)
}

/// What hangs on the weights alone, and on no temperature and threshold.
const UNFITTED: [&str; 2] = ["accuracy", "balanced accuracy"];

/// A model with all that is written of it.
struct Published {
    card: Card,
    details: Details,
    bytes: Vec<u8>,
}

impl Published {
    fn write(self, weights_folder: &Path) -> Result<Card> {
        let target = weights_folder.join(&self.card.id);
        std::fs::create_dir_all(&target)?;
        std::fs::write(target.join(WEIGHT_FILE), self.bytes)?;
        models::write_card(&target.join("card.json"), &self.card, &self.details)?;
        models::list(weights_folder, &self.card)?;
        Ok(self.card)
    }
}

/// Everything that is fitted and measured on the weights as shipped.
fn measured(
    trained: Trained,
    recipe: &Recipe,
    (dataset, data): (&Dataset, &Path),
) -> Result<Published> {
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
            margin: fit::MARGIN,
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

    Ok(Published {
        card,
        details,
        bytes,
    })
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
