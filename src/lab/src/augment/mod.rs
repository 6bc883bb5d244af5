//! Changes a training picture as another photo of the same lesion might differ.

pub mod mixup;
mod pixels;
pub mod preview;
mod source;
#[cfg(test)]
mod tests;

use anyhow::{Context, Result, ensure};
use image::RgbImage;
use rand::RngExt;
use rand_pcg::Pcg64Mcg;
use serde::{Deserialize, Serialize};
use spotcheck::Picture;

use crate::disturb::Disturbance;
use pixels::{Hole, blur, erase, recolour};
use source::OVERSAMPLING;
pub use source::Source;

/// How strongly pictures are changed. All zero, and no flip: not at all. What is off draws no random number, so that a
/// new field changes no older recipe's pictures.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Augmentation {
    /// Mirror by chance, both ways, and turn by chance: a lesion has no up.
    pub flip: bool,
    /// Mirror left and right by chance, for what has an up but no left. Part of `flip`.
    #[serde(default)]
    pub mirror: bool,
    /// Enlarges a picture whose short side is below three times the input's to that size first (Catmull and Rom's
    /// cubic): a view between its pixels is then no softer than the picture that a person asks about. All training
    /// pictures then stand in memory at that size. Without effect where nothing moves.
    #[serde(default)]
    pub enlarge: bool,
    /// Largest rotation in degrees, either way.
    pub rotation: f32,
    /// The square's side is multiplied by up to 1 ± this.
    pub scale: f32,
    /// The square's sides are made unequal, one up to 1 + this times the other, and what it shows is drawn out or squeezed:
    /// data sets hold pictures that were squashed to squares.
    #[serde(default)]
    pub aspect: f32,
    /// The square moves by up to this share of its side.
    pub shift: f32,
    /// Brightness is multiplied by up to 1 ± this.
    pub brightness: f32,
    /// Contrast likewise, about the picture's mean.
    pub contrast: f32,
    /// Saturation likewise.
    pub saturation: f32,
    /// Each channel is multiplied by up to 1 ± this: another lamp.
    pub tint: f32,
    /// Largest standard deviation of a Gaussian blur, in pixels of the network's input.
    #[serde(default)]
    pub blur: f32,
    /// Largest side of a square that is filled with the picture's mean colour, as a share of the picture's side.
    #[serde(default)]
    pub cut_out: f32,
    /// How often a view has one of the faults of [`Disturbance::any`]: softness, JPEG, noise, black corners, hair,
    /// reflections, ink, a ruler.
    #[serde(default)]
    pub faults: f32,
    /// α of the Beta(α, α) distribution by which two pictures of a batch are mixed ([`mixup`]).
    #[serde(default)]
    pub mixup: f32,
}

/// A Gaussian narrower than this leaves a picture as it is.
const LEAST_BLUR: f32 = 0.1;

impl Augmentation {
    /// Checks that every strength is in range.
    ///
    /// # Errors
    /// Names the field that is not.
    pub fn check(&self) -> Result<()> {
        for (name, value, most) in [
            ("rotation", self.rotation, 180.0),
            ("scale", self.scale, 0.9),
            ("aspect", self.aspect, 1.0),
            ("shift", self.shift, 1.0),
            ("brightness", self.brightness, 1.0),
            ("contrast", self.contrast, 1.0),
            ("saturation", self.saturation, 1.0),
            ("tint", self.tint, 1.0),
            ("blur", self.blur, 20.0),
            ("cut_out", self.cut_out, 1.0),
            ("faults", self.faults, 1.0),
            ("mixup", self.mixup, 10.0),
        ] {
            ensure!(
                (0.0..=most).contains(&value),
                "augmentation.{name} is {value}; it must lie in 0..={most}"
            );
        }
        Ok(())
    }

    /// Whether anything is turned, mirrored, scaled, stretched or shifted.
    #[must_use]
    pub fn moves(&self) -> bool {
        let amounts = [self.rotation, self.scale, self.aspect, self.shift];
        self.flip || self.mirror || amounts.iter().any(|&amount| amount > 0.0)
    }

    /// One changed view: `size * size * 3` RGB bytes, through the same resize as every other picture.
    ///
    /// # Errors
    /// When the picture can't be resized.
    pub fn apply(&self, source: &Source, size: u32, random: &mut Pcg64Mcg) -> Result<Vec<u8>> {
        Ok(self.apply_with_mask(source, None, size, random)?.0)
    }

