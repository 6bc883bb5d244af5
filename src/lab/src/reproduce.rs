//! Makes a shipped model's figures again and holds them against its card.

use std::path::Path;

use anyhow::{Result, bail, ensure};
use burn::tensor::Device;
use serde::Serialize;
use serde_json::Value;
use spotcheck::Card;
use spotcheck::card::Figure;

use crate::data::{self, Split};
use crate::details::Details;
use crate::recipe::CardText;
use crate::report::Report;
use crate::{elsewhere, evaluate, models, strangers, train};

/// The ends of an interval are quantiles of a thousand redrawn samples, which the same rounding moves further.
const INTERVAL_TOLERANCE: f64 = 5e-3;

/// Other processors add in another order; a picture on the fence may fall to the other side.
const TOLERANCE: f64 = 2e-3;

/// Evaluates a shipped model on its recipe's test part, within the folder `data` of all data sets, and prints each
/// figure with its interval beside the card's; and makes its tables again.
///
/// # Errors
/// When data or model can't be read, or a figure differs by more than the tolerance, or a count of answers by more than
/// its share of pictures.
pub fn run(weights: &Path, model: &str, data: &Path) -> Result<()> {
    let (card, words, report, details) = measure(weights, model, data)?;
    ensure!(
        (&card.limits, &card.licences) == (&words.limits, &words.licences),
        "the card of {model} has other limits or licences than its recipe: `reproduce --write` takes them over"
    );
    compare(
        &card,
        &report,
        (&models::details(weights, model)?, &details),
    )
}

/// Evaluates likewise and writes what was measured into the card: for cards from before something was measured, and after
/// a change of the measures or of the recipe's words. The weights stay, and with them every answer.
///
/// # Errors
/// As [`run`], and when the card can't be written.
pub fn write(weights: &Path, model: &str, data: &Path) -> Result<()> {
    let (mut card, words, report, details) = measure(weights, model, data)?;
    (card.limits, card.licences) = (words.limits, words.licences);
    card.figures = report.card_figures();
    card.reliability.clone_from(&report.answers);
    card.prevalence.clone_from(&report.prevalence);
    let path = models::card_path(weights, model)?;
    models::write_card(&path, &card, &details)
}

/// The card as it is, and what stands in its recipe or is measured now.
fn measure(weights: &Path, model: &str, data: &Path) -> Result<(Card, CardText, Report, Details)> {
    let classifier = models::load(weights, model, &Device::flex())?;
    let card = classifier.card();
    let recipe = models::recipe(weights, card)?;
    let dataset = data::open(&recipe.data, &data.join(&recipe.data.folder))?;
    train::check_classes(&card.classes, &dataset)?;
    let test = data::readable(dataset.part(Split::Test), true)?;
    let rows = evaluate::rows(classifier.network(), &card.input, &test)?;
    let report = evaluate::evaluate_rows(card, &recipe.data, Split::Test, (&test, &rows))?;
    let strange = strangers::unfamiliar(&classifier, (&test, &rows), &recipe, data)?;
    let elsewhere = elsewhere::measure(&classifier, &recipe, data)?;
    let words = recipe.card;
    let intended_use = words.intended_use.clone();
    let details = Details::of(intended_use, &report, strange.as_ref(), elsewhere);
    Ok((card.clone(), words, report, details))
}

/// Whether figures are the same by the tolerance, each of the same pictures.
pub fn same_figures(told: &[Figure], found: &[Figure]) -> bool {
    told.len() == found.len()
        && told
            .iter()
            .zip(found)
            .all(|(told, found)| same(told, found))
}

fn same(told: &Figure, found: &Figure) -> bool {
    (&told.name, &told.data, told.n) == (&found.name, &found.data, found.n)
        && (found.value - told.value).abs() <= TOLERANCE
        && (found.low - told.low).abs() <= INTERVAL_TOLERANCE
        && (found.high - told.high).abs() <= INTERVAL_TOLERANCE
}

