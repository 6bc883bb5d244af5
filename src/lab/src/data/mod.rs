//! Data sets, as people have them.

mod assemble;
mod duplicates;
mod folders;
mod found;
mod ham10000;
mod inspect;
mod join;
mod npy;
mod npz;
mod readable;
pub mod spec;
mod split;
mod table;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::decode::{self, Decoded};
use spec::Layout;

pub use folders::is_picture;
pub use found::{Table, value};
pub use inspect::inspect;
pub use readable::readable;

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

/// Where a picture's pixels come from.
#[derive(Debug, Clone)]
pub enum PictureSource {
    /// A picture file.
    File(PathBuf),
    /// A picture out of an archive that was read as a whole.
    Pixels {
        /// Its part and place in the archive, such as `train/12`.
        name: String,
        /// Its pixels.
        picture: Arc<Decoded>,
    },
}

impl PictureSource {
    /// The file's path, or the place within the archive.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Pixels { name, .. } => name.clone(),
        }
    }

    /// The file's path within a folder with `/` between the parts, or the place within the archive: what tables beside
    /// the data call it.
    #[must_use]
    pub fn name_within(&self, folder: &Path) -> String {
        match self {
            Self::File(path) => {
                let path = path.strip_prefix(folder).unwrap_or(path);
                let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
                parts.join("/")
            }
            Self::Pixels { name, .. } => name.clone(),
        }
    }

    /// Whether it is a file in that folder or below, or stands in an archive.
    #[must_use]
    pub fn lies_in(&self, folder: &Path) -> bool {
        match self {
            Self::File(path) => path.starts_with(folder),
            Self::Pixels { .. } => true,
        }
    }

    /// The pixels, upright.
    ///
    /// # Errors
    /// Names the file and says what is wrong with it.
    pub fn read(&self) -> Result<Decoded> {
        match self {
            Self::File(path) => decode::read(path).with_context(|| path.display().to_string()),
            Self::Pixels { picture, .. } => Ok(Decoded::clone(picture)),
        }
    }
}

/// A labelled picture.
#[derive(Debug, Clone)]
pub struct Example {
    /// The picture.
    pub picture: PictureSource,
    /// Index into [`Dataset::classes`].
    pub label: usize,
    /// What must not be torn apart by a split: a lesion, a patient, a cluster of near-duplicates; the picture itself
    /// where nothing is known.
    pub group: String,
    /// Its part.
    pub split: Split,
    /// What else is known of it, such as `age`, `sex` and `site`: for reporting by subgroup.
    pub subgroups: BTreeMap<String, String>,
}

/// A labelled data set.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// Class codes in the order of the logits: as the recipe lists them, else sorted.
    pub classes: Vec<String>,
    /// All examples, in the order of their list.
    pub examples: Vec<Example>,
}

/// Reads a data set's tables and folders, not its picture files, and splits it. `folder` is its own.
///
/// # Errors
/// Names what is missing, malformed or contradictory, and a group that stands in two parts.
pub fn open(spec: &spec::Data, folder: &Path) -> Result<Dataset> {
    spec.split.check()?;
    let found = match spec.layout {
        Layout::Ham10000 => ham10000::read(folder, spec.split.ignore_given),
        Layout::Folders => folders::read(folder, &spec.split),
        Layout::Table => table::read(folder),
        Layout::Npz => npz::read(folder),
    }?;
    let dataset = assemble::assemble(spec, folder, found)
        .with_context(|| format!("data set {}", folder.display()))?;
    dataset.refuse_leaks()?;
    Ok(dataset)
}

/// A data set with what is learned from beside it: of `more`, whatever part a picture has there, it joins the training
/// part. `data` is the folder that holds them all.
///
/// # Errors
/// As [`open`], and when one of `more` has a class that the data set has not.
pub fn open_with_more(spec: &spec::Data, more: &[spec::Data], data: &Path) -> Result<Dataset> {
    let mut dataset = open(spec, &data.join(&spec.folder))?;
    for further in more {
        let opened = open(further, &data.join(&further.folder))?;
        let labels = opened
            .classes
            .iter()
            .map(|code| {
                let place = dataset.classes.iter().position(|own| own == code);
                place.with_context(|| {
                    format!(
                        "{} has the class {code}, which {} has not",
                        further.name, spec.name
                    )
                })
            })
            .collect::<Result<Vec<usize>>>()?;
        for mut example in opened.examples {
            let Some(&label) = labels.get(example.label) else {
                bail!("{} has a picture of no class", further.name);
            };
            example.label = label;
            // Two data sets may use the same names for different things.
            example.group = format!("{}/{}", further.folder, example.group);
            example.split = Split::Train;
            dataset.examples.push(example);
        }
    }
    Ok(dataset)
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

    /// SHA-256 of what is learned from and chosen by, in order: each picture's file and the folder it lies in, its class, group
    /// and part. Where the data set as a whole lies does not matter.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut text = self.classes.join("\n");
        for example in &self.examples {
            let name = example.picture.name();
            let mut parts = name.rsplit(['/', '\\']);
            let (file, folder) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            let (label, group, split) = (example.label, &example.group, example.split);
            let line = [
                folder,
                file,
                &label.to_string(),
                group,
                &format!("{split:?}"),
            ];
            text.push('\n');
            text.push_str(&line.join("\t"));
        }
        spotcheck::weights::sha256_hex(text.as_bytes())
    }

    /// Refuses a data set in which a group stands in two parts: its test would be a memory test.
    ///
    /// # Errors
    /// Names the first such group and two of its pictures.
    pub fn refuse_leaks(&self) -> Result<()> {
        let mut home = BTreeMap::new();
        for example in &self.examples {
            let first = *home.entry(example.group.as_str()).or_insert(example);
            if first.split != example.split {
                bail!(
                    "group {} stands in {:?} ({}) and in {:?} ({}): split by group",
                    example.group,
                    first.split,
                    first.picture.name(),
                    example.split,
                    example.picture.name()
                );
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
