//! What training needs where outlines are learned instead of classes.

use std::path::Path;

use anyhow::Result;
use burn::tensor::Device;
use rayon::prelude::*;
use spotcheck::card::Input;
use spotcheck::networks::Network;
use spotcheck::networks::outline::STRIDE;
use spotcheck::picture::normalise;

use super::EpochRecord;
use crate::data::Example;
use crate::outline;
use crate::outline::masks::Drawn;

/// Pictures a forward pass takes at once.
const BATCH: usize = 64;

/// Each example's mask in the network's own places, a byte each.
pub fn read(folder: &Path, examples: &[Example], size: u32) -> Result<Vec<Vec<u8>>> {
    let read = |example: &Example| {
        let shares = Drawn::read(folder, &example.picture)?
            .square()
            .shares((size / STRIDE) as usize);
        let byte = |share: &f32| (share * 255.0).round() as u8;
        Ok(shares.iter().map(byte).collect())
    };
    examples.par_iter().map(read).collect()
}

/// Loss and overlap on prepared pictures.
pub fn validate(
    network: &Network,
    (input, device): (&Input, &Device),
    prepared: &[Vec<u8>],
    masks: &[Vec<u8>],
) -> Result<EpochRecord> {
    let (mut loss, mut overlap) = (0.0, 0.0);
    for (pictures, masks) in prepared.chunks(BATCH).zip(masks.chunks(BATCH)) {
        let n = pictures.len();
        let logits = network
            .forward(normalise(&pictures.concat(), input, device))
            .logits;
        let targets = outline::targets(&masks.concat(), n, device);
        let mean = outline::loss(logits.clone(), targets).try_into_scalar::<f32>()?;
        loss += f64::from(mean) * n as f64;
        let logits = logits.try_into_data()?.try_to_vec::<f32>()?;
        let places = logits.len() / n.max(1);
        for (logits, mask) in logits.chunks_exact(places.max(1)).zip(masks) {
            overlap += intersection_over_union(logits, mask);
        }
    }
    let n = prepared.len().max(1) as f64;
    Ok(EpochRecord {
        val_loss: loss / n,
        val_overlap: Some(overlap / n),
        ..EpochRecord::default()
    })
}

/// 1 where both are empty.
fn intersection_over_union(logits: &[f32], mask: &[u8]) -> f64 {
    let (mut both, mut either) = (0u32, 0u32);
    for (&logit, &byte) in logits.iter().zip(mask) {
        let (traced, drawn) = (logit >= 0.0, byte > 127);
        both += u32::from(traced && drawn);
        either += u32::from(traced || drawn);
    }
    if either == 0 {
        1.0
    } else {
        f64::from(both) / f64::from(either)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_counts_what_both_have() {
        let logits = [1.0, 1.0, -1.0, -1.0];
        assert!((intersection_over_union(&logits, &[255, 0, 255, 0]) - 1.0 / 3.0).abs() < 1e-9);
        assert!((intersection_over_union(&logits, &[255, 255, 0, 0]) - 1.0).abs() < 1e-9);
        assert!((intersection_over_union(&[-1.0; 4], &[0; 4]) - 1.0).abs() < 1e-9);
    }
}
