//! `NumPy`'s array files, as far as pictures and labels need them: integers in C order, after the format's description
//! (numpy.lib.format, versions 1 to 3).

use std::io::Read;

use anyhow::{Context, Result, bail, ensure};

const MAGIC: &[u8] = b"\x93NUMPY";
/// Headers are a line of text; more is no header.
const LONGEST_HEADER: usize = 1 << 16;

/// An array of integers.
#[derive(Debug)]
pub struct Array {
    /// Its length in each dimension.
    pub shape: Vec<usize>,
    /// Bytes an integer takes: 1, 2, 4 or 8, little-endian.
    width: usize,
    bytes: Vec<u8>,
}

impl Array {
    /// Reads an array.
    ///
    /// # Errors
    /// When it is no array file, not of integers, in Fortran order, or shorter than it says.
    pub fn read(mut input: impl Read) -> Result<Self> {
        let mut start = [0; 8];
        input
            .read_exact(&mut start)
            .context("the array is cut off")?;
        ensure!(start.starts_with(MAGIC), "this is no NumPy array");
        let [.., version, _] = start;
        let mut length = vec![0; if version == 1 { 2 } else { 4 }];
        input
            .read_exact(&mut length)
            .context("the array is cut off")?;
        let length = little_endian(&length) as usize;
        ensure!(
            length <= LONGEST_HEADER,
            "the array's header would take {length} bytes"
        );
        let mut header = vec![0; length];
        input
            .read_exact(&mut header)
            .context("the array is cut off")?;
        let header = String::from_utf8(header).context("the array's header is no text")?;

        let kind = field(&header, "descr")?
            .split(['\'', '"'])
            .nth(1)
            .unwrap_or_default();
        let width: usize = match kind {
            "|u1" | "|i1" | "|b1" => 1,
            "<u2" | "<i2" => 2,
            "<u4" | "<i4" => 4,
            "<u8" | "<i8" => 8,
            other => bail!("the array holds {other:?}, not integers"),
        };
        ensure!(
            field(&header, "fortran_order")?.starts_with("False"),
            "the array is in Fortran order"
        );
        let shape = shape(field(&header, "shape")?)?;
        let expected = shape
            .iter()
            .try_fold(width, |product, &length| product.checked_mul(length))
            .context("the array's shape is too large")?;
        let mut bytes = Vec::new();
        input.take(expected as u64).read_to_end(&mut bytes)?;
        ensure!(
            bytes.len() == expected,
            "the array is cut off: {} of {expected} bytes are there",
            bytes.len()
        );
        Ok(Self {
            shape,
            width,
            bytes,
        })
    }

    /// The values of an array of bytes.
    ///
    /// # Errors
    /// When it is one of larger integers.
    pub fn bytes(&self) -> Result<&[u8]> {
        ensure!(
            self.width == 1,
            "the array holds integers of {} bytes, not bytes",
            self.width
        );
        Ok(&self.bytes)
    }

    /// All values, as whole numbers from zero; a negative one comes out huge.
    pub fn numbers(&self) -> impl Iterator<Item = u64> {
        self.bytes.chunks_exact(self.width).map(little_endian)
    }
}

fn little_endian(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(0, |number, &byte| (number << 8) | u64::from(byte))
}

/// What stands behind a key of the header's dictionary.
fn field<'header>(header: &'header str, key: &str) -> Result<&'header str> {
    header
        .split_once(&format!("'{key}'"))
        .and_then(|(_, rest)| rest.trim_start().strip_prefix(':'))
        .map(str::trim_start)
        .with_context(|| format!("the array's header has no {key}"))
}

fn shape(text: &str) -> Result<Vec<usize>> {
    text.strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .and_then(|(inside, _)| {
            let lengths = inside.split(',').map(str::trim);
            lengths
                .filter(|length| !length.is_empty())
                .map(|length| length.parse().ok())
                .collect()
        })
        .context("the array's shape can't be read")
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// An array file.
    pub fn written(kind: &str, shape: &str, order: &str, bytes: &[u8]) -> Vec<u8> {
        let header =
            format!("{{'descr': '{kind}', 'fortran_order': {order}, 'shape': {shape}, }}\n");
        let mut file = [MAGIC, &[1, 0], &(header.len() as u16).to_le_bytes()].concat();
        file.extend(header.as_bytes());
        file.extend(bytes);
        file
    }

    #[test]
    fn integers_of_every_width_are_read() {
        let bytes = written("|u1", "(2, 3)", "False", &[1, 2, 3, 4, 5, 6]);
        let array = Array::read(&bytes[..]).unwrap();
        assert_eq!(
            (&*array.shape, array.bytes().unwrap().len()),
            (&[2, 3][..], 6)
        );
        let bytes = written("<i4", "(2,)", "False", &[7, 1, 0, 0, 255, 0, 0, 0]);
        let array = Array::read(&bytes[..]).unwrap();
        assert_eq!(array.numbers().collect::<Vec<_>>(), [263, 255]);
        assert!(array.bytes().is_err());
    }

    #[test]
    fn faults_are_named() {
        let message = |bytes: &[u8]| format!("{:#}", Array::read(bytes).unwrap_err());
        let whole = written("|u1", "(2, 3)", "False", &[1, 2, 3, 4, 5, 6]);
        for length in 0..whole.len() {
            let told = message(&whole[..length]);
            assert!(told.contains("cut off"), "{length}: {told}");
        }
        assert!(message(b"PK345678901").contains("no NumPy array"));
        assert!(message(&written("<f4", "(1,)", "False", &[0; 4])).contains("<f4"));
        assert!(message(&written("|u1", "(1,)", "True", &[0])).contains("Fortran"));
        assert!(message(&written("|u1", "(-1,)", "False", &[0])).contains("shape"));
        let huge = format!("({0}, {0}, {0})", u32::MAX);
        assert!(message(&written("<u8", &huge, "False", &[0])).contains("too large"));
        assert!(message(&written("|u1", "(1099511627776,)", "False", &[0])).contains("cut off"));
    }
}
