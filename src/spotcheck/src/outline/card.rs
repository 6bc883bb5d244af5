//! The card of an outline network.

use serde::{Deserialize, Serialize};

use crate::card::{Figure, Input, KnownAnswer, Licences, Training, WeightFile, read_versioned};
use crate::error::{Error, ErrorKind, Result};
use crate::networks::{Architecture, outline};

/// What an outline network is: a model's card without classes and what follows from them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutlineCard {
    /// Always [`crate::card::FORMAT`].
    pub format: u32,
    /// Folder name and id.
    pub id: String,
    /// Semantic version; it changes whenever an outline may change.
    pub version: String,
    /// What the network wants to see.
    pub input: Input,
    /// The architecture: [`outline::NAME`].
    pub network: String,
    /// The weight file beside the card.
    pub weights: WeightFile,
    /// What every engine must answer, as [`super::sampled`].
    pub known_answer: KnownAnswer,
    /// What was measured.
    pub figures: Vec<Figure>,
    /// How it was trained.
    pub training: Training,
    /// Limits in plain sentences.
    pub limits: Vec<String>,
    /// Licences.
    pub licences: Licences,
}

impl OutlineCard {
    /// Reads and checks a card.
    ///
    /// # Errors
    /// [`ErrorKind::CardVersion`] for another format number or network, [`ErrorKind::CardFormat`] for what is not such
    /// JSON, has unknown fields, or contradicts itself.
    pub fn from_json(json: &str) -> Result<Self> {
        let card: Self = read_versioned(json)?;
        let wrong = |kind, what: &str| {
            Err(Error::new(
                kind,
                format!("The card of the outline network \"{}\" {what}.", card.id),
            ))
        };
        if card.network != outline::NAME {
            return wrong(ErrorKind::CardVersion, "names a network that is none");
        }
        if !(32..=1024).contains(&card.input.size) || !card.input.size.is_multiple_of(32) {
            return wrong(
                ErrorKind::CardFormat,
                "has an input size that is no multiple of 32 up to 1024",
            );
        }
        if !card.input.is_sound() {
            return wrong(
                ErrorKind::CardFormat,
                "has a normalisation that is not finite and positive",
            );
        }
        let places = (card.input.size / outline::STRIDE).div_ceil(8);
        if card.known_answer.logits.len() != (places * places) as usize
            || !(1..=4096).contains(&card.known_answer.size)
        {
            return wrong(ErrorKind::CardFormat, "has a known answer that can't be");
        }
        Ok(card)
    }

    /// Which network it is.
    #[must_use]
    pub fn architecture(&self) -> Architecture<'_> {
        Architecture {
            name: &self.network,
            classes: 1,
            size: self.input.size,
            graph: None,
        }
    }
}
