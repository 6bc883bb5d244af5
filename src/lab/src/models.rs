//! The shipped models: `weights/models.json` and a folder for each.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use burn::tensor::Device;
use serde::{Deserialize, Serialize};
use spotcheck::outline::OutlineCard;
use spotcheck::{Card, Classifier};

use crate::details::Details;
use crate::recipe::Recipe;

/// The version of `models.json` that is read.
const FORMAT: u32 = 2;

/// `models.json`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    format: u32,
    /// The model that is meant when none is named.
    pub default: String,
    /// All of them, in the order in which they are offered.
    pub models: Vec<Entry>,
    /// The network that traces outlines, where one is shipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outline: Option<OutlineEntry>,
}

/// Where the outline network is, and how long it takes to fetch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutlineEntry {
    /// Its folder.
    pub id: String,
    /// Length of its weight file.
    pub bytes: u64,
}

/// What a page says of a model that it has not fetched yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its folder.
    pub id: String,
    /// The card's short title.
    pub title: String,
    /// What a picture must show.
    pub shows: String,
    /// The task's kind.
    pub kind: String,
    /// Length of its weight file.
    pub bytes: u64,
}

impl Entry {
    fn of(card: &Card) -> Self {
        Self {
            id: card.id.clone(),
            title: card.task.title.clone(),
            shows: card.task.shows.clone(),
            kind: card.task.kind.clone(),
            bytes: card.weights.bytes,
        }
    }
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

/// The model named, or the one that the page begins with.
///
/// # Errors
/// As [`index`], when none is named.
pub fn or_default(folder: &Path, model: Option<String>) -> Result<String> {
    model.map_or_else(|| index(folder).map(|index| index.default), Ok)
}

/// Writes a model's card, with what it says to people alone.
///
/// # Errors
/// When its folder is not there or the disk refuses.
pub fn write_card(path: &Path, card: &Card, details: &Details) -> Result<()> {
    #[derive(Serialize)]
    struct Whole<'card> {
        #[serde(flatten)]
        card: &'card Card,
        details: &'card Details,
    }
    let whole = Whole { card, details };
    write_json(path, &whole)
}

/// What a card says to people alone; nothing where it was written before there was anything.
///
/// # Errors
/// As [`card`].
pub fn details(folder: &Path, id: &str) -> Result<Details> {
    #[derive(Deserialize)]
    struct Whole {
        #[serde(default)]
        details: Details,
    }
    let path = card_path(folder, id)?;
    let bytes =
        std::fs::read(&path).with_context(|| format!("{} can't be read", path.display()))?;
    let Whole { details } =
        serde_json::from_slice(&bytes).with_context(|| format!("{}", path.display()))?;
    Ok(details)
}

/// Writes a card or a list, for people too.
///
/// # Errors
/// When its folder is not there or the disk refuses.
pub fn write_json(path: &Path, value: &impl Serialize) -> Result<()> {
    let mut json = serde_json::to_string_pretty(value)?;
    json.push('\n');
    std::fs::write(path, json).with_context(|| format!("{} can't be written", path.display()))
}

/// Lists a model that was just published, in the place of an earlier one of its name or at the end; in an empty
/// folder it becomes the default.
///
/// # Errors
/// When the list that is there is malformed, or can't be written.
pub fn list(folder: &Path, card: &Card) -> Result<()> {
    let mut index = index_or_new(folder, &card.id)?;
    let entry = Entry::of(card);
    match index.models.iter_mut().find(|other| other.id == card.id) {
        Some(place) => *place = entry,
        None => index.models.push(entry),
    }
    write_json(&folder.join("models.json"), &index)
}

/// Lists the outline network that was just published.
///
/// # Errors
/// As [`list`].
pub fn list_outline(folder: &Path, card: &OutlineCard) -> Result<()> {
    let mut index = index_or_new(folder, "")?;
    index.outline = Some(OutlineEntry {
        id: card.id.clone(),
        bytes: card.weights.bytes,
    });
    write_json(&folder.join("models.json"), &index)
}

fn index_or_new(folder: &Path, default: &str) -> Result<Index> {
    if folder.join("models.json").exists() {
        return index(folder);
    }
    Ok(Index {
        format: FORMAT,
        default: default.to_owned(),
        models: Vec::new(),
        outline: None,
    })
}

/// Reads a model's card.
///
/// # Errors
/// When there is no such model, or its card is malformed.
pub fn card(folder: &Path, id: &str) -> Result<Card> {
    let path = card_path(folder, id)?;
    let json = std::fs::read_to_string(&path)
        .with_context(|| format!("{} can't be read", path.display()))?;
    Card::from_json(&json).with_context(|| format!("{}", path.display()))
}

