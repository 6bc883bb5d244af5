//! `MobileNetV1`: Howard et al., 2017 (arXiv 1704.04861), table 1, as Keras builds it, whose names the layers bear,
//! with a head of our own.

use super::graph::{Builder, GraphSpec, Op, Padding};

/// Channels and stride of the thirteen depthwise-separable blocks.
const BLOCKS: [(usize, usize); 13] = [
    (64, 1),
    (128, 2),
    (128, 1),
    (256, 2),
    (256, 1),
    (512, 2),
    (512, 1),
    (512, 1),
    (512, 1),
    (512, 1),
    (512, 1),
    (1024, 2),
    (1024, 1),
];
/// The width of the layer before the logits.
const HIDDEN: usize = 64;
/// Share of values dropped before either dense layer.
const DROPOUT: f64 = 0.2;

/// The network for square pictures of `size` pixels; `width` percent of the channels.
#[must_use]
pub fn spec(width: usize, classes: usize, size: u32) -> GraphSpec {
    let mut builder = Builder::colour(size);
    backbone(&mut builder, width);
    super::transferred_head(&mut builder, HIDDEN, DROPOUT, classes);
    builder.finish()
}

/// The network with the classifier that it was trained with on `ImageNet`: for proving the backbone.
#[must_use]
pub fn imagenet(width: usize, classes: usize, size: u32) -> GraphSpec {
    let mut builder = Builder::colour(size);
    backbone(&mut builder, width);
    builder.push("global_average_pooling2d", Op::GlobalAvgPool);
    builder.dense("conv_preds", classes);
    builder.finish()
}

fn backbone(builder: &mut Builder, width: usize) {
    let scaled = |channels: usize| channels * width / 100;
    let mut channels = scaled(32);
    builder.conv("conv1", channels, 3, 2, Padding::Same, false);
    builder.norm("conv1_bn");
    builder.push("conv1_relu", Op::Relu6);
    for (number, (filters, stride)) in (1..).zip(BLOCKS) {
        builder.depthwise(format!("conv_dw_{number}"), channels, stride);
        builder.norm(format!("conv_dw_{number}_bn"));
        builder.push(format!("conv_dw_{number}_relu"), Op::Relu6);
        channels = scaled(filters);
        let name = format!("conv_pw_{number}");
        builder.conv(name, channels, 1, 1, Padding::Same, false);
        builder.norm(format!("conv_pw_{number}_bn"));
        builder.push(format!("conv_pw_{number}_relu"), Op::Relu6);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_keras_table() {
        // Keras' summary of MobileNet with include_top and 1,000 classes.
        for (width, total) in [(100, 4_253_864), (75, 2_601_976)] {
            let table = imagenet(width, 1000, 224).table().unwrap();
            let sum: usize = table.iter().map(|layer| layer.parameters).sum();
            assert_eq!(sum, total, "width {width}");
        }
    }
}
