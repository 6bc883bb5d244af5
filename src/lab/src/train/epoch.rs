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
use super::class_loss::{Rarity, class_loss};
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
    pub(super) rarity: &'run Rarity,
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
            .with_weights(self.rarity.weights.clone())
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
                if self.recipe.traces() {
                    progress.step_without_classes(value, batch.labels.len());
                } else {
                    let logits = logits.try_into_data()?.try_to_vec::<f32>()?;
                    progress.step(value, &batch.labels, &logits);
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
        let input = normalise(&batch.rgb, self.input, self.device);
        let (output, mask) = network.forward_with_mask(input);
        let logits = output.logits.clone().detach();
        let loss = if self.recipe.traces() {
            let masks = outline::targets(&batch.masks, count, self.device);
            outline::loss(output.logits, masks)
        } else {
            self.loss_of_classes((output.logits, mask), batch, criterion)?
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

    /// The labels' loss, mixed with the teachers'; and that of the mask and of pictures of something else, where there are such.
    fn loss_of_classes(
        &self,
        (logits, mask): (Tensor<2>, Option<Tensor<2>>),
        batch: &Batch,
        criterion: &CrossEntropyLoss,
    ) -> Result<Tensor<1>> {
        let count = batch.labels.len();
        let [all, _] = logits.dims();
        let own = logits.clone().slice(s![..count]);
        let offsets = self.rarity.logit_offsets.as_deref();
        let mut loss = class_loss(criterion, own.clone(), offsets, batch, self.device);
        if let Some(teachers) = self.teachers {
            let rgb = batch.rgb.get(..batch.rgb.len() / all * count);
            loss = teachers.mixed(loss, own, rgb.unwrap_or_default())?;
        }
        if let Some(mask) = mask {
            let masks = outline::targets(&batch.masks, count, self.device);
            let own = mask.slice(s![..count]);
            loss = loss + outline::loss(own, masks) * self.recipe.schedule.mask;
        }
        if all > count {
            let others = logits.slice(s![count..]);
            loss = loss + others::loss(others) * others::WEIGHT;
        }
        Ok(loss)
    }
}
