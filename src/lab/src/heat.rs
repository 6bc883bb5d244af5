//! `spotcheck heat`: how much of where the model looked lies on the lesion, by masks that people drew.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use burn::tensor::Device;
use image::imageops::FilterType;
use serde::Serialize;
use spotcheck::picture::normalise;
use spotcheck::{Classifier, Picture};

use crate::data::{Example, PictureSource};

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
        let (output, heat) = classifier.network().forward_with_heat(input);
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
        let mask = Mask::read(&folder.join("masks"), &example.picture)?;
        let shares = mask.shares(side);
        overlap.n += 1;
        overlap.side = side;
        overlap.area += mask.area();
        overlap.inside += map
            .iter()
            .zip(&shares)
            .map(|(heat, share)| heat * share)
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

/// The centre square of a mask: a byte a pixel, white on the lesion.
struct Mask {
    side: u32,
    pixels: image::GrayImage,
}

impl Mask {
    fn read(folder: &Path, picture: &PictureSource) -> Result<Self> {
        let name = picture.name();
        let stem = Path::new(&name)
            .file_stem()
            .and_then(|stem| stem.to_str())
            .context("the picture has no name")?;
        // As HAM10000's owners name it, or plainly.
        let named = [format!("{stem}_segmentation.png"), format!("{stem}.png")];
        let path = named
            .iter()
            .map(|name| folder.join(name))
            .find(|path| path.is_file())
            .with_context(|| format!("{} is not in {}", named.join(" or "), folder.display()))?;
        let mask = image::open(&path)
            .with_context(|| format!("{}", path.display()))?
            .to_luma8();
        let side = mask.width().min(mask.height());
        let (left, top) = ((mask.width() - side) / 2, (mask.height() - side) / 2);
        let pixels = image::imageops::crop_imm(&mask, left, top, side, side).to_image();
        Ok(Self { side, pixels })
    }

    /// The share of lesion in each of `side` × `side` places.
    fn shares(&self, side: usize) -> Vec<f64> {
        let small =
            image::imageops::resize(&self.pixels, side as u32, side as u32, FilterType::Triangle);
        small.iter().map(|&byte| f64::from(byte) / 255.0).collect()
    }

    fn area(&self) -> f64 {
        let sum: u64 = self.pixels.iter().map(|&byte| u64::from(byte)).sum();
        sum as f64 / 255.0 / f64::from(self.side * self.side).max(1.0)
    }

    /// Whether a point, in shares of the side, lies on the lesion.
    fn at(&self, x: f64, y: f64) -> bool {
        let pixel = |share: f64| ((share * f64::from(self.side)) as u32).min(self.side.max(1) - 1);
        self.pixels
            .get_pixel_checked(pixel(x), pixel(y))
            .is_some_and(|pixel| pixel.0.first().is_some_and(|&byte| byte > 127))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_is_its_centre_square() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a_segmentation.png");
        // 8 × 4, white in columns 2 and 3: the left half of the centre square.
        let mask = image::GrayImage::from_fn(8, 4, |x, _| {
            image::Luma([if (2..4).contains(&x) { 255 } else { 0 }])
        });
        mask.save(&path).unwrap();
        let picture = PictureSource::File(folder.path().join("a.jpg"));
        let mask = Mask::read(folder.path(), &picture).unwrap();
        assert!((mask.area() - 0.5).abs() < 1e-9);
        assert!(mask.at(0.2, 0.5) && !mask.at(0.8, 0.5) && !mask.at(1.0, 1.0));
        let shares = mask.shares(2);
        assert!(shares[0] > 0.8 && shares[1] < 0.2, "{shares:?}");
        let missing = PictureSource::File(folder.path().join("b.jpg"));
        let message = Mask::read(folder.path(), &missing)
            .err()
            .unwrap()
            .to_string();
        assert!(message.contains("b_segmentation.png"), "{message}");
    }
}
