//! Other programs' models as ours: a Keras `.h5` or a safetensors file becomes `weights.bpk` and `card.json`.

mod card;
mod classes;
mod hdf5;
mod keras;
mod safetensors;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::{Device, FloatDType, Tensor};
use clap::ValueEnum;
use spotcheck::networks::graph::{Graph, GraphSpec};
use spotcheck::networks::{DESCRIBED, Network};
use spotcheck::{Card, Classifier, weights};

use hdf5::{Hdf5, SIGNATURE};

/// The name of every model's weight file.
const WEIGHT_FILE: &str = "weights.bpk";
/// And of its card.
const CARD_FILE: &str = "card.json";

/// The first bytes of a zip archive.
const ZIP: &[u8] = b"PK\x03\x04";

/// What to import, and as what.
#[derive(Debug, clap::Args)]
pub struct Request {
    /// A Keras model saved whole as .h5, or .safetensors as `spotcheck export` writes them
    file: PathBuf,
    /// Id of the new model: lower-case letters, digits and hyphens
    #[arg(long)]
    id: String,
    /// The classes in the order of the outputs, separated by commas, or a file with one a line
    #[arg(long)]
    classes: String,
    /// Folder to write weights.bpk and card.json to
    #[arg(long)]
    out: PathBuf,
    /// How the network wants its pixels (needed unless the network scales them itself: no file says it)
    #[arg(long, value_enum)]
    normalise: Option<Normalise>,
    /// Side of the input in pixels, for a network that leaves it open
    #[arg(long)]
    size: Option<u32>,
    /// Which of our networks a safetensors file holds
    #[arg(long)]
    network: Option<String>,
    /// Write over a model that lies in the folder already
    #[arg(long)]
    overwrite: bool,
    /// Store 32-bit floats instead of 16-bit
    #[arg(long = "f32")]
    full_precision: bool,
}

/// How a network wants its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Normalise {
    /// -1 to 1, as `MobileNet` in Keras and Teachable Machine
    Tf,
    /// 0 to 1
    #[value(name = "0-1")]
    Unit,
    /// 0 to 255
    Raw,
    /// By `ImageNet`'s means and deviations, as torchvision
    Torch,
}

impl Normalise {
    /// Mean and standard deviation of bytes scaled to 0..1.
    const fn statistics(self) -> ([f32; 3], [f32; 3]) {
        match self {
            Self::Tf => ([0.5; 3], [0.5; 3]),
            Self::Unit => ([0.0; 3], [1.0; 3]),
            Self::Raw => ([0.0; 3], [1.0 / 255.0; 3]),
            Self::Torch => ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
        }
    }
}

/// A network with weights, and what the card must say of it.
struct Found {
    network: Network,
    name: String,
    graph: Option<GraphSpec>,
    /// It scales the pixels itself.
    rescales: bool,
    notes: Vec<String>,
}

/// Imports a model. Nothing is written unless all of it could be read and it answers.
///
/// # Errors
/// When the file is damaged or holds something unsupported, which is named, or when the request contradicts it.
pub fn import(request: &Request) -> Result<Card> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    ensure!(
        !request.id.is_empty() && request.id.bytes().all(plain),
        "\"{}\" is no id: lower-case letters, digits and hyphens make one",
        request.id
    );
    let taken = [WEIGHT_FILE, CARD_FILE].map(|name| request.out.join(name));
    if let Some(file) = taken
        .iter()
        .find(|file| file.exists() && !request.overwrite)
    {
        bail!(
            "{} is there already: name another folder, or --overwrite it",
            file.display()
        );
    }
    let classes = classes::read(&request.classes)?;
    let device = Device::flex();
    let found = read(request, classes.len(), &device)
        .with_context(|| format!("{} can't be imported", request.file.display()))?;
    ensure!(
        found.network.classes() == classes.len(),
        "the network has {} classes; {} are named",
        found.network.classes(),
        classes.len()
    );
    let normalise = match (request.normalise, found.rescales) {
        (Some(normalise), _) => normalise,
        (None, true) => Normalise::Raw,
        (None, false) => bail!(
            "the file does not say how the pixels were scaled: choose --normalise tf, 0-1, raw or torch; whoever \
             trained the model knows"
        ),
    };
    let bytes = encode(found.network.clone(), request.full_precision)?;
    let mut card = card::card(request, &found, &classes, normalise, &bytes)?;
    card.known_answer.logits = known_answer(&card, &bytes, &device).with_context(|| {
        if request.full_precision {
            "the imported network does not answer".to_owned()
        } else {
            "the imported network does not answer in half precision: try --f32".to_owned()
        }
    })?;
    write(&request.out, &card, &bytes)?;
    Ok(card)
}

fn read(request: &Request, classes: usize, device: &Device) -> Result<Found> {
    let mut start = [0; SIGNATURE.len()];
    let read = std::fs::File::open(&request.file)
        .and_then(|mut file| std::io::Read::read_exact(&mut file, &mut start));
    read.context("it can't be read, or is shorter than any model")?;
    ensure!(
        !start.starts_with(ZIP),
        "it is an archive, perhaps Keras 3's .keras: save the model as .h5 instead, model.save(\"model.h5\")"
    );
    if start != SIGNATURE {
        let name = request.network.as_deref().context(
            "it is no HDF5 file; for safetensors, --network must name the network whose weights it holds",
        )?;
        return Ok(Found {
            network: safetensors::read(&request.file, name, classes, request.size, device)?,
            name: name.to_owned(),
            graph: None,
            rescales: false,
            notes: Vec::new(),
        });
    }
    ensure!(
        request.network.is_none(),
        "--network is for safetensors: a Keras file describes its network itself"
    );
    let keras = keras::read(&Hdf5::open(&request.file)?, request.size)?;
    let graph = Graph::with_tensors(&keras.spec, keras.tensors, device)?;
    Ok(Found {
        network: Network::Graph(graph).folded(device)?,
        name: DESCRIBED.to_owned(),
        graph: Some(keras.spec),
        rescales: keras.rescales,
        notes: keras.notes,
    })
}

struct ToHalf;

impl ModuleMapper for ToHalf {
    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        parameter.map(|tensor| tensor.cast(FloatDType::F16))
    }
}

fn encode(network: Network, full_precision: bool) -> Result<Vec<u8>> {
    let network = if full_precision {
        network
    } else {
        network.map(&mut ToHalf)
    };
    Ok(network.into_inner_record().into_bytes()?.to_vec())
}

/// The logits of the known picture, from the weights as they are stored.
fn known_answer(card: &Card, bytes: &[u8], device: &Device) -> Result<Vec<f32>> {
    let classifier = Classifier::load(card.clone(), bytes.to_vec(), device)?;
    Ok(pollster::block_on(classifier.known_answer())?)
}

fn write(folder: &Path, card: &Card, bytes: &[u8]) -> Result<()> {
    let mut json = serde_json::to_string_pretty(card)?;
    json.push('\n');
    // What is written must be what is read again.
    Card::from_json(&json)?;
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(folder.join(WEIGHT_FILE), bytes))
        .and_then(|()| std::fs::write(folder.join(CARD_FILE), json))
        .with_context(|| format!("{} can't be written", folder.display()))
}

/// The weight file's entry in the card.
fn weight_file(bytes: &[u8], full_precision: bool) -> spotcheck::card::WeightFile {
    spotcheck::card::WeightFile {
        file: WEIGHT_FILE.to_owned(),
        bytes: bytes.len() as u64,
        sha256: weights::sha256_hex(bytes),
        dtype: if full_precision { "f32" } else { "f16" }.to_owned(),
    }
}
