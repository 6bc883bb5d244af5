//! Training batches: drawn, augmented and put together beside the step that uses the one before.

use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::Scope;

use anyhow::{Context, Result};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;
use spotcheck::networks::{MASK_STRIDE, outline};

use super::others::Others;
use crate::augment::mixup::Mix;
use crate::augment::{Augmentation, Source};
use crate::data::Example;
use crate::outline::masks::Drawn;
use crate::recipe::Recipe;

/// Batches that may wait for the step.
const AHEAD: usize = 3;

/// A batch on the host.
pub struct Batch {
    /// Pictures one after the other, `size * size * 3` RGB bytes each: first those with labels, then those of something
    /// else.
    pub rgb: Vec<u8>,
    /// Their classes.
    pub labels: Vec<i64>,
    /// Where masks are learned, those one after the other, a byte a place; else empty.
    pub masks: Vec<u8>,
    /// With mixup, the classes of the pictures laid over them, as many; else empty.
    pub partners: Vec<i64>,
    /// The share of `labels` in the loss; `partners` have the rest. 1 without mixup.
    pub lambda: f32,
}

/// The training part in memory, ready to be drawn from.
pub struct Batches {
    sources: Vec<Source>,
    /// As many as pictures where masks are learned, else none.
    masks: Vec<Source>,
    /// Places of a mask, each way.
    mask_side: u32,
    /// Pictures of something else, and how many stand in a batch.
    others: Option<(Others, usize)>,
    labels: Vec<usize>,
    /// Running sums of the pictures' weights; empty when each is drawn once.
    cumulative: Vec<f64>,
    augmentation: Augmentation,
    size: u32,
    batch: usize,
    seed: u64,
}

impl Batches {
    /// Decodes and resizes the training pictures, their masks from that folder where they are learned, and pictures of
    /// something else, within the folder of all data sets, where the recipe wants them.
    pub fn load(
        examples: &[Example],
        recipe: &Recipe,
        (size, classes): (u32, usize),
        masks: Option<&Path>,
        data: &Path,
    ) -> Result<Self> {
        let share = recipe.schedule.strangers;
        let others = recipe.strangers.as_ref().filter(|_| share > 0.0);
        let others = others.map(|named| -> Result<_> {
            let count = (share * recipe.schedule.batch as f64).ceil() as usize;
            let others = Others::load(named, data, size, &recipe.augmentation)?;
            Ok((others, count))
        });
        let mask_side = if recipe.traces() {
            size / outline::STRIDE
        } else {
            size.div_ceil(MASK_STRIDE)
        };
        let masks = masks.map_or_else(
            || Ok(Vec::new()),
            |folder| {
                // Where nothing moves, pictures and masks are what the network sees and answers already.
                let moves = recipe.augmentation.moves();
                let size = if moves { size } else { mask_side };
                let read = |example: &Example| {
                    let mask = Drawn::read(folder, &example.picture)?.to_decoded();
                    Source::new(&mask, size, &recipe.augmentation)
                        .with_context(|| example.picture.name())
                };
                examples.par_iter().map(read).collect::<Result<_>>()
            },
        )?;
        let sources: Vec<Source> = examples
            .par_iter()
            .map(|example| {
                Source::new(&example.picture.read()?, size, &recipe.augmentation)
                    .with_context(|| example.picture.name())
            })
            .collect::<Result<_>>()?;
        let labels: Vec<usize> = examples.iter().map(|example| example.label).collect();
        let balance = recipe.schedule.balance;
        let cumulative = if balance > 0.0 {
            cumulative_weights(&labels, classes, balance)
        } else {
            Vec::new()
        };
        Ok(Self {
            sources,
            masks,
            mask_side,
            others: others.transpose()?,
            labels,
            cumulative,
            augmentation: recipe.augmentation.clone(),
            size,
            batch: recipe.schedule.batch,
            seed: recipe.seed,
        })
    }

