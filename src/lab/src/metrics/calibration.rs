//! Whether probabilities can be taken at their word.

use serde::Serialize;

use super::{Scored, Weights, weight_of};

/// A probability below this counts as this in the log loss, so that one miss cannot make it infinite.
const SMALLEST: f32 = 1e-12;

/// Probabilities and what came true, in order of the sample.
#[derive(Debug, Clone, Default)]
pub struct Forecasts {
    entries: Vec<Forecast>,
    bins: usize,
}

#[derive(Debug, Clone, Copy)]
struct Forecast {
    index: usize,
    probability: f64,
    came_true: bool,
}

/// A bar of the reliability diagram.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// Probabilities from here,
    pub low: f64,
    /// to here.
    pub high: f64,
    /// Pictures.
    pub n: u64,
    /// Their mean probability; `None` of none.
    pub predicted: Option<f64>,
    /// The share that came true.
    pub observed: Option<f64>,
}

impl Forecasts {
    /// Takes (index into the sample's weights, probability, whether it came true), to be told in `bins` bins of equal
    /// width.
    pub fn new(forecasts: impl Iterator<Item = (usize, f32, bool)>, bins: usize) -> Self {
        let entries = forecasts
            .map(|(index, probability, came_true)| Forecast {
                index,
                probability: f64::from(probability),
                came_true,
            })
            .collect();
        Self { entries, bins }
    }

    /// The reliability diagram (Murphy and Winkler, 1977), empty bins included.
    #[must_use]
    pub fn diagram(&self, weights: &Weights) -> Vec<Bin> {
        let width = 1.0 / self.bins as f64;
        self.sums(weights)
            .into_iter()
            .enumerate()
            .map(|(place, (n, sum, hits))| Bin {
                low: place as f64 * width,
                high: (place + 1) as f64 * width,
                n,
                predicted: (n > 0).then(|| sum / n as f64),
                observed: (n > 0).then(|| hits as f64 / n as f64),
            })
            .collect()
    }

    /// Expected calibration error, the bins' `Σ n_b/n · |observed_b − predicted_b|` (Naeini et al., AAAI 2015); NaN of
    /// nothing.
    #[must_use]
    pub fn expected_error(&self, weights: &Weights) -> f64 {
        let (error, total) = self
            .sums(weights)
            .into_iter()
            .fold((0.0, 0), |(error, total), (n, sum, hits)| {
                (error + (hits as f64 - sum).abs(), total + n)
            });
        error / total as f64
    }

    /// By bin: pictures, sum of probabilities, how many came true.
    fn sums(&self, weights: &Weights) -> Vec<(u64, f64, u64)> {
        let mut sums = vec![(0, 0.0, 0); self.bins];
        for one in &self.entries {
            let weight = weight_of(weights, one.index);
            let place = (one.probability * self.bins as f64) as usize;
            if let Some(bin) = sums.get_mut(place.min(self.bins.saturating_sub(1))) {
                bin.0 += weight;
                bin.1 += weight as f64 * one.probability;
                bin.2 += weight * u64::from(one.came_true);
            }
        }
        sums
    }
}

/// Each picture's `Σ (p_k − y_k)²` over the classes: with their mean the Brier score as Brier (1950) has it for several classes, from
/// 0 to 2.
pub fn brier_scores<'scored>(scored: impl Iterator<Item = &'scored Scored>) -> Vec<f64> {
    scored
        .map(|one| {
            let error = |(class, &probability): (usize, &f32)| {
                let truth = if class == one.label { 1.0 } else { 0.0 };
                (f64::from(probability) - truth).powi(2)
            };
            one.probabilities.iter().enumerate().map(error).sum()
        })
        .collect()
}

/// Each picture's −ln p of its true class, natural logarithm.
pub fn log_losses<'scored>(scored: impl Iterator<Item = &'scored Scored>) -> Vec<f64> {
    scored
        .map(|one| -f64::from(one.probability_of(&[one.label]).max(SMALLEST)).ln())
        .collect()
}

/// The mean of values that count as often as their weights say; NaN of nothing.
#[must_use]
pub fn weighted_mean(values: &[f64], weights: &Weights) -> f64 {
    let (sum, total) =
        values
            .iter()
            .zip(weights)
            .fold((0.0, 0u64), |(sum, total), (value, &weight)| {
                (sum + value * f64::from(weight), total + u64::from(weight))
            });
    sum / total as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::drawn_sample;

    fn forecasts(pairs: &[(f32, bool)], bins: usize) -> Forecasts {
        Forecasts::new(pairs.iter().enumerate().map(|(i, &(p, t))| (i, p, t)), bins)
    }

    #[test]
    fn the_calibration_error_by_hand() {
        let pairs = [(0.95, true), (0.65, false), (0.85, true), (0.75, true)];
        // Each bin of width 0.1 holds one: (.05 + .65 + .15 + .25) / 4.
        assert!((forecasts(&pairs, 10).expected_error(&[1; 4]) - 0.275).abs() < 1e-6);
        // One bin for all: |3/4 − 0.8|.
        assert!((forecasts(&pairs, 1).expected_error(&[1; 4]) - 0.05).abs() < 1e-6);
        // A picture three times.
        assert!((forecasts(&pairs, 10).expected_error(&[0, 3, 1, 0]) - 0.525).abs() < 1e-6);
        assert!(forecasts(&[], 10).expected_error(&[]).is_nan());
    }

    #[test]
    fn the_diagram_has_all_bins_and_all_pictures() {
        let bins = forecasts(&[(1.0, true), (0.91, false), (0.0, false)], 10).diagram(&[1; 3]);
        assert_eq!(bins.len(), 10);
        assert_eq!((bins[9].n, bins[0].n, bins[4].n), (2, 1, 0));
        assert_eq!((bins[9].observed, bins[4].observed), (Some(0.5), None));
        assert!((bins[9].predicted.unwrap() - 0.955).abs() < 1e-6);
    }

    #[test]
    fn the_brier_score_by_hand_and_by_expansion() {
        let one = Scored {
            label: 1,
            probabilities: vec![0.5, 0.25, 0.25],
            ..Scored::default()
        };
        // .25 + .5625 + .0625
        assert!((brier_scores([&one].into_iter())[0] - 0.875).abs() < 1e-12);
        // Σ p² − 2 p_y + 1 is the same sum in another form.
        for one in drawn_sample(50, 4, 1) {
            let squares: f64 = one.probabilities.iter().map(|p| f64::from(p * p)).sum();
            let expected = squares - 2.0 * f64::from(one.probabilities[one.label]) + 1.0;
            assert!((brier_scores([&one].into_iter())[0] - expected).abs() < 1e-5);
        }
    }

    #[test]
    fn a_certain_miss_is_dear_but_finite() {
        let one = Scored {
            label: 0,
            probabilities: vec![0.0, 1.0],
            ..Scored::default()
        };
        let losses = log_losses([&one].into_iter());
        assert!(losses[0] > 27.0 && losses[0] < 28.0, "{losses:?}");
        assert!((weighted_mean(&[1.0, 4.0], &[3, 1]) - 1.75).abs() < 1e-12);
    }
}
