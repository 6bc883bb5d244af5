//! The data sets at hand, against the counts that their owners and `data/README.md` give.

use std::path::PathBuf;

use super::spec::Data;
use super::*;
use crate::testing::shared_data;

/// Opens one of the shared data sets by the body of a `[data]` table.
fn opened(data: &Path, spec: &str) -> Result<Dataset> {
    let spec: Data = toml::from_str(&format!("name = 'shared'\n{spec}")).unwrap();
    open(&spec, &data.join(&spec.folder))
}

fn all_counts(dataset: &Dataset) -> [Vec<usize>; 3] {
    [Split::Train, Split::Val, Split::Test].map(|split| dataset.class_counts(split))
}

fn first_and_last_are_read(dataset: &Dataset, size: (u32, u32)) {
    for example in dataset
        .examples
        .first()
        .iter()
        .chain(&dataset.examples.last())
    {
        let decoded = example.picture.read().unwrap();
        assert_eq!((decoded.width, decoded.height), size);
    }
}

fn data(test: &str) -> Option<PathBuf> {
    shared_data(&format!("data::{test}"))
}

#[test]
fn chest_xray_has_its_counts_and_validates_on_whole_clusters() {
    let Some(data) = data("chest_xray_has_its_counts_and_validates_on_whole_clusters") else {
        return;
    };
    let dataset = opened(
        &data,
        "folder = 'chest-xray'\nlayout = 'folders'\ngroups = 'near_duplicates.csv'",
    )
    .unwrap();
    assert_eq!(dataset.classes, ["NORMAL", "PNEUMONIA"]);
    let [train, val, test] = all_counts(&dataset);
    assert_eq!(test, [234, 390]);
    assert_eq!([train[0] + val[0], train[1] + val[1]], [1341, 3875]);
    for (val, total) in val.iter().zip([1341.0, 3875.0]) {
        assert!(
            (*val as f64 / total - 0.15).abs() < 0.005,
            "{val} of {total}"
        );
    }
    first_and_last_are_read(&dataset, (160, 160));
}

#[test]
fn brain_mris_own_split_is_refused_and_split_anew_by_cluster() {
    let Some(data) = data("brain_mris_own_split_is_refused_and_split_anew_by_cluster") else {
        return;
    };
    let spec = "folder = 'brain-mri'\nlayout = 'folders'\ngroups = 'near_duplicates.csv'";
    let told = opened(&data, spec).unwrap_err().to_string();
    assert!(
        told.contains("stands in") && told.contains("split by group"),
        "{told}"
    );
    let dataset = opened(&data, &format!("{spec}\nsplit = {{ ignore_given = true }}")).unwrap();
    assert_eq!(
        dataset.classes,
        ["glioma", "meningioma", "notumor", "pituitary"]
    );
    let counts = all_counts(&dataset);
    let totals = [1120 + 259, 1144 + 266, 1348 + 345, 1245 + 258];
    for (class, total) in totals.into_iter().enumerate() {
        let [train, val, test] = [0, 1, 2].map(|part: usize| counts[part][class]);
        assert_eq!(train + val + test, total);
        assert!(
            (test as f64 / total as f64 - 0.2).abs() < 0.01,
            "{test} of {total}"
        );
        assert!(
            (val as f64 / total as f64 - 0.12).abs() < 0.01,
            "{val} of {total}"
        );
    }
    first_and_last_are_read(&dataset, (128, 128));
}

#[test]
fn chest_covid_tb_tests_on_its_validation_folder() {
    let Some(data) = data("chest_covid_tb_tests_on_its_validation_folder") else {
        return;
    };
    let dataset = opened(
        &data,
        "folder = 'chest-covid-tb'\nlayout = 'folders'
        classes = [{ code = 'Normal' }, { code = 'COVID' }, { code = 'TB' }]
        split = { test = ['validation'], val_share = 0.1 }",
    )
    .unwrap();
    assert_eq!(dataset.classes, ["Normal", "COVID", "TB"]);
    let [train, val, test] = all_counts(&dataset);
    assert_eq!(test, [387, 311, 396]);
    assert_eq!(val, [187, 137, 177]);
    assert_eq!(train, [1866 - 187, 1373 - 137, 1765 - 177]);
    first_and_last_are_read(&dataset, (128, 128));
}

#[test]
fn glaucoma_is_cross_validated() {
    let Some(data) = data("glaucoma_is_cross_validated") else {
        return;
    };
    let mut tested = [0, 0];
    for fold in 0..5 {
        let spec = format!(
            "folder = 'glaucoma'\nlayout = 'folders'\nsplit = {{ folds = 5, fold = {fold} }}"
        );
        let dataset = opened(&data, &spec).unwrap();
        assert_eq!(dataset.classes, ["glaucoma", "normal"]);
        assert_eq!(dataset.examples.len(), 323 + 241);
        let test = dataset.class_counts(Split::Test);
        assert!(
            (64..=65).contains(&test[0]) && (48..=49).contains(&test[1]),
            "{test:?}"
        );
        tested = [tested[0] + test[0], tested[1] + test[1]];
    }
    assert_eq!(tested, [323, 241]);
}

