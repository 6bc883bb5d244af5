//! Cross-validation: for data sets so small, or so poor in what they say of their pictures, that one test part
//! would be a matter of luck.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::backend::Backend;
use crate::data::{self, Split};
use crate::recipe::Recipe;
use crate::report::{self, Report, Subject};
use crate::train::{self, Options, Places, Run};
use crate::{evaluate, models};

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
    refuse_learned(recipe, places.weights)?;
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

/// A model that learned this data set has seen every fold's test part.
fn refuse_learned(recipe: &Recipe, weights: &Path) -> Result<()> {
    let transferred = recipe.transfer.iter().filter_map(|one| one.model.as_ref());
    let teachers = recipe.teaching.iter().flat_map(|teaching| &teaching.models);
    for id in transferred.chain(teachers) {
        let card = models::card(weights, id)?;
        let learned = card.training.data.split(", ");
        let own = learned.clone().find(|name| *name == recipe.data.name);
        ensure!(
            own.is_none(),
            "the model {id}, which the recipe goes on from, has learned {}: a fold's test part would be nothing new to it",
            recipe.data.name
        );
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::generator;

    /// A recipe for `pictures`, a table of 24 drawn ones in twelve groups, in `folder`.
    fn drawn(folder: &Path) -> Recipe {
        let data = folder.join("pictures");
        std::fs::create_dir(&data).unwrap();
        let mut table = "image,label,group\n".to_owned();
        for number in 0..24u32 {
            let rgba = spotcheck::specimen::lesion(number, 40, 40);
            let picture = image::RgbaImage::from_raw(40, 40, rgba).unwrap();
            picture.save(data.join(format!("{number}.png"))).unwrap();
            let label = if number % 4 < 2 { "normal" } else { "glaucoma" };
            let row = [
                format!("{number}.png"),
                label.to_owned(),
                format!("G{}\n", number / 2),
            ];
            table.push_str(&row.join(","));
        }
        std::fs::write(data.join("labels.csv"), table).unwrap();
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recipes/glaucoma.toml");
        let text = format!(
            "base = '{}'\n[input]\nsize = 32\nnormalisation = 'symmetric'\n\
             [transfer]\nmodel = 'glaucoma'\nlearn_from = 'head_hidden'\n\
             [data]\nname = 'drawn'\nfolder = 'pictures'\nlayout = 'table'\nsplit = {{ val_share = 0.3 }}\n\
             classes = [{{ code = 'normal' }}, {{ code = 'glaucoma' }}]\n\
             [schedule]\nepochs = 1\nbatch = 4\nlearning_rate = 1e-3\nwarm_up = 0.0\nweight_decay = 0.0\n\
             label_smoothing = 0.0\naverage = 0.0\n",
            base.canonicalize().unwrap().display()
        );
        let path = folder.join("drawn.toml");
        std::fs::write(&path, text).unwrap();
        Recipe::read(&path).unwrap()
    }

    fn validated(recipe: &Recipe, folder: &Path) -> Result<Report> {
        let weights = models::folder(None).unwrap();
        let places = Places {
            data: folder,
            weights: &weights,
            first_stage: None,
        };
        let how = How {
            folds: 3,
            backend: Backend::default(),
            strict: true,
        };
        run(recipe, places, &folder.join("run"), how)
    }

    #[test]
    fn each_picture_is_scored_once_by_the_network_that_has_not_seen_its_group() {
        let _held = generator();
        let folder = tempfile::tempdir().unwrap();
        let recipe = drawn(folder.path());
        let report = validated(&recipe, folder.path()).unwrap();
        assert_eq!((report.n, report.n_groups), (24, 12));
        assert_eq!(report.split, "3-fold cross-validation");

        // What each fold was trained by, and scores.
        let mut tested = Vec::new();
        for fold in 0..3 {
            let run = Run::read(&folder.path().join(format!("run/fold-{fold}"))).unwrap();
            assert!(run.is_finished());
            let split = &run.recipe().data.split;
            assert_eq!((split.folds, split.fold), (3, fold));
            let dataset = data::open(&run.recipe().data, &folder.path().join("pictures")).unwrap();
            let groups = |part| -> Vec<String> {
                let examples = dataset.part(part).into_iter();
                examples.map(|example| example.group).collect()
            };
            let (train, test) = (groups(Split::Train), groups(Split::Test));
            assert!(!test.iter().any(|group| train.contains(group)));
            let names = dataset.part(Split::Test).into_iter();
            tested.extend(names.map(|example| example.picture.name()));
        }
        tested.sort();
        tested.dedup();
        assert_eq!(tested.len(), 24);

        // Done once, it is not done again.
        let again = validated(&recipe, folder.path()).unwrap();
        assert_eq!(again.confusion, report.confusion);
    }

    #[test]
    fn a_model_that_learned_the_same_data_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut recipe = drawn(folder.path());
        let own = models::card(&models::folder(None).unwrap(), "glaucoma").unwrap();
        recipe.data.name = own.training.data;
        let message = validated(&recipe, folder.path()).unwrap_err().to_string();
        assert!(
            message.starts_with("the model glaucoma, which"),
            "{message}"
        );
    }
}
