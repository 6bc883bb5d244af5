//! Training: one loop, deterministic by seed, that a checkpoint continues to the same result.

mod average;
mod batches;
mod checkpoint;
mod class_loss;
mod epoch;
mod others;
mod outlines;
mod progress;
mod stages;
mod start;
mod teachers;

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use burn::module::Module;
use burn::optim::AdamWConfig;
use burn::tensor::Device;
use spotcheck::calibration::probabilities;
use spotcheck::card::{Class, CropRule, Input};
use spotcheck::networks::{Network, Views};

use crate::backend::Backend;
use crate::data::{Dataset, Example, Split};
use crate::metrics::{self, Scored};
use crate::outline::measure::MASKS;
use crate::recipe::{Normalisation, Recipe};
use crate::score;

use average::MovingAverage;
use batches::Batches;
pub use checkpoint::{EpochRecord, Run};
use class_loss::Rarity;
use epoch::Epoch;
pub use stages::{epochs_before, train_in_stages};
pub use start::Places;
use teachers::Teachers;

/// How a run is carried out, beside its recipe.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Continue a run that was broken off.
    pub resume: bool,
    /// Stop after so many epochs, to be resumed later.
    pub limit: Option<usize>,
    /// Where it is computed.
    pub backend: Backend,
}

/// Trains by a recipe, into a run folder.
///
/// # Errors
/// When data or run folder can't be used, or a run that is to be resumed follows another recipe.
pub fn train(
    recipe: &Recipe,
    places: Places<'_>,
    dataset: &Dataset,
    folder: &Path,
    options: Options,
) -> Result<()> {
    check_classes(&recipe.card.classes, dataset)?;
    check_parts(dataset, recipe.traces())?;
    let plain = options.backend.device();
    let device = plain.clone().autodiff();
    let mut run = Run::open(folder, recipe, options.resume)?;
    run.learn_from(dataset.fingerprint())?;
    let size = recipe.input.size;

    let train = dataset.part(Split::Train);
    let val = dataset.part(Split::Val);
    tell_parts(dataset);
    let val_prepared = score::prepare(&val, size)?;
    let masks = places.data.join(&recipe.data.folder).join(MASKS);
    let learns_masks = recipe.traces() || recipe.schedule.mask > 0.0;
    let val_masks = recipe
        .traces()
        .then_some(&masks)
        .map(|folder| outlines::read(folder, &val, size));
    let val_masks = val_masks.transpose()?;
    let classes = dataset.classes.len();
    let batches = Batches::load(
        &train,
        recipe,
        (size, classes),
        learns_masks.then_some(masks.as_path()),
        places.data,
    )?;
    let input = run.input(|| input(recipe.input.normalisation, &train, size))?;

    let teachers = Teachers::load(recipe, places.weights, &input, &plain)?;

    device.seed(recipe.seed);
    let sample = || {
        // Spread over the whole list, which is often sorted by class.
        let step = (train.len() / start::RECENTRE_ON).max(1);
        let some: Vec<Example> = train.iter().step_by(step).cloned().collect();
        score::prepare(&some, size)
    };
    let mut network = start::network(recipe, places, &input, &device, sample)?;
    let mut optimizer = AdamWConfig::new()
        .with_weight_decay(recipe.schedule.weight_decay)
        .with_epsilon(1e-8)
        .init();
    let eta = recipe.schedule.average_eta.unwrap_or(average::ETA);
    let mut average = MovingAverage::new(recipe.schedule.average, eta);
    if run.epochs_done() > 0 {
        network = network.load_inner_record(run.weights("network")?)?;
        optimizer = optimizer.load(run.file("optimizer.bpk"))?;
        let saved = Network::trainable(&recipe.architecture(), &device)?
            .load_inner_record(run.weights("average")?)?;
        average.start(&saved, run.epochs_done() * batches.steps());
        println!("continuing after epoch {}", run.epochs_done());
    }

    let first = run.epochs_done();
    let last = options.limit.map_or(recipe.schedule.epochs, |limit| {
        recipe.schedule.epochs.min(first + limit)
    });
    let rarity = Rarity::of(&recipe.schedule, &dataset.class_counts(Split::Train));
    for epoch in first..last {
        if run.is_finished() {
            break;
        }
        let started = std::time::Instant::now();
        let mut epoch_run = Epoch {
            recipe,
            input: &input,
            device: &device,
            batches: &batches,
            rarity: &rarity,
            teachers: teachers.as_ref(),
            classes,
            number: epoch,
        };
        let (trained, (loss, balanced)) = epoch_run.run(network, &mut optimizer, &mut average)?;
        network = trained;
        let averaged = average.apply(network.clone()).valid();
        let record = EpochRecord {
            epoch: epoch + 1,
            train_loss: loss,
            train_balanced_accuracy: balanced,
            seconds: started.elapsed().as_secs_f64(),
            ..match &val_masks {
                Some(masks) => {
                    outlines::validate(&averaged, (&input, &plain), &val_prepared, masks)?
                }
                None => validate(&averaged, &input, &plain, &val, &val_prepared)?,
            }
        };
        println!("{record}");
        run.save(&network, &optimizer, &averaged, record)?;
    }
    println!(
        "{} of {} epochs are done: {}",
        run.epochs_done(),
        recipe.schedule.epochs,
        folder.display()
    );
    Ok(())
}

