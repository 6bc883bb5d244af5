//! Which tables are made of a published model beside its card.

use serde::{Deserialize, Serialize};

/// Of every so many-th test picture each; not at all where it says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tables {
    /// How answers move when photos are worse.
    #[serde(default)]
    pub robustness: Option<usize>,
    /// How much of where it looked lies on the lesion.
    #[serde(default)]
    pub heat: Option<usize>,
}

impl Tables {
    /// Whether none is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
