use super::*;
use crate::testing::{drawn_dataset, generator};
use std::collections::HashMap;

fn tiny() -> Recipe {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recipes/skin28.toml");
    let mut recipe = Recipe::read(&path).unwrap();
    recipe.schedule.epochs = 3;
    recipe.schedule.batch = 8;
    recipe
}

/// A recipe from scratch needs neither.
fn places(folder: &Path) -> Places<'_> {
    Places {
        data: folder,
        weights: folder,
        first_stage: None,
    }
}

fn one_epoch() -> Options {
    Options {
        limit: Some(1),
        ..Options::default()
    }
}

fn resumed() -> Options {
    Options {
        resume: true,
        ..Options::default()
    }
}

fn weights(folder: &Path) -> HashMap<String, Vec<f32>> {
    average::values_of(
        &Run::read(folder)
            .unwrap()
            .averaged(&Device::flex())
            .unwrap(),
    )
}

/// Trains a recipe in one go, and another time broken off after an epoch and resumed: both come to the same weights.
/// Gives the folder of the first.
fn resumes_to_the_same(
    recipe: &Recipe,
    places: Places<'_>,
    dataset: &Dataset,
    folder: &Path,
) -> std::path::PathBuf {
    let (whole, broken) = (folder.join("whole"), folder.join("broken"));
    train(recipe, places, dataset, &whole, Options::default()).unwrap();
    train(recipe, places, dataset, &broken, one_epoch()).unwrap();
    assert_eq!(Run::read(&broken).unwrap().epochs_done(), 1);
    assert!(weights(&whole) != weights(&broken), "one epoch was all");
    train(recipe, places, dataset, &broken, resumed()).unwrap();
    assert_eq!(
        Run::read(&broken).unwrap().epochs_done(),
        recipe.schedule.epochs
    );
    assert!(
        weights(&whole) == weights(&broken),
        "the resumed run came to other weights"
    );
    whole
}

#[test]
fn a_run_that_was_broken_off_continues_to_the_same_weights() {
    let _held = generator();
    let folder = tempfile::tempdir().unwrap();
    let dataset = drawn_dataset(&folder.path().join("data"), 28);
    resumes_to_the_same(&tiny(), places(folder.path()), &dataset, folder.path());
}

#[test]
fn a_run_is_neither_overwritten_nor_continued_by_another_recipe() {
    let _held = generator();
    let folder = tempfile::tempdir().unwrap();
    let dataset = drawn_dataset(&folder.path().join("data"), 14);
    let run = folder.path().join("run");
    train(&tiny(), places(folder.path()), &dataset, &run, one_epoch()).unwrap();
    let message = train(
        &tiny(),
        places(folder.path()),
        &dataset,
        &run,
        Options::default(),
    )
    .unwrap_err()
    .to_string();
    assert!(message.contains("--resume"), "{message}");
    // What is said on the card may be written anew: it is the same run.
    let mut reworded = tiny();
    reworded.card.limits.push("Another limit.".to_owned());
    let again = Options {
        limit: Some(0),
        ..resumed()
    };
    train(&reworded, places(folder.path()), &dataset, &run, again).unwrap();
    let mut other = tiny();
    other.seed += 1;
    let message = train(&other, places(folder.path()), &dataset, &run, resumed())
        .unwrap_err()
        .to_string();
    assert!(message.contains("another recipe"), "{message}");
}

/// A network that goes on from `glaucoma`, its head first, and pictures for it; smaller ones, if that is said.
fn transferred(folder: &Path, size: Option<u32>) -> (Recipe, Dataset) {
    let mut dataset = drawn_dataset(&folder.join("data"), 28);
    for example in &mut dataset.examples {
        example.label %= 2;
    }
    let mut recipe = Recipe::read(&repository().join("recipes/glaucoma.toml")).unwrap();
    let classes = recipe.card.classes.iter();
    dataset.classes = classes.map(|class| class.code.clone()).collect();
    recipe.input.size = size.unwrap_or(recipe.input.size);
    recipe.schedule.epochs = 2;
    recipe.schedule.batch = 8;
    let transfer = recipe.transfer.as_mut().unwrap();
    // From a model of this repository: the ImageNet backbones are not at hand everywhere.
    transfer.backbone = None;
    transfer.model = Some("glaucoma".to_owned());
    transfer.head_epochs = 1;
    transfer.learn_from = Some("block_13_expand".to_owned());
    (recipe, dataset)
}

