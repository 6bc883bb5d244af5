//! The run folder: recipe, log, and all that a broken-off run needs to continue.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use burn::module::Module;
use burn::optim::ModuleOptimizer;
use burn::store::ModuleRecord;
use burn::tensor::{Bytes, Device};
use serde::{Deserialize, Serialize};
use spotcheck::card::Input;
use spotcheck::networks::Network;

use crate::data::{self, Dataset};
use crate::recipe::Recipe;
use crate::report::curves::curves;

/// One line of a run's log.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct EpochRecord {
    /// From 1.
    pub epoch: usize,
    /// Mean over the epoch's steps.
    pub train_loss: f64,
    /// Over the epoch's augmented pictures, as each was seen while learning.
    #[serde(default)]
    pub train_balanced_accuracy: f64,
    /// Of the averaged weights, on the validation part, temperature 1.
    pub val_loss: f64,
    /// Likewise.
    pub val_accuracy: f64,
    /// Likewise.
    pub val_balanced_accuracy: f64,
    /// Macro one-against-rest.
    pub val_auc: f64,
    /// Likewise, of a network that traces outlines, which has no classes: the mean intersection over union, in its own
    /// places.
    #[serde(default)]
    pub val_overlap: Option<f64>,
    /// Wall time.
    pub seconds: f64,
}

impl fmt::Display for EpochRecord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (epoch, seconds) = (self.epoch, self.seconds);
        let (train, val) = (self.train_loss, self.val_loss);
        write!(
            formatter,
            "epoch {epoch:>3}  loss {train:.4}  val: loss {val:.4}  "
        )?;
        match self.val_overlap {
            Some(overlap) => write!(formatter, "intersection over union {overlap:.4}")?,
            None => write!(
                formatter,
                "accuracy {:.4}  balanced {:.4}  AUC {:.4}",
                self.val_accuracy, self.val_balanced_accuracy, self.val_auc
            )?,
        }
        write!(formatter, "  ({seconds:.0} s)")
    }
}

/// What a run has reached.
#[derive(Debug, Serialize, Deserialize)]
struct State {
    /// Versions and machine that it was last continued with.
    #[serde(default)]
    made_with: BTreeMap<String, String>,
    recipe: Recipe,
    /// [`crate::data::Dataset::fingerprint`] of what it learns from.
    #[serde(default)]
    data: Option<String>,
    input: Option<Input>,
    log: Vec<EpochRecord>,
    /// The epoch with the smallest validation loss, from 1.
    #[serde(default)]
    best: usize,
}

/// Where the weights of the best epoch are kept, when a run may stop early.
const BEST: &str = "best.bpk";

/// A run folder.
#[derive(Debug)]
pub struct Run {
    folder: PathBuf,
    state: State,
}

