//! Recipes: everything that decides how a model comes out, in one file.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use spotcheck::card::{Class, Group, Licences, Task};
use spotcheck::networks::{Architecture, Views};

mod form;
mod schedule;
mod strangers;
mod tables;

use crate::augment::Augmentation;

pub use crate::data::spec::Data;
pub use form::{InputForm, Normalisation};
pub use schedule::Schedule;
pub use strangers::{Strangers, Unfamiliar};
pub use tables::Tables;

/// A recipe file (TOML).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Id of the model that it makes.
    pub model: String,
    /// Version of the model that it makes.
    pub version: String,
    /// The architecture, one of [`spotcheck::networks`].
    pub network: String,
    /// Seed of weights, order, augmentation and dropout.
    pub seed: u64,
    /// What the network sees.
    #[serde(default)]
    pub input: InputForm,
    /// What it starts from, when not from scratch.
    #[serde(default)]
    pub transfer: Option<Transfer>,
    /// Published models whose answers it learns beside the labels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teaching: Option<Teaching>,
    /// The data.
    pub data: Data,
    /// Further data sets, other clinics' for example, that are only learned from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Data>,
    /// How pictures are changed.
    pub augmentation: Augmentation,
    /// How it learns.
    pub schedule: Schedule,
    /// What it is shown, once trained, to tell its own pictures from others; nothing but its own when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strangers: Option<Strangers>,
    /// Pictures of something else that it is measured by once it is published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unfamiliar: Vec<Unfamiliar>,
    /// Other places' pictures of what it looks at, likewise; none of them may be learned from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Data>,
    /// What is measured of it beside its card.
    #[serde(default, skip_serializing_if = "Tables::is_empty")]
    pub tables: Tables,
    /// What the card says beside figures.
    pub card: CardText,
}

/// Transfer learning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// The backbone's weight file within the data folder.
    #[serde(default)]
    pub backbone: Option<String>,
    /// A published model to go on from instead, its head too where it tells the same classes apart.
    #[serde(default)]
    pub model: Option<String>,
    /// A recipe, by its path from this one, whose run is gone on from instead, head and all: with the same network, data
    /// and classes, on smaller pictures for example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipe: Option<String>,
    /// The first layer that learns; those before stay as they are, their batch norms' statistics too. Without
    /// it, all learn.
    #[serde(default)]
    pub learn_from: Option<String>,
    /// Epochs at the start in which the head alone learns.
    #[serde(default)]
    pub head_epochs: usize,
    /// The backbone's learning rate, as a share of the head's.
    #[serde(default = "one")]
    pub rate: f64,
}

impl Transfer {
    /// How many things it names to start from.
    fn sources(&self) -> usize {
        [&self.backbone, &self.model, &self.recipe]
            .into_iter()
            .flatten()
            .count()
    }
}

const fn one() -> f64 {
    1.0
}

/// Learning from the answers of models: distillation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teaching {
    /// Their ids, in the folder of the shipped models or in `baselines` beside it. They see the learner's views, so that size and normalisation must be the same; their answers are averaged.
    /// A class of theirs goes into the one of the same code, or into that of [`Data::classes`] which takes in its code.
    pub models: Vec<String>,
    /// Of their softmax and the learner's, in this part of the loss: above 1, how they tell apart what is unlikely counts more.
    pub temperature: f32,
    /// This part's share of the loss; the labels have the rest.
    pub share: f32,
}

/// The card's words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardText {
    /// What the model is for.
    pub task: Task,
    /// Classes; their codes must be the data set's.
    pub classes: Vec<Class>,
    /// Groups.
    pub groups: Vec<Group>,
    /// What it is for, and what not, in a sentence or two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intended_use: Option<String>,
    /// Limits.
    pub limits: Vec<String>,
    /// Licences.
    pub licences: Licences,
}

