//! `MobileNetV2`: Sandler et al., CVPR 2018 (arXiv 1801.04381), table 2, as Keras builds it, whose names the layers
//! bear, with a head of our own.

use super::MASK;
use super::graph::{Builder, GraphSpec, Op, Padding};

/// Expansion, channels, repeats, first stride.
const STAGES: [(usize, usize, usize, usize); 7] = [
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
];
const STEM: usize = 32;
const LAST: usize = 1280;
/// The width of the layer before the logits: small enough for a Gaussian over it to stand in the card, and at full width
/// for nine classes to fit into 4.5 MB in half precision.
const fn hidden(width: usize) -> usize {
    if width < 100 { 64 } else { 24 }
}
/// Share of values dropped before either dense layer.
const DROPOUT: f64 = 0.2;

/// The network for square pictures of `size` pixels; `width` percent of the channels (35 or 100).
#[must_use]
pub fn spec(width: usize, classes: usize, size: u32) -> GraphSpec {
    let mut builder = Builder::colour(size);
    backbone(&mut builder, width);
    super::transferred_head(&mut builder, hidden(width), DROPOUT, classes);
    builder.finish()
}

/// The name of [`with_mask`]'s network.
pub(super) const WITH_MASK: &str = "mobilenet-v2-0.35-mask";
/// The name of [`with_attention`]'s network.
pub(super) const WITH_ATTENTION: &str = "mobilenet-v2-0.35-attention";

/// As [`spec`], with a mask of the lesion beside the classes, from the last map of stride 16: a second task to learn by.
/// What is published of it is [`spec`]'s network.
pub(super) fn with_mask(width: usize, classes: usize, size: u32) -> GraphSpec {
    let mut builder = Builder::colour(size);
    let ends = blocks(&mut builder, width);
    let map = last(&mut builder);
    // The one before the last: strides are 2, 4, 8, 16, 32.
    let fine = ends.iter().rev().nth(1).copied().unwrap_or(map);
    let mask = Op::Conv {
        filters: 1,
        kernel: [1; 2],
        stride: [1; 2],
        padding: Padding::Same,
        groups: 1,
        bias: true,
    };
    builder.push_from(MASK, mask, vec![fine]);
    builder.push_from("head_pool", Op::GlobalAvgPool, vec![map]);
    super::dense_head(&mut builder, hidden(width), DROPOUT, classes);
    builder.finish()
}

/// As [`spec`], but a place of the last map counts by what it shows: attention pooling (Ilse et al., arXiv 1802.04712,
/// equation 8, with one linear layer for the scores).
pub(super) fn with_attention(width: usize, classes: usize, size: u32) -> GraphSpec {
    let mut builder = Builder::colour(size);
    blocks(&mut builder, width);
    let map = last(&mut builder);
    // Without a bias: what is added to all scores changes no share.
    let scores = builder.conv("head_attention", 1, 1, 1, Padding::Same, false);
    builder.push_from("head_pool", Op::AttentionPool, vec![map, scores]);
    super::dense_head(&mut builder, hidden(width), DROPOUT, classes);
    builder.finish()
}

/// The network with the classifier that it was trained with on `ImageNet`: for proving the backbone.
#[must_use]
pub fn imagenet(width: usize, classes: usize, size: u32) -> GraphSpec {
    let mut builder = Builder::colour(size);
    backbone(&mut builder, width);
    builder.push("global_average_pooling2d", Op::GlobalAvgPool);
    builder.dense("predictions", classes);
    builder.finish()
}

fn backbone(builder: &mut Builder, width: usize) {
    blocks(builder, width);
    last(builder);
}

/// The last convolution; gives its place.
fn last(builder: &mut Builder) -> usize {
    // Keras widens the last convolution only for networks wider than the original.
    builder.conv("Conv_1", LAST, 1, 1, Padding::Same, false);
    builder.norm("Conv_1_bn");
    builder.push("out_relu", Op::Relu6)
}

