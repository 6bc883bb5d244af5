//! The `spotcheck` command: trains, evaluates, publishes and runs the networks.

mod augment;
mod classify;
mod data;
mod decode;
mod evaluate;
mod export;
mod golden;

mod metrics;
mod models;
mod novelty_fit;
mod publish;
mod recipe;
mod report;
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
use spotcheck::networks::Network;

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
        after_help = "Example: spotcheck augment --recipe recipes/skin28.toml --data ../shared/data --preview augmentation.html"
    )]
    Augment {
        /// Recipe file
        #[arg(long)]
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
        #[arg(long)]
        model: String,
        /// A data set in HAM10000's layout
        #[arg(long)]
        data: PathBuf,
        /// Which part
        #[arg(long, value_enum, default_value = "test")]
        split: Split,
        /// Write report.json and report.txt there
        #[arg(long)]
        report: Option<PathBuf>,
        /// Print JSON instead of text
        #[arg(long)]
        json: bool,
        /// Stop at a picture that can't be read, instead of leaving it out
        #[arg(long)]
        strict: bool,
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
        Verb::Data {
            recipe,
            data,
            strict,
            write_groups,
        } => {
            let spec = Recipe::read(&recipe)?.data;
            let folder = data.join(&spec.folder);
            let mut output = std::io::stdout().lock();
            if !data::inspect(&spec, &folder, strict, write_groups.as_deref(), &mut output)? {
                return Ok(ExitCode::FAILURE);
            }
        }
        Verb::Augment {
            recipe,
            data,
            preview,
            count,
        } => {
            preview_augmentation(&Recipe::read(&recipe)?, &data, &preview, count)?;
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
            train::train(&recipe, &dataset, &folder, resume, limit)?;
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
            data,
            split,
            report,
            json,
            strict,
        } => {
            let classifier = models::load(&weights?, &model, &Device::flex())?;
            let dataset = data::open(&recipe::Data::default(), &data)?;
            let examples = data::readable(dataset.part(split), strict)?;
            let name = &classifier.card().training.data;
            let result = evaluate::evaluate(&classifier, name, split, &examples)?;
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
        Verb::Export { model, out } => export::safetensors(&weights?, &model, &out)?,
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

fn preview_augmentation(recipe: &Recipe, data: &Path, path: &Path, count: usize) -> Result<()> {
    let dataset = data::open(&recipe.data, &data.join(&recipe.data.folder))?;
    let preview = augment::preview::Preview {
        title: &recipe.model,
        augmentation: &recipe.augmentation,
        seed: recipe.seed,
        size: Network::init(&recipe.network, &Device::flex())?.input_size(),
        count,
    };
    preview.write(&dataset, path)
}

fn list_models(weights: &Path) -> Result<()> {
    let index = models::index(weights)?;
    let mut output = std::io::stdout().lock();
    for id in &index.models {
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
