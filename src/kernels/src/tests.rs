mod gradient;

use super::{Bounds, Convolution, row_by_matrix};

/// Values that are no pattern, the same each time, between -1 and 1.
fn values(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(747_796_405).wrapping_add(1);
    (0..count)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        })
        .collect()
}

/// The definition, in 64 bits: `own` is the number of channels that a filter sees.
fn reference(
    of: &Convolution,
    own: usize,
    map: &[f32],
    weight: &[f32],
    bias: &[f32],
    bounds: Bounds,
) -> Vec<f32> {
    let [_, height, width] = of.input;
    let [rows, columns] = of.output();
    let [tall, wide] = of.kernel;
    let mut output = Vec::new();
    for filter in 0..of.filters {
        let first = if own == of.input[0] { 0 } else { filter };
        for y in 0..rows {
            for x in 0..columns {
                let mut sum = f64::from(bias[filter]);
                for channel in 0..own {
                    for i in 0..tall {
                        for j in 0..wide {
                            let row = (y * of.stride[0] + i)
                                .checked_sub(of.padding[0].0)
                                .filter(|&row| row < height);
                            let column = (x * of.stride[1] + j)
                                .checked_sub(of.padding[1].0)
                                .filter(|&column| column < width);
                            if let (Some(row), Some(column)) = (row, column) {
                                let weight =
                                    weight[((filter * own + channel) * tall + i) * wide + j];
                                let value =
                                    map[((first + channel) * height + row) * width + column];
                                sum += f64::from(weight) * f64::from(value);
                            }
                        }
                    }
                }
                output.push((sum as f32).clamp(bounds.floor, bounds.ceiling));
            }
        }
    }
    output
}

fn close(ours: &[f32], theirs: &[f32], what: &Convolution) {
    assert_eq!(ours.len(), theirs.len(), "{what:?}");
    for (place, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        assert!(
            (ours - theirs).abs() <= 2e-5 * theirs.abs().max(1.0),
            "{what:?} at {place}: {ours}, {theirs}"
        );
    }
}

const SIZES: [[usize; 2]; 6] = [[1, 1], [3, 7], [8, 8], [9, 17], [16, 5], [33, 40]];
const WINDOWS: [[usize; 2]; 5] = [[1, 1], [3, 3], [2, 4], [5, 5], [7, 1]];
const STRIDES: [[usize; 2]; 4] = [[1, 1], [2, 2], [1, 3], [3, 2]];
const PADDINGS: [[(usize, usize); 2]; 4] =
    [[(0, 0); 2], [(1, 1); 2], [(0, 1), (1, 0)], [(3, 2), (2, 3)]];

fn each(mut test: impl FnMut(Convolution)) {
    for [height, width] in SIZES {
        for kernel in WINDOWS {
            for stride in STRIDES {
                for padding in PADDINGS {
                    for (channels, filters) in [(1, 1), (3, 4), (5, 10)] {
                        test(Convolution {
                            input: [channels, height, width],
                            filters,
                            kernel,
                            stride,
                            padding,
                        });
                    }
                }
            }
        }
    }
}

#[test]
fn dense_is_the_definition() {
    let bounds = Bounds {
        floor: 0.0,
        ceiling: 1.5,
    };
    each(|convolution| {
        let [channels, height, width] = convolution.input;
        let map = values(channels * height * width, 1);
        let weight = values(convolution.filters * channels * convolution.taps(), 2);
        let bias = values(convolution.filters, 3);
        let ours = convolution.dense(&map, &weight, &bias, bounds);
        close(
            &ours,
            &reference(&convolution, channels, &map, &weight, &bias, bounds),
            &convolution,
        );
    });
}

#[test]
fn depthwise_is_the_definition() {
    each(|convolution| {
        let [channels, height, width] = convolution.input;
        let convolution = Convolution {
            filters: channels,
            ..convolution
        };
        let map = values(channels * height * width, 4);
        let weight = values(channels * convolution.taps(), 5);
        let bias = values(channels, 6);
        let ours = convolution.depthwise(&map, &weight, &bias, Bounds::NONE);
        close(
            &ours,
            &reference(&convolution, 1, &map, &weight, &bias, Bounds::NONE),
            &convolution,
        );
    });
}

#[test]
fn deep_maps_are_gathered_in_parts() {
    // A window of one pixel is read from the map as it is, a larger one from a copy with zeros around it.
    for (side, margin) in [(3, 1), (1, 0)] {
        let convolution = Convolution {
            input: [700, 12, 13],
            filters: 6,
            kernel: [side, side],
            stride: [1, 1],
            padding: [(margin, margin); 2],
        };
        let map = values(700 * 12 * 13, 7);
        let weight = values(6 * 700 * side * side, 8);
        let bias = values(6, 9);
        let ours = convolution.dense(&map, &weight, &bias, Bounds::NONE);
        let theirs = reference(&convolution, 700, &map, &weight, &bias, Bounds::NONE);
        assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert!((ours - theirs).abs() < 2e-3, "{ours}, {theirs}");
        }
    }
}

