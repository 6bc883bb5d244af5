//! Training in stages: a recipe that goes on from another one's run, as when a network learns from small pictures
//! first and from larger ones then.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use spotcheck::networks::Network;
use spotcheck::networks::graph::NodeTensors;

use super::{Options, Places, Run, train};
use crate::data::Dataset;
use crate::recipe::Recipe;

/// More stages than this, one on the other, go round in a circle.
const MOST: usize = 4;

/// Trains the recipe at `path` into `folder`; before that, the one it goes on from, where that is not done yet, and so on.
/// All draw by the last one's seed. Each one's run has the name of its file with the seed, beside `folder`, and is always continued. `opened` gives a recipe's data set.
///
/// # Errors
/// As [`train`] and `opened`, and when the recipes do not fit together.
pub fn train_in_stages(
    recipe: (&Recipe, &Path),
    places: Places<'_>,
    opened: impl Fn(&Recipe) -> Result<Dataset>,
    folder: &Path,
    options: Options,
) -> Result<()> {
    let before = stages_before(recipe, folder)?;
    let mut done: Option<&Path> = None;
    for (earlier, run) in &before {
        println!("first {}", run.display());
        let resumed = Options {
            resume: true,
            ..options
        };
        let places = Places {
            first_stage: done,
            ..places
        };
        train(earlier, places, &opened(earlier)?, run, resumed)?;
        if !Run::read(run)?.is_finished() {
            return Ok(());
        }
        done = Some(run);
    }
    let places = Places {
        first_stage: done,
        ..places
    };
    train(recipe.0, places, &opened(recipe.0)?, folder, options)
}

/// The recipes that this one goes on from, the earliest first, and where their runs lie.
fn stages_before(
    (recipe, path): (&Recipe, &Path),
    folder: &Path,
) -> Result<Vec<(Recipe, PathBuf)>> {
    let mut stages = Vec::new();
    let (mut recipe, mut path) = (recipe.clone(), path.to_owned());
    while let Some((earlier, earlier_path, run)) = stage_before(&recipe, &path, folder)? {
        ensure!(
            stages.len() < MOST,
            "{} goes on from too many recipes",
            path.display()
        );
        stages.push((earlier.clone(), run));
        (recipe, path) = (earlier, earlier_path);
    }
    stages.reverse();
    Ok(stages)
}

/// How many epochs the stages before the last have together.
///
/// # Errors
/// When one can't be read, or does not fit to the next.
pub fn epochs_before(recipe: &Recipe, path: &Path) -> Result<usize> {
    let stages = stages_before((recipe, path), Path::new("run"))?;
    Ok(stages.iter().map(|(stage, _)| stage.schedule.epochs).sum())
}

/// The recipe that this one goes on from, with its path, and where its run lies.
fn stage_before(
    recipe: &Recipe,
    path: &Path,
    folder: &Path,
) -> Result<Option<(Recipe, PathBuf, PathBuf)>> {
    let transfer = recipe.transfer.as_ref();
    let Some(name) = transfer.and_then(|transfer| transfer.recipe.as_ref()) else {
        return Ok(None);
    };
    let path = path.parent().unwrap_or(Path::new("")).join(name);
    let mut first = Recipe::read(&path)?;
    first.seed = recipe.seed;
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
    let stem = path.file_stem().context("transfer.recipe names no file")?;
    let run = folder.with_file_name(format!("{}-{}", stem.display(), first.seed));
    Ok(Some((first, path, run)))
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
