//! ROC and precision–recall curves of one question, "is it one of these classes?".
//!
//! A picture is called positive when its score is at least the threshold. Only thresholds that a picture's score
//! sets are considered, so that pictures of equal score are always called alike. See Fawcett, "An introduction to ROC
//! analysis", Pattern Recognition Letters 27 (2006).

use serde::Serialize;

use super::{Weights, weight_of};

/// Room for what is lost when a share is multiplied out to a count.
const COUNT_TOLERANCE: f64 = 1e-9;

/// Pictures sorted by falling score, once for all draws.
#[derive(Debug, Clone)]
pub struct Ranking {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    index: usize,
    score: f32,
    positive: bool,
    /// The next entry's score is smaller, or there is none.
    ends_ties: bool,
}

/// Counts at each threshold, from the highest down.
#[derive(Debug, Clone)]
pub struct Curve {
    steps: Vec<Step>,
    positives: u64,
    negatives: u64,
}

#[derive(Debug, Clone, Copy)]
struct Step {
    threshold: f32,
    true_positives: u64,
    false_positives: u64,
}

/// One threshold's rates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CurvePoint {
    /// Called positive from this score up; `None` where nothing is.
    pub threshold: Option<f32>,
    /// False positive rate, 1 − specificity.
    pub fpr: f64,
    /// True positive rate: sensitivity, recall.
    pub tpr: f64,
    /// Share of positives among those called so; 1 where none is, so that the curve has a beginning.
    pub precision: f64,
}

impl Ranking {
    /// Sorts (index into the sample's weights, score, whether it is positive).
    pub fn new(scores: impl Iterator<Item = (usize, f32, bool)>) -> Self {
        let mut entries: Vec<Entry> = scores
            .map(|(index, score, positive)| Entry {
                index,
                score,
                positive,
                ends_ties: true,
            })
            .collect();
        entries.sort_by(|one, other| other.score.total_cmp(&one.score));
        let next: Vec<f32> = entries.iter().skip(1).map(|entry| entry.score).collect();
        for (entry, next) in entries.iter_mut().zip(next) {
            entry.ends_ties = entry.score.total_cmp(&next).is_ne();
        }
        Self { entries }
    }

    /// Counts at every threshold, each picture as often as its weight says.
    #[must_use]
    pub fn curve(&self, weights: &Weights) -> Curve {
        let mut curve = Curve {
            steps: Vec::with_capacity(self.entries.len()),
            positives: 0,
            negatives: 0,
        };
        for entry in &self.entries {
            let weight = weight_of(weights, entry.index);
            if entry.positive {
                curve.positives += weight;
            } else {
                curve.negatives += weight;
            }
            if entry.ends_ties {
                curve.steps.push(Step {
                    threshold: entry.score,
                    true_positives: curve.positives,
                    false_positives: curve.negatives,
                });
            }
        }
        curve
    }
}

impl Curve {
    /// Pictures that are positive.
    #[must_use]
    pub fn positives(&self) -> u64 {
        self.positives
    }

    /// Whether there are pictures of both kinds.
    #[must_use]
    pub fn has_both(&self) -> bool {
        self.positives > 0 && self.negatives > 0
    }

    /// Area under the ROC curve by trapezoids, which is the Mann–Whitney statistic with ties counted half.
    /// `None` without both kinds.
    #[must_use]
    pub fn area_under_roc(&self) -> Option<f64> {
        if !self.has_both() {
            return None;
        }
        let (mut twice_area, mut before) = (0u128, (0, 0));
        for step in &self.steps {
            let width = step.false_positives - before.1;
            twice_area += u128::from(width) * u128::from(step.true_positives + before.0);
            before = (step.true_positives, step.false_positives);
        }
        Some(twice_area as f64 / (2.0 * self.positives as f64 * self.negatives as f64))
    }

    /// Average precision, Σ (Rₙ − Rₙ₋₁) Pₙ over falling thresholds: no interpolation, which would be too kind
    /// (Davis and Goadrich, ICML 2006). `None` without positives.
    #[must_use]
    pub fn average_precision(&self) -> Option<f64> {
        let (mut sum, mut before) = (0.0, 0);
        for step in &self.steps {
            let gained = step.true_positives - before;
            if gained > 0 {
                sum += gained as f64 * step.precision();
            }
            before = step.true_positives;
        }
        (self.positives > 0).then(|| sum / self.positives as f64)
    }

    /// The highest sensitivity of a threshold whose specificity is at least the given one.
    /// `None` without both kinds.
    #[must_use]
    pub fn sensitivity_at(&self, specificity: f64) -> Option<f64> {
        let reached = self
            .step_at_specificity(specificity)
            .map_or(0, |step| step.true_positives);
        self.has_both()
            .then(|| reached as f64 / self.positives as f64)
    }