impl Recipe {
    /// Reads and checks a recipe. What stands in the recipe that its key `base` names, and not in it, it takes
    /// from there, table by table: so that a baseline differs from our model in what it says, and in nothing else.
    ///
    /// # Errors
    /// Names the file and what is wrong in it.
    pub fn read(path: &Path) -> Result<Self> {
        let recipe: Self = with_bases(path, MOST_BASES)?
            .try_into()
            .with_context(|| format!("{} is no recipe", path.display()))?;
        recipe.schedule.check()?;
        ensure!(
            recipe
                .transfer
                .as_ref()
                .is_none_or(|transfer| (0.0..=10.0).contains(&transfer.rate)),
            "transfer.rate must lie in 0..=10"
        );
        ensure!(
            (1..=1024).contains(&recipe.input.size),
            "input.size must lie in 1..=1024"
        );
        let smallest = recipe.input.smallest.unwrap_or(recipe.input.size);
        ensure!(
            (1..=recipe.input.size).contains(&smallest),
            "input.smallest must lie in 1..=input.size"
        );
        ensure!(
            recipe
                .transfer
                .as_ref()
                .is_none_or(|transfer| transfer.sources() == 1),
            "transfer needs one of a backbone, a model and a recipe"
        );
        ensure!(
            recipe.teaching.as_ref().is_none_or(|teaching| {
                !teaching.models.is_empty()
                    && (0.1..=100.0).contains(&teaching.temperature)
                    && (0.0..=1.0).contains(&teaching.share)
                    && !recipe.traces()
            }),
            "teaching needs models, a temperature in 0.1..=100, a share in 0..=1, and classes to tell apart"
        );
        ensure!(
            recipe.schedule.strangers == 0.0 || recipe.strangers.is_some() && !recipe.traces(),
            "schedule.strangers needs the table [strangers], and classes to lean to"
        );
        recipe.check_mask()?;
        recipe.augmentation.check()?;
        ensure!(
            !recipe.traces() || recipe.augmentation.mixup == 0.0,
            "augmentation.mixup mixes classes, and an outline has none"
        );
        ensure!(
            !recipe.traces() || recipe.input.views.is_one() && recipe.more.is_empty(),
            "input.views average answers, and [[more]] brings classes: an outline has neither"
        );
        ensure!(
            !recipe.traces() || recipe.input.size.is_multiple_of(32),
            "input.size must be a multiple of 32 for the network \"{}\"",
            recipe.network
        );
        Ok(recipe)
    }

    /// A mask is learned where the network gives one, and only there.
    fn check_mask(&self) -> Result<()> {
        let gives = spotcheck::networks::gives_mask(&self.network);
        ensure!(
            gives == (self.schedule.mask > 0.0),
            "schedule.mask stands above 0 for a network that gives a mask beside its classes, and only there"
        );
        ensure!(
            !gives || self.augmentation.mixup == 0.0 && self.more.is_empty(),
            "augmentation.mixup mixes pictures, and [[more]] brings some that have no mask: neither goes with schedule.mask"
        );
        Ok(())
    }

    /// Whether a run of the other one is a run of this one: they differ in their names and in what is done and
    /// said after training, if at all.
    #[must_use]
    pub fn trains_as(&self, other: &Self) -> bool {
        let trained = |recipe: &Self| Self {
            model: String::new(),
            version: String::new(),
            input: InputForm {
                smallest: None,
                views: Views::One,
                ..recipe.input.clone()
            },
            strangers: recipe
                .strangers
                .clone()
                .filter(|_| recipe.schedule.strangers > 0.0),
            unfamiliar: Vec::new(),
            elsewhere: Vec::new(),
            tables: Tables::default(),
            card: self.card.clone(),
            ..recipe.clone()
        };
        self.card.classes == other.card.classes && trained(self) == trained(other)
    }

    /// Whether it makes a network that traces outlines, and none that tells classes apart.
    #[must_use]
    pub fn traces(&self) -> bool {
        self.network == spotcheck::networks::outline::NAME
    }

    /// The names of all data sets that it learns from.
    #[must_use]
    pub fn learned_from(&self) -> String {
        let names = std::iter::once(&self.data).chain(&self.more);
        let names: Vec<&str> = names.map(|data| data.name.as_str()).collect();
        names.join(", ")
    }

    /// The network that it trains.
    #[must_use]
    pub fn architecture(&self) -> Architecture<'_> {
        Architecture {
            name: &self.network,
            classes: self.card.classes.len(),
            size: self.input.size,
            graph: None,
        }
    }
}

/// A recipe may build on so many others, one on the other; more, and they go round in a circle.
const MOST_BASES: usize = 4;

/// A recipe's table, with what its base says beside it.
fn with_bases(path: &Path, left: usize) -> Result<toml::Table> {
    let mut table = read_table(path)?;
    let Some(base) = table.remove("base") else {
        return Ok(table);
    };
    let base = base
        .as_str()
        .with_context(|| format!("{}: base is no file name", path.display()))?;
    let left = left
        .checked_sub(1)
        .with_context(|| format!("{}: too many recipes build on others", path.display()))?;
    let base = path.parent().unwrap_or(Path::new("")).join(base);
    let another_network = table.contains_key("network");
    for (key, value) in with_bases(&base, left)? {
        // What the base's network starts from fits no other network.
        if !(another_network && key == "transfer") {
            table.entry(key).or_insert(value);
        }
    }
    Ok(table)
}

fn read_table(path: &Path) -> Result<toml::Table> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("{} can't be read", path.display()))?;
    toml::from_str(&text).with_context(|| format!("{} is no recipe", path.display()))
}

#[cfg(test)]
mod tests;
