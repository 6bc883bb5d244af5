//! From decoded pixels to what a network sees: crop a square, resize it, normalise it.
//!
//! The same bytes come out natively and on wasm. The resize is Catmull-Rom convolution with the kernel
//! widened to the scale (antialiasing), in 16-bit fixed point as `fast_image_resize` does it on every
//! instruction set; its kernel is a polynomial, so no platform's `sin` can move a coefficient.

use burn::tensor::{Device, Tensor, TensorData};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use crate::card::Input;
use crate::error::{Error, ErrorKind, Result};

/// The most pixels a picture may have: what the largest common phone sensors give, a 256 MB buffer.
pub const MAX_PIXELS: u64 = 64_000_000;

const CHANNELS_IN: usize = 4;
const CHANNELS_OUT: usize = 3;

/// A decoded picture: RGBA, 8 bits a channel, sRGB, row by row from the top left, EXIF orientation applied,
/// alpha not premultiplied.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'pixels> {
    rgba: &'pixels [u8],
    width: u32,
    height: u32,
}

/// A square cut out of a picture, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crop {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Width and height.
    pub side: u32,
}

impl<'pixels> Picture<'pixels> {
    /// Wraps `rgba`, `width * height * 4` bytes.
    ///
    /// # Errors
    /// [`ErrorKind::PictureSize`] when the buffer has another length, a side is 0, or there are more than
    /// [`MAX_PIXELS`].
    ///
    /// ```
    /// use spotcheck::Picture;
    /// let grey = [128, 128, 128, 255].repeat(6);
    /// assert_eq!(Picture::new(&grey, 3, 2)?.centre_square().side, 2);
    /// assert!(Picture::new(&grey, 3, 3).is_err());
    /// # Ok::<(), spotcheck::Error>(())
    /// ```
    pub fn new(rgba: &'pixels [u8], width: u32, height: u32) -> Result<Self> {
        let pixels = u64::from(width) * u64::from(height);
        if pixels == 0 {
            return Err(Error::new(
                ErrorKind::PictureSize,
                format!("The picture is empty: {width}×{height} pixels."),
            ));
        }
        if pixels > MAX_PIXELS {
            return Err(Error::new(
                ErrorKind::PictureSize,
                format!(
                    "The picture has {width}×{height} pixels, more than the {} million that are read.",
                    MAX_PIXELS / 1_000_000
                ),
            ));
        }
        if rgba.len() as u64 != pixels * CHANNELS_IN as u64 {
            return Err(Error::new(
                ErrorKind::PictureSize,
                format!(
                    "{} bytes are no RGBA picture of {width}×{height}.",
                    rgba.len()
                ),
            ));
        }
        Ok(Self {
            rgba,
            width,
            height,
        })
    }

    /// Width in pixels.
    #[must_use]
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels.
    #[must_use]
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// The largest square in the middle; odd remainders go to the right and the bottom.
    #[must_use]
    pub fn centre_square(&self) -> Crop {
        let side = self.width.min(self.height);
        Crop {
            x: (self.width - side) / 2,
            y: (self.height - side) / 2,
            side,
        }
    }

    /// The `size * size * 3` RGB bytes of the crop, resized. What is transparent shows white, as on paper.
    ///
    /// # Errors
    /// [`ErrorKind::Crop`] when the square is empty or leaves the picture.
    pub fn prepare(&self, crop: Crop, size: u32) -> Result<Vec<u8>> {
        let inside =
            |start: u32, limit: u32| start.checked_add(crop.side).is_some_and(|end| end <= limit);
        if crop.side == 0
            || size == 0
            || !inside(crop.x, self.width)
            || !inside(crop.y, self.height)
        {
            return Err(Error::new(
                ErrorKind::Crop,
                format!(
                    "The square at {},{} with side {} does not lie inside the picture of {}×{}.",
                    crop.x, crop.y, crop.side, self.width, self.height
                ),
            ));
        }
        let square = self.opaque(crop.x, crop.y, (crop.side, crop.side));
        resized(&square, (crop.side, crop.side), (size, size))
    }

    /// The `width * height * 3` RGB bytes of the whole picture, resized by the same rule as [`Self::prepare`]'s.
    ///
    /// # Errors
    /// [`ErrorKind::PictureSize`] when that size has no pixels.
    pub fn whole(&self, width: u32, height: u32) -> Result<Vec<u8>> {
        let all = self.opaque(0, 0, (self.width, self.height));
        resized(&all, (self.width, self.height), (width, height))
    }