    /// The threshold of [`Curve::sensitivity_at`]. `None` without both kinds, and where only calling nothing positive is as
    /// specific.
    #[must_use]
    pub fn threshold_at_specificity(&self, specificity: f64) -> Option<f32> {
        let step = self.step_at_specificity(specificity)?;
        self.has_both().then_some(step.threshold)
    }

    fn step_at_specificity(&self, specificity: f64) -> Option<&Step> {
        let allowed = (1.0 - specificity) * self.negatives as f64 + COUNT_TOLERANCE;
        self.steps
            .iter()
            .take_while(|step| step.false_positives as f64 <= allowed)
            .last()
    }

    /// The highest specificity of a threshold whose sensitivity is at least the given one.
    /// `None` without both kinds.
    #[must_use]
    pub fn specificity_at(&self, sensitivity: f64) -> Option<f64> {
        let step = self.step_at_sensitivity(sensitivity)?;
        Some(1.0 - step.false_positives as f64 / self.negatives as f64)
    }

    /// The threshold of [`Curve::specificity_at`]. `None` without both kinds.
    #[must_use]
    pub fn threshold_at_sensitivity(&self, sensitivity: f64) -> Option<f32> {
        self.step_at_sensitivity(sensitivity)
            .map(|step| step.threshold)
    }

    fn step_at_sensitivity(&self, sensitivity: f64) -> Option<&Step> {
        if !self.has_both() {
            return None;
        }
        let wanted = sensitivity * self.positives as f64 - COUNT_TOLERANCE;
        self.steps
            .iter()
            .find(|step| step.true_positives as f64 >= wanted)
    }

    /// Sensitivity at a false positive rate, on the straight lines between thresholds as the curve is drawn.
    /// `None` without both kinds.
    #[must_use]
    pub fn drawn_sensitivity(&self, fpr: f64) -> Option<f64> {
        if !self.has_both() {
            return None;
        }
        let wanted = fpr * self.negatives as f64;
        let mut before = (0.0, 0.0);
        for step in &self.steps {
            let here = (step.false_positives as f64, step.true_positives as f64);
            if here.0 > wanted {
                let share = (wanted - before.0) / (here.0 - before.0);
                return Some((before.1 + share * (here.1 - before.1)) / self.positives as f64);
            }
            before = here;
        }
        Some(1.0)
    }

    /// At most `limit` points, the first and the last among them, chosen at even distances along both curves.
    /// Empty without both kinds.
    #[must_use]
    pub fn points(&self, limit: usize) -> Vec<CurvePoint> {
        if !self.has_both() {
            return Vec::new();
        }
        let start = CurvePoint {
            threshold: None,
            fpr: 0.0,
            tpr: 0.0,
            precision: 1.0,
        };
        let all: Vec<CurvePoint> = std::iter::once(start)
            .chain(self.steps.iter().map(|step| CurvePoint {
                threshold: Some(step.threshold),
                fpr: step.false_positives as f64 / self.negatives as f64,
                tpr: step.true_positives as f64 / self.positives as f64,
                precision: step.precision(),
            }))
            .collect();
        thin(all, limit, |one, other| {
            (one.fpr - other.fpr).abs()
                + (one.tpr - other.tpr).abs()
                + (one.precision - other.precision).abs()
        })
    }
}

impl Step {
    fn precision(&self) -> f64 {
        let called = self.true_positives + self.false_positives;
        if called == 0 {
            return 1.0;
        }
        self.true_positives as f64 / called as f64
    }
}

/// Leaves at most `limit` points of a path at about even distances, with its first and its last.
pub fn thin<Point: Copy>(
    points: Vec<Point>,
    limit: usize,
    distance: impl Fn(&Point, &Point) -> f64,
) -> Vec<Point> {
    if points.len() <= limit {
        return points;
    }
    let travelled: Vec<f64> = std::iter::once(0.0)
        .chain(points.windows(2).scan(0.0, |sum, pair| {
            if let [one, other] = pair {
                *sum += distance(one, other);
            }
            Some(*sum)
        }))
        .collect();
    let whole = travelled.last().copied().unwrap_or(0.0);
    // One slot is kept for the last point.
    let spacing = whole / limit.saturating_sub(2).max(1) as f64;
    let last = points.len() - 1;
    let mut due = 0.0;
    points
        .into_iter()
        .zip(travelled)
        .enumerate()
        .filter(|(place, (_, travelled))| {
            let keep = *travelled >= due || *place == last;
            if keep && spacing > 0.0 {
                due = (travelled / spacing).floor().mul_add(spacing, spacing);
            }
            keep
        })
        .map(|(_, (point, _))| point)
        .collect()
}

#[cfg(test)]
mod tests;
