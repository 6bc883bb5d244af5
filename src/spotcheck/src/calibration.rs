//! From logits to probabilities that can be taken at their word.

/// Softmax of `logits / temperature`, computed against the largest so that nothing overflows.
///
/// Returns `None` when a logit is not finite: then there is no probability to show.
///
/// ```
/// use spotcheck::calibration::probabilities;
/// let sharp = probabilities(&[2.0, 0.0], 1.0).unwrap();
/// let soft = probabilities(&[2.0, 0.0], 4.0).unwrap();
/// assert!((sharp[0] - 0.8808).abs() < 1e-4 && (soft[0] - 0.6225).abs() < 1e-4);
/// assert!(probabilities(&[f32::NAN, 0.0], 1.0).is_none());
/// ```
#[must_use]
pub fn probabilities(logits: &[f32], temperature: f32) -> Option<Vec<f32>> {
    if logits.is_empty() || !logits.iter().all(|logit| logit.is_finite()) {
        return None;
    }
    // f64 on the host: seven numbers, and the engines then differ by their logits alone.
    let scaled: Vec<f64> = logits
        .iter()
        .map(|&logit| f64::from(logit) / f64::from(temperature))
        .collect();
    let largest = scaled.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let exponentials: Vec<f64> = scaled.iter().map(|value| (value - largest).exp()).collect();
    let sum: f64 = exponentials.iter().sum();
    Some(
        exponentials
            .iter()
            .map(|value| (value / sum) as f32)
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn huge_logits_do_not_overflow() {
        let result = probabilities(&[1e30, -1e30, 0.0], 0.5).unwrap();
        assert_eq!(result, [1.0, 0.0, 0.0]);
    }

    #[test]
    fn temperature_keeps_the_order_and_the_sum() {
        for temperature in [0.1, 0.7, 1.0, 3.0, 50.0] {
            let result = probabilities(&[0.3, -2.0, 1.7, 0.31], temperature).unwrap();
            assert!((result.iter().sum::<f32>() - 1.0).abs() < 1e-6);
            assert!(result[2] > result[3] && result[3] > result[0] && result[0] > result[1]);
        }
    }
}
