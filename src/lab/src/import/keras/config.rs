//! The `model_config` attribute: which layers a Keras model has and how they are joined.
//!
//! Three dialects are in use: a bare list of layers (Keras up to 2.2), `inbound_nodes` as nested lists (Keras 2),
//! and as calls with arguments (Keras 3).

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Map, Value};

/// More layers than any network that fits our limits has.
const MOST_LAYERS: usize = 4096;

/// A model, or a model that is a layer of another.
#[derive(Debug)]
pub struct Model {
    /// Its name.
    pub name: String,
    /// In the order of the file. For a [`Wiring::Chain`] that is the order of computing.
    pub layers: Vec<Layer>,
    /// How they are joined.
    pub wiring: Wiring,
}

/// How the layers of a model are joined.
#[derive(Debug)]
pub enum Wiring {
    /// Sequential: each reads the one before.
    Chain,
    /// Functional: each names what it reads.
    Graph {
        /// The layer that stands for the input.
        input: String,
        /// The layer whose output is the model's.
        output: String,
    },
}

/// One layer.
#[derive(Debug)]
pub struct Layer {
    /// Keras' name of the kind, e.g. `Conv2D`.
    pub class: String,
    /// Its own name, unique in its model.
    pub name: String,
    /// The layers it reads, by name; empty in a chain.
    pub reads: Vec<String>,
    /// The nested model, when that is what this layer is.
    pub model: Option<Model>,
    options: Map<String, Value>,
}

impl Model {
    /// Reads the attribute's JSON.
    ///
    /// # Errors
    /// When it is no such JSON, or a model that this reader doesn't know; the layer is named.
    pub fn parse(json: &str) -> Result<Self> {
        let value: Value =
            serde_json::from_str(json).context("the model's description is no JSON")?;
        let class = text(&value, "class_name")?;
        let config = value
            .get("config")
            .context("the model's description has no \"config\"")?;
        ensure!(
            is_model(class),
            "the file holds a \"{class}\"; Sequential and Functional models are read"
        );
        Self::read(class, config)
    }

    fn read(class: &str, config: &Value) -> Result<Self> {
        let name = config
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or("the model")
            .to_owned();
        // Until Keras 2.2 a Sequential's config was its list of layers.
        let layers = config
            .as_array()
            .or_else(|| config.get("layers").and_then(Value::as_array))
            .with_context(|| format!("\"{name}\" lists no layers"))?;
        ensure!(
            (1..=MOST_LAYERS).contains(&layers.len()),
            "\"{name}\" has {} layers",
            layers.len()
        );
        let wiring = if class == "Sequential" {
            Wiring::Chain
        } else {
            Wiring::Graph {
                input: only_end(config, "input_layers", &name)?,
                output: only_end(config, "output_layers", &name)?,
            }
        };
        let layers = layers.iter().map(Layer::read).collect::<Result<_>>()?;
        Ok(Self {
            name,
            layers,
            wiring,
        })
    }

    /// The shape of the input without the batch, height × width × channels, `None` where it was left open or isn't
    /// said at all.
    pub fn input_shape(&self) -> Option<Vec<Option<usize>>> {
        let first = match &self.wiring {
            Wiring::Chain => self.layers.first(),
            Wiring::Graph { input, .. } => self.layers.iter().find(|layer| layer.name == *input),
        }?;
        if let Some(model) = &first.model {
            return model.input_shape();
        }
        let shape = ["batch_input_shape", "batch_shape"]
            .iter()
            .find_map(|key| first.options.get(*key)?.as_array())?;
        let lengths = shape.iter().skip(1);
        Some(
            lengths
                .map(|length| length.as_u64().map(|length| length as usize))
                .collect(),
        )
    }
}

impl Layer {
    fn read(value: &Value) -> Result<Self> {
        let class = text(value, "class_name")?.to_owned();
        let config = value
            .get("config")
            .with_context(|| format!("a layer {class} has no \"config\""))?;
        let name = value
            .get("name")
            .or_else(|| config.get("name"))
            .and_then(Value::as_str)
            .with_context(|| format!("a layer {class} has no name"))?
            .to_owned();
        let reads = reads(value.get("inbound_nodes"))
            .with_context(|| format!("the layer \"{name}\" ({class})"))?;
        let model = if is_model(&class) {
            Some(Model::read(&class, config)?)
        } else {
            None
        };
        Ok(Self {
            class,
            name,
            reads,
            model,
            options: config.as_object().cloned().unwrap_or_default(),
        })
    }

    /// What to call this layer in a message.
    pub fn title(&self) -> String {
        format!("the layer \"{}\" ({})", self.name, self.class)
    }

    /// An option, `None` where it is missing or null.
    pub fn option(&self, key: &str) -> Option<&Value> {
        self.options.get(key).filter(|value| !value.is_null())
    }

    /// A whole number that must be there.
    pub fn count(&self, key: &str) -> Result<usize> {
        self.option(key)
            .and_then(Value::as_u64)
            .map(|count| count as usize)
            .with_context(|| format!("{} has no \"{key}\"", self.title()))
    }

