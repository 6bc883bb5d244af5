//! `card.json`: what a model is. The one source of truth, read by this crate, the page and the command line.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::networks::{Architecture, GraphSpec, Views};
use crate::novelty::Novelty;

mod measured;

pub use measured::{Details, Figure, ReliabilityBin};

/// The card format that this version reads and writes.
pub const FORMAT: u32 = 1;

/// A model card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Always [`FORMAT`].
    pub format: u32,
    /// Folder name and id, `[a-z0-9-]+`.
    pub id: String,
    /// Semantic version of this model; it changes whenever an answer may change.
    pub version: String,
    /// What the model is for.
    pub task: Task,
    /// In the order of the logits.
    pub classes: Vec<Class>,
    /// Groups of classes, in the order in which they are shown.
    pub groups: Vec<Group>,
    /// What the network wants to see.
    pub input: Input,
    /// The architecture, one of [`crate::networks`].
    pub network: String,
    /// The layers, when `network` is [`crate::networks::DESCRIBED`], as in an imported model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub graph: Option<GraphSpec>,
    /// The weight file beside the card.
    pub weights: WeightFile,
    /// How logits become probabilities.
    pub calibration: Calibration,
    /// When nothing, or not so much, is said.
    pub thresholds: Thresholds,
    /// How pictures unlike the training data are recognised.
    pub novelty: Novelty,
    /// What every engine must answer to the picture that our own code draws.
    pub known_answer: KnownAnswer,
    /// What was measured.
    pub figures: Vec<Figure>,
    /// How often answers like one that is given were right; empty where nobody measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reliability: Vec<ReliabilityBin>,
    /// Each group's share of all test pictures, by its code: where a group is rarer, answers that lean to it are right less
    /// often. Empty where nobody measured.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prevalence: BTreeMap<String, f64>,
    /// How it was trained.
    pub training: Training,
    /// Limits in plain sentences. The person who gets a verdict must see them.
    pub limits: Vec<String>,
    /// Licences.
    pub licences: Licences,
    /// What only people read.
    #[serde(default, skip_serializing)]
    pub details: Details,
}

/// What a model is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Short title.
    pub title: String,
    /// What a picture must show.
    pub shows: String,
    /// Machine-readable kind, e.g. `skin-lesion`.
    pub kind: String,
}

/// A class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// The data set's code, e.g. `mel`.
    pub code: String,
    /// Its medical name.
    pub name: String,
    /// In plain words.
    pub description: String,
    /// Code of the group it belongs to.
    pub group: String,
}

/// A group of classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Machine-readable code, e.g. `malignant`.
    pub code: String,
    /// What people read instead.
    pub title: String,
    /// A sentence.
    pub description: String,
}

/// What a network wants to see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Side of the square in pixels.
    pub size: u32,
    /// Mean of the training pictures by channel (red, green, blue), bytes scaled to 0..1.
    pub mean: [f32; 3],
    /// Standard deviation likewise.
    pub std: [f32; 3],
    /// Which part of a picture is meant when nobody chose one.
    pub crop: CropRule,
    /// The smallest square of a photo that is answered, in the photo's own pixels a side; `size` when absent. Smaller
    /// where the network learned from smaller pictures, enlarged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smallest: Option<u32>,
    /// Which mirror images of the picture it sees, too; its answer is the mean.
    #[serde(default, skip_serializing_if = "Views::is_one")]
    pub views: Views,
}

/// Which part of a picture is meant when nobody chose one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CropRule {
    /// The largest square in the middle.
    CentreSquare,
}

/// The weight file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightFile {
    /// Its name, beside the card.
    pub file: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256, lower-case hexadecimal.
    pub sha256: String,
    /// `f16` or `f32`, as stored.
    pub dtype: String,
}

/// Temperature scaling: Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Logits are divided by it.
    pub temperature: f32,
}

/// When nothing, or not so much, is said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Below this top probability: unsure.
    pub abstain: f32,
    /// The two likeliest groups closer than this: unsure.
    pub margin: f32,
    /// Less contrast ([`crate::picture::contrast`]) than this: unsuitable.
    pub contrast: f32,
    /// A larger novelty distance than this: unsuitable.
    pub novelty: f32,
}

/// What every engine must answer to [`crate::specimen::lesion`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownAnswer {
    /// Seed of the specimen.
    pub seed: u32,
    /// Its width and height.
    pub size: u32,
    /// The logits, from the native CPU backend: of the picture as it is, whichever views an answer is the mean of.
    pub logits: Vec<f32>,
}

/// How a model was trained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// The recipe file.
    pub recipe: String,
    /// The data.
    pub data: String,
    /// The seed.
    pub seed: u64,
    /// Epochs run, in all stages.
    pub epochs: usize,
}

/// Licences, as SPDX expressions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licences {
    /// Of the code.
    pub code: String,
    /// Of the weights.
    pub weights: String,
    /// Of the training images.
    pub data: String,
}

