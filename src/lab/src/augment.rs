//! Changes a training picture as another photo of the same lesion might differ.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;
use serde::{Deserialize, Serialize};
use spotcheck::Picture;

use crate::decode::Decoded;

/// How strongly pictures are changed. All zero, and no flip: not at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Augmentation {
    /// Mirror by chance, both ways: a lesion has no up.
    pub flip: bool,
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
}

/// The source from which changed pictures are sampled: RGB, not larger than needed.
#[derive(Debug, Clone)]
pub struct Source {
    rgb: Vec<u8>,
    width: usize,
    height: usize,
}

/// How many samples of the source make one pixel of the network's input, each way.
const OVERSAMPLING: u32 = 3;

impl Source {
    /// Shrinks the whole picture until its short side is three times the input's.
    ///
    /// # Errors
    /// When the picture can't be resized.
    pub fn new(decoded: Decoded, size: u32) -> anyhow::Result<Self> {
        let short = decoded.width.min(decoded.height);
        let target = size * OVERSAMPLING;
        let (width, height) = if short <= target {
            (decoded.width, decoded.height)
        } else {
            let scaled =
                |side: u32| (u64::from(side) * u64::from(target) / u64::from(short)) as u32;
            (scaled(decoded.width), scaled(decoded.height))
        };
        let picture = image::RgbaImage::from_raw(decoded.width, decoded.height, decoded.rgba)
            .ok_or_else(|| anyhow::anyhow!("the decoder's buffer does not fit its size"))?;
        let small = image::imageops::resize(
            &picture,
            width,
            height,
            image::imageops::FilterType::CatmullRom,
        );
        Ok(Self {
            rgb: small
                .pixels()
                .flat_map(|pixel| pixel.0.into_iter().take(3))
                .collect(),
            width: width as usize,
            height: height as usize,
        })
    }

    /// Bilinear sample; beyond the edge the picture is mirrored.
    fn sample(&self, x: f32, y: f32) -> [f32; 3] {
        let (left, top) = (x.floor(), y.floor());
        let (right_share, lower_share) = (x - left, y - top);
        let column = |offset: i64| mirror(left as i64 + offset, self.width);
        let row = |offset: i64| mirror(top as i64 + offset, self.height);
        let pixel = |column: usize, row: usize| {
            let start = (row * self.width + column) * 3;
            match self.rgb.get(start..start + 3) {
                Some([red, green, blue]) => [f32::from(*red), f32::from(*green), f32::from(*blue)],
                _ => [0.0; 3],
            }
        };
        let mix = |[a, b, c]: [f32; 3], [d, e, f]: [f32; 3], share: f32| {
            [
                a + (d - a) * share,
                b + (e - b) * share,
                c + (f - c) * share,
            ]
        };
        mix(
            mix(
                pixel(column(0), row(0)),
                pixel(column(1), row(0)),
                right_share,
            ),
            mix(
                pixel(column(0), row(1)),
                pixel(column(1), row(1)),
                right_share,
            ),
            lower_share,
        )
    }
}

fn mirror(place: i64, length: usize) -> usize {
    let length = length as i64;
    let wrapped = place.rem_euclid(2 * length);
    (if wrapped < length {
        wrapped
    } else {
        2 * length - 1 - wrapped
    }) as usize
}

impl Augmentation {
    /// One changed view: `size * size * 3` RGB bytes, through the same resize as every other picture.
    ///
    /// # Errors
    /// When the picture can't be resized.
    pub fn apply(
        &self,
        source: &Source,
        size: u32,
        random: &mut Pcg64Mcg,
    ) -> anyhow::Result<Vec<u8>> {
        let fine = size * OVERSAMPLING;
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
        let (flip_x, flip_y) = (sign(), sign());
        let transpose = self.flip && random.random::<bool>();

        let step = side / fine as f32;
        let (sine, cosine) = angle.sin_cos();
        let mut view = Vec::with_capacity((fine * fine * 4) as usize);
        for row in 0..fine {
            for column in 0..fine {
                let (column, row) = if transpose {
                    (row, column)
                } else {
                    (column, row)
                };
                let x = (column as f32 + 0.5 - fine as f32 / 2.0) * step * flip_x;
                let y = (row as f32 + 0.5 - fine as f32 / 2.0) * step * flip_y;
                let sampled = source.sample(
                    centre_x + x * cosine - y * sine - 0.5,
                    centre_y + x * sine + y * cosine - 0.5,
                );
                view.extend(sampled.map(|value| value.round().clamp(0.0, 255.0) as u8));
                view.push(u8::MAX);
            }
        }
        let picture = Picture::new(&view, fine, fine)?;
        let mut rgb = picture.prepare(picture.centre_square(), size)?;
        recolour(&mut rgb, gain, contrast, saturation, tint);
        Ok(rgb)
    }
}

fn recolour(rgb: &mut [u8], gain: f32, contrast: f32, saturation: f32, tint: [f32; 3]) {
    let mean = rgb.iter().map(|&byte| f32::from(byte)).sum::<f32>() / rgb.len().max(1) as f32;
    for pixel in rgb.chunks_exact_mut(3) {
        let grey = pixel.iter().map(|&byte| f32::from(byte)).sum::<f32>() / 3.0;
        for (byte, tint) in pixel.iter_mut().zip(tint) {
            let saturated = grey + (f32::from(*byte) - grey) * saturation;
            let contrasted = mean + (saturated - mean) * contrast;
            *byte = (contrasted * gain * tint).round().clamp(0.0, 255.0) as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    fn source() -> Source {
        let decoded = Decoded {
            rgba: spotcheck::specimen::lesion(5, 90, 84),
            width: 90,
            height: 84,
        };
        Source::new(decoded, 28).unwrap()
    }

    const NONE: Augmentation = Augmentation {
        flip: false,
        rotation: 0.0,
        scale: 0.0,
        shift: 0.0,
        brightness: 0.0,
        contrast: 0.0,
        saturation: 0.0,
        tint: 0.0,
    };

    #[test]
    fn no_augmentation_is_the_plain_picture() {
        let rgba = spotcheck::specimen::lesion(5, 90, 84);
        let picture = Picture::new(&rgba, 90, 84).unwrap();
        let plain = picture.prepare(picture.centre_square(), 28).unwrap();
        let same = NONE
            .apply(&source(), 28, &mut Pcg64Mcg::seed_from_u64(1))
            .unwrap();
        assert_eq!(plain, same);
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
        };
        let view = |seed| {
            strong
                .apply(&source(), 28, &mut Pcg64Mcg::seed_from_u64(seed))
                .unwrap()
        };
        assert_eq!(view(1), view(1));
        assert_ne!(view(1), view(2));
    }

    #[test]
    fn mirroring_stays_inside() {
        for place in -25..25 {
            assert!(mirror(place, 7) < 7);
        }
        assert_eq!([mirror(-1, 7), mirror(7, 7), mirror(3, 7)], [0, 6, 3]);
    }
}
