//! From a picture file to upright RGBA8, with limits: a picture comes from anybody.

use std::io::Cursor;
use std::panic;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use image::{ColorType, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use spotcheck::picture::MAX_PIXELS;

/// The most a decoder may allocate: a picture of [`MAX_PIXELS`] with 16 bits in four channels.
const MAX_ALLOCATION: u64 = MAX_PIXELS * 8;

/// An upright picture, RGBA8.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// `width * height * 4` bytes.
    pub rgba: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Reads and decodes a file.
///
/// # Errors
/// Says what is wrong with the file: missing, empty, of no known format, cut off, too large.
pub fn read(path: &Path) -> Result<Decoded> {
    let bytes = std::fs::read(path).context("the file can't be read")?;
    decode(&bytes)
}

/// Decodes JPEG, PNG, WebP or GIF (its first frame), turns it by its EXIF orientation.
///
/// # Errors
/// As [`read`].
pub fn decode(bytes: &[u8]) -> Result<Decoded> {
    if bytes.is_empty() {
        bail!("the file is empty");
    }
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let Some(format) = reader.format() else {
        bail!("this is no picture that can be read: JPEG, PNG, WebP and GIF are");
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_ALLOCATION);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().context("the picture is damaged")?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        bail!(
            "the picture has {width}×{height} pixels; at most {} million are read",
            MAX_PIXELS / 1_000_000
        );
    }
    // The JPEG decoder fills what is missing with grey; a grey half must not be judged as skin.
    if format == ImageFormat::Jpeg && !has_end_of_image(bytes) {
        bail!("the picture is cut off: its end is missing");
    }
    let orientation = decoder
        .orientation()
        .context("the picture's EXIF orientation can't be read")?;
    let mut picture = if format == ImageFormat::Jpeg && decoder.color_type() == ColorType::Rgb8 {
        decode_jpeg(bytes)
    } else {
        DynamicImage::from_decoder(decoder).map_err(Into::into)
    }
    .context("the picture is damaged or cut off")?;
    picture.apply_orientation(orientation);
    let rgba = picture.into_rgba8();
    Ok(Decoded {
        width: rgba.width(),
        height: rgba.height(),
        rgba: rgba.into_raw(),
    })
}

/// Decodes a colour JPEG with libjpeg's arithmetic, which browsers share: the same pixels come out as in Chromium.
/// The `image` crate's own decoder rounds the colours' upsampling differently, by up to four levels, and that moved
/// the probabilities of one photo in ten by more than 0.02.
fn decode_jpeg(bytes: &[u8]) -> Result<DynamicImage> {
    // libjpeg leaves a file that it can't read by unwinding, with its message.
    panic::catch_unwind(|| decode_by_libjpeg(bytes)).unwrap_or_else(|cause| {
        let told = cause.downcast_ref::<String>().map(String::as_str);
        Err(anyhow!(
            told.unwrap_or("the JPEG decoder gave up").to_owned()
        ))
    })
}

fn decode_by_libjpeg(bytes: &[u8]) -> Result<DynamicImage> {
    let mut started = mozjpeg::Decompress::new_mem(bytes)?.rgb()?;
    let (width, height) = (
        u32::try_from(started.width())?,
        u32::try_from(started.height())?,
    );
    let pixels: Vec<u8> = started.read_scanlines()?;
    started.finish()?;
    RgbImage::from_raw(width, height, pixels)
        .map(DynamicImage::from)
        .context("the decoder gave another number of pixels than it said")
}

