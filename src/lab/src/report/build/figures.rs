//! The figures that a card quotes.

use super::{BINS, Sample};
use crate::metrics::Interval;
use crate::metrics::calibration::{brier_scores, log_losses, weighted_mean};
use crate::report::{
    Averages, ClassReport, NamedFigure, PositiveReport, RankingReport, StatesReport,
};

/// The class that matters most of all where it is one of them, by its code.
const MELANOMA: &str = "mel";
/// The specificity at which a sensitivity is quoted.
const SPECIFICITY: f64 = 0.9;
/// The share that is answered where it is quoted what withholding answers brings: the error per answer, as a share of that
/// without.
const COVERAGE: f64 = 0.8;

/// How well a class or group is told from all others.
fn ranked(code: &str, ranking: &RankingReport) -> Vec<(String, Option<Interval>)> {
    let at = ranking.sensitivity_at_specificity.iter();
    let quoted = at.filter(|at| (at.fixed - SPECIFICITY).abs() < 1e-9);
    std::iter::once((format!("AUC {code}"), ranking.auc))
        .chain(quoted.map(|at| {
            let name = format!("sensitivity {code} at {:.2} specificity", at.fixed);
            (name, at.reached)
        }))
        .collect()
}

impl Sample<'_> {
    pub(super) fn figures(
        &self,
        averages: &Averages,
        classes: &[ClassReport],
        positive: Option<&PositiveReport>,
        states: Option<&StatesReport>,
    ) -> Vec<NamedFigure> {
        let [accuracy, balanced] = self.draws.intervals(|weights| {
            let confusion = self.confusion(weights);
            [confusion.accuracy(), confusion.balanced_accuracy()]
        });
        let balanced = balanced.map(|interval| interval.or_wilson(self.rarest()));
        let accuracy = accuracy.map(|interval| interval.or_wilson(self.groups_where(|_| true)));
        let losses = log_losses(self.scored.iter());
        let briers = brier_scores(self.scored.iter());
        let confidence = self.confidence();
        let [loss, brier, error] = self.draws.intervals(|weights| {
            [
                weighted_mean(&losses, weights),
                weighted_mean(&briers, weights),
                confidence.expected_error(weights),
            ]
        });
        let selection = self.surest_first();
        let left = self.draws.interval(|weights| {
            let [all, surest] = [1.0, COVERAGE].map(|share| selection.risk_at(weights, share));
            all.zip(surest)
                .filter(|&(all, _)| all > 0.0)
                .map_or(f64::NAN, |(all, surest)| surest / all)
        });
        let mut figures = vec![
            ("accuracy".to_owned(), accuracy),
            ("balanced accuracy".to_owned(), balanced),
            ("macro AUC".to_owned(), averages.macro_auc),
        ];
        if let Some(positive) = positive {
            figures.extend(ranked(&positive.code, &positive.ranking));
        }
        let melanoma = classes.iter().find(|class| class.code == MELANOMA);
        if let Some(melanoma) = melanoma {
            figures.extend(ranked(MELANOMA, &melanoma.ranking));
        }
        figures.extend([
            ("log loss".to_owned(), loss),
            ("Brier score".to_owned(), brier),
            (format!("calibration error ({BINS} bins)"), error),
            (
                format!("share of the error left at {COVERAGE:.2} coverage"),
                left,
            ),
        ]);
        if let Some(states) = states {
            figures.extend([
                ("answered".to_owned(), Some(states.answer)),
                (
                    "accuracy when answered".to_owned(),
                    states.accuracy_when_answered,
                ),
                ("refused as unsuitable".to_owned(), Some(states.unsuitable)),
            ]);
        }
        figures
            .into_iter()
            .filter_map(|(name, interval)| interval.map(|interval| NamedFigure { name, interval }))
            .collect()
    }
}
