//! What is shown of an epoch while it runs.

use std::fmt::Write;
use std::iter;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::metrics::classification::Confusion;

/// A line with loss, balanced accuracy, pictures a second and time left; nothing where no terminal is.
pub struct Progress {
    bar: ProgressBar,
    classes: usize,
    /// The pictures so far.
    confusion: Confusion,
    loss: f64,
    steps: usize,
}

impl Progress {
    /// Of the epoch `number` of `epochs`, with so many pictures.
    ///
    /// # Errors
    /// Never in practice: when the line's template is malformed.
    pub fn new((number, epochs): (usize, usize), pictures: usize, classes: usize) -> Result<Self> {
        let style = ProgressStyle::with_template(
            "{prefix} {bar:24} {pos}/{len}  {msg}  {speed}  {eta} left",
        )?
        .with_key("speed", |state: &ProgressState, text: &mut dyn Write| {
            // A line that can't be shown is no reason to stop training.
            let _ = write!(text, "{:.1} pictures/s", state.per_sec());
        });
        let bar = ProgressBar::new(pictures as u64)
            .with_style(style)
            .with_prefix(format!("epoch {number}/{epochs}"));
        Ok(Self {
            bar,
            classes,
            confusion: Confusion::count(classes, iter::empty()),
            loss: 0.0,
            steps: 0,
        })
    }

    /// One step's loss, and its pictures' classes and logits. With mixup a picture counts by its own class, not by its
    /// partner's.
    pub fn step(&mut self, loss: f64, labels: &[i64], logits: &[f32]) {
        self.loss += loss;
        self.steps += 1;
        for (&label, logits) in labels.iter().zip(logits.chunks(self.classes.max(1))) {
            let largest = logits.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
            let predicted = largest.map_or(0, |(class, _)| class);
            self.confusion.add(label as usize, predicted, 1);
        }
        self.advance(labels.len());
    }

    /// One step's loss over so many pictures that have no classes to be told apart.
    pub fn step_without_classes(&mut self, loss: f64, pictures: usize) {
        self.loss += loss;
        self.steps += 1;
        self.advance(pictures);
    }

    fn advance(&self, pictures: usize) {
        self.bar.inc(pictures as u64);
        let balanced = match self.balanced_accuracy() {
            Some(balanced) => format!("  balanced accuracy {balanced:.3}"),
            None => String::new(),
        };
        self.bar
            .set_message(format!("loss {:.3}{balanced}", self.mean_loss()));
    }

    /// Takes the line away; the mean loss and the balanced accuracy of what was learned from, 0 without classes.
    pub fn finish(self) -> (f64, f64) {
        self.bar.finish_and_clear();
        (self.mean_loss(), self.balanced_accuracy().unwrap_or(0.0))
    }

    fn balanced_accuracy(&self) -> Option<f64> {
        Some(self.confusion.balanced_accuracy()).filter(|balanced| balanced.is_finite())
    }

    fn mean_loss(&self) -> f64 {
        self.loss / self.steps.max(1) as f64
    }
}
