//! From a finished run to a shipped outline network.

use std::path::Path;

use anyhow::Result;
use burn::tensor::Device;
use spotcheck::card::{FORMAT, KnownAnswer, Training, WeightFile};
use spotcheck::outline::{OutlineCard, Outliner, sampled};
use spotcheck::picture::normalise;
use spotcheck::{Picture, weights};

use super::measure::{MASKS, measure};
use crate::data::{Dataset, Split};
use crate::models;
use crate::publish::{KNOWN_SEED, KNOWN_SIZE, WEIGHT_FILE, beside, finished, half_precision};
use crate::recipe::Recipe;

/// Publishes a run's averaged weights, as [`crate::publish::publish`] does those of a model.
///
/// # Errors
/// When the run is not finished, is another recipe's, or a file can't be written.
pub fn publish(
    folder: &Path,
    (recipe, recipe_path): (&Recipe, &Path),
    (dataset, data): (&Dataset, &Path),
    weights_folder: &Path,
) -> Result<OutlineCard> {
    let mut run = finished(folder, (recipe, recipe_path))?;
    let bytes = half_precision(&run)?;
    let mut card = OutlineCard {
        format: FORMAT,
        id: recipe.model.clone(),
        version: recipe.version.clone(),
        input: run.input(|| anyhow::bail!("the run has no input statistics"))?,
        network: recipe.network.clone(),
        weights: WeightFile {
            file: WEIGHT_FILE.to_owned(),
            bytes: bytes.len() as u64,
            sha256: weights::sha256_hex(&bytes),
            dtype: "f16".to_owned(),
        },
        known_answer: KnownAnswer {
            seed: KNOWN_SEED,
            size: KNOWN_SIZE,
            logits: Vec::new(),
        },
        figures: Vec::new(),
        training: Training {
            recipe: beside(weights_folder, recipe_path)?,
            data: recipe.data.name.clone(),
            seed: recipe.seed,
            epochs: run.epochs_done(),
        },
        limits: recipe.card.limits.clone(),
        licences: recipe.card.licences.clone(),
    };
    card.known_answer.logits = known_logits(&card, bytes.clone())?;
    let outliner = Outliner::load(card.clone(), bytes.clone(), &Device::flex())?;
    let masks = data.join(&recipe.data.folder).join(MASKS);
    let part = recipe.data.part_name(Split::Test);
    let told = (recipe.data.name.as_str(), part.as_str());
    let tracing = measure(&outliner, &masks, told, &dataset.part(Split::Test))?;
    println!("{}", tracing.to_text());
    card.figures = tracing.figures;

    let target = weights_folder.join(&card.id);
    std::fs::create_dir_all(&target)?;
    std::fs::write(target.join(WEIGHT_FILE), bytes)?;
    models::write_json(&target.join("card.json"), &card)?;
    models::list_outline(weights_folder, &card)?;
    Ok(card)
}

fn known_logits(card: &OutlineCard, bytes: Vec<u8>) -> Result<Vec<f32>> {
    let device = Device::flex();
    let network = weights::load(&card.architecture(), &card.weights, bytes, &device)?;
    let rgba = spotcheck::specimen::lesion(KNOWN_SEED, KNOWN_SIZE, KNOWN_SIZE);
    let picture = Picture::new(&rgba, KNOWN_SIZE, KNOWN_SIZE)?;
    let rgb = picture.prepare(picture.centre_square(), card.input.size)?;
    let output = network.forward(normalise(&rgb, &card.input, &device));
    Ok(sampled(
        &output.logits.try_into_data()?.try_to_vec::<f32>()?,
    ))
}
