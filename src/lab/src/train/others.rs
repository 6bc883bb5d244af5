//! Pictures of something else in training, from which a network learns to lean to no class: outlier exposure (Hendrycks
//! et al., arXiv 1812.04606). What it has met as such lies apart in its last layer, where strangers are told then.

use std::path::Path;

use anyhow::{Context, Result};
use burn::tensor::Tensor;
use burn::tensor::activation::log_softmax;
use rand::RngExt;
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;

use crate::augment::{Augmentation, Source};
use crate::recipe::Strangers;
use crate::strangers;

/// What their loss counts beside that of a picture of its own, as in the paper.
pub const WEIGHT: f32 = 0.5;

/// Pictures of something else: those of the recipe's folders, and what our own code draws.
pub struct Others {
    sources: Vec<Source>,
}

impl Others {
    /// Decodes and resizes the pictures of the folders.
    pub fn load(
        named: &Strangers,
        data: &Path,
        size: u32,
        augmentation: &Augmentation,
    ) -> Result<Self> {
        let sources = strangers::named(named, data)?
            .par_iter()
            .map(|example| {
                Source::new(&example.picture.read()?, size, augmentation)
                    .with_context(|| example.picture.name())
            })
            .collect::<Result<_>>()?;
        Ok(Self { sources })
    }

    /// One by chance, drawn as often as not.
    pub fn view(
        &self,
        augmentation: &Augmentation,
        size: u32,
        random: &mut Pcg64Mcg,
    ) -> Result<Vec<u8>> {
        let place = random.random_range(0..self.sources.len().max(1) * 2);
        match self.sources.get(place) {
            Some(source) => augmentation.apply(source, size, random),
            None => Ok(strangers::draw(random.random(), size)),
        }
    }
}

/// Cross-entropy to all classes alike. `logits` is `[n, classes]`.
pub fn loss(logits: Tensor<2>) -> Tensor<1> {
    log_softmax(logits, 1).mean().neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;

    #[test]
    fn the_loss_is_least_where_nothing_is_leaned_to() {
        let at = |values: [f32; 3]| {
            let logits = Tensor::<2>::from_data([values], &Device::flex());
            loss(logits).try_into_scalar::<f32>().unwrap()
        };
        assert!((at([7.0; 3]) - 3.0f32.ln()).abs() < 1e-6);
        assert!(at([1.0, 0.0, 0.0]) > at([0.5, 0.0, 0.0]));
        assert!(at([0.5, 0.0, 0.0]) > 3.0f32.ln());
    }
}