fn compare(card: &Card, report: &Report, (told, found): (&Details, &Details)) -> Result<()> {
    let model = &card.id;
    let measured = report.card_figures();
    let mut differing = Vec::new();
    for found in &measured {
        if card.figures.iter().all(|told| told.name != found.name) {
            println!("  {} is not in the card  DIFFERS", found.name);
            differing.push(found.name.as_str());
        }
    }
    println!("{model}: {} pictures of {}", report.n, report.data);
    for told in &card.figures {
        let found = measured.iter().find(|figure| figure.name == told.name);
        let same = found.is_some_and(|found| same(told, found));
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
    let fence = (TOLERANCE * report.n as f64).ceil() as usize;
    let same = card.reliability.len() == report.answers.len()
        && card
            .reliability
            .iter()
            .zip(&report.answers)
            .all(|(told, found)| {
                (&told.group, told.from, told.to) == (&found.group, found.from, found.to)
                    && told.n.abs_diff(found.n) <= fence
                    && told.right.abs_diff(found.right) <= fence
                    && told
                        .clusters
                        .unwrap_or(told.n)
                        .abs_diff(found.clusters.unwrap_or(found.n))
                        <= fence
            });
    if !same {
        println!("  answers: card {:?}", card.reliability);
        println!("           now  {:?}  DIFFERS", report.answers);
        differing.push("how often answers were right");
    }
    if card.prevalence != report.prevalence {
        println!("  prevalence: card {:?}", card.prevalence);
        println!("              now  {:?}  DIFFERS", report.prevalence);
        differing.push("each group's share of the pictures");
    }
    for difference in differences(told, found, (fence, INTERVAL_TOLERANCE))? {
        println!("  details: {difference}  DIFFERS");
        differing.push("what people read");
    }
    if !differing.is_empty() {
        bail!(
            "{} of {model} came out otherwise than its card says",
            differing.join(", ")
        );
    }
    Ok(())
}

/// Where two tables say something else: so many pictures may be counted elsewhere, and a share may differ by so much.
///
/// # Errors
/// When a table is none that JSON can hold.
pub fn differences<T: Serialize>(
    told: &T,
    found: &T,
    (fence, tolerance): (usize, f64),
) -> Result<Vec<String>> {
    let mut places = Vec::new();
    let (told, found) = (serde_json::to_value(told)?, serde_json::to_value(found)?);
    differ("", (&told, &found), (fence as f64, tolerance), &mut places);
    Ok(places)
}

fn differ(place: &str, pair: (&Value, &Value), by: (f64, f64), places: &mut Vec<String>) {
    let same = match pair {
        (Value::Number(told), Value::Number(found)) => {
            let counts = told.is_u64() && found.is_u64();
            let tolerance = if counts { by.0 } else { by.1 };
            let (told, found) = (told.as_f64(), found.as_f64());
            told.zip(found)
                .is_some_and(|(told, found)| (told - found).abs() <= tolerance)
        }
        (Value::Array(told), Value::Array(found)) if told.len() == found.len() => {
            for (number, pair) in told.iter().zip(found).enumerate() {
                differ(&format!("{place}/{number}"), pair, by, places);
            }
            true
        }
        (Value::Object(told), Value::Object(found)) if told.keys().eq(found.keys()) => {
            for ((key, told), found) in told.iter().zip(found.values()) {
                differ(&format!("{place}/{key}"), (told, found), by, places);
            }
            true
        }
        (told, found) => told == found,
    };
    if !same {
        places.push(format!("{place}: {} and now {}", pair.0, pair.1));
    }
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

    #[test]
    fn tables_that_say_something_else_are_told_by_their_place() {
        let weights = models::folder(None).unwrap();
        let told = models::details(&weights, "skin28").unwrap();
        let mut found = told.clone();
        assert!(differences(&told, &found, (0, 5e-3)).unwrap().is_empty());
        found.diagram[2].right += 0.004;
        found.diagram[2].n += 1;
        assert_eq!(differences(&told, &found, (0, 5e-3)).unwrap().len(), 1);
        assert!(differences(&told, &found, (1, 5e-3)).unwrap().is_empty());
        found.coverage[3].error += 0.01;
        found.subgroups.pop();
        found.intended_use = None;
        let places = differences(&told, &found, (1, 5e-3)).unwrap();
        // An absent text is a table of other keys.
        assert_eq!(places.len(), 1, "{places:?}");
        found.intended_use.clone_from(&told.intended_use);
        let places = differences(&told, &found, (1, 5e-3)).unwrap();
        let starts = ["/coverage/3/error: ", "/subgroups: "];
        assert!(
            places.len() == 2
                && places
                    .iter()
                    .zip(starts)
                    .all(|(place, start)| place.starts_with(start)),
            "{places:?}"
        );
    }
}
