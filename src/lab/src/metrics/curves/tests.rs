//! By hand, and against brute force.

use super::*;
use crate::metrics::{drawn_sample, one_against_rest};

fn curve(scores: &[(f32, bool)]) -> Curve {
    let ranking = Ranking::new(
        scores
            .iter()
            .enumerate()
            .map(|(index, &(score, positive))| (index, score, positive)),
    );
    ranking.curve(&vec![1; scores.len()])
}

#[test]
fn areas_by_hand() {
    let area = |scores: &[(f32, bool)]| curve(scores).area_under_roc();
    assert_eq!(area(&[(0.1, false), (0.4, false), (0.8, true)]), Some(1.0));
    assert_eq!(area(&[(0.9, false), (0.1, true)]), Some(0.0));
    assert_eq!(area(&[(0.5, false), (0.5, true), (0.5, true)]), Some(0.5));
    let mixed = [
        (0.1, false),
        (0.4, true),
        (0.35, false),
        (0.8, true),
        (0.4, false),
    ];
    assert_eq!(area(&mixed), Some(5.5 / 6.0));
    assert_eq!(area(&[(0.5, true)]), None);
}

#[test]
fn average_precision_by_hand() {
    // Falling: + (1/1), − , + (2/3), then a tie of + and − (3/5).
    let scores = [
        (0.9, true),
        (0.8, false),
        (0.7, true),
        (0.2, true),
        (0.2, false),
    ];
    let expected = (1.0 + 2.0 / 3.0 + 3.0 / 5.0) / 3.0;
    assert!((curve(&scores).average_precision().unwrap() - expected).abs() < 1e-12);
    assert_eq!(curve(&[(0.5, false)]).average_precision(), None);
}

#[test]
fn fixed_operating_points_by_hand() {
    // 4 negatives, 2 positives; falling: + − + − − −.
    let scores = [
        (0.9, true),
        (0.8, false),
        (0.7, true),
        (0.6, false),
        (0.5, false),
        (0.4, false),
    ];
    let curve = curve(&scores);
    assert_eq!(curve.sensitivity_at(0.9), Some(0.5));
    assert_eq!(curve.sensitivity_at(0.75), Some(1.0));
    assert_eq!(curve.specificity_at(0.5), Some(1.0));
    assert_eq!(curve.specificity_at(0.9), Some(0.75));
    // Each threshold calls what it is said to call.
    for (threshold, expected) in [
        (
            curve.threshold_at_specificity(0.9),
            curve.sensitivity_at(0.9),
        ),
        (
            curve.threshold_at_specificity(0.75),
            curve.sensitivity_at(0.75),
        ),
    ] {
        let called = scores
            .iter()
            .filter(|one| one.1 && one.0 >= threshold.unwrap());
        let positives = scores.iter().filter(|one| one.1).count();
        assert_eq!(Some(called.count() as f64 / positives as f64), expected);
    }
    for sensitivity in [0.5, 0.9] {
        let threshold = curve.threshold_at_sensitivity(sensitivity).unwrap();
        let spared = scores.iter().filter(|one| !one.1 && one.0 < threshold);
        let negatives = scores.iter().filter(|one| !one.1).count();
        let expected = curve.specificity_at(sensitivity);
        assert_eq!(Some(spared.count() as f64 / negatives as f64), expected);
    }
    assert_eq!(curve.drawn_sensitivity(0.0), Some(0.5));
    assert_eq!(curve.drawn_sensitivity(0.125), Some(0.5));
    assert_eq!(curve.drawn_sensitivity(1.0), Some(1.0));
}

