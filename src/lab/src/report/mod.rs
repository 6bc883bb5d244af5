//! An evaluation as people and programs read it.
//!
//! [`build`] makes it from scored pictures alone, so that it serves a shipped model, a cross-validation and another
//! project's predictions alike.

mod build;
pub mod curves;
mod html;
mod plots;
mod states;
mod subgroups;
mod tables;
#[cfg(test)]
mod tests;
mod text;

pub use build::build;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use spotcheck::card::{Class, Figure, Group, ReliabilityBin};

use crate::metrics::Interval;
use crate::metrics::calibration::Bin;
use crate::metrics::classification::Confusion;
use crate::metrics::curves::CurvePoint;
use crate::metrics::selection::SelectionPoint;

/// What is evaluated, and on what.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Model id, or another short name.
    pub model: String,
    /// Its version; may be empty.
    pub version: String,
    /// A title for people.
    pub title: String,
    /// Data set.
    pub data: String,
    /// Its part, as a card quotes it, e.g. `test (by lesion)`.
    pub split: String,
    /// In the order of the probabilities.
    pub classes: Vec<Class>,
    /// Groups of the classes; may be empty.
    pub groups: Vec<Group>,
    /// Confidence below which no answer is given, where there is such a threshold.
    pub abstain: Option<f32>,
    /// Limits in plain sentences.
    pub limits: Vec<String>,
    /// What makes this report again.
    pub command: String,
}

/// An evaluation, as written to `report.json`.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Model id.
    pub model: String,
    /// Model version.
    pub version: String,
    /// Title for people.
    pub title: String,
    /// Data set.
    pub data: String,
    /// Its part.
    pub split: String,
    /// Pictures.
    pub n: usize,
    /// Independent groups (lesions, patients) among them: what the bootstrap redraws.
    pub n_groups: usize,
    /// How the intervals came about.
    pub bootstrap: Bootstrap,
    /// Headline figures by name.
    pub figures: Vec<NamedFigure>,
    /// What the figures and tables count as positive, where the task has such a thing.
    pub positive: Option<PositiveReport>,
    /// By class, in the order of the probabilities.
    pub classes: Vec<ClassReport>,
    /// Means over the classes.
    pub averages: Averages,
    /// Rows: true class; columns: predicted class; in the order of `classes`.
    pub confusion: Confusion,
    /// The same as shares of the true class.
    pub confusion_normalised: Vec<Vec<f64>>,
    /// Reliability diagram of the likeliest class's probability.
    pub reliability: Vec<Bin>,
    /// How often plain answers were right, by group and its probability; empty where there were no verdicts.
    pub answers: Vec<ReliabilityBin>,
    /// Each group's share of the pictures, by its code.
    pub prevalence: BTreeMap<String, f64>,
    /// What leaving out the least certain answers gains.
    pub selection: SelectionReport,
    /// How the verdicts fell, where there were verdicts.
    pub states: Option<StatesReport>,
    /// A table for each key by which the pictures are known.
    pub subgroups: Vec<SubgroupTable>,
    /// The model's limits.
    pub limits: Vec<String>,
    /// What makes this report again.
    pub command: String,
}

/// How the intervals came about.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Bootstrap {
    /// Samples redrawn.
    pub rounds: usize,
    /// Seed of the draws.
    pub seed: u64,
    /// Share of draws between `low` and `high`.
    pub level: f64,
}

/// A figure with its name.
#[derive(Debug, Serialize)]
pub struct NamedFigure {
    /// The measure.
    pub name: String,
    /// Its value and interval.
    #[serde(flatten)]
    pub interval: Interval,
}

/// One row of the classification report.
#[derive(Debug, Serialize)]
pub struct ClassReport {
    /// Class code.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// Code of its group; may be empty.
    pub group: String,
    /// Pictures of this class.
    pub support: u64,
    /// Pictures given to this class.
    pub predicted: u64,
    /// `None` when nothing was given to this class.
    pub precision: Option<Interval>,
    /// `None` when the class does not occur.
    pub recall: Option<Interval>,
    /// Harmonic mean of both; `None` when the class neither occurs nor was given.
    pub f1: Option<Interval>,
    /// This class against all others.
    pub ranking: RankingReport,
}

/// How well one question's scores separate.
#[derive(Debug, Serialize)]
pub struct RankingReport {
    /// Area under the ROC curve; `None` without both kinds of pictures, as all that follows.
    pub auc: Option<Interval>,
    /// Average precision.
    pub average_precision: Option<Interval>,
    /// Sensitivity at fixed specificities.
    pub sensitivity_at_specificity: Vec<AtFixed>,
    /// Specificity at fixed sensitivities.
    pub specificity_at_sensitivity: Vec<AtFixed>,
    /// At most 200 points of the curves, from the highest threshold down.
    pub curve: Vec<CurvePoint>,
}