    /// A number, `default` where it is missing.
    pub fn number(&self, key: &str, default: f64) -> Result<f64> {
        match self.option(key) {
            None => Ok(default),
            Some(value) => value
                .as_f64()
                .filter(|number| number.is_finite())
                .with_context(|| format!("{} has \"{key}\": {value}", self.title())),
        }
    }

    /// A truth value, `default` where it is missing.
    pub fn flag(&self, key: &str, default: bool) -> Result<bool> {
        match self.option(key) {
            None => Ok(default),
            Some(value) => value
                .as_bool()
                .with_context(|| format!("{} has \"{key}\": {value}", self.title())),
        }
    }

    /// A word, `default` where it is missing.
    pub fn word(&self, key: &str, default: &'static str) -> Result<&str> {
        match self.option(key) {
            None => Ok(default),
            Some(value) => value
                .as_str()
                .with_context(|| format!("{} has \"{key}\": {value}", self.title())),
        }
    }

    /// Height and width: one number for both, or a list of two. `default` where it is missing.
    pub fn pair(&self, key: &str, default: Option<[usize; 2]>) -> Result<[usize; 2]> {
        let wrong = || format!("{} has no usable \"{key}\"", self.title());
        let Some(value) = self.option(key) else {
            return default.with_context(wrong);
        };
        let count = |value: &Value| value.as_u64().map(|count| count as usize);
        match value.as_array().map(Vec::as_slice) {
            None => count(value).map(|both| [both; 2]),
            Some([height, width]) => count(height).zip(count(width)).map(|(h, w)| [h, w]),
            Some(_) => None,
        }
        .with_context(wrong)
    }

    /// Refuses an option that changes what the layer computes into something our layers don't.
    pub fn require(&self, key: &str, holds: bool) -> Result<()> {
        ensure!(
            holds,
            "{} has \"{key}\": {}, which is not supported",
            self.title(),
            self.options.get(key).unwrap_or(&Value::Null)
        );
        Ok(())
    }

    /// Refuses maps whose channels come first.
    pub fn require_channels_last(&self) -> Result<()> {
        let layout = self.word("data_format", "channels_last")?;
        self.require("data_format", layout == "channels_last")
    }
}

fn is_model(class: &str) -> bool {
    matches!(class, "Sequential" | "Functional" | "Model")
}

fn text<'value>(value: &'value Value, key: &str) -> Result<&'value str> {
    value
        .get(key)
        .and_then(Value::as_str)
        .with_context(|| format!("the model's description lacks a \"{key}\""))
}

/// The layer that `[["name", 0, 0]]` (Keras 2) or `["name", 0, 0]` (Keras 3) names.
fn only_end(config: &Value, key: &str, model: &str) -> Result<String> {
    let list = config
        .get(key)
        .and_then(Value::as_array)
        .with_context(|| format!("\"{model}\" has no \"{key}\""))?;
    let end = match list.as_slice() {
        [Value::Array(only)] => only.first(),
        [Value::String(_), Value::Number(_), Value::Number(_)] => list.first(),
        _ => bail!(
            "\"{model}\" has several inputs or outputs: one picture in, one answer out is read"
        ),
    };
    end.and_then(Value::as_str)
        .map(str::to_owned)
        .with_context(|| format!("\"{model}\" has a malformed \"{key}\""))
}

/// The names of the layers that a layer reads.
fn reads(inbound: Option<&Value>) -> Result<Vec<String>> {
    let calls = match inbound {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(calls)) => calls,
        Some(other) => bail!("its \"inbound_nodes\" are {other}"),
    };
    let mut names = Vec::new();
    match calls.as_slice() {
        [] => {}
        [Value::Array(tensors)] => {
            for tensor in tensors {
                names.push(tensor_name(tensor)?);
            }
        }
        [call @ Value::Object(_)] => tensors_of_call(call, &mut names)?,
        [_] => bail!("its \"inbound_nodes\" can't be read"),
        _ => bail!(
            "it is used {} times; shared layers are not supported",
            calls.len()
        ),
    }
    Ok(names)
}

/// `["name", node, output, …]`.
fn tensor_name(tensor: &Value) -> Result<String> {
    let name = tensor.get(0).and_then(Value::as_str);
    let output = tensor.get(2).and_then(Value::as_u64);
    match (name, output) {
        (Some(name), Some(0)) => Ok(name.to_owned()),
        _ => bail!("it reads {tensor}, which is not the single output of a layer"),
    }
}

/// Every `keras_history` in the arguments of a call. The depth is bounded by the JSON parser's own limit.
fn tensors_of_call(value: &Value, names: &mut Vec<String>) -> Result<()> {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                if key == "keras_history" {
                    names.push(tensor_name(value)?);
                } else {
                    tensors_of_call(value, names)?;
                }
            }
        }
        Value::Array(values) => {
            for value in values {
                tensors_of_call(value, names)?;
            }
        }
        _ => {}
    }
    Ok(())
}
