//! The networks, one file each, behind one interface.

mod skin28;

use burn::module::Module;
use burn::store::{ModuleRecord, RecordError};
use burn::tensor::{Device, Tensor};

pub use skin28::Skin28;

use crate::error::{Error, ErrorKind, Result};

/// What a forward pass gives, for a batch of `n`.
#[derive(Debug, Clone)]
pub struct Output {
    /// `[n, classes]`, unnormalised.
    pub logits: Tensor<2>,
    /// `[n, features]`: the last hidden layer, from which novelty is judged.
    pub features: Tensor<2>,
}

/// Any of the networks, so that a card can name one.
#[derive(Module, Debug)]
pub enum Network {
    /// *Skin-Cancer-Classification*'s 28×28 network.
    Skin28(Skin28),
}

impl Network {
    /// Builds the network `name` with fresh weights.
    ///
    /// # Errors
    /// [`ErrorKind::CardVersion`] when this version knows no such network.
    pub fn init(name: &str, device: &Device) -> Result<Self> {
        match name {
            Skin28::NAME => Ok(Self::Skin28(Skin28::init(device))),
            _ => Err(Error::new(
                ErrorKind::CardVersion,
                format!("This version of Spotcheck has no network called \"{name}\"."),
            )),
        }
    }

    /// Runs the network on `[n, 3, size, size]`.
    #[must_use]
    pub fn forward(&self, input: Tensor<4>) -> Output {
        match self {
            Self::Skin28(network) => network.forward(input),
        }
    }

    /// How many logits [`Network::forward`] gives.
    #[must_use]
    pub const fn classes(&self) -> usize {
        match self {
            Self::Skin28(_) => Skin28::CLASSES,
        }
    }

    /// How many features [`Network::forward`] gives.
    #[must_use]
    pub const fn features(&self) -> usize {
        match self {
            Self::Skin28(_) => Skin28::FEATURES,
        }
    }

    /// The side of its square input in pixels.
    #[must_use]
    pub const fn input_size(&self) -> u32 {
        match self {
            Self::Skin28(_) => Skin28::INPUT_SIZE,
        }
    }

    /// Takes the parameters of the network itself, without the name of the variant in their paths: a weight
    /// file stays the same when another network is added here.
    #[must_use]
    pub fn into_inner_record(self) -> ModuleRecord {
        match self {
            Self::Skin28(network) => network.into_record(),
        }
    }

    /// The counterpart of [`Network::into_inner_record`].
    ///
    /// # Errors
    /// When a parameter is missing, left over, or has another shape.
    pub fn load_inner_record(self, record: ModuleRecord) -> std::result::Result<Self, RecordError> {
        match self {
            Self::Skin28(network) => network.try_load_record(record).map(Self::Skin28),
        }
    }
}