/// Counts pairs, thresholds and prefixes one by one: slow and unlike the code under test.
#[test]
fn curves_are_what_brute_force_counts() {
    for seed in 0..5 {
        let sample = drawn_sample(120, 3, seed);
        let curve = one_against_rest(sample.iter(), &[1, 2]).curve(&vec![1; sample.len()]);
        let scores: Vec<(f32, bool)> = sample
            .iter()
            .map(|one| (one.probabilities[1] + one.probabilities[2], one.label > 0))
            .collect();
        let (positives, negatives): (Vec<_>, Vec<_>) =
            scores.iter().copied().partition(|one| one.1);
        let mut wins = 0.0;
        for positive in &positives {
            for negative in &negatives {
                wins += if positive.0 > negative.0 {
                    1.0
                } else if positive.0 < negative.0 {
                    0.0
                } else {
                    0.5
                };
            }
        }
        let area = wins / (positives.len() * negatives.len()) as f64;
        assert!((curve.area_under_roc().unwrap() - area).abs() < 1e-12);

        let rates = |threshold: f32| {
            let called =
                |part: &[(f32, bool)]| part.iter().filter(|one| one.0 >= threshold).count() as f64;
            (called(&positives), called(&negatives))
        };
        // The precision at each positive's own score, averaged over the positives.
        let precision: f64 = positives
            .iter()
            .map(|one| rates(one.0))
            .map(|(hits, alarms)| hits / (hits + alarms))
            .sum();
        let average = precision / positives.len() as f64;
        assert!((curve.average_precision().unwrap() - average).abs() < 1e-12);

        let operating: Vec<(f64, f64)> = scores
            .iter()
            .map(|one| rates(one.0))
            .map(|(hits, alarms)| {
                (
                    hits / positives.len() as f64,
                    1.0 - alarms / negatives.len() as f64,
                )
            })
            .chain([(0.0, 1.0)])
            .collect();
        let best = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
        let sensitivity = best(&mut operating.iter().filter(|o| o.1 >= 0.9).map(|o| o.0));
        let specificity = best(&mut operating.iter().filter(|o| o.0 >= 0.9).map(|o| o.1));
        assert!((curve.sensitivity_at(0.9).unwrap() - sensitivity).abs() < 1e-12);
        assert!((curve.specificity_at(0.9).unwrap() - specificity).abs() < 1e-12);
    }
}

#[test]
fn weights_are_copies() {
    let scores = [(0.9, false), (0.8, true), (0.3, false), (0.3, true)];
    let ranking = Ranking::new(scores.iter().enumerate().map(|(i, &(s, p))| (i, s, p)));
    let weighted = ranking.curve(&[0, 2, 3, 1]);
    let copied = curve(&[
        (0.8, true),
        (0.8, true),
        (0.3, false),
        (0.3, false),
        (0.3, false),
        (0.3, true),
    ]);
    assert_eq!(weighted.area_under_roc(), copied.area_under_roc());
    assert_eq!(weighted.average_precision(), copied.average_precision());
    assert_eq!(weighted.positives(), 3);
}

#[test]
fn thinned_points_keep_the_ends_and_the_area() {
    let sample = drawn_sample(3000, 2, 3);
    let sample: Vec<_> = sample
        .into_iter()
        .enumerate()
        .map(|(index, one)| {
            // Without ties there are 3001 points to thin.
            (
                index,
                one.probabilities[1] + index as f32 * 1e-5,
                one.label == 1,
            )
        })
        .collect();
    let curve = Ranking::new(sample.into_iter()).curve(&[1; 3000]);
    let points = curve.points(200);
    assert!(
        points.len() <= 200 && points.len() > 100,
        "{}",
        points.len()
    );
    assert_eq!((points[0].fpr, points[0].tpr), (0.0, 0.0));
    let last = points[points.len() - 1];
    assert_eq!((last.fpr, last.tpr), (1.0, 1.0));
    let area: f64 = points
        .windows(2)
        .map(|pair| (pair[1].fpr - pair[0].fpr) * f64::midpoint(pair[0].tpr, pair[1].tpr))
        .sum();
    assert!((area - curve.area_under_roc().unwrap()).abs() < 2e-3);
}
