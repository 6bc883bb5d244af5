//! From a finished run to a shipped outline network.

use std::path::Path;

use anyhow::Result;
use burn::tensor::Device;
use spotcheck::card::{FORMAT, KnownAnswer};
use spotcheck::outline::{OutlineCard, Outliner};

use super::measure::{MASKS, measure};
use crate::data::{Dataset, Split};
use crate::models;
use crate::publish::{
    KNOWN_SEED, KNOWN_SIZE, WEIGHT_FILE, finished, half_precision, training, weight_file,
};
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
        weights: weight_file(&bytes),
        known_answer: KnownAnswer {
            seed: KNOWN_SEED,
            size: KNOWN_SIZE,
            logits: Vec::new(),
        },
        figures: Vec::new(),
        training: training((recipe, recipe_path), weights_folder, &run)?,
        limits: recipe.card.limits.clone(),
        licences: recipe.card.licences.clone(),
    };
    let outliner = Outliner::load(card.clone(), bytes.clone(), &Device::flex())?;
    card.known_answer.logits = pollster::block_on(outliner.known_answer())?;
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
