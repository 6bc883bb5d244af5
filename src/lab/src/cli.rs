//! The command line: verbs and their options.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::backend::Backend;
use crate::data::Split;
use crate::import;
use crate::time_training;

/// Classify photos of skin spots, and train and measure the networks that do it. Nothing leaves this machine.
#[derive(Parser)]
#[command(version)]
pub struct Arguments {
    /// The folder with models.json (default: `$SPOTCHECK_WEIGHTS`, or `weights` here or above)
    #[arg(long, global = true)]
    pub weights: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Subcommand)]
pub enum Verb {
    /// List the shipped models and their figures
    #[command(after_help = "Example: spotcheck models")]
    Models {
        /// As a table for a README
        #[arg(long)]
        markdown: bool,
    },
    /// Classify pictures by their centre square
    #[command(after_help = "Example: spotcheck classify --model skin28 --json photo.jpg other.png")]
    Classify {
        /// Model id (default: the one that the page uses)
        #[arg(long)]
        model: Option<String>,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
        /// JPEG, PNG, WebP or GIF
        #[arg(required = true)]
        pictures: Vec<PathBuf>,
    },
    /// Trace the spot in the centre square of pictures, and measure its shape and colours
    #[command(after_help = "Example: spotcheck trace --json photo.jpg other.png")]
    Trace {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
        /// JPEG, PNG, WebP or GIF
        #[arg(required = true)]
        pictures: Vec<PathBuf>,
    },
    /// Show how a recipe's data set is split, and look for pictures that stand in two parts
    #[command(after_help = "Example: spotcheck data recipes/skin28.toml --data ../shared/data")]
    Data {
        /// Recipe file
        recipe: PathBuf,
        /// The folder that holds the data sets
        #[arg(long)]
        data: PathBuf,
        /// Stop at a picture that can't be read, instead of leaving it out
        #[arg(long)]
        strict: bool,
        /// Write clusters of equal and near-equal pictures there, a CSV table for the recipe's data.groups
        #[arg(long)]
        write_groups: Option<PathBuf>,
    },
    /// Show what a recipe's augmentation does to training pictures
    #[command(
        after_help = "Example: spotcheck augment recipes/skin28.toml --data ../shared/data --preview augmentation.html"
    )]
    Augment {
        /// Recipe file
        recipe: PathBuf,
        /// The folder that holds the data sets
        #[arg(long)]
        data: PathBuf,
        /// HTML page to write, pictures inside
        #[arg(long)]
        preview: PathBuf,
        /// Pictures a row
        #[arg(long, default_value = "6")]
        count: usize,
    },
    /// Train by a recipe. Every epoch is saved: after Ctrl-C, --resume continues with the one that was broken off
    #[command(
        after_help = "Example: spotcheck train recipes/skin28.toml --data ../shared/data --resume"
    )]
    Train {
        /// What is trained, and where.
        #[command(flatten)]
        of: RecipeRun,
        /// Continue a run that was broken off
        #[arg(long)]
        resume: bool,
        /// Stop after so many epochs, to be resumed later
        #[arg(long)]
        limit: Option<usize>,
        /// Where to compute
        #[arg(long, value_enum, default_value_t)]
        backend: Backend,
    },
    /// Train one network a fold, and score every picture by the one that has not seen it
    #[command(
        after_help = "Example: spotcheck cross-validate recipes/glaucoma.toml --data ../shared/data --folds 5"
    )]
    CrossValidate(CrossValidate),
    /// Turn a finished run into a shipped model: weights, calibration, thresholds, card
    #[command(after_help = "Example: spotcheck publish recipes/skin28.toml --data ../shared/data")]
    Publish {
        /// What was trained, and where.
        #[command(flatten)]
        of: RecipeRun,
        /// Keep the weights that are shipped, and fit and measure anew what depends on the recipe's strangers and words
        #[arg(long, conflicts_with_all = ["run", "seed"])]
        again: bool,
    },
    /// Measure a shipped model on a labelled data set
    #[command(
        after_help = "Example: spotcheck evaluate --model skin28 --data ../shared/data/ham10000 --split test"
    )]
    Evaluate(Evaluate),
    /// Measure how a shipped model's answers move when photos are blurred, dark, turned, hairy and so on
    #[command(
        after_help = "Example: spotcheck robustness --model skin28 --data ../shared/data/ham10000"
    )]
    Robustness(Sample),
    /// Measure how much of where a shipped model looked lies on the lesion, by the data set's masks
    #[command(after_help = "Example: spotcheck heat --model skin --data ../shared/data/ham10000")]
    Heat(Sample),
    /// Measure whether a shipped model refuses pictures that are not of its kind
    #[command(
        after_help = "Example: spotcheck strangers --model skin28 --data ../shared/data/ham10000 ../shared/data/not-skin ../shared/data/brain-mri/Testing"
    )]
    Strangers {
        /// The model, and its own kind of pictures
        #[command(flatten)]
        own: Sample,
        /// Folders of other pictures, with all folders below
        #[arg(required = true)]
        folders: Vec<PathBuf>,
    },
    /// Make a shipped model's figures again and compare them with its card
    #[command(after_help = "Example: spotcheck reproduce pneumonia --data ../shared/data")]
    Reproduce {
        /// Model id
        model: String,
        /// The folder that holds the data sets
        #[arg(long)]
        data: PathBuf,
        /// Write what was measured into the card, and into docs/measured, instead
        #[arg(long)]
        write: bool,
    },
    /// Write a model's weights as safetensors, in 32-bit floats
    #[command(after_help = "Example: spotcheck export --model skin28 --out skin28.safetensors")]
    Export {
        /// Model id
        #[arg(long)]
        model: String,
        /// File to write
        #[arg(long)]
        out: PathBuf,
    },
    /// Turn another program's model (Keras .h5, safetensors) into one that Spotcheck runs
    #[command(
        after_help = "Example: spotcheck import keras_model.h5 --id mine --classes labels.txt --normalise tf --out weights/mine"
    )]
    Import(import::Request),
    /// Tell how long a network's training steps take here, as JSON
    #[command(
        after_help = "Example: spotcheck time-training --network mobilenet-v2-1.0 --size 128"
    )]
    TimeTraining(time_training::Request),
    /// Draw the golden pictures and write down what this engine makes of them
    #[command(after_help = "Example: spotcheck golden --out target/golden")]
    Golden {
        /// Folder to write to
        #[arg(long)]
        out: PathBuf,
        /// Model id (default: the one that the page uses)
        #[arg(long)]
        model: Option<String>,
        /// Pictures of one's own to add, e.g. from a data set that can't be published
        #[arg(long)]
        add: Vec<PathBuf>,
    },
}

