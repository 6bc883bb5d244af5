//! Folds batch norm into the convolution or dense layer before it, as it is at inference: an affine map after an
//! affine map is one affine map. Fewer operations a picture, and a smaller file.

use burn::tensor::TensorData;

use super::NodeTensors;
use super::spec::{GraphSpec, Node, Op};
use crate::networks::MASK;

impl GraphSpec {
    /// The network without the batch norms that [`GraphSpec::fold`] takes away, without dropout, and without a mask that it
    /// learned by ([`MASK`]).
    #[must_use]
    pub fn folded(&self) -> Self {
        self.fold_with(|_, _| {})
    }

    /// The folded network with its weights.
    ///
    /// A convolution `y = w·x + b` and a batch norm `γ (y − μ) / √(σ² + ε) + β` after it become a convolution with
    /// `w' = w·γ/√(σ² + ε)` and `b' = (b − μ)·γ/√(σ² + ε) + β` (Jacob et al., CVPR 2018, section 3.2).
    #[must_use]
    pub fn fold(&self, mut tensors: Vec<NodeTensors>) -> (Self, Vec<NodeTensors>) {
        let mut kept = Vec::new();
        let folded = self.fold_with(|node, norm| {
            if let Some(norm) = norm {
                let statistics = tensors.get(norm).cloned().unwrap_or_default();
                if let (Some(Op::BatchNorm { epsilon }), Some(layer)) = (
                    self.nodes.get(norm).map(|node| &node.op),
                    tensors.get_mut(node),
                ) {
                    let dense = matches!(
                        self.nodes.get(node).map(|node| &node.op),
                        Some(Op::Dense { .. })
                    );
                    absorb(layer, &statistics, *epsilon, dense);
                }
            }
            kept.push(node);
        });
        let weights = kept
            .into_iter()
            .map(|node| tensors.get(node).cloned().unwrap_or_default())
            .collect();
        (folded, weights)
    }

    /// `keep` is told each layer that stays, in order, and the batch norm that goes into it.
    fn fold_with(&self, mut keep: impl FnMut(usize, Option<usize>)) -> Self {
        // Where each old output is found among the new ones.
        let mut places = vec![0];
        let mut nodes: Vec<Node> = Vec::with_capacity(self.nodes.len());
        let readers = |place: usize| {
            self.nodes
                .iter()
                .flat_map(|node| &node.inputs)
                .filter(|&&input| input == place)
                .count()
        };
        // A norm that follows a foldable layer which only it reads.
        let partner = |number: usize| -> Option<usize> {
            let next = number + 1;
            let norm = self.nodes.get(next)?;
            let foldable = matches!(
                self.nodes.get(number)?.op,
                Op::Conv { .. } | Op::Dense { .. }
            );
            (foldable
                && matches!(norm.op, Op::BatchNorm { .. })
                && norm.inputs == [next]
                && readers(next) == 1)
                .then_some(next)
        };
        let mut absorbed = None;
        for (number, node) in self.nodes.iter().enumerate() {
            let input = node
                .inputs
                .first()
                .and_then(|&place| places.get(place).copied())
                .unwrap_or(0);
            let is_last = number + 1 == self.nodes.len();
            let learned_by = node.name == MASK && !is_last && readers(number + 1) == 0;
            if absorbed == Some(number) || matches!(node.op, Op::Dropout { .. }) || learned_by {
                places.push(input);
                continue;
            }
            let mut kept = node.clone();
            for place in &mut kept.inputs {
                *place = places.get(*place).copied().unwrap_or(0);
            }
            absorbed = partner(number);
            if absorbed.is_some()
                && let Op::Conv { bias, .. } | Op::Dense { bias, .. } = &mut kept.op
            {
                *bias = true;
            }
            keep(number, absorbed);
            nodes.push(kept);
            places.push(nodes.len());
        }
        Self {
            input: self.input,
            nodes,
        }
    }
}

fn absorb(layer: &mut NodeTensors, norm: &NodeTensors, epsilon: f64, dense: bool) {
    let list = |data: &Option<TensorData>| -> Vec<f64> {
        data.as_ref()
            .map(|data| data.iter::<f64>().collect())
            .unwrap_or_default()
    };
    let (gamma, beta, mean, variance) = (
        list(&norm.gamma),
        list(&norm.beta),
        list(&norm.mean),
        list(&norm.variance),
    );
    let factors: Vec<f64> = gamma
        .iter()
        .zip(&variance)
        .map(|(gamma, variance)| gamma / (variance + epsilon).sqrt())
        .collect();
    let channels = factors.len().max(1);
    if let Some(weight) = &layer.weight {
        let numbers: Vec<f64> = weight.iter::<f64>().collect();
        // A convolution's filters come first, a dense layer's units last.
        let each = numbers.len() / channels;
        let scaled = numbers
            .iter()
            .enumerate()
            .map(|(place, value)| {
                let channel = if dense {
                    place % channels
                } else {
                    place / each.max(1)
                };
                (value * factors.get(channel).copied().unwrap_or(1.0)) as f32
            })
            .collect::<Vec<_>>();
        layer.weight = Some(TensorData::new(scaled, weight.shape().clone()));
    }
    let bias = match list(&layer.bias) {
        bias if bias.is_empty() => vec![0.0; channels],
        bias => bias,
    };
    let bias: Vec<f32> = bias
        .iter()
        .zip(&mean)
        .zip(factors.iter().zip(&beta))
        .map(|((bias, mean), (factor, beta))| ((bias - mean) * factor + beta) as f32)
        .collect();
    layer.bias = Some(TensorData::new(bias, [channels]));
}
