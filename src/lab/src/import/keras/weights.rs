//! The `model_weights` group: which numbers belong to which layer.
//!
//! Each layer of the outermost model has a group; a model nested in it keeps all its layers' numbers in that same
//! group, told apart only by their paths, e.g. `model1/Conv1/kernel:0`.

use std::collections::HashMap;

use anyhow::{Context, Result, bail, ensure};

use crate::import::hdf5::{Hdf5, Tensor};

/// The group that a whole saved model has.
const GROUP: &str = "model_weights";

/// Finds the numbers of a layer.
pub struct Weights<'file> {
    file: &'file Hdf5,
    /// By group: the paths within it.
    names: HashMap<String, Vec<String>>,
}

/// Where in the file a layer stands.
#[derive(Debug, Clone)]
pub struct Place<'name> {
    /// The layer of the outermost model that this one is, or is nested in.
    pub group: &'name str,
    /// The models between the two.
    pub models: Vec<&'name str>,
    /// The layer itself.
    pub layer: &'name str,
    /// Whether it stands in a nested model.
    pub nested: bool,
}

impl<'file> Weights<'file> {
    /// Reads the names.
    ///
    /// # Errors
    /// When the file holds no weights of a whole model, or is damaged.
    pub fn read(file: &'file Hdf5) -> Result<Self> {
        let layers = file
            .texts(GROUP, "layer_names")
            .context("the file has no weights of a whole model")?
            .context("the file does not say which layers have weights")?;
        let mut names = HashMap::new();
        for layer in layers {
            let paths = file
                .texts(&format!("{GROUP}/{layer}"), "weight_names")?
                .unwrap_or_default();
            names.insert(layer, paths);
        }
        Ok(Self { file, names })
    }

    /// The numbers of one layer that go by one of `kinds` (`kernel`, `bias`, …; versions of Keras differ).
    ///
    /// # Errors
    /// When there are none or several, or they can't be read.
    pub fn tensor(&self, place: &Place<'_>, kinds: &[&str]) -> Result<Tensor> {
        let title = || format!("the {} of layer \"{}\"", kinds.join(" or "), place.layer);
        let paths = self
            .names
            .get(place.group)
            .with_context(|| format!("{}: the file has no group \"{}\"", title(), place.group))?;
        let mut found: Vec<&String> = paths
            .iter()
            .filter(|path| {
                let (parent, kind) = split(path);
                kinds.contains(&kind) && (!place.nested || last(parent) == place.layer)
            })
            .collect();
        if found.len() > 1 {
            // Two nested models may have layers of one name: then the path must name the model as well.
            let names_models = |path: &&String| {
                let (parent, _) = split(path);
                let mut models = place.models.iter();
                models.all(|model| parent.split('/').any(|part| part == *model))
            };
            if found.iter().any(names_models) {
                found.retain(names_models);
            }
        }
        match found.as_slice() {
            [path] => self.file.tensor(&format!("{GROUP}/{}/{path}", place.group)),
            [] => bail!(
                "{} can't be found among the weights of \"{}\"",
                title(),
                place.group
            ),
            _ => bail!(
                "{}: there are several of that name in \"{}\"",
                title(),
                place.group
            ),
        }
    }
}

/// `a/b/kernel:0` is `a/b` and `kernel`.
fn split(path: &str) -> (&str, &str) {
    let (parent, kind) = path.rsplit_once('/').unwrap_or(("", path));
    (parent, kind.split(':').next().unwrap_or(kind))
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

impl Tensor {
    /// Checks the shape, which the rest relies on.
    ///
    /// # Errors
    /// When it is another.
    pub fn expect(self, shape: &[usize]) -> Result<Self> {
        ensure!(
            self.shape == shape,
            "its numbers have the shape {:?} instead of {shape:?}",
            self.shape
        );
        Ok(self)
    }

    /// The same numbers under another shape of the same size.
    ///
    /// # Errors
    /// When the sizes differ.
    pub fn reshape(self, shape: &[usize]) -> Result<Self> {
        ensure!(
            shape.iter().product::<usize>() == self.values.len(),
            "{} numbers can't have the shape {shape:?}",
            self.values.len()
        );
        Ok(Self {
            shape: shape.to_vec(),
            values: self.values,
        })
    }

    /// Axis `k` of the result is axis `axes[k]` of this.
    ///
    /// # Errors
    /// When `axes` is no permutation of the axes.
    pub fn permute(&self, axes: &[usize]) -> Result<Self> {
        let mut sorted = axes.to_vec();
        sorted.sort_unstable();
        ensure!(
            sorted.iter().copied().eq(0..self.shape.len()),
            "{axes:?} does not order {} axes",
            self.shape.len()
        );
        let mut strides = vec![1; self.shape.len()];
        for axis in (1..self.shape.len()).rev() {
            let inner = strides.get(axis).zip(self.shape.get(axis));
            let step = inner.map_or(1, |(stride, length)| stride * length);
            if let Some(stride) = strides.get_mut(axis - 1) {
                *stride = step;
            }
        }
        let pick = |from: &[usize]| -> Vec<usize> {
            axes.iter()
                .filter_map(|axis| from.get(*axis).copied())
                .collect()
        };
        let (shape, steps) = (pick(&self.shape), pick(&strides));
        let values = (0..self.values.len())
            .filter_map(|index| {
                // The place in the result, axis by axis from the innermost, weighs the steps in the source.
                let mut rest = index;
                let mut source = 0;
                for (length, step) in shape.iter().zip(&steps).rev() {
                    source += rest % length * step;
                    rest /= length;
                }
                self.values.get(source).copied()
            })
            .collect();
        Ok(Self { shape, values })
    }
}
