//! The 128×128 network of the student project *Skin-Cancer-Detection*: malignant or benign, from scratch.
//!
//! Of this seed only the input, the task and the augmentation are known, not the layers: these are the smallest
//! usual ones (four convolutions, each halved, then one dense layer with dropout).
//!
//! | layer | output | parameters |
//! |---|---|---|
//! | conv 3×3, 32, same, ReLU; max-pool 2 | 64×64×32 | 896 |
//! | conv 3×3, 64, same, ReLU; max-pool 2 | 32×32×64 | 18,496 |
//! | conv 3×3, 128, same, ReLU; max-pool 2 | 16×16×128 | 73,856 |
//! | conv 3×3, 128, same, ReLU; max-pool 2 | 8×8×128 | 147,584 |
//! | flatten, dropout ½ | 8,192 | 0 |
//! | dense 128, ReLU | 128 | 1,048,704 |
//! | dense 2 | 2 | 258 |

use super::graph::{Builder, GraphSpec, Op, Padding};

/// The network for `classes` classes.
#[must_use]
pub fn spec(classes: usize, size: u32) -> GraphSpec {
    let mut builder = Builder::colour(size);
    for (number, filters) in (1..).zip([32, 64, 128, 128]) {
        builder.conv(format!("conv{number}"), filters, 3, 1, Padding::Same, true);
        builder.push(format!("relu{number}"), Op::Relu);
        builder.halve(format!("pool{number}"));
    }
    builder.push("flatten", Op::Flatten);
    builder.push("dropout", Op::Dropout { rate: 0.5 });
    builder.dense("dense", 128);
    builder.push("dense_relu", Op::Relu);
    builder.dense("logits", classes);
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
        assert_eq!(weighty, [896, 18_496, 73_856, 147_584, 1_048_704, 258]);
        assert_eq!(
            shapes,
            [
                Shape::Map([32, 128, 128]),
                Shape::Map([32, 128, 128]),
                Shape::Map([32, 64, 64]),
                Shape::Map([64, 64, 64]),
                Shape::Map([64, 64, 64]),
                Shape::Map([64, 32, 32]),
                Shape::Map([128, 32, 32]),
                Shape::Map([128, 32, 32]),
                Shape::Map([128, 16, 16]),
                Shape::Map([128, 16, 16]),
                Shape::Map([128, 16, 16]),
                Shape::Map([128, 8, 8]),
                Shape::Row(8_192),
                Shape::Row(8_192),
                Shape::Row(128),
                Shape::Row(128),
                Shape::Row(2),
            ]
        );
    }
}
