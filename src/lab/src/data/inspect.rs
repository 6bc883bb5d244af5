//! `spotcheck data`: what a recipe's data set holds and how it is split, and whether a picture stands in two parts.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::duplicates::{Fingerprint, Pair, pairs};
use super::join::clusters;
use super::readable::sift;
use super::{Dataset, Example, Split};

/// Near-equal pairs across parts that are named one by one.
const NAMED: usize = 10;

/// Writes the overview of the data set of that name to `output` and, if wanted, the clusters of equal and near-equal
/// pictures in its own `folder` as a table that `data.groups` takes. False when a picture stands byte for byte in two
/// parts.
///
/// # Errors
/// With `strict`, when a picture can't be read; when the table can't be written.
pub fn inspect(
    (name, mut dataset): (&str, Dataset),
    folder: &Path,
    strict: bool,
    groups: Option<&Path>,
    output: &mut impl Write,
) -> Result<bool> {
    overview(name, &dataset, output)?;
    let prints = std::mem::take(&mut dataset.examples)
        .into_par_iter()
        .map(|example| Ok((Fingerprint::of(&example.picture)?, example)))
        .collect();
    let (prints, examples): (Vec<_>, Vec<_>) = sift(prints, strict)?.into_iter().unzip();
    let pairs = pairs(&prints);
    let clean = leaks(&examples, &pairs, folder, output)?;
    if let Some(path) = groups {
        let ties = pairs.iter().map(|pair| (pair.first, pair.second));
        let rows: Vec<(&Example, usize)> = examples
            .iter()
            .zip(clusters(examples.len(), ties))
            .filter(|(example, _)| example.picture.lies_in(folder))
            .collect();
        write_groups(path, &rows, folder).with_context(|| format!("{}", path.display()))?;
        let count: BTreeSet<_> = rows.iter().map(|(_, cluster)| cluster).collect();
        writeln!(
            output,
            "{}: {} pictures in {} clusters",
            path.display(),
            rows.len(),
            count.len()
        )?;
    }
    Ok(clean)
}

fn overview(name: &str, dataset: &Dataset, output: &mut impl Write) -> Result<()> {
    const PARTS: [Split; 3] = [Split::Train, Split::Val, Split::Test];
    let width = dataset.classes.iter().map(|class| class.chars().count());
    let width = width.max().unwrap_or(0).max("pictures".len());
    writeln!(output, "{name}")?;
    writeln!(
        output,
        "{:width$} {:>8} {:>8} {:>8} {:>8}",
        "", "train", "val", "test", "all"
    )?;
    let mut line = |title: &str, counts: [usize; 3], all: usize| {
        let [train, val, test] = counts;
        writeln!(
            output,
            "{title:width$} {train:>8} {val:>8} {test:>8} {all:>8}"
        )
    };
    let counts = PARTS.map(|part| dataset.class_counts(part));
    for (place, class) in dataset.classes.iter().enumerate() {
        let of_class = counts
            .each_ref()
            .map(|counts| counts.get(place).copied().unwrap_or(0));
        line(class, of_class, of_class.iter().sum())?;
    }
    let totals = counts.each_ref().map(|counts| counts.iter().sum());
    line("pictures", totals, totals.iter().sum())?;
    let groups = |part: Option<Split>| {
        let of_part = dataset
            .examples
            .iter()
            .filter(|example| part.is_none_or(|part| part == example.split));
        of_part
            .map(|example| example.group.as_str())
            .collect::<BTreeSet<_>>()
            .len()
    };
    line("groups", PARTS.map(|part| groups(Some(part))), groups(None))?;
    let keys: BTreeSet<&str> = dataset
        .examples
        .iter()
        .flat_map(|example| example.subgroups.keys().map(String::as_str))
        .collect();
    if !keys.is_empty() {
        let keys: Vec<&str> = keys.into_iter().collect();
        writeln!(output, "subgroups: {}", keys.join(", "))?;
    }
    Ok(())
}

/// Tells which pictures are the same; true when none stands byte for byte in two parts.
fn leaks(
    examples: &[Example],
    pairs: &[Pair],
    folder: &Path,
    output: &mut impl Write,
) -> Result<bool> {
    let named: Vec<(&Example, &Example, bool)> = pairs
        .iter()
        .filter_map(|pair| {
            let (first, second) = (examples.get(pair.first)?, examples.get(pair.second)?);
            Some((first, second, pair.equal))
        })
        .collect();
    let across = |equal: bool| {
        let wanted = named
            .iter()
            .filter(move |(first, second, is)| *is == equal && first.split != second.split);
        wanted.map(|(first, second, _)| (*first, *second))
    };
    let within = |equal: bool| {
        let wanted = named
            .iter()
            .filter(|(first, second, is)| *is == equal && first.split == second.split);
        wanted.count()
    };
    let told = |example: &Example| {
        let split = example.split;
        format!("{} ({split:?})", example.picture.name_within(folder))
    };
    for (title, equal, most) in [
        ("byte-equal", true, usize::MAX),
        ("near-equal", false, NAMED),
    ] {
        writeln!(
            output,
            "{title} pairs: {} across parts, {} within one",
            across(equal).count(),
            within(equal)
        )?;
        for (first, second) in across(equal).take(most) {
            writeln!(output, "  {} = {}", told(first), told(second))?;
        }
    }
    let relabelled = named
        .iter()
        .filter(|(first, second, _)| first.label != second.label);
    writeln!(
        output,
        "of all these, {} pairs have two labels",
        relabelled.count()
    )?;
    Ok(across(true).next().is_none())
}

