//! `labels.csv` with the columns `image` and `label`, and optionally `group` and `split`; every other column is
//! something to report by. The images lie beside it or in `images/`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::PictureSource;
use super::found::{Found, Table, subgroup, value};

/// The table's name.
const TABLE: &str = "labels.csv";
/// Where images may lie.
const IMAGE_FOLDERS: [&str; 2] = ["", "images"];
/// What may have been left off an image's name.
const EXTENSIONS: [&str; 4] = ["", ".jpg", ".jpeg", ".png"];

/// Reads the table; opens no picture.
///
/// # Errors
/// When the table or a column is missing, a label or a part is empty, or a picture has no file.
pub fn read(folder: &Path) -> Result<Vec<Found>> {
    let path = folder.join(TABLE);
    let table = Table::read(&path)?;
    rows(&table, folder).with_context(|| format!("{}", path.display()))
}

fn rows(table: &Table, folder: &Path) -> Result<Vec<Found>> {
    let (image, label) = (table.column("image")?, table.column("label")?);
    let (group, split) = (table.optional("group"), table.optional("split"));
    let named = [Some(image), Some(label), group, split];
    let others: Vec<(usize, &String)> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(place, _)| !named.contains(&Some(*place)))
        .collect();
    let mut found = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let name = value(row, image);
        let filled = |what: &str, column: usize| {
            let value = value(row, column);
            ensure!(!value.is_empty(), "{name} has no {what}");
            Ok(value.to_owned())
        };
        let picture = picture_path(folder, name)
            .with_context(|| format!("{name} lies neither beside the table nor in images/"))?;
        found.push(Found {
            picture: PictureSource::File(picture),
            label: filled("label", label)?,
            part: split.map(|column| filled("split", column)).transpose()?,
            // An unknown patient is a patient of its own.
            group: group
                .map(|column| value(row, column).to_owned())
                .filter(|group| !group.is_empty()),
            subgroups: others
                .iter()
                .map(|&(column, key)| (key.clone(), subgroup(key, value(row, column))))
                .collect(),
        });
    }
    Ok(found)
}

fn picture_path(folder: &Path, name: &str) -> Option<PathBuf> {
    if name.is_empty() {
        return None;
    }
    IMAGE_FOLDERS
        .iter()
        .flat_map(|part| {
            EXTENSIONS
                .iter()
                .map(move |extension| folder.join(part).join(format!("{name}{extension}")))
        })
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::super::{Dataset, Split, open, spec};
    use super::*;

    fn open_table(text: &str, images: &[&str]) -> Result<Dataset> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("images")).unwrap();
        for image in images {
            std::fs::write(folder.path().join(image), b"").unwrap();
        }
        if !text.is_empty() {
            std::fs::write(folder.path().join(TABLE), text).unwrap();
        }
        let spec = spec::Data {
            layout: spec::Layout::Table,
            ..spec::Data::default()
        };
        open(&spec, folder.path())
    }

    #[test]
    fn groups_parts_and_subgroups_come_from_the_columns() {
        let dataset = open_table(
            "image,label,age,group,split\na.jpg,x,41,P1,train\nb,y,,P2,val\nc.png,x,80,,test\n",
            &["a.jpg", "images/b.jpg", "images/c.png"],
        )
        .unwrap();
        assert_eq!(dataset.classes, ["x", "y"]);
        let told: Vec<_> = dataset
            .examples
            .iter()
            .map(|one| (one.split, &*one.group, &*one.subgroups["age"]))
            .collect();
        assert_eq!(
            told,
            [
                (Split::Train, "P1", "40-49"),
                (Split::Val, "P2", "unknown"),
                (Split::Test, "images/c.png", "80-89")
            ]
        );
    }

    #[test]
    fn faults_are_named() {
        let message =
            |text: &str| format!("{:#}", open_table(text, &["a.jpg", "b.jpg"]).unwrap_err());
        let faults = [
            ("", "labels.csv can't be read"),
            ("image,class\na.jpg,x\n", "no column label"),
            ("file,label\na.jpg,x\n", "no column image"),
            ("image,label\nz.jpg,x\n", "z.jpg lies neither"),
            ("image,label\na.jpg,\n", "a.jpg has no label"),
            ("image,label\n,x\n", "lies neither"),
            ("image,label,split\na.jpg,x,\n", "a.jpg has no split"),
            ("image,label,split\na.jpg,x,spare\n", "a part spare"),
            ("image,label\n", "there is no picture"),
            (
                "image,label,group,split\na.jpg,x,P1,train\nb.jpg,x,P1,test\n",
                "group P1 stands in Train",
            ),
        ];
        for (text, expected) in faults {
            let told = message(text);
            assert!(told.contains(expected), "{told} instead of {expected}");
        }
    }
}
