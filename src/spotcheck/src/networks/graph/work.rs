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
