//! Makes a shipped model's figures again and holds them against its card.

use std::path::Path;

use anyhow::{Result, bail};
use burn::tensor::Device;

use crate::data::{self, Split};
use crate::{evaluate, models, train};

/// The ends of an interval are quantiles of a thousand redrawn samples, which the same rounding moves further.
const INTERVAL_TOLERANCE: f64 = 5e-3;

/// Other processors add in another order; a picture on the fence may fall to the other side.
const TOLERANCE: f64 = 2e-3;

/// Evaluates a shipped model on its recipe's test part, within the folder `data` of all data sets, and prints each
/// figure with its interval beside the card's.
///
/// # Errors
/// When data or model can't be read, or a figure differs by more than the tolerance.
pub fn run(weights: &Path, model: &str, data: &Path) -> Result<()> {
    let classifier = models::load(weights, model, &Device::flex())?;
    let recipe = models::recipe(weights, classifier.card())?;
    let dataset = data::open(&recipe.data, &data.join(&recipe.data.folder))?;
    train::check_classes(&classifier.card().classes, &dataset)?;
    let examples = data::readable(dataset.part(Split::Test), true)?;
    let report = evaluate::evaluate(&classifier, &recipe.data, Split::Test, &examples)?;
    let measured = report.card_figures();
    let mut differing = Vec::new();
    println!(
        "{model}: {} pictures of {}",
        examples.len(),
        recipe.data.name
    );
    for told in &classifier.card().figures {
        let found = measured.iter().find(|figure| figure.name == told.name);
        let same = found.is_some_and(|found| {
            found.n == told.n
                && (found.value - told.value).abs() <= TOLERANCE
                && (found.low - told.low).abs() <= INTERVAL_TOLERANCE
                && (found.high - told.high).abs() <= INTERVAL_TOLERANCE
        });
        let now = found.map_or("-".to_owned(), |found| {
            format!("{:.4} [{:.4}, {:.4}]", found.value, found.low, found.high)
        });
        println!(
            "  {:<28} card {:.4} [{:.4}, {:.4}]  now {now}{}",
            told.name,
            told.value,
            told.low,
            told.high,
            if same { "" } else { "  DIFFERS" }
        );
        if !same {
            differing.push(told.name.as_str());
        }
    }
    if !differing.is_empty() {
        bail!(
            "{} of {model} came out otherwise than its card says",
            differing.join(", ")
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::shared_data;

    /// Every shipped model, not only the one the page begins with.
    #[test]
    fn every_shipped_figure_comes_out_again() {
        let Some(data) = shared_data("reproduce::every_shipped_figure_comes_out_again") else {
            return;
        };
        let ours = models::folder(None).unwrap();
        let baselines = ours.join("../baselines");
        for weights in [ours, baselines] {
            for entry in models::index(&weights).unwrap().models {
                let figures = models::card(&weights, &entry.id).unwrap().figures.len();
                assert!(figures >= 8, "{}: {figures} figures", entry.id);
                run(&weights, &entry.id, &data).unwrap();
            }
        }
    }

    #[test]
    fn a_card_that_says_more_is_found_out() {
        let Some(data) = shared_data("reproduce::a_card_that_says_more_is_found_out") else {
            return;
        };
        let weights = models::folder(None).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("weights");
        std::fs::create_dir_all(copy.join("skin28")).unwrap();
        std::fs::create_dir_all(folder.path().join("recipes")).unwrap();
        let recipe = weights.parent().unwrap().join("recipes/skin28.toml");
        std::fs::copy(recipe, folder.path().join("recipes/skin28.toml")).unwrap();
        for file in ["weights.bpk", "card.json"] {
            std::fs::copy(
                weights.join("skin28").join(file),
                copy.join("skin28").join(file),
            )
            .unwrap();
        }
        let path = copy.join("skin28/card.json");
        let mut card = models::card(&copy, "skin28").unwrap();
        card.figures[0].value += 0.01;
        std::fs::write(&path, serde_json::to_string(&card).unwrap()).unwrap();
        let message = run(&copy, "skin28", &data).unwrap_err().to_string();
        assert!(message.contains(&card.figures[0].name), "{message}");
    }
}