    /// Steps an epoch has; the incomplete last batch is left out, since batch norm dislikes tiny ones.
    pub fn steps(&self) -> usize {
        (self.sources.len() / self.batch).max(1)
    }

    /// Prepares an epoch's batches on another thread. The same epoch always gives the same batches.
    pub fn epoch<'scope, 'data: 'scope>(
        &'data self,
        scope: &'scope Scope<'scope, '_>,
        epoch: usize,
    ) -> Receiver<Result<Batch>> {
        let (sender, receiver) = sync_channel(AHEAD);
        scope.spawn(move || {
            let order = self.order(epoch);
            for (step, indices) in order.chunks(self.batch).take(self.steps()).enumerate() {
                // The receiver is gone when the step failed: nothing is left to prepare.
                if sender.send(self.batch(indices, epoch, step)).is_err() {
                    break;
                }
            }
        });
        receiver
    }

    fn order(&self, epoch: usize) -> Vec<usize> {
        let mut random = self.random(epoch, u64::MAX);
        let count = self.sources.len();
        let Some(&total) = self.cumulative.last() else {
            let mut order: Vec<usize> = (0..count).collect();
            order.shuffle(&mut random);
            return order;
        };
        (0..count)
            .map(|_| {
                let point = random.random_range(0.0..total);
                self.cumulative
                    .partition_point(|&sum| sum <= point)
                    .min(count - 1)
            })
            .collect()
    }

    fn batch(&self, indices: &[usize], epoch: usize, step: usize) -> Result<Batch> {
        let mut batch = Batch {
            rgb: Vec::new(),
            labels: Vec::with_capacity(indices.len()),
            masks: Vec::new(),
            partners: Vec::new(),
            lambda: 1.0,
        };
        for (place, &index) in indices.iter().enumerate() {
            let mut random = self.random(epoch, (step * self.batch + place) as u64);
            let (source, label) = self
                .sources
                .get(index)
                .zip(self.labels.get(index))
                .context("no such picture")?;
            let mask = self.masks.get(index).map(|mask| (mask, self.mask_side));
            let (rgb, mask) =
                self.augmentation
                    .apply_with_mask(source, mask, self.size, &mut random)?;
            batch.rgb.extend(rgb);
            batch.masks.extend(mask);
            batch.labels.push(*label as i64);
        }
        if self.augmentation.mixup > 0.0 {
            // Counted from the other end than the pictures, whose generators those of a batch must not repeat.
            let mut random = self.random(epoch, u64::MAX - 1 - step as u64);
            let mix = Mix::draw(self.augmentation.mixup, indices.len(), &mut random)?;
            batch.rgb = mix.apply(&batch.rgb);
            batch.partners = mix.of_partners(&batch.labels);
            batch.lambda = mix.lambda;
        }
        if let Some((others, count)) = &self.others {
            for place in 0..*count {
                // Counted from the middle: far from the pictures' and from the mixtures' generators.
                let place = (1 << 62) + (step * count + place) as u64;
                let mut random = self.random(epoch, place);
                let rgb = others.view(&self.augmentation, self.size, &mut random)?;
                batch.rgb.extend(rgb);
            }
        }
        Ok(batch)
    }

    /// A generator of its own for each picture of each epoch: no order of threads can change what it draws.
    fn random(&self, epoch: usize, place: u64) -> Pcg64Mcg {
        let epoch = (epoch as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Pcg64Mcg::seed_from_u64(self.seed ^ epoch ^ place.wrapping_mul(0xD1B5_4A32_D192_ED03))
    }
}

