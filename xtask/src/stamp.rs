//! Doing work only when its input changed: a stamp beside the result holds the hash of what made it.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// SHA-256 over all parts, each with its length, as hexadecimal text.
pub fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut text = String::with_capacity(64);
    for byte in hasher.finalize() {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Does the stamp say that this very input made what lies beside it?
pub fn is_current(stamp: &Path, hash: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|text| text == hash)
}

/// Reads a file, naming it when that fails.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("could not read {}", path.display()))
}

/// Writes a file, naming it when that fails.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("could not write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_keeps_parts_apart() {
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
        assert_eq!(hash(&[b"ab"]).len(), 64);
    }

    #[test]
    fn a_stamp_is_current_only_for_its_own_hash() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let stamp = folder.path().join(".stamp");
        assert!(!is_current(&stamp, "a"));
        write(&stamp, "a")?;
        assert!(is_current(&stamp, "a"));
        assert!(!is_current(&stamp, "b"));
        Ok(())
    }
}
