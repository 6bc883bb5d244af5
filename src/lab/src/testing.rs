//! What tests share.

use std::io::Write;
use std::path::{Path, PathBuf};

/// The shared data sets, or `None` with a clear line where there are none.
///
/// Looks at `SPOTCHECK_DATA`, then beside the repository. Each test that really ran is noted in the file that
/// `SPOTCHECK_DATA_LOG` names, so that a run with the data at hand can insist on it.
pub fn shared_data(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("SPOTCHECK_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    if !folder.is_dir() {
        println!("SKIPPED (no data): {test}");
        return None;
    }
    if let Some(log) = std::env::var_os("SPOTCHECK_DATA_LOG") {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(log).unwrap();
        writeln!(file, "{test}").unwrap();
    }
    Some(folder)
}