/// Where a model's card is: in the folder of the shipped ones, or in `baselines` beside it where it is none of these.
///
/// # Errors
/// When there is no such model.
pub fn card_path(folder: &Path, id: &str) -> Result<PathBuf> {
    // An id names a folder: nothing in it may lead elsewhere.
    let plain = !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let baselines = folder.parent().unwrap_or(Path::new("")).join("baselines");
    let path = [folder, &baselines]
        .map(|shelf| shelf.join(id).join("card.json"))
        .into_iter()
        .find(|path| path.is_file());
    let Some(path) = path.filter(|_| plain) else {
        bail!(
            "there is no model \"{id}\" in {}: `spotcheck models` lists them",
            folder.display()
        );
    };
    Ok(path)
}

/// The recipe that a card names, beside the weights folder: it says how the data was split.
///
/// # Errors
/// When it is not there.
pub fn recipe(folder: &Path, card: &Card) -> Result<Recipe> {
    let home = folder.parent().unwrap_or(Path::new(""));
    Recipe::read(&home.join(&card.training.recipe))
        .context("how the data is split stands in the model's recipe: name it with --recipe")
}

/// Loads a model onto a device.
///
/// # Errors
/// As [`card`], and when its weights are missing, damaged or another network's.
pub fn load(folder: &Path, id: &str, device: &Device) -> Result<Classifier> {
    let card = card(folder, id)?;
    let path = card_path(folder, id)?.with_file_name(&card.weights.file);
    let bytes = std::fs::read(&path)
        .with_context(|| format!("the weights {} are missing", path.display()))?;
    Classifier::load(card, bytes, device).with_context(|| format!("{}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_says_what_the_cards_say() {
        let folder = folder(None).unwrap();
        let index = index(&folder).unwrap();
        assert!(index.models.iter().any(|entry| entry.id == index.default));
        for entry in index.models {
            assert_eq!(entry, Entry::of(&card(&folder, &entry.id).unwrap()));
        }
        let entry = index.outline.unwrap();
        let card = crate::outline::card(&folder, &entry.id).unwrap();
        assert_eq!((entry.id, entry.bytes), (card.id, card.weights.bytes));
    }

    #[test]
    fn an_answer_beside_the_known_one_is_the_same_and_is_refused_when_that_is_another() {
        use spotcheck::{ErrorKind, Picture, specimen};
        // One view, and four.
        for id in ["skin28", "skin"] {
            let mut classifier = load(&folder(None).unwrap(), id, &Device::flex()).unwrap();
            let rgba = specimen::lesion(9, 320, 240);
            let picture = Picture::new(&rgba, 320, 240).unwrap();
            let infer = |classifier: &Classifier| {
                let prepared = classifier
                    .prepare(&picture, picture.centre_square())
                    .unwrap();
                pollster::block_on(classifier.infer(prepared))
            };
            let alone = infer(&classifier).unwrap();
            let known = pollster::block_on(classifier.self_test()).unwrap();

            classifier.hold_to(known.clone()).unwrap();
            let held = infer(&classifier).unwrap();
            let pairs = |one: &[f32], other: &[f32]| {
                assert_eq!(one.len(), other.len());
                let differences = one
                    .iter()
                    .zip(other)
                    .map(|(one, other)| (one - other).abs());
                differences.fold(0.0, f32::max)
            };
            assert!(pairs(&held.logits, &alone.logits) < 1e-4, "{id}");
            assert!(pairs(&held.features, &alone.features) < 1e-4, "{id}");
            let verdict = |judged| classifier.judge(judged, "test").unwrap();
            let maps = [&held, &alone].map(|judged| verdict(judged).heat.map(|heat| heat.values));
            assert_eq!(maps[0].is_some(), maps[1].is_some(), "{id}");
            if let [Some(held), Some(alone)] = &maps {
                // Rounded to two digits.
                assert!(pairs(held, alone) < 0.011, "{id}");
            }

            let mut wrong = known.clone();
            wrong[3] += 0.01;
            for other in [wrong, known[1..].to_vec(), Vec::new()] {
                classifier.hold_to(other).unwrap();
                assert_eq!(
                    infer(&classifier).unwrap_err().kind(),
                    ErrorKind::KnownAnswer,
                    "{id}"
                );
            }
        }
    }

    #[test]
    fn a_published_model_is_listed_once() {
        let card = card(&folder(None).unwrap(), "skin28").unwrap();
        let empty = tempfile::tempdir().unwrap();
        list(empty.path(), &card).unwrap();
        let other = Card {
            id: "other".to_owned(),
            ..card.clone()
        };
        list(empty.path(), &other).unwrap();
        list(empty.path(), &card).unwrap();
        let index = index(empty.path()).unwrap();
        let ids: Vec<&str> = index.models.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(
            (index.default.as_str(), ids),
            ("skin28", vec!["skin28", "other"])
        );
    }
}