/// Everything before the last convolution; gives for each stride, from 2 to 32, the place of the last map that has it.
pub(super) fn blocks(builder: &mut Builder, width: usize) -> Vec<usize> {
    let scaled = |channels: usize| divisible_by_8(channels * width);
    builder.conv("Conv1", scaled(STEM), 3, 2, Padding::Same, false);
    builder.norm("bn_Conv1");
    builder.push("Conv1_relu", Op::Relu6);
    let mut channels = scaled(STEM);
    let mut number = 0;
    let mut ends = Vec::new();
    for (expansion, filters, repeats, first) in STAGES {
        if first > 1 {
            ends.push(builder.last());
        }
        for repeat in 0..repeats {
            let stride = if repeat == 0 { first } else { 1 };
            let filters = scaled(filters);
            block(builder, number, channels, expansion, filters, stride);
            channels = filters;
            number += 1;
        }
    }
    ends.push(builder.last());
    ends
}

fn block(
    builder: &mut Builder,
    number: usize,
    channels: usize,
    expansion: usize,
    filters: usize,
    stride: usize,
) {
    let prefix = if number == 0 {
        "expanded_conv".to_owned()
    } else {
        format!("block_{number}")
    };
    let start = builder.last();
    let expanded = channels * expansion;
    if number > 0 {
        let name = format!("{prefix}_expand");
        builder.conv(name, expanded, 1, 1, Padding::Same, false);
        builder.norm(format!("{prefix}_expand_BN"));
        builder.push(format!("{prefix}_expand_relu"), Op::Relu6);
    }
    builder.depthwise(format!("{prefix}_depthwise"), expanded, stride);
    builder.norm(format!("{prefix}_depthwise_BN"));
    builder.push(format!("{prefix}_depthwise_relu"), Op::Relu6);
    let name = format!("{prefix}_project");
    builder.conv(name, filters, 1, 1, Padding::Same, false);
    let end = builder.norm(format!("{prefix}_project_BN"));
    if stride == 1 && channels == filters {
        builder.push_from(format!("{prefix}_add"), Op::Add, vec![start, end]);
    }
}

/// The nearest multiple of 8 to a hundredth of `channels`, at least 8 and never a tenth too small: the paper's
/// own rounding.
fn divisible_by_8(hundredfold: usize) -> usize {
    let rounded = ((hundredfold + 400) / 800 * 8).max(8);
    if rounded * 1000 < hundredfold * 9 {
        rounded + 8
    } else {
        rounded
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::networks::graph::Shape;

    #[test]
    fn channels_are_rounded_as_in_the_paper() {
        let at_35: Vec<usize> = [32, 16, 24, 32, 64, 96, 160, 320]
            .map(|channels| divisible_by_8(channels * 35))
            .to_vec();
        assert_eq!(at_35, [16, 8, 8, 16, 24, 32, 56, 112]);
        assert_eq!(divisible_by_8(32 * 100), 32);
    }

    #[test]
    fn shipped_in_half_precision_they_fit_their_limits() {
        for (width, limit) in [(35, 1_500_000), (100, 4_500_000)] {
            let table = spec(width, 9, 224).folded().table().unwrap();
            let parameters: usize = table.iter().map(|layer| layer.parameters).sum();
            // Names, shapes and the gaps between tensors take less than 20 kB.
            assert!(2 * parameters + 20_000 <= limit, "{width}: {parameters}");
        }
    }

    #[test]
    fn a_mask_is_learned_by_and_not_published() {
        let learned = with_mask(35, 7, 96);
        let table = learned.table().unwrap();
        let mask = &table[learned.position(MASK).unwrap()];
        assert_eq!(
            (mask.output, mask.parameters),
            (Shape::Map([1, 6, 6]), 32 + 1)
        );
        assert_eq!(learned.folded(), spec(35, 7, 96).folded());
    }

    #[test]
    fn parameters_are_keras_tables() {
        // Keras' own summaries with include_top and 1,000 classes: 3,538,984 and 1,691,208.
        for (width, total) in [(100, 3_538_984), (35, 1_691_208)] {
            let table = imagenet(width, 1000, 224).table().unwrap();
            let sum: usize = table.iter().map(|layer| layer.parameters).sum();
            assert_eq!(sum, total, "width {width}");
            let last = &table[table.len() - 3];
            assert_eq!(
                (last.name.as_str(), last.output),
                ("out_relu", Shape::Map([1280, 7, 7]))
            );
        }
    }
}
