//! The same figures for parts of the sample: does it serve everybody alike?

use std::collections::{BTreeMap, BTreeSet};

use super::{PositiveReport, SubgroupRow, SubgroupTable};
use crate::metrics::bootstrap::Draws;
use crate::metrics::classification::Confusion;
use crate::metrics::curves::Ranking;
use crate::metrics::{Interval, Scored, count_groups, mean};

/// Fewer pictures than this say nothing.
const FEWEST: usize = 30;
/// More different numbers than this are told in bands,
const MOST_NUMBERS: usize = 8;
/// at most so many.
const MOST_BANDS: f64 = 6.0;

/// A subgroup's place in its table and its name.
type Value = (i64, String);

/// A table for each key that a picture has, in alphabetical order.
pub(super) fn subgroups(
    scored: &[Scored],
    draws: &Draws,
    classes: usize,
    positive: Option<&PositiveReport>,
) -> Vec<SubgroupTable> {
    let keys: BTreeSet<&str> = scored
        .iter()
        .flat_map(|one| one.subgroups.keys().map(String::as_str))
        .collect();
    keys.into_iter()
        .map(|key| {
            let values: Vec<Option<&str>> = scored
                .iter()
                .map(|one| one.subgroups.get(key).map(String::as_str))
                .collect();
            // By place and name, then those without a value.
            let mut members: BTreeMap<(bool, Option<Value>), Vec<usize>> = BTreeMap::new();
            for (index, value) in banded(&values).into_iter().enumerate() {
                members
                    .entry((value.is_none(), value))
                    .or_default()
                    .push(index);
            }
            let rows = members.into_iter().map(|((_, value), members)| {
                let part = Part {
                    scored,
                    members,
                    classes,
                };
                part.row(value.map(|(_, name)| name), draws, positive)
            });
            SubgroupTable {
                key: key.to_owned(),
                auc_of: positive.map_or_else(|| "macro".to_owned(), |told| told.code.clone()),
                rows: rows.collect(),
            }
        })
        .collect()
}

struct Part<'scored> {
    scored: &'scored [Scored],
    members: Vec<usize>,
    classes: usize,
}

impl Part<'_> {
    fn row(
        &self,
        value: Option<String>,
        draws: &Draws,
        positive: Option<&PositiveReport>,
    ) -> SubgroupRow {
        let mut row = SubgroupRow {
            value,
            n: self.members.len(),
            accuracy: None,
            balanced_accuracy: None,
            auc: None,
        };
        if row.n < FEWEST {
            return row;
        }
        let cells: Vec<(usize, usize, usize)> = self
            .pictures()
            .map(|(index, one)| (index, one.label, one.predicted()))
            .collect();
        let [accuracy, balanced] = draws.intervals(|weights| {
            let cells = cells.iter().map(|&(index, label, predicted)| {
                let weight = weights.get(index).copied().map_or(0, u64::from);
                (label, predicted, weight)
            });
            let confusion = Confusion::count(self.classes, cells);
            [confusion.accuracy(), confusion.balanced_accuracy()]
        });
        let groups = count_groups(self.pictures().map(|(_, one)| one));
        row.accuracy = accuracy.map(|interval| interval.or_wilson(groups));
        // The mean recall of fewer classes can't be compared with another subgroup's.
        let all_occur =
            (0..self.classes).all(|class| self.pictures().any(|(_, one)| one.label == class));
        row.balanced_accuracy = balanced.filter(|_| all_occur);
        row.auc = match positive {
            Some(positive) => mean_area(draws, &[self.ranking(&positive.members)]),
            None if all_occur => {
                let rankings: Vec<Ranking> = (0..self.classes)
                    .map(|class| self.ranking(&[class]))
                    .collect();
                mean_area(draws, &rankings)
            }
            None => None,
        };
        row
    }

    fn pictures(&self) -> impl Iterator<Item = (usize, &Scored)> {
        self.members
            .iter()
            .filter_map(|&index| Some((index, self.scored.get(index)?)))
    }

    fn ranking(&self, classes: &[usize]) -> Ranking {
        Ranking::new(self.pictures().map(|(index, one)| {
            let probability = one.probability_of(classes);
            (index, probability, classes.contains(&one.label))
        }))
    }
}

