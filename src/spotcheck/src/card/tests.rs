//! Tests of cards, and a small card for other tests.

use super::*;

/// A small card that passes every check.
pub(crate) fn example() -> Card {
    let class = |code: &str, group: &str| Class {
        code: code.to_owned(),
        name: code.to_owned(),
        description: String::new(),
        group: group.to_owned(),
    };
    let group = |code: &str| Group {
        code: code.to_owned(),
        title: code.to_owned(),
        description: String::new(),
    };
    Card {
        format: FORMAT,
        id: "example".to_owned(),
        version: "1.0.0".to_owned(),
        task: Task {
            title: String::new(),
            shows: String::new(),
            kind: "skin-lesion".to_owned(),
        },
        classes: vec![
            class("mel", "malignant"),
            class("nv", "benign"),
            class("df", "benign"),
        ],
        groups: vec![group("malignant"), group("benign")],
        input: Input {
            size: 28,
            mean: [0.5; 3],
            std: [0.2; 3],
            crop: CropRule::CentreSquare,
            smallest: None,
            views: Views::One,
        },
        network: "skin28".to_owned(),
        graph: None,
        weights: WeightFile {
            file: "weights.bpk".to_owned(),
            bytes: 1,
            sha256: String::new(),
            dtype: "f16".to_owned(),
        },
        calibration: Calibration { temperature: 1.0 },
        thresholds: Thresholds {
            abstain: 0.5,
            margin: 0.1,
            contrast: 1.0,
            novelty: 2.0,
        },
        novelty: Novelty {
            mean: vec![0.0],
            whitening: vec![1.0],
            strangers: Vec::new(),
        },
        known_answer: KnownAnswer {
            seed: 1,
            size: 32,
            logits: vec![0.0; 3],
        },
        figures: Vec::new(),
        reliability: vec![ReliabilityBin {
            group: "malignant".to_owned(),
            from: 0.5,
            to: 1.0,
            n: 50,
            right: 40,
            clusters: Some(45),
        }],
        prevalence: [("malignant".to_owned(), 0.2)].into(),
        training: Training {
            recipe: String::new(),
            data: String::new(),
            seed: 1,
            epochs: 1,
        },
        limits: vec!["a limit".to_owned()],
        licences: Licences {
            code: String::new(),
            weights: String::new(),
            data: String::new(),
        },
        details: Details,
    }
}

fn kind_of(json: &serde_json::Value) -> ErrorKind {
    Card::from_json(&json.to_string()).unwrap_err().kind()
}

#[test]
fn a_card_survives_its_json() {
    let json = serde_json::to_string(&example()).unwrap();
    assert_eq!(Card::from_json(&json).unwrap(), example());
    assert!(!json.contains("smallest") && !json.contains("views"));

    let mut other = example();
    other.input.smallest = Some(20);
    other.input.views = Views::Mirrored;
    let json = serde_json::to_string(&other).unwrap();
    assert!(
        json.contains(r#""smallest":20,"views":"mirrored""#),
        "{json}"
    );
    assert_eq!(Card::from_json(&json).unwrap(), other);
}

#[test]
fn what_is_wrong_with_a_card_is_told_apart() {
    let good = serde_json::to_value(example()).unwrap();
    let mut unknown = good.clone();
    unknown["surprise"] = true.into();
    assert_eq!(kind_of(&unknown), ErrorKind::CardFormat);
    // A newer card may have fields unknown here: it is its version that must be named.
    unknown["format"] = 2.into();
    assert_eq!(kind_of(&unknown), ErrorKind::CardVersion);
    for text in ["", "[]", "{", "{\"format\": \"1\"}", "\u{0}"] {
        assert_eq!(
            Card::from_json(text).unwrap_err().kind(),
            ErrorKind::CardFormat,
            "{text:?}"
        );
    }
}

#[test]
fn a_card_that_contradicts_itself_is_refused() {
    type Spoil = fn(&mut Card);
    let spoils: [(&str, Spoil); 16] = [
        ("one class", |card| card.classes.truncate(1)),
        ("a code twice", |card| {
            card.classes[1].code = "mel".to_owned();
        }),
        ("no such group", |card| {
            card.classes[1].group = "other".to_owned();
        }),
        ("size 0", |card| card.input.size = 0),
        ("any square answered", |card| card.input.smallest = Some(0)),
        ("a square answered from above its size", |card| {
            card.input.smallest = Some(29);
        }),
        ("std 0", |card| card.input.std[2] = 0.0),
        ("temperature 0", |card| card.calibration.temperature = 0.0),
        ("logits missing", |card| {
            card.known_answer.logits.truncate(2);
        }),
        ("a vast known picture", |card| {
            card.known_answer.size = 1 << 30;
        }),
        ("a group twice", |card| {
            card.groups[1].code = "malignant".to_owned();
        }),
        ("more right than there were", |card| {
            card.reliability[0].right = 51;
        }),
        ("answers that lean to no group", |card| {
            card.reliability[0].group = "other".to_owned();
        }),
        ("a group that is more than all", |card| {
            card.prevalence.insert("malignant".to_owned(), 1.5);
        }),
        ("a share of no group", |card| {
            card.prevalence.insert("other".to_owned(), 0.5);
        }),
        ("a bin from nowhere", |card| {
            card.reliability[0].from = f32::NAN;
        }),
    ];
    assert!(example().check().is_ok());
    let accepted: Vec<&str> = spoils
        .iter()
        .filter(|(_, spoil)| {
            let mut card = example();
            spoil(&mut card);
            card.check().is_ok()
        })
        .map(|(name, _)| *name)
        .collect();
    assert!(accepted.is_empty(), "{accepted:?}");
}
