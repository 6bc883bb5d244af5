//! The shipped models as a table for the README, from their cards: nobody types a figure.

use std::fmt::Write;
use std::path::Path;

use anyhow::Result;
use spotcheck::Card;

use crate::models;

const HEAD: &str = "\
| model | looks at | classes | test pictures | accuracy | balanced accuracy | macro AUC | file |
|---|---|---|---|---|---|---|---|
";

/// All shipped models, in the order in which they are offered, as a Markdown table.
///
/// # Errors
/// When a card can't be read.
pub fn markdown(weights: &Path) -> Result<String> {
    let mut table = HEAD.to_owned();
    for entry in models::index(weights)?.models {
        table.push_str(&row(&models::card(weights, &entry.id)?)?);
    }
    Ok(table)
}

fn row(card: &Card) -> Result<String> {
    let figure = |name: &str| card.figures.iter().find(|figure| figure.name == name);
    let told = |name: &str| {
        figure(name).map_or("–".to_owned(), |told| {
            format!("{:.3} [{:.3}, {:.3}]", told.value, told.low, told.high)
        })
    };
    let mut row = String::new();
    writeln!(
        row,
        "| `{}` | {size}×{size} | {} | {} | {} | {} | {} | {:.2} MB |",
        card.id,
        card.classes.len(),
        figure("accuracy").map_or("–".to_owned(), |told| told.n.to_string()),
        told("accuracy"),
        told("balanced accuracy"),
        told("macro AUC"),
        card.weights.bytes as f64 / 1e6,
        size = card.input.size,
    )?;
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the README says of the models is what their cards say.
    #[test]
    fn the_readme_has_this_table() {
        let weights = models::folder(None).unwrap();
        let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
        let readme = std::fs::read_to_string(readme).unwrap();
        let table = markdown(&weights).unwrap();
        assert!(
            readme.contains(&table),
            "README.md's table of models is not that of `spotcheck models --markdown`:\n{table}"
        );
    }

    /// Each row of the results that a model of ours makes says what its card says.
    #[test]
    fn the_results_say_what_the_cards_say() {
        let weights = models::folder(None).unwrap();
        let results = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/results.md");
        let results = std::fs::read_to_string(results).unwrap();
        let baselines = models::index(&weights.join("../baselines")).unwrap();
        let baselines = baselines.models.into_iter().map(|entry| (entry, true));
        let shipped = models::index(&weights).unwrap().models;
        let shipped = shipped.into_iter().map(|entry| (entry, false));
        for (entry, compared) in shipped.chain(baselines) {
            let command = format!("`cargo xtask reproduce {}`", entry.id);
            let mut rows = results
                .lines()
                .filter(|row| row.contains(&command))
                .peekable();
            assert!(
                compared || rows.peek().is_some(),
                "docs/results.md has no row of {command}"
            );
            let card = models::card(&weights, &entry.id).unwrap();
            for name in ["accuracy", "balanced accuracy", "macro AUC"] {
                let told = card.figures.iter().find(|told| told.name == name).unwrap();
                let told = format!("{:.3} [{:.3}, {:.3}]", told.value, told.low, told.high);
                for row in rows.clone() {
                    assert!(
                        row.contains(&told),
                        "{name} is {told} in the card, but: {row}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_cards_count_the_epochs_of_all_stages() {
        let weights = models::folder(None).unwrap();
        let home = weights.parent().unwrap();
        for shelf in ["weights", "baselines"] {
            for entry in models::index(&home.join(shelf)).unwrap().models {
                let training = models::card(&weights, &entry.id).unwrap().training;
                let path = home.join(&training.recipe);
                let recipe = crate::recipe::Recipe::read(&path).unwrap();
                let before = crate::train::epochs_before(&recipe, &path).unwrap();
                assert_eq!(
                    training.epochs,
                    before + recipe.schedule.epochs,
                    "{}",
                    entry.id
                );
            }
        }
    }
}
