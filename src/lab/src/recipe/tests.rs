use super::*;

#[test]
fn the_shipped_recipes_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recipes");
    let mut count = 0;
    for folder in [folder.clone(), folder.join("seeds")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                let recipe = Recipe::read(&path).unwrap();
                assert_eq!(
                    recipe.transfer.is_some(),
                    recipe.network.starts_with("mobilenet") || recipe.traces(),
                    "{}",
                    path.display()
                );
                if recipe.network != "skin28" {
                    let spec = recipe.architecture().spec().unwrap();
                    spec.table().unwrap();
                }
                count += 1;
            }
        }
    }
    assert!(count > 10, "only {count} recipes");
}

#[test]
fn a_recipe_takes_from_its_base_what_it_does_not_say() {
    let folder = tempfile::tempdir().unwrap();
    let recipes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recipes");
    let base = recipes.join("skin28.toml").canonicalize().unwrap();
    let path = folder.path().join("other.toml");
    let text = format!("base = '{}'\nmodel = 'other'\nseed = 9\n", base.display());
    std::fs::write(&path, text).unwrap();
    let (recipe, base) = (Recipe::read(&path).unwrap(), Recipe::read(&base).unwrap());
    assert_eq!((recipe.model.as_str(), recipe.seed), ("other", 9));
    assert_eq!((recipe.data, recipe.card), (base.data, base.card));
    let third = folder.path().join("third.toml");
    std::fs::write(&third, "base = 'other.toml'\nseed = 3\n").unwrap();
    let third = Recipe::read(&third).unwrap();
    assert_eq!((third.model.as_str(), third.seed), ("other", 3));
    std::fs::write(&path, "base = 'other.toml'").unwrap();
    let message = Recipe::read(&path).unwrap_err().to_string();
    assert!(message.contains("too many recipes"), "{message}");
    std::fs::write(&path, "base = 'missing.toml'").unwrap();
    let message = Recipe::read(&path).unwrap_err().to_string();
    assert!(message.contains("missing.toml"), "{message}");
}

/// A shipped recipe with one change, and what is said of it.
fn refused(recipe: &str, from: &str, to: &str) -> String {
    let recipes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recipes");
    let text = std::fs::read_to_string(recipes.join(recipe)).unwrap();
    let changed = text.replace(from, to);
    assert_ne!(changed, text, "{from}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recipe.toml");
    std::fs::write(&path, changed).unwrap();
    Recipe::read(&path).unwrap_err().to_string()
}

#[test]
fn a_rate_that_can_only_be_a_slip_is_refused_by_name() {
    for (from, to, named) in [
        (
            "learning_rate = 2e-3",
            "learning_rate = -2e-3",
            "learning_rate",
        ),
        (
            "learning_rate = 2e-3",
            "learning_rate = nan",
            "learning_rate",
        ),
        ("warm_up = 0.5", "warm_up = 900.0", "warm_up"),
        ("weight_decay = 1e-3", "weight_decay = -1.0", "weight_decay"),
        ("\nrate = 0.3", "\nrate = -0.3", "transfer.rate"),
        (
            "warm_up = 0.5",
            "warm_up = 0.5\naverage_eta = -1.0",
            "average_eta",
        ),
        (
            "warm_up = 0.5",
            "warm_up = 0.5\nstrangers = 1.1",
            "schedule.strangers",
        ),
        (
            "warm_up = 0.5",
            "warm_up = 0.5\nmask = 0.5",
            "schedule.mask",
        ),
        (
            "mobilenet-v2-0.35",
            "mobilenet-v2-0.35-mask",
            "schedule.mask",
        ),
        (
            "warm_up = 0.5",
            "warm_up = 0.5\nlogit_adjustment = 1.0",
            "one of them is enough",
        ),
        (
            "[transfer]",
            "[teaching]\nmodels = ['skin']\ntemperature = 0.0\nshare = 0.5\n[transfer]",
            "teaching needs",
        ),
        (
            "[transfer]",
            "[transfer]\nrecipe = 'x.toml'",
            "one of a backbone",
        ),
        (
            "[transfer]",
            "[transfer]\nmodel = 'mole'",
            "one of a backbone",
        ),
    ] {
        let message = refused("glaucoma.toml", from, to);
        assert!(message.contains(named), "{message}");
    }
}

#[test]
fn an_outline_is_not_mixed_and_its_input_is_halved_five_times() {
    for (from, to, named) in [
        ("faults = 0.3", "mixup = 0.2", "mixup"),
        ("size = 128", "size = 120", "input.size"),
        ("size = 128", "size = 128\nviews = 'mirrored'", "views"),
        ("size = 128", "size = 128\nsmallest = 129", "input.smallest"),
    ] {
        let message = refused("outline.toml", from, to);
        assert!(message.contains(named), "{message}");
    }
}