fn cumulative_weights(labels: &[usize], classes: usize, balance: f64) -> Vec<f64> {
    let mut counts = vec![0.0f64; classes];
    for &label in labels {
        if let Some(count) = counts.get_mut(label) {
            *count += 1.0;
        }
    }
    labels
        .iter()
        .scan(0.0, |sum, &label| {
            *sum += counts.get(label).map_or(0.0, |count| count.powf(-balance));
            Some(*sum)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Split;
    use crate::testing::drawn_dataset;
    use std::path::Path;

    /// The batches of epoch 0 on drawn pictures.
    fn batches(mixup: f32) -> Vec<Batch> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recipes/skin28.toml");
        let mut recipe = Recipe::read(&path).unwrap();
        recipe.schedule.batch = 8;
        recipe.augmentation.mixup = mixup;
        let folder = tempfile::tempdir().unwrap();
        let dataset = drawn_dataset(folder.path(), 24);
        let batches = Batches::load(
            &dataset.part(Split::Train),
            &recipe,
            (28, 7),
            None,
            folder.path(),
        )
        .unwrap();
        std::thread::scope(|scope| {
            let received: Result<Vec<Batch>> = batches.epoch(scope, 0).into_iter().collect();
            received.unwrap()
        })
    }

    #[test]
    fn mixing_changes_the_pictures_but_not_what_is_drawn() {
        let (plain, mixed) = (batches(0.0), batches(0.5));
        assert_eq!((plain.len(), mixed.len()), (3, 3));
        for (plain, mixed) in plain.iter().zip(&mixed) {
            assert!(plain.partners.is_empty());
            assert_eq!(plain.labels, mixed.labels);
            assert_eq!(mixed.partners.len(), 8);
            let sorted = |labels: &[i64]| {
                let mut labels = labels.to_vec();
                labels.sort_unstable();
                labels
            };
            assert_eq!(sorted(&mixed.labels), sorted(&mixed.partners));
            assert!((0.0..=1.0).contains(&mixed.lambda));
            assert_eq!(plain.rgb.len(), mixed.rgb.len());
        }
        assert!(
            plain
                .iter()
                .zip(&mixed)
                .any(|(one, other)| one.rgb != other.rgb)
        );
        let again = batches(0.5);
        assert!(
            mixed
                .iter()
                .zip(&again)
                .all(|(one, other)| one.rgb == other.rgb)
        );
    }

    #[test]
    fn strangers_stand_behind_the_pictures_and_have_no_labels() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recipes/skin28.toml");
        let mut recipe = Recipe::read(&path).unwrap();
        recipe.schedule.batch = 8;
        let folder = tempfile::tempdir().unwrap();
        let dataset = drawn_dataset(folder.path(), 16);
        let part = dataset.part(Split::Train);
        let rgb = |recipe: &Recipe| -> Vec<Vec<u8>> {
            let batches = Batches::load(&part, recipe, (28, 7), None, folder.path()).unwrap();
            std::thread::scope(|scope| {
                let received = batches.epoch(scope, 0).into_iter();
                received
                    .map(|batch| {
                        let batch = batch.unwrap();
                        assert_eq!(batch.labels.len(), 8);
                        batch.rgb
                    })
                    .collect()
            })
        };
        let plain = rgb(&recipe);
        recipe.schedule.strangers = 0.2;
        recipe.strangers = Some(crate::recipe::Strangers {
            drawn: 1,
            folders: Vec::new(),
        });
        let with = rgb(&recipe);
        for (plain, with) in plain.iter().zip(&with) {
            // A fifth of eight, rounded up.
            assert_eq!(with.len(), plain.len() / 8 * 10);
            assert!(
                with.starts_with(plain),
                "the pictures themselves are the same"
            );
        }
        assert!(with[0].get(plain[0].len()..) != with[1].get(plain[1].len()..));
        assert_eq!(with, rgb(&recipe));
    }

    #[test]
    fn full_balance_gives_every_class_the_same_weight() {
        let labels = [0, 0, 0, 0, 0, 0, 1, 1, 2];
        let sums = cumulative_weights(&labels, 3, 1.0);
        assert!(
            (sums[5] - 1.0).abs() < 1e-9
                && (sums[7] - 2.0).abs() < 1e-9
                && (sums[8] - 3.0).abs() < 1e-9
        );
    }
}
