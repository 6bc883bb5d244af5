//! Training in stages: a recipe that goes on from another one's run, as when a network learns from small pictures
//! first and from larger ones then.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use spotcheck::networks::Network;
use spotcheck::networks::graph::NodeTensors;

use super::{Options, Places, Run, train};
use crate::data::Dataset;
use crate::recipe::Recipe;

/// Trains the recipe at `path` into `folder`; before that, the one it goes on from, where that is not done yet. The
/// first one's run has the name of its file, beside `folder`, and is always continued.
///
/// # Errors
/// As [`train`], and when the two recipes do not fit together.
pub fn train_in_stages(
    (recipe, path): (&Recipe, &Path),
    places: Places<'_>,
    dataset: &Dataset,
    folder: &Path,
    options: Options,
) -> Result<()> {
    let Some((first, first_folder)) = first_stage(recipe, path, folder)? else {
        return train(recipe, places, dataset, folder, options);
    };
    println!("first {}", first_folder.display());
    let resumed = Options {
        resume: true,
        ..options
    };
    train(&first, places, dataset, &first_folder, resumed)?;
    if !Run::read(&first_folder)?.is_finished() {
        return Ok(());
    }
    let places = Places {
        first_stage: Some(&first_folder),
        ..places
    };
    train(recipe, places, dataset, folder, options)
}

/// The recipe that this one goes on from, and where its run lies.
fn first_stage(recipe: &Recipe, path: &Path, folder: &Path) -> Result<Option<(Recipe, PathBuf)>> {
    let transfer = recipe.transfer.as_ref();
    let Some(name) = transfer.and_then(|transfer| transfer.recipe.as_ref()) else {
        return Ok(None);
    };
    let path = path.parent().unwrap_or(Path::new("")).join(name);
    let first = Recipe::read(&path)?;
    let codes = |recipe: &Recipe| -> Vec<String> {
        let classes = recipe.card.classes.iter();
        classes.map(|class| class.code.clone()).collect()
    };
    ensure!(
        first.network == recipe.network
            && first.data == recipe.data
            && first.input.normalisation == recipe.input.normalisation
            && codes(&first) == codes(recipe),
        "{} can't be gone on from: its network, data, classes or normalisation are others",
        path.display()
    );
    ensure!(
        first
            .transfer
            .as_ref()
            .is_none_or(|transfer| transfer.recipe.is_none()),
        "{} goes on from a recipe itself: two stages are the most",
        path.display()
    );
    let stem = path.file_stem().context("transfer.recipe names no file")?;
    Ok(Some((first, folder.with_file_name(stem))))
}

/// What the run in that folder came to.
pub fn weights_of(folder: &Path) -> Result<Vec<NodeTensors>> {
    let run = Run::read(folder)?;
    ensure!(
        run.is_finished(),
        "the run in {} is not finished",
        folder.display()
    );
    match run.averaged(&burn::tensor::Device::flex())? {
        Network::Graph(graph) => Ok(graph.tensors()),
        Network::Skin28(_) => bail!("the network in {} is no graph", folder.display()),
    }
}
