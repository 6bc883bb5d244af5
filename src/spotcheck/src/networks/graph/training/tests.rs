//! Each kernel against Burn's own layer: the same outputs, and the same gradients.

use burn::module::{Module, Param, RunningState};
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::pool::{MaxPool2d, MaxPool2dConfig};
use burn::nn::{BatchNorm, BatchNormConfig, PaddingConfig2d};
use burn::tensor::{Device, Tensor, TensorData, Tolerance};

use super::{clamp, convolution, max_pool, norm, relu, takes};

fn device() -> Device {
    Device::flex().autodiff()
}

/// Values that look random and are the same each time: the device's own numbers are shared by all tests that run.
fn noise<const D: usize>(shape: [usize; D], seed: u64) -> Tensor<D> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let values = (0..shape.iter().product::<usize>()).map(|_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / f32::from(1_u16 << 15) / 128.0 - 1.7
    });
    Tensor::from_data(TensorData::new(values.collect(), shape), &device())
}

fn same<const D: usize>(what: &str, ours: &Tensor<D>, burns: &Tensor<D>) {
    assert_eq!(ours.dims(), burns.dims(), "{what}");
    ours.to_data()
        .assert_approx_eq::<f32>(&burns.to_data(), Tolerance::rel_abs(1e-3, 1e-4));
}

/// The gradients that reach the input and the weights when each output has its own weight in the loss.
fn gradients(
    layer: &Conv2d,
    input: &Tensor<4>,
    forward: impl Fn(&Conv2d, Tensor<4>) -> Tensor<4>,
) -> Option<[Tensor<4>; 3]> {
    let input = input.clone().require_grad();
    assert!(takes(&input), "Burn would be compared with itself");
    let output = forward(layer, input.clone());
    let loss = output.clone() * noise(output.dims(), 9);
    let gradients = loss.sum().backward();
    Some([
        output.inner(),
        input.grad(&gradients)?,
        layer.weight.val().grad(&gradients)?,
    ])
}

#[test]
fn a_convolution_and_its_gradients_are_burns() {
    let device = device();
    let same_padding = || PaddingConfig2d::Same;
    let valid = || PaddingConfig2d::Valid;
    let before = || PaddingConfig2d::Explicit(2, 1, 0, 0);
    let skewed = || PaddingConfig2d::Explicit(0, 0, 1, 1);
    for (channels, kernel, stride, padding, groups, side) in [
        ([3, 8], [3, 3], [2, 2], same_padding(), 1, [9, 12]),
        ([4, 6], [3, 3], [1, 1], valid(), 1, [7, 5]),
        ([4, 6], [5, 3], [2, 1], same_padding(), 1, [8, 9]),
        ([6, 10], [1, 1], [1, 1], valid(), 1, [5, 4]),
        ([6, 10], [1, 1], [2, 2], valid(), 1, [5, 4]),
        ([8, 8], [3, 3], [1, 1], same_padding(), 8, [21, 19]),
        ([8, 8], [3, 3], [2, 2], same_padding(), 8, [8, 7]),
        ([8, 8], [3, 3], [2, 2], skewed(), 8, [8, 8]),
        ([8, 8], [3, 3], [1, 1], same_padding(), 8, [1, 2]),
        ([8, 4], [3, 3], [1, 1], valid(), 2, [6, 6]),
        ([2, 3], [3, 3], [2, 2], skewed(), 1, [6, 8]),
        ([2, 3], [3, 3], [1, 2], before(), 1, [6, 8]),
        ([4, 4], [3, 3], [1, 1], before(), 4, [6, 8]),
        ([4, 6], [3, 3], [1, 2], before(), 2, [6, 8]),
        ([2, 3], [2, 2], [3, 3], valid(), 1, [8, 9]),
        ([4, 4], [2, 2], [3, 3], valid(), 4, [8, 9]),
        ([2, 3], [5, 5], [1, 1], same_padding(), 1, [2, 3]),
        ([4, 8], [3, 3], [1, 1], same_padding(), 4, [6, 5]),
    ] {
        let what = format!("{channels:?} {kernel:?} {stride:?} {padding:?} {groups} {side:?}");
        let layer = Conv2dConfig::new(channels, kernel)
            .with_stride(stride)
            .with_padding(padding)
            .with_groups(groups)
            .with_bias(false)
            .init(&device);
        let input = noise([3, channels[0], side[0], side[1]], 1);
        let ours = gradients(&layer, &input, convolution);
        let burns = gradients(&layer, &input, Conv2d::forward);
        let (Some(ours), Some(burns)) = (ours, burns) else {
            panic!("{what}: a gradient is missing");
        };
        for (ours, burns) in ours.iter().zip(&burns) {
            same(&what, ours, burns);
        }
    }
}

