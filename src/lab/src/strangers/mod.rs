//! `spotcheck strangers`: whether a model knows what is no picture of its kind; and how it is taught to.

mod clusters;
mod drawn;
pub mod fit;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use spotcheck::{Card, Classifier, State};

use crate::data::{Example, PictureSource, Split, readable};
use crate::evaluate;
use crate::metrics::curves::Ranking;
use crate::recipe::{Recipe, Strangers};
use crate::score::Row;

pub use drawn::draw;

/// Pictures of one kind, as the model took them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Kind {
    /// The folder.
    pub folder: String,
    /// How many.
    pub n: usize,
    /// The share that was refused.
    pub refused: f64,
    /// The chance that one of them lies further beyond what is let through than one of the model's own test pictures:
    /// the area under the ROC curve of [`spotcheck::novelty::Novelty::beyond`].
    pub auroc: Option<f64>,
}

/// The model's own pictures first, then each folder of strangers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// The model, with its version.
    pub model: String,
    /// Its own kind: here no area is given.
    pub own: Kind,
    /// Each folder.
    pub strangers: Vec<Kind>,
    /// All strangers together.
    pub all: Kind,
}

/// How far beyond what is let through a picture lies, and whether it was refused.
type Judged = (f32, bool);

/// Compares a model's own pictures with every `every`-th picture of each folder.
///
/// # Errors
/// When a folder has no picture, or the device fails.
pub fn measure(
    classifier: &Classifier,
    own: &[Example],
    folders: &[PathBuf],
    every: usize,
    strict: bool,
) -> Result<Table> {
    let card = classifier.card();
    ensure!(
        !card.novelty.is_unmeasured(),
        "the card of {} has no novelty: it refuses nothing as unlike its training data",
        card.id
    );
    let mut kinds = Vec::new();
    for folder in folders {
        let examples = some_of(folder, every)?;
        kinds.push((folder.display().to_string(), readable(examples, strict)?));
    }
    let rows = evaluate::rows(classifier.network(), &card.input, own)?;
    table(classifier, (own, &rows), kinds)
}

/// Compares a model's own pictures, with what the network said of them, with those that its recipe names to be measured by;
/// nothing where it names none. `data` is the folder that holds all data sets.
///
/// # Errors
/// As [`measure`], and when a table of clusters can't be read.
pub fn unfamiliar(
    classifier: &Classifier,
    own: (&[Example], &[Row]),
    recipe: &Recipe,
    data: &Path,
) -> Result<Option<Table>> {
    if recipe.unfamiliar.is_empty() {
        return Ok(None);
    }
    let shown = match &recipe.strangers {
        Some(strangers) => named(strangers, data)?,
        None => Vec::new(),
    };
    let mut kinds = Vec::new();
    for one in &recipe.unfamiliar {
        let mut examples = some_of(&data.join(&one.folder), one.every)?;
        if let Some(clusters) = &one.clusters {
            let clusters = data.join(clusters);
            clusters::leave_near_ones(&clusters, &shown, &mut examples)
                .with_context(|| format!("unfamiliar.clusters: {}", clusters.display()))?;
        }
        kinds.push((one.pictures.clone(), readable(examples, true)?));
    }
    table(classifier, own, kinds).map(Some)
}

fn table(
    classifier: &Classifier,
    (own, rows): (&[Example], &[Row]),
    kinds: Vec<(String, Vec<Example>)>,
) -> Result<Table> {
    let card = classifier.card();
    let familiar = judged(card, own, rows)?;
    let mut all = Vec::new();
    let mut strangers = Vec::new();
    for (name, examples) in kinds {
        let rows = evaluate::rows(classifier.network(), &card.input, &examples)?;
        let strange = judged(card, &examples, &rows)?;
        strangers.push(kind(&name, &strange, &familiar));
        all.extend(strange);
    }
    Ok(Table {
        model: format!("{} {}", card.id, card.version),
        own: Kind {
            auroc: None,
            ..kind(&card.task.title, &familiar, &[])
        },
        strangers,
        all: kind("all of them", &all, &familiar),
    })
}

/// Every `every`-th picture of a folder, by name.
fn some_of(folder: &Path, every: usize) -> Result<Vec<Example>> {
    let mut paths = Vec::new();
    gather(folder, &mut paths)?;
    paths.sort();
    ensure!(!paths.is_empty(), "{} holds no picture", folder.display());
    let chosen = paths.into_iter().step_by(every.max(1));
    Ok(chosen.map(example).collect())
}

fn example(path: PathBuf) -> Example {
    Example {
        group: path.display().to_string(),
        picture: PictureSource::File(path),
        label: 0,
        split: Split::Test,
        subgroups: std::collections::BTreeMap::new(),
    }
}

