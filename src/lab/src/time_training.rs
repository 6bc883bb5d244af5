//! How fast a network learns here: the time of a step, which is forward pass, backward pass and AdamW, on pictures of noise.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use burn::nn::loss::CrossEntropyLossConfig;
use burn::optim::{AdamWConfig, GradientsParams};
use burn::tensor::{Int, Tensor, TensorData};
use clap::Args;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use serde::Serialize;
use spotcheck::networks::{Architecture, Network};
use spotcheck::picture::normalise;

use crate::backend::Backend;
use crate::metrics::quantile;
use crate::recipe::Normalisation;
use crate::train;

/// Which network, and how many pictures at once.
#[derive(Args, Debug)]
pub struct Request {
    /// The network as recipes name it
    #[arg(long)]
    network: String,
    /// Side of its pictures
    #[arg(long)]
    size: u32,
    /// Classes that it tells apart
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(2..=1000))]
    classes: u32,
    /// Pictures in a step
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u32).range(2..=4096))]
    batch: u32,
    /// Steps that are timed, after one that is not
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    steps: u32,
    /// Where to compute
    #[arg(long, value_enum, default_value_t)]
    backend: Backend,
}

/// What came out.
#[derive(Debug, Serialize)]
pub struct Speed {
    network: String,
    size: u32,
    batch: u32,
    /// Of each step.
    milliseconds: Vec<f64>,
    /// By the median step.
    pictures_per_second: f64,
}

/// Trains on noise and tells how long the steps take. Pictures are there already, as bytes: nothing is decoded or augmented.
///
/// # Errors
/// When there is no such network, it takes no pictures of that size, or the loss is no number.
pub fn measure(request: &Request) -> Result<Speed> {
    let &Request {
        size,
        classes,
        batch,
        steps,
        backend,
        ..
    } = request;
    ensure!(
        (8..=1024).contains(&size),
        "pictures of {size} pixels are no training pictures: 8 to 1024"
    );
    let device = backend.device().autodiff();
    let architecture = Architecture {
        name: &request.network,
        classes: classes as usize,
        size,
        graph: None,
    };
    let mut network = Network::trainable(&architecture, &device)?;
    let mut optimizer = AdamWConfig::new().init();
    let criterion = CrossEntropyLossConfig::new().init(&device);
    let input = train::input(Normalisation::Symmetric, &[], size)?;
    let mut rgb = vec![0; batch as usize * size as usize * size as usize * 3];
    Pcg64Mcg::seed_from_u64(1).fill(&mut rgb[..]);
    let labels: Vec<i64> = (0..i64::from(batch))
        .map(|place| place % i64::from(classes))
        .collect();
    let mut milliseconds = Vec::new();
    for step in 0..=steps {
        let started = Instant::now();
        let labels =
            Tensor::<1, Int>::from_data(TensorData::new(labels.clone(), [batch as usize]), &device);
        let output = network.forward(normalise(&rgb, &input, &device));
        let loss = criterion.forward(output.logits, labels);
        let value = loss.clone().try_into_scalar::<f32>()?;
        ensure!(value.is_finite(), "the loss is no number");
        let gradients = GradientsParams::from_grads(loss.backward(), &network);
        network = optimizer.step(1e-4, network, gradients);
        // The first step has the memory to find.
        if step > 0 {
            milliseconds.push(started.elapsed().as_secs_f64() * 1e3);
        }
    }
    let mut sorted = milliseconds.clone();
    sorted.sort_by(f64::total_cmp);
    let median = quantile(&sorted, 0.5).context("no step was timed")?;
    Ok(Speed {
        network: request.network.clone(),
        size,
        batch,
        milliseconds,
        pictures_per_second: f64::from(batch) / median * 1e3,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        request: Request,
    }

    fn request(network: &str, size: &str) -> Request {
        let line = [
            "time",
            "--network",
            network,
            "--size",
            size,
            "--batch",
            "4",
            "--steps",
            "3",
        ];
        Line::try_parse_from(line).unwrap().request
    }

    #[test]
    fn each_step_is_timed_but_the_first() {
        let _turn = crate::testing::generator();
        let speed = measure(&request("skin28", "28")).unwrap();
        assert_eq!(speed.milliseconds.len(), 3);
        assert!(speed.milliseconds.iter().all(|&one| one > 0.0));
        assert!(speed.pictures_per_second > 0.0);
    }

    #[test]
    fn what_can_not_learn_is_refused() {
        for (network, size) in [("nothing", "28"), ("skin28", "2"), ("carcinoskin", "4096")] {
            assert!(measure(&request(network, size)).is_err(), "{network}");
        }
    }
}
