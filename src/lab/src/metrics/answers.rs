//! How often answers like the one on the screen were right: plain answers by the group they lean to and how strongly.

use std::collections::BTreeMap;

use spotcheck::State;
use spotcheck::card::{Class, Group, ReliabilityBin};

use super::Scored;

/// Where one bin ends and the next begins, before small ones are joined.
const EDGES: [f32; 7] = [0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0];
/// Fewer pictures than this say too little: such a bin is joined with the next lower one.
const FEWEST: usize = 40;

/// The plain answers among scored pictures, by leading group and its probability.
///
/// A group's bins have at least forty pictures each, so far as it has as many at all: from the surest down, a smaller
/// one is joined with the next lower, and the lowest with the one above it.
#[must_use]
pub fn answers(classes: &[Class], groups: &[Group], scored: &[Scored]) -> Vec<ReliabilityBin> {
    let members: Vec<Vec<usize>> = groups.iter().map(|group| members(classes, group)).collect();
    // The leading group, its probability, and whether the picture belongs to it.
    let answered: Vec<(usize, f32, bool)> = scored
        .iter()
        .filter(|one| one.state == Some(State::Answer))
        .filter_map(|one| {
            let levels = members.iter().map(|classes| one.probability_of(classes));
            let (leading, probability) = levels
                .enumerate()
                .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
            let right = members.get(leading)?.contains(&one.label);
            Some((leading, probability, right))
        })
        .collect();
    groups
        .iter()
        .enumerate()
        .flat_map(|(index, group)| {
            let of_group: Vec<(f32, bool)> = answered
                .iter()
                .filter(|(leading, ..)| *leading == index)
                .map(|&(_, probability, right)| (probability, right))
                .collect();
            bins(&group.code, &of_group)
        })
        .collect()
}

/// Each group's share of all pictures, to four decimals, by its code.
#[must_use]
pub fn prevalence(classes: &[Class], groups: &[Group], scored: &[Scored]) -> BTreeMap<String, f64> {
    if scored.is_empty() {
        return BTreeMap::new();
    }
    let share = |group: &Group| {
        let members = members(classes, group);
        let count = scored.iter().filter(|one| members.contains(&one.label));
        (1e4 * count.count() as f64 / scored.len() as f64).round() / 1e4
    };
    groups
        .iter()
        .map(|group| (group.code.clone(), share(group)))
        .collect()
}

/// The classes of a group.
fn members(classes: &[Class], group: &Group) -> Vec<usize> {
    (0..classes.len())
        .filter(|&class| {
            classes
                .get(class)
                .is_some_and(|one| one.group == group.code)
        })
        .collect()
}

/// Bins over answers' probabilities, the lowest first.
fn bins(group: &str, answers: &[(f32, bool)]) -> Vec<ReliabilityBin> {
    let mut bins: Vec<ReliabilityBin> = Vec::new();
    for edges in EDGES.windows(2).rev() {
        let &[from, to] = edges else { continue };
        let inside = |value: f32| from <= value && (value < to || to >= 1.0);
        let here = || answers.iter().filter(|(value, _)| inside(*value));
        let (n, right) = (here().count(), here().filter(|(_, right)| *right).count());
        match bins.last_mut() {
            Some(above) if above.n < FEWEST => {
                above.from = from;
                above.n += n;
                above.right += right;
            }
            _ => bins.push(ReliabilityBin {
                group: group.to_owned(),
                from,
                to,
                n,
                right,
            }),
        }
    }
    if bins.len() > 1 && bins.last().is_some_and(|lowest| lowest.n < FEWEST) {
        let lowest = bins.pop();
        if let (Some(lowest), Some(above)) = (lowest, bins.last_mut()) {
            above.from = lowest.from;
            above.n += lowest.n;
            above.right += lowest.right;
        }
    }
    bins.retain(|bin| bin.n > 0);
    bins.reverse();
    bins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<T>(codes: [&str; 3], make: impl Fn(&str) -> T) -> Vec<T> {
        codes.into_iter().map(make).collect()
    }

    /// Classes a and b make group x, class c group y.
    fn tables() -> (Vec<Class>, Vec<Group>) {
        let classes = code(["a", "b", "c"], |code| Class {
            code: code.to_owned(),
            name: String::new(),
            description: String::new(),
            group: if code == "c" { "y" } else { "x" }.to_owned(),
        });
        let groups = ["x", "y"]
            .into_iter()
            .map(|code| Group {
                code: code.to_owned(),
                title: String::new(),
                description: String::new(),
            })
            .collect();
        (classes, groups)
    }

    fn scored(count: usize, label: usize, probabilities: [f32; 3], state: State) -> Vec<Scored> {
        let one = Scored {
            label,
            probabilities: probabilities.to_vec(),
            state: Some(state),
            ..Scored::default()
        };
        vec![one; count]
    }

    #[test]
    fn a_groups_share_counts_every_picture() {
        let (classes, groups) = tables();
        let mut all = scored(1, 0, [0.2, 0.55, 0.25], State::Answer);
        all.extend(scored(1, 1, [0.4, 0.35, 0.25], State::Unsuitable));
        all.extend(scored(1, 2, [0.02, 0.01, 0.97], State::Unsure));
        let found = prevalence(&classes, &groups, &all);
        assert_eq!(
            found,
            [("x".to_owned(), 0.6667), ("y".to_owned(), 0.3333)].into()
        );
        assert!(prevalence(&classes, &groups, &[]).is_empty());
    }

    #[test]
    fn a_group_is_right_when_any_of_its_classes_is() {
        let (classes, groups) = tables();
        let mut all = scored(50, 0, [0.2, 0.55, 0.25], State::Answer);
        all.extend(scored(10, 2, [0.4, 0.35, 0.25], State::Answer));
        all.extend(scored(45, 2, [0.02, 0.01, 0.97], State::Answer));
        all.extend(scored(70, 0, [0.02, 0.01, 0.97], State::Unsure));
        all.extend(scored(70, 0, [0.02, 0.01, 0.97], State::Unsuitable));
        let found = answers(&classes, &groups, &all);
        let told: Vec<_> = found
            .iter()
            .map(|bin| (bin.group.as_str(), bin.from, bin.to, bin.n, bin.right))
            .collect();
        assert_eq!(
            told,
            [("x", 0.0, 1.0, 60, 50), ("y", 0.0, 1.0, 45, 45)],
            "{found:?}"
        );
    }

    #[test]
    fn bins_with_too_few_pictures_are_joined() {
        let mut answers = vec![(0.97, true); 41];
        answers.extend(vec![(0.92, true); 39]);
        answers.extend(vec![(0.85, false); 2]);
        answers.extend(vec![(0.62, true); 3]);
        let found: Vec<_> = bins("x", &answers)
            .iter()
            .map(|bin| (bin.from, bin.to, bin.n, bin.right))
            .collect();
        assert_eq!(found, [(0.0, 0.95, 44, 42), (0.95, 1.0, 41, 41)]);
        assert_eq!(bins("x", &[]), []);
        let whole: usize = bins("x", &[(1.0, true), (0.0, false)])
            .iter()
            .map(|bin| bin.n)
            .sum();
        assert_eq!(whole, 2, "both ends belong to a bin");
    }
}
