//! What may be said about a picture.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::card::Card;

/// Whether an answer is given at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The probabilities are worth reading.
    Answer,
    /// The model can't tell.
    Unsure,
    /// This is no picture that the model may judge; no class must be shown.
    Unsuitable,
}

/// Why a verdict is not a plain answer. The page and the command line put these into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// No class is likely enough.
    LowConfidence,
    /// The likeliest groups are nearly level.
    CloseCall,
    /// The picture is unlike those the model learned from.
    UnlikeTraining,
    /// There is next to no contrast in the picture.
    Blank,
    /// The square has fewer pixels than the network looks at.
    TooSmall,
}

/// How long each stage took.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Milliseconds {
    /// Crop, resize, normalise.
    pub prepare: f64,
    /// The network.
    pub infer: f64,
    /// Calibration, novelty, abstention.
    pub judge: f64,
}

/// Where the model looked: what spoke for the likeliest class, place by place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heat {
    /// The likeliest class, of which it tells.
    pub class: String,
    /// Places a row; as many rows.
    pub side: usize,
    /// Row by row from the top left, each 0 to 1: the share of what the strongest place added.
    pub values: Vec<f32>,
}

/// Which model answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
}

/// A verdict. It serialises to the same JSON in the browser and on the command line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether an answer is given.
    pub state: State,
    /// Why it is not a plain answer; empty for [`State::Answer`].
    pub reasons: Vec<Reason>,
    /// Calibrated probability by class code. Kept for scoring when the state is [`State::Unsuitable`], but then
    /// not to be shown to anybody.
    pub probabilities: BTreeMap<String, f32>,
    /// Calibrated probability by group code.
    pub groups: BTreeMap<String, f32>,
    /// How common each group is where these probabilities were calibrated, [`Card::prevalence`]: where it is rarer, a group's
    /// is less.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prevalence: BTreeMap<String, f64>,
    /// Which model answered.
    pub model: Model,
    /// Which engine ran it.
    pub engine: String,
    /// How long each stage took.
    pub milliseconds: Milliseconds,
    /// Where the model looked; absent when the network can't tell, and of a picture that is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heat: Option<Heat>,
}

/// What the verdict is made from, beside the card.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// Calibrated, in the order of the card's classes.
    pub probabilities: Vec<f32>,
    /// From [`crate::novelty::Novelty::beyond`]: above zero is refused.
    pub novelty: f32,
    /// From [`crate::picture::contrast`].
    pub contrast: f32,
    /// Side of the crop in the picture's own pixels.
    pub crop_side: u32,
}

