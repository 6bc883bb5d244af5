//! Options that several kinds of layers share, as our operations want them.

use anyhow::{Result, bail};
use serde_json::Value;
use spotcheck::networks::graph::{Op, Padding, Window};

use super::config::Layer;

/// Kernel, stride and padding of a convolution; one with gaps is refused.
pub fn sliding(layer: &Layer) -> Result<([usize; 2], [usize; 2], Padding)> {
    layer.require_channels_last()?;
    let gaps = layer.pair("dilation_rate", Some([1; 2]))?;
    layer.require("dilation_rate", gaps == [1; 2])?;
    Ok((
        layer.pair("kernel_size", None)?,
        layer.pair("strides", Some([1; 2]))?,
        padding(layer)?,
    ))
}

/// The window of a pool.
pub fn window(layer: &Layer) -> Result<Window> {
    layer.require_channels_last()?;
    let kernel = layer.pair("pool_size", None)?;
    Ok(Window {
        kernel,
        // Keras steps by the window's size where nothing is said.
        stride: layer.pair("strides", Some(kernel))?,
        padding: padding(layer)?,
    })
}

fn padding(layer: &Layer) -> Result<Padding> {
    match layer.word("padding", "valid")? {
        "valid" => Ok(Padding::Valid),
        "same" => Ok(Padding::Same),
        other => bail!("the padding {other} is not supported"),
    }
}

/// `3`, `[1, 2]` (above and below 1, left and right 2) or `[[top, bottom], [left, right]]`.
pub fn zero_padding(layer: &Layer) -> Result<Op> {
    layer.require_channels_last()?;
    let sides = layer.option("padding").and_then(Value::as_array);
    let side = |value: &Value| -> Option<[usize; 2]> {
        let count = |value: &Value| value.as_u64().map(|count| count as usize);
        match value.as_array().map(Vec::as_slice) {
            Some([before, after]) => Some([count(before)?, count(after)?]),
            Some(_) => None,
            None => count(value).map(|both| [both; 2]),
        }
    };
    let sides = match sides.map(Vec::as_slice) {
        Some([rows, columns]) => side(rows).zip(side(columns)),
        Some(_) => None,
        None => layer.option("padding").and_then(side).map(|all| (all, all)),
    };
    let Some(([top, bottom], [left, right])) = sides else {
        bail!("its padding can't be read");
    };
    Ok(Op::ZeroPad {
        top,
        bottom,
        left,
        right,
    })
}

/// A factor and an offset for every pixel; one for each channel is refused.
pub fn rescaling(layer: &Layer) -> Result<Op> {
    Ok(Op::Scale {
        factor: layer.number("scale", 1.0)? as f32,
        offset: layer.number("offset", 0.0)? as f32,
    })
}

/// Whether an option names the channels' axis and no other: `-1`, `3` or `[3]` of a map.
pub fn last_axis(layer: &Layer, key: &str, rank: i64) -> bool {
    let axis = match layer.option(key) {
        Some(Value::Array(axes)) => match axes.as_slice() {
            [axis] => axis.as_i64(),
            _ => None,
        },
        Some(axis) => axis.as_i64(),
        None => Some(-1),
    };
    axis.is_some_and(|axis| axis == -1 || axis == rank - 1)
}