#[test]
fn isic9_has_its_seeds_counts_and_its_leaks_can_be_left_out() {
    let Some(data) = data("isic9_has_its_seeds_counts_and_its_leaks_can_be_left_out") else {
        return;
    };
    let spec = "folder = 'isic9'\nlayout = 'folders'";
    let as_it_is = opened(&data, &format!("{spec}\nsplit = {{ val_share = 0.0 }}")).unwrap();
    let sorted = [
        "actinic keratosis",
        "basal cell carcinoma",
        "dermatofibroma",
        "melanoma",
        "nevus",
        "pigmented benign keratosis",
        "seborrheic keratosis",
        "squamous cell carcinoma",
        "vascular lesion",
    ];
    assert_eq!(as_it_is.classes, sorted);
    let [train, _, test] = all_counts(&as_it_is);
    assert_eq!(train, [114, 378, 95, 404, 269, 462, 77, 181, 139]);
    assert_eq!(test, [16, 16, 16, 16, 16, 16, 3, 16, 3]);
    first_and_last_are_read(&as_it_is, (180, 180));

    // With the picture's id as group, the same picture in both splits is a leak.
    let grouped = format!("{spec}\ngroups = 'index.csv'\ngroup_column = 'isic_id'");
    let told = opened(&data, &grouped).unwrap_err().to_string();
    assert!(told.contains("group ISIC_"), "{told}");
    let rule = "leave_out = { table = 'index.csv', path = ['split', 'class', 'file'],
        rows = [{ in_both_splits = '1', split = 'Train' }] }";
    let clean = opened(&data, &format!("{grouped}\n{}", rule.replace('\n', " "))).unwrap();
    assert_eq!(clean.examples.len(), 2237 - 18);
    assert_eq!(clean.part(Split::Test).len(), 118);
}

#[test]
fn isic_uda1_is_a_table_and_can_be_all_test() {
    let Some(data) = data("isic_uda1_is_a_table_and_can_be_all_test") else {
        return;
    };
    let dataset = opened(
        &data,
        "folder = 'isic-uda1'\nlayout = 'table'\nsplit = { test_share = 1.0 }",
    )
    .unwrap();
    assert_eq!(dataset.classes, ["benign", "malignant"]);
    assert_eq!(dataset.class_counts(Split::Test), [275, 116]);
    assert_eq!(dataset.examples.len(), 391);
    let women = dataset
        .examples
        .iter()
        .filter(|one| one.subgroups["sex"] == "female");
    assert_eq!(women.count(), 112);
}

#[test]
fn pneumoniamnist_has_its_official_counts() {
    let Some(data) = data("pneumoniamnist_has_its_official_counts") else {
        return;
    };
    let dataset = opened(
        &data,
        "folder = 'pneumoniamnist'\nlayout = 'npz'
        classes = [{ code = 'normal', from = ['0'] }, { code = 'pneumonia', from = ['1'] }]",
    )
    .unwrap();
    let [train, val, test] = all_counts(&dataset);
    // MedMNIST v2: 4,708 / 524 / 624; the test is Kermany's, 234 normal and 390 pneumonia.
    assert_eq!(train.iter().sum::<usize>(), 4708);
    assert_eq!(val.iter().sum::<usize>(), 524);
    assert_eq!(test, [234, 390]);
    first_and_last_are_read(&dataset, (28, 28));
}

/// A folder a class and part, of one drawn lesion each.
fn drawn(folder: &Path, names: &[&str]) {
    for (seed, name) in (0..).zip(names) {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let rgba = spotcheck::specimen::lesion(seed, 32, 32);
        let picture = image::RgbaImage::from_raw(32, 32, rgba).unwrap();
        picture.save(path).unwrap();
    }
}

#[test]
fn of_further_data_sets_everything_is_learned_from() {
    let data = tempfile::tempdir().unwrap();
    drawn(
        &data.path().join("own"),
        &[
            "train/a/0.png",
            "train/b/1.png",
            "test/a/2.png",
            "test/b/3.png",
        ],
    );
    drawn(
        &data.path().join("other"),
        &["train/dog/0.png", "test/dog/1.png", "test/cat/9.png"],
    );
    let spec = |text: &str| -> Data {
        toml::from_str(&format!(
            "{text}\nlayout = 'folders'\nsplit = {{ val_share = 0.0 }}"
        ))
        .unwrap()
    };
    let own = spec("name = 'own'\nfolder = 'own'");
    let other =
        spec("name = 'other'\nfolder = 'other'\nclasses = [{ code = 'b', from = ['dog'] }]");

    let dataset = open_with_more(&own, std::slice::from_ref(&other), data.path()).unwrap();
    assert_eq!(dataset.class_counts(Split::Train), [1, 3]);
    assert_eq!(dataset.class_counts(Split::Test), [1, 1]);
    let groups: std::collections::BTreeSet<_> =
        dataset.examples.iter().map(|one| &one.group).collect();
    assert_eq!(groups.len(), 6, "{groups:?}");

    // Elsewhere on the disk they are the same data; in another part they are not.
    let moved = tempfile::tempdir().unwrap();
    for (folder, names) in [
        (
            "own",
            [
                "train/a/0.png",
                "train/b/1.png",
                "test/a/2.png",
                "test/b/3.png",
            ]
            .as_slice(),
        ),
        (
            "other",
            &["train/dog/0.png", "test/dog/1.png", "test/cat/9.png"],
        ),
    ] {
        drawn(&moved.path().join(folder), names);
    }
    let more = std::slice::from_ref(&other);
    let mut elsewhere = open_with_more(&own, more, moved.path()).unwrap();
    assert_eq!(elsewhere.fingerprint(), dataset.fingerprint());
    elsewhere.examples[0].split = Split::Val;
    assert_ne!(elsewhere.fingerprint(), dataset.fingerprint());

    let strange = spec("name = 'other'\nfolder = 'other'");
    let message = open_with_more(&own, &[strange], data.path()).unwrap_err();
    assert!(message.to_string().contains("cat"), "{message}");
}