/// What to evaluate, and where to write it.
#[derive(clap::Args)]
pub struct Evaluate {
    /// Model id
    #[arg(long, conflicts_with = "run")]
    pub model: Option<String>,
    /// The folder of a run whose weights are measured as they are, instead of a shipped model
    #[arg(long)]
    pub run: Option<PathBuf>,
    /// The data set's own folder
    #[arg(long)]
    pub data: PathBuf,
    /// The recipe that says how the data set lies on disk and is split (default: the one the card names)
    #[arg(long)]
    pub recipe: Option<PathBuf>,
    /// Which part
    #[arg(long, value_enum, default_value = "test")]
    pub split: Split,
    /// Write report.json, report.txt and report.html there
    #[arg(long)]
    pub report: Option<PathBuf>,
    /// Print JSON instead of text
    #[arg(long)]
    pub json: bool,
    /// Stop at a picture that can't be read, instead of leaving it out
    #[arg(long)]
    pub strict: bool,
}

/// A shipped model and pictures of its data set.
#[derive(clap::Args)]
pub struct Sample {
    /// Model id
    #[arg(long)]
    pub model: String,
    /// The data set's own folder
    #[arg(long)]
    pub data: PathBuf,
    /// Which part
    #[arg(long, value_enum, default_value = "test")]
    pub split: Split,
    /// Every how many pictures one is taken
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub every: u32,
    /// Print JSON instead of a table
    #[arg(long)]
    pub json: bool,
    /// Stop at a picture that can't be read, instead of leaving it out
    #[arg(long)]
    pub strict: bool,
}

/// A recipe with its data, and where its run lies.
#[derive(clap::Args)]
pub struct RecipeRun {
    /// Recipe file
    pub recipe: PathBuf,
    /// The folder that holds the data sets
    #[arg(long)]
    pub data: PathBuf,
    /// Run folder (default: runs/MODEL-SEED)
    #[arg(long)]
    pub run: Option<PathBuf>,
    /// Draw by this number instead of the recipe's, in its earlier stages too
    #[arg(long)]
    pub seed: Option<u64>,
    /// Stop at a picture that can't be read, instead of leaving it out
    #[arg(long)]
    pub strict: bool,
}

/// What to cross-validate, and where to write it.
#[derive(clap::Args)]
pub struct CrossValidate {
    /// Recipe file
    pub recipe: PathBuf,
    /// The folder that holds the data sets
    #[arg(long)]
    pub data: PathBuf,
    /// How many parts, each the test part once
    #[arg(long, default_value_t = 5)]
    pub folds: usize,
    /// Folder of the runs (default: runs/MODEL-SEED-folds); folds that are there are continued
    #[arg(long)]
    pub run: Option<PathBuf>,
    /// Write report.json, report.txt and report.html there
    #[arg(long)]
    pub report: Option<PathBuf>,
    /// Where to compute
    #[arg(long, value_enum, default_value_t)]
    pub backend: Backend,
    /// Stop at a picture that can't be read, instead of leaving it out
    #[arg(long)]
    pub strict: bool,
}