/// The pictures of the folders that a recipe names, so many of each as it says.
///
/// # Errors
/// When a folder is missing or empty.
pub fn named(strangers: &Strangers, data: &Path) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for some in &strangers.folders {
        examples.extend(some_of(&data.join(&some.folder), some.every)?);
    }
    Ok(examples)
}

/// All pictures in a folder and those below.
fn gather(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    for entry in entries {
        let path = entry.with_context(|| folder.display().to_string())?.path();
        if path.is_dir() {
            gather(&path, paths)?;
        } else if crate::data::is_picture(&path) {
            paths.push(path);
        }
    }
    Ok(())
}

fn judged(card: &Card, examples: &[Example], rows: &[Row]) -> Result<Vec<Judged>> {
    evaluate::judged(card, examples, rows)?
        .iter()
        .zip(rows)
        .map(|(one, row)| {
            let beyond = card
                .novelty
                .beyond(&row.features, card.thresholds.novelty)?;
            Ok((beyond, one.state == Some(State::Unsuitable)))
        })
        .collect()
}

fn kind(folder: &str, some: &[Judged], familiar: &[Judged]) -> Kind {
    let marked = |judged: &[Judged], strange| -> Vec<(f32, bool)> {
        judged
            .iter()
            .map(|&(distance, _)| (distance, strange))
            .collect()
    };
    let scores = [marked(some, true), marked(familiar, false)].concat();
    let ones = vec![1; scores.len()];
    let ranking = Ranking::new(
        scores
            .into_iter()
            .enumerate()
            .map(|(index, (distance, strange))| (index, distance, strange)),
    );
    let refused = some.iter().filter(|(_, refused)| *refused).count();
    Kind {
        folder: folder.to_owned(),
        n: some.len(),
        refused: refused as f64 / some.len().max(1) as f64,
        auroc: ranking.curve(&ones).area_under_roc(),
    }
}

impl Table {
    /// As Markdown.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = format!(
            "{}\n\n| pictures | n | refused | AUROC |\n|---|---|---|---|\n",
            self.model
        );
        let rows = std::iter::once(&self.own)
            .chain(&self.strangers)
            .chain(std::iter::once(&self.all));
        for row in rows {
            let area = row
                .auroc
                .map_or_else(|| "–".to_owned(), |area| format!("{area:.4}"));
            // Writing into a string does not fail.
            let _ = writeln!(
                text,
                "| {} | {} | {:.3} | {area} |",
                row.folder, row.n, row.refused
            );
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use burn::tensor::Device;

    use super::*;
    use crate::models;

    #[test]
    fn drawn_lesions_are_familiar_beside_stripes_and_an_empty_folder_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let (own, strange) = (folder.path().join("own"), folder.path().join("a/b"));
        for (dir, lesions) in [(&own, true), (&strange, false)] {
            std::fs::create_dir_all(dir).unwrap();
            for seed in 0..6 {
                let rgba = if lesions {
                    spotcheck::specimen::lesion(seed, 90, 90)
                } else {
                    let white = |place: u32| (place / (seed + 2)).is_multiple_of(2);
                    (0..90 * 90)
                        .flat_map(|index| {
                            if white(index % 90) {
                                [255; 4]
                            } else {
                                [0, 0, 0, 255]
                            }
                        })
                        .collect()
                };
                let picture = image::RgbaImage::from_raw(90, 90, rgba).unwrap();
                picture.save(dir.join(format!("{seed}.png"))).unwrap();
            }
            std::fs::write(dir.join("notes.txt"), "no picture").unwrap();
        }
        let weights = models::folder(None).unwrap();
        let classifier = models::load(&weights, "skin28", &Device::flex()).unwrap();
        let mut paths = Vec::new();
        gather(&own, &mut paths).unwrap();
        let examples: Vec<Example> = paths.into_iter().map(example).collect();
        let strangers = [folder.path().join("a")];
        let table = measure(&classifier, &examples, &strangers, 1, true).unwrap();
        assert_eq!((table.own.n, table.all.n), (6, 6));
        let area = table.strangers[0].auroc.unwrap();
        assert!(area > 0.95 && table.all.refused > 0.9, "{table:?}");
        let two = measure(&classifier, &examples, &strangers, 3, true).unwrap();
        assert_eq!(two.all.n, 2);

        let empty = [tempfile::tempdir().unwrap().keep()];
        let message = measure(&classifier, &examples, &empty, 1, true).unwrap_err();
        assert!(
            message.to_string().contains("holds no picture"),
            "{message}"
        );
    }
}
