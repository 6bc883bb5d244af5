//! What happens to photos: softness, compression, light, colour, corners, hair, rulers, ink, and a hand that turned or
//! moved the camera. Drawn by our own code, the same for the same picture.

use anyhow::{Context, Result};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use spotcheck::Picture;

use crate::augment::{Augmentation, Placing, Source};
use crate::decode::{self, Decoded};

/// One way in which a photo can be worse than those of a data set. Lengths are shares of the square's side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Disturbance {
    /// As it is.
    None,
    /// Gaussian blur of this standard deviation.
    Blur(f32),
    /// JPEG of this quality, written anew.
    Jpeg(u8),
    /// Noise of this standard deviation, in bytes.
    Noise(f32),
    /// Brightness times this.
    Light(f32),
    /// Contrast about the mean times this.
    Contrast(f32),
    /// Red, green and blue times these.
    Cast([f32; 3]),
    /// Black beyond a circle of this radius.
    Corners(f32),
    /// So many dark hairs across it.
    Hair(usize),
    /// A ruler's marks along one side.
    Ruler,
    /// A pen's dots around the middle.
    Ink,
    /// So many white reflections.
    Glare(usize),
    /// Turned by so many degrees.
    Turned(f32),
    /// A square of this many times the side about the same centre.
    Framed(f32),
    /// The square moved right and down by this.
    Moved(f32),
}

impl Disturbance {
    /// All that are measured, in the order of the table.
    pub const ALL: [Self; 35] = [
        Self::None,
        Self::Blur(0.005),
        Self::Blur(0.01),
        Self::Blur(0.02),
        Self::Blur(0.04),
        Self::Jpeg(70),
        Self::Jpeg(40),
        Self::Jpeg(20),
        Self::Jpeg(10),
        Self::Noise(8.0),
        Self::Noise(16.0),
        Self::Light(0.4),
        Self::Light(0.7),
        Self::Light(1.3),
        Self::Light(1.6),
        Self::Contrast(0.5),
        Self::Contrast(0.75),
        Self::Cast([1.15, 1.0, 0.8]),
        Self::Cast([0.85, 1.0, 1.15]),
        Self::Cast([0.9, 1.1, 0.9]),
        Self::Corners(0.55),
        Self::Corners(0.48),
        Self::Hair(5),
        Self::Hair(20),
        Self::Ruler,
        Self::Ink,
        Self::Glare(2),
        Self::Glare(6),
        Self::Turned(10.0),
        Self::Turned(45.0),
        Self::Framed(0.8),
        Self::Framed(1.25),
        Self::Framed(1.6),
        Self::Moved(0.1),
        Self::Moved(0.2),
    ];

    /// What it is, in a table.
    #[must_use]
    pub fn name(self) -> String {
        let percent = |share: f32| format!("{:.1} %", share * 100.0);
        match self {
            Self::None => "as it is".to_owned(),
            Self::Blur(sigma) => format!("blur, sigma {} of the side", percent(sigma)),
            Self::Jpeg(quality) => format!("JPEG quality {quality}"),
            Self::Noise(sigma) => format!("noise, sigma {sigma} of 255"),
            Self::Light(factor) => format!("brightness × {factor}"),
            Self::Contrast(factor) => format!("contrast × {factor}"),
            Self::Cast([red, green, blue]) => format!("colour cast × {red}, {green}, {blue}"),
            Self::Corners(radius) => format!("black beyond {} from the middle", percent(radius)),
            Self::Hair(count) => format!("{count} hairs"),
            Self::Ruler => "a ruler".to_owned(),
            Self::Ink => "pen marks".to_owned(),
            Self::Glare(count) => format!("{count} reflections"),
            Self::Turned(degrees) => format!("turned by {degrees}°"),
            Self::Framed(scale) => format!("framed × {scale}"),
            Self::Moved(share) => format!("moved by {}", percent(share)),
        }
    }

