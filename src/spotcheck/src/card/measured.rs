//! What cards say was measured.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

/// One measured figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The measure, e.g. `balanced accuracy`.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Data set.
    pub data: String,
    /// Which part of it.
    pub split: String,
    /// On how many pictures.
    pub n: usize,
}

/// How often plain answers ([`crate::State::Answer`]) that lean to one group with about one probability were right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReliabilityBin {
    /// Code of the likeliest group.
    pub group: String,
    /// Its probability is at least this.
    pub from: f32,
    /// And less than this, or at most where it is 1.
    pub to: f32,
    /// Pictures of the part that the figures are from.
    pub n: usize,
    /// Those that belong to the group.
    pub right: usize,
    /// How many lesions, people or likewise the pictures show: what several pictures of one say is one thing said several
    /// times. As many as pictures where this was not told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clusters: Option<usize>,
}

/// Intended use, diagrams and tables that only people read. An engine passes over them and carries no code that reads them;
/// the command writes them and the page shows them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Details;

impl<'de> Deserialize<'de> for Details {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}
