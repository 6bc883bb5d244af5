//! Is this a picture the model may judge at all?
//!
//! The Mahalanobis distance of a feature vector from the training pictures' mean (Lee et al., "A Simple Unified
//! Framework for Detecting Out-of-Distribution Samples", NeurIPS 2018, with one Gaussian for all classes).
//! The features are the network's last hidden layer, joined by how the picture itself is distributed:
//! mean, spread and correlation of its colours, and how fine its detail is.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// How many numbers [`picture_statistics`] gives.
pub const PICTURE_STATISTICS: usize = 15;

/// So many units of the regression's logit weigh as much as once more the limit of the Gaussian's distance.
const LOGITS: f32 = 8.0;
/// A whitened feature counts for no more than this in the regression.
const FAR: f32 = 10.0;

/// A Gaussian over feature vectors, and where strangers were shown a line between them and the model's own pictures.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Novelty {
    /// Mean, one number a feature.
    pub mean: Vec<f32>,
    /// Whitening: the lower triangle, row by row, of L⁻¹ where L·Lᵀ is the covariance (Cholesky).
    pub whitening: Vec<f32>,
    /// A logistic regression for strangers, pictures of something else, against the model's own: bias, a weight for each
    /// whitened feature, and one for the logarithm of one plus its square. Above zero is refused. Empty where no
    /// stranger was shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strangers: Vec<f32>,
}

impl Novelty {
    /// Whether nothing is known of the training pictures, as of an imported model: an empty Gaussian.
    #[must_use]
    pub fn is_unmeasured(&self) -> bool {
        self.mean.is_empty() && self.whitening.is_empty()
    }

    /// The Mahalanobis distance of `features`, divided by the root of their number: about 1 for a typical
    /// training picture; 0 where nothing was measured.
    ///
    /// # Errors
    /// [`ErrorKind::CardFormat`] when the card's Gaussian has another number of features.
    pub fn distance(&self, features: &[f32]) -> Result<f32> {
        if self.is_unmeasured() {
            return Ok(0.0);
        }
        Ok(length(&self.whitened(features)?))
    }

    /// How far `features` lie beyond what is let through: above zero is refused. The farther one of two counts, the
    /// Gaussian's distance against `limit` and the regression's logit.
    ///
    /// # Errors
    /// [`ErrorKind::CardFormat`] when the card describes another number of features.
    pub fn beyond(&self, features: &[f32], limit: f32) -> Result<f32> {
        if self.is_unmeasured() {
            return Ok(-1.0);
        }
        let whitened = self.whitened(features)?;
        let away = length(&whitened) / limit - 1.0;
        let Some((bias, weights)) = self.strangers.split_first() else {
            return Ok(away);
        };
        let terms = regressors(&whitened);
        if weights.len() != terms.len() {
            return Err(Error::new(
                ErrorKind::CardFormat,
                "The card's line against strangers has another number of features than its Gaussian.",
            ));
        }
        let logit: f32 = bias + weights.iter().zip(&terms).map(|(a, b)| a * b).sum::<f32>();
        Ok(if logit.is_nan() {
            logit
        } else {
            away.max(logit / LOGITS)
        })
    }

    /// Features turned and scaled so that the training pictures' have no correlation and a variance of 1.
    ///
    /// # Errors
    /// [`ErrorKind::CardFormat`] when the card's Gaussian has another number of features.
    pub fn whitened(&self, features: &[f32]) -> Result<Vec<f32>> {
        let count = self.mean.len();
        if features.len() != count || self.whitening.len() != count * (count + 1) / 2 {
            return Err(Error::new(
                ErrorKind::CardFormat,
                format!(
                    "The card describes {count} features for judging novelty; the network gives {}.",
                    features.len()
                ),
            ));
        }
        let centred: Vec<f32> = features
            .iter()
            .zip(&self.mean)
            .map(|(value, mean)| value - mean)
            .collect();
        let mut rest = self.whitening.as_slice();
        let mut whitened = Vec::with_capacity(count);
        for row in 1..=count {
            let Some((weights, tail)) = rest.split_at_checked(row) else {
                break;
            };
            rest = tail;
            whitened.push(
                weights
                    .iter()
                    .zip(&centred)
                    .map(|(weight, value)| weight * value)
                    .sum(),
            );
        }
        Ok(whitened)
    }
}

