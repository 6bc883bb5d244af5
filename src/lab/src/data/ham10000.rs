//! HAM10000 as its owners lay it out: `HAM10000_metadata.csv` and the images, in `images/` or in the archive's two
//! parts, with a `split.csv` (image,split) beside them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::{Dataset, Example, Split};

/// Where its owners, and those who unpacked it, keep the images.
const IMAGE_FOLDERS: [&str; 3] = ["images", "HAM10000_images_part_1", "HAM10000_images_part_2"];

#[derive(Deserialize)]
struct MetadataRow {
    lesion_id: String,
    image_id: String,
    dx: String,
}

#[derive(Deserialize)]
struct SplitRow {
    image: String,
    split: Split,
}

/// Reads the metadata and the split; opens no picture.
///
/// # Errors
/// When a file is missing or malformed, a picture has no part or no file, or a lesion stands in two parts.
pub fn read(folder: &Path) -> Result<Dataset> {
    let split_path = folder.join("split.csv");
    let mut parts = BTreeMap::new();
    let mut reader = csv::Reader::from_path(&split_path)
        .with_context(|| format!("{}: the split by lesion is missing", split_path.display()))?;
    for row in reader.deserialize() {
        let SplitRow { image, split } = row.with_context(|| format!("{}", split_path.display()))?;
        parts.insert(image, split);
    }

    let metadata_path = folder.join("HAM10000_metadata.csv");
    let mut reader = csv::Reader::from_path(&metadata_path)
        .with_context(|| format!("{}: this is no HAM10000 folder", metadata_path.display()))?;
    let rows: Vec<MetadataRow> = reader
        .deserialize()
        .collect::<std::result::Result<_, _>>()
        .with_context(|| format!("{}", metadata_path.display()))?;

    let mut classes: Vec<String> = rows.iter().map(|row| row.dx.clone()).collect();
    classes.sort_unstable();
    classes.dedup();
    let mut examples = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(&split) = parts.get(&row.image_id) else {
            bail!(
                "{} stands in the metadata but not in {}",
                row.image_id,
                split_path.display()
            );
        };
        let Ok(label) = classes.binary_search(&row.dx) else {
            bail!("{} has the unknown class {}", row.image_id, row.dx);
        };
        examples.push(Example {
            path: image_path(folder, &row.image_id)?,
            label,
            group: row.lesion_id,
            split,
        });
    }
    let dataset = Dataset { classes, examples };
    dataset.refuse_leaks()?;
    Ok(dataset)
}

fn image_path(folder: &Path, image: &str) -> Result<PathBuf> {
    IMAGE_FOLDERS
        .iter()
        .map(|part| folder.join(part).join(image).with_extension("jpg"))
        .find(|path| path.is_file())
        .with_context(|| format!("{image}.jpg is in none of {}", IMAGE_FOLDERS.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::shared_data;

    #[test]
    fn the_test_part_has_the_metadatas_class_counts() {
        let Some(data) = shared_data("ham10000::the_test_part_has_the_metadatas_class_counts")
        else {
            return;
        };
        let dataset = read(&data.join("ham10000")).unwrap();
        assert_eq!(
            dataset.classes,
            ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]
        );
        assert_eq!(dataset.examples.len(), 10_015);

        // Counted apart from the reader: plain text, column by column.
        let table = |name: &str| std::fs::read_to_string(data.join("ham10000").join(name)).unwrap();
        let (metadata, split) = (table("HAM10000_metadata.csv"), table("split.csv"));
        let test_images: std::collections::BTreeSet<&str> = split
            .lines()
            .filter_map(|line| line.trim().strip_suffix(",test"))
            .collect();
        for (class, count) in dataset
            .classes
            .iter()
            .zip(dataset.class_counts(Split::Test))
        {
            let expected = metadata
                .lines()
                .map(|line| line.split(',').collect::<Vec<_>>())
                .filter(|row| row[2] == class && test_images.contains(row[1]))
                .count();
            assert_eq!(count, expected, "{class}");
        }
        assert_eq!(dataset.part(Split::Test).len(), 2006);
    }

    #[test]
    fn both_layouts_are_read_and_a_lesion_in_two_parts_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        std::fs::create_dir_all(path.join("HAM10000_images_part_1")).unwrap();
        std::fs::create_dir_all(path.join("HAM10000_images_part_2")).unwrap();
        std::fs::write(path.join("HAM10000_images_part_1/a.jpg"), b"").unwrap();
        std::fs::write(path.join("HAM10000_images_part_2/b.jpg"), b"").unwrap();
        let header = "lesion_id,image_id,dx,dx_type,age,sex,localization\n";
        std::fs::write(
            path.join("HAM10000_metadata.csv"),
            format!("{header}L1,a,nv,x,,,\nL2,b,mel,x,,,\n"),
        )
        .unwrap();
        std::fs::write(path.join("split.csv"), "image,split\na,train\nb,test\n").unwrap();
        assert_eq!(read(path).unwrap().class_counts(Split::Train), [0, 1]);

        std::fs::write(
            path.join("HAM10000_metadata.csv"),
            format!("{header}L1,a,nv,x,,,\nL1,b,nv,x,,,\n"),
        )
        .unwrap();
        let message = read(path).unwrap_err().to_string();
        assert!(message.contains("L1"), "{message}");

        std::fs::write(path.join("split.csv"), "image,split\na,train\n").unwrap();
        assert!(
            read(path)
                .unwrap_err()
                .to_string()
                .contains("stands in the metadata but not in")
        );
    }
}
