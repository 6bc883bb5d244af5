//! One pass over the training part.

use anyhow::{Context, Result, ensure};
use burn::module::ParamId;
use burn::nn::loss::{CrossEntropyLoss, CrossEntropyLossConfig};
use burn::optim::{GradientsParams, ModuleOptimizer};
use burn::tensor::{Device, Tensor, s};
use spotcheck::card::Input;
use spotcheck::networks::Network;
use spotcheck::picture::normalise;

use super::average::MovingAverage;
use super::batches::{Batch, Batches};
use super::class_loss::class_loss;
use super::progress::Progress;
use super::teachers::Teachers;
use super::{others, start};
use crate::memory;
use crate::outline;
use crate::recipe::Recipe;

/// One pass over the training part.
pub(super) struct Epoch<'run> {
    pub(super) recipe: &'run Recipe,
    pub(super) input: &'run Input,
    pub(super) device: &'run Device,
    pub(super) batches: &'run Batches,
    pub(super) class_weights: Option<&'run [f32]>,
    pub(super) teachers: Option<&'run Teachers>,
    pub(super) classes: usize,
    pub(super) number: usize,
}

impl Epoch<'_> {
    /// The network then, and the mean loss and balanced accuracy on the way.
    pub(super) fn run(
        &mut self,
        mut network: Network,
        optimizer: &mut ModuleOptimizer,
        average: &mut MovingAverage,
    ) -> Result<(Network, (f64, f64))> {
        let schedule = &self.recipe.schedule;
        let steps = self.batches.steps();
        // Dropout draws from the device: seeded by epoch, so that a resumed run draws the same.
        self.device.seed(
            self.recipe
                .seed
                .wrapping_mul(1_000_003)
                .wrapping_add(self.number as u64),
        );
        let criterion = CrossEntropyLossConfig::new()
            .with_smoothing((schedule.label_smoothing > 0.0).then_some(schedule.label_smoothing))
            .with_weights(self.class_weights.map(<[f32]>::to_vec))
            .init(self.device);
        let backbone_rate = self
            .recipe
            .transfer
            .as_ref()
            .map_or(1.0, |transfer| transfer.rate);
        let (frozen, head) = start::freeze(self.recipe, self.number, network)?;
        network = frozen;
        let mut progress = Progress::new(
            (self.number + 1, schedule.epochs),
            steps * schedule.batch,
            self.classes,
        )?;
        let network = std::thread::scope(|scope| -> Result<Network> {
            for (step, batch) in self
                .batches
                .epoch(scope, self.number)
                .into_iter()
                .enumerate()
            {
                let batch = batch?;
                if step.is_multiple_of(memory::STEPS_BETWEEN) {
                    memory::give_back();
                }
                let rate = schedule.rate(self.number * steps + step, steps);
                let learning = (
                    &mut *optimizer,
                    [rate * backbone_rate, rate],
                    head.as_slice(),
                );
                let (value, logits);
                (network, value, logits) = self
                    .step(network, &batch, &criterion, learning)
                    .with_context(|| format!("epoch {}, step {step}", self.number + 1))?;
                average.update(&network)?;
                if batch.masks.is_empty() {
                    let logits = logits.try_into_data()?.try_to_vec::<f32>()?;
                    progress.step(value, &batch.labels, &logits);
                } else {
                    progress.step_without_classes(value, batch.labels.len());
                }
            }
            Ok(network)
        })?;
        Ok((network, progress.finish()))
    }

    /// Learns from one batch, at a rate for what was transferred and one for the `head`: the network then, the loss and
    /// the logits before.
    fn step(
        &self,
        network: Network,
        batch: &Batch,
        criterion: &CrossEntropyLoss,
        (optimizer, [rate, head_rate], head): (&mut ModuleOptimizer, [f64; 2], &[ParamId]),
    ) -> Result<(Network, f64, Tensor<2>)> {
        let count = batch.labels.len();
        let output = network.forward(normalise(&batch.rgb, self.input, self.device));
        let logits = output.logits.clone().detach();
        let loss = if batch.masks.is_empty() {
            let own = output.logits.clone().slice(s![..count]);
            let loss = class_loss(criterion, own.clone(), batch, self.device);
            let loss = match self.teachers {
                Some(teachers) => {
                    let rgb = batch
                        .rgb
                        .get(..batch.rgb.len() / output.logits.dims()[0] * count);
                    teachers.mixed(loss, own, rgb.unwrap_or_default())?
                }
                None => loss,
            };
            if output.logits.dims()[0] > count {
                let others = output.logits.slice(s![count..]);
                loss + others::loss(others) * others::WEIGHT
            } else {
                loss
            }
        } else {
            let masks = outline::targets(&batch.masks, count, self.device);
            outline::loss(output.logits, masks)
        };
        let value = f64::from(loss.clone().try_into_scalar::<f32>()?);
        ensure!(
            value.is_finite(),
            "the loss is no longer finite: lower the learning rate"
        );
        let mut gradients = loss.backward();
        let of_head = GradientsParams::from_params(&mut gradients, &network, head);
        let of_rest = GradientsParams::from_grads(gradients, &network);
        let network = optimizer.step(rate, network, of_rest);
        Ok((optimizer.step(head_rate, network, of_head), value, logits))
    }
}
