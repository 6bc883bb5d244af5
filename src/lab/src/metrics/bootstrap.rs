//! Intervals by redrawing the sample: the percentile bootstrap over groups.
//!
//! Whole groups are redrawn with replacement, so that several pictures of one lesion do not pass for independent ones
//! (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993; Field and Welsh, JRSS B 69, 2007, on clusters).

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;

use super::{Interval, Weights, quantile};

/// Redrawn samples, drawn once and used for every measure.
#[derive(Debug, Clone)]
pub struct Draws {
    once: Vec<u16>,
    weights: Vec<Vec<u16>>,
}

impl Draws {
    /// Draws `rounds` samples of as many groups as there are; `groups` names each picture's.
    ///
    /// Each round has its own random stream, so that the result does not depend on the threads.
    #[must_use]
    pub fn new(groups: &[&str], rounds: usize, seed: u64) -> Self {
        let mut numbers = BTreeMap::new();
        let numbered: Vec<usize> = groups
            .iter()
            .map(|&group| {
                let next = numbers.len();
                *numbers.entry(group).or_insert(next)
            })
            .collect();
        let weights = (0..rounds as u64)
            .into_par_iter()
            .map(|round| {
                let mut random = Pcg64Mcg::seed_from_u64(seed.wrapping_add(round));
                let mut drawn = vec![0u16; numbers.len()];
                for _ in 0..numbers.len() {
                    if let Some(count) = drawn.get_mut(random.random_range(0..numbers.len())) {
                        *count = count.saturating_add(1);
                    }
                }
                numbered
                    .iter()
                    .map(|&group| drawn.get(group).copied().unwrap_or(0))
                    .collect()
            })
            .collect();
        Self {
            once: vec![1; groups.len()],
            weights,
        }
    }

    /// The weights of the sample itself.
    #[must_use]
    pub fn once(&self) -> &Weights {
        &self.once
    }

    /// Values on the sample itself, each with the 2.5th and 97.5th percentile over the draws.
    ///
    /// A measure that is not defined gives NaN: on the sample, there is no interval; in a draw, that draw is left
    /// out.
    pub fn intervals<const N: usize>(
        &self,
        measure: impl Fn(&Weights) -> [f64; N] + Sync,
    ) -> [Option<Interval>; N] {
        let values = measure(&self.once);
        let drawn: Vec<[f64; N]> = self
            .weights
            .par_iter()
            .map(|weights| measure(weights))
            .collect();
        let mut place = 0;
        values.map(|value| {
            let mut column: Vec<f64> = drawn
                .iter()
                .filter_map(|row| row.get(place).copied())
                .filter(|value| value.is_finite())
                .collect();
            column.sort_by(f64::total_cmp);
            place += 1;
            value.is_finite().then(|| Interval {
                value,
                low: quantile(&column, 0.025).unwrap_or(value),
                high: quantile(&column, 0.975).unwrap_or(value),
            })
        })
    }

    /// As [`Draws::intervals`] for a single measure.
    pub fn interval(&self, measure: impl Fn(&Weights) -> f64 + Sync) -> Option<Interval> {
        let [interval] = self.intervals(|weights| [measure(weights)]);
        interval
    }
}

impl Interval {
    /// For a share over `n` groups: where it is 0 or 1 every draw says the same, and Wilson's score interval (JASA 22,
    /// 1927) tells what the bootstrap can't.
    #[must_use]
    pub fn or_wilson(self, n: usize) -> Self {
        const Z: f64 = 1.959_964;
        if self.value > 0.0 && self.value < 1.0 || n == 0 {
            return self;
        }
        let n = n as f64;
        let spread = 1.0 + Z * Z / n;
        let centre = (self.value + Z * Z / (2.0 * n)) / spread;
        let half = Z * (Z * Z / (4.0 * n * n)).sqrt() / spread;
        Self {
            value: self.value,
            low: (centre - half).max(0.0),
            high: (centre + half).min(1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::calibration::weighted_mean;

    fn share_of_every_fourth(group: impl Fn(usize) -> usize) -> Interval {
        let groups: Vec<String> = (0..200).map(|index| group(index).to_string()).collect();
        let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
        let values: Vec<f64> = (0..200)
            .map(|index| {
                if group(index).is_multiple_of(4) {
                    1.0
                } else {
                    0.0
                }
            })
            .collect();
        Draws::new(&groups, 1000, 7)
            .interval(|weights| weighted_mean(&values, weights))
            .unwrap()
    }

    #[test]
    fn the_interval_of_a_share_is_the_normal_approximations() {
        let found = share_of_every_fourth(|index| index);
        assert!((found.value - 0.25).abs() < 1e-12);
        let half = 1.96 * (0.25f64 * 0.75 / 200.0).sqrt();
        assert!((found.low - (0.25 - half)).abs() < 0.012, "{found:?}");
        assert!((found.high - (0.25 + half)).abs() < 0.012, "{found:?}");
        assert_eq!(found, share_of_every_fourth(|index| index));
    }

    #[test]
    fn groups_widen_the_interval() {
        let width = |interval: Interval| interval.high - interval.low;
        let (grouped, single) = (
            share_of_every_fourth(|index| index / 10),
            share_of_every_fourth(|index| index),
        );
        assert!(width(grouped) > width(single) * 1.5);
    }

    #[test]
    fn a_draw_takes_whole_groups_and_as_many_as_there_are() {
        let draws = Draws::new(&["a", "b", "a", "c", "c"], 50, 1);
        for weights in &draws.weights {
            assert_eq!(weights[0], weights[2]);
            assert_eq!(weights[3], weights[4]);
            assert_eq!(weights[0] + weights[1] + weights[3], 3);
        }
        assert_ne!(draws.weights[0], draws.weights[1]);
    }

    #[test]
    fn what_is_not_defined_has_no_interval() {
        let draws = Draws::new(&["a", "b"], 100, 1);
        let [never, sometimes] = draws.intervals(|weights| {
            let defined = weights[0] > 0;
            [f64::NAN, if defined { 0.5 } else { f64::NAN }]
        });
        assert_eq!(never, None);
        assert_eq!(sometimes.map(|interval| interval.low), Some(0.5));
    }

    #[test]
    fn a_share_of_one_has_wilsons_interval() {
        let all = Interval {
            value: 1.0,
            low: 1.0,
            high: 1.0,
        };
        // n / (n + z²) for ten of ten.
        let told = all.or_wilson(10);
        assert!(
            (told.low - 10.0 / (10.0 + 3.841_459)).abs() < 1e-5,
            "{told:?}"
        );
        assert!((told.high - 1.0).abs() < 1e-12);
        let some = Interval {
            value: 0.5,
            low: 0.4,
            high: 0.6,
        };
        assert_eq!(some.or_wilson(10), some);
    }
}
