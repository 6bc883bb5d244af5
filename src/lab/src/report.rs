//! An evaluation as people and programs read it.

use std::fmt::Write;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use spotcheck::card::Figure;

use crate::data::Split;
use crate::metrics::Interval;

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
