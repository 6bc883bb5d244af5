use super::*;
use crate::testing::drawn_dataset;
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

#[test]
fn a_run_that_was_broken_off_continues_to_the_same_weights() {
    let folder = tempfile::tempdir().unwrap();
    let dataset = drawn_dataset(&folder.path().join("data"), 28);
    let (whole, broken) = (folder.path().join("whole"), folder.path().join("broken"));
    train(
        &tiny(),
        places(folder.path()),
        &dataset,
        &whole,
        Options::default(),
    )
    .unwrap();
    train(
        &tiny(),
        places(folder.path()),
        &dataset,
        &broken,
        one_epoch(),
    )
    .unwrap();
    assert_ne!(weights(&whole), weights(&broken));
    train(&tiny(), places(folder.path()), &dataset, &broken, resumed()).unwrap();
    assert_eq!(Run::read(&broken).unwrap().epochs_done(), 3);
    assert!(
        weights(&whole) == weights(&broken),
        "the resumed run came to other weights"
    );
}

#[test]
fn a_run_is_neither_overwritten_nor_continued_by_another_recipe() {
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
    let mut other = tiny();
    other.seed += 1;
    let message = train(&other, places(folder.path()), &dataset, &run, resumed())
        .unwrap_err()
        .to_string();
    assert!(message.contains("another recipe"), "{message}");
}

#[test]
fn a_transferred_run_resumes_to_the_same_weights_across_the_thaw() {
    let folder = tempfile::tempdir().unwrap();
    let mut dataset = drawn_dataset(&folder.path().join("data"), 28);
    dataset.classes.truncate(2);
    for example in &mut dataset.examples {
        example.label %= 2;
    }
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut recipe = Recipe::read(&repository.join("recipes/glaucoma.toml")).unwrap();
    dataset.classes = recipe
        .card
        .classes
        .iter()
        .map(|class| class.code.clone())
        .collect();
    recipe.input.size = 32;
    recipe.schedule.epochs = 2;
    recipe.schedule.batch = 8;
    let transfer = recipe.transfer.as_mut().unwrap();
    // From a model of this repository: the ImageNet backbones are not at hand everywhere.
    transfer.backbone = None;
    transfer.model = Some("glaucoma".to_owned());
    transfer.head_epochs = 1;
    transfer.learn_from = Some("block_13_expand".to_owned());
    let weights_folder = repository.join("weights");
    let places = Places {
        data: folder.path(),
        weights: &weights_folder,
    };
    let (whole, broken) = (folder.path().join("whole"), folder.path().join("broken"));
    train(&recipe, places, &dataset, &whole, Options::default()).unwrap();
    train(&recipe, places, &dataset, &broken, one_epoch()).unwrap();
    train(&recipe, places, &dataset, &broken, resumed()).unwrap();
    assert!(
        weights(&whole) == weights(&broken),
        "the resumed run came to other weights"
    );
}

#[test]
fn class_weights_are_inverse_to_the_counts_and_one_on_average() {
    assert_eq!(class_weights(&[1, 3]), [2.0, 4.0 / 6.0]);
    let counts = [6_705, 1_113, 1_099, 514, 327, 142, 115];
    let weighed: f32 = class_weights(&counts)
        .iter()
        .zip(counts)
        .map(|(weight, count)| weight * count as f32)
        .sum();
    assert!((weighed / counts.iter().sum::<usize>() as f32 - 1.0).abs() < 1e-5);
    // A class without pictures divides by nothing.
    assert!(
        class_weights(&[0, 4])
            .iter()
            .all(|weight| weight.is_finite())
    );
}
