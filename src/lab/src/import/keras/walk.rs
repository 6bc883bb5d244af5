//! Follows a Keras model from the picture to the answer, through nested models, and writes one flat graph.

use std::collections::{HashMap, HashSet};

use anyhow::{Context, Result, bail, ensure};
use spotcheck::networks::graph::{GraphSpec, Node, NodeTensors, Op, Shape};

use super::config::{Layer, Model, Wiring};
use super::weights::{Place, Weights};

/// How deep models may be nested.
const DEEPEST: usize = 16;
/// More layers than that are refused, however they are nested.
const MOST_NODES: usize = 2048;

/// The graph so far. Outputs are counted as [`Node::inputs`] counts them: 0 is the picture.
pub struct Walk<'file> {
    pub weights: &'file Weights<'file>,
    pub spec: GraphSpec,
    pub tensors: Vec<NodeTensors>,
    /// For each output that is a flattened map: the map's height, width and channels. Keras flattens channels last,
    /// our layers channels first, so whatever reads such a row by place must be reordered.
    pub flattened: Vec<Option<[usize; 3]>>,
    pub notes: Vec<String>,
    /// The shape of each output.
    shapes: Vec<Shape>,
    names: HashSet<String>,
}

/// The nested models that lead to a layer.
#[derive(Debug, Clone, Default)]
pub struct Scope<'name> {
    models: Vec<&'name str>,
}

impl<'name> Scope<'name> {
    /// Where the numbers of `layer` are found.
    pub fn place(&self, layer: &'name str) -> Place<'name> {
        Place {
            group: self.models.first().copied().unwrap_or(layer),
            models: self.models.iter().skip(1).copied().collect(),
            layer,
            nested: !self.models.is_empty(),
        }
    }
}

impl<'file> Walk<'file> {
    /// Nothing but the picture.
    pub fn new(weights: &'file Weights<'file>, input: [usize; 3]) -> Self {
        Self {
            weights,
            spec: GraphSpec {
                input,
                nodes: Vec::new(),
            },
            tensors: Vec::new(),
            flattened: vec![None],
            notes: Vec::new(),
            shapes: vec![Shape::Map(input)],
            names: HashSet::new(),
        }
    }

    /// The outermost model, which reads the picture; gives the place of its output.
    pub fn whole(&mut self, model: &Model) -> Result<usize> {
        self.model(model, 0, &Scope::default())
    }

    fn model(&mut self, model: &Model, input: usize, scope: &Scope<'_>) -> Result<usize> {
        ensure!(
            scope.models.len() <= DEEPEST,
            "models are nested more than {DEEPEST} deep"
        );
        match &model.wiring {
            Wiring::Chain => {
                let mut place = input;
                for layer in &model.layers {
                    place = self.step(layer, &[place], scope)?;
                }
                Ok(place)
            }
            Wiring::Graph {
                input: first,
                output,
            } => self
                .functional(model, first, input, scope)?
                .get(output.as_str())
                .copied()
                .with_context(|| {
                    format!("\"{}\" has no layer \"{output}\", its output", model.name)
                }),
        }
    }

    /// Computes what can be computed until all is; the order of the file need not be that of computing.
    fn functional<'model>(
        &mut self,
        model: &'model Model,
        first: &str,
        input: usize,
        scope: &Scope<'_>,
    ) -> Result<HashMap<&'model str, usize>> {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut waiting: Vec<&Layer> = model.layers.iter().collect();
        while !waiting.is_empty() {
            let mut still = Vec::new();
            let before = waiting.len();
            for layer in waiting {
                if layer.name == first {
                    places.insert(&layer.name, input);
                    continue;
                }
                ensure!(
                    !layer.reads.is_empty(),
                    "{} reads nothing: models of several inputs are not supported",
                    layer.title()
                );
                let reads: Option<Vec<usize>> = layer
                    .reads
                    .iter()
                    .map(|name| places.get(name.as_str()).copied())
                    .collect();
                match reads {
                    Some(reads) => {
                        let place = self.step(layer, &reads, scope)?;
                        let twice = places.insert(&layer.name, place).is_some();
                        ensure!(!twice, "two layers are called \"{}\"", layer.name);
                    }
                    None => still.push(layer),
                }
            }
            if let Some(layer) = still.first().filter(|_| still.len() == before) {
                bail!(
                    "{} reads {:?}, which can't be computed before it",
                    layer.title(),
                    layer.reads
                );
            }
            waiting = still;
        }
        Ok(places)
    }

    /// One layer or nested model; gives the place of its output.
    fn step(&mut self, layer: &Layer, inputs: &[usize], scope: &Scope<'_>) -> Result<usize> {
        let Some(model) = &layer.model else {
            return self
                .layer(layer, inputs, &scope.place(&layer.name))
                .with_context(|| format!("{} can't be imported", layer.title()));
        };
        let [input] = inputs else {
            bail!(
                "{} reads {} inputs; one is supported",
                layer.title(),
                inputs.len()
            );
        };
        let mut inner = scope.models.clone();
        inner.push(&layer.name);
        self.model(model, *input, &Scope { models: inner })
    }

    /// Adds a layer without numbers.
    pub fn push(&mut self, name: &str, op: Op, inputs: &[usize]) -> Result<usize> {
        self.push_with(name, op, inputs, NodeTensors::default())
    }

    /// Adds a layer. What it gives is a flattened map when what it reads is, unless the operation says otherwise.
    pub fn push_with(
        &mut self,
        name: &str,
        op: Op,
        inputs: &[usize],
        tensors: NodeTensors,
    ) -> Result<usize> {
        ensure!(
            self.spec.nodes.len() < MOST_NODES,
            "the model has more than {MOST_NODES} layers"
        );
        let flattened = match &op {
            Op::Flatten => match self.shape(inputs.first().copied().unwrap_or_default())? {
                // Of a map of one pixel both orders are one.
                Shape::Map([channels, height, width]) if height * width > 1 => {
                    Some([height, width, channels])
                }
                _ => None,
            },
            Op::Dense { .. } => None,
            _ => self.flattened(inputs)?,
        };
        // Two nested models may have layers of one name.
        let mut unique = name.to_owned();
        let mut count = 1;
        while !self.names.insert(unique.clone()) {
            count += 1;
            unique = format!("{name}_{count}");
        }
        self.spec.nodes.push(Node {
            name: unique,
            inputs: inputs.to_vec(),
            op,
        });
        let table = self.spec.table()?;
        self.shapes.extend(table.last().map(|layer| layer.output));
        self.tensors.push(tensors);
        self.flattened.push(flattened);
        Ok(self.spec.nodes.len())
    }

    /// The map that was flattened into what a layer reads, if that is so.
    pub fn flattened(&self, inputs: &[usize]) -> Result<Option<[usize; 3]>> {
        let mut maps = inputs
            .iter()
            .map(|&place| self.flattened.get(place).copied().flatten());
        let first = maps.next().flatten();
        ensure!(
            maps.all(|map| map == first),
            "a flattened map and another row meet"
        );
        Ok(first)
    }

    /// The shape of an output.
    pub fn shape(&self, place: usize) -> Result<Shape> {
        self.shapes
            .get(place)
            .copied()
            .context("it reads from a layer that is not there")
    }
}
