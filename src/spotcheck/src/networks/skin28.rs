//! The 28×28 network of the student project *Skin-Cancer-Classification* (Keras, HAM10000, seven classes).
//!
//! | layer | output | parameters |
//! |---|---|---|
//! | conv 3×3, 16, same, ReLU | 28×28×16 | 448 |
//! | max-pool 2, batch norm | 14×14×16 | 64 |
//! | conv 3×3, 32, valid, ReLU | 12×12×32 | 4,640 |
//! | conv 3×3, 64, valid, ReLU | 10×10×64 | 18,496 |
//! | max-pool 2, batch norm | 5×5×64 | 256 |
//! | conv 3×3, 128, valid, ReLU | 3×3×128 | 73,856 |
//! | conv 3×3, 256, valid, ReLU | 1×1×256 | 295,168 |
//! | flatten, dropout | 256 | 0 |
//! | dense 256, ReLU, batch norm, dropout | 256 | 65,792 + 1,024 |
//! | dense 128, ReLU, batch norm | 128 | 32,896 + 512 |
//! | dense 64, ReLU, batch norm, dropout | 64 | 8,256 + 256 |
//! | dense 32, ReLU, batch norm | 32 | 2,080 + 128 |
//! | dense 7 | 7 | 231 |
//!
//! 504,103 in all, 502,983 trainable: the rest are the batch norms' running means and variances.

use burn::module::Module;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::pool::{MaxPool2d, MaxPool2dConfig};
use burn::nn::{
    BatchNorm, BatchNormConfig, Dropout, DropoutConfig, Initializer, Linear, LinearConfig,
    PaddingConfig2d,
};
use burn::tensor::{Device, Tensor};

use super::Output;
use super::graph::{dense, max_pool, norm, rectified, relu};

/// Keras' default, which the seed used.
const BATCH_NORM_EPSILON: f64 = 1e-3;
/// The seed drops a fifth after each of the three marked layers.
const DROPOUT: f64 = 0.2;

/// See the module's documentation.
#[derive(Module, Debug)]
pub struct Skin28 {
    conv1: Conv2d,
    norm1: BatchNorm,
    conv2: Conv2d,
    conv3: Conv2d,
    norm2: BatchNorm,
    conv4: Conv2d,
    conv5: Conv2d,
    dense1: Linear,
    norm3: BatchNorm,
    dense2: Linear,
    norm4: BatchNorm,
    dense3: Linear,
    norm5: BatchNorm,
    dense4: Linear,
    norm6: BatchNorm,
    dense5: Linear,
    pool: MaxPool2d,
    dropout: Dropout,
}

impl Skin28 {
    /// The name by which cards call it.
    pub const NAME: &str = "skin28";
    /// Side of the input in pixels.
    pub const INPUT_SIZE: u32 = 28;
    /// Number of logits.
    pub const CLASSES: usize = 7;
    /// Width of the last hidden layer.
    pub const FEATURES: usize = 32;

    /// Fresh weights: He's uniform initialisation for what a ReLU follows, as biases zero.
    #[must_use]
    pub fn init(device: &Device) -> Self {
        let initializer = Initializer::KaimingUniform {
            gain: std::f64::consts::SQRT_2,
            fan_out_only: false,
        };
        Self::build(&initializer, device)
    }

    /// Zeros for weights, in whose place others are to come.
    #[must_use]
    pub fn blank(device: &Device) -> Self {
        Self::build(&Initializer::Zeros, device)
    }

