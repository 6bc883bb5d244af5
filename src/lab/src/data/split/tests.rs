use super::*;
use std::collections::BTreeSet;

/// 3000 pictures of three classes, 20 : 9 : 1, in groups of one to four; every fiftieth group has two labels.
fn pictures() -> Vec<Unsplit> {
    let mut pictures = Vec::new();
    let mut group = 0;
    while pictures.len() < 3000 {
        group += 1;
        let class = match group % 30 {
            0 => 2,
            1..=9 => 1,
            _ => 0,
        };
        for member in 0..=(group * 7 / 3) % 4 {
            pictures.push(Unsplit {
                class: if group % 50 == 0 && member == 1 {
                    2
                } else {
                    class
                },
                group: format!("G{group}"),
                part: None,
                learned: false,
            });
        }
    }
    pictures
}

fn parts(rule: &SplitRule, pictures: &[Unsplit]) -> Vec<Split> {
    let parts = split(rule, pictures).unwrap();
    parts.into_iter().map(Option::unwrap).collect()
}

fn share(pictures: &[Unsplit], parts: &[Split], class: usize, part: Split) -> f64 {
    let of_class: Vec<Split> = pictures
        .iter()
        .zip(parts)
        .filter(|(picture, _)| picture.class == class)
        .map(|(_, &part)| part)
        .collect();
    let count = of_class.iter().filter(|&&one| one == part).count();
    count as f64 / of_class.len() as f64
}

fn assert_pure(pictures: &[Unsplit], parts: &[Split]) {
    let mut home = BTreeMap::new();
    for (picture, part) in pictures.iter().zip(parts) {
        assert_eq!(home.entry(&picture.group).or_insert(part), &part);
    }
}

#[test]
fn carved_parts_are_pure_stratified_and_the_same_for_the_same_seed() {
    let pictures = pictures();
    let mut seen = BTreeSet::new();
    for seed in 0..20 {
        let rule = SplitRule {
            seed,
            ..SplitRule::default()
        };
        let parts = parts(&rule, &pictures);
        assert_pure(&pictures, &parts);
        for class in 0..3 {
            let (test, val) = (
                share(&pictures, &parts, class, Split::Test),
                share(&pictures, &parts, class, Split::Val),
            );
            assert!(
                (test - 0.2).abs() < 0.04,
                "seed {seed}, class {class}: {test}"
            );
            assert!(
                (val - 0.15 * 0.8).abs() < 0.04,
                "seed {seed}, class {class}: {val}"
            );
        }
        assert_eq!(parts, self::parts(&rule, &pictures));
        seen.insert(parts);
    }
    assert_eq!(seen.len(), 20, "another seed, another split");
}

#[test]
fn the_order_of_the_pictures_does_not_matter() {
    let forward = pictures();
    let backward: Vec<Unsplit> = forward.iter().rev().cloned().collect();
    let mut turned = parts(&SplitRule::default(), &backward);
    turned.reverse();
    assert_eq!(parts(&SplitRule::default(), &forward), turned);
}

#[test]
fn each_group_is_tested_in_exactly_one_fold() {
    let pictures = pictures();
    let mut tested = vec![0; pictures.len()];
    for fold in 0..5 {
        let rule = SplitRule {
            folds: 5,
            fold,
            val_share: 0.1,
            ..SplitRule::default()
        };
        let parts = parts(&rule, &pictures);
        assert_pure(&pictures, &parts);
        for class in 0..3 {
            let test = share(&pictures, &parts, class, Split::Test);
            assert!(
                (test - 0.2).abs() < 0.04,
                "fold {fold}, class {class}: {test}"
            );
            let val = share(&pictures, &parts, class, Split::Val);
            assert!(
                (val - 0.08).abs() < 0.03,
                "fold {fold}, class {class}: {val}"
            );
        }
        for (count, part) in tested.iter_mut().zip(&parts) {
            *count += usize::from(*part == Split::Test);
        }
    }
    assert!(tested.iter().all(|&count| count == 1));
}

