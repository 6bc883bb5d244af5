//! Evaluates a model on a part of a data set: every figure that a card quotes comes from here.

use anyhow::{Context, Result};
use burn::tensor::Device;
use spotcheck::calibration::probabilities;
use spotcheck::networks::Network;
use spotcheck::verdict::{Evidence, judge};
use spotcheck::{Card, Classifier, State};

use crate::data::{Example, Split};
use crate::metrics::{self, Interval, Scored, bootstrap};
use crate::report::{ClassReport, NamedFigure, Report};
use crate::score::{self, Row};

/// Samples redrawn for an interval.
const BOOTSTRAP_ROUNDS: usize = 1000;
/// Fixed, so that the same model on the same data always gives the same report.
const BOOTSTRAP_SEED: u64 = 20_260_101;
/// Bins of the expected calibration error.
const CALIBRATION_BINS: usize = 15;

/// Runs a classifier's network over examples; the rows come in their order.
///
/// # Errors
/// When a picture can't be read or the device fails.
pub fn rows(network: &Network, card: &Card, examples: &[Example]) -> Result<Vec<Row>> {
    let prepared = score::prepare(examples, card.input.size)?;
    score::forward(network, &card.input, &Device::flex(), &prepared)
}

/// Evaluates a shipped model.
///
/// # Errors
/// As [`rows`].
pub fn evaluate(
    classifier: &Classifier,
    data: &str,
    split: Split,
    examples: &[Example],
) -> Result<Report> {
    let card = classifier.card();
    let rows = rows(classifier.network(), card, examples)?;
    report(card, data, split, examples, &rows)
}

/// Makes the report from what the network said.
///
/// # Errors
/// When a logit is not finite.
pub fn report(
    card: &Card,
    data: &str,
    split: Split,
    examples: &[Example],
    rows: &[Row],
) -> Result<Report> {
    let classes = card.classes.len();
    let scored = scored(card, examples, rows)?;
    let states = states(card, &scored, rows)?;
    let all: Vec<&Scored> = scored.iter().collect();
    let figure = |name, measure: &dyn Fn(&[&Scored]) -> f64| NamedFigure {
        name,
        interval: bootstrap(&scored, BOOTSTRAP_ROUNDS, BOOTSTRAP_SEED, measure),
    };
    let of_state = |wanted: State| -> Vec<Scored> {
        let chosen = scored
            .iter()
            .zip(&states)
            .filter(|(_, state)| **state == wanted);
        chosen.map(|(one, _)| one.clone()).collect()
    };
    let answered = of_state(State::Answer);
    let share = |part: &[Scored]| {
        let value = part.len() as f64 / scored.len().max(1) as f64;
        // Wilson's score interval: a share near 0 or 1 has no symmetric one.
        wilson(value, scored.len())
    };
    let figures = vec![
        figure("accuracy", &metrics::accuracy),
        figure("balanced accuracy", &|sample| {
            metrics::balanced_accuracy(sample, classes)
        }),
        figure("macro AUC", &|sample| metrics::macro_auc(sample, classes)),
        figure("log loss", &metrics::log_loss),
        figure("calibration error (15 bins)", &|sample| {
            metrics::calibration_error(sample, CALIBRATION_BINS)
        }),
        NamedFigure {
            name: "answered",
            interval: share(&answered),
        },
        NamedFigure {
            name: "accuracy when answered",
            interval: bootstrap(
                &answered,
                BOOTSTRAP_ROUNDS,
                BOOTSTRAP_SEED,
                metrics::accuracy,
            ),
        },
        NamedFigure {
            name: "refused as unsuitable",
            interval: share(&of_state(State::Unsuitable)),
        },
    ];
    let class_reports = card
        .classes
        .iter()
        .enumerate()
        .map(|(class, told)| {
            let (precision, recall) = (
                metrics::precision(&all, class),
                metrics::recall(&all, class),
            );
            let scores: Vec<(f32, bool)> = all
                .iter()
                .map(|one| {
                    (
                        one.probabilities.get(class).copied().unwrap_or(0.0),
                        one.label == class,
                    )
                })
                .collect();
            ClassReport {
                code: told.code.clone(),
                support: all.iter().filter(|one| one.label == class).count(),
                precision,
                recall,
                f1: precision.zip(recall).map(|(p, r)| {
                    if p + r > 0.0 {
                        2.0 * p * r / (p + r)
                    } else {
                        0.0
                    }
                }),
                auc: metrics::area_under_roc(&scores),
            }
        })
        .collect();
    Ok(Report {
        model: card.id.clone(),
        version: card.version.clone(),
        data: data.to_owned(),
        split,
        n: scored.len(),
        figures,
        classes: class_reports,
        confusion: metrics::confusion_matrix(&all, classes),
    })
}