fn length(whitened: &[f32]) -> f32 {
    let sum: f32 = whitened.iter().map(|value| value * value).sum();
    (sum / whitened.len().max(1) as f32).sqrt()
}

/// What the regression against strangers weighs, from whitened features.
#[must_use]
pub fn regressors(whitened: &[f32]) -> Vec<f32> {
    let plain = whitened.iter().map(|value| value.clamp(-FAR, FAR));
    let squares = whitened.iter().map(|value| (value * value).ln_1p());
    plain.chain(squares).collect()
}

/// How a prepared picture (`size * size * 3` RGB bytes) is distributed: 3 means, 3 standard deviations,
/// 3 correlations between channels (red–green, red–blue, green–blue), the mean step between neighbours across
/// and down, the difference of the border's mean to the whole for each channel, and how much of the luma is clipped.
///
/// All are scaled so that the spread among skin pictures is of order 1.
#[must_use]
pub fn picture_statistics(rgb: &[u8], size: u32) -> [f32; PICTURE_STATISTICS] {
    let side = size as usize;
    let pixels: Vec<[f32; 3]> = rgb
        .chunks_exact(3)
        .filter_map(|pixel| <[u8; 3]>::try_from(pixel).ok())
        .map(|pixel| pixel.map(|byte| f32::from(byte) / 255.0))
        .collect();
    let count = pixels.len().max(1) as f32;
    let mean = sum_of(pixels.iter().copied()).map(|sum| sum / count);
    let mut covariance = [0.0f32; 6];
    for pixel in &pixels {
        let [red, green, blue] = centred(*pixel, mean);
        let products = [
            red * red,
            green * green,
            blue * blue,
            red * green,
            red * blue,
            green * blue,
        ];
        for (total, product) in covariance.iter_mut().zip(products) {
            *total += product / count;
        }
    }
    let [red, green, blue, red_green, red_blue, green_blue] = covariance;
    let [std_red, std_green, std_blue] =
        [red, green, blue].map(|variance| (variance + 1e-6).sqrt());

    let luma = |pixel: &[f32; 3]| pixel.iter().sum::<f32>() / 3.0;
    let step = |pairs: &mut dyn Iterator<Item = (&[f32; 3], &[f32; 3])>| {
        let (sum, number) = pairs.fold((0.0, 0usize), |(sum, number), (one, other)| {
            (sum + (luma(one) - luma(other)).abs(), number + 1)
        });
        sum / number.max(1) as f32
    };
    let across = step(
        &mut pixels
            .chunks_exact(side.max(1))
            .flat_map(|row| row.iter().zip(row.iter().skip(1))),
    );
    let down = step(&mut pixels.iter().zip(pixels.iter().skip(side)));

    let margin = (side / 10).max(1);
    let is_border = |index: usize| {
        let (x, y) = (index % side.max(1), index / side.max(1));
        x < margin || y < margin || x + margin >= side || y + margin >= side
    };
    let border: Vec<[f32; 3]> = pixels
        .iter()
        .enumerate()
        .filter(|(index, _)| is_border(*index))
        .map(|(_, pixel)| *pixel)
        .collect();
    let border_count = border.len().max(1) as f32;
    let border_mean = sum_of(border.into_iter()).map(|sum| sum / border_count);
    let [ring_red, ring_green, ring_blue] = centred(border_mean, mean);
    let clipped = pixels
        .iter()
        .filter(|pixel| !(0.02..=0.98).contains(&luma(pixel)))
        .count() as f32
        / count;

    let [mean_red, mean_green, mean_blue] = mean;
    [
        mean_red * 8.0,
        mean_green * 8.0,
        mean_blue * 8.0,
        std_red.ln(),
        std_green.ln(),
        std_blue.ln(),
        red_green / (std_red * std_green) * 4.0,
        red_blue / (std_red * std_blue) * 4.0,
        green_blue / (std_green * std_blue) * 4.0,
        (across + 1e-3).ln(),
        (down + 1e-3).ln(),
        ring_red * 10.0,
        ring_green * 10.0,
        ring_blue * 10.0,
        clipped * 10.0,
    ]
}

