//! One folder a class, with or without a folder for each part above: `train/nevus/1.jpg` or `nevus/1.jpg`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::PictureSource;
use super::found::Found;
use super::spec::SplitRule;

/// What picture files are called; anything else in a class's folder is passed over.
const EXTENSIONS: [&str; 5] = ["jpg", "jpeg", "png", "webp", "gif"];

/// Lists the pictures, sorted by part, class and name; opens none. Class folders whose names differ only in case
/// between the parts are one class, spelt as in the first.
///
/// # Errors
/// When a folder is missing, or it is not clear what it is.
pub fn read(folder: &Path, rule: &SplitRule) -> Result<Vec<Found>> {
    let top = subfolders(folder)?;
    ensure!(
        !top.is_empty(),
        "{} has no folders: one a class is expected",
        folder.display()
    );
    for told in rule.train.iter().chain(&rule.val).chain(&rule.test) {
        ensure!(
            top.iter().any(|(name, _)| name == told),
            "{} has no folder {told}, which data.split names",
            folder.display()
        );
    }
    let mut reader = Reader::default();
    if !top.iter().any(|(name, _)| rule.part(name).is_some()) {
        reader.classes(folder, None)?;
        return Ok(reader.found);
    }
    for (name, path) in top {
        if rule.part(&name).is_some() {
            reader.classes(&path, Some(&name))?;
        } else if !rule.names_parts() {
            bail!(
                "{} is no part, though there are folders of parts beside it: say in data.split which parts to take",
                path.display()
            );
        }
    }
    Ok(reader.found)
}

#[derive(Default)]
struct Reader {
    found: Vec<Found>,
    /// Lower-case class name to the spelling that was met first.
    spelling: BTreeMap<String, String>,
}

impl Reader {
    fn classes(&mut self, folder: &Path, part: Option<&str>) -> Result<()> {
        for (class, path) in subfolders(folder)? {
            let label = self
                .spelling
                .entry(class.to_lowercase())
                .or_insert_with(|| class.clone())
                .clone();
            for (_, path) in entries(&path)? {
                if is_picture(&path) {
                    self.found.push(Found {
                        picture: PictureSource::File(path),
                        label: label.clone(),
                        part: part.map(str::to_owned),
                        group: None,
                        subgroups: BTreeMap::new(),
                    });
                }
            }
        }
        Ok(())
    }
}

/// Whether a path is a file that ends as pictures do.
pub fn is_picture(path: &Path) -> bool {
    path.is_file()
        && path
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| {
                EXTENSIONS
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(extension))
            })
}

fn subfolders(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut entries = entries(folder)?;
    entries.retain(|(_, path)| path.is_dir());
    Ok(entries)
}

/// What a folder holds, sorted by name, without what computers leave there (`.DS_Store`, `__MACOSX`).
fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut entries = std::fs::read_dir(folder)
        .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
        .with_context(|| format!("folder {} can't be read", folder.display()))?
        .into_iter()
        .map(|entry| {
            let name = entry.file_name().into_string();
            let name = name.map_err(|name| {
                anyhow::anyhow!(
                    "{}: the name {} is no Unicode",
                    folder.display(),
                    name.display()
                )
            })?;
            Ok((name, entry.path()))
        })
        .collect::<Result<Vec<_>>>()?;
    entries.retain(|(name, _)| !name.starts_with('.') && name != "__MACOSX");
    entries.sort_unstable();
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::super::{Split, open, spec};
    use super::*;

    fn folders(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, b"").unwrap();
        }
        folder
    }

    fn spec(split: SplitRule) -> spec::Data {
        spec::Data {
            layout: spec::Layout::Folders,
            split,
            ..spec::Data::default()
        }
    }

    #[test]
    fn parts_and_classes_come_from_the_folders() {
        let folder = folders(&[
            "Training/Glioma/b.JPG",
            "Training/Glioma/a.png",
            "Training/none/c.jpeg",
            "Training/none/Thumbs.db",
            "Testing/glioma/a.jpg",
            "Testing/None/.hidden.jpg",
            "__MACOSX/Training/x.jpg",
            "near_duplicates.csv",
        ]);
        let rule = SplitRule {
            val_share: 0.0,
            ..SplitRule::default()
        };
        let dataset = open(&spec(rule), folder.path()).unwrap();
        assert_eq!(dataset.classes, ["None", "glioma"]);
        assert_eq!(dataset.class_counts(Split::Train), [1, 2]);
        assert_eq!(dataset.class_counts(Split::Test), [0, 1]);
        let groups: Vec<&str> = dataset.examples.iter().map(|one| &*one.group).collect();
        assert_eq!(
            groups,
            [
                "Testing/glioma/a.jpg",
                "Training/Glioma/a.png",
                "Training/Glioma/b.JPG",
                "Training/none/c.jpeg"
            ]
        );
    }

    #[test]
    fn classes_alone_are_read_and_split() {
        let names: Vec<String> = (0..40)
            .map(|number| format!("{}/{number}.jpg", ["a", "b"][number % 2]))
            .collect();
        let folder = folders(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let dataset = open(&spec(SplitRule::default()), folder.path()).unwrap();
        assert_eq!(dataset.class_counts(Split::Test), [4, 4]);
        assert_eq!(dataset.class_counts(Split::Val), [2, 2]);
        assert_eq!(dataset.class_counts(Split::Train), [14, 14]);
    }

    #[test]
    fn what_is_unclear_is_an_error_that_names_it() {
        let message = |split: SplitRule, folder: &Path| {
            format!("{:#}", open(&spec(split), folder).unwrap_err())
        };
        let unclear = folders(&["train/a/1.jpg", "extra/a/1.jpg"]);
        let text = message(SplitRule::default(), unclear.path());
        assert!(text.contains("extra is no part"), "{text}");
        let named = SplitRule {
            train: vec!["train".to_owned()],
            ..SplitRule::default()
        };
        assert_eq!(
            open(&spec(named), unclear.path()).unwrap().examples.len(),
            1
        );
        let missing = SplitRule {
            test: vec!["Testing".to_owned()],
            ..SplitRule::default()
        };
        let text = message(missing, unclear.path());
        assert!(text.contains("no folder Testing"), "{text}");
        let text = message(SplitRule::default(), &unclear.path().join("nowhere"));
        assert!(text.contains("nowhere can't be read"), "{text}");
        let text = message(SplitRule::default(), folders(&["1.jpg"]).path());
        assert!(text.contains("one a class"), "{text}");
        let text = message(SplitRule::default(), folders(&["a/readme.txt"]).path());
        assert!(text.contains("there is no picture"), "{text}");
    }
}
