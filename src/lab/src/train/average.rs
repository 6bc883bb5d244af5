//! The exponential moving average of the weights: steadier than the last step's (Polyak and Juditsky, 1992).

use std::collections::HashMap;

use anyhow::{Context, Result};
use burn::module::{Module, ModuleMapper, ModuleVisitor, Param, ParamId};
use burn::tensor::{Tensor, TensorData};
use spotcheck::networks::Network;

/// Averages by parameter; batch norms' running statistics are parameters here too.
pub struct MovingAverage {
    decay: f32,
    values: HashMap<ParamId, Vec<f32>>,
    updates: u32,
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

    /// Continues from an average that was saved.
    pub fn start(&mut self, network: &Network) {
        let mut collect = Collect(HashMap::new());
        network.visit(&mut collect);
        self.values = collect.0;
        // Long past the first steps, in which the average forgets its start faster.
        self.updates = u32::MAX;
    }

    /// Takes one more step's weights in.
    pub fn update(&mut self, network: &Network) -> Result<()> {
        let mut collect = Collect(HashMap::new());
        network.visit(&mut collect);
        self.updates = self.updates.saturating_add(1);
        let early = (1.0 + self.updates as f32) / (10.0 + self.updates as f32);
        let decay = self.decay.min(early);
        if self.values.is_empty() {
            self.values = collect.0;
            return Ok(());
        }
        for (id, fresh) in collect.0 {
            let kept = self
                .values
                .get_mut(&id)
                .context("a parameter appeared while training")?;
            for (kept, fresh) in kept.iter_mut().zip(fresh) {
                *kept = *kept * decay + fresh * (1.0 - decay);
            }
        }
        Ok(())
    }

    /// The network with the averaged weights in place of its own.
    pub fn apply(&self, network: Network) -> Network {
        network.map(&mut Replace(&self.values))
    }
}

struct Collect(HashMap<ParamId, Vec<f32>>);

impl ModuleVisitor for Collect {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let data = parameter.val().into_data();
        self.0.insert(parameter.id, data.iter::<f32>().collect());
    }
}

struct Replace<'values>(&'values HashMap<ParamId, Vec<f32>>);

impl ModuleMapper for Replace<'_> {
    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some(values) = self.0.get(&parameter.id) else {
            return parameter;
        };
        parameter.map(|tensor| {
            let data = TensorData::new(values.clone(), tensor.shape());
            Tensor::from_data(data, &tensor.device())
        })
    }
}
