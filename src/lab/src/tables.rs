//! What is measured of a model beside its card, in `docs/measured/MODEL.json`: too long for a page, and what documents quote.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use burn::tensor::Device;
use serde::{Deserialize, Serialize};
use spotcheck::Classifier;

use crate::data::{self, Example, Split};
use crate::reproduce::differences;
use crate::{heat, models, robustness};

/// Another processor adds in another order. One picture that falls to the other side of a fence moves a share of all by little, but
/// one of those that were answered, or of a rare kind, by some hundredths.
const TOLERANCE: f64 = 0.05;

/// The tables that a recipe asks for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tables {
    /// How answers move when photos are worse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub robustness: Option<robustness::Table>,
    /// How much of where it looked lies on the lesion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heat: Option<heat::Overlap>,
}

/// Makes the tables again that the model's recipe asks for, and holds them against those that lie there. `data` is the folder
/// that holds all data sets.
///
/// # Errors
/// When data or model can't be read, or a table says something else.
pub fn run(weights: &Path, model: &str, data: &Path) -> Result<()> {
    let Some(found) = measure(weights, model, data)? else {
        return Ok(());
    };
    let told = read(weights, model)?;
    let places = differences(&told, &found, (1, TOLERANCE))?;
    if let Some(table) = &found.robustness {
        println!("\n{}", table.to_markdown());
    }
    if let Some(overlap) = &found.heat {
        println!("{}", overlap.to_text());
    }
    if !places.is_empty() {
        bail!(
            "{} came out otherwise: {}",
            path(weights, model).display(),
            places.join("; ")
        );
    }
    Ok(())
}

/// Makes them likewise and writes them.
///
/// # Errors
/// As [`run`], and when the file can't be written.
pub fn write(weights: &Path, model: &str, data: &Path) -> Result<()> {
    match measure(weights, model, data)? {
        Some(tables) => {
            let path = path(weights, model);
            std::fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
            models::write_json(&path, &tables)
        }
        None => Ok(()),
    }
}

/// The tables that lie there.
///
/// # Errors
/// When they can't be read.
pub fn read(weights: &Path, model: &str) -> Result<Tables> {
    let path = path(weights, model);
    let bytes = std::fs::read(&path).with_context(|| {
        format!(
            "{} can't be read: `spotcheck reproduce {model} --write` makes it",
            path.display()
        )
    })?;
    serde_json::from_slice(&bytes).with_context(|| path.display().to_string())
}

fn path(weights: &Path, model: &str) -> PathBuf {
    let home = weights.parent().unwrap_or(Path::new(""));
    home.join("docs/measured").join(format!("{model}.json"))
}

fn measure(weights: &Path, model: &str, data: &Path) -> Result<Option<Tables>> {
    let classifier = models::load(weights, model, &Device::flex())?;
    let recipe = models::recipe(weights, classifier.card())?;
    if recipe.tables.is_empty() {
        return Ok(None);
    }
    let folder = data.join(&recipe.data.folder);
    let test = data::open(&recipe.data, &folder)?.part(Split::Test);
    let some = |every: usize| {
        let some = test.iter().step_by(every.max(1)).cloned().collect();
        data::readable(some, true)
    };
    let mut tables = Tables::default();
    if let Some(every) = recipe.tables.robustness {
        tables.robustness = Some(robustness::measure(&classifier, &some(every)?)?);
    }
    if let Some(every) = recipe.tables.heat {
        tables.heat = Some(overlap(&classifier, &folder, &some(every)?)?);
    }
    Ok(Some(tables))
}

/// Without what it costs: that is the machine's.
fn overlap(classifier: &Classifier, folder: &Path, some: &[Example]) -> Result<heat::Overlap> {
    let overlap = heat::measure(classifier, folder, some)?;
    Ok(heat::Overlap {
        cost: None,
        ..overlap
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::shared_data;

    const DOCUMENT: &str = "docs/skin-model.md";

    #[test]
    fn the_document_says_what_the_tables_say() {
        let weights = models::folder(None).unwrap();
        let home = weights.parent().unwrap();
        let document = std::fs::read_to_string(home.join(DOCUMENT)).unwrap();
        let tables = read(&weights, "skin").unwrap();
        let card = models::card(&weights, "skin").unwrap();
        let table = tables.robustness.unwrap();
        assert_eq!(table.model, format!("skin {}", card.version));
        let rows = table.to_markdown();
        let (_, rows) = rows.split_once("\n\n").unwrap();
        assert!(document.contains(rows), "{DOCUMENT} has not:\n{rows}");
        let overlap = tables.heat.unwrap();
        let words = document.split_whitespace().collect::<Vec<_>>().join(" ");
        for told in [
            format!(
                "({} pictures): a grid of {side} × {side}",
                overlap.n,
                side = overlap.side
            ),
            format!(
                "{:.3} of the map lies on the lesion, which takes {:.3} of the picture",
                overlap.inside, overlap.area
            ),
            format!(
                "the strongest place lies on the lesion in {:.3} of the pictures, while the picture's middle does in {:.3}",
                overlap.pointing, overlap.pointing_of_the_middle
            ),
        ] {
            assert!(words.contains(&told), "{DOCUMENT} has not: {told}");
        }
    }

    /// The whole takes minutes: here some of its pictures.
    #[test]
    fn a_table_is_measured_and_another_is_told_from_it() {
        let Some(data) = shared_data("tables::a_table_is_measured_and_another_is_told_from_it")
        else {
            return;
        };
        let weights = models::folder(None).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path();
        std::fs::create_dir_all(home.join("recipes")).unwrap();
        let recipe = weights.parent().unwrap().join("recipes/skin.toml");
        let recipe = recipe.canonicalize().unwrap();
        let few = format!(
            "base = '{}'\n[tables]\nrobustness = 500\nheat = 100\n",
            recipe.display()
        );
        std::fs::write(home.join("recipes/skin.toml"), few).unwrap();
        let copy = home.join("weights");
        std::fs::create_dir_all(copy.join("skin")).unwrap();
        for file in ["weights.bpk", "card.json"] {
            let from = weights.join("skin").join(file);
            std::fs::copy(from, copy.join("skin").join(file)).unwrap();
        }
        assert!(run(&copy, "skin", &data).is_err(), "nothing lies there yet");
        write(&copy, "skin", &data).unwrap();
        run(&copy, "skin", &data).unwrap();
        let mut tables = read(&copy, "skin").unwrap();
        let overlap = tables.heat.as_mut().unwrap();
        assert_eq!(overlap.n + overlap.without_map, 21);
        overlap.inside += 0.1;
        let table = tables.robustness.as_mut().unwrap();
        assert_eq!((table.n, table.rows.len()), (5, 35));
        table.rows.last_mut().unwrap().unsure += 0.2;
        models::write_json(&path(&copy, "skin"), &tables).unwrap();
        let message = run(&copy, "skin", &data).unwrap_err().to_string();
        for place in ["/heat/inside", "/robustness/rows/34/unsure"] {
            assert!(message.contains(place), "{message}");
        }
    }
}
