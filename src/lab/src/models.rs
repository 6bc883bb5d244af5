//! The shipped models: `weights/models.json` and a folder for each.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use burn::tensor::Device;
use serde::{Deserialize, Serialize};
use spotcheck::{Card, Classifier};

/// The version of `models.json` that is read.
const FORMAT: u32 = 1;

/// `models.json`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    format: u32,
    /// The model that is meant when none is named.
    pub default: String,
    /// All ids.
    pub models: Vec<String>,
}

/// The weights folder: the one given, `$SPOTCHECK_WEIGHTS`, the nearest `weights/` upwards, or the source tree's.
///
/// # Errors
/// When there is none.
pub fn folder(given: Option<&Path>) -> Result<PathBuf> {
    if let Some(folder) = given {
        return Ok(folder.to_owned());
    }
    if let Some(folder) = std::env::var_os("SPOTCHECK_WEIGHTS") {
        return Ok(folder.into());
    }
    let here = std::env::current_dir()?;
    let source_tree = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    here.ancestors()
        .chain([source_tree.as_path()])
        .map(|parent| parent.join("weights"))
        .find(|folder| folder.join("models.json").is_file())
        .context("no folder \"weights\" with a models.json here or above: name it with --weights")
}

/// Reads `models.json`.
///
/// # Errors
/// When it is missing or malformed.
pub fn index(folder: &Path) -> Result<Index> {
    let path = folder.join("models.json");
    let bytes =
        std::fs::read(&path).with_context(|| format!("{} can't be read", path.display()))?;
    let index: Index = serde_json::from_slice(&bytes)
        .with_context(|| format!("{} is malformed", path.display()))?;
    ensure!(
        index.format == FORMAT,
        "{} has format {}; {FORMAT} is read",
        path.display(),
        index.format
    );
    Ok(index)
}

/// Reads a model's card.
///
/// # Errors
/// When there is no such model, or its card is malformed.
pub fn card(folder: &Path, id: &str) -> Result<Card> {
    // An id names a folder: nothing in it may lead elsewhere.
    let plain = !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let path = folder.join(id).join("card.json");
    if !plain || !path.is_file() {
        bail!(
            "there is no model \"{id}\" in {}: `spotcheck models` lists them",
            folder.display()
        );
    }
    let json = std::fs::read_to_string(&path)
        .with_context(|| format!("{} can't be read", path.display()))?;
    Card::from_json(&json).with_context(|| format!("{}", path.display()))
}

/// Loads a model onto a device.
///
/// # Errors
/// As [`card`], and when its weights are missing, damaged or another network's.
pub fn load(folder: &Path, id: &str, device: &Device) -> Result<Classifier> {
    let card = card(folder, id)?;
    let path = folder.join(id).join(&card.weights.file);
    let bytes = std::fs::read(&path)
        .with_context(|| format!("the weights {} are missing", path.display()))?;
    Classifier::load(card, bytes, device).with_context(|| format!("{}", path.display()))
}