#[test]
fn many_pictures_are_taken_in_groups() {
    let device = device();
    // 27 rows of 9,216 columns: eight pictures fill a group, so that the ninth begins another.
    let layer = Conv2dConfig::new([3, 2], [3, 3])
        .with_padding(PaddingConfig2d::Same)
        .with_bias(false)
        .init(&device);
    let input = noise([9, 3, 96, 96], 2);
    let ours = gradients(&layer, &input, convolution);
    let burns = gradients(&layer, &input, Conv2d::forward);
    let (Some(ours), Some(burns)) = (ours, burns) else {
        panic!("a gradient is missing");
    };
    for (ours, burns) in ours.into_iter().zip(burns) {
        // Sums over 83,000 products: their rounding grows with their size.
        let scale = f64::from(burns.clone().abs().max().into_scalar::<f32>()).max(1.0);
        let apart = (ours - burns).abs().max().into_scalar::<f32>();
        assert!(f64::from(apart) < 1e-5 * scale, "{apart} of {scale}");
    }
}

#[test]
fn batch_norm_its_gradients_and_its_running_statistics_are_burns() {
    fn check<const D: usize>(shape: [usize; D]) {
        let device = device();
        let channels = shape[1];
        let mut ours: BatchNorm = BatchNormConfig::new(channels)
            .with_epsilon(1e-3)
            .init(&device);
        ours.gamma = Param::from_tensor(noise([channels], 3));
        ours.beta = Param::from_tensor(noise([channels], 4));
        // A clone shares the running statistics.
        let mut burns = ours.clone();
        burns.running_mean = RunningState::new(ours.running_mean.value_sync());
        burns.running_var = RunningState::new(ours.running_var.value_sync());
        let run = |layer: &BatchNorm, by_kernel: bool| {
            let input = noise(shape, 5).mul_scalar(3.0).require_grad();
            let output = if by_kernel {
                norm(layer, input.clone())
            } else {
                layer.forward(input.clone())
            };
            let loss = output.clone() * noise(shape, 6);
            let gradients = loss.sum().backward();
            let parts = (
                input.grad(&gradients),
                layer.gamma.val().grad(&gradients),
                layer.beta.val().grad(&gradients),
            );
            let (Some(to_input), Some(to_gamma), Some(to_beta)) = parts else {
                panic!("a gradient is missing");
            };
            let layer = layer.clone().valid();
            (
                [output.inner(), to_input],
                [
                    to_gamma,
                    to_beta,
                    layer.running_mean.value_sync(),
                    layer.running_var.value_sync(),
                ],
            )
        };
        // Two batches: the running statistics of the first go into the second's.
        for round in 0..2 {
            let (ours, burns) = (run(&ours, true), run(&burns, false));
            for (ours, burns) in ours.0.iter().zip(&burns.0) {
                same(&format!("round {round}"), ours, burns);
            }
            for (ours, burns) in ours.1.iter().zip(&burns.1) {
                same(&format!("round {round}"), ours, burns);
            }
        }
    }
    check([4, 5, 6, 7]);
    check([3, 2, 17, 16]);
    check([8, 6]);
}

#[test]
fn a_norm_far_from_zero_loses_no_digits() {
    let layer = BatchNormConfig::new(2).init(&device());
    let input = noise([4, 2, 6, 6], 8).add_scalar(300.0);
    assert!(takes(&input));
    same(
        "300 deviations away",
        &norm(&layer, input.clone()),
        &layer.forward(input),
    );
}