/// Applies the card's thresholds.
#[must_use]
pub fn judge(card: &Card, evidence: &Evidence, engine: &str) -> Verdict {
    let probabilities: BTreeMap<String, f32> = card
        .classes
        .iter()
        .zip(&evidence.probabilities)
        .map(|(class, probability)| (class.code.clone(), *probability))
        .collect();
    let mut groups: BTreeMap<String, f32> = card
        .groups
        .iter()
        .map(|group| (group.code.clone(), 0.0))
        .collect();
    for (class, probability) in card.classes.iter().zip(&evidence.probabilities) {
        *groups.entry(class.group.clone()).or_default() += probability;
    }

    let mut reasons = Vec::new();
    if evidence.crop_side < card.input.smallest() {
        reasons.push(Reason::TooSmall);
    }
    if evidence.contrast < card.thresholds.contrast {
        reasons.push(Reason::Blank);
    }
    // What is no number is no assurance either.
    if evidence.novelty.is_nan() || evidence.novelty > 0.0 {
        reasons.push(Reason::UnlikeTraining);
    }
    let mut state = State::Unsuitable;
    if reasons.is_empty() {
        let top = evidence.probabilities.iter().copied().fold(0.0, f32::max);
        if top < card.thresholds.abstain {
            reasons.push(Reason::LowConfidence);
        }
        let mut levels: Vec<f32> = groups.values().copied().collect();
        levels.sort_by(|one, other| other.total_cmp(one));
        if let [first, second, ..] = levels.as_slice()
            && first - second < card.thresholds.margin
        {
            reasons.push(Reason::CloseCall);
        }
        state = if reasons.is_empty() {
            State::Answer
        } else {
            State::Unsure
        };
    }
    Verdict {
        state,
        reasons,
        probabilities,
        groups,
        prevalence: card.prevalence.clone(),
        model: Model {
            id: card.id.clone(),
            version: card.version.clone(),
        },
        engine: engine.to_owned(),
        milliseconds: Milliseconds::default(),
        heat: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> Card {
        let mut card = crate::card::tests::example();
        card.thresholds = crate::card::Thresholds {
            abstain: 0.5,
            margin: 0.1,
            contrast: 5.0,
            novelty: 2.0,
        };
        card
    }

    fn evidence(probabilities: [f32; 3]) -> Evidence {
        Evidence {
            probabilities: probabilities.to_vec(),
            novelty: -0.5,
            contrast: 20.0,
            crop_side: 100,
        }
    }

    #[test]
    fn each_threshold_gives_its_own_reason() {
        let plain = evidence([0.8, 0.1, 0.1]);
        let cases = [
            ("plain", plain.clone(), State::Answer, vec![]),
            (
                "no favourite",
                evidence([0.3, 0.4, 0.3]),
                State::Unsure,
                vec![Reason::LowConfidence],
            ),
            (
                "level groups",
                evidence([0.52, 0.28, 0.2]),
                State::Unsure,
                vec![Reason::CloseCall],
            ),
            (
                "strange",
                Evidence {
                    novelty: 0.05,
                    ..plain.clone()
                },
                State::Unsuitable,
                vec![Reason::UnlikeTraining],
            ),
            (
                "no distance",
                Evidence {
                    novelty: f32::NAN,
                    ..plain.clone()
                },
                State::Unsuitable,
                vec![Reason::UnlikeTraining],
            ),
            (
                "flat",
                Evidence {
                    contrast: 1.0,
                    ..plain.clone()
                },
                State::Unsuitable,
                vec![Reason::Blank],
            ),
            (
                "tiny",
                Evidence {
                    crop_side: 27,
                    ..plain.clone()
                },
                State::Unsuitable,
                vec![Reason::TooSmall],
            ),
        ];
        let failures: Vec<String> = cases
            .into_iter()
            .filter_map(|(name, evidence, state, reasons)| {
                let verdict = judge(&card(), &evidence, "flex");
                (verdict.state != state || verdict.reasons != reasons)
                    .then(|| format!("{name}: {verdict:?}"))
            })
            .collect();
        assert!(failures.is_empty(), "{failures:#?}");
    }

    #[test]
    fn a_card_can_answer_smaller_squares_than_its_network_sees() {
        let mut card = card();
        card.input.smallest = Some(20);
        let of = |crop_side| {
            let evidence = Evidence {
                crop_side,
                ..evidence([0.8, 0.1, 0.1])
            };
            judge(&card, &evidence, "flex").state
        };
        assert_eq!([of(20), of(19)], [State::Answer, State::Unsuitable]);
    }

    #[test]
    fn groups_are_the_sums_of_their_classes() {
        let verdict = judge(&card(), &evidence([0.5, 0.3, 0.2]), "flex");
        assert!((verdict.groups["malignant"] - 0.5).abs() < 1e-6);
        assert!((verdict.groups["benign"] - 0.5).abs() < 1e-6);
    }

    #[test]
    fn the_json_is_the_contract() {
        let json =
            serde_json::to_value(judge(&card(), &evidence([0.3, 0.4, 0.3]), "flex")).unwrap();
        assert_eq!(json["state"], "unsure");
        assert_eq!(json["reasons"][0], "low-confidence");
        assert_eq!(json["model"]["id"], "example");
        assert!(json["milliseconds"]["infer"].is_number());
    }
}