    /// Copies a rectangle out, laid over white.
    fn opaque(&self, x: u32, y: u32, (width, height): (u32, u32)) -> Vec<u8> {
        let row_bytes = self.width as usize * CHANNELS_IN;
        let width_bytes = width as usize * CHANNELS_IN;
        let mut pixels = Vec::with_capacity(height as usize * width_bytes);
        let rows = self
            .rgba
            .chunks_exact(row_bytes)
            .skip(y as usize)
            .take(height as usize);
        for row in rows {
            pixels.extend(row.iter().skip(x as usize * CHANNELS_IN).take(width_bytes));
        }
        for pixel in pixels.chunks_exact_mut(CHANNELS_IN) {
            if let [red, green, blue, alpha] = pixel
                && *alpha != u8::MAX
            {
                for channel in [red, green, blue] {
                    *channel = over_white(*channel, *alpha);
                }
                *alpha = u8::MAX;
            }
        }
        pixels
    }
}

/// RGB bytes of opaque RGBA pixels, resized by Catmull and Rom's cubic, widened where the picture shrinks.
fn resized(pixels: &[u8], from: (u32, u32), to: (u32, u32)) -> Result<Vec<u8>> {
    let failed = |error: &dyn std::fmt::Display| {
        Error::new(
            ErrorKind::PictureSize,
            format!("The picture could not be resized: {error}."),
        )
    };
    if to.0 == 0 || to.1 == 0 {
        return Err(failed(&"the wanted size has no pixels"));
    }
    let source =
        ImageRef::new(from.0, from.1, pixels, PixelType::U8x4).map_err(|error| failed(&error))?;
    let mut target = Image::new(to.0, to.1, PixelType::U8x4);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom))
        .use_alpha(false);
    Resizer::new()
        .resize(&source, &mut target, &options)
        .map_err(|error| failed(&error))?;
    let mut rgb = Vec::with_capacity(target.buffer().len() / CHANNELS_IN * CHANNELS_OUT);
    for pixel in target.buffer().chunks_exact(CHANNELS_IN) {
        rgb.extend(pixel.iter().take(CHANNELS_OUT));
    }
    Ok(rgb)
}

