//! Evaluates a model on a part of a data set: every figure that a card quotes comes from here.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};
use burn::tensor::Device;
use serde::Serialize;
use spotcheck::calibration::probabilities;
use spotcheck::card::Figure;
use spotcheck::networks::Network;
use spotcheck::verdict::{Evidence, judge};
use spotcheck::{Card, Classifier, State};

use crate::data::{Example, Split};
use crate::metrics::{self, Interval, Scored, bootstrap};
use crate::score::{self, Row};

/// Samples redrawn for an interval.
const BOOTSTRAP_ROUNDS: usize = 1000;
/// Fixed, so that the same model on the same data always gives the same report.
const BOOTSTRAP_SEED: u64 = 20_260_101;
/// Bins of the expected calibration error.
const CALIBRATION_BINS: usize = 15;

/// An evaluation, as written to `report.json`.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Model id.
    pub model: String,
    /// Model version.
    pub version: String,
    /// Data set.
    pub data: String,
    /// Its part.
    pub split: Split,
    /// Pictures.
    pub n: usize,
    /// Overall figures by name.
    pub figures: Vec<NamedFigure>,
    /// Classification report.
    pub classes: Vec<ClassReport>,
    /// Rows: true class; columns: predicted class; in the order of `classes`.
    pub confusion: Vec<Vec<usize>>,
}

/// A figure with its name.
#[derive(Debug, Serialize)]
pub struct NamedFigure {
    /// The measure.
    pub name: &'static str,
    /// Its value and interval.
    #[serde(flatten)]
    pub interval: Interval,
}

/// One row of the classification report.
#[derive(Debug, Serialize)]
pub struct ClassReport {
    /// Class code.
    pub code: String,
    /// Pictures of this class.
    pub support: usize,
    /// `None` when nothing was given to this class.
    pub precision: Option<f64>,
    /// `None` when the class does not occur.
    pub recall: Option<f64>,
    /// Harmonic mean of both.
    pub f1: Option<f64>,
    /// Area under the ROC curve against all others.
    pub auc: Option<f64>,
}

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

impl Report {
    /// The figures as a card quotes them, to four digits.
    #[must_use]
    pub fn card_figures(&self) -> Vec<Figure> {
        let rounded = |value: f64| (value * 1e4).round() / 1e4;
        let split = format!("{} (by lesion)", format!("{:?}", self.split).to_lowercase());
        self.figures
            .iter()
            .map(|figure| Figure {
                name: figure.name.to_owned(),
                value: rounded(figure.interval.value),
                low: rounded(figure.interval.low),
                high: rounded(figure.interval.high),
                data: self.data.clone(),
                split: split.clone(),
                n: self.n,
            })
            .collect()
    }

    /// What a person reads.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "{} {} on {} ({:?}): {} pictures\n\n",
            self.model, self.version, self.data, self.split, self.n
        );
        // Writing into a String cannot fail.
        for NamedFigure { name, interval } in &self.figures {
            let _ = writeln!(
                text,
                "{name:<28} {:.4}  [{:.4}, {:.4}]",
                interval.value, interval.low, interval.high
            );
        }
        let _ = writeln!(text, "\nclass  precision  recall  F1      AUC     support");
        let cell = |value: Option<f64>| {
            value.map_or_else(|| "–     ".to_owned(), |value| format!("{value:.4}"))
        };
        for class in &self.classes {
            let _ = writeln!(
                text,
                "{:<6} {}     {}  {}  {}  {}",
                class.code,
                cell(class.precision),
                cell(class.recall),
                cell(class.f1),
                cell(class.auc),
                class.support
            );
        }
        let _ = writeln!(text, "\nconfusion (rows: true, columns: predicted)");
        let head: String = self.classes.iter().fold(String::new(), |mut head, class| {
            let _ = write!(head, "{:>7}", class.code);
            head
        });
        let _ = writeln!(text, "      {head}");
        for (class, row) in self.classes.iter().zip(&self.confusion) {
            let cells: String = row.iter().fold(String::new(), |mut cells, count| {
                let _ = write!(cells, "{count:>7}");
                cells
            });
            let _ = writeln!(text, "{:<6}{cells}", class.code);
        }
        text
    }

    /// Writes `report.json` and `report.txt`.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join("report.json"), serde_json::to_vec_pretty(self)?)?;
        std::fs::write(folder.join("report.txt"), self.to_text())?;
        Ok(())
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
        let dataset = data::ham10000::read(&shared.join("ham10000")).unwrap();
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
                    path.extension()
                        .is_some_and(|extension| extension == "jpg" || extension == "png")
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