#[test]
fn what_is_no_number_stays_so() {
    let convolution = Convolution {
        input: [1, 1, 2],
        filters: 1,
        kernel: [1, 1],
        stride: [1, 1],
        padding: [(0, 0); 2],
    };
    let one = Convolution {
        input: [1, 1, 1],
        ..convolution
    };
    let bounds = Bounds {
        floor: 0.0,
        ceiling: 6.0,
    };
    for output in [
        convolution.dense(&[f32::NAN, 9.0], &[1.0], &[0.0], bounds),
        convolution.depthwise(&[f32::NAN, 9.0], &[1.0], &[0.0], bounds),
        [f32::NAN, 9.0]
            .map(|value| one.dense(&[value], &[1.0], &[0.0], bounds))
            .concat(),
    ] {
        assert!(output[0].is_nan());
        assert!(output[1].to_bits() == 6.0_f32.to_bits());
    }
}

#[test]
fn lengths_that_do_not_fit_give_nothing() {
    let convolution = Convolution {
        input: [2, 4, 4],
        filters: 3,
        kernel: [3, 3],
        stride: [1, 1],
        padding: [(1, 1); 2],
    };
    let (map, weight, bias) = (vec![0.0; 32], vec![0.0; 54], vec![0.0; 3]);
    assert_eq!(
        convolution.dense(&map, &weight, &bias, Bounds::NONE).len(),
        48
    );
    assert!(
        convolution
            .dense(&map[1..], &weight, &bias, Bounds::NONE)
            .is_empty()
    );
    assert!(
        convolution
            .dense(&map, &weight[1..], &bias, Bounds::NONE)
            .is_empty()
    );
    assert!(
        convolution
            .dense(&map, &weight, &bias[1..], Bounds::NONE)
            .is_empty()
    );
    assert!(
        convolution
            .depthwise(&map, &weight, &bias, Bounds::NONE)
            .is_empty()
    );
    // Nothing but zeros around an empty map.
    let empty = Convolution {
        input: [2, 0, 4],
        filters: 2,
        padding: [(2, 2); 2],
        ..convolution
    };
    assert!(
        empty
            .dense(&[], &weight[..36], &bias[..2], Bounds::NONE)
            .is_empty()
    );
    assert!(
        empty
            .depthwise(&[], &weight[..18], &bias[..2], Bounds::NONE)
            .is_empty()
    );
    let large = Convolution {
        kernel: [9, 9],
        padding: [(0, 0); 2],
        ..convolution
    };
    assert_eq!(large.output(), [0, 0]);
    assert!(
        large
            .dense(&map, &vec![0.0; 2 * 3 * 81], &bias, Bounds::NONE)
            .is_empty()
    );
}

#[test]
fn a_window_that_sees_the_whole_map_is_a_sum_of_products() {
    for depth in [1, 3, 8, 37, 128] {
        let convolution = Convolution {
            input: [depth, 3, 3],
            filters: 5,
            kernel: [3, 3],
            stride: [1, 1],
            padding: [(0, 0); 2],
        };
        let map = values(depth * 9, 10);
        let weight = values(5 * depth * 9, 11);
        let bias = values(5, 12);
        let ours = convolution.dense(&map, &weight, &bias, Bounds::NONE);
        let theirs = reference(&convolution, depth, &map, &weight, &bias, Bounds::NONE);
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert!((ours - theirs).abs() < 2e-4, "{depth}: {ours}, {theirs}");
        }
    }
}

#[test]
fn the_largest_value_of_each_window_is_found() {
    each(|convolution| {
        let [channels, height, width] = convolution.input;
        let mut map = values(channels * height * width, 5);
        if let Some(value) = map.get_mut(7) {
            *value = f32::NAN;
        }
        let [rows, columns] = convolution.output();
        let [(top, _), (left, _)] = convolution.padding;
        let mut expected = Vec::new();
        for plane in map.chunks(height * width) {
            for y in 0..rows {
                for x in 0..columns {
                    let mut most = f32::NEG_INFINITY;
                    for i in 0..convolution.kernel[0] {
                        for j in 0..convolution.kernel[1] {
                            let row = (y * convolution.stride[0] + i).wrapping_sub(top);
                            let column = (x * convolution.stride[1] + j).wrapping_sub(left);
                            if row < height && column < width {
                                let value = plane[row * width + column];
                                // NaN stays, and comes of it.
                                if value.is_nan() || value > most {
                                    most = value;
                                }
                            }
                        }
                    }
                    expected.push(most);
                }
            }
        }
        let found = convolution.largest(&map);
        let bits = |values: &[f32]| {
            values
                .iter()
                .map(|value| value.to_bits())
                .collect::<Vec<_>>()
        };
        assert_eq!(bits(&found), bits(&expected), "{convolution:?}");
        assert!(convolution.largest(&map[1..]).is_empty());
    });
}

#[test]
fn a_row_by_a_matrix_is_a_sum_of_products() {
    for (inputs, outputs) in [(1, 1), (4, 3), (7, 16), (33, 7), (256, 130), (3, 40)] {
        let (row, matrix) = (values(inputs, 6), values(inputs * outputs, 7));
        let bias = values(outputs, 8);
        let found = row_by_matrix(&row, &matrix, &bias);
        assert_eq!(found.len(), outputs);
        for (place, (found, bias)) in found.iter().zip(&bias).enumerate() {
            let products = row.iter().zip(matrix[place..].iter().step_by(outputs));
            let sum: f64 = products.map(|(&a, &b)| f64::from(a) * f64::from(b)).sum();
            let expected = sum + f64::from(*bias);
            assert!(
                (f64::from(*found) - expected).abs() < 1e-4,
                "{inputs} {outputs}"
            );
        }
        assert!(row_by_matrix(&row, &matrix[1..], &bias).is_empty());
        assert!(row_by_matrix(&[], &[], &bias).is_empty());
    }
}
