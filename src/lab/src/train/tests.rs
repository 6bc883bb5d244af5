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
