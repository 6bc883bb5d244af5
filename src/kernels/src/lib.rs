//! Convolutions as a network that only answers needs them: one picture, one core, bias and activation in the pass that
//! writes the result. Maps are `[channels, height, width]`, rows after one another; 32-bit floats throughout.
//!
//! A crate of its own, since nearly all else of the browser's engine is compiled for size and this for speed.

// Inlined into what is dispatched, or they would not be compiled for the processor at hand. So loops, where a closure handed
// to the standard library (`array::map`) would be a function of its own, and each vector operation in it a call.
#![allow(clippy::inline_always)]

mod depthwise;
mod matrix;
mod padded;

use depthwise::Depthwise;
use matrix::{Plain, Windows};
use padded::Padded;
use pulp::{Arch, Simd};

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
        let [channels, height, width] = self.input;
        let depth = channels * self.taps();
        let fits = !map.is_empty()
            && map.len() == channels * height * width
            && weight.len() == self.filters * depth
            && bias.len() == self.filters;
        let [rows, columns] = self.output();
        let pixels = rows * columns;
        if !fits || depth == 0 || pixels == 0 {
            return Vec::new();
        }
        if self.is_plain() {
            matrix::product(weight, bias, Plain { map, pixels }, [depth, pixels], bounds)
        } else {
            let mut padded = Padded::new(self, channels, 1);
            padded.fill(map, self);
            matrix::product(
                weight,
                bias,
                Windows::new(&padded, self),
                [depth, pixels],
                bounds,
            )
        }
    }

    /// A window of its own for each channel: `weight` is `[channels, 1, height, width]`, and `filters` equals the channels.
    /// Else as [`Convolution::dense`].
    #[must_use]
    pub fn depthwise(&self, map: &[f32], weight: &[f32], bias: &[f32], bounds: Bounds) -> Vec<f32> {
        let [channels, height, width] = self.input;
        let fits = self.filters == channels
            && !map.is_empty()
            && map.len() == channels * height * width
            && weight.len() == channels * self.taps()
            && bias.len() == channels;
        let [rows, columns] = self.output();
        if !fits || self.taps() == 0 || rows * columns == 0 {
            return Vec::new();
        }
        let mut output = vec![0.0; channels * rows * columns];
        Arch::new().dispatch(Depthwise {
            convolution: self,
            map,
            weight,
            bias,
            bounds,
            output: &mut output,
        });
        output
    }
}

#[cfg(test)]
mod tests;