fn given_parts(names: &[&str]) -> Vec<Unsplit> {
    (0..names.len() * 100)
        .map(|place| Unsplit {
            class: place % 2,
            group: place.to_string(),
            part: Some(names[place % names.len()].to_owned()),
            learned: false,
        })
        .collect()
}

fn count(parts: &[Option<Split>], part: Option<Split>) -> usize {
    parts.iter().filter(|&&one| one == part).count()
}

#[test]
fn given_parts_stay_and_missing_ones_are_carved_from_training() {
    let pictures = given_parts(&["Training", "Testing"]);
    let parts = split(&SplitRule::default(), &pictures).unwrap();
    assert_eq!(count(&parts, Some(Split::Test)), 100);
    assert_eq!(count(&parts, Some(Split::Val)), 15);
    for (picture, part) in pictures.iter().zip(&parts) {
        let test = picture.part.as_deref() == Some("Testing");
        assert_eq!(*part == Some(Split::Test), test);
    }
    let whole = split(
        &SplitRule::default(),
        &given_parts(&["train", "val", "test"]),
    )
    .unwrap();
    assert_eq!(count(&whole, Some(Split::Val)), 100);
    let anew = SplitRule {
        ignore_given: true,
        ..SplitRule::default()
    };
    let parts = split(&anew, &pictures).unwrap();
    assert_eq!(count(&parts, Some(Split::Test)), 40);
    let all = SplitRule {
        ignore_given: true,
        test_share: 1.0,
        ..SplitRule::default()
    };
    assert_eq!(
        count(&split(&all, &pictures).unwrap(), Some(Split::Test)),
        200
    );
}

#[test]
fn a_part_without_a_meaning_is_refused_unless_others_are_named() {
    let pictures = given_parts(&["train", "spare"]);
    let message = split(&SplitRule::default(), &pictures)
        .unwrap_err()
        .to_string();
    assert!(message.contains("spare"), "{message}");
    let named = SplitRule {
        train: vec!["train".to_owned()],
        ..SplitRule::default()
    };
    assert_eq!(count(&split(&named, &pictures).unwrap(), None), 100);
}

#[test]
fn the_order_is_drawn_the_same_for_ever() {
    // Computed apart, from the published constants of FNV-1a and SplitMix64.
    assert_eq!(drawn("HAM_0000118", 0), 0x6780_2767_2E55_1602);
    assert_eq!(drawn("HAM_0000118", 3), 0x72A3_F801_F66E_A833);
}

#[test]
fn a_group_that_is_tested_is_in_no_other_part_and_what_was_learned_is_learned_again() {
    let mut pictures = pictures();
    for (place, picture) in pictures.iter_mut().enumerate() {
        picture.part = Some(if place % 40 == 0 { "Test" } else { "Train" }.to_owned());
        picture.learned = place % 3 == 0;
    }
    let plain = SplitRule::default();
    let apart = SplitRule {
        test_takes_groups: true,
        ..SplitRule::default()
    };
    let groups = |rule: &SplitRule, part: Option<Split>| -> BTreeSet<&str> {
        let parts = split(rule, &pictures).unwrap();
        let some = pictures.iter().zip(parts).filter(|&(_, own)| own == part);
        some.map(|(picture, _)| &*picture.group).collect()
    };
    let (test, train) = (Some(Split::Test), Some(Split::Train));
    assert!(!groups(&plain, test).is_disjoint(&groups(&plain, train)));
    assert!(groups(&plain, None).is_empty());
    assert!(groups(&apart, test).is_disjoint(&groups(&apart, train)));
    assert!(groups(&apart, None).is_subset(&groups(&apart, test)));
    assert_eq!(groups(&apart, test), groups(&plain, test));

    let learned: BTreeSet<&str> = pictures
        .iter()
        .filter(|picture| picture.learned)
        .map(|picture| &*picture.group)
        .collect();
    let val = groups(&apart, Some(Split::Val));
    assert!(val.len() > 100 && val.is_disjoint(&learned), "{val:?}");
}
