//! Where networks are trained.

use burn::tensor::Device;
use clap::ValueEnum;

/// Where networks are trained. Everything else, such as evaluation, runs on the processor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Backend {
    /// The processor, through Burn's flex: the same weights again for the same seed
    #[default]
    Flex,
    /// A GPU through WebGPU, Vulkan or Metal (built with `--features wgpu`)
    #[cfg(feature = "wgpu")]
    Wgpu,
    /// An NVIDIA GPU (built with `--features cuda`)
    #[cfg(feature = "cuda")]
    Cuda,
}

impl Backend {
    /// The device, without autodiff.
    #[must_use]
    pub fn device(self) -> Device {
        match self {
            Self::Flex => Device::flex(),
            #[cfg(feature = "wgpu")]
            Self::Wgpu => Device::wgpu(burn::tensor::DeviceKind::DefaultDevice),
            #[cfg(feature = "cuda")]
            Self::Cuda => Device::cuda(0),
        }
    }
}
