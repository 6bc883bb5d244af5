//! The same figures for parts of the sample: does it serve everybody alike?

use std::collections::{BTreeMap, BTreeSet};

use super::{PositiveReport, SubgroupRow, SubgroupTable};
use crate::metrics::bootstrap::Draws;
use crate::metrics::classification::Confusion;
use crate::metrics::curves::Ranking;
use crate::metrics::{Interval, Scored, mean};

/// Fewer pictures than this say nothing.
const FEWEST: usize = 30;

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
            // Values by name, then those without one.
            let mut members: BTreeMap<(bool, Option<&str>), Vec<usize>> = BTreeMap::new();
            for (index, one) in scored.iter().enumerate() {
                let value = one.subgroups.get(key).map(String::as_str);
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
                part.row(value, draws, positive)
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
        value: Option<&str>,
        draws: &Draws,
        positive: Option<&PositiveReport>,
    ) -> SubgroupRow {
        let mut row = SubgroupRow {
            value: value.map(str::to_owned),
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
        let mut groups: Vec<&str> = self.pictures().map(|(_, one)| one.group.as_str()).collect();
        groups.sort_unstable();
        groups.dedup();
        row.accuracy = accuracy.map(|interval| interval.or_wilson(groups.len()));
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
