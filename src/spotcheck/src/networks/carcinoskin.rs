//! The 224×224 network of the student project *Carcinoskin* (Keras), one for each of six diseases.
//!
//! | layer | output | parameters |
//! |---|---|---|
//! | conv 3×3, 32, valid, ReLU | 222×222×32 | 896 |
//! | max-pool 2 | 111×111×32 | 0 |
//! | conv 3×3, 64, valid, ReLU | 109×109×64 | 18,496 |
//! | max-pool 2 | 54×54×64 | 0 |
//! | conv 3×3, 128, valid, ReLU | 52×52×128 | 73,856 |
//! | max-pool 2 | 26×26×128 | 0 |
//! | flatten | 86,528 | 0 |
//! | dense 128, ReLU | 128 | 11,075,712 |
//! | dense, one output a class; for two classes one output through a sigmoid | classes | 129 a class |

use super::graph::{Builder, GraphSpec, Op};

/// The network for `classes` diseases.
#[must_use]
pub fn spec(classes: usize, size: u32) -> GraphSpec {
    let mut builder = Builder::colour(size);
    super::three_convolutions(&mut builder);
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
    fn the_layer_table_is_the_seeds() {
        let (weighty, shapes) = layer_table(&spec(4, 224));
        assert_eq!(weighty, [896, 18_496, 73_856, 11_075_712, 516]);
        assert_eq!(
            shapes,
            [
                Shape::Map([32, 222, 222]),
                Shape::Map([32, 222, 222]),
                Shape::Map([32, 111, 111]),
                Shape::Map([64, 109, 109]),
                Shape::Map([64, 109, 109]),
                Shape::Map([64, 54, 54]),
                Shape::Map([128, 52, 52]),
                Shape::Map([128, 52, 52]),
                Shape::Map([128, 26, 26]),
                Shape::Row(86_528),
                Shape::Row(128),
                Shape::Row(128),
                Shape::Row(4),
            ]
        );
        assert_eq!(spec(2, 224).outputs().unwrap(), 1);
    }
}
