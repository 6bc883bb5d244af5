//! The drawn pictures in the encodings in which people have theirs.

use std::io::Cursor;

use anyhow::{Context, Result};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageBuffer, ImageFormat, Rgb, RgbImage, RgbaImage};

/// An encoded picture.
#[derive(Debug)]
pub struct Encoded {
    /// Unique name.
    pub name: String,
    /// File extension.
    pub extension: String,
    /// Whether every decoder must give the same pixels.
    pub lossless: bool,
    /// The file.
    pub bytes: Vec<u8>,
}

/// All golden pictures.
///
/// # Errors
/// When an encoder refuses, which would be its fault.
pub fn drawn() -> Result<Vec<Encoded>> {
    let mut all = Vec::new();
    let mut add = |name: String, extension: &str, lossless, bytes| {
        all.push(Encoded {
            name,
            extension: extension.to_owned(),
            lossless,
            bytes,
        });
    };
    for orientation in 1..=8 {
        add(
            format!("exif-{orientation}"),
            "jpg",
            false,
            oriented_jpeg(orientation)?,
        );
    }
    // Odd, tiny, narrow and large; exactly, or all but, what networks of 28 and 160 pixels see; and all but what the latter answers.
    for (width, height) in [
        (1, 1),
        (5, 3),
        (27, 27),
        (28, 28),
        (29, 31),
        (61, 43),
        (37, 400),
        (127, 140),
        (159, 160),
        (160, 160),
        (163, 161),
    ] {
        let picture = DynamicImage::from(lesion(width * 7 + height, width, height)?);
        add(
            format!("png-{width}x{height}"),
            "png",
            true,
            encoded(&picture, ImageFormat::Png)?,
        );
    }
    let photo = DynamicImage::from(as_photographed(&lesion(3, 601, 451)?));
    add(
        "png-601x451".into(),
        "png",
        true,
        encoded(&photo, ImageFormat::Png)?,
    );
    let picture = lesion(11, 240, 180)?;
    let rgb = DynamicImage::from(picture.clone()).to_rgb8();
    add("jpeg".into(), "jpg", false, jpeg(&rgb, 90)?);
    add(
        "webp".into(),
        "webp",
        true,
        encoded(&DynamicImage::from(rgb.clone()), ImageFormat::WebP)?,
    );
    add(
        "png-16-bit".into(),
        "png",
        false,
        encoded(&DynamicImage::from(sixteen_bit(&rgb)), ImageFormat::Png)?,
    );
    add("png-palette".into(), "png", true, palette_png(&rgb)?);
    add(
        "png-grey".into(),
        "png",
        true,
        encoded(
            &DynamicImage::from(rgb.clone()).grayscale(),
            ImageFormat::Png,
        )?,
    );
    add(
        "png-opaque-alpha".into(),
        "png",
        true,
        encoded(&DynamicImage::from(picture), ImageFormat::Png)?,
    );
    Ok(all)
}

fn lesion(seed: u32, width: u32, height: u32) -> Result<RgbaImage> {
    let rgba = spotcheck::specimen::lesion(seed, width, height);
    RgbaImage::from_raw(width, height, rgba).context("the specimen has another size")
}

/// As soft, pale and grainy as photos are: a plain drawing is refused by models that have met drawn strangers, and one
/// picture has to be answered.
fn as_photographed(drawn: &RgbaImage) -> RgbaImage {
    const SKIN: [f32; 3] = [205.0, 165.0, 150.0];
    const CONTRAST: f32 = 0.4;
    const GRAIN: f32 = 6.0;
    let mut photo = image::imageops::blur(drawn, 8.0);
    // A linear congruential generator (Numerical Recipes, ranqd1): the same grain everywhere.
    let mut state = 1u32;
    for pixel in photo.pixels_mut() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = ((state >> 16) as f32 / 65_535.0 - 0.5) * 2.0 * GRAIN;
        for (value, skin) in pixel.0.iter_mut().zip(SKIN) {
            *value = ((f32::from(*value) - skin) * CONTRAST + skin + grain) as u8;
        }
    }
    photo
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format)?;
    Ok(bytes.into_inner())
}

fn jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))?;
    Ok(bytes)
}

/// A JPEG whose pixels are stored turned, with the EXIF tag that turns them back: upright, all eight are the same.
fn oriented_jpeg(orientation: u8) -> Result<Vec<u8>> {
    let upright = DynamicImage::from(DynamicImage::from(lesion(21, 240, 160)?).to_rgb8());
    // EXIF 2.3, tag 0x0112: what has to be done to the stored pixels; here its inverse is done beforehand.
    let stored = match orientation {
        2 => upright.fliph(),
        3 => upright.rotate180(),
        4 => upright.flipv(),
        5 => upright.rotate90().fliph(),
        6 => upright.rotate270(),
        7 => upright.rotate270().fliph(),
        8 => upright.rotate90(),
        _ => upright,
    };
    let plain = jpeg(&stored.to_rgb8(), 95)?;
    let exif = exif_segment(orientation);
    let (start, rest) = plain
        .split_at_checked(2)
        .context("a JPEG without a start")?;
    Ok([start, &exif, rest].concat())
}

/// An APP1 segment with one big-endian TIFF entry: the orientation.
fn exif_segment(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2A\0\0\0\x08".to_vec();
    // One entry: tag 0x0112, type SHORT, count 1, value; then no further directory.
    tiff.extend([
        0,
        1,
        0x01,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        orientation,
        0,
        0,
        0,
        0,
        0,
        0,
    ]);
    let length = (2 + 6 + tiff.len()) as u16;
    [&[0xFF, 0xE1], &length.to_be_bytes()[..], b"Exif\0\0", &tiff].concat()
}

/// The same picture with 16 bits a channel, the low byte not just a copy of the high one.
fn sixteen_bit(picture: &RgbImage) -> ImageBuffer<Rgb<u16>, Vec<u16>> {
    ImageBuffer::from_fn(picture.width(), picture.height(), |x, y| {
        Rgb(picture
            .get_pixel(x, y)
            .0
            .map(|byte| u16::from(byte) << 8 | u16::from(byte ^ 0x55)))
    })
}

/// A PNG with a palette of 216 colours.
fn palette_png(picture: &RgbImage) -> Result<Vec<u8>> {
    let level = |byte: u8| u16::from(byte) * 5 / 255;
    let indices: Vec<u8> = picture
        .pixels()
        .map(|Rgb([red, green, blue])| (level(*red) * 36 + level(*green) * 6 + level(*blue)) as u8)
        .collect();
    let palette: Vec<u8> = (0..216u8)
        .flat_map(|index| [index / 36 * 51, index / 6 % 6 * 51, index % 6 * 51])
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indices)?;
    writer.finish()?;
    Ok(bytes)
}