fn write_groups(path: &Path, rows: &[(&Example, usize)], folder: &Path) -> Result<()> {
    let mut writer = csv::Writer::from_path(path)?;
    writer.write_record(["file", "cluster"])?;
    for (example, cluster) in rows {
        writer.write_record([example.picture.name_within(folder), cluster.to_string()])?;
    }
    writer.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::open;
    use crate::data::spec::{Data, Layout};
    use crate::testing::shared_data;

    /// Drawn lesions by name, as `train/a/0.png`; the number is the seed.
    fn folder(names: &[(&str, u32)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, seed) in names {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            let rgba = spotcheck::specimen::lesion(*seed, 64, 64);
            let picture = image::RgbaImage::from_raw(64, 64, rgba).unwrap();
            image::DynamicImage::from(picture)
                .into_rgb8()
                .save(path)
                .unwrap();
        }
        folder
    }

    fn spec() -> Data {
        let text = "name = 'drawn'\nfolder = ''\nlayout = 'folders'\nsplit = { val_share = 0.0 }";
        toml::from_str(text).unwrap()
    }

    fn inspected(folder: &Path, strict: bool, groups: Option<&Path>) -> Result<(bool, String)> {
        let mut output = Vec::new();
        let clean = inspect(
            ("drawn", open(&spec(), folder)?),
            folder,
            strict,
            groups,
            &mut output,
        )?;
        Ok((clean, String::from_utf8(output).unwrap()))
    }

    #[test]
    fn a_copy_in_two_parts_is_named_and_fails() {
        let folder = folder(&[
            ("train/a/0.png", 0),
            ("train/a/1.png", 1),
            ("train/b/2.png", 2),
            ("test/a/9.png", 0),
            ("test/b/3.jpg", 2),
            ("test/b/4.png", 4),
        ]);
        let (clean, text) = inspected(folder.path(), true, None).unwrap();
        assert!(!clean);
        for part in [
            "a               2        0        1        3\n",
            "pictures        3        0        3        6\n",
            "groups          3        0        3        6\n",
            "byte-equal pairs: 1 across parts, 0 within one\n  test/a/9.png (Test) = train/a/0.png (Train)\n",
            "near-equal pairs: 1 across parts, 0 within one\n  test/b/3.jpg (Test) = train/b/2.png (Train)\n",
            "0 pairs have two labels",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }

    #[test]
    fn written_groups_make_a_split_without_the_leak() {
        let folder = folder(&[
            ("a/0.png", 0),
            ("a/1.png", 0),
            ("a/2.jpg", 0),
            ("b/3.png", 3),
            ("b/4.png", 3),
            ("b/5.png", 5),
        ]);
        let table = folder.path().join("groups.csv");
        let (_, text) = inspected(folder.path(), true, Some(&table)).unwrap();
        assert!(text.contains("6 pictures in 3 clusters"), "{text}");
        let grouped = Data {
            groups: Some("groups.csv".to_owned()),
            ..spec()
        };
        for seed in 0..10 {
            let mut grouped = grouped.clone();
            grouped.split.test_share = 0.4;
            grouped.split.seed = seed;
            let dataset = open(&grouped, folder.path()).unwrap();
            let clean = inspect(
                ("drawn", dataset),
                folder.path(),
                true,
                None,
                &mut Vec::new(),
            );
            assert!(clean.unwrap(), "seed {seed}");
        }
    }

    #[test]
    fn an_unreadable_picture_is_left_out_or_stops() {
        let folder = folder(&[("train/a/0.png", 0), ("test/a/1.png", 1)]);
        std::fs::write(folder.path().join("train/a/2.jpg"), b"\xFF\xD8\xFF").unwrap();
        assert!(inspected(folder.path(), false, None).unwrap().0);
        let message = inspected(folder.path(), true, None)
            .unwrap_err()
            .to_string();
        assert!(message.contains("1 of 3"), "{message}");
    }

    /// Pairs that are found in a data set with published clusters, and how many of them share one.
    fn found_and_published(folder: &Path) -> (usize, usize) {
        let mut spec = Data {
            layout: Layout::Folders,
            groups: Some("near_duplicates.csv".to_owned()),
            ..Data::default()
        };
        spec.split.ignore_given = true;
        let examples = open(&spec, folder).unwrap().examples;
        let prints: Vec<Fingerprint> = examples
            .par_iter()
            .map(|example| Fingerprint::of(&example.picture).unwrap())
            .collect();
        let found = pairs(&prints);
        let shared = |pair: &&Pair| examples[pair.first].group == examples[pair.second].group;
        (found.len(), found.iter().filter(shared).count())
    }

    #[test]
    fn published_clusters_are_found_again() {
        let Some(data) = shared_data("data::inspect::published_clusters_are_found_again") else {
            return;
        };
        // 32 clusters, two of them of three pictures that are all near each other.
        assert_eq!(found_and_published(&data.join("chest-xray")), (34, 34));
        let (found, published) = found_and_published(&data.join("brain-mri"));
        assert!(
            published as f64 / found as f64 > 0.95,
            "{published} of {found}"
        );
        assert!(published > 2150, "{published} of 2583");
    }
}
