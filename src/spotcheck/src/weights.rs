//! Reads a weight file: burnpack, checked before any of it is used.
//!
//! Burnpack itself has no checksum: a flipped bit in a tensor loads silently. So the length and the SHA-256 are
//! compared with the card's, then names and shapes with the network's, then every value with infinity.

use burn::store::ModuleRecord;
use burn::tensor::{Bytes, DType, Device};
use burn_pack::Reader;
use sha2::{Digest, Sha256};

use crate::card::WeightFile;
use crate::error::{Error, ErrorKind, Result};
use crate::networks::{Architecture, Network};

/// SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            // Writing into a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// Builds a network and loads `bytes` into it, on `device`, in 32-bit floats whatever the file has.
///
/// # Errors
/// [`ErrorKind::WeightsSize`], [`ErrorKind::WeightsHash`], [`ErrorKind::WeightsNetwork`] or
/// [`ErrorKind::WeightsValues`], in this order of checking.
pub fn load(
    architecture: &Architecture<'_>,
    file: &WeightFile,
    bytes: Vec<u8>,
    device: &Device,
) -> Result<Network> {
    let hash = sha256_hex(&bytes);
    load_hashed(architecture, file, bytes, &hash, device)
}

/// As [`load`], with the SHA-256 of `bytes` in lower-case hexadecimal: a browser computes it faster than we can.
///
/// # Errors
/// As [`load`].
pub fn load_hashed(
    architecture: &Architecture<'_>,
    file: &WeightFile,
    bytes: Vec<u8>,
    hash: &str,
    device: &Device,
) -> Result<Network> {
    if bytes.len() as u64 != file.bytes {
        return Err(Error::new(
            ErrorKind::WeightsSize,
            format!(
                "The weight file has {} bytes instead of {}: it was cut off or replaced. Fetch it again.",
                bytes.len(),
                file.bytes
            ),
        ));
    }
    if hash != file.sha256 {
        return Err(Error::new(
            ErrorKind::WeightsHash,
            "The weight file was changed since it was published: its SHA-256 is not the card's. Fetch it again.",
        ));
    }
    load_unverified(architecture, bytes, device)
}

/// [`load`] without the card's checksum, for checkpoints, which change with every epoch.
///
/// # Errors
/// [`ErrorKind::WeightsNetwork`] or [`ErrorKind::WeightsValues`].
pub fn load_unverified(
    architecture: &Architecture<'_>,
    bytes: Vec<u8>,
    device: &Device,
) -> Result<Network> {
    let foreign = |reason: String| {
        Error::new(
            ErrorKind::WeightsNetwork,
            format!(
                "The weight file does not hold the network \"{}\": {reason}",
                architecture.name
            ),
        )
    };
    require_finite(&bytes)?;
    let record = ModuleRecord::from_bytes(Bytes::from_bytes_vec(bytes))
        .map_err(|error| foreign(error.to_string()))?
        .cast_to_module_dtype();
    Network::blank(architecture, device)?
        .load_inner_record(record)
        .map_err(|error| foreign(error.to_string()))
}

fn require_finite(bytes: &[u8]) -> Result<()> {
    let unreadable = |error: burn_pack::Error| {
        Error::new(
            ErrorKind::WeightsNetwork,
            format!("The weight file is no burnpack file: {error}"),
        )
    };
    let reader = Reader::from_bytes(Bytes::from_bytes_vec(bytes.to_vec())).map_err(unreadable)?;
    for tensor in reader.into_tensors().map_err(unreadable)? {
        let (name, dtype, _, _, bytes) = tensor.into_parts().map_err(unreadable)?;
        // By the bits of the exponent: made numbers of first, millions of values would take longer than the rest of loading.
        let finite = match dtype {
            DType::F16 => bytes.as_chunks().0.iter().all(|value| {
                let exponent = 0x7c00;
                u16::from_le_bytes(*value) & exponent != exponent
            }),
            DType::F32 => bytes.as_chunks().0.iter().all(|value| {
                let exponent = 0x7f80_0000;
                u32::from_le_bytes(*value) & exponent != exponent
            }),
            _ => {
                return Err(Error::new(
                    ErrorKind::WeightsNetwork,
                    format!("The weights \"{name}\" are {dtype:?}; 16- or 32-bit floats are read."),
                ));
            }
        };
        if !finite {
            return Err(Error::new(
                ErrorKind::WeightsValues,
                format!("The weights \"{name}\" hold a value that is infinite or not a number."),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::module::Module;
    use burn::tensor::FloatDType;

    const SKIN28: Architecture<'static> = Architecture {
        name: "skin28",
        classes: 7,
        size: 28,
        graph: None,
    };

    fn half_precision_file() -> Vec<u8> {
        let network = Network::init(&SKIN28, &Device::flex()).unwrap();
        to_f16(network)
            .into_inner_record()
            .into_bytes()
            .unwrap()
            .to_vec()
    }

    fn to_f16(network: Network) -> Network {
        struct Half;
        impl burn::module::ModuleMapper for Half {
            fn map_float<const D: usize>(
                &mut self,
                parameter: burn::module::Param<burn::Tensor<D>>,
            ) -> burn::module::Param<burn::Tensor<D>> {
                parameter.map(|tensor| tensor.cast(FloatDType::F16))
            }
        }
        network.map(&mut Half)
    }

    fn described(bytes: &[u8]) -> WeightFile {
        WeightFile {
            file: "weights.bpk".to_owned(),
            bytes: bytes.len() as u64,
            sha256: sha256_hex(bytes),
            dtype: "f16".to_owned(),
        }
    }

    #[test]
    fn sha256_is_the_standards() {
        assert_eq!(
            sha256_hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_whole_file_loads_and_any_flipped_bit_is_found() {
        let bytes = half_precision_file();
        let file = described(&bytes);
        assert!(load(&SKIN28, &file, bytes.clone(), &Device::flex()).is_ok());
        for place in (0..bytes.len()).step_by(bytes.len() / 97) {
            let mut flipped = bytes.clone();
            flipped[place] ^= 1 << (place % 8);
            let error = load(&SKIN28, &file, flipped, &Device::flex()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::WeightsHash, "byte {place}");
        }
    }

    #[test]
    fn truncated_and_foreign_files_are_told_apart() {
        let bytes = half_precision_file();
        let mut short = bytes.clone();
        short.truncate(bytes.len() / 2);
        let error = load(&SKIN28, &described(&bytes), short, &Device::flex()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WeightsSize);
        for garbage in [vec![], b"not a burnpack file".to_vec(), vec![0; 4096]] {
            let error = load(&SKIN28, &described(&garbage), garbage, &Device::flex()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::WeightsNetwork);
        }
    }

    #[test]
    fn infinite_weights_are_refused() {
        struct Spoil(bool);
        impl burn::module::ModuleMapper for Spoil {
            fn map_float<const D: usize>(
                &mut self,
                parameter: burn::module::Param<burn::Tensor<D>>,
            ) -> burn::module::Param<burn::Tensor<D>> {
                if std::mem::replace(&mut self.0, true) {
                    return parameter;
                }
                parameter.map(|tensor| tensor.mul_scalar(f32::INFINITY))
            }
        }
        let spoilt = Network::init(&SKIN28, &Device::flex())
            .unwrap()
            .map(&mut Spoil(false));
        for network in [spoilt.clone(), to_f16(spoilt)] {
            let bytes = network.into_inner_record().into_bytes().unwrap().to_vec();
            let error = load(&SKIN28, &described(&bytes), bytes, &Device::flex()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::WeightsValues);
        }
    }
}