    /// What the network sees of a picture that this happened to: `size * size * 3` RGB bytes of its centre square.
    ///
    /// # Errors
    /// When the picture has no pixels, or an encoder or the resize fails.
    pub fn apply(self, decoded: &Decoded, size: u32, seed: u64) -> Result<Vec<u8>> {
        let placing = match self {
            Self::Turned(degrees) => Some(Placing {
                degrees,
                ..Placing::CENTRE
            }),
            Self::Framed(scale) => Some(Placing {
                scale,
                ..Placing::CENTRE
            }),
            Self::Moved(shift) => Some(Placing {
                shift,
                ..Placing::CENTRE
            }),
            _ => None,
        };
        if let Some(placing) = placing {
            let moving = Augmentation {
                flip: true,
                ..Augmentation::default()
            };
            return Source::new(decoded, size, &moving)?.placed(placing, size);
        }
        let square = self.on(centre_square(decoded)?, &mut Pcg64Mcg::seed_from_u64(seed))?;
        let rgba: Vec<u8> = square
            .pixels()
            .flat_map(|Rgb([red, green, blue])| [*red, *green, *blue, u8::MAX])
            .collect();
        let picture = Picture::new(&rgba, square.width(), square.height())?;
        Ok(picture.prepare(picture.centre_square(), size)?)
    }

    /// A fault by chance, from hardly visible to strong: one that what moves and recolours training views does not
    /// make already.
    #[must_use]
    pub fn any(random: &mut Pcg64Mcg) -> Self {
        match random.random_range(0..8) {
            0 => Self::Blur(random.random_range(0.003..0.02)),
            1 => Self::Jpeg(random.random_range(12..=80)),
            2 => Self::Noise(random.random_range(2.0..16.0)),
            3 => Self::Corners(random.random_range(0.46..0.66)),
            4 => Self::Hair(random.random_range(1..=16)),
            5 => Self::Glare(random.random_range(1..=5)),
            6 => Self::Ink,
            _ => Self::Ruler,
        }
    }

    /// A square that this happened to. What turns or moves the camera needs more than the square, and leaves it as it is.
    ///
    /// # Errors
    /// When an encoder fails.
    pub fn on(self, mut square: RgbImage, random: &mut Pcg64Mcg) -> Result<RgbImage> {
        let side = square.width() as f32;
        match self {
            Self::Blur(sigma) => square = image::imageops::blur(&square, sigma * side),
            Self::Jpeg(quality) => square = recompressed(&square, quality)?,
            Self::Noise(sigma) => add_noise(&mut square, sigma, random),
            Self::Light(factor) => each(&mut square, |value, _, _| value * factor),
            Self::Contrast(factor) => {
                let values = square.as_raw();
                let mean = values.iter().map(|&byte| f32::from(byte)).sum::<f32>()
                    / values.len().max(1) as f32;
                each(&mut square, |value, _, _| mean + (value - mean) * factor);
            }
            Self::Cast(factors) => each(&mut square, |value, channel, _| {
                value * factors.get(channel).copied().unwrap_or(1.0)
            }),
            Self::Corners(radius) => each(&mut square, |value, _, [x, y]| {
                let away = (x - 0.5).hypot(y - 0.5);
                value * ((radius - away) * side).clamp(0.0, 1.0)
            }),
            Self::Hair(count) => (0..count).for_each(|_| hair(&mut square, random)),
            Self::Ruler => ruler(&mut square),
            Self::Ink => ink(&mut square, random),
            Self::Glare(count) => (0..count).for_each(|_| glare(&mut square, random)),
            Self::None | Self::Turned(_) | Self::Framed(_) | Self::Moved(_) => {}
        }
        Ok(square)
    }
}

fn centre_square(decoded: &Decoded) -> Result<RgbImage> {
    let picture = Picture::new(&decoded.rgba, decoded.width, decoded.height)?;
    let crop = picture.centre_square();
    // The picture's own pixels: the square is as large as it lies there.
    let rgb = picture.prepare(crop, crop.side)?;
    RgbImage::from_raw(crop.side, crop.side, rgb).context("the square does not fit its size")
}

