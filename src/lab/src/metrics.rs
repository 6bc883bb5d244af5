//! Measures of a classifier, from probabilities and labels.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use serde::Serialize;

/// One scored picture.
#[derive(Debug, Clone)]
pub struct Scored {
    /// True class.
    pub label: usize,
    /// Calibrated probability by class.
    pub probabilities: Vec<f32>,
    /// What must stay together when the sample is redrawn.
    pub group: String,
}

impl Scored {
    /// The likeliest class; the first of equals.
    #[must_use]
    pub fn predicted(&self) -> usize {
        let mut best = (0, f32::NEG_INFINITY);
        for (class, &probability) in self.probabilities.iter().enumerate() {
            if probability > best.1 {
                best = (class, probability);
            }
        }
        best.0
    }

    /// The likeliest class's probability.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.probabilities.iter().copied().fold(0.0, f32::max)
    }

    fn probability(&self, class: usize) -> f32 {
        self.probabilities.get(class).copied().unwrap_or(0.0)
    }
}

/// Share of right answers.
#[must_use]
pub fn accuracy(scored: &[&Scored]) -> f64 {
    let right = scored
        .iter()
        .filter(|one| one.predicted() == one.label)
        .count();
    right as f64 / scored.len() as f64
}

/// Mean recall over the classes that occur.
#[must_use]
pub fn balanced_accuracy(scored: &[&Scored], classes: usize) -> f64 {
    mean((0..classes).filter_map(|class| recall(scored, class)))
}

/// Share of a class's pictures that were recognised; `None` when it does not occur.
#[must_use]
pub fn recall(scored: &[&Scored], class: usize) -> Option<f64> {
    let of_class = scored.iter().filter(|one| one.label == class);
    let (count, right) = of_class.fold((0usize, 0usize), |(count, right), one| {
        (count + 1, right + usize::from(one.predicted() == class))
    });
    (count > 0).then(|| right as f64 / count as f64)
}

/// Share of right ones among the pictures given to a class; `None` when none was.
#[must_use]
pub fn precision(scored: &[&Scored], class: usize) -> Option<f64> {
    let given = scored.iter().filter(|one| one.predicted() == class);
    let (count, right) = given.fold((0usize, 0usize), |(count, right), one| {
        (count + 1, right + usize::from(one.label == class))
    });
    (count > 0).then(|| right as f64 / count as f64)
}

/// Area under the ROC curve of `scores` (one against the rest): the Mann–Whitney statistic, ties counted half.
/// `None` without both kinds.
#[must_use]
pub fn area_under_roc(scores: &[(f32, bool)]) -> Option<f64> {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let positives = sorted.iter().filter(|(_, positive)| *positive).count();
    let negatives = sorted.len() - positives;
    if positives == 0 || negatives == 0 {
        return None;
    }
    let mut wins = 0.0;
    let mut negatives_below = 0usize;
    for ties in sorted.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
        let positive = ties.iter().filter(|(_, positive)| *positive).count();
        let negative = ties.len() - positive;
        wins += positive as f64 * (negatives_below as f64 + negative as f64 / 2.0);
        negatives_below += negative;
    }
    Some(wins / (positives as f64 * negatives as f64))
}

/// Mean over classes of the one-against-rest area under the ROC curve.
#[must_use]
pub fn macro_auc(scored: &[&Scored], classes: usize) -> f64 {
    mean((0..classes).filter_map(|class| {
        let scores: Vec<(f32, bool)> = scored
            .iter()
            .map(|one| (one.probability(class), one.label == class))
            .collect();
        area_under_roc(&scores)
    }))
}

/// Expected calibration error over `bins` equal bins of confidence (Naeini et al., AAAI 2015).
#[must_use]
pub fn calibration_error(scored: &[&Scored], bins: usize) -> f64 {
    let mut table = vec![(0usize, 0.0f64, 0usize); bins];
    for one in scored {
        let confidence = f64::from(one.confidence());
        let bin = ((confidence * bins as f64) as usize).min(bins.saturating_sub(1));
        if let Some((count, sum, right)) = table.get_mut(bin) {
            *count += 1;
            *sum += confidence;
            *right += usize::from(one.predicted() == one.label);
        }
    }
    table
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(_, sum, right)| (sum - *right as f64).abs())
        .sum::<f64>()
        / scored.len() as f64
}

/// Mean negative logarithm of the true class's probability.
#[must_use]
pub fn log_loss(scored: &[&Scored]) -> f64 {
    mean(
        scored
            .iter()
            .map(|one| -f64::from(one.probability(one.label).max(1e-12)).ln()),
    )
}

/// Rows: true class; columns: predicted class.
#[must_use]
pub fn confusion_matrix(scored: &[&Scored], classes: usize) -> Vec<Vec<usize>> {
    let mut matrix = vec![vec![0; classes]; classes];
    for one in scored {
        if let Some(cell) = matrix
            .get_mut(one.label)
            .and_then(|row| row.get_mut(one.predicted()))
        {
            *cell += 1;
        }
    }
    matrix
}

/// A figure with its 95 % interval.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Interval {
    /// On the sample itself.
    pub value: f64,
    /// 2.5th percentile of the redrawn samples.
    pub low: f64,
    /// 97.5th percentile.
    pub high: f64,
}