fn tell_parts(dataset: &Dataset) {
    for split in [Split::Train, Split::Val, Split::Test] {
        let counts = dataset.class_counts(split);
        let told: Vec<String> = dataset
            .classes
            .iter()
            .zip(&counts)
            .map(|(class, count)| format!("{class} {count}"))
            .collect();
        println!(
            "{split:?}: {} pictures ({})",
            counts.iter().sum::<usize>(),
            told.join(", ")
        );
    }
}

/// The card's classes must be the data set's, in the order of the logits.
///
/// # Errors
/// When they are others, or in another order.
pub fn check_classes(classes: &[Class], dataset: &Dataset) -> Result<()> {
    let told: Vec<&str> = classes.iter().map(|class| class.code.as_str()).collect();
    if told != dataset.classes {
        bail!(
            "the model has the classes {told:?}, the data set has {:?}",
            dataset.classes
        );
    }
    Ok(())
}

/// Without these there is nothing to learn, or no figure to choose by: said now, and not after hours.
fn check_parts(dataset: &Dataset, traces: bool) -> Result<()> {
    ensure!(
        !dataset.part(Split::Train).is_empty(),
        "the training part is empty: see data.split"
    );
    let counts = dataset.class_counts(Split::Val);
    let needed = if traces { 1 } else { 2 };
    ensure!(
        counts.iter().filter(|&&count| count > 0).count() >= needed,
        "the validation part needs pictures, of at least two classes where classes are told apart: see \
         data.split.val_share"
    );
    Ok(())
}

/// What the network sees.
///
/// # Errors
/// When its statistics are to be taken from pictures of which one can't be read.
pub fn input(normalisation: Normalisation, train: &[Example], size: u32) -> Result<Input> {
    let fixed = |mean, std| Input {
        size,
        mean: [mean; 3],
        std: [std; 3],
        crop: CropRule::CentreSquare,
        smallest: None,
        // Four times the work, and no better a guide through the epochs.
        views: Views::One,
    };
    Ok(match normalisation {
        Normalisation::Data => input_statistics(&score::prepare(train, size)?, size),
        Normalisation::Symmetric => fixed(0.5, 0.5),
        Normalisation::Unit => fixed(0.0, 1.0),
    })
}

/// Mean and standard deviation of the prepared training pictures, by channel.
fn input_statistics(prepared: &[Vec<u8>], size: u32) -> Input {
    let mut mean = [0.0; 3];
    let mut std = [0.0; 3];
    for (channel, (mean, std)) in mean.iter_mut().zip(&mut std).enumerate() {
        let bytes = || {
            prepared
                .iter()
                .flat_map(|rgb| rgb.iter().skip(channel).step_by(3))
        };
        let count = bytes().count() as f64;
        let average = bytes().map(|&byte| f64::from(byte)).sum::<f64>() / count;
        let variance = bytes()
            .map(|&byte| (f64::from(byte) - average).powi(2))
            .sum::<f64>()
            / count;
        // Four digits are plenty, and the card stays readable.
        *mean = ((average / 255.0 * 1e4).round() / 1e4) as f32;
        *std = ((variance.sqrt() / 255.0 * 1e4).round() / 1e4) as f32;
    }
    Input {
        size,
        mean,
        std,
        crop: CropRule::CentreSquare,
        smallest: None,
        views: Views::One,
    }
}

fn validate(
    network: &Network,
    input: &Input,
    device: &Device,
    val: &[Example],
    prepared: &[Vec<u8>],
) -> Result<EpochRecord> {
    let rows = score::in_batches(network, input, device, prepared)?;
    let scored: Vec<Scored> = rows
        .iter()
        .zip(val)
        .map(|(row, example)| {
            Ok(Scored {
                label: example.label,
                probabilities: probabilities(&row.logits, 1.0)
                    .context("the network's logits are not finite")?,
                group: example.group.clone(),
                ..Scored::default()
            })
        })
        .collect::<Result<_>>()?;
    let all: Vec<&Scored> = scored.iter().collect();
    Ok(EpochRecord {
        val_loss: metrics::log_loss(&all),
        val_accuracy: metrics::accuracy(&all),
        val_balanced_accuracy: metrics::balanced_accuracy(&all, network.classes()),
        val_auc: metrics::macro_auc(&all, network.classes()),
        ..EpochRecord::default()
    })
}

#[cfg(test)]
mod tests;