fn sum_of(pixels: impl Iterator<Item = [f32; 3]>) -> [f32; 3] {
    pixels.fold([0.0; 3], |[red, green, blue], [r, g, b]| {
        [red + r, green + g, blue + b]
    })
}

fn centred([red, green, blue]: [f32; 3], [mean_red, mean_green, mean_blue]: [f32; 3]) -> [f32; 3] {
    [red - mean_red, green - mean_green, blue - mean_blue]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identity_gives_euclidean_distance() {
        let novelty = Novelty {
            mean: vec![1.0, 2.0],
            whitening: vec![1.0, 0.0, 1.0],
            strangers: Vec::new(),
        };
        assert!((novelty.distance(&[4.0, 6.0]).unwrap() - 5.0 / 2f32.sqrt()).abs() < 1e-6);
    }

    #[test]
    fn an_empty_gaussian_finds_nothing_novel() {
        let novelty = Novelty::default();
        assert!(novelty.is_unmeasured());
        assert!(novelty.beyond(&[4.0, 6.0], 1.0).unwrap() < 0.0);
        assert!(novelty.distance(&[4.0, 6.0]).unwrap().abs() < f32::EPSILON);
    }

    #[test]
    fn what_lies_far_off_or_on_the_strangers_side_is_beyond() {
        let mut novelty = Novelty {
            mean: vec![0.0, 0.0],
            whitening: vec![1.0, 0.0, 1.0],
            strangers: Vec::new(),
        };
        let beyond =
            |novelty: &Novelty, features: [f32; 2]| novelty.beyond(&features, 2.0).unwrap();
        assert!(beyond(&novelty, [1.0, 1.0]) < 0.0);
        assert!((beyond(&novelty, [3.0, 3.0]) - 0.5).abs() < 1e-6);
        // Strangers have a positive first feature.
        novelty.strangers = vec![-0.5, 1.0, 0.0, 0.0, 0.0];
        assert!(beyond(&novelty, [1.0, 1.0]) > 0.0);
        assert!(beyond(&novelty, [-1.0, 1.0]) < 0.0);
        assert!(
            beyond(&novelty, [-9.0, 1.0]) > 0.0,
            "too far on the own side"
        );
        novelty.strangers.pop();
        assert_eq!(
            novelty.beyond(&[1.0, 1.0], 2.0).unwrap_err().kind(),
            ErrorKind::CardFormat
        );
    }

    #[test]
    fn a_card_of_another_width_is_refused() {
        let novelty = Novelty {
            mean: vec![0.0; 3],
            whitening: vec![0.0; 6],
            strangers: Vec::new(),
        };
        assert_eq!(
            novelty.distance(&[0.0; 2]).unwrap_err().kind(),
            ErrorKind::CardFormat
        );
    }

    #[test]
    fn statistics_are_finite_for_flat_and_for_busy_pictures() {
        let flat = [255u8; 28 * 28 * 3];
        let busy: Vec<u8> = (0..28 * 28 * 3)
            .map(|index| ((index * 7919) % 256) as u8)
            .collect();
        for rgb in [&flat[..], &busy[..]] {
            let statistics = picture_statistics(rgb, 28);
            assert!(
                statistics.iter().all(|value| value.is_finite()),
                "{statistics:?}"
            );
        }
        assert!(picture_statistics(&busy, 28)[9] > picture_statistics(&flat, 28)[9]);
    }
}