/// A rate where another is held.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct AtFixed {
    /// The one that is held, at least.
    pub fixed: f64,
    /// The other one.
    #[serde(flatten)]
    pub reached: Option<Interval>,
    /// The probability from which a picture is called positive there; `None` where none is.
    pub threshold: Option<f32>,
}

/// The question that matters most: the malignant group, a binary task's second class, or the group of the ill.
#[derive(Debug, Serialize)]
pub struct PositiveReport {
    /// Code of the group or class.
    pub code: String,
    /// What people read instead.
    pub title: String,
    /// Indices of the classes that count as positive.
    #[serde(skip)]
    pub members: Vec<usize>,
    /// Their codes.
    pub classes: Vec<String>,
    /// Positive pictures.
    pub support: u64,
    /// Curves and rates.
    pub ranking: RankingReport,
    /// Pointwise 95 % band of the ROC curve.
    pub roc_band: Vec<BandPoint>,
    /// Reliability diagram of its probability.
    pub reliability: Vec<Bin>,
}

/// A place of the band around a ROC curve.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct BandPoint {
    /// False positive rate.
    pub fpr: f64,
    /// 2.5th percentile of the true positive rate.
    pub low: f64,
    /// 97.5th percentile.
    pub high: f64,
}

/// Means over the classes that occur.
#[derive(Debug, Serialize)]
pub struct Averages {
    /// Each class alike.
    #[serde(rename = "macro")]
    pub macro_average: AveragedRates,
    /// Each class by its support.
    pub weighted: AveragedRates,
    /// Mean area under the ROC curve.
    pub macro_auc: Option<Interval>,
    /// Mean average precision.
    pub macro_average_precision: Option<Interval>,
}

/// Means of the classification report's columns.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct AveragedRates {
    /// Mean precision.
    pub precision: Option<Interval>,
    /// Mean recall.
    pub recall: Option<Interval>,
    /// Mean F1.
    pub f1: Option<Interval>,
}

/// Coverage against risk.
#[derive(Debug, Serialize)]
pub struct SelectionReport {
    /// Area under the risk–coverage curve.
    pub aurc: Option<Interval>,
    /// At most 200 points, by rising coverage.
    pub curve: Vec<SelectionPoint>,
    /// Where the confidence threshold that is shipped lies on it.
    pub shipped: Option<SelectionPoint>,
    /// All answers, the surest nine tenths, and so on.
    pub tenths: Vec<CoveragePoint>,
}

/// The surest answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoveragePoint {
    /// Their share of all.
    pub coverage: f64,
    /// The share of wrong ones among them.
    pub error: f64,
}

/// How the verdicts fell.
#[derive(Debug, Serialize)]
pub struct StatesReport {
    /// Share with an answer.
    pub answer: Interval,
    /// Share with "can't tell".
    pub unsure: Interval,
    /// Share refused.
    pub unsuitable: Interval,
    /// Accuracy among those with an answer; `None` when there is none.
    pub accuracy_when_answered: Option<Interval>,
}

/// Figures by the values of one key, e.g. sex.
#[derive(Debug, Serialize)]
pub struct SubgroupTable {
    /// The key.
    pub key: String,
    /// What the column `auc` measures: the code of what is positive, or `macro`.
    pub auc_of: String,
    /// A row for each value; pictures without one come last.
    pub rows: Vec<SubgroupRow>,
}

/// One subgroup. A figure is `None` when there is too little to tell.
#[derive(Debug, Serialize)]
pub struct SubgroupRow {
    /// The value; `None` where it was not recorded.
    pub value: Option<String>,
    /// Pictures.
    pub n: usize,
    /// Share of right answers.
    pub accuracy: Option<Interval>,
    /// Mean recall, where all classes occur.
    pub balanced_accuracy: Option<Interval>,
    /// Area under the ROC curve, where all it compares occurs.
    pub auc: Option<Interval>,
}

impl Report {
    /// The figures as a card quotes them, to four digits.
    #[must_use]
    pub fn card_figures(&self) -> Vec<Figure> {
        let figures = self.figures.iter();
        figures
            .map(|figure| {
                let of = (self.data.as_str(), self.split.as_str(), self.n);
                figure.interval.quoted(&figure.name, of)
            })
            .collect()
    }

    /// The whole report as plain text.
    #[must_use]
    pub fn to_text(&self) -> String {
        text::text(self)
    }

    /// The whole report as one page that needs nothing else.
    ///
    /// # Errors
    /// When a plot can't be drawn.
    pub fn to_html(&self) -> Result<String> {
        html::page(self)
    }

    /// Writes `report.json`, `report.txt` and `report.html`.
    ///
    /// # Errors
    /// When a plot can't be drawn or the disk refuses.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            std::fs::write(&path, bytes).with_context(|| format!("{}", path.display()))
        };
        std::fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
        write("report.json", &serde_json::to_vec_pretty(self)?)?;
        write("report.txt", self.to_text().as_bytes())?;
        write("report.html", self.to_html()?.as_bytes())
    }
}
