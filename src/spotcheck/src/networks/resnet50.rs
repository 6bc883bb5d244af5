//! ResNet-50: He et al., CVPR 2016 (arXiv 1512.03385), table 1, as Keras builds it: the network of the student
//! project *Skin-Cancer-and-Pneumonia-Detection* for nine classes of skin pictures.

use super::graph::{Builder, GraphSpec, Op, Padding, Window};

/// Inner channels, blocks, first stride; a block gives four times the inner channels.
const STAGES: [(usize, usize, usize); 4] = [(64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)];
/// Keras' own for this network.
const EPSILON: f64 = 1.001e-5;

/// The network for `classes` classes.
#[must_use]
pub fn spec(classes: usize, size: u32) -> GraphSpec {
    let mut builder = Builder::colour(size);
    let pad = Op::ZeroPad {
        top: 3,
        bottom: 3,
        left: 3,
        right: 3,
    };
    builder.push("conv1_pad", pad);
    builder.conv("conv1_conv", 64, 7, 2, Padding::Valid, true);
    norm(&mut builder, "conv1_bn");
    builder.push("conv1_relu", Op::Relu);
    let pad = Op::ZeroPad {
        top: 1,
        bottom: 1,
        left: 1,
        right: 1,
    };
    builder.push("pool1_pad", pad);
    let pool = Op::MaxPool(Window {
        kernel: [3; 2],
        stride: [2; 2],
        padding: Padding::Valid,
    });
    builder.push("pool1_pool", pool);
    for (stage, (inner, blocks, first)) in (2..).zip(STAGES) {
        for number in 1..=blocks {
            let stride = if number == 1 { first } else { 1 };
            block(
                &mut builder,
                &format!("conv{stage}_block{number}"),
                inner,
                stride,
                number == 1,
            );
        }
    }
    builder.push("avg_pool", Op::GlobalAvgPool);
    builder.dense("predictions", classes);
    builder.finish()
}

fn norm(builder: &mut Builder, name: &str) {
    builder.push(name, Op::BatchNorm { epsilon: EPSILON });
}

fn block(builder: &mut Builder, name: &str, inner: usize, stride: usize, project: bool) {
    let start = builder.last();
    let shortcut = if project {
        builder.conv(
            format!("{name}_0_conv"),
            inner * 4,
            1,
            stride,
            Padding::Valid,
            true,
        );
        builder.push(format!("{name}_0_bn"), Op::BatchNorm { epsilon: EPSILON })
    } else {
        start
    };
    let reduce = Op::Conv {
        filters: inner,
        kernel: [1; 2],
        stride: [stride; 2],
        padding: Padding::Valid,
        groups: 1,
        bias: true,
    };
    builder.push_from(format!("{name}_1_conv"), reduce, vec![start]);
    norm(builder, &format!("{name}_1_bn"));
    builder.push(format!("{name}_1_relu"), Op::Relu);
    builder.conv(format!("{name}_2_conv"), inner, 3, 1, Padding::Same, true);
    norm(builder, &format!("{name}_2_bn"));
    builder.push(format!("{name}_2_relu"), Op::Relu);
    builder.conv(
        format!("{name}_3_conv"),
        inner * 4,
        1,
        1,
        Padding::Valid,
        true,
    );
    norm(builder, &format!("{name}_3_bn"));
    let end = builder.last();
    builder.push_from(format!("{name}_add"), Op::Add, vec![shortcut, end]);
    builder.push(format!("{name}_out"), Op::Relu);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::networks::graph::Shape;

    #[test]
    fn parameters_are_keras_table() {
        let table = spec(1000, 224).table().unwrap();
        let sum: usize = table.iter().map(|layer| layer.parameters).sum();
        assert_eq!(sum, 25_636_712);
        let end = table
            .iter()
            .find(|layer| layer.name == "conv5_block3_out")
            .unwrap();
        assert_eq!(end.output, Shape::Map([2048, 7, 7]));
        let nine: usize = spec(9, 128)
            .table()
            .unwrap()
            .iter()
            .map(|layer| layer.parameters)
            .sum();
        assert_eq!(nine, 23_587_712 + 2048 * 9 + 9);
    }
}
