//! Cross-validation: for data sets so small, or so poor in what they say of their pictures, that one test part
//! would be a matter of luck.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::backend::Backend;
use crate::data::{self, Split};
use crate::evaluate;
use crate::recipe::Recipe;
use crate::report::{self, Report, Subject};
use crate::train::{self, Options, Places, Run};

/// How the folds are trained.
#[derive(Debug, Clone, Copy)]
pub struct How {
    /// How many parts, each the test part once.
    pub folds: usize,
    /// Where it is computed.
    pub backend: Backend,
    /// Stop at a picture that can't be read, instead of leaving it out.
    pub strict: bool,
}

/// Trains one network a fold, each into a folder of its own within `folder`, and scores every picture by the
/// network that has not seen it. What is done already is not done again.
///
/// # Errors
/// As [`train::train`] and [`report::build`].
pub fn run(recipe: &Recipe, places: Places<'_>, folder: &Path, how: How) -> Result<Report> {
    let How {
        folds,
        backend,
        strict,
    } = how;
    ensure!(folds > 1, "cross-validation needs at least two folds");
    let options = Options {
        resume: true,
        limit: None,
        backend,
    };
    let mut scored = Vec::new();
    for fold in 0..folds {
        let mut recipe = recipe.clone();
        recipe.data.split.folds = folds;
        recipe.data.split.fold = fold;
        println!("fold {} of {folds}", fold + 1);
        let mut dataset = data::open_with_more(&recipe.data, &recipe.more, places.data)?;
        dataset.examples = data::readable(dataset.examples, strict)?;
        let own = folder.join(format!("fold-{fold}"));
        train::train(&recipe, places, &dataset, &own, options)?;
        let test = dataset.part(Split::Test);
        scored.extend(evaluate::score_run(&mut Run::read(&own)?, &test)?);
    }
    report::build(subject(recipe, folds), &scored)
}

fn subject(recipe: &Recipe, folds: usize) -> Subject {
    Subject {
        model: recipe.model.clone(),
        version: String::new(),
        title: recipe.card.task.title.clone(),
        data: recipe.data.name.clone(),
        split: match recipe.data.grouped_by.as_str() {
            "" => format!("{folds}-fold cross-validation"),
            group => format!("{folds}-fold cross-validation (by {group})"),
        },
        classes: recipe.card.classes.clone(),
        groups: recipe.card.groups.clone(),
        abstain: None,
        limits: recipe.card.limits.clone(),
        command: String::new(),
    }
}
