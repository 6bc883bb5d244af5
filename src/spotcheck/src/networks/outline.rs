//! The network that traces a lesion: the blocks of a `MobileNetV2`-0.35, and a decoder of ours that comes back from stride
//! 32 to 2, joined at each step with the encoder's map of that size, as in U-Net (Ronneberger et al., arXiv 1505.04597),
//! but by a sum, as in feature pyramids (Lin et al., arXiv 1612.03144), for it is cheaper.

use super::graph::{Builder, GraphSpec, Op, Padding};
use super::mobilenet_v2;

/// The name by which a card calls it.
pub const NAME: &str = "outline";

/// Percent of the encoder's channels.
const ENCODER: usize = 35;
/// Channels of the decoder.
const WIDTH: usize = 32;
/// How many pixels of the input one place of the answer stands for, each way.
pub const STRIDE: u32 = 2;

/// The network for square pictures of `size` pixels, a multiple of 32. It answers with one row of logits: places row by
/// row from the top left, positive on the lesion.
#[must_use]
pub fn spec(size: u32) -> GraphSpec {
    let mut builder = Builder::colour(size);
    let mut skips = mobilenet_v2::blocks(&mut builder, ENCODER);
    skips.pop();
    pointwise(&mut builder, "head_32");
    for (stride, skip) in [16, 8, 4, 2].into_iter().zip(skips.into_iter().rev()) {
        let name = format!("head_{stride}");
        let coarse = builder.push(format!("{name}_up"), Op::UpSampling);
        builder.push_from(format!("{name}_skip"), SKIP, vec![skip]);
        let fine = builder.norm(format!("{name}_skip_norm"));
        builder.push_from(format!("{name}_add"), Op::Add, vec![coarse, fine]);
        builder.push(format!("{name}_add_relu"), Op::Relu6);
        builder.depthwise(format!("{name}_depthwise"), WIDTH, 1);
        builder.norm(format!("{name}_depthwise_norm"));
        builder.push(format!("{name}_depthwise_relu"), Op::Relu6);
        pointwise(&mut builder, &name);
    }
    builder.conv("head_logits", 1, 1, 1, Padding::Same, true);
    builder.push("head_flatten", Op::Flatten);
    builder.finish()
}

/// Brings a map of the encoder to the decoder's channels.
const SKIP: Op = Op::Conv {
    filters: WIDTH,
    kernel: [1; 2],
    stride: [1; 2],
    padding: Padding::Same,
    groups: 1,
    bias: false,
};

fn pointwise(builder: &mut Builder, name: &str) {
    let conv = format!("{name}_pointwise");
    builder.conv(conv, WIDTH, 1, 1, Padding::Same, false);
    builder.norm(format!("{name}_pointwise_norm"));
    builder.push(format!("{name}_pointwise_relu"), Op::Relu6);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::networks::graph::Shape;

    #[test]
    fn it_answers_at_half_the_size_and_fits_into_a_megabyte() {
        let table = spec(128).folded().table().unwrap();
        let map = &table[table.len() - 2];
        assert_eq!(map.output, Shape::Map([1, 64, 64]));
        let parameters: usize = table.iter().map(|layer| layer.parameters).sum();
        assert!(2 * parameters + 20_000 <= 1_000_000, "{parameters}");
    }

    #[test]
    fn the_decoder_is_joined_with_the_last_map_of_each_stride() {
        let spec = spec(64);
        for (stride, from) in [
            (16, "block_12_add"),
            (8, "block_5_add"),
            (4, "block_2_add"),
            (2, "expanded_conv_project_BN"),
        ] {
            let skip = &spec.nodes[spec.position(&format!("head_{stride}_skip")).unwrap()];
            assert_eq!(spec.nodes[skip.inputs[0] - 1].name, from);
        }
    }
}