impl Run {
    /// Opens a run folder: a new one, or with `resume` one that was broken off.
    ///
    /// # Errors
    /// When the folder holds a run already and `resume` is not set, or one of another recipe.
    pub fn open(folder: &Path, recipe: &Recipe, resume: bool) -> Result<Self> {
        let state_path = folder.join("state.json");
        if !state_path.exists() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("{} can't be made", folder.display()))?;
            let state = State {
                made_with: made_with(),
                recipe: recipe.clone(),
                data: None,
                input: None,
                log: Vec::new(),
                best: 0,
            };
            return Ok(Self {
                folder: folder.to_owned(),
                state,
            });
        }
        if !resume {
            bail!(
                "{} holds a run already: continue it with --resume, or name another with --run",
                folder.display()
            );
        }
        let mut run = Self::read(folder)?;
        run.state.made_with = made_with();
        if !recipe.trains_as(&run.state.recipe) {
            bail!(
                "{} holds a run of another recipe: name another folder with --run",
                folder.display()
            );
        }
        // What is done and said after training may have been written anew.
        run.state.recipe.clone_from(recipe);
        Ok(run)
    }

    /// Reads a run to publish from.
    ///
    /// # Errors
    /// When there is none.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("state.json");
        let text =
            std::fs::read(&path).with_context(|| format!("{}: no run is there", path.display()))?;
        let state = serde_json::from_slice(&text)
            .with_context(|| format!("{} is damaged", path.display()))?;
        Ok(Self {
            folder: folder.to_owned(),
            state,
        })
    }

    /// Epochs that are done and saved.
    #[must_use]
    pub const fn epochs_done(&self) -> usize {
        self.state.log.len()
    }

    /// Whether there is nothing left to do: all epochs done, or no improvement for too long.
    #[must_use]
    pub const fn is_finished(&self) -> bool {
        let schedule = &self.state.recipe.schedule;
        let done = self.epochs_done();
        let waited = done.saturating_sub(self.state.best);
        done >= schedule.epochs || (schedule.patience > 0 && waited >= schedule.patience)
    }

    /// The recipe it follows.
    #[must_use]
    pub const fn recipe(&self) -> &Recipe {
        &self.state.recipe
    }

    /// Holds a run that is measured to the data that it learned from: by another split, what it has learned could stand in the
    /// part that it is measured on. One that learned from further data sets is not held to, for these are not at hand.
    ///
    /// # Errors
    /// When it learned from others.
    pub fn hold_to(&mut self, dataset: &Dataset, strict: bool) -> Result<()> {
        if !self.recipe().more.is_empty() || self.learn_from(dataset.fingerprint()).is_ok() {
            return Ok(());
        }
        // Pictures that can't be read were left out of training.
        let read = Dataset {
            classes: dataset.classes.clone(),
            examples: data::readable(dataset.examples.clone(), strict)?,
        };
        self.learn_from(read.fingerprint())
    }

    /// Holds the run to its data: those it began with, by their fingerprint.
    ///
    /// # Errors
    /// When it began with others.
    pub fn learn_from(&mut self, fingerprint: String) -> Result<()> {
        if let Some(known) = &self.state.data
            && *known != fingerprint
        {
            bail!(
                "the run in {} began with other data: pictures, classes, groups or parts have changed since. Begin anew \
                 with --run, or bring the data back",
                self.folder.display()
            );
        }
        self.state.data = Some(fingerprint);
        Ok(())
    }

    /// The input's description, computed at first and kept.
    ///
    /// # Errors
    /// What `compute` gives.
    pub fn input(&mut self, compute: impl FnOnce() -> Result<Input>) -> Result<Input> {
        if let Some(input) = &self.state.input {
            return Ok(input.clone());
        }
        let input = compute()?;
        self.state.input = Some(input.clone());
        Ok(input)
    }

    /// A file of the run as it stands after the last epoch that is done.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder
            .join(format!("epoch-{:04}", self.epochs_done()))
            .join(name)
    }

    /// Weights of the last epoch: `network` (to continue from) or `average` (to use).
    ///
    /// # Errors
    /// When they are missing or damaged.
    pub fn weights(&self, name: &str) -> Result<ModuleRecord> {
        record(&self.file(name).with_extension("bpk"))
    }

    /// The averaged network of the last epoch; of the best one, when the run may stop early.
    ///
    /// # Errors
    /// As [`Run::weights`].
    pub fn averaged(&self, device: &Device) -> Result<Network> {
        let record = if self.state.recipe.schedule.patience > 0 {
            record(&self.folder.join(BEST))?
        } else {
            self.weights("average")?
        };
        let network = Network::trainable(&self.state.recipe.architecture(), device)?;
        Ok(network.load_inner_record(record)?)
    }

    /// Saves an epoch. The state file is replaced last and at once: whenever the run is broken off, it names
    /// an epoch whose files are complete.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn save(
        &mut self,
        network: &Network,
        optimizer: &ModuleOptimizer,
        averaged: &Network,
        record: EpochRecord,
    ) -> Result<()> {
        let previous = self.file("");
        let best = self.state.best.checked_sub(1);
        let best = best.and_then(|place| self.state.log.get(place));
        let improved = best.is_none_or(|best| record.val_loss < best.val_loss);
        self.state.log.push(record);
        let folder = self.file("");
        std::fs::create_dir_all(&folder)?;
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes);
        write(
            "network.bpk",
            &network.clone().valid().into_inner_record().into_bytes()?,
        )?;
        write(
            "average.bpk",
            &averaged.clone().into_inner_record().into_bytes()?,
        )?;
        write("optimizer.bpk", &optimizer.into_bytes()?)?;
        if improved {
            self.state.best = record.epoch;
            if self.state.recipe.schedule.patience > 0 {
                // Under another name first: a half-written file must not take the place of the last best.
                let temporary = self.folder.join("best.bpk.new");
                std::fs::copy(folder.join("average.bpk"), &temporary)?;
                std::fs::rename(&temporary, self.folder.join(BEST))?;
            }
        }

        let temporary = self.folder.join("state.json.new");
        std::fs::write(&temporary, serde_json::to_vec_pretty(&self.state)?)?;
        std::fs::rename(&temporary, self.folder.join("state.json"))?;
        self.write_log()?;
        std::fs::write(self.folder.join("curves.svg"), curves(&self.state.log)?)?;
        if previous.is_dir() {
            std::fs::remove_dir_all(previous)?;
        }
        Ok(())
    }

    fn write_log(&self) -> Result<()> {
        let mut writer = csv::Writer::from_path(self.folder.join("log.csv"))?;
        for record in &self.state.log {
            writer.serialize(record)?;
        }
        Ok(writer.flush()?)
    }
}

