//! Pictures that share anything which groups them are one group: union-find.

use std::collections::HashMap;
use std::path::Path;

use super::found::Found;

/// Joins each picture's group, if it has one, with that which its file name tells: all up to the last `until`.
pub fn by_name(until: &str, folder: &Path, found: &mut [Found]) {
    let names: Vec<String> = found
        .iter()
        .map(|one| one.picture.name_within(folder))
        .collect();
    // Each picture is tied to the first one of its table's group, and to the first one of its name's.
    let (mut of_table, mut of_name) = (HashMap::new(), HashMap::new());
    let mut pairs = Vec::new();
    for (place, (one, name)) in found.iter().zip(&names).enumerate() {
        if let Some(group) = &one.group {
            pairs.push((place, *of_table.entry(group.as_str()).or_insert(place)));
        }
        if let Some(told) = told(name, until) {
            pairs.push((place, *of_name.entry(told).or_insert(place)));
        }
    }
    let clusters = clusters(found.len(), pairs);
    let mut first: HashMap<usize, &str> = HashMap::new();
    for (one, (cluster, name)) in found.iter_mut().zip(clusters.into_iter().zip(&names)) {
        let group = *first.entry(cluster).or_insert(name);
        one.group = Some(group.to_owned());
    }
}

/// `person7_virus` of `train/ill/person7_virus_3.jpeg` and `_`.
fn told<'name>(name: &'name str, until: &str) -> Option<&'name str> {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once(until)
        .map(|(told, _)| told)
        .filter(|told| !told.is_empty())
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
    fn names_tell_a_group_where_they_have_the_mark() {
        assert_eq!(told("a/person7_virus_3.jpeg", "_"), Some("person7_virus"));
        assert_eq!(told("a_b/IM-0115-0001.jpeg", "_"), None);
        assert_eq!(told("_3.jpeg", "_"), None);
    }

    #[test]
    fn clusters_join_over_others() {
        let found = clusters(7, [(1, 5), (3, 4), (5, 6), (0, 4)]);
        assert_eq!(found, [0, 1, 2, 0, 0, 1, 1]);
        assert_eq!(clusters(3, []), [0, 1, 2]);
    }
}
