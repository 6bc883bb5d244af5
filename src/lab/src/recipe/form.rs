//! The form in which pictures reach a recipe's network.

use serde::{Deserialize, Serialize};
use spotcheck::networks::Views;

/// What the network sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputForm {
    /// Side of the square in pixels.
    pub size: u32,
    /// How bytes become the network's numbers.
    #[serde(default)]
    pub normalisation: Normalisation,
    /// The smallest square of a photo that is answered once it is published, in the photo's own pixels a side; `size` when
    /// left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smallest: Option<u32>,
    /// Which mirror images it sees, too, once it is published; not while it learns.
    #[serde(default, skip_serializing_if = "Views::is_one")]
    pub views: Views,
}

impl Default for InputForm {
    /// `skin28`'s.
    fn default() -> Self {
        Self {
            size: 28,
            normalisation: Normalisation::Data,
            smallest: None,
            views: Views::One,
        }
    }
}

/// How bytes become the network's numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Normalisation {
    /// Mean and standard deviation of the training pictures, by channel.
    #[default]
    Data,
    /// Into -1..1, as the backbones were trained.
    Symmetric,
    /// Into 0..1, as the seeds have it.
    Unit,
}
