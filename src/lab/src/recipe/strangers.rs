//! Pictures of something else: those that a model is shown, and those that it is measured by.

use serde::{Deserialize, Serialize};

/// Pictures of something else, and its own pictures made worse, that are to be let through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strangers {
    /// How many are drawn by our own code: noise, patterns, documents, plain skin.
    pub drawn: u32,
    /// Folders of pictures within the data folder, with all folders below.
    #[serde(default)]
    pub folders: Vec<StrangerFolder>,
}

/// Some pictures of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrangerFolder {
    /// Within the data folder.
    pub folder: String,
    /// Every so many-th picture by name.
    pub every: usize,
}

/// Pictures of something else that the published model is measured by: nobody showed it these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unfamiliar {
    /// What they show, as the card quotes it.
    pub pictures: String,
    /// Within the data folder, with all folders below.
    pub folder: String,
    /// Every so many-th picture by name.
    #[serde(default = "one")]
    pub every: usize,
    /// A CSV file within the data folder, with columns `file`, by the path from where it lies, and one with the cluster of
    /// near-duplicates: pictures that share one with what the model was shown are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clusters: Option<String>,
}

const fn one() -> usize {
    1
}
