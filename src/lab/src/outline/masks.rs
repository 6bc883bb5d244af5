//! Outlines that people drew, as pictures: white on the lesion.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use image::GrayImage;
use image::imageops::FilterType;
use spotcheck::outline::{Mask, Region};

use crate::data::PictureSource;
use crate::decode::Decoded;

/// A mask of the whole picture: a byte a pixel.
#[derive(Debug, Clone)]
pub struct Drawn {
    pixels: GrayImage,
}

impl Drawn {
    /// Reads a picture's mask from a folder: `NAME_segmentation.png`, as HAM10000's owners call it, or `NAME.png`.
    ///
    /// # Errors
    /// When there is none, or it can't be read.
    pub fn read(folder: &Path, picture: &PictureSource) -> Result<Self> {
        let path = path_of(folder, picture)?;
        let pixels = image::open(&path)
            .with_context(|| format!("{}", path.display()))?
            .to_luma8();
        Ok(Self { pixels })
    }

    /// As a picture that is changed with the one it belongs to.
    pub fn to_decoded(&self) -> Decoded {
        let grey = |pixel: &image::Luma<u8>| {
            let [value] = pixel.0;
            [value, value, value, u8::MAX]
        };
        Decoded {
            rgba: self.pixels.pixels().flat_map(grey).collect(),
            width: self.pixels.width(),
            height: self.pixels.height(),
        }
    }

    /// Its centre square.
    pub fn square(&self) -> Square {
        let (width, height) = self.pixels.dimensions();
        let side = width.min(height);
        let (left, top) = ((width - side) / 2, (height - side) / 2);
        Square {
            side,
            pixels: image::imageops::crop_imm(&self.pixels, left, top, side, side).to_image(),
        }
    }
}

fn path_of(folder: &Path, picture: &PictureSource) -> Result<PathBuf> {
    let name = picture.name();
    let stem = Path::new(&name)
        .file_stem()
        .and_then(|stem| stem.to_str())
        .context("the picture has no name")?;
    let named = [format!("{stem}_segmentation.png"), format!("{stem}.png")];
    named
        .iter()
        .map(|name| folder.join(name))
        .find(|path| path.is_file())
        .with_context(|| format!("{} is not in {}", named.join(" or "), folder.display()))
}

/// The centre square of a mask.
#[derive(Debug, Clone)]
pub struct Square {
    side: u32,
    pixels: GrayImage,
}

impl Square {
    /// The share of lesion in each of `side` × `side` places.
    pub fn shares(&self, side: usize) -> Vec<f32> {
        let small =
            image::imageops::resize(&self.pixels, side as u32, side as u32, FilterType::Triangle);
        small.iter().map(|&byte| f32::from(byte) / 255.0).collect()
    }

    /// The share of it that is lesion.
    pub fn area(&self) -> f64 {
        let sum: u64 = self.pixels.iter().map(|&byte| u64::from(byte)).sum();
        sum as f64 / 255.0 / f64::from(self.side * self.side).max(1.0)
    }

    /// Whether a point, in shares of the side, lies on the lesion.
    pub fn at(&self, x: f64, y: f64) -> bool {
        let pixel = |share: f64| ((share * f64::from(self.side)) as u32).min(self.side.max(1) - 1);
        self.pixels
            .get_pixel_checked(pixel(x), pixel(y))
            .is_some_and(|pixel| pixel.0.first().is_some_and(|&byte| byte > 127))
    }

    /// The region that was drawn, on `side` × `side` places; nothing where there is none.
    pub fn region(&self, side: usize) -> Option<Region> {
        Mask::from_values(self.shares(side))?.lesion()
    }

    /// Pixels that both have, and that either has: of those drawn, and of a region in the same square.
    pub fn overlap(&self, region: Option<&Region>) -> (usize, usize) {
        let side = self.side as f32;
        let along = |place: u32| (place as f32 + 0.5) / side;
        let mut counts = (0, 0);
        for (x, y, pixel) in self.pixels.enumerate_pixels() {
            let drawn = pixel.0.first().is_some_and(|&byte| byte > 127);
            let traced = region.is_some_and(|region| region.contains(along(x), along(y)));
            counts.0 += usize::from(drawn && traced);
            counts.1 += usize::from(drawn || traced);
        }
        counts
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
        let mask = GrayImage::from_fn(8, 4, |x, _| {
            image::Luma([if (2..4).contains(&x) { 255 } else { 0 }])
        });
        mask.save(&path).unwrap();
        let picture = PictureSource::File(folder.path().join("a.jpg"));
        let mask = Drawn::read(folder.path(), &picture).unwrap().square();
        assert!((mask.area() - 0.5).abs() < 1e-9);
        assert!(mask.at(0.2, 0.5) && !mask.at(0.8, 0.5) && !mask.at(1.0, 1.0));
        let shares = mask.shares(2);
        assert!(shares[0] > 0.8 && shares[1] < 0.2, "{shares:?}");
        let missing = PictureSource::File(folder.path().join("b.jpg"));
        let message = Drawn::read(folder.path(), &missing)
            .err()
            .unwrap()
            .to_string();
        assert!(message.contains("b_segmentation.png"), "{message}");
    }
}
