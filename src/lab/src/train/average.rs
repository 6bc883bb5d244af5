//! The moving average of the weights: steadier than the last step's (Polyak and Juditsky, 1992). It forgets by a polynomial at
//! first (Shamir and Zhang, 2013), and exponentially once that would forget more slowly than its decay.

use std::collections::HashMap;

use anyhow::{Context, Result};
use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::{Tensor, TensorData};
use spotcheck::networks::Network;

/// How fast the first steps are forgotten where a recipe says nothing.
pub const ETA: f32 = 8.0;

/// Averages by the parameter's path, batch norms' running statistics among them. Not by its id: those of running
/// statistics are drawn anew when a checkpoint is loaded.
pub struct MovingAverage {
    decay: f32,
    eta: f32,
    values: HashMap<String, Vec<f32>>,
    updates: usize,
}

impl MovingAverage {
    /// An empty average; a decay of 0 follows the weights themselves. `eta` is the polynomial's: at 0 all steps so far weigh
    /// nearly the same, and the larger it is, the more the last ones weigh.
    pub fn new(decay: f32, eta: f32) -> Self {
        Self {
            decay,
            eta,
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
        let early = 1.0 - (self.eta + 1.0) / (self.updates as f32 + self.eta + 2.0);
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

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;
    use spotcheck::networks::Skin28;

    fn network(seed: u64) -> Network {
        // Drawn on the host: the device's own random numbers are shared by all tests that run.
        let fresh = Network::Skin28(Skin28::init(&Device::flex()));
        let values = values_of(&fresh)
            .into_iter()
            .map(|(path, values)| {
                let drawn = (0..values.len() as u64).map(|place| (place * seed % 17) as f32);
                (path, drawn.collect())
            })
            .collect();
        fresh.map(&mut Replace {
            path: Vec::new(),
            values: &values,
        })
    }

    /// Every averaged value against what `expected` makes of those of the networks 1, 2 and 3.
    fn holds(average: &MovingAverage, expected: impl Fn([f32; 3]) -> f32) {
        let (one, two, three) = (
            values_of(&network(1)),
            values_of(&network(2)),
            values_of(&network(3)),
        );
        let averaged = values_of(&average.apply(network(9)));
        assert!(averaged.len() > 20);
        for (path, values) in averaged {
            for (place, value) in values.into_iter().enumerate() {
                let wanted = expected([one[&path][place], two[&path][place], three[&path][place]]);
                assert!(
                    (value - wanted).abs() < 1e-4,
                    "{path} {place}: {value}, {wanted}"
                );
            }
        }
    }

    #[test]
    fn early_steps_weigh_more_than_the_decay_says() {
        let mut average = MovingAverage::new(0.9, ETA);
        average.update(&network(1)).unwrap();
        holds(&average, |[one, _, _]| one);
        // The second step keeps (1 + 2) / (10 + 2) of what was, the third (1 + 3) / (10 + 3).
        average.update(&network(2)).unwrap();
        holds(&average, |[one, two, _]| 0.25 * one + 0.75 * two);
        average.update(&network(3)).unwrap();
        let kept = 4.0 / 13.0;
        holds(&average, |[one, two, three]| {
            kept * (0.25 * one + 0.75 * two) + (1.0 - kept) * three
        });
    }

    #[test]
    fn a_smaller_eta_forgets_more_slowly() {
        let mut average = MovingAverage::new(0.9, 2.0);
        average.update(&network(1)).unwrap();
        // The second step keeps 1 - 3 / (2 + 4), the third 1 - 3 / (3 + 4).
        average.update(&network(2)).unwrap();
        holds(&average, |[one, two, _]| 0.5 * one + 0.5 * two);
        average.update(&network(3)).unwrap();
        let kept = 4.0 / 7.0;
        holds(&average, |[one, two, three]| {
            kept * 0.5 * (one + two) + (1.0 - kept) * three
        });
    }

    #[test]
    fn a_saved_average_goes_on_where_it_was() {
        let mut average = MovingAverage::new(0.5, ETA);
        average.start(&network(1), 1000);
        average.update(&network(2)).unwrap();
        holds(&average, |[one, two, _]| 0.5 * one + 0.5 * two);
    }

    #[test]
    fn without_decay_the_weights_are_their_own() {
        let mut average = MovingAverage::new(0.0, ETA);
        average.update(&network(1)).unwrap();
        assert!(values_of(&average.apply(network(2))) == values_of(&network(2)));
    }
}
