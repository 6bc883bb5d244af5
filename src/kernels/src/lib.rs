//! Convolutions of one picture on one core, bias and activation in the pass that writes the result, and the gradients of their
//! weights. Maps are `[channels, height, width]`, rows after one another; 32-bit floats throughout.
//!
//! A crate of its own, since nearly all else of the browser's engine is compiled for size and this for speed.

// Inlined into what is dispatched, or they would not be compiled for the processor at hand. So loops, where a closure handed
// to the standard library (`array::map`) would be a function of its own, and each vector operation in it a call.
#![allow(clippy::inline_always)]

mod columns;
mod depthwise;
mod gradient;
mod matrix;
mod padded;
mod pool;
mod row;

use columns::{Plain, Windows};
use depthwise::Depthwise;
use gradient::DepthwiseWeights;
pub use gradient::{Pieces, add_products_of_rows};
use padded::Padded;
use pulp::{Arch, Simd};
pub use row::row_by_matrix;

/// The geometry of a convolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Convolution {
    /// Channels, height and width of the map that is read.
    pub input: [usize; 3],
    /// How many channels come out.
    pub filters: usize,
    /// Height and width of the window.
    pub kernel: [usize; 2],
    /// Steps down and to the right.
    pub stride: [usize; 2],
    /// Zeros above and below, then left and right.
    pub padding: [(usize, usize); 2],
}

/// The activation: every value is kept within these. What is no number stays so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The smallest value; 0 for `ReLU`.
    pub floor: f32,
    /// The largest value; 6 for `ReLU6`.
    pub ceiling: f32,
}

impl Bounds {
    /// Every value stays what it is.
    pub const NONE: Self = Self {
        floor: f32::NEG_INFINITY,
        ceiling: f32::INFINITY,
    };

    #[inline(always)]
    fn apply<S: Simd>(self, simd: S, values: S::f32s) -> S::f32s {
        let (floor, ceiling) = (simd.splat_f32s(self.floor), simd.splat_f32s(self.ceiling));
        // Not by minimum and maximum, which on some processors turn what is no number into one.
        let values = simd.select_f32s(simd.less_than_f32s(values, floor), floor, values);
        simd.select_f32s(simd.less_than_f32s(ceiling, values), ceiling, values)
    }

    #[inline(always)]
    fn apply_to<S: Simd>(self, simd: S, values: &mut [S::f32s]) {
        for values in values {
            *values = self.apply(simd, *values);
        }
    }
}

impl Convolution {
    /// Height and width of what comes out; 0 where the window is larger than what there is.
    #[must_use]
    pub fn output(&self) -> [usize; 2] {
        let [_, height, width] = self.input;
        let [down, right] = self.stride;
        let [tall, wide] = self.kernel;
        let [vertical, horizontal] = self.padding;
        let steps =
            |length: usize, (before, after): (usize, usize), window: usize, stride: usize| {
                (length + before + after)
                    .checked_sub(window)
                    .map_or(0, |rest| rest / stride.max(1) + 1)
            };
        [
            steps(height, vertical, tall, down),
            steps(width, horizontal, wide, right),
        ]
    }

    /// What `write` writes for so many channels; nothing when it says that something does not fit.
    fn collected(&self, channels: usize, write: impl FnOnce(&mut [f32]) -> bool) -> Vec<f32> {
        let [rows, columns] = self.output();
        let mut output = vec![0.0; channels * rows * columns];
        if write(&mut output) {
            output
        } else {
            Vec::new()
        }
    }

    const fn taps(&self) -> usize {
        self.kernel[0] * self.kernel[1]
    }

    /// Whether the map is read as it is: windows of one pixel, one after the other.
    fn is_plain(&self) -> bool {
        self.kernel == [1, 1] && self.stride == [1, 1] && self.padding == [(0, 0); 2]
    }

    /// The convolution of one map: `weight` is `[filters, channels, height, width]`, `bias` `[filters]`. The result is
    /// `[filters, height, width]`; empty when a length is not what the geometry says.
    #[must_use]
    pub fn dense(&self, map: &[f32], weight: &[f32], bias: &[f32], bounds: Bounds) -> Vec<f32> {
        self.collected(bias.len(), |output| {
            self.dense_into(map, weight, bias, bounds, output)
        })
    }

    /// As [`Convolution::dense`], written to `output`. False, and nothing is written, when a length is not what the
    /// geometry says.
    pub fn dense_into(
        &self,
        map: &[f32],
        weight: &[f32],
        bias: &[f32],
        bounds: Bounds,
        output: &mut [f32],
    ) -> bool {
        let [channels, height, width] = self.input;
        let depth = channels * self.taps();
        let [rows, columns] = self.output();
        let pixels = rows * columns;
        let fits = !map.is_empty()
            && map.len() == channels * height * width
            && weight.len() == self.filters * depth
            && bias.len() == self.filters
            && output.len() == self.filters * pixels;
        if !fits || depth == 0 || pixels == 0 {
            return false;
        }
        let sides = [depth, pixels];
        if self.is_plain() {
            let columns = Plain { map, pixels };
            matrix::product(weight, bias, columns, sides, bounds, output);
        } else {
            let mut padded = Padded::new(self, channels, 1);
            padded.fill(map, self);
            let columns = Windows::new(&padded, self);
            matrix::product(weight, bias, columns, sides, bounds, output);
        }
        true
    }

    /// A window of its own for each channel: `weight` is `[channels, 1, height, width]`, and `filters` equals the channels.
    /// Else as [`Convolution::dense`].
    #[must_use]
    pub fn depthwise(&self, map: &[f32], weight: &[f32], bias: &[f32], bounds: Bounds) -> Vec<f32> {
        self.collected(bias.len(), |output| {
            self.depthwise_into(map, weight, bias, bounds, output)
        })
    }

    /// As [`Convolution::depthwise`], written to `output`. False, and nothing is written, when a length is not what the
    /// geometry says.
    pub fn depthwise_into(
        &self,
        map: &[f32],
        weight: &[f32],
        bias: &[f32],
        bounds: Bounds,
        output: &mut [f32],
    ) -> bool {
        let fits = self.fits_depthwise(map, weight, output) && bias.len() == self.filters;
        if fits {
            Arch::new().dispatch(Depthwise {
                convolution: self,
                map,
                weight,
                bias,
                bounds,
                output,
            });
        }
        fits
    }

    /// Adds to `to` the gradient of [`Convolution::depthwise`]'s weights, of their shape, for the `gradient` of its
    /// output. False, and nothing is written, when a length is not what the geometry says.
    pub fn add_depthwise_weight_gradient(
        &self,
        map: &[f32],
        gradient: &[f32],
        to: &mut [f32],
    ) -> bool {
        let fits = self.fits_depthwise(map, to, gradient);
        if fits {
            Arch::new().dispatch(DepthwiseWeights {
                convolution: self,
                map,
                gradient,
                to,
            });
        }
        fits
    }

    fn fits_depthwise(&self, map: &[f32], weight: &[f32], output: &[f32]) -> bool {
        let [channels, height, width] = self.input;
        let [rows, columns] = self.output();
        self.filters == channels
            && !map.is_empty()
            && map.len() == channels * height * width
            && !weight.is_empty()
            && weight.len() == channels * self.taps()
            && !output.is_empty()
            && output.len() == channels * rows * columns
    }
}

#[cfg(test)]
mod tests;