impl Card {
    /// Which network it is.
    #[must_use]
    pub fn architecture(&self) -> Architecture<'_> {
        Architecture {
            name: &self.network,
            classes: self.classes.len(),
            size: self.input.size,
            graph: self.graph.as_ref(),
        }
    }

    /// Reads and checks a card.
    ///
    /// # Errors
    /// [`ErrorKind::CardVersion`] for another format number or an unknown network, [`ErrorKind::CardFormat`]
    /// for what is not such JSON, has unknown fields, or contradicts itself.
    ///
    /// ```
    /// use spotcheck::{Card, ErrorKind};
    /// let error = Card::from_json(r#"{"format": 2}"#).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::CardVersion);
    /// ```
    pub fn from_json(json: &str) -> Result<Self> {
        let card: Self = read_versioned(json)?;
        card.check()?;
        Ok(card)
    }

    /// What serde can't see: counts, ranges and cross references.
    fn check(&self) -> Result<()> {
        let wrong = |what: &str| {
            Err(Error::new(
                ErrorKind::CardFormat,
                format!(
                    "The card of model \"{}\" contradicts itself: {what}.",
                    self.id
                ),
            ))
        };
        if self.classes.len() < 2 {
            return wrong("it has fewer than two classes");
        }
        let repeats = |codes: Vec<&str>| {
            let mut sorted = codes.clone();
            sorted.sort_unstable();
            sorted.dedup();
            sorted.len() != codes.len()
        };
        if repeats(
            self.classes
                .iter()
                .map(|class| class.code.as_str())
                .collect(),
        ) || repeats(
            self.groups
                .iter()
                .map(|group| group.code.as_str())
                .collect(),
        ) {
            return wrong("a code stands twice");
        }
        if self
            .classes
            .iter()
            .any(|class| self.groups.iter().all(|group| group.code != class.group))
        {
            return wrong("a class names a group that is not listed");
        }
        if !(1..=1024).contains(&self.input.size) {
            return wrong("its input size is not between 1 and 1024");
        }
        if !(1..=self.input.size).contains(&self.input.smallest()) {
            return wrong(
                "the smallest square that it answers is not between 1 and its input size",
            );
        }
        if !self.input.is_sound() {
            return wrong("its normalisation is not finite and positive");
        }
        if !self.calibration.temperature.is_finite() || self.calibration.temperature <= 0.0 {
            return wrong("its temperature is not positive");
        }
        if self.known_answer.logits.len() != self.classes.len() {
            return wrong("its known answer has another number of logits than there are classes");
        }
        if !(1..=4096).contains(&self.known_answer.size) {
            return wrong("its known picture is not between 1 and 4096 pixels wide");
        }
        if self.reliability.iter().any(|bin| {
            bin.right > bin.n
                || bin.n == 0
                || !(0.0 <= bin.from && bin.from < bin.to && bin.to <= 1.0)
                || self.groups.iter().all(|group| group.code != bin.group)
        }) {
            return wrong("it counts answers that there can't be");
        }
        if self.prevalence.iter().any(|(code, share)| {
            !(0.0..=1.0).contains(share) || self.groups.iter().all(|group| group.code != *code)
        }) {
            return wrong("a group's share of the pictures is none");
        }
        let thresholds = &self.thresholds;
        if [
            thresholds.abstain,
            thresholds.margin,
            thresholds.contrast,
            thresholds.novelty,
        ]
        .iter()
        .any(|threshold| threshold.is_nan())
        {
            return wrong("a threshold is not a number");
        }
        Ok(())
    }
}

impl Input {
    /// The smallest square of a photo that is answered, in the photo's own pixels a side.
    #[must_use]
    pub fn smallest(&self) -> u32 {
        self.smallest.unwrap_or(self.size)
    }

    /// Whether pictures can be normalised by it.
    pub(crate) fn is_sound(&self) -> bool {
        self.std.iter().all(|std| std.is_finite() && *std > 0.0)
            && self.mean.iter().all(|mean| mean.is_finite())
    }
}

/// Reads any card of format [`FORMAT`].
pub(crate) fn read_versioned<T: DeserializeOwned>(json: &str) -> Result<T> {
    // The format number first: a newer card's unknown fields must be told as what they are.
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let malformed = |error: serde_json::Error| {
        Error::new(
            ErrorKind::CardFormat,
            format!("The model's card can't be read: {error}."),
        )
    };
    let Format { format } = serde_json::from_str(json).map_err(malformed)?;
    if format != FORMAT {
        return Err(Error::new(
            ErrorKind::CardVersion,
            format!(
                "The model's card has format {format}; this version of Spotcheck reads format {FORMAT}."
            ),
        ));
    }
    serde_json::from_str(json).map_err(malformed)
}

#[cfg(test)]
pub(crate) mod tests;
