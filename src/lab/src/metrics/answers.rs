//! How often answers like the one on the screen were right: plain answers by the group they lean to and how strongly.

use std::collections::{BTreeMap, BTreeSet};

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
    // The leading group, and the answer.
    let answered: Vec<(usize, Answer<'_>)> = scored
        .iter()
        .filter(|one| one.state == Some(State::Answer))
        .filter_map(|one| {
            let levels = members.iter().map(|classes| one.probability_of(classes));
            let (leading, probability) = levels
                .enumerate()
                .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
            let answer = Answer {
                probability,
                right: members.get(leading)?.contains(&one.label),
                cluster: &one.group,
            };
            Some((leading, answer))
        })
        .collect();
    groups
        .iter()
        .enumerate()
        .flat_map(|(index, group)| {
            let of_group = answered.iter().filter(|(leading, _)| *leading == index);
            bins(&group.code, of_group.map(|&(_, answer)| answer).collect())
        })
        .collect()
}

/// A plain answer.
#[derive(Debug, Clone, Copy)]
struct Answer<'scored> {
    /// Of the group that it leans to.
    probability: f32,
    right: bool,
    /// The lesion, person or likewise that its picture shows.
    cluster: &'scored str,
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
fn bins(group: &str, mut answers: Vec<Answer<'_>>) -> Vec<ReliabilityBin> {
    // From where, to where, and what lies between.
    let mut bins: Vec<(f32, f32, Vec<Answer<'_>>)> = Vec::new();
    for edges in EDGES.windows(2).rev() {
        let &[from, to] = edges else { continue };
        let here;
        (here, answers) = answers
            .into_iter()
            .partition(|answer| answer.probability >= from);
        match bins.last_mut() {
            Some((lowest, _, above)) if above.len() < FEWEST => {
                *lowest = from;
                above.extend(here);
            }
            _ => bins.push((from, to, here)),
        }
    }
    if let [.., (from, _, above), (lowest_from, _, lowest)] = bins.as_mut_slice()
        && lowest.len() < FEWEST
    {
        *from = *lowest_from;
        above.append(lowest);
    }
    bins.retain(|(_, _, answers)| !answers.is_empty());
    let told = bins.iter().rev().map(|(from, to, answers)| ReliabilityBin {
        group: group.to_owned(),
        from: *from,
        to: *to,
        n: answers.len(),
        right: answers.iter().filter(|answer| answer.right).count(),
        clusters: Some(clusters(answers)),
    });
    told.collect()
}

/// How many lesions, people or likewise they show; a picture of which that is not known counts for itself.
fn clusters(answers: &[Answer<'_>]) -> usize {
    let known: BTreeSet<&str> = answers.iter().map(|answer| answer.cluster).collect();
    if known.contains("") {
        let unknown = answers.iter().filter(|answer| answer.cluster.is_empty());
        known.len() - 1 + unknown.count()
    } else {
        known.len()
    }
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

    fn answers_of(count: usize, probability: f32, right: bool) -> Vec<Answer<'static>> {
        let answer = Answer {
            probability,
            right,
            cluster: "",
        };
        vec![answer; count]
    }

    #[test]
    fn bins_with_too_few_pictures_are_joined() {
        let answers = [
            (41, 0.97, true),
            (39, 0.92, true),
            (2, 0.85, false),
            (3, 0.62, true),
        ];
        let answers =
            answers.map(|(count, probability, right)| answers_of(count, probability, right));
        let found: Vec<_> = bins("x", answers.concat())
            .iter()
            .map(|bin| (bin.from, bin.to, bin.n, bin.right))
            .collect();
        assert_eq!(found, [(0.0, 0.95, 44, 42), (0.95, 1.0, 41, 41)]);
        assert_eq!(bins("x", Vec::new()), []);
        let both = [answers_of(1, 1.0, true), answers_of(1, 0.0, false)].concat();
        let whole: usize = bins("x", both).iter().map(|bin| bin.n).sum();
        assert_eq!(whole, 2, "both ends belong to a bin");
    }

    #[test]
    fn several_pictures_of_one_lesion_are_one_cluster() {
        let mut answers = answers_of(50, 0.97, true);
        assert_eq!(bins("x", answers.clone())[0].clusters, Some(50));
        for (answer, cluster) in answers.iter_mut().zip(["a", "b", "a", "a"]) {
            answer.cluster = cluster;
        }
        assert_eq!(bins("x", answers)[0].clusters, Some(2 + 46));
    }
}
