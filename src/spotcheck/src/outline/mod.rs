//! Where a lesion ends: a small network of its own traces it, and from the outline follow numbers that say how even, how
//! round and how many-coloured it is on this photo. They are measurements and no judgement.

mod card;
mod contour;
mod mask;
mod measure;

use burn::tensor::Device;
use serde::Serialize;

pub use card::OutlineCard;
pub use mask::{Mask, Region};

use crate::classifier::{hold_to_known_answer, read};
use crate::error::{Error, ErrorKind, Result};
use crate::networks::Network;
use crate::picture::{Crop, Picture, normalise};
use crate::{specimen, weights};

/// How much wider than the lesion the square is that frames it.
const FRAME: f32 = 2.0;
/// How much wider than the last one the square becomes when the lesion runs out of it.
const WIDEN: f32 = 1.5;

/// A loaded outline network on a device.
#[derive(Debug)]
pub struct Outliner {
    card: OutlineCard,
    network: Network,
    device: Device,
}

/// What came of tracing, as page and command line have it in JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trace {
    /// Whether there is a clear outline.
    pub found: bool,
    /// The outline, where there is.
    #[serde(flatten)]
    pub outline: Option<Outline>,
}

/// A lesion's outline within a square, and what is measured of it. Lengths are shares of the square's side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outline {
    /// A closed polygon, x and y from the top left, 0 to 1; the last point is not the first one again.
    pub contour: Vec<[f32; 2]>,
    /// Whether it runs into the edge of the square: the numbers are of a part then.
    pub touches_edge: bool,
    /// The share of the square that it takes.
    pub area: f32,
    /// Its longest extent.
    pub diameter: f32,
    /// The share of it that does not meet its mirror image, mean over its two main axes: 0 is even.
    pub asymmetry: f32,
    /// perimeter² / (4π · area): 1 is a circle.
    pub border: f32,
    /// The mean CIE 1976 colour difference of its pixels from their mean colour.
    pub colours: f32,
    /// A square in which it takes about half of the side.
    pub frame: Frame,
}

/// A square about a lesion, in shares of the square that the lesion was found in. It may reach beyond that one's edges.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Frame {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width and height.
    pub side: f32,
}

impl Outliner {
    /// Checks the weights against the card and brings them to the device.
    ///
    /// # Errors
    /// What [`weights::load`] gives.
    pub fn load(card: OutlineCard, weight_bytes: Vec<u8>, device: &Device) -> Result<Self> {
        let network = weights::load(&card.architecture(), &card.weights, weight_bytes, device)?;
        Ok(Self {
            card,
            network,
            device: device.clone(),
        })
    }

    /// The network's card.
    #[must_use]
    pub const fn card(&self) -> &OutlineCard {
        &self.card
    }

    /// Traces the lesion in a square of a picture.
    ///
    /// # Errors
    /// What [`Picture::prepare`] gives, and [`ErrorKind::Inference`] when the device fails.
    pub async fn trace(&self, picture: &Picture<'_>, crop: Crop) -> Result<Trace> {
        let (rgb, mask) = self.mask(picture, crop).await?;
        let outline = mask.lesion().and_then(|region| Outline::of(&region, &rgb));
        Ok(Trace {
            found: outline.is_some(),
            outline,
        })
    }

    /// How likely each place of a square lies on the lesion, with the `size * size * 3` RGB bytes that the network saw.
    ///
    /// # Errors
    /// As [`Outliner::trace`].
    pub async fn mask(&self, picture: &Picture<'_>, crop: Crop) -> Result<(Vec<u8>, Mask)> {
        let input = &self.card.input;
        let rgb = picture.prepare(crop, input.size)?;
        let output = self.network.forward(normalise(&rgb, input, &self.device));
        let logits = read(output.logits).await?;
        let mask = Mask::from_logits(&logits).ok_or_else(|| {
            Error::new(
                ErrorKind::Inference,
                "The engine's outline is not a square of numbers.",
            )
        })?;
        Ok((rgb, mask))
    }

    /// Some of the logits of the known picture on this engine: every eighth of every eighth row.
    ///
    /// # Errors
    /// As [`Outliner::trace`].
    pub async fn known_answer(&self) -> Result<Vec<f32>> {
        let known = &self.card.known_answer;
        let rgba = specimen::lesion(known.seed, known.size, known.size);
        let picture = Picture::new(&rgba, known.size, known.size)?;
        let rgb = picture.prepare(picture.centre_square(), self.card.input.size)?;
        let input = normalise(&rgb, &self.card.input, &self.device);
        Ok(sampled(&read(self.network.forward(input).logits).await?))
    }

    /// Runs the known picture; gives the largest difference of a logit from the card's.
    ///
    /// # Errors
    /// [`ErrorKind::KnownAnswer`] when it exceeds [`crate::classifier::KNOWN_ANSWER_TOLERANCE`].
    pub async fn self_test(&self) -> Result<f32> {
        hold_to_known_answer(&self.known_answer().await?, &self.card.known_answer.logits)
    }
}

/// Every eighth of every eighth row of a square of logits.
#[must_use]
pub fn sampled(logits: &[f32]) -> Vec<f32> {
    let side = logits.len().isqrt().max(1);
    let rows = logits.chunks_exact(side).step_by(8);
    rows.flat_map(|row| row.iter().step_by(8))
        .copied()
        .collect()
}

impl Outline {
    /// Measures a region; `rgb` is the square itself, in any number of pixels. Nothing where there is no area.
    #[must_use]
    pub fn of(region: &Region, rgb: &[u8]) -> Option<Self> {
        let contour = contour::trace(region);
        let area = contour::area(&contour);
        let perimeter = contour::perimeter(&contour);
        let touches_edge = region.touches_edge();
        (area > 0.0).then(|| Self {
            touches_edge,
            area: rounded(area),
            diameter: rounded(contour::diameter(&contour)),
            asymmetry: rounded(measure::asymmetry(region)),
            border: rounded(perimeter * perimeter / (4.0 * std::f32::consts::PI * area)),
            colours: rounded(measure::colour_spread(region, rgb)),
            frame: frame(&contour, touches_edge),
            contour: contour
                .into_iter()
                .map(|point| point.map(rounded))
                .collect(),
        })
    }
}

/// The square that shows a lesion whole, with as much around it as people are asked for.
fn frame(contour: &[[f32; 2]], touches_edge: bool) -> Frame {
    let ([left, top], [right, bottom]) = contour::bounds(contour);
    let side = (right - left).max(bottom - top) * FRAME;
    let side = if touches_edge { side.max(WIDEN) } else { side };
    Frame {
        x: rounded(f32::midpoint(left, right) - side / 2.0),
        y: rounded(f32::midpoint(top, bottom) - side / 2.0),
        side: rounded(side),
    }
}

/// Four digits are finer than the network sees.
fn rounded(value: f32) -> f32 {
    (value * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests;
