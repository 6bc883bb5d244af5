//! Mixup (Zhang et al., arXiv 1710.09412): each picture of a batch is laid over another one, and both labels count.

use anyhow::{Context, Result};
use rand::seq::SliceRandom;
use rand_distr::{Beta, Distribution};
use rand_pcg::Pcg64Mcg;

/// How a batch is mixed.
#[derive(Debug, Clone, PartialEq)]
pub struct Mix {
    /// For each place of the batch the place of the picture that is laid over it; some stay with themselves.
    pub partners: Vec<usize>,
    /// The share of the picture itself; its partner has the rest.
    pub lambda: f32,
}

impl Mix {
    /// Draws λ from Beta(α, α), once for the batch, and each picture's partner.
    ///
    /// # Errors
    /// When α is not above zero.
    pub fn draw(alpha: f32, count: usize, random: &mut Pcg64Mcg) -> Result<Self> {
        let lambda = Beta::new(alpha, alpha)
            .context("augmentation.mixup must be above zero")?
            .sample(random);
        let mut partners: Vec<usize> = (0..count).collect();
        partners.shuffle(random);
        Ok(Self { partners, lambda })
    }

    /// Mixes the pictures, which lie one after the other.
    pub fn apply(&self, pictures: &[u8]) -> Vec<u8> {
        let length = pictures.len() / self.partners.len().max(1);
        let picture = |place: usize| {
            let start = place * length;
            pictures.get(start..start + length).unwrap_or_default()
        };
        self.partners
            .iter()
            .enumerate()
            .flat_map(|(place, &partner)| {
                picture(place)
                    .iter()
                    .zip(picture(partner))
                    .map(|(&own, &other)| {
                        let (own, other) = (f32::from(own), f32::from(other));
                        (other + (own - other) * self.lambda).round() as u8
                    })
            })
            .collect()
    }

    /// What belongs to the partners, such as their labels.
    pub fn of_partners<T: Copy>(&self, values: &[T]) -> Vec<T> {
        self.partners
            .iter()
            .filter_map(|&partner| values.get(partner).copied())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn pictures_and_labels_are_mixed_alike() {
        let mix = Mix {
            partners: vec![1, 2, 0],
            lambda: 0.75,
        };
        assert_eq!(
            mix.apply(&[0, 100, 200, 40, 80, 120]),
            [50, 85, 170, 60, 60, 115]
        );
        assert_eq!(mix.of_partners(&[7, 8, 9]), [8, 9, 7]);
    }

    #[test]
    fn lambda_has_the_betas_mean_and_variance() {
        let mut random = Pcg64Mcg::seed_from_u64(1);
        for alpha in [0.2f32, 1.0, 4.0] {
            let drawn: Vec<f64> = (0..4000)
                .map(|_| f64::from(Mix::draw(alpha, 3, &mut random).unwrap().lambda))
                .collect();
            let mean = drawn.iter().sum::<f64>() / 4000.0;
            let variance = drawn.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / 4000.0;
            let expected = 1.0 / (4.0 * (2.0 * f64::from(alpha) + 1.0));
            assert!((mean - 0.5).abs() < 0.03, "{alpha}: {mean}");
            assert!((variance - expected).abs() < 0.01, "{alpha}: {variance}");
        }
        assert!(Mix::draw(0.0, 3, &mut random).is_err());
    }
}
