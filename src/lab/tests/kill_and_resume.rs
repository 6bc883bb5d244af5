//! The built command itself: trains a tiny recipe, is killed in the middle, and resumes to the same result.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "Clippy takes the helpers of an integration test for code outside of tests."
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

const EPOCHS: usize = 24;

/// Seven folders of drawn lesions, one a class, whose number of dark ones differs; and a recipe for them.
fn recipe(folder: &Path) -> PathBuf {
    for (class, code) in ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]
        .iter()
        .enumerate()
    {
        let own = folder.join("drawn").join(code);
        std::fs::create_dir_all(&own).unwrap();
        for number in 0..12 {
            let seed = (number * 7 + class) as u32;
            let mut rgba = spotcheck::specimen::lesion(seed, 48, 40);
            for pixel in rgba.chunks_exact_mut(4) {
                // What there is to learn: each class has a tint of its own.
                pixel[class % 3] = pixel[class % 3].saturating_sub(30 * (1 + class as u8 / 3));
            }
            let picture = image::RgbaImage::from_raw(48, 40, rgba).unwrap();
            picture.save(own.join(format!("{number}.png"))).unwrap();
        }
    }
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recipes/skin28.toml");
    let text = format!(
        r#"
        base = '{}'
        model = "tiny"
        version = "2.3.4"
        unfamiliar = []
        elsewhere = []
        [strangers]
        drawn = 40
        [data]
        name = "Drawn"
        folder = "drawn"
        layout = "folders"
        split = {{ val_share = 0.2, test_share = 0.3 }}
        classes = [{{ code = "akiec" }}, {{ code = "bcc" }}, {{ code = "bkl" }}, {{ code = "df" }}, {{ code = "mel" }}, {{ code = "nv" }}, {{ code = "vasc" }}]
        [augmentation]
        flip = true
        rotation = 20.0
        scale = 0.1
        shift = 0.0
        brightness = 0.0
        contrast = 0.0
        saturation = 0.0
        tint = 0.0
        mixup = 0.2
        [schedule]
        epochs = {EPOCHS}
        batch = 8
        balance = 0.5
        learning_rate = 2e-3
        warm_up = 1.0
        weight_decay = 1e-3
        label_smoothing = 0.05
        average = 0.9
        "#,
        base.canonicalize().unwrap().display()
    );
    let path = folder.join("recipes/seeds/tiny.toml");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

fn spotcheck(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spotcheck"));
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn succeed(arguments: &[&str]) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = spotcheck(arguments).output().unwrap();
    assert!(
        status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&stderr)
    );
    String::from_utf8(stdout).unwrap()
}

fn epochs_done(run: &Path) -> usize {
    // Missing before the first epoch is done.
    let Ok(text) = std::fs::read(run.join("state.json")) else {
        return 0;
    };
    let state: Value = serde_json::from_slice(&text).unwrap();
    state["log"].as_array().unwrap().len()
}

/// Every loss and score of every epoch; only the time that an epoch took, the last column, may differ from run to run.
fn log(run: &Path) -> Vec<f64> {
    let text = std::fs::read_to_string(run.join("log.csv")).unwrap();
    let rows = text
        .lines()
        .skip(1)
        .map(|row| row.rsplit_once(',').unwrap().0);
    // What this kind of network has no measure of stands empty.
    rows.flat_map(|row| row.split(','))
        .filter(|value| !value.is_empty())
        .map(|value| value.parse().unwrap())
        .collect()
}

fn assert_refused(arguments: &[&str], why: &str) {
    let refused = spotcheck(arguments).output().unwrap();
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(
        !refused.status.success() && told.contains(why),
        "{arguments:?}: {told}"
    );
}

/// The weights are published without their run: the same card, but for what the recipe says now.
fn published_once_more(once_more: &[&str], recipe: &Path, model: &Path) {
    let text = std::fs::read_to_string(recipe).unwrap();
    let card = || -> Value {
        serde_json::from_slice(&std::fs::read(model.join("card.json")).unwrap()).unwrap()
    };
    let before = card();
    succeed(once_more);
    assert_eq!(card(), before);
    let changed = text.replace("2.3.4", "2.3.5");
    std::fs::write(recipe, changed.replace("drawn = 40", "drawn = 80")).unwrap();
    succeed(once_more);
    let after = card();
    assert_eq!(after["version"], "2.3.5");
    assert_ne!(after["novelty"], before["novelty"]);
    for same in ["weights", "known_answer", "training", "input"] {
        assert_eq!(after[same], before[same], "{same}");
    }
    std::fs::write(recipe, text.replace("unfamiliar", "seed = 7\nunfamiliar")).unwrap();
    assert_refused(once_more, "was not made by");
    std::fs::write(recipe, text).unwrap();

    // What lies beside is found and not copied: it would be offered.
    let shipped = model.parent().unwrap();
    let baselines = shipped.with_file_name("baselines");
    std::fs::rename(shipped, &baselines).unwrap();
    assert_refused(once_more, "--weights");
    std::fs::rename(&baselines, shipped).unwrap();
}

