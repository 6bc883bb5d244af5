//! What the windows of a convolution see, as a matrix (im2col, Chellapilla et al. 2006), and back.

use rayon::prelude::*;
use spotcheck_kernels::Convolution;

use super::flex::vectorised;

/// Sides and steps of a convolution.
#[derive(Debug, Clone, Copy)]
pub(super) struct Geometry {
    pub(super) pictures: usize,
    pub(super) channels: usize,
    pub(super) filters: usize,
    /// Height and width of the input.
    pub(super) input: [usize; 2],
    pub(super) output: [usize; 2],
    pub(super) kernel: [usize; 2],
    pub(super) stride: [usize; 2],
    /// Rows above and columns to the left that are not there.
    pub(super) before: [usize; 2],
}

impl Geometry {
    /// Of a convolution of so many pictures.
    pub(super) fn of(convolution: &Convolution, pictures: usize) -> Self {
        let [channels, height, width] = convolution.input;
        Self {
            pictures,
            channels,
            filters: convolution.filters,
            input: [height, width],
            output: convolution.output(),
            kernel: convolution.kernel,
            stride: convolution.stride,
            before: convolution.padding.map(|(before, _)| before),
        }
    }

    pub(super) const fn input_plane(&self) -> usize {
        self.input[0] * self.input[1]
    }

    pub(super) const fn output_plane(&self) -> usize {
        self.output[0] * self.output[1]
    }

    /// Values of an output's window.
    pub(super) const fn depth(&self) -> usize {
        self.channels * self.taps()
    }

    pub(super) const fn taps(&self) -> usize {
        self.kernel[0] * self.kernel[1]
    }

    /// Whether the maps are the patches already.
    pub(super) fn is_pointwise(&self) -> bool {
        self.kernel == [1, 1] && self.stride == [1, 1] && self.input == self.output
    }

    /// Along an axis, for a tap of the kernel: the range of outputs that see the input, and what the first of them sees.
    #[inline(always)]
    fn seen(self, axis: usize, tap: usize) -> (std::ops::Range<usize>, usize) {
        let of = |sides: [usize; 2]| sides.get(axis).copied().unwrap_or(1);
        let (before, stride) = (of(self.before), of(self.stride).max(1));
        let first = before.saturating_sub(tap).div_ceil(stride);
        let last = (of(self.input) + before)
            .saturating_sub(tap)
            .div_ceil(stride)
            .min(of(self.output));
        let start = (first * stride + tap).saturating_sub(before);
        (first..last.max(first), start)
    }
}

/// What the windows see: `[depth, pictures · plane]`.
pub(super) fn patches(x: &[f32], geometry: Geometry) -> Vec<f32> {
    let (plane, row) = (
        geometry.output_plane().max(1),
        geometry.pictures * geometry.output_plane(),
    );
    let mut patches = vec![0.0; geometry.depth() * row];
    if geometry.is_pointwise() {
        swap(x, geometry.channels, plane, &mut patches);
        return patches;
    }
    patches
        .par_chunks_mut(row.max(1))
        .enumerate()
        .for_each(|(number, row)| {
            let (channel, tap) = (number / geometry.taps(), number % geometry.taps());
            let (rows, first) = geometry.seen(0, tap / geometry.kernel[1]);
            let (columns, column) = geometry.seen(1, tap % geometry.kernel[1]);
            let maps = x
                .chunks(geometry.input_plane().max(1))
                .skip(channel)
                .step_by(geometry.channels);
            for (to, from) in row.chunks_mut(plane).zip(maps) {
                let inputs = from
                    .chunks_exact(geometry.input[1].max(1))
                    .skip(first)
                    .step_by(geometry.stride[0].max(1));
                let outputs = to.chunks_exact_mut(geometry.output[1].max(1));
                for (from, to) in inputs.zip(outputs.skip(rows.start).take(rows.len())) {
                    let (Some(from), Some(to)) = (from.get(column..), to.get_mut(columns.clone()))
                    else {
                        continue;
                    };
                    if geometry.stride[1] == 1 {
                        // Rows are short: by the system's own copy.
                        if let Some(from) = from.get(..to.len()) {
                            to.copy_from_slice(from);
                        }
                    } else {
                        let from = from.iter().step_by(geometry.stride[1]);
                        for (to, &from) in to.iter_mut().zip(from) {
                            *to = from;
                        }
                    }
                }
            }
        });
    patches
}

/// Planes `[outer, inner, plane]` as `[inner, outer, plane]`: channels of pictures to pictures of channels, or back.
pub(super) fn swap(from: &[f32], inner: usize, plane: usize, to: &mut [f32]) {
    let outer = from.len() / (inner * plane).max(1);
    for (place, to) in to.chunks_mut((outer * plane).max(1)).enumerate() {
        let planes = from.chunks(plane.max(1)).skip(place).step_by(inner.max(1));
        for (to, from) in to.chunks_mut(plane.max(1)).zip(planes) {
            to.copy_from_slice(from);
        }
    }
}

/// Adds patches, `[depth, pictures · plane]`, to the places of one channel of one picture that [`patches`] takes them from.
pub(super) fn scatter(
    patches: &[f32],
    (picture, channel): (usize, usize),
    geometry: Geometry,
    map: &mut [f32],
) {
    let plane = geometry.output_plane();
    let rows = patches
        .chunks((geometry.pictures * plane).max(1))
        .skip(channel * geometry.taps())
        .take(geometry.taps());
    vectorised(
        #[inline(always)]
        || {
            for (tap, row) in rows.enumerate() {
                let from = row.get(picture * plane..).unwrap_or_default();
                add_tap(map, from, (tap, 1.0), geometry);
            }
        },
    );
}

/// Adds what each output of a map saw at one place of its window, times `weight`, to where it saw it.
#[inline(always)]
pub(super) fn add_tap(
    to: &mut [f32],
    from: &[f32],
    (tap, weight): (usize, f32),
    geometry: Geometry,
) {
    let (rows, first) = geometry.seen(0, tap / geometry.kernel[1]);
    let (columns, column) = geometry.seen(1, tap % geometry.kernel[1]);
    let inputs = to
        .chunks_exact_mut(geometry.input[1].max(1))
        .skip(first)
        .step_by(geometry.stride[0].max(1));
    let outputs = from.chunks_exact(geometry.output[1].max(1));
    for (to, from) in inputs.zip(outputs.skip(rows.start).take(rows.len())) {
        let (Some(to), Some(from)) = (to.get_mut(column..), from.get(columns.clone())) else {
            continue;
        };
        // Apart, so that the common case becomes vector instructions.
        if geometry.stride[1] == 1 {
            for (to, &from) in to.iter_mut().zip(from) {
                *to += weight * from;
            }
        } else {
            for (to, &from) in to.iter_mut().step_by(geometry.stride[1]).zip(from) {
                *to += weight * from;
            }
        }
    }
}
