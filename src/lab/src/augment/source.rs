//! The source from which changed pictures are sampled.

use spotcheck::Picture;

use super::Augmentation;
use crate::decode::Decoded;

/// The source from which changed pictures are sampled: RGB, not larger than needed.
#[derive(Debug, Clone)]
pub struct Source {
    pub(super) rgb: Vec<u8>,
    pub(super) width: usize,
    pub(super) height: usize,
    /// Whether it is the network's input already.
    pub(super) prepared: bool,
}

/// How many samples of the source make one pixel of the network's input, each way.
pub(super) const OVERSAMPLING: u32 = 3;

/// The most pixels that a source may have: a strip one pixel wide must not become a gigabyte.
const LARGEST: u64 = 1 << 25;

impl Source {
    /// Shrinks the whole picture until its short side is three times the input's, or enlarges it where the recipe says so; where
    /// nothing moves within it, to the input itself. Always by the same resize, and over the same white, as when a person asks.
    ///
    /// # Errors
    /// When the picture can't be resized.
    pub fn new(decoded: &Decoded, size: u32, augmentation: &Augmentation) -> anyhow::Result<Self> {
        let picture = Picture::new(&decoded.rgba, decoded.width, decoded.height)?;
        if !augmentation.moves() {
            return Ok(Self {
                rgb: picture.prepare(picture.centre_square(), size)?,
                width: size as usize,
                height: size as usize,
                prepared: true,
            });
        }
        let short = decoded.width.min(decoded.height);
        let target = size * OVERSAMPLING;
        let (width, height) = if short == target || (short < target && !augmentation.enlarge) {
            (decoded.width, decoded.height)
        } else {
            let scaled = |side: u32| u64::from(side) * u64::from(target) / u64::from(short.max(1));
            let (width, height) = (scaled(decoded.width), scaled(decoded.height));
            anyhow::ensure!(
                width * height <= LARGEST,
                "a picture of {}×{} pixels is too narrow to be enlarged",
                decoded.width,
                decoded.height
            );
            (width as u32, height as u32)
        };
        Ok(Self {
            rgb: picture.whole(width, height)?,
            width: width as usize,
            height: height as usize,
            prepared: false,
        })
    }

    /// Bilinear sample; beyond the edge the picture is mirrored.
    pub(super) fn sample(&self, x: f32, y: f32) -> [f32; 3] {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mirroring_stays_inside() {
        for place in -25..25 {
            assert!(mirror(place, 7) < 7);
        }
        assert_eq!([mirror(-1, 7), mirror(7, 7), mirror(3, 7)], [0, 6, 3]);
    }
}