/// Calibrated probabilities beside labels and groups.
///
/// # Errors
/// When a logit is not finite.
pub fn scored(card: &Card, examples: &[Example], rows: &[Row]) -> Result<Vec<Scored>> {
    examples
        .iter()
        .zip(rows)
        .map(|(example, row)| {
            Ok(Scored {
                label: example.label,
                probabilities: probabilities(&row.logits, card.calibration.temperature)
                    .context("a logit is not finite")?,
                group: example.group.clone(),
            })
        })
        .collect()
}

fn states(card: &Card, scored: &[Scored], rows: &[Row]) -> Result<Vec<State>> {
    scored
        .iter()
        .zip(rows)
        .map(|(one, row)| {
            let evidence = Evidence {
                probabilities: one.probabilities.clone(),
                novelty: card.novelty.distance(&row.features)?,
                contrast: row.contrast,
                crop_side: u32::MAX,
            };
            Ok(judge(card, &evidence, "flex").state)
        })
        .collect()
}

/// Wilson's score interval at 95 %.
fn wilson(value: f64, n: usize) -> Interval {
    const Z: f64 = 1.959_964;
    let n = n.max(1) as f64;
    let spread = 1.0 + Z * Z / n;
    let centre = (value + Z * Z / (2.0 * n)) / spread;
    let half = Z * (value * (1.0 - value) / n + Z * Z / (4.0 * n * n)).sqrt() / spread;
    Interval {
        value,
        low: (centre - half).max(0.0),
        high: (centre + half).min(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::shared_data;
    use crate::{data, models};

    #[test]
    fn every_figure_of_the_card_can_be_made_again() {
        let Some(shared) = shared_data("evaluate::every_figure_of_the_card_can_be_made_again")
        else {
            return;
        };
        let weights = models::folder(None).unwrap();
        let classifier = models::load(&weights, "skin28", &Device::flex()).unwrap();
        let dataset = data::open(&data::spec::Data::default(), &shared.join("ham10000")).unwrap();
        let report = evaluate(
            &classifier,
            "HAM10000",
            Split::Test,
            &dataset.part(Split::Test),
        )
        .unwrap();
        let told = &classifier.card().figures;
        assert_eq!(told.len(), report.figures.len());
        let differences: Vec<String> = report
            .card_figures()
            .iter()
            .zip(told)
            // Other processors add in another order; a picture on the fence may fall to the other side.
            .filter(|(one, other)| {
                one.name != other.name || one.n != other.n || (one.value - other.value).abs() > 2e-3
            })
            .map(|(one, other)| format!("measured {one:?}, the card says {other:?}"))
            .collect();
        assert!(differences.is_empty(), "{differences:#?}");
    }

    #[test]
    fn what_is_no_skin_lesion_is_mostly_refused() {
        let Some(shared) = shared_data("evaluate::what_is_no_skin_lesion_is_mostly_refused") else {
            return;
        };
        let weights = models::folder(None).unwrap();
        let classifier = models::load(&weights, "skin28", &Device::flex()).unwrap();
        for folder in [
            "not-skin",
            "chest-xray/test/NORMAL",
            "brain-mri/Testing/glioma",
        ] {
            let mut paths: Vec<_> = std::fs::read_dir(shared.join(folder))
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .filter(|path| {
                    path.extension().is_some_and(|extension| {
                        ["jpg", "jpeg", "png"]
                            .iter()
                            .any(|known| extension == *known)
                    })
                })
                .collect();
            paths.sort();
            paths.truncate(60);
            let refused = paths
                .iter()
                .map(|path| {
                    crate::classify::classify(&classifier, &crate::decode::read(path).unwrap())
                        .unwrap()
                })
                .filter(|verdict| verdict.state == State::Unsuitable)
                .count();
            assert!(paths.len() >= 6, "{folder}");
            assert!(
                refused * 5 >= paths.len() * 4,
                "{folder}: {refused} of {}",
                paths.len()
            );
        }
    }
}