    fn build(initializer: &Initializer, device: &Device) -> Self {
        let conv = |channels_in, channels_out, padding| {
            Conv2dConfig::new([channels_in, channels_out], [3, 3])
                .with_padding(padding)
                .with_initializer(initializer.clone())
                .init(device)
        };
        let dense = |inputs, outputs| {
            LinearConfig::new(inputs, outputs)
                .with_initializer(initializer.clone())
                .init(device)
        };
        let norm = |features| {
            BatchNormConfig::new(features)
                .with_epsilon(BATCH_NORM_EPSILON)
                .init(device)
        };
        Self {
            conv1: conv(3, 16, PaddingConfig2d::Same),
            norm1: norm(16),
            conv2: conv(16, 32, PaddingConfig2d::Valid),
            conv3: conv(32, 64, PaddingConfig2d::Valid),
            norm2: norm(64),
            conv4: conv(64, 128, PaddingConfig2d::Valid),
            conv5: conv(128, 256, PaddingConfig2d::Valid),
            dense1: dense(256, 256),
            norm3: norm(256),
            dense2: dense(256, 128),
            norm4: norm(128),
            dense3: dense(128, 64),
            norm5: norm(64),
            dense4: dense(64, Self::FEATURES),
            norm6: norm(Self::FEATURES),
            dense5: dense(Self::FEATURES, Self::CLASSES),
            pool: MaxPool2dConfig::new([2, 2]).with_strides([2, 2]).init(),
            dropout: DropoutConfig::new(DROPOUT).init(),
        }
    }

    /// `[n, 3, 28, 28]` → logits `[n, 7]` and features `[n, 32]`.
    #[must_use]
    pub fn forward(&self, input: Tensor<4>) -> Output {
        let x = rectified(&self.conv1, input);
        let x = norm(&self.norm1, max_pool(&self.pool, x));
        let x = rectified(&self.conv2, x);
        let x = rectified(&self.conv3, x);
        let x = norm(&self.norm2, max_pool(&self.pool, x));
        let x = rectified(&self.conv4, x);
        let x = rectified(&self.conv5, x);
        let x = self.dropout.forward(x.flatten::<2>(1, 3));
        let x = norm(&self.norm3, relu(dense(&self.dense1, x)));
        let x = self.dropout.forward(x);
        let x = norm(&self.norm4, relu(dense(&self.dense2, x)));
        let x = norm(&self.norm5, relu(dense(&self.dense3, x)));
        let x = self.dropout.forward(x);
        let features = norm(&self.norm6, relu(dense(&self.dense4, x)));
        Output {
            logits: dense(&self.dense5, features.clone()),
            features,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Shape;

    fn conv_parameters(conv: &Conv2d) -> usize {
        conv.num_params()
    }

    #[test]
    fn the_layer_table_is_the_seeds() {
        let network = Skin28::init(&Device::flex());
        let norm = |layer: &BatchNorm| 4 * layer.gamma.shape().num_elements();
        let table = [
            conv_parameters(&network.conv1),
            norm(&network.norm1),
            conv_parameters(&network.conv2),
            conv_parameters(&network.conv3),
            norm(&network.norm2),
            conv_parameters(&network.conv4),
            conv_parameters(&network.conv5),
            network.dense1.num_params(),
            norm(&network.norm3),
            network.dense2.num_params(),
            norm(&network.norm4),
            network.dense3.num_params(),
            norm(&network.norm5),
            network.dense4.num_params(),
            norm(&network.norm6),
            network.dense5.num_params(),
        ];
        assert_eq!(
            table,
            [
                448, 64, 4640, 18_496, 256, 73_856, 295_168, 65_792, 1024, 32_896, 512, 8256, 256,
                2080, 128, 231
            ]
        );
        assert_eq!(table.iter().sum::<usize>(), 504_103);
        assert_eq!(network.num_params(), 504_103);
        let running = |layer: &BatchNorm| {
            let shapes = [&layer.running_mean, &layer.running_var].map(|one| one.value().shape());
            shapes.iter().map(Shape::num_elements).sum::<usize>()
        };
        let fixed: usize = [
            &network.norm1,
            &network.norm2,
            &network.norm3,
            &network.norm4,
            &network.norm5,
            &network.norm6,
        ]
        .map(running)
        .iter()
        .sum();
        assert_eq!(network.num_params() - fixed, 502_983);
    }

    #[test]
    fn shapes_follow_the_table() {
        let device = Device::flex();
        let network = Skin28::init(&device);
        let output = network.forward(Tensor::zeros([2, 3, 28, 28], &device));
        assert_eq!(output.logits.dims(), [2, 7]);
        assert_eq!(output.features.dims(), [2, 32]);
    }
}
