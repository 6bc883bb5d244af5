//! How far the measures of two photos of one lesion are apart: what less than that says is nothing.

use std::collections::BTreeMap;

use crate::metrics::bootstrap::Draws;
use crate::metrics::{Interval, quantile};

/// What is compared, as figures call it, in the order of [`Measures`].
const NAMES: [&str; 3] = [
    "difference of asymmetry between two photos of one lesion, 95th percentile",
    "difference of border between two photos of one lesion, 95th percentile",
    "difference of colours between two photos of one lesion, 95th percentile",
];
const PERCENTILE: f64 = 0.95;

/// Asymmetry, border and colours of an outline.
pub type Measures = [f64; 3];

/// What two photos of one lesion differ by.
pub struct Repeated {
    /// Pictures that stand in pairs.
    pub n: usize,
    /// By name, with intervals.
    pub figures: Vec<(&'static str, Interval)>,
}

/// Takes the first two of each group that have measures, and redraws the groups. `groups` and `measures` are
/// picture by picture.
pub fn of_pairs<'group>(
    groups: impl Iterator<Item = &'group str>,
    measures: impl Iterator<Item = Option<Measures>>,
    rounds: usize,
    seed: u64,
) -> Repeated {
    let mut found: BTreeMap<&str, Vec<Measures>> = BTreeMap::new();
    for (group, measures) in groups.zip(measures) {
        found.entry(group).or_default().extend(measures);
    }
    let (names, pairs): (Vec<&str>, Vec<Measures>) = found
        .iter()
        .filter_map(|(&group, photos)| match photos.as_slice() {
            [first, second, ..] => Some((group, apart(first, second))),
            _ => None,
        })
        .unzip();
    let draws = Draws::new(&names, rounds, seed);
    let intervals = draws.intervals(|weights| {
        [0, 1, 2].map(|place| {
            let mut values: Vec<f64> = pairs
                .iter()
                .zip(weights)
                .filter_map(|(pair, &n)| Some((*pair.get(place)?, usize::from(n))))
                .flat_map(|(value, n)| std::iter::repeat_n(value, n))
                .collect();
            values.sort_by(f64::total_cmp);
            quantile(&values, PERCENTILE).unwrap_or(f64::NAN)
        })
    });
    Repeated {
        n: 2 * pairs.len(),
        figures: NAMES
            .into_iter()
            .zip(intervals)
            .filter_map(|(name, interval)| Some((name, interval?)))
            .collect(),
    }
}

fn apart(first: &Measures, second: &Measures) -> Measures {
    let mut by = *first;
    for (by, other) in by.iter_mut().zip(second) {
        *by = (*by - other).abs();
    }
    by
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_two_photos_of_a_lesion_are_compared_and_single_ones_are_not() {
        let photos = [
            ("a", Some([0.1, 1.0, 5.0])),
            ("b", Some([0.9, 9.0, 90.0])),
            ("a", Some([0.2, 1.5, 3.0])),
            ("a", Some([0.8, 8.0, 80.0])),
            ("c", None),
            ("c", Some([0.7, 7.0, 70.0])),
        ];
        let told = of_pairs(
            photos.iter().map(|(group, _)| *group),
            photos.iter().map(|(_, measures)| *measures),
            100,
            1,
        );
        assert_eq!(told.n, 2);
        let values: Vec<f64> = told.figures.iter().map(|(_, one)| one.value).collect();
        for (value, expected) in values.iter().zip([0.1, 0.5, 2.0]) {
            assert!((value - expected).abs() < 1e-12, "{values:?}");
        }
        let none = of_pairs(["a", "b"].into_iter(), [None, None].into_iter(), 100, 1);
        assert!(none.n == 0 && none.figures.is_empty());
    }

    #[test]
    fn nineteen_of_twenty_pairs_are_no_farther_apart() {
        let names: Vec<String> = (0..100).map(|number| format!("{number:02}")).collect();
        let groups = names.iter().chain(&names).map(String::as_str);
        let one = (0..100).map(|number| Some([f64::from(number), 0.0, 1.0]));
        let told = of_pairs(groups, one.chain((0..100).map(|_| Some([0.0; 3]))), 200, 1);
        let [(_, asymmetry), (_, border), (_, colours)] = told.figures.as_slice() else {
            panic!("three figures");
        };
        assert!((94.0..=95.0).contains(&asymmetry.value), "{asymmetry:?}");
        assert!(asymmetry.low < asymmetry.value && asymmetry.value < asymmetry.high);
        assert!(border.value.abs() < 1e-12 && (colours.value - 1.0).abs() < 1e-12);
    }
}
