//! The `spotcheck` command: trains, evaluates, publishes and runs the networks.

mod augment;
mod backbone;
mod classify;
mod cross_validate;
mod data;
mod decode;
mod evaluate;
mod export;
mod golden;
mod import;

mod metrics;
mod models;
mod novelty_fit;
mod publish;
mod recipe;
mod report;
mod reproduce;
mod score;
#[cfg(test)]
mod testing;
mod train;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use burn::tensor::Device;
use clap::{Parser, Subcommand};

use data::{Dataset, Split};
use recipe::Recipe;

/// Classify photos of skin spots, and train and measure the networks that do it. Nothing leaves this machine.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The folder with models.json (default: `$SPOTCHECK_WEIGHTS`, or `weights` here or above)
    #[arg(long, global = true)]
    weights: Option<PathBuf>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// List the shipped models and their figures
    #[command(after_help = "Example: spotcheck models")]
    Models,
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
    /// Train by a recipe; every epoch is saved
    #[command(
        after_help = "Example: spotcheck train recipes/skin28.toml --data ../shared/data --resume"
    )]
    Train {
        /// Recipe file
        recipe: PathBuf,
        /// The folder that holds the data sets
        #[arg(long)]
        data: PathBuf,
        /// Run folder (default: runs/MODEL-SEED)
        #[arg(long)]
        run: Option<PathBuf>,
        /// Continue a run that was broken off
        #[arg(long)]
        resume: bool,
        /// Stop after so many epochs, to be resumed later
        #[arg(long)]
        limit: Option<usize>,
        /// Stop at a picture that can't be read, instead of leaving it out
        #[arg(long)]
        strict: bool,
    },
    /// Train one network a fold, and score every picture by the one that has not seen it
    #[command(
        after_help = "Example: spotcheck cross-validate recipes/glaucoma.toml --data ../shared/data --folds 5"
    )]
    CrossValidate {
        /// Recipe file
        recipe: PathBuf,
        /// The folder that holds the data sets
        #[arg(long)]
        data: PathBuf,
        /// How many parts, each the test part once
        #[arg(long, default_value_t = 5)]
        folds: usize,
        /// Folder of the runs (default: runs/MODEL-SEED-folds); folds that are there are continued
        #[arg(long)]
        run: Option<PathBuf>,
        /// Write report.json, report.txt and report.html there
        #[arg(long)]
        report: Option<PathBuf>,
        /// Stop at a picture that can't be read, instead of leaving it out
        #[arg(long)]
        strict: bool,
    },
    /// Turn a finished run into a shipped model: weights, calibration, thresholds, card
    #[command(after_help = "Example: spotcheck publish recipes/skin28.toml --data ../shared/data")]
    Publish {
        /// Recipe file
        recipe: PathBuf,
        /// The folder that holds the data sets
        #[arg(long)]
        data: PathBuf,
        /// Run folder (default: runs/MODEL-SEED)
        #[arg(long)]
        run: Option<PathBuf>,
        /// Stop at a picture that can't be read, instead of leaving it out
        #[arg(long)]
        strict: bool,
    },
    /// Measure a shipped model on a labelled data set
    #[command(
        after_help = "Example: spotcheck evaluate --model skin28 --data ../shared/data/ham10000 --split test"
    )]
    Evaluate {
        /// Model id
        #[arg(long, conflicts_with = "run")]
        model: Option<String>,
        /// The folder of a run whose weights are measured as they are, instead of a shipped model
        #[arg(long)]
        run: Option<PathBuf>,
        /// The data set's own folder
        #[arg(long)]
        data: PathBuf,
        /// The recipe that says how the data set lies on disk and is split (default: the one the card names)
        #[arg(long)]
        recipe: Option<PathBuf>,
        /// Which part
        #[arg(long, value_enum, default_value = "test")]
        split: Split,
        /// Write report.json, report.txt and report.html there
        #[arg(long)]
        report: Option<PathBuf>,
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
        /// Stop at a picture that can't be read, instead of leaving it out
        #[arg(long)]
        strict: bool,
    },
    /// Make a shipped model's figures again and compare them with its card
    #[command(after_help = "Example: spotcheck reproduce pneumonia --data ../shared/data")]
    Reproduce {
        /// Model id
        model: String,
        /// The folder that holds the data sets
        #[arg(long)]
        data: PathBuf,
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
    /// Draw the golden pictures and write down what this engine makes of them
    #[command(after_help = "Example: spotcheck golden --out target/golden")]
    Golden {
        /// Folder to write to
        #[arg(long)]
        out: PathBuf,
        /// Pictures of one's own to add, e.g. from a data set that can't be published
        #[arg(long)]
        add: Vec<PathBuf>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    let weights = models::folder(arguments.weights.as_deref());
    match arguments.verb {
        Verb::Models => list_models(&weights?)?,
        Verb::Classify {
            model,
            json,
            pictures,
        } => {
            let weights = weights?;
            let model =
                model.map_or_else(|| models::index(&weights).map(|index| index.default), Ok)?;
            let classifier = models::load(&weights, &model, &Device::flex())?;
            let failures =
                classify::run(&classifier, &pictures, json, &mut std::io::stdout().lock())?;
            if failures > 0 {
                eprintln!(
                    "{failures} of {} pictures could not be read",
                    pictures.len()
                );
                return Ok(ExitCode::FAILURE);
            }
        }
        Verb::Train {
            recipe,
            data,
            run,
            resume,
            limit,
            strict,
        } => {
            let (recipe, dataset, folder) = prepare_run(&recipe, &data, run, strict)?;
            train::train(&recipe, &data, &dataset, &folder, resume, limit)?;
        }
        Verb::CrossValidate {
            recipe,
            data,
            folds,
            run,
            report,
            strict,
        } => {
            let recipe = Recipe::read(&recipe)?;
            let folder = run.unwrap_or_else(|| {
                Path::new("runs").join(format!("{}-{}-folds", recipe.model, recipe.seed))
            });
            let mut result = cross_validate::run(&recipe, &data, &folder, folds, strict)?;
            result.command = command_line();
            if let Some(folder) = report {
                result.write(&folder)?;
            }
            writeln!(std::io::stdout(), "{}", result.to_text())?;
        }
        Verb::Publish {
            recipe: path,
            data,
            run,
            strict,
        } => {
            let (_, dataset, folder) = prepare_run(&path, &data, run, strict)?;
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .context("the recipe has no name")?;
            let card = publish::publish(&folder, &format!("recipes/{name}"), &dataset, &weights?)?;
            writeln!(std::io::stdout(), "published {} {}", card.id, card.version)?;
        }
        Verb::Evaluate {
            model,
            run,
            data,
            recipe,
            split,
            report,
            json,
            strict,
        } => {
            let mut result = if let Some(folder) = run {
                let mut run = train::Run::read(&folder)?;
                let dataset = data::open(&run.recipe().data, &data)?;
                let examples = data::readable(dataset.part(split), strict)?;
                evaluate::evaluate_run(&mut run, split, &examples)?
            } else {
                let weights = weights?;
                let model = model.context("name a model with --model, or a run with --run")?;
                let classifier = models::load(&weights, &model, &Device::flex())?;
                let recipe = match recipe {
                    Some(path) => Recipe::read(&path)?,
                    None => models::recipe(&weights, classifier.card())?,
                };
                let dataset = data::open(&recipe.data, &data)?;
                let examples = data::readable(dataset.part(split), strict)?;
                evaluate::evaluate(&classifier, &recipe.data, split, &examples)?
            };
            result.command = command_line();
            if let Some(folder) = report {
                result.write(&folder)?;
            }
            let text = if json {
                serde_json::to_string_pretty(&result)?
            } else {
                result.to_text()
            };
            writeln!(std::io::stdout(), "{text}")?;
        }
        Verb::Reproduce { model, data } => reproduce::run(&weights?, &model, &data)?,
        Verb::Export { model, out } => export::safetensors(&weights?, &model, &out)?,
        Verb::Import(request) => {
            let card = import::import(&request)?;
            writeln!(
                std::io::stdout(),
                "imported {}: {} px, {} classes, {} bytes",
                card.id,
                card.input.size,
                card.classes.len(),
                card.weights.bytes
            )?;
            for limit in &card.limits {
                writeln!(std::io::stdout(), "  {limit}")?;
            }
        }
        Verb::Golden { out, add } => golden::write(&weights?, &out, &add)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn prepare_run(
    recipe: &Path,
    data: &Path,
    run: Option<PathBuf>,
    strict: bool,
) -> Result<(Recipe, Dataset, PathBuf)> {
    let recipe = Recipe::read(recipe)?;
    let mut dataset = data::open(&recipe.data, &data.join(&recipe.data.folder))?;
    dataset.examples = data::readable(dataset.examples, strict)?;
    let folder =
        run.unwrap_or_else(|| Path::new("runs").join(format!("{}-{}", recipe.model, recipe.seed)));
    Ok((recipe, dataset, folder))
}

/// What was typed, to be typed again: words in quotes where a shell needs them.
fn command_line() -> String {
    let plain = |word: &str| {
        let harmless = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@%".contains(c);
        !word.is_empty() && word.chars().all(harmless)
    };
    let quoted = std::env::args().skip(1).map(|word| {
        if plain(&word) {
            word
        } else {
            format!("'{}'", word.replace('\'', "'\\''"))
        }
    });
    std::iter::once("spotcheck".to_owned())
        .chain(quoted)
        .collect::<Vec<_>>()
        .join(" ")
}

fn list_models(weights: &Path) -> Result<()> {
    let index = models::index(weights)?;
    let mut output = std::io::stdout().lock();
    for entry in &index.models {
        let id = &entry.id;
        let card = models::card(weights, id)?;
        let default = if *id == index.default {
            " (default)"
        } else {
            ""
        };
        writeln!(
            output,
            "{id} {}{default} — {}",
            card.version, card.task.title
        )?;
        writeln!(
            output,
            "  {} px, {} classes, {:.2} MB, weights {}",
            card.input.size,
            card.classes.len(),
            card.weights.bytes as f64 / 1e6,
            card.licences.weights
        )?;
        for figure in &card.figures {
            writeln!(
                output,
                "  {:<28} {:.4} [{:.4}, {:.4}]  {} {}, n = {}",
                figure.name,
                figure.value,
                figure.low,
                figure.high,
                figure.data,
                figure.split,
                figure.n
            )?;
        }
    }
    Ok(())
}
