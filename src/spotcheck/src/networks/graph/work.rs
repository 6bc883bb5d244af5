//! How much a layer computes: what a card's graph is bounded by before anything is built.

use super::Op;
use super::spec::Shape;

/// The most steps of one forward pass: twelve times those of a ResNet-50 at 224 pixels.
pub(super) const MOST: u64 = 50_000_000_000;

/// A layer's multiplications and additions, or as many values as it looks at where it does neither.
pub(super) fn of(op: &Op, output: Shape, parameters: usize) -> u64 {
    let elements = output.elements().unwrap_or(usize::MAX) as u64;
    match (op, output) {
        // Each number that it holds is used once for each place of its map.
        (Op::Conv { .. }, Shape::Map([_, height, width])) => {
            (parameters as u64).saturating_mul((height as u64).saturating_mul(width as u64))
        }
        (Op::Dense { .. }, _) => parameters as u64,
        (Op::MaxPool(window) | Op::AvgPool(window), _) => {
            let [tall, wide] = window.kernel;
            elements.saturating_mul((tall as u64).saturating_mul(wide as u64))
        }
        _ => elements,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Builder, Op, Padding, Window};

    #[test]
    fn a_graph_that_would_compute_for_minutes_is_refused_before_it_is_built() {
        let layers = |count: usize| {
            let mut builder = Builder::colour(256);
            for number in 0..count {
                builder.conv(format!("conv{number}"), 256, 3, 1, Padding::Same, false);
            }
            builder.push("pool", Op::GlobalAvgPool);
            builder.finish()
        };
        // Some 39 thousand million multiplications a layer, but for the first.
        assert!(layers(2).table().is_ok());
        let message = layers(3).table().unwrap_err().to_string();
        assert!(
            message.contains("conv2") && message.contains("too much"),
            "{message}"
        );

        // A layer that holds no number computes all the same.
        let window = Window {
            kernel: [64, 64],
            stride: [1, 1],
            padding: Padding::Same,
        };
        let mut builder = Builder::colour(1024);
        for number in 0..4 {
            builder.push(format!("pool{number}"), Op::MaxPool(window));
        }
        let message = builder.finish().table().unwrap_err().to_string();
        assert!(message.contains("pool3"), "{message}");
    }
}
