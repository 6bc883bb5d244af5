//! Fits the Gaussian by which pictures unlike the training data are recognised.

use anyhow::{Context, Result, ensure};
use spotcheck::novelty::Novelty;

use crate::metrics::quantile;
use crate::score::Row;

/// Share of the mean variance that is added to every variance: the covariance stays invertible however many
/// features are dead.
const SHRINKAGE: f64 = 0.01;

/// Mean and inverse Cholesky factor of the rows' features.
///
/// # Errors
/// Without rows, or when the covariance is not positive definite in spite of the shrinkage.
pub fn fit(rows: &[Row]) -> Result<Novelty> {
    let count = rows
        .first()
        .context("there are no training pictures")?
        .features
        .len();
    let n = rows.len() as f64;
    let mut mean = vec![0.0f64; count];
    for row in rows {
        for (mean, value) in mean.iter_mut().zip(&row.features) {
            *mean += f64::from(*value) / n;
        }
    }
    let mut covariance = vec![vec![0.0f64; count]; count];
    for row in rows {
        let centred: Vec<f64> = row
            .features
            .iter()
            .zip(&mean)
            .map(|(value, mean)| f64::from(*value) - mean)
            .collect();
        for (line, one) in covariance.iter_mut().zip(&centred) {
            for (cell, other) in line.iter_mut().zip(&centred) {
                *cell += one * other / n;
            }
        }
    }
    let variances: f64 = covariance
        .iter()
        .enumerate()
        .filter_map(|(place, line)| line.get(place))
        .sum();
    let ridge = SHRINKAGE * variances / count as f64;
    for (place, line) in covariance.iter_mut().enumerate() {
        if let Some(cell) = line.get_mut(place) {
            *cell += ridge;
        }
    }
    let whitening = invert_lower(&cholesky(&covariance)?);
    Ok(Novelty {
        mean: mean.into_iter().map(|value| value as f32).collect(),
        whitening: whitening
            .into_iter()
            .flatten()
            .map(|value| value as f32)
            .collect(),
        strangers: Vec::new(),
    })
}

/// The distance that a share of pictures exceeds, which had no part in the fit.
///
/// # Errors
/// Without pictures, or with another number of features.
pub fn limit(novelty: &Novelty, rows: &[Row], share: f64) -> Result<f64> {
    let mut distances = rows
        .iter()
        .map(|row| Ok(f64::from(novelty.distance(&row.features)?)))
        .collect::<Result<Vec<f64>>>()?;
    distances.sort_by(f64::total_cmp);
    quantile(&distances, 1.0 - share).context("the validation part is empty")
}

/// The lower triangular L with L·Lᵀ = `matrix`; row `i` has `i + 1` entries.
pub(crate) fn cholesky(matrix: &[Vec<f64>]) -> Result<Vec<Vec<f64>>> {
    let mut lower: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for line in matrix {
        let mut row: Vec<f64> = Vec::with_capacity(lower.len() + 1);
        for (above, value) in lower.iter().zip(line) {
            let known: f64 = above.iter().zip(&row).map(|(a, b)| a * b).sum();
            row.push((value - known) / above.last().copied().unwrap_or(1.0));
        }
        let rest = line.get(row.len()).copied().unwrap_or(0.0)
            - row.iter().map(|value| value * value).sum::<f64>();
        ensure!(
            rest > 0.0,
            "the features' covariance is not positive definite"
        );
        row.push(rest.sqrt());
        lower.push(row);
    }
    Ok(lower)
}

/// The inverse of a lower triangular matrix, by forward substitution of the identity; rows as in [`cholesky`].
pub(crate) fn invert_lower(lower: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut inverse: Vec<Vec<f64>> = Vec::with_capacity(lower.len());
    for (place, row) in lower.iter().enumerate() {
        let diagonal = row.last().copied().unwrap_or(1.0);
        let mut line = vec![0.0; place + 1];
        for (weight, above) in row.iter().zip(&inverse) {
            for (cell, value) in line.iter_mut().zip(above) {
                *cell -= weight * value / diagonal;
            }
        }
        if let Some(cell) = line.last_mut() {
            *cell = 1.0 / diagonal;
        }
        inverse.push(line);
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};

    #[test]
    fn cholesky_and_inverse_by_hand() {
        let matrix = vec![vec![4.0, 2.0], vec![2.0, 10.0]];
        let lower = cholesky(&matrix).unwrap();
        assert_eq!(lower, [vec![2.0], vec![1.0, 3.0]]);
        let inverse = invert_lower(&lower);
        assert!((inverse[0][0] - 0.5).abs() < 1e-12);
        assert!(
            (inverse[1][0] + 1.0 / 6.0).abs() < 1e-12 && (inverse[1][1] - 1.0 / 3.0).abs() < 1e-12
        );
        assert!(cholesky(&[vec![1.0, 2.0], vec![2.0, 1.0]]).is_err());
    }

    #[test]
    fn training_rows_lie_at_distance_one_and_strangers_far_away() {
        let mut random = rand_pcg::Pcg64Mcg::seed_from_u64(3);
        let rows: Vec<Row> = (0..2000)
            .map(|_| {
                let (a, b): (f32, f32) = (
                    random.random_range(-1.0..1.0),
                    random.random_range(-1.0..1.0),
                );
                Row {
                    logits: vec![],
                    features: vec![5.0 + a, a + 0.1 * b, 3.0],
                    contrast: 1.0,
                    tone: None,
                }
            })
            .collect();
        let novelty = fit(&rows).unwrap();
        let mean = |rows: &[Row]| {
            rows.iter()
                .map(|row| novelty.distance(&row.features).unwrap().powi(2))
                .sum::<f32>()
                / rows.len() as f32
        };
        assert!((0.4..1.1).contains(&mean(&rows)), "{}", mean(&rows));
        assert!(novelty.distance(&[5.0, 1.0, 3.0]).unwrap() > 2.0);
    }
}