fn repository() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn a_transferred_run_resumes_to_the_same_weights_across_the_thaw() {
    let _held = generator();
    let folder = tempfile::tempdir().unwrap();
    let (recipe, dataset) = transferred(folder.path(), Some(32));
    let weights_folder = repository().join("weights");
    let places = Places {
        data: folder.path(),
        weights: &weights_folder,
        first_stage: None,
    };
    resumes_to_the_same(&recipe, places, &dataset, folder.path());
}

#[test]
fn a_taught_run_resumes_to_the_same_weights_and_others_than_untaught() {
    let _held = generator();
    let folder = tempfile::tempdir().unwrap();
    let (mut recipe, dataset) = transferred(folder.path(), None);
    recipe.teaching = Some(crate::recipe::Teaching {
        models: vec!["glaucoma".to_owned()],
        temperature: 2.0,
        share: 0.5,
    });
    let weights_folder = repository().join("weights");
    let places = Places {
        data: folder.path(),
        weights: &weights_folder,
        first_stage: None,
    };
    let taught = resumes_to_the_same(&recipe, places, &dataset, folder.path());
    recipe.teaching = None;
    let untaught = folder.path().join("untaught");
    train(&recipe, places, &dataset, &untaught, Options::default()).unwrap();
    assert!(
        weights(&taught) != weights(&untaught),
        "nobody was listened to"
    );
}

#[test]
fn a_run_that_meets_strangers_resumes_to_the_same_weights_and_others_than_without() {
    let _held = generator();
    let folder = tempfile::tempdir().unwrap();
    let dataset = drawn_dataset(&folder.path().join("data"), 16);
    let mut recipe = tiny();
    recipe.schedule.epochs = 2;
    recipe.schedule.strangers = 0.25;
    recipe.strangers = Some(crate::recipe::Strangers {
        drawn: 10,
        folders: Vec::new(),
    });
    let places = places(folder.path());
    let whole = resumes_to_the_same(&recipe, places, &dataset, folder.path());
    let plain = Recipe {
        strangers: None,
        ..recipe.clone()
    };
    // What it learned from decides what it came to: the run is no longer one of that recipe.
    assert!(!plain.trains_as(&recipe));
    recipe.schedule.strangers = 0.0;
    let without = folder.path().join("without");
    train(&recipe, places, &dataset, &without, Options::default()).unwrap();
    assert!(
        weights(&whole) != weights(&without),
        "they made no difference"
    );
    let unnamed = Recipe {
        strangers: None,
        ..recipe.clone()
    };
    assert!(unnamed.trains_as(&recipe), "unused, they decide nothing");
    let mut published_otherwise = recipe.clone();
    published_otherwise.input.views = Views::Mirrored;
    published_otherwise.input.smallest = Some(20);
    published_otherwise.model.push_str("-again");
    assert!(published_otherwise.trains_as(&recipe));
    let mut learned_from_more = recipe.clone();
    learned_from_more.more.push(recipe.data.clone());
    assert!(!learned_from_more.trains_as(&recipe));
}

