//! The card of an imported model: what is known of it, and plainly what isn't.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use spotcheck::card::{
    Calibration, Class, CropRule, FORMAT, Group, Input, KnownAnswer, Licences, Task, Thresholds,
    Training,
};
use spotcheck::networks::Views;
use spotcheck::novelty::Novelty;
use spotcheck::{Card, weights};

use super::classes::Label;
use super::{Found, Normalise, Request, weight_file};

/// The known-answer picture, as in every card.
const KNOWN_SEED: u32 = 1;
const KNOWN_SIZE: u32 = 96;
/// SPDX's word for what nobody has stated.
const UNKNOWN_LICENCE: &str = "NOASSERTION";

/// The card, its known answer still zeros.
pub fn card(
    request: &Request,
    found: &Found,
    labels: &[Label],
    normalise: Normalise,
    bytes: &[u8],
) -> Result<Card> {
    let file = request
        .file
        .file_name()
        .and_then(|name| name.to_str())
        .context("the file has no readable name")?;
    let source = std::fs::read(&request.file)
        .with_context(|| format!("{} can't be read", request.file.display()))?;
    let (mean, std) = normalise.statistics();
    let count = labels.len();
    let mut limits = vec![
        format!("Imported from {file}; nothing was measured here, and no figure stands behind its answers."),
        "Its probabilities are as the network gives them: they were not calibrated.".to_owned(),
        "It answers every picture: it can't tell what it was never trained on, and is never unsure.".to_owned(),
        "The file names no licence: ask its author before passing the weights on.".to_owned(),
    ];
    limits.extend(found.notes.iter().cloned());
    Ok(Card {
        format: FORMAT,
        id: request.id.clone(),
        version: "1.0.0".to_owned(),
        task: Task {
            title: format!("Imported: {}", request.id),
            shows: "a picture like those that the model was trained on".to_owned(),
            kind: "imported".to_owned(),
        },
        classes: labels.iter().map(class).collect(),
        groups: labels.iter().map(group).collect(),
        input: Input {
            size: found.network.input_size(),
            mean,
            std,
            crop: CropRule::CentreSquare,
            smallest: None,
            views: Views::One,
        },
        network: found.name.clone(),
        graph: found.graph.clone(),
        weights: weight_file(bytes, request.full_precision),
        calibration: Calibration { temperature: 1.0 },
        // Nothing was measured that a threshold could follow from: none may take effect.
        thresholds: Thresholds {
            abstain: 0.0,
            margin: 0.0,
            contrast: 0.0,
            novelty: f32::MAX,
        },
        novelty: Novelty::default(),
        known_answer: KnownAnswer {
            seed: KNOWN_SEED,
            size: KNOWN_SIZE,
            logits: vec![0.0; count],
        },
        figures: Vec::new(),
        reliability: Vec::new(),
        prevalence: BTreeMap::new(),
        training: Training {
            recipe: format!(
                "imported from {file}, SHA-256 {}",
                weights::sha256_hex(&source)
            ),
            data: "unknown".to_owned(),
            seed: 0,
            epochs: 0,
        },
        limits,
        licences: Licences {
            code: env!("CARGO_PKG_LICENSE").to_owned(),
            weights: UNKNOWN_LICENCE.to_owned(),
            data: UNKNOWN_LICENCE.to_owned(),
        },
        details: spotcheck::card::Details,
    })
}

fn class(label: &Label) -> Class {
    Class {
        code: label.code.clone(),
        name: label.text.clone(),
        description: format!("what the model's author calls “{}”", label.text),
        group: label.code.clone(),
    }
}

/// Nobody said which classes belong together: each is a group of its own.
fn group(label: &Label) -> Group {
    Group {
        code: label.code.clone(),
        title: label.text.clone(),
        description: format!("What the model's author calls “{}”.", label.text),
    }
}