fn recompressed(square: &RgbImage, quality: u8) -> Result<RgbImage> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(square)?;
    let decoded = decode::decode(&bytes)?;
    let rgb = decoded
        .rgba
        .chunks_exact(4)
        .flat_map(|pixel| pixel.iter().take(3).copied());
    RgbImage::from_raw(decoded.width, decoded.height, rgb.collect())
        .context("the JPEG came back in another size")
}

/// Changes every value; told are the channel and the place as shares of the side.
fn each(square: &mut RgbImage, change: impl Fn(f32, usize, [f32; 2]) -> f32) {
    let side = square.width() as f32;
    for (x, y, pixel) in square.enumerate_pixels_mut() {
        let place = [(x as f32 + 0.5) / side, (y as f32 + 0.5) / side];
        for (channel, byte) in pixel.0.iter_mut().enumerate() {
            *byte = change(f32::from(*byte), channel, place)
                .round()
                .clamp(0.0, 255.0) as u8;
        }
    }
}

/// Normal by the sum of twelve uniform numbers, less six.
fn add_noise(square: &mut RgbImage, sigma: f32, random: &mut Pcg64Mcg) {
    for byte in square.iter_mut() {
        let normal = (0..12).map(|_| random.random::<f32>()).sum::<f32>() - 6.0;
        *byte = (f32::from(*byte) + normal * sigma)
            .round()
            .clamp(0.0, 255.0) as u8;
    }
}

/// Mixes a colour into the pixels within `radius` of a point, all as shares of the side, with a soft edge.
fn dab(square: &mut RgbImage, [x, y]: [f32; 2], radius: f32, colour: [f32; 3], strength: f32) {
    let side = square.width() as f32;
    let soft = 1.0 / side;
    let reach = |centre: f32| {
        let from = ((centre - radius - soft) * side).floor().max(0.0) as u32;
        let to = ((centre + radius + soft) * side).ceil().clamp(0.0, side) as u32;
        from..to
    };
    for row in reach(y) {
        for column in reach(x) {
            let away = ((column as f32 + 0.5) / side - x).hypot((row as f32 + 0.5) / side - y);
            let share = strength * ((radius - away) / soft + 0.5).clamp(0.0, 1.0);
            if let Some(pixel) = square.get_pixel_mut_checked(column, row) {
                for (byte, colour) in pixel.0.iter_mut().zip(colour) {
                    *byte = (f32::from(*byte) * (1.0 - share) + colour * share).round() as u8;
                }
            }
        }
    }
}

