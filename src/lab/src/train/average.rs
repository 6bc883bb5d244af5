//! The exponential moving average of the weights: steadier than the last step's (Polyak and Juditsky, 1992).

use std::collections::HashMap;

use anyhow::{Context, Result};
use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::{Tensor, TensorData};
use spotcheck::networks::Network;

/// Averages by the parameter's path, batch norms' running statistics among them. Not by its id: those of running
/// statistics are drawn anew when a checkpoint is loaded.
pub struct MovingAverage {
    decay: f32,
    values: HashMap<String, Vec<f32>>,
    updates: usize,
}

impl MovingAverage {
    /// An empty average; a decay of 0 follows the weights themselves.
    pub fn new(decay: f32) -> Self {
        Self {
            decay,
            values: HashMap::new(),
            updates: 0,
        }
    }

    /// Continues from an average that was saved after so many updates.
    pub fn start(&mut self, network: &Network, updates: usize) {
        self.values = values_of(network);
        self.updates = updates;
    }

    /// Takes one more step's weights in.
    pub fn update(&mut self, network: &Network) -> Result<()> {
        if self.decay == 0.0 {
            return Ok(());
        }
        let fresh = values_of(network);
        self.updates += 1;
        // At first the average forgets its start faster: nobody wants the initial weights in it.
        let early = (1.0 + self.updates as f32) / (10.0 + self.updates as f32);
        let decay = self.decay.min(early);
        if self.values.is_empty() {
            self.values = fresh;
            return Ok(());
        }
        for (path, fresh) in fresh {
            let kept = self
                .values
                .get_mut(&path)
                .with_context(|| format!("the parameter {path} appeared while training"))?;
            for (kept, fresh) in kept.iter_mut().zip(fresh) {
                *kept = *kept * decay + fresh * (1.0 - decay);
            }
        }
        Ok(())
    }

    /// The network with the averaged weights in place of its own.
    pub fn apply(&self, network: Network) -> Network {
        if self.decay == 0.0 {
            return network;
        }
        network.map(&mut Replace {
            path: Vec::new(),
            values: &self.values,
        })
    }
}

/// Every float of a network, by path.
pub fn values_of(network: &Network) -> HashMap<String, Vec<f32>> {
    let mut collect = Collect::default();
    network.visit(&mut collect);
    collect.values
}

#[derive(Default)]
struct Collect {
    path: Vec<String>,
    values: HashMap<String, Vec<f32>>,
}

impl ModuleVisitor for Collect {
    fn enter_module(&mut self, name: &str, _container: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.pop();
    }

    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let data = parameter.val().into_data();
        self.values
            .insert(self.path.join("."), data.iter::<f32>().collect());
    }
}

struct Replace<'values> {
    path: Vec<String>,
    values: &'values HashMap<String, Vec<f32>>,
}

impl ModuleMapper for Replace<'_> {
    fn enter_module(&mut self, name: &str, _container: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.pop();
    }

    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some(values) = self.values.get(&self.path.join(".")) else {
            return parameter;
        };
        parameter.map(|tensor| {
            let data = TensorData::new(values.clone(), tensor.shape());
            Tensor::from_data(data, &tensor.device())
        })
    }
}
