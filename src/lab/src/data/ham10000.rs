//! HAM10000 as its owners lay it out: `HAM10000_metadata.csv` and the images, in `images/` or in the archive's two
//! parts, with a `split.csv` (image,split) beside them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::PictureSource;
use super::found::{Found, subgroup};

/// Where its owners, and those who unpacked it, keep the images.
const IMAGE_FOLDERS: [&str; 3] = ["images", "HAM10000_images_part_1", "HAM10000_images_part_2"];

#[derive(Deserialize)]
struct MetadataRow {
    lesion_id: String,
    image_id: String,
    dx: String,
    age: String,
    sex: String,
    localization: String,
}

#[derive(Deserialize)]
struct SplitRow {
    image: String,
    split: String,
}

/// Reads the metadata and, unless parts are to be ignored, the split; opens no picture. The group is the lesion.
///
/// # Errors
/// When a file is missing or malformed, or a picture has no part or no file.
pub fn read(folder: &Path, ignore_parts: bool) -> Result<Vec<Found>> {
    let split_path = folder.join("split.csv");
    let mut parts = BTreeMap::new();
    if !ignore_parts {
        let mut reader = csv::Reader::from_path(&split_path).with_context(|| {
            format!(
                "{}: the split by lesion is missing (data.split.ignore_given splits anew)",
                split_path.display()
            )
        })?;
        for row in reader.deserialize() {
            let SplitRow { image, split } =
                row.with_context(|| format!("{}", split_path.display()))?;
            parts.insert(image, split);
        }
    }

    let metadata_path = folder.join("HAM10000_metadata.csv");
    let mut reader = csv::Reader::from_path(&metadata_path)
        .with_context(|| format!("{}: this is no HAM10000 folder", metadata_path.display()))?;
    let mut found = Vec::new();
    for row in reader.deserialize() {
        let row: MetadataRow = row.with_context(|| format!("{}", metadata_path.display()))?;
        let part = parts.remove(&row.image_id);
        if part.is_none() && !ignore_parts {
            bail!(
                "{} stands in the metadata but not in {}",
                row.image_id,
                split_path.display()
            );
        }
        let path = image_path(folder, &row.image_id)?;
        let told = [
            ("age", row.age),
            ("sex", row.sex),
            ("site", row.localization),
        ];
        found.push(Found {
            picture: PictureSource::File(path),
            label: row.dx,
            part,
            group: Some(row.lesion_id),
            subgroups: told
                .map(|(key, value)| (key.to_owned(), subgroup(key, &value)))
                .into(),
        });
    }
    Ok(found)
}

fn image_path(folder: &Path, image: &str) -> Result<PathBuf> {
    IMAGE_FOLDERS
        .iter()
        .map(|part| folder.join(part).join(format!("{image}.jpg")))
        .find(|path| path.is_file())
        .with_context(|| format!("{image}.jpg is in none of {}", IMAGE_FOLDERS.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::super::{Dataset, Split, open, spec::Data};
    use super::*;
    use crate::testing::shared_data;

    fn read(folder: &Path) -> Result<Dataset> {
        open(&Data::default(), folder)
    }

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

        let first = &dataset.examples[0];
        assert!(first.picture.name().ends_with("ISIC_0027419.jpg"));
        assert_eq!(first.group, "HAM_0000118");
        let told = ["age", "sex", "site"].map(|key| first.subgroups[key].as_str());
        assert_eq!(told, ["80-89", "male", "scalp"]);
        let of_unknown_age = dataset
            .examples
            .iter()
            .filter(|example| example.subgroups["age"] == "unknown");
        assert_eq!(of_unknown_age.count(), 57);
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
        assert!(
            message.contains("L1") && message.contains("a.jpg") && message.contains("b.jpg"),
            "{message}"
        );
        let mut anew = Data::default();
        anew.split.ignore_given = true;
        std::fs::remove_file(path.join("split.csv")).unwrap();
        assert!(open(&anew, path).is_ok());
        let message = read(path).unwrap_err().to_string();
        assert!(message.contains("split.csv"), "{message}");

        std::fs::write(path.join("split.csv"), "image,split\na,train\n").unwrap();
        assert!(
            read(path)
                .unwrap_err()
                .to_string()
                .contains("stands in the metadata but not in")
        );
    }
}
