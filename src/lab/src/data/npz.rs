//! `MedMNIST`'s archives: `train_images`, `train_labels`, `val_images` and so on, in one `.npz`.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail, ensure};
use zip::ZipArchive;

use super::PictureSource;
use super::found::Found;
use super::npy::Array;
use crate::decode::Decoded;

/// The parts that an archive may have, as it names them.
const PARTS: [&str; 3] = ["train", "val", "test"];

/// Reads all pictures of the folder's archive; `folder` may be the archive itself. Labels are the numbers as text.
///
/// # Errors
/// Names the archive, the array and what is wrong with it.
pub fn read(folder: &Path) -> Result<Vec<Found>> {
    let path = archive_path(folder)?;
    read_archive(&path).with_context(|| format!("{}", path.display()))
}

fn archive_path(folder: &Path) -> Result<PathBuf> {
    if folder.is_file() {
        return Ok(folder.to_owned());
    }
    let mut archives: Vec<PathBuf> = std::fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .with_context(|| format!("folder {} can't be read", folder.display()))?;
    archives.retain(|path| path.extension().is_some_and(|extension| extension == "npz"));
    match &archives[..] {
        [path] => Ok(path.clone()),
        [] => bail!("{} holds no .npz file", folder.display()),
        _ => bail!(
            "{} holds several .npz files: name one as the data's folder",
            folder.display()
        ),
    }
}

fn read_archive(path: &Path) -> Result<Vec<Found>> {
    let mut archive =
        ZipArchive::new(File::open(path)?).context("this is no whole .npz archive")?;
    let mut found = Vec::new();
    for part in PARTS {
        let images = array(&mut archive, &format!("{part}_images"))?;
        let labels = array(&mut archive, &format!("{part}_labels"))?;
        match (images, labels) {
            (Some(images), Some(labels)) => {
                found.extend(pictures(part, &images, &labels).with_context(|| part.to_owned())?);
            }
            (None, None) => {}
            _ => bail!("of {part}_images and {part}_labels only one is there"),
        }
    }
    Ok(found)
}

fn array(archive: &mut ZipArchive<File>, name: &str) -> Result<Option<Array>> {
    let file = match archive.by_name(&format!("{name}.npy")) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(error).with_context(|| name.to_owned()),
    };
    Array::read(file).map(Some).with_context(|| name.to_owned())
}

fn pictures(part: &str, images: &Array, labels: &Array) -> Result<Vec<Found>> {
    let (height, width, channels) = match images.shape[..] {
        [_, height, width] => (height, width, 1),
        [_, height, width, 3] => (height, width, 3),
        _ => bail!(
            "the images' shape is {:?}; grey or RGB pictures one after the other are expected",
            images.shape
        ),
    };
    ensure!(height * width > 0, "the images have no pixels");
    ensure!(
        matches!(labels.shape[..], [_] | [_, 1]),
        "the labels' shape is {:?}: more than one label a picture can't be learnt",
        labels.shape
    );
    ensure!(
        images.shape.first() == labels.shape.first(),
        "there are {:?} images and {:?} labels",
        images.shape,
        labels.shape
    );
    let (width_px, height_px) = (u32::try_from(width)?, u32::try_from(height)?);
    let pixels = images.bytes()?.chunks_exact(height * width * channels);
    Ok(pixels
        .zip(labels.numbers())
        .enumerate()
        .map(|(place, (pixels, label))| {
            let name = format!("{part}/{place}");
            let picture = Arc::new(Decoded {
                rgba: rgba(pixels, channels),
                width: width_px,
                height: height_px,
            });
            Found {
                picture: PictureSource::Pixels { name, picture },
                label: label.to_string(),
                part: Some(part.to_owned()),
                group: None,
                subgroups: BTreeMap::new(),
            }
        })
        .collect())
}

