//! Pictures that share anything which groups them are one group: union-find.

use std::collections::HashMap;
use std::path::Path;

use super::found::Found;

/// Joins each picture's group, if it has one, with a further one, if `told` has one for it: pictures that share either
/// are together.
pub fn with(told: &[Option<String>], folder: &Path, found: &mut [Found]) {
    // Each picture is tied to the first one of its own group, and to the first one of the further.
    let (mut of_own, mut of_told) = (HashMap::new(), HashMap::new());
    let mut pairs = Vec::new();
    for (place, (one, told)) in found.iter().zip(told).enumerate() {
        if let Some(group) = &one.group {
            pairs.push((place, *of_own.entry(group.as_str()).or_insert(place)));
        }
        if let Some(told) = told {
            pairs.push((place, *of_told.entry(told.as_str()).or_insert(place)));
        }
    }
    let clusters = clusters(found.len(), pairs);
    let names: Vec<String> = found
        .iter()
        .map(|one| one.picture.name_within(folder))
        .collect();
    let mut first: HashMap<usize, &str> = HashMap::new();
    for (one, (cluster, name)) in found.iter_mut().zip(clusters.into_iter().zip(&names)) {
        let group = *first.entry(cluster).or_insert(name);
        one.group = Some(group.to_owned());
    }
}

/// The cluster of each of `count` pictures: joined by pairs, directly or over others; numbered by first appearance.
pub fn clusters(count: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..count).collect();
    for (one, other) in pairs {
        let (one, other) = (root(&mut parent, one), root(&mut parent, other));
        if let Some(place) = parent.get_mut(one.max(other)) {
            *place = one.min(other);
        }
    }
    let mut numbers = HashMap::new();
    (0..count)
        .map(|place| {
            let next = numbers.len();
            *numbers.entry(root(&mut parent, place)).or_insert(next)
        })
        .collect()
}

/// The representative of a set, halving the way to it for the next search.
fn root(parent: &mut [usize], mut place: usize) -> usize {
    loop {
        let above = parent.get(place).copied().unwrap_or(place);
        if above == place {
            return place;
        }
        let next = parent.get(above).copied().unwrap_or(above);
        if let Some(cell) = parent.get_mut(place) {
            *cell = next;
        }
        place = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_join_over_others() {
        let found = clusters(7, [(1, 5), (3, 4), (5, 6), (0, 4)]);
        assert_eq!(found, [0, 1, 2, 0, 0, 1, 1]);
        assert_eq!(clusters(3, []), [0, 1, 2]);
    }
}