/// Bootstrap by group: whole groups are redrawn with replacement, so that several pictures of one lesion do not
/// pass for independent ones.
#[must_use]
pub fn bootstrap(
    scored: &[Scored],
    rounds: usize,
    seed: u64,
    measure: impl Fn(&[&Scored]) -> f64,
) -> Interval {
    let all: Vec<&Scored> = scored.iter().collect();
    let mut by_group: Vec<&Scored> = all.clone();
    by_group.sort_by(|one, other| one.group.cmp(&other.group));
    let groups: Vec<&[&Scored]> = by_group
        .chunk_by(|one, other| one.group == other.group)
        .collect();
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let mut values: Vec<f64> = (0..rounds)
        .map(|_| {
            let sample: Vec<&Scored> = (0..groups.len())
                .filter_map(|_| groups.get(random.random_range(0..groups.len())))
                .flat_map(|group| group.iter().copied())
                .collect();
            measure(&sample)
        })
        .filter(|value| value.is_finite())
        .collect();
    values.sort_by(f64::total_cmp);
    let value = measure(&all);
    Interval {
        value,
        low: quantile(&values, 0.025).unwrap_or(value),
        high: quantile(&values, 0.975).unwrap_or(value),
    }
}

/// The value below which a share of the sorted values lies, interpolated; `None` of none.
#[must_use]
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share.clamp(0.0, 1.0) * sorted.len().checked_sub(1)? as f64;
    let (below, above) = (
        sorted.get(place.floor() as usize)?,
        sorted.get(place.ceil() as usize)?,
    );
    Some(below + (above - below) * place.fract())
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0usize), |(sum, count), value| {
        (sum + value, count + 1)
    });
    sum / count as f64
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these fractions are exact in binary")]
mod tests {
    use super::*;

    fn scored(label: usize, probabilities: &[f32]) -> Scored {
        Scored {
            label,
            probabilities: probabilities.to_vec(),
            group: format!("{label}{probabilities:?}"),
        }
    }

    #[test]
    fn the_area_under_the_curve_is_the_textbooks() {
        // Fawcett, "An introduction to ROC analysis" (2006): separable, reversed, all tied, and by hand.
        assert_eq!(
            area_under_roc(&[(0.1, false), (0.4, false), (0.8, true)]),
            Some(1.0)
        );
        assert_eq!(area_under_roc(&[(0.9, false), (0.1, true)]), Some(0.0));
        assert_eq!(
            area_under_roc(&[(0.5, false), (0.5, true), (0.5, true)]),
            Some(0.5)
        );
        assert_eq!(
            area_under_roc(&[
                (0.1, false),
                (0.4, true),
                (0.35, false),
                (0.8, true),
                (0.4, false)
            ]),
            Some(5.5 / 6.0)
        );
        assert_eq!(area_under_roc(&[(0.5, true)]), None);
    }

    #[test]
    fn rates_by_hand() {
        let sample = [
            scored(0, &[0.95, 0.05, 0.0]),
            scored(0, &[0.35, 0.65, 0.0]),
            scored(1, &[0.15, 0.85, 0.0]),
            scored(1, &[0.25, 0.75, 0.0]),
        ];
        let all: Vec<&Scored> = sample.iter().collect();
        assert_eq!(accuracy(&all), 0.75);
        assert_eq!(balanced_accuracy(&all, 3), 0.75);
        assert_eq!(precision(&all, 1), Some(2.0 / 3.0));
        assert_eq!(recall(&all, 2), None);
        assert_eq!(
            confusion_matrix(&all, 3),
            [vec![1, 1, 0], vec![0, 2, 0], vec![0, 0, 0]]
        );
        // Each bin of width 0.1 holds one: right at .95, .85 and .75, wrong at .65: (.05 + .15 + .25 + .65) / 4.
        assert!((calibration_error(&all, 10) - 0.275).abs() < 1e-6);
    }

    #[test]
    fn the_bootstrap_covers_the_value_and_repeats() {
        let sample: Vec<Scored> = (0..200usize)
            .map(|index| Scored {
                group: index.to_string(),
                ..scored(usize::from(index.is_multiple_of(4)), &[0.6, 0.4])
            })
            .collect();
        let one = bootstrap(&sample, 300, 7, accuracy);
        assert_eq!(one.value, 0.75);
        assert!(
            one.low < 0.75 && 0.75 < one.high && one.high - one.low < 0.2,
            "{one:?}"
        );
        let again = bootstrap(&sample, 300, 7, accuracy);
        assert_eq!((one.low, one.high), (again.low, again.high));
    }

    #[test]
    fn groups_widen_the_interval() {
        let by = |group: fn(usize) -> usize| {
            let sample: Vec<Scored> = (0..200)
                .map(|index| Scored {
                    group: group(index).to_string(),
                    ..scored(usize::from(group(index).is_multiple_of(4)), &[0.6, 0.4])
                })
                .collect();
            let interval = bootstrap(&sample, 300, 7, accuracy);
            interval.high - interval.low
        };
        assert!(by(|index| index / 10) > by(|index| index) * 1.5);
    }
}
