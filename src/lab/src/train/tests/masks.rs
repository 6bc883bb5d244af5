//! Training by outlines: alone, and beside the classes.

use super::*;

/// Drawn pictures in the recipe's data folder, each with a mask of its dark places.
fn masked(home: &Path) -> Dataset {
    let dataset = drawn_dataset(home, 24);
    std::fs::create_dir(home.join(MASKS)).unwrap();
    for example in &dataset.examples {
        let name = example.picture.name();
        let picture = image::open(&name).unwrap().to_luma8();
        let mask = image::GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
            let dark = picture.get_pixel(x, y).0[0] < 130;
            image::Luma([if dark { 255 } else { 0 }])
        });
        let name = Path::new(&name).file_name().unwrap();
        mask.save(home.join(MASKS).join(name)).unwrap();
    }
    dataset
}

/// That training says so where the mask of the fourth picture is gone.
fn misses_a_mask(recipe: &Recipe, dataset: &Dataset, folder: &Path) {
    let home = folder.join(&recipe.data.folder);
    std::fs::remove_file(home.join(MASKS).join("3.png")).unwrap();
    let run = folder.join("next");
    let message = train(recipe, places(folder), dataset, &run, one_epoch())
        .unwrap_err()
        .to_string();
    assert!(message.contains("3_segmentation.png"), "{message}");
}

#[test]
fn outlines_are_learned_and_resumed_to_the_same_weights() {
    let _held = generator();
    let folder = tempfile::tempdir().unwrap();
    let mut recipe = Recipe::read(&repository().join("recipes/outline.toml")).unwrap();
    recipe.transfer = None;
    recipe.input.size = 32;
    recipe.schedule.epochs = 2;
    recipe.schedule.batch = 8;
    recipe.augmentation.faults = 0.0;
    let mut dataset = masked(&folder.path().join(&recipe.data.folder));
    dataset.classes = vec!["lesion".to_owned()];
    for example in &mut dataset.examples {
        example.label = 0;
    }
    let whole = resumes_to_the_same(&recipe, places(folder.path()), &dataset, folder.path());
    let log = std::fs::read_to_string(whole.join("log.csv")).unwrap();
    let rows: Vec<Vec<&str>> = log.lines().map(|line| line.split(',').collect()).collect();
    let at = rows[0].iter().position(|&name| name == "val_overlap");
    let loss = |row: &[&str]| row[1].parse::<f64>().unwrap();
    assert!(loss(&rows[2]) < loss(&rows[1]), "{log}");
    let overlap: f64 = rows[2][at.unwrap()].parse().unwrap();
    assert!((0.0..=1.0).contains(&overlap), "{log}");
    misses_a_mask(&recipe, &dataset, folder.path());
}

#[test]
fn a_mask_beside_the_classes_is_learned_and_resumed_to_the_same_weights() {
    let _held = generator();
    let folder = tempfile::tempdir().unwrap();
    let path = repository().join("recipes/ablation/mask.toml");
    let mut recipe = Recipe::read(&path).unwrap();
    recipe.transfer = None;
    recipe.input.size = 32;
    recipe.schedule.epochs = 2;
    recipe.schedule.batch = 8;
    // Strangers have no mask, and stand in the same batch.
    recipe.schedule.strangers = 0.2;
    recipe.strangers = Some(crate::recipe::Strangers {
        drawn: 8,
        folders: Vec::new(),
    });
    let dataset = masked(&folder.path().join(&recipe.data.folder));
    let whole = resumes_to_the_same(&recipe, places(folder.path()), &dataset, folder.path());
    let mut slighted = recipe.clone();
    slighted.schedule.mask = 0.01;
    let other = folder.path().join("slighted");
    let at = places(folder.path());
    train(&slighted, at, &dataset, &other, Options::default()).unwrap();
    // The network's first layer, which is far from the mask's own.
    let stem = |run: &Path| {
        let mut named = weights(run).into_iter();
        let stem = named.find(|(path, _)| path.contains(".0.conv"));
        stem.unwrap().1
    };
    assert!(stem(&whole) != stem(&other), "the mask teaches");
    misses_a_mask(&recipe, &dataset, folder.path());
}