/// Source-over compositing on white in whole numbers, rounded to nearest.
fn over_white(channel: u8, alpha: u8) -> u8 {
    let (channel, alpha) = (u32::from(channel), u32::from(alpha));
    ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// Normalised network input: `(byte / 255 - mean) / std` by channel, NCHW.
///
/// `rgb` holds one or several pictures of `size * size * 3` bytes, one after the other; the result has shape
/// `[n, 3, size, size]`.
#[must_use]
pub fn normalise(rgb: &[u8], input: &Input, device: &Device) -> Tensor<4> {
    let area = input.size as usize * input.size as usize;
    let count = rgb.len() / (area * CHANNELS_OUT);
    let mut values = Vec::with_capacity(count * area * CHANNELS_OUT);
    for picture in rgb.chunks_exact(area * CHANNELS_OUT) {
        for (channel, (mean, std)) in input.mean.iter().zip(input.std).enumerate() {
            let plane = picture.iter().skip(channel).step_by(CHANNELS_OUT);
            values.extend(plane.map(|&byte| (f32::from(byte) / 255.0 - mean) / std));
        }
    }
    let size = input.size as usize;
    Tensor::from_data(
        TensorData::new(values, [count, CHANNELS_OUT, size, size]),
        device,
    )
}

/// How far the brightest and darkest parts lie apart: the standard deviation of luma (Rec. 601), 0 to 127.5.
///
/// A wall, a finger over the lens or a black frame has almost none.
#[must_use]
pub fn contrast(rgb: &[u8]) -> f32 {
    let luma: Vec<f32> = rgb
        .chunks_exact(CHANNELS_OUT)
        .filter_map(|pixel| match pixel {
            [red, green, blue] => {
                Some(0.299 * f32::from(*red) + 0.587 * f32::from(*green) + 0.114 * f32::from(*blue))
            }
            _ => None,
        })
        .collect();
    let count = luma.len().max(1) as f32;
    let mean = luma.iter().sum::<f32>() / count;
    (luma.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / count).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checker(width: u32, height: u32) -> Vec<u8> {
        (0..height)
            .flat_map(|y| (0..width).flat_map(move |x| [(x * 7) as u8, (y * 5) as u8, 40, 255]))
            .collect()
    }

    #[test]
    fn a_constant_picture_stays_constant_at_every_scale() {
        for side in [1, 7, 28, 29, 500] {
            let rgba = [200, 100, 50, 255].repeat((side * side) as usize);
            let picture = Picture::new(&rgba, side, side).unwrap();
            let rgb = picture.prepare(picture.centre_square(), 28).unwrap();
            assert_eq!(rgb, [200, 100, 50].repeat(28 * 28), "side {side}");
        }
    }

    #[test]
    fn the_crop_is_the_same_as_cutting_first() {
        let rgba = checker(90, 70);
        let crop = Crop {
            x: 11,
            y: 5,
            side: 60,
        };
        let cut: Vec<u8> = rgba
            .chunks_exact(90 * 4)
            .skip(5)
            .take(60)
            .flat_map(|row| row[11 * 4..71 * 4].to_vec())
            .collect();
        let whole = Picture::new(&rgba, 90, 70)
            .unwrap()
            .prepare(crop, 28)
            .unwrap();
        let part = Picture::new(&cut, 60, 60).unwrap();
        assert_eq!(whole, part.prepare(part.centre_square(), 28).unwrap());
    }

    #[test]
    fn a_crop_outside_is_refused_without_overflow() {
        let rgba = checker(40, 30);
        let picture = Picture::new(&rgba, 40, 30).unwrap();
        for (x, y, side) in [
            (0, 0, 0),
            (0, 0, 31),
            (11, 0, 30),
            (u32::MAX, 0, 1),
            (0, u32::MAX, u32::MAX),
        ] {
            let error = picture.prepare(Crop { x, y, side }, 28).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Crop, "{x},{y},{side}");
        }
    }

    #[test]
    fn too_many_pixels_are_refused_before_the_buffer_is_looked_at() {
        let error = Picture::new(&[], 12_000, 9_000).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PictureSize);
    }

    #[test]
    fn the_whole_of_a_square_picture_is_its_square() {
        let mut rgba = checker(60, 60);
        // Half transparent: over white both ways.
        for alpha in rgba.iter_mut().skip(3).step_by(4) {
            *alpha = 90;
        }
        let picture = Picture::new(&rgba, 60, 60).unwrap();
        let square = picture.prepare(picture.centre_square(), 28).unwrap();
        assert_eq!(picture.whole(28, 28).unwrap(), square);
        let wide = picture.whole(41, 7).unwrap();
        assert_eq!(wide.len(), 41 * 7 * 3);
        for (width, height) in [(0, 7), (7, 0)] {
            let error = picture.whole(width, height).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::PictureSize);
        }
    }

    #[test]
    fn transparency_shows_white() {
        let rgba = [0, 0, 0, 0].repeat(28 * 28);
        let picture = Picture::new(&rgba, 28, 28).unwrap();
        assert!(
            picture
                .prepare(picture.centre_square(), 28)
                .unwrap()
                .iter()
                .all(|&byte| byte == 255)
        );
        assert_eq!(over_white(0, 128), 127);
    }

    #[test]
    fn normalise_puts_channels_first() {
        let input = Input {
            size: 2,
            mean: [0.0, 0.5, 1.0],
            std: [1.0, 0.5, 2.0],
            crop: crate::card::CropRule::CentreSquare,
            smallest: None,
            views: crate::networks::Views::One,
        };
        let rgb = [255, 0, 0, 255, 255, 255, 0, 0, 255, 0, 255, 0];
        let tensor = normalise(&rgb, &input, &Device::flex());
        assert_eq!(tensor.dims(), [1, 3, 2, 2]);
        let values: Vec<f32> = tensor.into_data().try_to_vec().unwrap();
        assert_eq!(
            values,
            [
                1.0, 1.0, 0.0, 0.0, -1.0, 1.0, -1.0, 1.0, -0.5, 0.0, 0.0, -0.5
            ]
        );
    }

    #[test]
    fn contrast_tells_a_wall_from_a_spot() {
        assert!(contrast(&[90, 90, 90].repeat(784)) < 1e-3);
        let half: Vec<u8> = [[0u8; 3].repeat(392), [255u8; 3].repeat(392)].concat();
        assert!((contrast(&half) - 127.5).abs() < 0.1);
    }
}