/// Mean area under the ROC curves that are defined.
fn mean_area(draws: &Draws, rankings: &[Ranking]) -> Option<Interval> {
    draws.interval(|weights| {
        let curves = rankings.iter().map(|ranking| ranking.curve(weights));
        mean(curves.filter_map(|curve| curve.area_under_roc()))
    })
}

/// Values as they are, in alphabetical order; where all are numbers and there are many, as ages are, in bands.
fn banded(values: &[Option<&str>]) -> Vec<Option<Value>> {
    let different: BTreeSet<&str> = values.iter().copied().flatten().collect();
    let numbers: Option<Vec<f64>> = different
        .iter()
        .map(|value| value.parse().ok().filter(|number: &f64| number.is_finite()))
        .collect();
    let width = numbers
        .filter(|numbers| numbers.len() > MOST_NUMBERS)
        .map(|numbers| band_width(&numbers));
    let value = |name: &str| match (width, name.parse::<f64>()) {
        (Some(width), Ok(number)) => {
            let place = (number / width).floor();
            // Three times 0.2 is 0.6000000000000001.
            let round = |value: f64| (value * 1e9).round() / 1e9;
            let (low, high) = (round(place * width), round((place + 1.0) * width));
            (place as i64, format!("{low} to under {high}"))
        }
        _ => (0, name.to_owned()),
    };
    values.iter().map(|name| name.map(value)).collect()
}

/// The smallest of 1, 2, 5, 10, 20, 50 … (and 0.5, 0.2, 0.1 …) that cuts the numbers' range into few enough bands.
fn band_width(numbers: &[f64]) -> f64 {
    let (low, high) = numbers.iter().fold(
        (f64::INFINITY, f64::NEG_INFINITY),
        |(low, high), &number| (low.min(number), high.max(number)),
    );
    let least = (high - low) / (MOST_BANDS - 1.0);
    let power = 10f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .map(|step| step * power)
        .into_iter()
        .find(|&width| width >= least)
        .unwrap_or(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(values: &[Option<&str>]) -> Vec<Option<String>> {
        let told = banded(values).into_iter();
        told.map(|value| value.map(|(_, name)| name)).collect()
    }

    #[test]
    fn many_numbers_are_told_in_bands_in_their_order() {
        let ages: Vec<String> = (0..=17).map(|step| format!("{}.0", step * 5)).collect();
        let mut values: Vec<Option<&str>> = ages.iter().map(|age| Some(age.as_str())).collect();
        values.push(None);
        let mut told: Vec<Value> = banded(&values).into_iter().flatten().collect();
        told.sort();
        told.dedup();
        let told: Vec<&str> = told.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(
            told,
            [
                "0 to under 20",
                "20 to under 40",
                "40 to under 60",
                "60 to under 80",
                "80 to under 100"
            ]
        );
        assert_eq!(names(&values)[18], None);
    }

    #[test]
    fn few_numbers_and_names_stay_as_they_are() {
        assert_eq!(
            names(&[Some("2"), Some("1"), None]),
            [Some("2".to_owned()), Some("1".to_owned()), None]
        );
        let mixed: Vec<String> = (0..20)
            .map(|n| n.to_string())
            .chain(["unknown".to_owned()])
            .collect();
        let mixed: Vec<Option<&str>> = mixed.iter().map(|value| Some(value.as_str())).collect();
        assert_eq!(names(&mixed)[7].as_deref(), Some("7"));
    }

    #[test]
    fn bands_are_few_and_round() {
        for (low, high, width) in [
            (0.0, 85.0, 20.0),
            (18.0, 95.0, 20.0),
            (0.0, 0.85, 0.2),
            (30.0, 41.0, 5.0),
        ] {
            assert!(
                (band_width(&[low, high]) - width).abs() < 1e-9,
                "{low} to {high}: {}",
                band_width(&[low, high])
            );
        }
    }
}