/// A dark arc from one edge to another.
fn hair(square: &mut RgbImage, random: &mut Pcg64Mcg) {
    let mut point = || {
        [
            random.random_range(-0.1..1.1f32),
            random.random_range(-0.1..1.1f32),
        ]
    };
    let (from, bend, to) = (point(), point(), point());
    let shade = random.random_range(15.0..70.0f32);
    let steps = square.width() * 3;
    for step in 0..=steps {
        let t = step as f32 / steps as f32;
        let at = |axis: usize| {
            let [a, b, c] = [from, bend, to].map(|point| point.get(axis).copied().unwrap_or(0.0));
            (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c
        };
        dab(
            square,
            [at(0), at(1)],
            0.004,
            [shade, shade * 0.8, shade * 0.7],
            0.7,
        );
    }
}

/// Marks every twentieth of the side along the lower edge, every fifth longer.
fn ruler(square: &mut RgbImage) {
    for mark in 0..=20 {
        let length = if mark % 5 == 0 { 0.1 } else { 0.06 };
        for step in 0..40 {
            let y = 1.0 - length * step as f32 / 39.0;
            dab(square, [mark as f32 / 20.0, y], 0.004, [20.0; 3], 0.8);
        }
    }
}

/// Violet dots on a ring around the middle.
fn ink(square: &mut RgbImage, random: &mut Pcg64Mcg) {
    for number in 0..8 {
        let angle = number as f32 / 8.0 * std::f32::consts::TAU + random.random_range(-0.2..0.2f32);
        let away = random.random_range(0.38..0.46f32);
        let place = [0.5 + away * angle.cos(), 0.5 + away * angle.sin()];
        dab(
            square,
            place,
            random.random_range(0.02..0.035f32),
            [70.0, 40.0, 140.0],
            0.75,
        );
    }
}

/// A white spot somewhere in the inner part.
fn glare(square: &mut RgbImage, random: &mut Pcg64Mcg) {
    let place = [
        random.random_range(0.2..0.8f32),
        random.random_range(0.2..0.8f32),
    ];
    let radius = random.random_range(0.015..0.04f32);
    dab(square, place, radius, [255.0; 3], 0.95);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn() -> Decoded {
        Decoded {
            rgba: spotcheck::specimen::lesion(3, 200, 150),
            width: 200,
            height: 150,
        }
    }

    fn difference(one: &[u8], other: &[u8]) -> f64 {
        let apart = one
            .iter()
            .zip(other)
            .map(|(a, b)| f64::from(a.abs_diff(*b)));
        apart.sum::<f64>() / one.len() as f64
    }

    #[test]
    fn each_changes_the_picture_and_the_same_way_each_time() {
        let plain = Disturbance::None.apply(&drawn(), 64, 1).unwrap();
        for disturbance in Disturbance::ALL.into_iter().skip(1) {
            let one = disturbance.apply(&drawn(), 64, 1).unwrap();
            assert_eq!(one.len(), 64 * 64 * 3, "{disturbance:?}");
            assert_eq!(
                one,
                disturbance.apply(&drawn(), 64, 1).unwrap(),
                "{disturbance:?}"
            );
            let apart = difference(&plain, &one);
            assert!(
                (0.01..120.0).contains(&apart),
                "{disturbance:?} moves it by {apart}"
            );
        }
    }

    #[test]
    fn undisturbed_is_what_a_person_would_be_answered_from() {
        let decoded = drawn();
        let picture = Picture::new(&decoded.rgba, 200, 150).unwrap();
        let asked = picture.prepare(picture.centre_square(), 64).unwrap();
        assert_eq!(Disturbance::None.apply(&decoded, 64, 1).unwrap(), asked);
    }

    #[test]
    fn a_fault_by_chance_is_any_of_them_and_none_is_without_effect() {
        let plain = centre_square(&drawn()).unwrap();
        let mut kinds = std::collections::BTreeSet::new();
        for seed in 0..100 {
            let mut random = Pcg64Mcg::seed_from_u64(seed);
            let fault = Disturbance::any(&mut random);
            let changed = fault.on(plain.clone(), &mut random).unwrap();
            assert_ne!(changed, plain, "{fault:?}");
            let name = fault.name();
            kinds.insert(
                name.chars()
                    .filter(|letter| letter.is_alphabetic())
                    .collect::<String>(),
            );
        }
        assert_eq!(kinds.len(), 8, "{kinds:?}");
    }

    #[test]
    fn stronger_is_further_away() {
        let apart = |disturbance: Disturbance| {
            let plain = Disturbance::None.apply(&drawn(), 64, 1).unwrap();
            difference(&plain, &disturbance.apply(&drawn(), 64, 1).unwrap())
        };
        for pair in [
            [Disturbance::Blur(0.01), Disturbance::Blur(0.04)],
            [Disturbance::Jpeg(70), Disturbance::Jpeg(10)],
            [Disturbance::Noise(8.0), Disturbance::Noise(16.0)],
            [Disturbance::Light(0.7), Disturbance::Light(0.4)],
            [Disturbance::Corners(0.55), Disturbance::Corners(0.48)],
            [Disturbance::Hair(5), Disturbance::Hair(20)],
            [Disturbance::Moved(0.1), Disturbance::Moved(0.2)],
        ] {
            assert!(apart(pair[0]) < apart(pair[1]), "{pair:?}");
        }
    }
}