fn rgba(pixels: &[u8], channels: usize) -> Vec<u8> {
    pixels
        .chunks_exact(channels)
        .flat_map(|pixel| {
            let channel = |place: usize| pixel.get(place).or(pixel.first()).copied().unwrap_or(0);
            [channel(0), channel(1), channel(2), u8::MAX]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::npy::tests::written;
    use super::super::{Dataset, Split, open, spec};
    use super::*;
    use std::io::Write;

    fn archive(arrays: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in arrays {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(format!("{name}.npy"), options).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn open_archive(bytes: &[u8]) -> Result<Dataset> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("x.npz"), bytes).unwrap();
        let spec = spec::Data {
            layout: spec::Layout::Npz,
            ..spec::Data::default()
        };
        open(&spec, folder.path())
    }

    fn images(count: usize, shape: &str) -> Vec<u8> {
        let bytes: Vec<u8> = (0..count).map(|value| value as u8).collect();
        written("|u1", shape, "False", &bytes)
    }

    fn labels(labels: &[u8]) -> Vec<u8> {
        let shape = format!("({}, 1)", labels.len());
        written("|u1", &shape, "False", labels)
    }

    #[test]
    fn grey_and_colour_are_read_with_their_parts() {
        let bytes = archive(&[
            ("train_images", images(12, "(3, 2, 2)")),
            ("train_labels", labels(&[0, 10, 2])),
            ("val_images", images(4, "(1, 2, 2)")),
            ("val_labels", labels(&[0])),
            ("test_images", images(12, "(1, 2, 2, 3)")),
            ("test_labels", labels(&[2])),
        ]);
        let dataset = open_archive(&bytes).unwrap();
        assert_eq!(dataset.classes, ["0", "10", "2"]);
        assert_eq!(dataset.class_counts(Split::Train), [1, 1, 1]);
        assert_eq!(dataset.class_counts(Split::Test), [0, 0, 1]);
        let picture = |place: usize| dataset.examples[place].picture.read().unwrap();
        assert_eq!(picture(1).rgba[..8], [4, 4, 4, 255, 5, 5, 5, 255]);
        assert_eq!(picture(4).rgba[..8], [0, 1, 2, 255, 3, 4, 5, 255]);
        assert_eq!(dataset.examples[4].picture.name(), "test/0");
    }

    #[test]
    fn faults_are_named() {
        let message = |images: Vec<u8>, labels: Vec<u8>| {
            let bytes = archive(&[("train_images", images), ("train_labels", labels)]);
            format!("{:#}", open_archive(&bytes).unwrap_err())
        };
        let good = || images(8, "(2, 2, 2)");
        let told = message(
            written("<f4", "(2, 1, 1)", "False", &[0; 8]),
            labels(&[0, 1]),
        );
        assert!(
            told.contains("train_images") && told.contains("<f4"),
            "{told}"
        );
        let told = message(
            written("<u2", "(2, 1, 1)", "False", &[0; 4]),
            labels(&[0, 1]),
        );
        assert!(told.contains("2 bytes"), "{told}");
        let told = message(images(8, "(2, 4)"), labels(&[0, 1]));
        assert!(told.contains("[2, 4]"), "{told}");
        let told = message(good(), labels(&[0, 1, 1]));
        assert!(told.contains("[3, 1] labels"), "{told}");
        let told = message(good(), written("|u1", "(2, 2)", "False", &[0; 4]));
        assert!(told.contains("more than one label"), "{told}");
        let told = message(images(3, "(2, 2, 2)"), labels(&[0, 1]));
        assert!(told.contains("cut off"), "{told}");
        let one = archive(&[("test_images", good())]);
        let told = format!("{:#}", open_archive(&one).unwrap_err());
        assert!(told.contains("only one"), "{told}");
    }

    #[test]
    fn a_truncated_archive_is_refused() {
        let whole = archive(&[
            ("train_images", images(8, "(2, 2, 2)")),
            ("train_labels", labels(&[0, 1])),
        ]);
        for length in [0, 10, whole.len() / 2, whole.len() - 1] {
            let told = format!("{:#}", open_archive(&whole[..length]).unwrap_err());
            assert!(told.contains("x.npz"), "{told}");
        }
        let empty = tempfile::tempdir().unwrap();
        let told = read(empty.path()).unwrap_err().to_string();
        assert!(told.contains("holds no .npz"), "{told}");
    }
}
