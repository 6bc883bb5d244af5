//! The gradients of weights.

use super::{close, each, reference, values};
use crate::{Bounds, Pieces, add_products_of_rows};

#[test]
fn rows_products_are_summed_over_all_pieces() {
    for (rows, others, length, count) in [
        (4, 3, 16, 2),
        (9, 7, 33, 3),
        (1, 1, 1, 5),
        (5, 2, 700, 1),
        (6, 4, 25, 9),
        (3, 400, 400, 3),
        (8, 6, 2500, 2),
    ] {
        let (left, right) = (
            values(count * rows * length, 1),
            values(count * others * length, 2),
        );
        let pieces = |values, rows| Pieces {
            values,
            rows,
            length,
        };
        let mut expected = Vec::new();
        for row in 0..rows {
            for other in 0..others {
                let sum: f64 = (0..count)
                    .flat_map(|piece| (0..length).map(move |place| (piece, place)))
                    .map(|(piece, place)| {
                        f64::from(left[(piece * rows + row) * length + place])
                            * f64::from(right[(piece * others + other) * length + place])
                    })
                    .sum();
                expected.push(sum as f32 + 1.0);
            }
        }
        // All rows at once, and but for the first.
        for first in [0, 1.min(rows - 1)] {
            let mut found = vec![1.0; (rows - first) * others];
            assert!(add_products_of_rows(
                pieces(&left, rows),
                first,
                pieces(&right, others),
                &mut found
            ));
            for (found, expected) in found.iter().zip(&expected[first * others..]) {
                assert!((found - expected).abs() < 5e-4, "{found}, {expected}");
            }
        }
        let mut none = vec![0.0; rows * others];
        let short = pieces(&right[1..], others);
        assert!(!add_products_of_rows(
            pieces(&left, rows),
            0,
            short,
            &mut none
        ));
        assert!(!add_products_of_rows(
            pieces(&left, rows),
            1,
            pieces(&right, others),
            &mut none
        ));
        assert!(none.iter().all(|&value| value == 0.0));
        // Nothing asked for, of nothing.
        let empty = pieces(&[], 0);
        assert!(add_products_of_rows(empty, 0, pieces(&[], others), &mut []));
    }
}

#[test]
fn a_depthwise_windows_gradient_is_what_its_outputs_change_by() {
    each(|mut convolution| {
        convolution.filters = convolution.input[0];
        let [channels, height, width] = convolution.input;
        let [rows, columns] = convolution.output();
        let taps = convolution.taps();
        let map = values(channels * height * width, 3);
        let gradient = values(channels * rows * columns, 4);
        let mut found = vec![0.5; channels * taps];
        let fits = convolution.add_depthwise_weight_gradient(&map, &gradient, &mut found);
        assert_eq!(fits, rows * columns > 0, "{convolution:?}");
        // The outputs are linear in the weights: with one of them 1 and the others 0, they are what it changes them by.
        let bias = vec![0.0; channels];
        let expected: Vec<f32> = (0..channels * taps)
            .map(|weight| {
                let mut unit = vec![0.0; channels * taps];
                unit[weight] = 1.0;
                let changed = reference(&convolution, 1, &map, &unit, &bias, Bounds::NONE);
                let sum: f32 = changed.iter().zip(&gradient).map(|(a, b)| a * b).sum();
                sum + 0.5
            })
            .collect();
        close(&found, &expected, &convolution);
    });
}