/// What a run's numbers may depend on beside its recipe.
fn made_with() -> BTreeMap<String, String> {
    let told = [
        ("spotcheck", env!("CARGO_PKG_VERSION").to_owned()),
        ("burn", env!("SPOTCHECK_BURN").to_owned()),
        ("rustc", env!("SPOTCHECK_RUSTC").to_owned()),
        (
            "machine",
            format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        ),
        ("threads", rayon::current_num_threads().to_string()),
    ];
    told.map(|(key, value)| (key.to_owned(), value)).into()
}

fn record(path: &Path) -> Result<ModuleRecord> {
    let bytes = std::fs::read(path).with_context(|| format!("{} can't be read", path.display()))?;
    Ok(ModuleRecord::from_bytes(Bytes::from_bytes_vec(bytes))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::generator;
    use crate::train::average::values_of;
    use burn::optim::AdamWConfig;

    #[test]
    fn a_run_that_no_longer_improves_stops_and_keeps_its_best_epoch() {
        let _held = generator();
        let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recipes/skin28.toml");
        let mut recipe = Recipe::read(&recipe).unwrap();
        recipe.schedule.epochs = 9;
        recipe.schedule.patience = 2;
        let device = Device::flex();
        let folder = tempfile::tempdir().unwrap();
        let mut run = Run::open(folder.path(), &recipe, false).unwrap();
        let optimizer = AdamWConfig::new().init();
        run.learn_from("these".to_owned()).unwrap();
        let mut best = None;
        for (epoch, val_loss, finished) in [
            (1, 1.0, false),
            (2, 0.5, false),
            (3, 0.7, false),
            (4, 0.6, true),
        ] {
            // Other weights each time.
            let network = Network::trainable(&recipe.architecture(), &device).unwrap();
            if epoch == 2 {
                best = Some(values_of(&network));
            }
            let record = EpochRecord {
                epoch,
                val_loss,
                ..EpochRecord::default()
            };
            run.save(&network.clone(), &optimizer, &network, record)
                .unwrap();
            assert_eq!(run.is_finished(), finished, "after epoch {epoch}");
        }
        // As another process reads it.
        let mut run = Run::read(folder.path()).unwrap();
        assert!(run.is_finished());
        run.learn_from("these".to_owned()).unwrap();
        let message = run.learn_from("others".to_owned()).unwrap_err().to_string();
        assert!(message.contains("other data"), "{message}");
        assert!(Some(values_of(&run.averaged(&device).unwrap())) == best);
    }
}
