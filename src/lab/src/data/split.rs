//! Parts: as the data gives them, else carved out by group, stratified by class, the same for the same seed.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};

use super::Split;
use super::spec::SplitRule;

/// A picture to be given a part.
#[derive(Debug, Clone)]
pub struct Unsplit {
    /// Its class.
    pub class: usize,
    /// Its group.
    pub group: String,
    /// The data's name of its part.
    pub part: Option<String>,
    /// Another model that is gone on from has learned it: its group is for training alone.
    pub learned: bool,
}

/// The part of each picture; none where the rule names parts and this picture's is not among them.
///
/// # Errors
/// When the data's part has no meaning.
pub fn split(rule: &SplitRule, pictures: &[Unsplit]) -> Result<Vec<Option<Split>>> {
    let mut parts = pictures
        .iter()
        .map(|picture| given(rule, picture))
        .collect::<Result<Vec<_>>>()?;
    if rule.folds > 1 {
        let groups = Group::gather(pictures, &parts, |_| true);
        for (group, fold) in groups.iter().zip(folds(&groups, rule.folds, rule.seed)) {
            let part = if fold == rule.fold {
                Split::Test
            } else {
                Split::Train
            };
            group.put(&mut parts, part);
        }
        carve(rule.val_share, rule.seed, Split::Val, pictures, &mut parts);
        return Ok(parts);
    }
    if rule.test_takes_groups {
        let tested: BTreeSet<&str> = pictures
            .iter()
            .zip(&parts)
            .filter(|(_, part)| **part == Some(Split::Test))
            .map(|(picture, _)| &*picture.group)
            .collect();
        for (picture, part) in pictures.iter().zip(&mut parts) {
            if *part != Some(Split::Test) && tested.contains(&*picture.group) {
                *part = None;
            }
        }
    }
    if rule.ignore_given {
        for part in parts.iter_mut().flatten() {
            *part = Split::Train;
        }
    }
    for (part, share) in [(Split::Test, rule.test_share), (Split::Val, rule.val_share)] {
        if !parts.contains(&Some(part)) {
            carve(share, rule.seed, part, pictures, &mut parts);
        }
    }
    Ok(parts)
}

/// The part that the data gives; pictures of data without parts are all for training at first.
fn given(rule: &SplitRule, picture: &Unsplit) -> Result<Option<Split>> {
    let Some(name) = &picture.part else {
        return Ok(Some(Split::Train));
    };
    let part = rule.part(name);
    if part.is_none() && !rule.names_parts() {
        bail!("the data has a part {name}: say in data.split what it is");
    }
    Ok(part)
}

/// Pictures that stay together.
struct Group<'data> {
    name: &'data str,
    /// The class of most of its pictures, the first of equals: a cluster of near-duplicates can have two labels.
    class: usize,
    members: Vec<usize>,
    /// Whether any of them was learned before.
    learned: bool,
}

impl<'data> Group<'data> {
    /// The groups of the pictures whose part is wanted; pictures without a part are in none.
    fn gather(
        pictures: &'data [Unsplit],
        parts: &[Option<Split>],
        wanted: impl Fn(Split) -> bool,
    ) -> Vec<Self> {
        let mut groups: BTreeMap<&str, (Vec<usize>, BTreeMap<usize, usize>)> = BTreeMap::new();
        for (place, (picture, part)) in pictures.iter().zip(parts).enumerate() {
            if part.is_some_and(&wanted) {
                let (members, classes) = groups.entry(&picture.group).or_default();
                members.push(place);
                *classes.entry(picture.class).or_default() += 1;
            }
        }
        groups
            .into_iter()
            .map(|(name, (members, classes))| {
                let most = classes
                    .iter()
                    .max_by_key(|&(&class, &count)| (count, std::cmp::Reverse(class)));
                let learned = |&member: &usize| pictures.get(member).is_some_and(|one| one.learned);
                Self {
                    name,
                    class: most.map_or(0, |(&class, _)| class),
                    learned: members.iter().any(learned),
                    members,
                }
            })
            .collect()
    }

    fn put(&self, parts: &mut [Option<Split>], part: Split) {
        for &member in &self.members {
            if let Some(place) = parts.get_mut(member) {
                *place = Some(part);
            }
        }
    }
}

/// Moves a share of each class's training pictures into another part, group by group: as near to the share as the
/// groups in their drawn order allow, of those that were not learned before.
fn carve(share: f64, seed: u64, into: Split, pictures: &[Unsplit], parts: &mut [Option<Split>]) {
    let mut groups = Group::gather(pictures, parts, |part| part == Split::Train);
    // Another order for each part, so that fold 0's neighbours are not always validated on.
    let seed = seed.wrapping_mul(4).wrapping_add(into as u64);
    groups.sort_by_cached_key(|group| (group.class, drawn(group.name, seed)));
    for class in groups.chunk_by(|one, other| one.class == other.class) {
        let total: usize = class.iter().map(|group| group.members.len()).sum();
        let target = share * total as f64;
        let mut taken = 0;
        for group in class.iter().filter(|group| !group.learned) {
            let size = group.members.len();
            if taken as f64 + size as f64 / 2.0 <= target {
                group.put(parts, into);
                taken += size;
            }
        }
    }
}

/// The fold of each group: large groups first, each into the fold that has the fewest pictures of its class.
fn folds(groups: &[Group], count: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<(usize, &Group)> = groups.iter().enumerate().collect();
    order.sort_by_cached_key(|(_, group)| {
        let larger_first = std::cmp::Reverse(group.members.len());
        (group.class, larger_first, drawn(group.name, seed))
    });
    let mut of_class: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut of_all = vec![0; count];
    let mut folds = vec![0; groups.len()];
    for (place, group) in order {
        let fullness = |&(fold, all): &(usize, &usize)| {
            let same = of_class.get(&(fold, group.class)).copied();
            (same.unwrap_or(0), *all)
        };
        let emptiest = of_all.iter().enumerate().min_by_key(fullness);
        let fold = emptiest.map_or(0, |(fold, _)| fold);
        let size = group.members.len();
        *of_class.entry((fold, group.class)).or_default() += size;
        if let Some(all) = of_all.get_mut(fold) {
            *all += size;
        }
        if let Some(place) = folds.get_mut(place) {
            *place = fold;
        }
    }
    folds
}

/// A group's place in the drawn order: a hash of its name and the seed, so that no library's next version, and no
/// picture that is added, can reorder the others. FNV-1a, then `SplitMix64`'s finish.
fn drawn(name: &str, seed: u64) -> u64 {
    let start = 0xCBF2_9CE4_8422_2325 ^ seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let hash = name.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests;
