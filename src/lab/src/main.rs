//! The `spotcheck` command: trains, evaluates, publishes and runs the networks.

mod augment;
mod backbone;
mod backend;
mod classify;
mod cli;
mod cross_validate;
mod data;
mod decode;
mod details;
mod disturb;
mod elsewhere;
mod evaluate;
mod export;
mod golden;
mod heat;
mod import;
mod memory;
mod metrics;
mod model_table;
mod models;
mod novelty_fit;
mod outline;
mod per_file;
mod publish;
mod recipe;
mod report;
mod reproduce;
mod robustness;
mod score;
mod strangers;
mod tables;
#[cfg(test)]
mod testing;
mod time_training;
mod tone;
mod train;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use burn::tensor::Device;
use clap::Parser;

use cli::{Arguments, Verb};
use data::{Dataset, Example};
use recipe::Recipe;
use spotcheck::Classifier;

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
        Verb::Models { markdown: true } => {
            write!(std::io::stdout(), "{}", model_table::markdown(&weights?)?)?;
        }
        Verb::Models { markdown: false } => list_models(&weights?)?,
        Verb::Classify {
            model,
            json,
            pictures,
        } => return classify_pictures(&weights?, model, json, &pictures),
        Verb::Data {
            recipe,
            data,
            strict,
            write_groups,
        } => {
            let recipe = Recipe::read(&recipe)?;
            let folder = data.join(&recipe.data.folder);
            let dataset = data::open_with_more(&recipe.data, &recipe.more, &data)?;
            let mut output = std::io::stdout().lock();
            let named = (recipe.data.name.as_str(), dataset);
            if !data::inspect(named, &folder, strict, write_groups.as_deref(), &mut output)? {
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
            of,
            resume,
            limit,
            backend,
        } => {
            let (recipe, folder) = prepare_run(&of)?;
            let options = train::Options {
                resume,
                limit,
                backend,
            };
            let weights = weights?;
            let places = train::Places {
                data: &of.data,
                weights: &weights,
                first_stage: None,
            };
            let opened = |recipe: &Recipe| learned_from(recipe, &of.data, of.strict);
            train::train_in_stages((&recipe, &of.recipe), places, opened, &folder, options)?;
        }
        Verb::CrossValidate(request) => cross_validate(&weights?, request)?,
        Verb::Publish { of, again } => publish(&weights?, &of, again)?,
        Verb::Evaluate(request) => evaluate(weights, request)?,
        Verb::Robustness(request) => {
            let (classifier, examples) = sample(&weights?, &request)?;
            let table = robustness::measure(&classifier, &examples)?;
            tell(request.json, &table, robustness::Table::to_markdown)?;
        }
        Verb::Strangers { own, folders } => {
            let (classifier, examples) = sample(&weights?, &own)?;
            let every = own.every as usize;
            let table = strangers::measure(&classifier, &examples, &folders, every, own.strict)?;
            tell(own.json, &table, strangers::Table::to_markdown)?;
        }
        Verb::Heat(request) => {
            let (classifier, examples) = sample(&weights?, &request)?;
            let overlap = heat::measure(&classifier, &request.data, &examples)?;
            tell(request.json, &overlap, heat::Overlap::to_text)?;
        }
        Verb::Trace { json, pictures } => return trace_pictures(&weights?, json, &pictures),
        Verb::Reproduce { model, data, write } => reproduce(&weights?, &model, &data, write)?,
        Verb::Export { model, out } => export::safetensors(&weights?, &model, &out)?,
        Verb::Import(request) => import_model(&request)?,
        Verb::TimeTraining(request) => {
            let speed = serde_json::to_string(&time_training::measure(&request)?)?;
            writeln!(std::io::stdout(), "{speed}")?;
        }
        Verb::Golden { out, model, add } => {
            golden::write(&weights?, model, &out, &add)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn classify_pictures(
    weights: &Path,
    model: Option<String>,
    json: bool,
    pictures: &[PathBuf],
) -> Result<ExitCode> {
    let model = models::or_default(weights, model)?;
    let classifier = models::load(weights, &model, &Device::flex())?;
    let failures = classify::run(&classifier, pictures, json, &mut std::io::stdout().lock())?;
    Ok(unreadable(failures, pictures.len()))
}

fn trace_pictures(weights: &Path, json: bool, pictures: &[PathBuf]) -> Result<ExitCode> {
    let outliner = outline::load(weights)?;
    let output = &mut std::io::stdout().lock();
    let failures = outline::trace::run(&outliner, pictures, json, output)?;
    Ok(unreadable(failures, pictures.len()))
}

/// How a command over pictures ends.
fn unreadable(failures: usize, pictures: usize) -> ExitCode {
    if failures == 0 {
        return ExitCode::SUCCESS;
    }
    eprintln!("{failures} of {pictures} pictures could not be read");
    ExitCode::FAILURE
}

fn publish(weights: &Path, of: &cli::RecipeRun, again: bool) -> Result<()> {
    let (recipe, folder) = prepare_run(of)?;
    let dataset = learned_from(&recipe, &of.data, of.strict)?;
    let traces = recipe.traces();
    let (recipe, dataset) = (
        (&recipe, of.recipe.as_path()),
        (&dataset, of.data.as_path()),
    );
    let (id, version) = if traces {
        ensure!(
            !again,
            "an outline refuses nothing that could be fitted anew"
        );
        let card = outline::publish::publish(&folder, recipe, dataset, weights)?;
        (card.id, card.version)
    } else if again {
        let card = publish::publish_again(recipe, dataset, weights)?;
        (card.id, card.version)
    } else {
        let card = publish::publish(&folder, recipe, dataset, weights)?;
        (card.id, card.version)
    };
    Ok(writeln!(std::io::stdout(), "published {id} {version}")?)
}

fn reproduce(weights: &Path, model: &str, data: &Path, write: bool) -> Result<()> {
    let outline = models::index(weights)?.outline;
    match (outline.is_some_and(|entry| entry.id == model), write) {
        (true, false) => outline::measure::reproduce(weights, data),
        (true, true) => outline::measure::write(weights, data),
        (false, true) => {
            reproduce::write(weights, model, data)?;
            tables::write(weights, model, data)
        }
        (false, false) => {
            reproduce::run(weights, model, data)?;
            tables::run(weights, model, data)
        }
    }
}

fn evaluate(weights: Result<PathBuf>, request: cli::Evaluate) -> Result<()> {
    let cli::Evaluate {
        model,
        run,
        data,
        recipe,
        split,
        report,
        json,
        strict,
    } = request;
    let mut result = if let Some(folder) = run {
        let mut run = train::Run::read(&folder)?;
        let dataset = data::open(&run.recipe().data, &data)?;
        run.hold_to(&dataset, strict)?;
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
        train::check_classes(&classifier.card().classes, &dataset)?;
        let examples = data::readable(dataset.part(split), strict)?;
        evaluate::evaluate(&classifier, &recipe.data, split, &examples)?
    };
    result.command = command_line();
    if let Some(folder) = report {
        result.write(&folder)?;
    }
    tell(json, &result, report::Report::to_text)
}

/// Prints what was measured, as JSON or as text.
fn tell<T: serde::Serialize>(json: bool, value: &T, to_text: impl Fn(&T) -> String) -> Result<()> {
    let text = if json {
        serde_json::to_string_pretty(value)?
    } else {
        to_text(value)
    };
    Ok(writeln!(std::io::stdout(), "{text}")?)
}

/// A model, and those pictures of its data set that were asked for.
fn sample(weights: &Path, request: &cli::Sample) -> Result<(Classifier, Vec<Example>)> {
    let classifier = models::load(weights, &request.model, &Device::flex())?;
    let recipe = models::recipe(weights, classifier.card())?;
    let dataset = data::open(&recipe.data, &request.data)?;
    train::check_classes(&classifier.card().classes, &dataset)?;
    let part = dataset.part(request.split);
    let some = part.into_iter().step_by(request.every as usize).collect();
    Ok((classifier, data::readable(some, request.strict)?))
}

fn cross_validate(weights: &Path, request: cli::CrossValidate) -> Result<()> {
    let recipe = Recipe::read(&request.recipe)?;
    let folder = request.run.unwrap_or_else(|| {
        Path::new("runs").join(format!("{}-{}-folds", recipe.model, recipe.seed))
    });
    let places = train::Places {
        data: &request.data,
        weights,
        first_stage: None,
    };
    let how = cross_validate::How {
        folds: request.folds,
        backend: request.backend,
        strict: request.strict,
    };
    let mut result = cross_validate::run(&recipe, places, &folder, how)?;
    result.command = command_line();
    if let Some(folder) = request.report {
        result.write(&folder)?;
    }
    Ok(writeln!(std::io::stdout(), "{}", result.to_text())?)
}

fn import_model(request: &import::Request) -> Result<()> {
    let card = import::import(request)?;
    let mut output = std::io::stdout().lock();
    writeln!(
        output,
        "imported {}: {} px, {} classes, {} bytes",
        card.id,
        card.input.size,
        card.classes.len(),
        card.weights.bytes
    )?;
    for limit in &card.limits {
        writeln!(output, "  {limit}")?;
    }
    Ok(())
}

/// The recipe that was asked for, and where its run lies.
fn prepare_run(of: &cli::RecipeRun) -> Result<(Recipe, PathBuf)> {
    let mut recipe = Recipe::read(&of.recipe)?;
    recipe.seed = of.seed.unwrap_or(recipe.seed);
    let folder = of
        .run
        .clone()
        .unwrap_or_else(|| Path::new("runs").join(format!("{}-{}", recipe.model, recipe.seed)));
    Ok((recipe, folder))
}

/// All pictures that a recipe speaks of, but for those that can't be read.
fn learned_from(recipe: &Recipe, data: &Path, strict: bool) -> Result<Dataset> {
    let mut dataset = data::open_with_more(&recipe.data, &recipe.more, data)?;
    dataset.examples = data::readable(dataset.examples, strict)?;
    Ok(dataset)
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

fn preview_augmentation(recipe: &Recipe, data: &Path, path: &Path, count: usize) -> Result<()> {
    let dataset = data::open_with_more(&recipe.data, &recipe.more, data)?;
    let preview = augment::preview::Preview {
        title: &recipe.model,
        augmentation: &recipe.augmentation,
        seed: recipe.seed,
        size: recipe.input.size,
        count,
    };
    preview.write(&dataset, path)
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
