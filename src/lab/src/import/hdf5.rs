//! HDF5 files from strangers: `hdf5-pure` reads them, this bounds what it may be made to read.
//!
//! The crate checks offsets and cycles itself. What it can't know is how much is too much: a few damaged bytes may
//! announce a chunk of gigabytes, and a thousand texts may all be the same long one. So sizes are compared with
//! limits before anything is fetched, and the bytes fetched in all are counted.

use std::cell::Cell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result, bail, ensure};
use hdf5_pure::{AttrValue, DType, Dataset, File, FormatError, Layout, Source};

/// Larger files are not read: the largest image network of Keras' own collection has under 1 GB.
const MOST_BYTES: u64 = 1 << 30;
/// The largest tensor, in elements.
const MOST_ELEMENTS: u64 = 1 << 26;

/// All tensors that are read from one file, in elements (1 GiB of 32-bit floats).
const MOST_ELEMENTS_IN_ALL: u64 = 1 << 28;
/// How often a file may be read over, and how many bytes at least, before it is taken for one made to exhaust us.
const MOST_PASSES: u64 = 16;
const FREE_BYTES: u64 = 16 << 20;

/// The first bytes of every HDF5 file without a user block.
pub const SIGNATURE: [u8; 8] = *b"\x89HDF\r\n\x1a\n";

/// Numbers with their shape, row-major.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    /// One length an axis.
    pub shape: Vec<usize>,
    /// As many as the product of the shape.
    pub values: Vec<f32>,
}

/// An open file.
pub struct Hdf5 {
    file: File,
    bytes: u64,
    elements_left: Cell<u64>,
}

impl Hdf5 {
    /// Reads a file.
    ///
    /// # Errors
    /// When it can't be read, is larger than 1 GiB or is not HDF5.
    pub fn open(path: &Path) -> Result<Self> {
        let name = path.display();
        let size = std::fs::metadata(path)
            .with_context(|| format!("{name} can't be read"))?
            .len();
        ensure!(
            size <= MOST_BYTES,
            "{name} has {size} bytes; at most {MOST_BYTES} are read"
        );
        let bytes = std::fs::read(path).with_context(|| format!("{name} can't be read"))?;
        Self::from_bytes(bytes).with_context(|| format!("{name} is no sound HDF5 file"))
    }

