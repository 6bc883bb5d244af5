//! The 128×128 network of the student project *Skin-Cancer-Detector* (Keras, HAM10000, binary).
//!
//! | layer | output | parameters |
//! |---|---|---|
//! | conv 3×3, 32, valid, ReLU; max-pool 2 | 63×63×32 | 896 |
//! | conv 3×3, 64, valid, ReLU; max-pool 2 | 30×30×64 | 18,496 |
//! | conv 3×3, 128, valid, ReLU; max-pool 2 | 14×14×128 | 73,856 |
//! | flatten | 25,088 | 0 |
//! | dense 128, ReLU | 128 | 3,211,392 |
//! | dense 1, sigmoid | 1 | 129 |

use super::graph::{Builder, GraphSpec, Op};

/// The network for `classes` classes; two are one sigmoid, as the seed has it.
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
        let (weighty, shapes) = layer_table(&spec(2, 128));
        assert_eq!(weighty, [896, 18_496, 73_856, 3_211_392, 129]);
        assert_eq!(weighty.iter().sum::<usize>(), 3_304_769);
        assert_eq!(
            shapes,
            [
                Shape::Map([32, 126, 126]),
                Shape::Map([32, 126, 126]),
                Shape::Map([32, 63, 63]),
                Shape::Map([64, 61, 61]),
                Shape::Map([64, 61, 61]),
                Shape::Map([64, 30, 30]),
                Shape::Map([128, 28, 28]),
                Shape::Map([128, 28, 28]),
                Shape::Map([128, 14, 14]),
                Shape::Row(25_088),
                Shape::Row(128),
                Shape::Row(128),
                Shape::Row(1),
            ]
        );
    }
}
