//! Data sets, as people have them.

pub mod ham10000;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// Which part of a data set a picture belongs to.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// To learn from.
    Train,
    /// To choose by: epochs, temperature, thresholds.
    Val,
    /// To report on, once.
    Test,
}

/// A labelled picture.
#[derive(Debug, Clone)]
pub struct Example {
    /// The picture file.
    pub path: PathBuf,
    /// Index into [`Dataset::classes`].
    pub label: usize,
    /// What must not be torn apart by a split: here the lesion.
    pub group: String,
    /// Its part.
    pub split: Split,
}

/// A labelled data set.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// Class codes, sorted: the order of the logits.
    pub classes: Vec<String>,
    /// All examples, in the order of their list.
    pub examples: Vec<Example>,
}

impl Dataset {
    /// The examples of one part.
    #[must_use]
    pub fn part(&self, split: Split) -> Vec<Example> {
        self.examples
            .iter()
            .filter(|example| example.split == split)
            .cloned()
            .collect()
    }

    /// Examples by class, in the order of [`Dataset::classes`].
    #[must_use]
    pub fn class_counts(&self, split: Split) -> Vec<usize> {
        let mut counts = vec![0; self.classes.len()];
        for example in self
            .examples
            .iter()
            .filter(|example| example.split == split)
        {
            if let Some(count) = counts.get_mut(example.label) {
                *count += 1;
            }
        }
        counts
    }

    /// Refuses a data set in which a group stands in two parts: its test would be a memory test.
    ///
    /// # Errors
    /// Names the first such group.
    pub fn refuse_leaks(&self) -> Result<()> {
        let mut home = BTreeMap::new();
        for example in &self.examples {
            let split = *home.entry(example.group.as_str()).or_insert(example.split);
            if split != example.split {
                bail!(
                    "group {} stands in {split:?} and in {:?}: split by group",
                    example.group,
                    example.split
                );
            }
        }
        Ok(())
    }
}