    /// Reads a file's bytes.
    ///
    /// # Errors
    /// When they are not HDF5.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        ensure!(
            bytes.starts_with(&SIGNATURE),
            "it does not begin as HDF5 does"
        );
        let length = bytes.len() as u64;
        let file = File::from_source(Metered {
            bytes,
            left: AtomicU64::new(MOST_PASSES * length + FREE_BYTES),
        })?;
        let wanted = file.superblock().eof_address;
        ensure!(
            wanted <= length,
            "it was cut off: it has {length} of {wanted} bytes"
        );
        Ok(Self {
            file,
            bytes: length,
            elements_left: Cell::new(MOST_ELEMENTS_IN_ALL),
        })
    }

    /// A text attribute of a group (`"/"` is the root), or `None` where there is none of that name.
    ///
    /// # Errors
    /// When the group is missing or damaged, or the attribute is no text.
    pub fn text(&self, group: &str, attribute: &str) -> Result<Option<String>> {
        match self.attributes(group)?.remove(attribute) {
            None => Ok(None),
            Some(value) => match value.as_str() {
                Some(text) => Ok(Some(text.to_owned())),
                None => bail!("the attribute \"{attribute}\" of \"{group}\" is no text"),
            },
        }
    }

    /// A list of texts in a group's attribute. Keras spreads a list over `name0`, `name1`, … where it would exceed
    /// the 64 kB that an attribute may have. `None` where there is neither.
    ///
    /// # Errors
    /// As [`Hdf5::text`].
    pub fn texts(&self, group: &str, attribute: &str) -> Result<Option<Vec<String>>> {
        let mut attributes = self.attributes(group)?;
        if let Some(value) = attributes.remove(attribute) {
            return list(&value)
                .map(Some)
                .with_context(|| format!("the attribute \"{attribute}\" of \"{group}\""));
        }
        let mut joined = None;
        for part in 0.. {
            let name = format!("{attribute}{part}");
            let Some(value) = attributes.remove(&name) else {
                break;
            };
            let mut texts =
                list(&value).with_context(|| format!("the attribute \"{name}\" of \"{group}\""))?;
            joined.get_or_insert_with(Vec::new).append(&mut texts);
        }
        Ok(joined)
    }

    /// A dataset of floating-point numbers.
    ///
    /// # Errors
    /// When it is missing, damaged, too large, not all there, or not of numbers.
    pub fn tensor(&self, path: &str) -> Result<Tensor> {
        self.read_tensor(path)
            .with_context(|| format!("the numbers \"{path}\" can't be read"))
    }

    fn read_tensor(&self, path: &str) -> Result<Tensor> {
        let dataset = self.file.dataset(path)?;
        let kind = dataset.dtype()?;
        ensure!(
            matches!(kind, DType::F32 | DType::F64),
            "they are {kind:?}; 32- and 64-bit floats are read"
        );
        let shape = dataset.shape()?;
        let count =
            product(&shape).with_context(|| format!("a shape of {shape:?} is too large"))?;
        let held = self.check_storage(&dataset, &shape, count)?;
        let left = self.elements_left.get().checked_sub(held);
        self.elements_left
            .set(left.context("the file's tensors are too large together")?);
        let values = dataset.read_f32()?;
        ensure!(
            values.len() as u64 == count,
            "there are {} instead of {count}",
            values.len()
        );
        ensure!(
            values.iter().all(|value| value.is_finite()),
            "one of them is infinite or not a number"
        );
        let shape = shape.into_iter().map(|length| length as usize).collect();
        Ok(Tensor { shape, values })
    }

    /// Nothing may be announced that the file can't hold. Gives how many elements are unpacked to read it: chunks
    /// stick out of the tensor.
    fn check_storage(&self, dataset: &Dataset, shape: &[u64], count: u64) -> Result<u64> {
        let element = dataset.element_size()?;
        ensure!(element <= 8, "one number takes {element} bytes");
        let mut unpacked = count;
        match dataset.layout()? {
            Layout::Compact { size } => {
                ensure!(size >= count * element, "they are not all there");
            }
            Layout::Contiguous { address, size } => {
                let end = address.and_then(|start| start.checked_add(size));
                ensure!(
                    end.is_some_and(|end| end <= self.bytes) && size >= count * element,
                    "they are not all there: the file was cut off or never finished"
                );
            }
            Layout::Chunked { chunk_shape, .. } => {
                // A chunk may stick out of the tensor, but no program makes it much larger than that.
                let chunk = product(&chunk_shape)
                    .filter(|&chunk| chunk > 0 && chunk_shape.len() == shape.len())
                    .with_context(|| format!("chunks of {chunk_shape:?} can't be"))?;
                let chunks = dataset.chunks()?;
                ensure!(
                    chunks.iter().all(|chunk| chunk.storage_size <= self.bytes),
                    "a chunk is larger than the file"
                );
                // What was never written would be read as zeros.
                let wanted: u64 = shape
                    .iter()
                    .zip(&chunk_shape)
                    .map(|(length, chunk)| length.div_ceil((*chunk).max(1)))
                    .product();
                ensure!(chunks.len() as u64 == wanted, "they are not all there");
                unpacked = wanted
                    .checked_mul(chunk)
                    .filter(|&unpacked| unpacked <= MOST_ELEMENTS)
                    .with_context(|| format!("{wanted} chunks of {chunk_shape:?} are too much"))?;
            }
            layout => bail!("their layout {layout:?} is not read"),
        }
        Ok(unpacked)
    }

    fn attributes(&self, group: &str) -> Result<HashMap<String, AttrValue>> {
        let found = if group == "/" {
            self.file.root()
        } else {
            self.file
                .group(group)
                .with_context(|| format!("the group \"{group}\" can't be read"))?
        };
        found
            .attrs()
            .with_context(|| format!("the attributes of \"{group}\" can't be read"))
    }
}

/// A file in memory that hands out a limited number of bytes.
struct Metered {
    bytes: Vec<u8>,
    left: AtomicU64,
}

impl Source for Metered {
    fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), FormatError> {
        let wanted = buffer.len() as u64;
        let spend = |left: u64| left.checked_sub(wanted);
        self.left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, spend)
            .map_err(|_| FormatError::Source("the file is read over and over".to_owned()))?;
        let part = usize::try_from(offset)
            .ok()
            .and_then(|start| Some(start..start.checked_add(buffer.len())?))
            .and_then(|range| self.bytes.get(range))
            .ok_or_else(|| FormatError::Source("the file ends too early".to_owned()))?;
        buffer.copy_from_slice(part);
        Ok(())
    }
}

/// An attribute's texts; one that holds a single text gives that.
fn list(value: &AttrValue) -> Result<Vec<String>> {
    match (value.as_strings(), value.as_str()) {
        (Some(texts), _) => Ok(texts.to_vec()),
        (None, Some(text)) => Ok(vec![text.to_owned()]),
        // A layer without weights has an empty list, for which h5py writes floats.
        (None, None) if value.to_f64s().is_some_and(|numbers| numbers.is_empty()) => Ok(Vec::new()),
        (None, None) => bail!("it holds no texts"),
    }
}

/// The number of elements, when it is within the limit.
fn product(shape: &[u64]) -> Option<u64> {
    shape
        .iter()
        .try_fold(1u64, |product, length| product.checked_mul(*length))
        .filter(|count| *count <= MOST_ELEMENTS)
}

#[cfg(test)]
mod tests;