#[test]
fn a_part_that_does_not_learn_gets_no_gradient_and_the_other_the_same() {
    let layer = Conv2dConfig::new([4, 6], [3, 3]).with_bias(false);
    let layer: Conv2d = layer.init(&device());
    let input = noise([2, 4, 7, 7], 1);
    let Some([_, to_input, to_weight]) = gradients(&layer, &input, convolution) else {
        panic!("a gradient is missing");
    };
    let loss = |layer: &Conv2d, input: Tensor<4>| {
        let output = convolution(layer, input);
        (output.clone() * noise(output.dims(), 9)).sum()
    };
    let frozen = layer.clone().freeze();
    let tracked = input.clone().require_grad();
    let found = loss(&frozen, tracked.clone()).backward();
    assert!(frozen.weight.val().grad(&found).is_none());
    same("input alone", &tracked.grad(&found).unwrap(), &to_input);
    let found = loss(&layer, input).backward();
    same(
        "weights alone",
        &layer.weight.val().grad(&found).unwrap(),
        &to_weight,
    );
}

#[test]
fn a_convolutions_bias_learns_as_burns_does() {
    let layer: Conv2d = Conv2dConfig::new([3, 5], [3, 3]).init(&device());
    let input = noise([4, 3, 9, 8], 3);
    let by = |forward: fn(&Conv2d, Tensor<4>) -> Tensor<4>| {
        let output = forward(&layer, input.clone());
        let gradients = (output.clone() * noise(output.dims(), 4)).sum().backward();
        let bias = layer.bias.as_ref()?.val();
        Some((output, bias.grad(&gradients)?))
    };
    let (Some(ours), Some(burns)) = (by(convolution), by(Conv2d::forward)) else {
        panic!("a gradient is missing");
    };
    same("output", &ours.0, &burns.0);
    same("bias", &ours.1, &burns.1);
}

#[test]
fn max_pooling_and_its_gradient_are_burns() {
    for (window, stride, side) in [
        ([2, 2], [2, 2], [8, 6]),
        ([2, 2], [2, 2], [7, 9]),
        ([3, 2], [3, 2], [10, 7]),
        ([1, 3], [1, 3], [4, 11]),
        ([3, 3], [2, 2], [9, 9]),
    ] {
        let what = format!("{window:?} {stride:?} {side:?}");
        let layer: MaxPool2d = MaxPool2dConfig::new(window).with_strides(stride).init();
        let by = |forward: fn(&MaxPool2d, Tensor<4>) -> Tensor<4>| {
            let input = noise([2, 3, side[0], side[1]], 5).require_grad();
            let output = forward(&layer, input.clone());
            let gradients = (output.clone() * noise(output.dims(), 6)).sum().backward();
            Some((output, input.grad(&gradients)?))
        };
        let (Some(ours), Some(burns)) = (by(max_pool), by(MaxPool2d::forward)) else {
            panic!("{what}: a gradient is missing");
        };
        same(&what, &ours.0, &burns.0);
        same(&what, &ours.1, &burns.1);
    }
}

#[test]
fn of_equal_values_the_first_gets_a_windows_gradient_and_no_number_shows() {
    let values = [[2.0, 2.0, 0.0, 1.0, 9.0], [2.0, 1.0, 1.0, f32::NAN, 9.0]];
    let map = Tensor::<2>::from_floats(values, &device()).reshape([1, 1, 2, 5]);
    let map: Tensor<4> = map.detach().require_grad();
    let layer = MaxPool2dConfig::new([2, 2]).with_strides([2, 2]).init();
    let output = max_pool(&layer, map.clone());
    let gradients = output.clone().sum().backward();
    let output = output.to_data().try_to_vec::<f32>().unwrap();
    assert!(
        (output[0] - 2.0).abs() < 1e-6 && output[1].is_nan(),
        "{output:?}"
    );
    let gradient = map.grad(&gradients).unwrap().to_data();
    let gradient = gradient.try_to_vec::<f32>().unwrap();
    assert_eq!(gradient[..2], [1.0, 0.0]);
    assert_eq!(gradient[5..7], [0.0, 0.0]);
    assert_eq!((gradient[4], gradient[9]), (0.0, 0.0), "beyond the windows");
}

