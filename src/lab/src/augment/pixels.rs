//! Changes of a prepared picture: colours, sharpness, a hole.

use anyhow::{Context, Result};
use image::RgbImage;

/// Multiplies saturation, contrast about the picture's mean, brightness and channels.
pub fn recolour(rgb: &mut [u8], gain: f32, contrast: f32, saturation: f32, tint: [f32; 3]) {
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

/// Blurs a square picture by a Gaussian of this standard deviation in its pixels.
///
/// # Errors
/// When the buffer does not fit the size.
pub fn blur(rgb: Vec<u8>, size: u32, sigma: f32) -> Result<Vec<u8>> {
    let picture = RgbImage::from_raw(size, size, rgb)
        .context("the picture's buffer does not fit its size")?;
    Ok(image::imageops::blur(&picture, sigma).into_raw())
}

/// A square to erase, in pixels; it may reach beyond the edge.
#[derive(Debug, Clone, Copy)]
pub struct Hole {
    /// Centre, from the left.
    pub x: f32,
    /// Centre, from the top.
    pub y: f32,
    /// Side.
    pub side: f32,
}

/// Fills a hole in a square picture with its mean colour (cutout: `DeVries` and Taylor, arXiv 1708.04552).
pub fn erase(rgb: &mut [u8], size: u32, hole: Hole) {
    let count = (rgb.len() / 3).max(1);
    let mut mean = [0u8; 3];
    for (channel, mean) in mean.iter_mut().enumerate() {
        let sum: usize = rgb
            .iter()
            .skip(channel)
            .step_by(3)
            .map(|&byte| usize::from(byte))
            .sum();
        *mean = (sum / count) as u8;
    }
    let inside = |place: usize, centre: f32| (place as f32 + 0.5 - centre).abs() < hole.side / 2.0;
    let rows = rgb.chunks_exact_mut(size as usize * 3).enumerate();
    for (_, row) in rows.filter(|(row, _)| inside(*row, hole.y)) {
        let pixels = row.chunks_exact_mut(3).enumerate();
        for (_, pixel) in pixels.filter(|(column, _)| inside(*column, hole.x)) {
            pixel.copy_from_slice(&mean);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_has_its_size_place_and_the_mean_colour() {
        let before: Vec<u8> = (0..100).flat_map(|pixel| [pixel, 2 * pixel, 7]).collect();
        let mut after = before.clone();
        let hole = Hole {
            x: 3.0,
            y: 9.0,
            side: 4.0,
        };
        erase(&mut after, 10, hole);
        for (place, (old, new)) in before.chunks(3).zip(after.chunks(3)).enumerate() {
            let (row, column) = (place / 10, place % 10);
            // The hole's lowest row lies beyond the edge.
            if (7..10).contains(&row) && (1..5).contains(&column) {
                assert_eq!(new, [49, 99, 7]);
            } else {
                assert_eq!(new, old);
            }
        }
    }

    #[test]
    fn blurring_keeps_the_mean_and_takes_the_contrast() {
        let rgb: Vec<u8> = (0..400)
            .flat_map(|pixel| [if pixel % 2 == 0 { 0 } else { 200 }; 3])
            .collect();
        let soft = blur(rgb, 20, 2.0).unwrap();
        // The outermost columns repeat beyond the edge, and come out unlike the rest.
        let inner = soft.chunks(60).flat_map(|row| &row[15..45]);
        assert!(
            inner.clone().all(|byte| (98..=102).contains(byte)),
            "{soft:?}"
        );
        assert!(blur(vec![0; 5], 20, 2.0).is_err());
    }
}
