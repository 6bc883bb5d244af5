//! What is gained when the least certain answers are left out.

use serde::Serialize;

use super::curves::thin;
use super::{Weights, weight_of};

/// Answers by falling confidence.
#[derive(Debug, Clone)]
pub struct Selection {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    index: usize,
    confidence: f32,
    wrong: bool,
    /// The next entry's confidence is smaller, or there is none.
    ends_ties: bool,
}

/// What is left when everything below a confidence goes unanswered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SelectionPoint {
    /// Answered from this confidence up.
    pub threshold: f32,
    /// Share answered.
    pub coverage: f64,
    /// Share of wrong ones among these.
    pub risk: f64,
}

impl Selection {
    /// Sorts (index into the sample's weights, confidence, whether the answer is wrong).
    pub fn new(answers: impl Iterator<Item = (usize, f32, bool)>) -> Self {
        let mut entries: Vec<Entry> = answers
            .map(|(index, confidence, wrong)| Entry {
                index,
                confidence,
                wrong,
                ends_ties: true,
            })
            .collect();
        entries.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
        let next: Vec<f32> = entries.iter().skip(1).map(|one| one.confidence).collect();
        for (entry, next) in entries.iter_mut().zip(next) {
            entry.ends_ties = entry.confidence.total_cmp(&next).is_ne();
        }
        Self { entries }
    }

    /// Area under the risk–coverage curve: the mean risk over keeping the 1, 2, … n most confident (Geifman, Uziel and
    /// El-Yaniv, ICLR 2019). Among equals the expectation over their orders is taken. NaN of nothing.
    #[must_use]
    pub fn area(&self, weights: &Weights) -> f64 {
        let (mut sum, mut kept, mut wrong) = (0.0, 0, 0);
        self.each_level(weights, |_, count, errors| {
            for place in 1..=count {
                let expected = wrong as f64 + errors as f64 * place as f64 / count as f64;
                sum += expected / (kept + place) as f64;
            }
            kept += count;
            wrong += errors;
        });
        sum / kept as f64
    }

    /// The curve in at most `limit` points, by rising coverage.
    #[must_use]
    pub fn points(&self, weights: &Weights, limit: usize) -> Vec<SelectionPoint> {
        let mut levels = Vec::new();
        let (mut kept, mut wrong) = (0, 0);
        self.each_level(weights, |threshold, count, errors| {
            kept += count;
            wrong += errors;
            levels.push((threshold, kept, wrong));
        });
        let points = levels
            .into_iter()
            .map(
                |(threshold, answered, wrong): (f32, u64, u64)| SelectionPoint {
                    threshold,
                    coverage: answered as f64 / kept as f64,
                    risk: wrong as f64 / answered as f64,
                },
            )
            .collect();
        thin(points, limit, |one, other| {
            (one.coverage - other.coverage).abs() + (one.risk - other.risk).abs()
        })
    }

    /// Where a confidence threshold lies on the curve; `None` when nothing reaches it.
    #[must_use]
    pub fn at(&self, weights: &Weights, threshold: f32) -> Option<SelectionPoint> {
        let (mut total, mut kept, mut wrong) = (0u64, 0u64, 0u64);
        self.each_level(weights, |confidence, count, errors| {
            total += count;
            if confidence >= threshold {
                kept += count;
                wrong += errors;
            }
        });
        (kept > 0).then(|| SelectionPoint {
            threshold,
            coverage: kept as f64 / total as f64,
            risk: wrong as f64 / kept as f64,
        })
    }

    /// Share of wrong ones among the surest answers, as many as this share of all, or a few more that are as sure.
    pub fn risk_at(&self, weights: &Weights, coverage: f64) -> Option<f64> {
        let total: u64 = self
            .entries
            .iter()
            .map(|entry| weight_of(weights, entry.index))
            .sum();
        let (mut kept, mut wrong, mut risk) = (0u64, 0u64, None);
        self.each_level(weights, |_, count, errors| {
            kept += count;
            wrong += errors;
            if risk.is_none() && kept as f64 >= coverage * total as f64 {
                risk = Some(wrong as f64 / kept as f64);
            }
        });
        risk
    }

    /// Hands over each level of confidence that occurs: itself, how many answers, how many of them wrong.
    fn each_level(&self, weights: &Weights, mut take: impl FnMut(f32, u64, u64)) {
        let (mut count, mut errors) = (0, 0);
        for entry in &self.entries {
            let weight = weight_of(weights, entry.index);
            count += weight;
            errors += weight * u64::from(entry.wrong);
            if entry.ends_ties && count > 0 {
                take(entry.confidence, count, errors);
                (count, errors) = (0, 0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(answers: &[(f32, bool)]) -> Selection {
        Selection::new(answers.iter().enumerate().map(|(i, &(c, w))| (i, c, w)))
    }

    #[test]
    fn the_area_by_hand() {
        // Falling: right, wrong, right: risks 0, 1/2, 1/3.
        let answers = [(0.9, false), (0.5, false), (0.7, true)];
        let expected = (0.0 + 0.5 + 1.0 / 3.0) / 3.0;
        assert!((selection(&answers).area(&[1; 3]) - expected).abs() < 1e-12);
        // A copy of the wrong one: 0, 1/2, 2/3, 2/4.
        let expected = (0.0 + 0.5 + 2.0 / 3.0 + 0.5) / 4.0;
        assert!((selection(&answers).area(&[1, 1, 2]) - expected).abs() < 1e-12);
        assert!(selection(&[]).area(&[]).is_nan());
    }

    #[test]
    fn among_equals_the_mean_over_all_orders_is_taken() {
        let tied = [(0.9, false), (0.5, true), (0.5, false), (0.5, false)];
        // The wrong one second, third or fourth.
        let orders = [
            [0.0, 1.0 / 2.0, 1.0 / 3.0, 1.0 / 4.0],
            [0.0, 0.0, 1.0 / 3.0, 1.0 / 4.0],
            [0.0, 0.0, 0.0, 1.0 / 4.0],
        ];
        let expected = orders.iter().flatten().sum::<f64>() / 12.0;
        assert!((selection(&tied).area(&[1; 4]) - expected).abs() < 1e-12);
    }

    #[test]
    fn the_risk_at_a_coverage_by_hand() {
        let answers = [(0.9, false), (0.5, true), (0.7, true), (0.7, false)];
        let at = |weights: &Weights, share| selection(&answers).risk_at(weights, share);
        assert_eq!(at(&[1; 4], 0.25), Some(0.0));
        // Half of them is one of the two that are as sure as each other: both.
        assert_eq!(at(&[1; 4], 0.5), Some(1.0 / 3.0));
        assert_eq!(at(&[1; 4], 1.0), Some(0.5));
        assert_eq!(at(&[0, 0, 1, 0], 0.5), Some(1.0));
        assert_eq!(selection(&[]).risk_at(&[], 0.5), None);
    }

    #[test]
    fn points_by_hand() {
        let answers = [(0.9, false), (0.5, true), (0.7, true), (0.7, false)];
        let selection = selection(&answers);
        let points = selection.points(&[1; 4], 200);
        let told: Vec<(f64, f64)> = points.iter().map(|one| (one.coverage, one.risk)).collect();
        assert_eq!(told, [(0.25, 0.0), (0.75, 1.0 / 3.0), (1.0, 0.5)]);
        let at = selection.at(&[1; 4], 0.6).unwrap();
        assert_eq!((at.coverage, at.risk), (0.75, 1.0 / 3.0));
        assert_eq!(selection.at(&[1; 4], 0.95), None);
    }
}