#[test]
fn relu_lets_the_gradient_through_above_zero_alone() {
    let input = Tensor::<1>::from_floats([-1.0, 0.0, 0.5, 8.0], &device()).require_grad();
    let output = relu(input.clone());
    let gradients = (output.clone() * Tensor::from_floats([1.0, 2.0, 3.0, 4.0], &device()))
        .sum()
        .backward();
    let values = |tensor: Tensor<1>| tensor.to_data().try_to_vec::<f32>().unwrap();
    assert_eq!(values(output.inner()), [0.0, 0.0, 0.5, 8.0]);
    let gradient = input.grad(&gradients).unwrap();
    assert_eq!(values(gradient), [0.0, 0.0, 3.0, 4.0]);
}

#[test]
fn a_clamp_stops_the_gradient_at_its_bounds() {
    let device = device();
    let input = Tensor::<1>::from_floats([-1.0, 0.5, 5.9, 7.0], &device).require_grad();
    assert!(takes(&input));
    let output = clamp(input.clone(), 0.0, 6.0);
    let loss = output.clone() * Tensor::from_floats([1.0, 2.0, 3.0, 4.0], &device);
    let gradients = loss.sum().backward();
    assert_eq!(
        output.to_data().try_to_vec::<f32>().ok(),
        Some(vec![0.0, 0.5, 5.9, 6.0])
    );
    let gradient = input.grad(&gradients).map(|gradient| gradient.to_data());
    assert_eq!(
        gradient.and_then(|gradient| gradient.try_to_vec::<f32>().ok()),
        Some(vec![0.0, 2.0, 3.0, 0.0])
    );
}

#[test]
fn a_clamp_keeps_what_is_shared_at_a_bound_or_no_number() {
    let input = Tensor::<1>::from_floats([0.0, 3.0, 6.0, 8.0, -2.0], &device()).require_grad();
    // Used twice: neither use may change what the other sees.
    let output = clamp(input.clone(), 0.0, 6.0) + input.clone();
    assert_eq!(
        output.to_data().try_to_vec::<f32>().ok(),
        Some(vec![0.0, 6.0, 12.0, 14.0, -2.0])
    );
    let gradients = output.sum().backward();
    let gradient = input.grad(&gradients).map(|gradient| gradient.to_data());
    assert_eq!(
        gradient.and_then(|gradient| gradient.try_to_vec::<f32>().ok()),
        Some(vec![1.0, 2.0, 1.0, 1.0, 1.0])
    );
    let nothing = clamp(Tensor::<1>::from_floats([f32::NAN], &device()), 0.0, 6.0);
    assert!(
        nothing.into_scalar::<f32>().is_nan(),
        "a run that diverged must show"
    );
}

#[test]
fn a_clamp_takes_a_gradient_that_is_part_of_another() {
    let input = noise([4, 3], 2).mul_scalar(5.0).require_grad();
    let other = noise([4, 3], 3);
    let by = |clamp: fn(Tensor<2>) -> Tensor<2>| {
        // The clamped rows are the second half of a joined tensor, and so is their gradient.
        let joined = Tensor::cat(vec![other.clone(), clamp(input.clone())], 0);
        let gradients = (joined.clone() * noise(joined.dims(), 4)).sum().backward();
        input.grad(&gradients)
    };
    let (Some(ours), Some(burns)) = (
        by(|rows| clamp(rows, 0.0, 6.0)),
        by(|rows| rows.clamp(0.0, 6.0)),
    ) else {
        panic!("a gradient is missing");
    };
    same("part of another", &ours, &burns);
}

#[test]
fn what_is_frozen_or_not_trained_goes_burns_way() {
    let device = device();
    let layer = BatchNormConfig::new(3).init(&device);
    let input = noise([2, 3, 4, 4], 7);
    let frozen = layer.clone().freeze();
    same(
        "frozen",
        &norm(&frozen, input.clone()),
        &frozen.forward(input.clone()),
    );
    let plain = Device::flex();
    assert!(!takes(&input.clone().inner()), "nothing is trained there");
    let valid = layer.valid();
    let input = input.inner().to_device(&plain);
    same(
        "inference",
        &norm(&valid, input.clone()),
        &valid.forward(input),
    );
}
