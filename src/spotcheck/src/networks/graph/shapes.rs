//! Which layers can stand on which, and what they give then.

use super::spec::{Op, Padding, Shape, Window};

impl Op {
    /// What is wrong with what it reads beside the first layer, if anything is.
    pub(super) fn joins(&self, first: Shape, others: &[Shape]) -> Result<(), &'static str> {
        match (self, first, others) {
            (Self::Add, _, others) if others.iter().all(|other| *other == first) => Ok(()),
            (Self::Add, ..) => Err("the maps it adds differ in shape"),
            (Self::AttentionPool, Shape::Map([_, height, width]), &[scores])
                if scores == Shape::Map([1, height, width]) =>
            {
                Ok(())
            }
            (Self::AttentionPool, ..) => Err("it needs a map and a score for each of its places"),
            (_, _, []) => Ok(()),
            _ => Err("it reads from several layers"),
        }
    }

    /// Output shape and parameters, or `None` where the input does not fit.
    pub(super) fn apply(&self, input: Shape) -> Option<(Shape, usize)> {
        let channels = input.channels();
        match (self, input) {
            (
                Self::Conv {
                    filters,
                    kernel,
                    stride,
                    padding,
                    groups,
                    bias,
                },
                Shape::Map([_, height, width]),
            ) => {
                if *groups == 0
                    || !channels.is_multiple_of(*groups)
                    || !filters.is_multiple_of(*groups)
                {
                    return None;
                }
                let [height, width] = window([height, width], *kernel, *stride, *padding)?;
                let weight = filters
                    .checked_mul(channels / groups)?
                    .checked_mul(kernel.iter().product())?;
                let bias = if *bias { *filters } else { 0 };
                Some((
                    Shape::Map([*filters, height, width]),
                    weight.checked_add(bias)?,
                ))
            }
            (Self::BatchNorm { epsilon }, _) => (epsilon.is_finite() && *epsilon > 0.0)
                .then_some(())
                .and_then(|()| Some((input, channels.checked_mul(4)?))),
            (Self::Dense { units, bias }, Shape::Row(width)) => {
                let bias = if *bias { *units } else { 0 };
                Some((
                    Shape::Row(*units),
                    width.checked_mul(*units)?.checked_add(bias)?,
                ))
            }
            (
                Self::MaxPool(Window {
                    kernel,
                    stride,
                    padding,
                })
                | Self::AvgPool(Window {
                    kernel,
                    stride,
                    padding,
                }),
                Shape::Map([_, height, width]),
            ) => {
                let [height, width] = window([height, width], *kernel, *stride, *padding)?;
                Some((Shape::Map([channels, height, width]), 0))
            }
            (Self::GlobalAvgPool | Self::GlobalMaxPool | Self::AttentionPool, Shape::Map(_)) => {
                Some((Shape::Row(channels), 0))
            }
            (
                Self::ZeroPad {
                    top,
                    bottom,
                    left,
                    right,
                },
                Shape::Map([_, height, width]),
            ) => {
                let height = height.checked_add(*top)?.checked_add(*bottom)?;
                let width = width.checked_add(*left)?.checked_add(*right)?;
                Some((Shape::Map([channels, height, width]), 0))
            }
            (Self::UpSampling, Shape::Map([_, height, width])) => {
                let (height, width) = (height.checked_mul(2)?, width.checked_mul(2)?);
                Some((Shape::Map([channels, height, width]), 0))
            }
            (Self::Flatten, _) => Some((Shape::Row(input.elements()?), 0)),
            (Self::Softmax, Shape::Row(_)) | (Self::Relu | Self::Relu6 | Self::Sigmoid, _) => {
                Some((input, 0))
            }
            (Self::Scale { factor, offset }, _) => {
                (factor.is_finite() && offset.is_finite()).then_some((input, 0))
            }
            (Self::Dropout { rate }, _) => (0.0..1.0).contains(rate).then_some((input, 0)),
            (Self::Add, _) => Some((input, 0)),
            _ => None,
        }
    }
}

/// Height and width after a window has passed over them.
fn window(
    size: [usize; 2],
    kernel: [usize; 2],
    stride: [usize; 2],
    padding: Padding,
) -> Option<[usize; 2]> {
    let along = |size: usize, kernel: usize, stride: usize| {
        if kernel == 0 || kernel > 64 || stride == 0 {
            return None;
        }
        match padding {
            Padding::Same => Some(size.div_ceil(stride)),
            Padding::Valid => Some(size.checked_sub(kernel)? / stride + 1),
        }
    };
    let ([height, width], [tall, wide], [down, right]) = (size, kernel, stride);
    Some([along(height, tall, down)?, along(width, wide, right)?])
}