/// Whether the JPEG marker EOI stands somewhere behind the last scan; some cameras append data after it.
fn has_end_of_image(bytes: &[u8]) -> bool {
    let last_scan = bytes
        .windows(2)
        .rposition(|pair| pair == [0xFF, 0xDA])
        .unwrap_or(0);
    bytes
        .get(last_scan..)
        .is_some_and(|rest| rest.windows(2).any(|pair| pair == [0xFF, 0xD9]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::gif::GifEncoder;
    use image::{ExtendedColorType, Frame, ImageEncoder, RgbaImage};

    fn lesion(width: u32, height: u32) -> RgbaImage {
        RgbaImage::from_raw(width, height, spotcheck::specimen::lesion(3, width, height)).unwrap()
    }

    fn encoded(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let picture = DynamicImage::from(lesion(301, 203));
        match format {
            ImageFormat::Jpeg => picture.to_rgb8().write_to(&mut bytes, format).unwrap(),
            _ => picture.write_to(&mut bytes, format).unwrap(),
        }
        bytes.into_inner()
    }

    #[test]
    fn what_is_no_picture_gets_its_own_message() {
        let jpeg = encoded(ImageFormat::Jpeg);
        let png = encoded(ImageFormat::Png);
        let cases: [(&str, Vec<u8>, &str); 6] = [
            ("empty", vec![], "empty"),
            ("text", b"I am text named .jpg".to_vec(), "no picture"),
            ("half a JPEG", jpeg[..jpeg.len() / 2].to_vec(), "cut off"),
            ("half a PNG", png[..png.len() / 2].to_vec(), "damaged"),
            ("a JPEG's first bytes", jpeg[..30].to_vec(), "damaged"),
            (
                "garbage after a PNG signature",
                [&png[..8], &[7; 99]].concat(),
                "damaged",
            ),
        ];
        let failures: Vec<String> = cases
            .iter()
            .filter_map(|(name, bytes, part)| {
                let message = format!("{:#}", decode(bytes).err()?);
                (!message.contains(part)).then(|| format!("{name}: {message}"))
            })
            .collect();
        assert!(failures.is_empty(), "{failures:#?}");
        assert!(cases.iter().all(|(_, bytes, _)| decode(bytes).is_err()));
    }

    /// What libjpeg gives up on comes back as an error, and does not end the command.
    #[test]
    fn a_jpeg_without_its_quantisation_is_refused() {
        let jpeg = encoded(ImageFormat::Jpeg);
        // The tables become comments, which decoders skip.
        let mut broken = jpeg.clone();
        for place in 0..broken.len() - 1 {
            if broken[place..place + 2] == [0xFF, 0xDB] {
                broken[place + 1] = 0xFE;
            }
        }
        let Err(error) = decode(&broken) else {
            panic!("it was decoded without its tables");
        };
        let message = format!("{error:#}");
        assert!(message.contains("damaged"), "{message}");
        assert!(message.contains("uantization table"), "{message}");
        // And the next one is read as if nothing had been.
        assert!(decode(&jpeg).is_ok());
    }

    #[test]
    fn a_huge_picture_is_refused_by_its_header() {
        // A PNG header alone: 12,000 × 9,000. Nothing of that size is ever allocated.
        let mut png = encoded(ImageFormat::Png);
        png[16..24].copy_from_slice(&[0, 0, 0x2E, 0xE0, 0, 0, 0x23, 0x28]);
        let checksum = crc32(&png[12..29]);
        png[29..33].copy_from_slice(&checksum.to_be_bytes());
        let message = format!("{:#}", decode(&png).unwrap_err());
        assert!(message.contains("12000×9000"), "{message}");
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xEDB8_8320 & 0u32.wrapping_sub(crc & 1))
            })
        })
    }

    #[test]
    fn the_first_frame_of_an_animation_is_taken() {
        let mut bytes = Vec::new();
        let mut encoder = GifEncoder::new(&mut bytes);
        for grey in [10, 200] {
            encoder
                .encode_frame(Frame::new(RgbaImage::from_pixel(
                    30,
                    30,
                    [grey, grey, grey, 255].into(),
                )))
                .unwrap();
        }
        drop(encoder);
        assert!(decode(&bytes).unwrap().rgba[0] < 20);
    }

    #[test]
    fn sixteen_bits_and_one_pixel_are_read() {
        let mut bytes = Vec::new();
        let samples: Vec<u8> = [0u16, 0x8080, 0xFFFF]
            .iter()
            .flat_map(|sample| sample.to_ne_bytes())
            .collect();
        image::codecs::png::PngEncoder::new(&mut bytes)
            .write_image(&samples, 1, 1, ExtendedColorType::Rgb16)
            .unwrap();
        assert_eq!(decode(&bytes).unwrap().rgba, [0, 128, 255, 255]);
    }
}
