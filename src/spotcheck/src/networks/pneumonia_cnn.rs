//! The pneumonia network of the student project *Skin-Cancer-and-Pneumonia-Detection*: two convolutions, each
//! pooled, a dense layer and a sigmoid, at 128×128. The seed's widths are not known; these are the usual ones.
//!
//! | layer | output | parameters |
//! |---|---|---|
//! | conv 3×3, 32, valid, ReLU; max-pool 2 | 63×63×32 | 896 |
//! | conv 3×3, 64, valid, ReLU; max-pool 2 | 30×30×64 | 18,496 |
//! | flatten | 57,600 | 0 |
//! | dense 128, ReLU | 128 | 7,372,928 |
//! | dense 1, sigmoid | 1 | 129 |

use super::graph::{Builder, GraphSpec, Op, Padding};

/// The network for `classes` classes; two are one sigmoid.
#[must_use]
pub fn spec(classes: usize, size: u32) -> GraphSpec {
    let mut builder = Builder::colour(size);
    for (number, filters) in (1..).zip([32, 64]) {
        builder.conv(format!("conv{number}"), filters, 3, 1, Padding::Valid, true);
        builder.push(format!("relu{number}"), Op::Relu);
        builder.halve(format!("pool{number}"));
    }
    builder.push("flatten", Op::Flatten);
    builder.dense("dense", 128);
    builder.push("dense_relu", Op::Relu);
    builder.dense("logits", super::sigmoid_or_softmax(classes));
    builder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::networks::graph::Shape;
    use crate::networks::layer_table;

    #[test]
    fn the_layer_table_is_as_documented() {
        let (weighty, shapes) = layer_table(&spec(2, 128));
        assert_eq!(weighty, [896, 18_496, 7_372_928, 129]);
        assert_eq!(
            shapes,
            [
                Shape::Map([32, 126, 126]),
                Shape::Map([32, 126, 126]),
                Shape::Map([32, 63, 63]),
                Shape::Map([64, 61, 61]),
                Shape::Map([64, 61, 61]),
                Shape::Map([64, 30, 30]),
                Shape::Row(57_600),
                Shape::Row(128),
                Shape::Row(128),
                Shape::Row(1),
            ]
        );
    }
}