/// Writes two recipes, the second of which goes on from the first: on drawn pictures, from a model of this repository.
fn two_stages(folder: &Path) -> std::path::PathBuf {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let base = repository
        .join("recipes/glaucoma.toml")
        .canonicalize()
        .unwrap();
    let schedule = "epochs = 1\nbatch = 8\nlearning_rate = 1e-3\nwarm_up = 0.0\nweight_decay = 0.0\n\
                    label_smoothing = 0.0\naverage = 0.0\n";
    let first = format!(
        "base = '{}'\n[input]\nsize = 32\nnormalisation = 'symmetric'\n[transfer]\nmodel = 'glaucoma'\n\
         learn_from = 'block_16_expand'\n[schedule]\n{schedule}",
        base.display()
    );
    std::fs::write(folder.join("first.toml"), first).unwrap();
    let second = "base = 'first.toml'\n[input]\nsize = 64\nnormalisation = 'symmetric'\n[transfer]\n\
                  recipe = 'first.toml'\nlearn_from = 'head_hidden'\n";
    let path = folder.join("second.toml");
    std::fs::write(&path, second).unwrap();
    path
}

#[test]
fn a_second_stage_goes_on_from_what_the_first_came_to() {
    let _held = generator();
    let folder = tempfile::tempdir().unwrap();
    let path = two_stages(folder.path());
    let mut recipe = Recipe::read(&path).unwrap();
    let mut dataset = drawn_dataset(&folder.path().join("data"), 16);
    dataset.classes = vec!["normal".to_owned(), "glaucoma".to_owned()];
    for example in &mut dataset.examples {
        example.label %= 2;
    }
    let weights_folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../weights");
    let places = Places {
        data: folder.path(),
        weights: &weights_folder,
        first_stage: None,
    };
    let run = folder.path().join("runs/second");
    let opened = std::cell::RefCell::new(Vec::new());
    let open = |recipe: &Recipe| {
        opened.borrow_mut().push(recipe.input.size);
        Ok(dataset.clone())
    };
    recipe.seed = 7;
    train_in_stages((&recipe, &path), places, open, &run, Options::default()).unwrap();
    // Each stage learns from what its own recipe names.
    assert_eq!(*opened.borrow(), [32, 64]);
    let (first, second) = (folder.path().join("runs/first-7"), weights(&run));
    assert_eq!(Run::read(&first).unwrap().recipe().seed, 7);
    let first = weights(&first);
    let of_layer = |prefix: &str| {
        let Network::Graph(graph) = Run::read(&run).unwrap().averaged(&Device::flex()).unwrap()
        else {
            panic!("a backbone is a graph");
        };
        let place = graph.spec().position(prefix).unwrap();
        format!("Graph.layers.{place}.")
    };
    // The last convolution learned in the first stage alone, the head in both.
    let (conv, head) = (of_layer("Conv_1"), of_layer("head_logits"));
    let mut seen = (0, 0);
    for (name, values) in &second {
        if name.starts_with(&conv) {
            assert_eq!(first[name], *values, "{name}");
            seen.0 += 1;
        }
        if name.starts_with(&head) {
            assert_ne!(first[name], *values, "{name}");
            seen.1 += 1;
        }
    }
    assert!(seen.0 > 0 && seen.1 > 0, "{seen:?}");
    let message = train(
        &recipe,
        places,
        &dataset,
        &folder.path().join("alone"),
        one_epoch(),
    )
    .unwrap_err()
    .to_string();
    assert!(message.contains("first.toml"), "{message}");
}

#[test]
fn a_second_stage_of_another_network_is_refused() {
    let _held = generator();
    let folder = tempfile::tempdir().unwrap();
    let path = two_stages(folder.path());
    let recipe = Recipe {
        network: "mobilenet-v2-1.0".to_owned(),
        ..Recipe::read(&path).unwrap()
    };
    let dataset = drawn_dataset(&folder.path().join("data"), 8);
    let run = folder.path().join("run");
    let message = train_in_stages(
        (&recipe, &path),
        places(folder.path()),
        |_: &Recipe| Ok(dataset.clone()),
        &run,
        one_epoch(),
    )
    .unwrap_err()
    .to_string();
    assert!(message.contains("can't be gone on from"), "{message}");
}

mod masks;
