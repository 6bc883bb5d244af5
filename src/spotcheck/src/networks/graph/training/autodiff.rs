//! The operations as steps of a gradient: what each keeps for the way back, and to whom it hands what on.

use burn::backend::autodiff::NodeId;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind, unary};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, AutodiffBackend, Flex};
use burn::tensor::ops::ConvOptions;

use super::{TrainingOps, convolution, flex, norm, pool};

#[derive(Debug)]
struct Convolution;

impl Backward<Flex, 2> for Convolution {
    type State = (NodeId, NodeId, ConvOptions<2>);

    fn backward(
        self,
        ops: Ops<Self::State, 2>,
        gradients: &mut Gradients,
        checkpointer: &mut Checkpointer,
    ) {
        let [of_x, of_weight] = ops.parents;
        let gradient = gradients.consume::<Flex>(&ops.node);
        let (x, weight, options) = ops.state;
        let (x, weight) = (
            checkpointer.retrieve_node_output::<FloatTensor<Flex>>(x),
            checkpointer.retrieve_node_output::<FloatTensor<Flex>>(weight),
        );
        let wanted = (of_x.is_some(), of_weight.is_some());
        let (to_x, to_weight) = convolution::backward(x, weight, gradient, &options, wanted);
        for (node, gradient) in [(of_x, to_x), (of_weight, to_weight)] {
            if let (Some(node), Some(gradient)) = (node, gradient) {
                gradients.register::<Flex>(node.id, gradient);
            }
        }
    }
}

#[derive(Debug)]
struct Norm;

impl Backward<Flex, 3> for Norm {
    type State = (NodeId, NodeId, norm::Statistics);

    fn backward(
        self,
        ops: Ops<Self::State, 3>,
        gradients: &mut Gradients,
        checkpointer: &mut Checkpointer,
    ) {
        let gradient = gradients.consume::<Flex>(&ops.node);
        let (x, gamma, statistics) = ops.state;
        let x = checkpointer.retrieve_node_output::<FloatTensor<Flex>>(x);
        let gamma = checkpointer.retrieve_node_output::<FloatTensor<Flex>>(gamma);
        let handed_on = norm::backward(x, gamma, &statistics, gradient);
        for (node, gradient) in ops.parents.into_iter().zip(handed_on) {
            if let Some(node) = node {
                gradients.register::<Flex>(node.id, gradient);
            }
        }
    }
}

#[derive(Debug)]
struct Clamp;

impl Backward<Flex, 1> for Clamp {
    type State = (FloatTensor<Flex>, f32, f32);

    fn backward(
        self,
        ops: Ops<Self::State, 1>,
        gradients: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        let (output, min, max) = ops.state;
        unary::<Flex, _>(ops.parents, ops.node, gradients, |gradient| {
            flex::clamp_backward(&output, gradient, min, max)
        });
    }
}

#[derive(Debug)]
struct MaxPool;

impl Backward<Flex, 1> for MaxPool {
    type State = (NodeId, FloatTensor<Flex>, [usize; 2]);

    fn backward(
        self,
        ops: Ops<Self::State, 1>,
        gradients: &mut Gradients,
        checkpointer: &mut Checkpointer,
    ) {
        let (x, output, window) = ops.state;
        let x = checkpointer.retrieve_node_output::<FloatTensor<Flex>>(x);
        unary::<Flex, _>(ops.parents, ops.node, gradients, |gradient| {
            pool::backward(&x, &output, gradient, window)
        });
    }
}

impl<C: CheckpointStrategy> TrainingOps for Autodiff<Flex, C> {
    fn training_convolution(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        options: ConvOptions<2>,
    ) -> FloatTensor<Self> {
        match Convolution
            .prepare::<C>([x.node(), weight.node()])
            .compute_bound()
            .stateful()
        {
            OpsKind::Tracked(mut prep) => {
                let state = (
                    prep.checkpoint(&x),
                    prep.checkpoint(&weight),
                    options.clone(),
                );
                let output = Flex::training_convolution(
                    x.into_primitive(),
                    weight.into_primitive(),
                    options,
                );
                prep.finish(state, output)
            }
            OpsKind::UnTracked(prep) => prep.finish(Flex::training_convolution(
                x.into_primitive(),
                weight.into_primitive(),
                options,
            )),
        }
    }

    fn training_norm(
        x: FloatTensor<Self>,
        gamma: FloatTensor<Self>,
        beta: FloatTensor<Self>,
        epsilon: f64,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let prepared = Norm
            .prepare::<C>([x.node(), gamma.node(), beta.node()])
            .compute_bound()
            .stateful();
        let (output, statistics) = match prepared {
            OpsKind::Tracked(mut prep) => {
                let (x_state, gamma_state) = (prep.checkpoint(&x), prep.checkpoint(&gamma));
                let (output, statistics) = norm::forward(
                    x.into_primitive(),
                    gamma.into_primitive(),
                    beta.into_primitive(),
                    epsilon,
                );
                let state = (x_state, gamma_state, statistics.clone());
                (prep.finish(state, output), statistics)
            }
            OpsKind::UnTracked(prep) => {
                let (output, statistics) = norm::forward(
                    x.into_primitive(),
                    gamma.into_primitive(),
                    beta.into_primitive(),
                    epsilon,
                );
                (prep.finish(output), statistics)
            }
        };
        let (mean, variance) = statistics.into_tensors();
        (output, Self::from_inner(mean), Self::from_inner(variance))
    }

    fn training_clamp(x: FloatTensor<Self>, min: f32, max: f32) -> FloatTensor<Self> {
        match Clamp.prepare::<C>([x.node()]).compute_bound().stateful() {
            OpsKind::Tracked(prep) => {
                let output = Flex::training_clamp(x.into_primitive(), min, max);
                prep.finish((output.clone(), min, max), output)
            }
            OpsKind::UnTracked(prep) => {
                prep.finish(Flex::training_clamp(x.into_primitive(), min, max))
            }
        }
    }

    fn training_max_pool(x: FloatTensor<Self>, window: [usize; 2]) -> FloatTensor<Self> {
        match MaxPool.prepare::<C>([x.node()]).compute_bound().stateful() {
            OpsKind::Tracked(mut prep) => {
                let kept = prep.checkpoint(&x);
                let output = Flex::training_max_pool(x.into_primitive(), window);
                prep.finish((kept, output.clone(), window), output)
            }
            OpsKind::UnTracked(prep) => {
                prep.finish(Flex::training_max_pool(x.into_primitive(), window))
            }
        }
    }
}
