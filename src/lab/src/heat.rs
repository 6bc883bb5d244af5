//! `spotcheck heat`: how much of where the model looked lies on the lesion, by masks that people drew.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use burn::tensor::Device;
use serde::Serialize;
use spotcheck::picture::normalise;
use spotcheck::{Classifier, Picture};

use crate::data::Example;
use crate::outline::masks::Drawn;
use crate::outline::measure::MASKS;

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overlap {
    /// The model, with its version.
    pub model: String,
    /// Pictures with a map and a mask.
    pub n: usize,
    /// Pictures for whose likeliest class no place spoke.
    pub without_map: usize,
    /// Places a row of the map.
    pub side: usize,
    /// Mean share of the map's sum that lies within the mask.
    pub inside: f64,
    /// Mean share of the picture that the mask takes: what a map would have inside that says nothing.
    pub area: f64,
    /// Share of pictures whose strongest place has its middle within the mask.
    pub pointing: f64,
    /// The same for the picture's middle, where most lesions lie: what a map has to be better than.
    pub pointing_of_the_middle: f64,
}

/// Compares the likeliest class's map of each example with its mask, `masks/NAME_segmentation.png` or `masks/NAME.png` beside the images.
///
/// # Errors
/// When the model gives no map, or a picture or a mask can't be read.
pub fn measure(classifier: &Classifier, folder: &Path, examples: &[Example]) -> Result<Overlap> {
    let card = classifier.card();
    let mut overlap = Overlap {
        model: format!("{} {}", card.id, card.version),
        n: 0,
        without_map: 0,
        side: 0,
        inside: 0.0,
        area: 0.0,
        pointing: 0.0,
        pointing_of_the_middle: 0.0,
    };
    for example in examples {
        let decoded = example.picture.read()?;
        let picture = Picture::new(&decoded.rgba, decoded.width, decoded.height)?;
        let rgb = picture.prepare(picture.centre_square(), card.input.size)?;
        let input = normalise(&rgb, &card.input, &Device::flex());
        let (output, heat) = classifier.network().forward_views(&input, card.input.views);
        let heat =
            heat.with_context(|| format!("the network of {} can't tell where it looked", card.id))?;
        let [_, _, side, _] = heat.dims();
        let logits = output.logits.try_into_data()?.try_to_vec::<f32>()?;
        let class = logits
            .iter()
            .enumerate()
            .max_by(|(_, one), (_, other)| one.total_cmp(other))
            .map_or(0, |(place, _)| place);
        let values = heat.try_into_data()?.try_to_vec::<f32>()?;
        let map: Vec<f64> = values
            .chunks_exact(side * side)
            .nth(class)
            .unwrap_or_default()
            .iter()
            .map(|value| f64::from(value.max(0.0)))
            .collect();
        let sum: f64 = map.iter().sum();
        if sum <= 0.0 {
            overlap.without_map += 1;
            continue;
        }
        let mask = Drawn::read(&folder.join(MASKS), &example.picture)?.square();
        let shares = mask.shares(side);
        overlap.n += 1;
        overlap.side = side;
        overlap.area += mask.area();
        overlap.inside += map
            .iter()
            .zip(&shares)
            .map(|(heat, &share)| heat * f64::from(share))
            .sum::<f64>()
            / sum;
        let strongest = map
            .iter()
            .enumerate()
            .max_by(|(_, one), (_, other)| one.total_cmp(other))
            .map_or(0, |(place, _)| place);
        let middle = |place: usize| (place as f64 + 0.5) / side as f64;
        let hit = mask.at(middle(strongest % side), middle(strongest / side));
        overlap.pointing += f64::from(u8::from(hit));
        overlap.pointing_of_the_middle += f64::from(u8::from(mask.at(0.5, 0.5)));
    }
    ensure!(overlap.n > 0, "no picture has a map");
    let n = overlap.n as f64;
    for mean in [
        &mut overlap.inside,
        &mut overlap.area,
        &mut overlap.pointing,
        &mut overlap.pointing_of_the_middle,
    ] {
        *mean /= n;
    }
    Ok(overlap)
}

impl Overlap {
    /// For a person.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!(
            "{}, {} pictures, a map of {side} × {side} ({} more without a place that spoke for the answer)\n\
             inside the lesion    {:.3} of the map; the lesion takes {:.3} of the picture\n\
             strongest place      {:.3} lie on the lesion; of the pictures' middles {:.3} do",
            self.model,
            self.n,
            self.without_map,
            self.inside,
            self.area,
            self.pointing,
            self.pointing_of_the_middle,
            side = self.side,
        )
    }
}
