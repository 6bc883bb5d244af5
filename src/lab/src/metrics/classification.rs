//! What a table of true against predicted classes tells.

use serde::Serialize;

use super::mean;

/// How often which class was taken for which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Confusion {
    /// Rows: true class; columns: predicted class.
    counts: Vec<Vec<u64>>,
}

/// Precision, recall and F1 of a class, or their means.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rates {
    /// Of the pictures given to the class, the share that belongs to it.
    pub precision: f64,
    /// Of the class's pictures, the share given to it.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
}

impl Confusion {
    /// Counts (true class, predicted class, weight); what lies outside of the classes is not counted.
    pub fn count(classes: usize, cells: impl Iterator<Item = (usize, usize, u64)>) -> Self {
        let mut table = Self {
            counts: vec![vec![0; classes]; classes],
        };
        for (label, predicted, weight) in cells {
            table.add(label, predicted, weight);
        }
        table
    }

    /// Counts one more; what lies outside of the classes is not counted.
    pub fn add(&mut self, label: usize, predicted: usize, weight: u64) {
        let row = self.counts.get_mut(label);
        if let Some(cell) = row.and_then(|row| row.get_mut(predicted)) {
            *cell += weight;
        }
    }

    /// Rows: true class; columns: predicted class.
    #[must_use]
    pub fn counts(&self) -> &[Vec<u64>] {
        &self.counts
    }

    /// Rows as shares of the true class; empty rows stay zero.
    #[must_use]
    pub fn normalised(&self) -> Vec<Vec<f64>> {
        let share = |row: &Vec<u64>| {
            let sum = row.iter().sum::<u64>().max(1);
            row.iter().map(|&count| count as f64 / sum as f64).collect()
        };
        self.counts.iter().map(share).collect()
    }

    /// Pictures of a class.
    #[must_use]
    pub fn support(&self, class: usize) -> u64 {
        self.counts.get(class).map_or(0, |row| row.iter().sum())
    }

    /// Pictures given to a class.
    #[must_use]
    pub fn given(&self, class: usize) -> u64 {
        self.counts.iter().filter_map(|row| row.get(class)).sum()
    }

    fn hits(&self, class: usize) -> u64 {
        self.counts
            .get(class)
            .and_then(|row| row.get(class))
            .copied()
            .unwrap_or(0)
    }

    /// Share of right answers; NaN of nothing.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        let classes = 0..self.counts.len();
        let (hits, total) = classes.fold((0, 0), |(hits, total), class| {
            (hits + self.hits(class), total + self.support(class))
        });
        hits as f64 / total as f64
    }

    /// TP / (TP + FN); `None` when the class does not occur.
    #[must_use]
    pub fn recall(&self, class: usize) -> Option<f64> {
        ratio(self.hits(class), self.support(class))
    }

    /// TP / (TP + FP); `None` when nothing was given to the class.
    #[must_use]
    pub fn precision(&self, class: usize) -> Option<f64> {
        ratio(self.hits(class), self.given(class))
    }

    /// 2 TP / (2 TP + FP + FN); `None` when the class neither occurs nor was given.
    #[must_use]
    pub fn f1(&self, class: usize) -> Option<f64> {
        ratio(
            2 * self.hits(class),
            self.support(class) + self.given(class),
        )
    }

    /// Mean recall over the classes that occur (Brodersen et al., ICPR 2010); NaN of nothing.
    #[must_use]
    pub fn balanced_accuracy(&self) -> f64 {
        mean((0..self.counts.len()).filter_map(|class| self.recall(class)))
    }

    /// Mean rates over the classes that occur, each class alike. What was never given counts as precision 0.
    #[must_use]
    pub fn macro_average(&self) -> Rates {
        self.average(|_| 1.0)
    }

    /// Mean rates over the classes, each by its number of pictures.
    #[must_use]
    pub fn weighted_average(&self) -> Rates {
        self.average(|support| support as f64)
    }

    fn average(&self, weight: impl Fn(u64) -> f64) -> Rates {
        let mut sums = (0.0, 0.0, 0.0, 0.0);
        for class in 0..self.counts.len() {
            let support = self.support(class);
            if support > 0 {
                let weight = weight(support);
                sums.0 += weight * self.precision(class).unwrap_or(0.0);
                sums.1 += weight * self.recall(class).unwrap_or(0.0);
                sums.2 += weight * self.f1(class).unwrap_or(0.0);
                sums.3 += weight;
            }
        }
        Rates {
            precision: sums.0 / sums.3,
            recall: sums.1 / sums.3,
            f1: sums.2 / sums.3,
        }
    }
}

fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
#[expect(
    clippy::float_cmp,
    reason = "these fractions are computed alike on both sides"
)]
mod tests {
    use super::*;

    /// Rows true, columns predicted; class 3 neither occurs nor is given, class 2 occurs and is never given.
    fn example() -> Confusion {
        let table = [[5u64, 1, 0, 0], [2, 8, 0, 0], [3, 1, 0, 0], [0, 0, 0, 0]];
        let cells = table.iter().enumerate().flat_map(|(label, row)| {
            row.iter()
                .enumerate()
                .map(move |(given, &count)| (label, given, count))
        });
        Confusion::count(4, cells)
    }

    #[test]
    fn rates_by_hand() {
        let table = example();
        assert_eq!(table.accuracy(), 13.0 / 20.0);
        assert_eq!(table.recall(0), Some(5.0 / 6.0));
        assert_eq!(table.precision(0), Some(0.5));
        // Harmonic mean of 1/2 and 5/6.
        assert!((table.f1(0).unwrap() - 2.0 * (0.5 * 5.0 / 6.0) / (0.5 + 5.0 / 6.0)).abs() < 1e-12);
        assert_eq!((table.precision(2), table.f1(2)), (None, Some(0.0)));
        assert_eq!((table.recall(3), table.f1(3)), (None, None));
        assert_eq!(table.normalised()[1], [0.2, 0.8, 0.0, 0.0]);
        assert_eq!(table.normalised()[3], [0.0; 4]);
    }

    #[test]
    fn averages_by_hand() {
        let table = example();
        let balanced = (5.0 / 6.0 + 0.8 + 0.0) / 3.0;
        assert!((table.balanced_accuracy() - balanced).abs() < 1e-12);
        let rates = table.macro_average();
        assert!((rates.recall - balanced).abs() < 1e-12);
        assert!((rates.precision - (0.5 + 0.8 + 0.0) / 3.0).abs() < 1e-12);
        // Recall weighted by support is the accuracy.
        let weighted = table.weighted_average();
        assert!((weighted.recall - table.accuracy()).abs() < 1e-12);
        assert!((weighted.precision - (6.0 * 0.5 + 10.0 * 0.8) / 20.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_is_not_a_number() {
        let empty = Confusion::count(2, std::iter::empty());
        assert!(empty.accuracy().is_nan() && empty.balanced_accuracy().is_nan());
        assert!(empty.macro_average().f1.is_nan());
    }

    #[test]
    fn weights_are_copies() {
        let cells = [(0, 1, 2), (1, 1, 3), (9, 0, 1)];
        let table = Confusion::count(2, cells.into_iter());
        assert_eq!(table.counts(), [vec![0, 2], vec![0, 3]]);
    }
}
