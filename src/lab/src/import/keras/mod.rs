//! Keras models saved whole as HDF5 (`model.save("….h5")`), Sequential or Functional, nested or not.

mod config;
mod layers;
mod options;
#[cfg(test)]
mod tests;
mod walk;
mod weights;

use anyhow::{Context, Result, bail, ensure};
use spotcheck::networks::graph::{GraphSpec, NodeTensors, Op};

use super::hdf5::Hdf5;
use config::Model;
use walk::Walk;
use weights::Weights;

/// A network as it was found in a file.
#[derive(Debug)]
pub struct Imported {
    /// Its layers, up to the logits.
    pub spec: GraphSpec,
    /// Their numbers.
    pub tensors: Vec<NodeTensors>,
    /// Whether the network itself scales the pixels, so that it wants them as 0..255.
    pub rescales: bool,
    /// What was taken for granted, in plain sentences.
    pub notes: Vec<String>,
}

/// Reads a Keras model. `size` is the side of the picture, for models that leave it open.
///
/// # Errors
/// When the file is damaged, or the model has a layer, an option or a shape that isn't supported; it is named.
pub fn read(file: &Hdf5, size: Option<u32>) -> Result<Imported> {
    let json = file.text("/", "model_config")?.context(
        "the file has no \"model_config\": it holds weights alone; save the whole model with model.save()",
    )?;
    let model = Model::parse(&json)?;
    let weights = Weights::read(file)?;
    let input = input(&model, size)?;
    let mut walk = Walk::new(&weights, input);
    let output = walk.whole(&model)?;
    finish(walk, output)
}

/// Channels, height, width.
fn input(model: &Model, size: Option<u32>) -> Result<[usize; 3]> {
    let shape = model
        .input_shape()
        .context("the model does not say what shape its input has")?;
    let [height, width, channels] = shape.as_slice() else {
        bail!("the model's input has the shape {shape:?}; pictures are read");
    };
    ensure!(
        *channels == Some(3),
        "the model's input has {} channels; colour pictures (3) are read",
        channels.map_or_else(|| "unknown".to_owned(), |count| count.to_string())
    );
    let side = match (height.or(*width), size) {
        (Some(side), None) => side,
        (Some(side), Some(size)) if side == size as usize => side,
        (Some(side), Some(size)) => bail!("the model reads {side} pixels, not {size}"),
        (None, Some(size)) => size as usize,
        (None, None) => bail!("the model reads pictures of any size: choose one with --size"),
    };
    ensure!(
        height.is_none_or(|height| height == side) && width.is_none_or(|width| width == side),
        "the model reads pictures of {shape:?}; squares are read"
    );
    ensure!(
        (1..=1024).contains(&side),
        "the model reads {side} pixels; 1 to 1024 are read"
    );
    Ok([3, side, side])
}

/// Takes the last softmax or sigmoid off, so that logits come out, and all layers that the output doesn't need.
fn finish(walk: Walk<'_>, output: usize) -> Result<Imported> {
    let Walk {
        spec,
        tensors,
        flattened,
        mut notes,
        ..
    } = walk;
    ensure!(
        flattened.get(output).is_none_or(Option::is_none),
        "the model's answer is a flattened map, whose order is not ours"
    );
    let last = output.checked_sub(1).and_then(|last| spec.nodes.get(last));
    let (output, squashed) = match last {
        Some(node) if matches!(node.op, Op::Softmax | Op::Sigmoid) => (
            node.inputs.first().copied().unwrap_or_default(),
            Some(&node.op),
        ),
        _ => (output, None),
    };
    let (spec_kept, tensors) = prune(&spec, tensors, output);
    let outputs = spec_kept.outputs()?;
    match squashed {
        Some(Op::Softmax) => ensure!(outputs > 1, "the model's softmax has a single output"),
        Some(_) => ensure!(
            outputs == 1,
            "the model ends in {outputs} sigmoids, which is as many independent answers; one of several classes \
             is read"
        ),
        None => notes.push(
            "The model ends without softmax or sigmoid: its outputs are taken as logits."
                .to_owned(),
        ),
    }
    let rescales = spec_kept
        .nodes
        .iter()
        .any(|node| matches!(node.op, Op::Scale { .. }) && node.inputs == [0]);
    Ok(Imported {
        spec: spec_kept,
        tensors,
        rescales,
        notes,
    })
}

/// The layers that `output` depends on, it being the last.
fn prune(
    spec: &GraphSpec,
    tensors: Vec<NodeTensors>,
    output: usize,
) -> (GraphSpec, Vec<NodeTensors>) {
    let mut needed = vec![false; spec.nodes.len() + 1];
    let mut open = vec![output];
    while let Some(place) = open.pop() {
        if let Some(seen) = needed.get_mut(place).filter(|seen| !**seen) {
            *seen = true;
            if let Some(node) = place.checked_sub(1).and_then(|node| spec.nodes.get(node)) {
                open.extend(&node.inputs);
            }
        }
    }
    // Where each old output is found among those that stay.
    let mut places = vec![0];
    let mut kept = GraphSpec {
        input: spec.input,
        nodes: Vec::new(),
    };
    let mut kept_tensors = Vec::new();
    for ((node, tensors), needed) in spec.nodes.iter().zip(tensors).zip(needed.iter().skip(1)) {
        if *needed {
            let mut node = node.clone();
            for input in &mut node.inputs {
                *input = places.get(*input).copied().unwrap_or_default();
            }
            kept.nodes.push(node);
            kept_tensors.push(tensors);
        }
        places.push(kept.nodes.len());
    }
    (kept, kept_tensors)
}