#[test]
fn a_killed_run_resumes_to_the_same_result() {
    let folder = tempfile::tempdir().unwrap();
    let recipe = recipe(folder.path());
    let (recipe, data) = (recipe.to_str().unwrap(), folder.path().to_str().unwrap());
    let (whole, killed) = (folder.path().join("whole"), folder.path().join("killed"));
    let train = |run: &Path| {
        let run = run.to_str().unwrap().to_owned();
        ["train", recipe, "--data", data, "--run"]
            .map(str::to_owned)
            .into_iter()
            .chain([run])
            .collect::<Vec<String>>()
    };
    let words = train(&whole);
    succeed(&words.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(epochs_done(&whole), EPOCHS);

    let words = train(&killed);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut child = spotcheck(&words).stdout(Stdio::null()).spawn().unwrap();
    let began = Instant::now();
    while epochs_done(&killed) < 2 {
        assert!(
            began.elapsed() < Duration::from_mins(2),
            "no epoch was done"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let reached = epochs_done(&killed);
    assert!(
        (2..EPOCHS).contains(&reached),
        "killed after {reached} epochs"
    );

    let resumed: Vec<&str> = words.iter().copied().chain(["--resume"]).collect();
    let told = succeed(&resumed);
    assert!(
        told.contains(&format!("continuing after epoch {reached}")),
        "{told}"
    );
    // The epochs before the kill were read from JSON again, which may turn a float's last bit.
    let (whole_log, killed_log) = (log(&whole), log(&killed));
    assert!(whole_log.len() >= EPOCHS * 6, "{whole_log:?}");
    assert_eq!(whole_log.len(), killed_log.len());
    for (one, other) in whole_log.iter().zip(&killed_log) {
        assert!(
            (one - other).abs() <= 1e-12 * one.abs(),
            "{one} and {other}"
        );
    }

    // What it learned is measured on pictures it has not seen, the same for both.
    let evaluate = |run: &Path| {
        let drawn = folder.path().join("drawn");
        let text = succeed(&[
            "evaluate",
            "--run",
            run.to_str().unwrap(),
            "--data",
            drawn.to_str().unwrap(),
            "--json",
        ]);
        let mut report: Value = serde_json::from_str(&text).unwrap();
        report.as_object_mut().unwrap().remove("command");
        report
    };
    let report = evaluate(&whole);
    assert_eq!(report, evaluate(&killed));
    let curves = std::fs::read_to_string(killed.join("curves.svg")).unwrap();
    assert!(curves.contains("balanced accuracy"));

    // Published, the card leads back to the recipe, and by it to the same figures.
    let weights = folder.path().join("weights");
    let weights = weights.to_str().unwrap();
    let publish = [
        "--weights",
        weights,
        "publish",
        recipe,
        "--data",
        data,
        "--run",
    ];
    let publish: Vec<&str> = publish.into_iter().chain(whole.to_str()).collect();
    let told = succeed(&publish);
    assert!(told.ends_with("published tiny 2.3.4\n"), "{told}");
    let again = succeed(&["--weights", weights, "reproduce", "tiny", "--data", data]);
    assert!(again.contains("balanced accuracy"), "{again}");

    let once_more = [&publish[..6], &["--again"]].concat();
    published_once_more(
        &once_more,
        Path::new(recipe),
        &folder.path().join("weights/tiny"),
    );

    // Another split would put pictures that were learned from into the test part.
    let text = std::fs::read_to_string(recipe).unwrap();
    std::fs::write(recipe, text.replace("test_share = 0.3", "test_share = 0.4")).unwrap();
    assert_refused(&publish, "is not the recipe of the run");
    assert_refused(&once_more, "the test part is not the one");

    // So would another split by the same recipe: of data that have changed since.
    std::fs::write(recipe, text).unwrap();
    let drawn = folder.path().join("drawn");
    std::fs::remove_file(drawn.join("nv/3.png")).unwrap();
    let evaluate = ["evaluate", "--run", publish[7], "--data"];
    let evaluate: Vec<&str> = evaluate.into_iter().chain(drawn.to_str()).collect();
    for measure in [publish, evaluate] {
        assert_refused(&measure, "began with other data");
    }
}

#[test]
fn a_run_without_anything_to_choose_by_does_not_begin() {
    let folder = tempfile::tempdir().unwrap();
    let recipe = recipe(folder.path());
    let text = std::fs::read_to_string(&recipe).unwrap();
    let run = folder.path().join("run");
    std::fs::write(&recipe, text.replace("val_share = 0.2", "val_share = 0.0")).unwrap();
    let (recipe, data) = (recipe.to_str().unwrap(), folder.path().to_str().unwrap());
    let output = spotcheck(&[
        "train",
        recipe,
        "--data",
        data,
        "--run",
        run.to_str().unwrap(),
    ])
    .output()
    .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        !output.status.success() && told.contains("validation part"),
        "{told}"
    );
    assert!(!run.exists());
}

#[test]
fn what_can_not_be_trained_is_said_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let recipe = recipe(folder.path());
    let fails = |arguments: &[&str]| {
        let output = spotcheck(arguments).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let nowhere = fails(&["train", recipe.to_str().unwrap(), "--data", "/nowhere"]);
    assert!(
        nowhere.contains("/nowhere/drawn") && nowhere.lines().count() == 1,
        "{nowhere}"
    );
    std::fs::write(&recipe, "model = 3").unwrap();
    let malformed = fails(&["train", recipe.to_str().unwrap(), "--data", "/nowhere"]);
    assert!(malformed.contains("tiny.toml is no recipe"), "{malformed}");
}
