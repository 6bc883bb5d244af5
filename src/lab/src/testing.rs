//! What tests share.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::data::{Dataset, Example, PictureSource, Split};

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
        let mut file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(log)
            .unwrap();
        writeln!(file, "{test}").unwrap();
    }
    Some(folder)
}

/// Holds whatever draws from Burn's generator of random numbers, of which a process has one: whoever holds this is not
/// interrupted by another test's draws, which would give it other numbers than its seed says.
pub fn generator() -> MutexGuard<'static, ()> {
    static HELD: Mutex<()> = Mutex::new(());
    // A test that failed with it has left nothing behind that could be wrong.
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A data set of drawn lesions in HAM10000's classes, `count` of them in training and 7 in validation.
///
/// The classes mean nothing: this is for testing what trains, not how well.
pub fn drawn_dataset(folder: &Path, count: usize) -> Dataset {
    std::fs::create_dir_all(folder).unwrap();
    let classes = ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"].map(str::to_owned);
    let examples = (0..count + 7)
        .map(|index| {
            let path = folder.join(format!("{index}.png"));
            let rgba = spotcheck::specimen::lesion(index as u32, 60, 45);
            image::RgbaImage::from_raw(60, 45, rgba)
                .unwrap()
                .save(&path)
                .unwrap();
            Example {
                picture: PictureSource::File(path),
                label: index % classes.len(),
                group: index.to_string(),
                split: if index < count {
                    Split::Train
                } else {
                    Split::Val
                },
                subgroups: BTreeMap::new(),
            }
        })
        .collect();
    Dataset {
        classes: classes.to_vec(),
        examples,
    }
}
