//! Changes a training picture as another photo of the same lesion might differ.

pub mod mixup;
mod pixels;
pub mod preview;
mod source;

use anyhow::{Result, ensure};
use rand::RngExt;
use rand_pcg::Pcg64Mcg;
use serde::{Deserialize, Serialize};
use spotcheck::Picture;

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
            ("shift", self.shift, 1.0),
            ("brightness", self.brightness, 1.0),
            ("contrast", self.contrast, 1.0),
            ("saturation", self.saturation, 1.0),
            ("tint", self.tint, 1.0),
            ("blur", self.blur, 20.0),
            ("cut_out", self.cut_out, 1.0),
            ("mixup", self.mixup, 10.0),
        ] {
            ensure!(
                (0.0..=most).contains(&value),
                "augmentation.{name} is {value}; it must lie in 0..={most}"
            );
        }
        Ok(())
    }

    /// Whether anything is turned, mirrored, scaled or shifted.
    #[must_use]
    pub fn moves(&self) -> bool {
        let amounts = [self.rotation, self.scale, self.shift];
        self.flip || self.mirror || amounts.iter().any(|&amount| amount > 0.0)
    }

    /// One changed view: `size * size * 3` RGB bytes, through the same resize as every other picture.
    ///
    /// # Errors
    /// When the picture can't be resized.
    pub fn apply(&self, source: &Source, size: u32, random: &mut Pcg64Mcg) -> Result<Vec<u8>> {
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

        let mut rgb = if source.prepared {
            source.rgb.clone()
        } else {
            let geometry = Geometry {
                side,
                centre_x,
                centre_y,
                angle,
                flip_x,
                flip_y,
                transpose,
            };
            geometry.view(source, size)?
        };
        recolour(&mut rgb, gain, contrast, saturation, tint);
        if self.blur > 0.0 {
            let sigma = random.random_range(0.0..=self.blur);
            if sigma >= LEAST_BLUR {
                rgb = blur(rgb, size, sigma)?;
            }
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
        Ok(rgb)
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
        let geometry = Geometry {
            side: short * placing.scale,
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

/// A square of a source: where it lies, how it is turned and mirrored.
struct Geometry {
    side: f32,
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
        let step = self.side / fine as f32;
        let (sine, cosine) = self.angle.sin_cos();
        let mut view = Vec::with_capacity((fine * fine * 4) as usize);
        for row in 0..fine {
            for column in 0..fine {
                let (column, row) = if self.transpose {
                    (row, column)
                } else {
                    (column, row)
                };
                let x = (column as f32 + 0.5 - fine as f32 / 2.0) * step * self.flip_x;
                let y = (row as f32 + 0.5 - fine as f32 / 2.0) * step * self.flip_y;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::Decoded;
    use rand::SeedableRng;

    fn source(augmentation: &Augmentation, width: u32, height: u32) -> Source {
        let decoded = Decoded {
            rgba: spotcheck::specimen::lesion(5, width, height),
            width,
            height,
        };
        Source::new(decoded, 28, augmentation).unwrap()
    }

    #[test]
    fn no_augmentation_is_the_plain_picture() {
        let nothing = Augmentation::default();
        for (width, height) in [(90, 84), (60, 71), (400, 300), (20, 25)] {
            let rgba = spotcheck::specimen::lesion(5, width, height);
            let picture = Picture::new(&rgba, width, height).unwrap();
            let plain = picture.prepare(picture.centre_square(), 28).unwrap();
            let same = nothing
                .apply(
                    &source(&nothing, width, height),
                    28,
                    &mut Pcg64Mcg::seed_from_u64(1),
                )
                .unwrap();
            assert_eq!(plain, same, "{width}x{height}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_view_and_another_another() {
        let strong = Augmentation {
            flip: true,
            rotation: 180.0,
            scale: 0.2,
            shift: 0.1,
            brightness: 0.2,
            contrast: 0.2,
            saturation: 0.2,
            tint: 0.1,
            ..Augmentation::default()
        };
        let view = |seed| {
            strong
                .apply(
                    &source(&strong, 90, 84),
                    28,
                    &mut Pcg64Mcg::seed_from_u64(seed),
                )
                .unwrap()
        };
        assert_eq!(view(1), view(1));
        assert_ne!(view(1), view(2));
    }

    fn view(augmentation: &Augmentation, seed: u64) -> Vec<u8> {
        let mut random = Pcg64Mcg::seed_from_u64(seed);
        let source = source(augmentation, 90, 84);
        augmentation.apply(&source, 28, &mut random).unwrap()
    }

    #[test]
    fn the_shipped_recipes_views_are_what_they_were() {
        // Taken before blur, holes, mixing and mirroring came: trained weights must stay reproducible.
        let recipe = Augmentation {
            flip: true,
            rotation: 180.0,
            scale: 0.15,
            shift: 0.08,
            brightness: 0.1,
            contrast: 0.15,
            saturation: 0.15,
            tint: 0.05,
            ..Augmentation::default()
        };
        let views: Vec<u8> = (0..8).flat_map(|seed| view(&recipe, seed)).collect();
        assert_eq!(
            spotcheck::weights::sha256_hex(&views),
            "1c8f8c502f965e91fa02991f973a06542055a0333c9ab9dffa36f9dc6a90f7e1"
        );
    }

    #[test]
    fn an_enlarged_source_gives_views_as_sharp_as_the_picture() {
        let rgba: Vec<u8> = (0..40 * 40_u32)
            .flat_map(|place| {
                let grey = (place.wrapping_mul(2_654_435_761) >> 24) as u8;
                [grey, grey, grey, 255]
            })
            .collect();
        let picture = Picture::new(&rgba, 40, 40).unwrap();
        let asked = picture.prepare(picture.centre_square(), 28).unwrap();
        let apart = |enlarge: bool| {
            let augmentation = Augmentation {
                enlarge,
                // Something moves, by nothing that could be seen.
                rotation: 1e-4,
                ..Augmentation::default()
            };
            let decoded = Decoded {
                rgba: rgba.clone(),
                width: 40,
                height: 40,
            };
            let source = Source::new(decoded, 28, &augmentation).unwrap();
            let mut random = Pcg64Mcg::seed_from_u64(1);
            let view = augmentation.apply(&source, 28, &mut random).unwrap();
            let distance = |(a, b): (&u8, &u8)| f64::from(a.abs_diff(*b));
            view.iter().zip(&asked).map(distance).sum::<f64>() / view.len() as f64
        };
        let (plain, enlarged) = (apart(false), apart(true));
        assert!(
            enlarged < 0.67 * plain,
            "{enlarged} against {plain} grey levels"
        );
    }

    fn mirrored(rgb: &[u8]) -> Vec<u8> {
        rgb.chunks(28 * 3)
            .flat_map(|row| row.chunks(3).rev().flatten().copied().collect::<Vec<u8>>())
            .collect()
    }

    #[test]
    fn mirroring_alone_turns_left_and_right_only() {
        let mirror = Augmentation {
            mirror: true,
            ..Augmentation::default()
        };
        let plain = view(&Augmentation::default(), 0);
        let turned = mirrored(&plain);
        let near =
            |one: &[u8], other: &[u8]| one.iter().zip(other).all(|(a, b)| a.abs_diff(*b) <= 2);
        let views: Vec<Vec<u8>> = (0..20).map(|seed| view(&mirror, seed)).collect();
        let plain_count = views.iter().filter(|view| near(view, &plain)).count();
        let turned_count = views.iter().filter(|view| near(view, &turned)).count();
        assert!(
            plain_count >= 4 && turned_count >= 4,
            "{plain_count}, {turned_count}"
        );
        assert_eq!(plain_count + turned_count, 20);
    }

    #[test]
    fn blur_softens_and_a_hole_is_no_larger_than_its_share() {
        let plain = view(&Augmentation::default(), 0);
        let roughness = |rgb: &[u8]| -> u32 {
            let pairs = rgb.chunks(28 * 3).flat_map(|row| row.windows(4));
            pairs.map(|pair| u32::from(pair[0].abs_diff(pair[3]))).sum()
        };
        let soft = Augmentation {
            blur: 2.0,
            ..Augmentation::default()
        };
        let holed = Augmentation {
            cut_out: 0.5,
            ..Augmentation::default()
        };
        let mut largest = 0;
        for seed in 0..30 {
            assert!(roughness(&view(&soft, seed)) <= roughness(&plain));
            let holed = view(&holed, seed);
            let changed = plain.chunks(3).zip(holed.chunks(3)).filter(|(a, b)| a != b);
            largest = largest.max(changed.count());
        }
        assert!((60..=14 * 14).contains(&largest), "{largest}");
    }

    #[test]
    fn strengths_out_of_range_are_refused() {
        let wrong = Augmentation {
            cut_out: 1.5,
            ..Augmentation::default()
        };
        assert!(wrong.check().unwrap_err().to_string().contains("cut_out"));
        let wrong = Augmentation {
            scale: f32::NAN,
            ..Augmentation::default()
        };
        assert!(wrong.check().unwrap_err().to_string().contains("scale"));
        Augmentation::default().check().unwrap();
    }
}