    /// As [`Augmentation::apply`], and the same view of the picture's mask, in so many places a row, a byte each.
    ///
    /// # Errors
    /// When the picture can't be resized, or its mask has another size.
    pub fn apply_with_mask(
        &self,
        source: &Source,
        mask: Option<(&Source, u32)>,
        size: u32,
        random: &mut Pcg64Mcg,
    ) -> Result<(Vec<u8>, Vec<u8>)> {
        let mut spread = |limit: f32| {
            if limit > 0.0 {
                random.random_range(-limit..=limit)
            } else {
                0.0
            }
        };
        let angle = spread(self.rotation).to_radians();
        let short = source.width.min(source.height) as f32;
        let side = short * (1.0 + spread(self.scale));
        let centre_x = source.width as f32 / 2.0 + spread(self.shift) * short;
        let centre_y = source.height as f32 / 2.0 + spread(self.shift) * short;
        let gain = 1.0 + spread(self.brightness);
        let contrast = 1.0 + spread(self.contrast);
        let saturation = 1.0 + spread(self.saturation);
        let tint = [
            1.0 + spread(self.tint),
            1.0 + spread(self.tint),
            1.0 + spread(self.tint),
        ];
        let mut sign = || {
            if self.flip && random.random::<bool>() {
                -1.0
            } else {
                1.0
            }
        };
        let (mut flip_x, flip_y) = (sign(), sign());
        let transpose = self.flip && random.random::<bool>();
        if self.mirror && !self.flip && random.random::<bool>() {
            flip_x = -1.0;
        }
        let ratio = if self.aspect > 0.0 {
            // As often narrower as wider, and the square's area stays.
            (1.0 + self.aspect).powf(random.random_range(-1.0..=1.0))
        } else {
            1.0
        };

        let geometry = Geometry {
            width: side * ratio.sqrt(),
            height: side / ratio.sqrt(),
            centre_x,
            centre_y,
            angle,
            flip_x,
            flip_y,
            transpose,
        };
        let view = |source: &Source, size| {
            if source.prepared {
                Ok(source.rgb.clone())
            } else {
                geometry.view(source, size)
            }
        };
        let mut rgb = view(source, size)?;
        let mut places = Vec::new();
        if let Some((mask, side)) = mask {
            ensure!(
                source.prepared || (mask.width, mask.height) == (source.width, source.height),
                "the mask has another size than its picture"
            );
            places.extend(view(mask, side)?.into_iter().step_by(3));
        }
        recolour(&mut rgb, gain, contrast, saturation, tint);
        if self.blur > 0.0 {
            let sigma = random.random_range(0.0..=self.blur);
            if sigma >= LEAST_BLUR {
                rgb = blur(rgb, size, sigma)?;
            }
        }
        if self.faults > 0.0 && random.random::<f32>() < self.faults {
            let view = RgbImage::from_raw(size, size, rgb).context("the view is no square")?;
            rgb = Disturbance::any(random).on(view, random)?.into_raw();
        }
        if self.cut_out > 0.0 {
            let pixels = size as f32;
            let hole = Hole {
                side: random.random_range(0.0..=self.cut_out) * pixels,
                x: random.random_range(0.0..pixels),
                y: random.random_range(0.0..pixels),
            };
            erase(&mut rgb, size, hole);
        }
        Ok((rgb, places))
    }
}

/// Where a square lies in a picture, from its centre square.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placing {
    /// Turned by this.
    pub degrees: f32,
    /// Its side, times the picture's short side.
    pub scale: f32,
    /// Moved right and down, by this share of the short side.
    pub shift: f32,
}

impl Placing {
    /// The centre square itself.
    pub const CENTRE: Self = Self {
        degrees: 0.0,
        scale: 1.0,
        shift: 0.0,
    };
}

impl Source {
    /// The network's input from a square that lies so; beyond the edges the picture is mirrored.
    ///
    /// # Errors
    /// When the picture can't be resized.
    pub fn placed(&self, placing: Placing, size: u32) -> Result<Vec<u8>> {
        let short = self.width.min(self.height) as f32;
        let side = short * placing.scale;
        let geometry = Geometry {
            width: side,
            height: side,
            centre_x: self.width as f32 / 2.0 + placing.shift * short,
            centre_y: self.height as f32 / 2.0 + placing.shift * short,
            angle: placing.degrees.to_radians(),
            flip_x: 1.0,
            flip_y: 1.0,
            transpose: false,
        };
        geometry.view(self, size)
    }
}

/// A square of a source, or a rectangle that is squeezed into one: where it lies, how it is turned and mirrored.
struct Geometry {
    width: f32,
    height: f32,
    centre_x: f32,
    centre_y: f32,
    angle: f32,
    flip_x: f32,
    flip_y: f32,
    transpose: bool,
}

impl Geometry {
    /// Sampled finer than needed, and then through the same resize as every other picture.
    fn view(&self, source: &Source, size: u32) -> Result<Vec<u8>> {
        let fine = size * OVERSAMPLING;
        let (step_x, step_y) = (self.width / fine as f32, self.height / fine as f32);
        let (sine, cosine) = self.angle.sin_cos();
        let mut view = Vec::with_capacity((fine * fine * 4) as usize);
        for row in 0..fine {
            for column in 0..fine {
                let (column, row) = if self.transpose {
                    (row, column)
                } else {
                    (column, row)
                };
                let x = (column as f32 + 0.5 - fine as f32 / 2.0) * step_x * self.flip_x;
                let y = (row as f32 + 0.5 - fine as f32 / 2.0) * step_y * self.flip_y;
                let sampled = source.sample(
                    self.centre_x + x * cosine - y * sine - 0.5,
                    self.centre_y + x * sine + y * cosine - 0.5,
                );
                view.extend(sampled.map(|value| value.round().clamp(0.0, 255.0) as u8));
                view.push(u8::MAX);
            }
        }
        let picture = Picture::new(&view, fine, fine)?;
        Ok(picture.prepare(picture.centre_square(), size)?)
    }
}
