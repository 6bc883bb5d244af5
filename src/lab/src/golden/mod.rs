//! Golden pictures: drawn by our own code, encoded in every way a phone might, with what the native engine makes of
//! each. The browser's engines are held to these.

mod encode;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use burn::tensor::Device;
use serde::Serialize;
use spotcheck::{Classifier, Picture, Verdict, weights};

use crate::{classify, decode, models};

/// What `golden.json` says of one picture. Beside it lie `<name>.rgba`, the decoded picture, and `<name>.rgb`, what
/// the network sees.
#[derive(Debug, Serialize)]
struct Golden {
    name: String,
    /// The encoded picture, in the same folder.
    file: String,
    /// Whether every decoder must give the same pixels.
    lossless: bool,
    width: u32,
    height: u32,
    prepared_sha256: String,
    logits: Vec<f32>,
    verdict: Verdict,
}

/// Draws, encodes, decodes and classifies by a model, or by the one that the page uses; writes everything into `out`.
///
/// # Errors
/// When the model can't be loaded, a picture can't be read, or the disk refuses.
pub fn write(
    weights_folder: &Path,
    model: Option<String>,
    out: &Path,
    add: &[PathBuf],
) -> Result<()> {
    let model = models::or_default(weights_folder, model)?;
    let classifier = models::load(weights_folder, &model, &Device::flex())?;
    std::fs::create_dir_all(out).with_context(|| format!("{}", out.display()))?;
    let mut goldens = Vec::new();
    for drawn in encode::drawn()? {
        goldens.push(golden(&classifier, drawn, out)?);
    }
    for path in add {
        let name = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .context("a picture without a name")?;
        let extension = path
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or("jpg");
        let picture = encode::Encoded {
            name: format!("added-{name}"),
            extension: extension.to_owned(),
            lossless: false,
            bytes: std::fs::read(path).with_context(|| format!("{}", path.display()))?,
        };
        goldens.push(golden(&classifier, picture, out)?);
    }
    std::fs::write(
        out.join("golden.json"),
        serde_json::to_vec_pretty(&goldens)?,
    )?;
    println!("{} golden pictures in {}", goldens.len(), out.display());
    Ok(())
}

fn golden(classifier: &Classifier, encoded: encode::Encoded, out: &Path) -> Result<Golden> {
    let encode::Encoded {
        name,
        extension,
        lossless,
        bytes,
    } = encoded;
    let decoded = decode::decode(&bytes).with_context(|| name.clone())?;
    let picture = Picture::new(&decoded.rgba, decoded.width, decoded.height)?;
    let rgb = picture.prepare(picture.centre_square(), classifier.card().input.size)?;
    let prepared = classifier.prepare(&picture, picture.centre_square())?;
    let file = format!("{name}.{extension}");
    std::fs::write(out.join(&file), &bytes)?;
    std::fs::write(out.join(format!("{name}.rgba")), &decoded.rgba)?;
    std::fs::write(out.join(format!("{name}.rgb")), &rgb)?;
    Ok(Golden {
        file,
        lossless,
        width: decoded.width,
        height: decoded.height,
        prepared_sha256: weights::sha256_hex(&rgb),
        logits: pollster::block_on(classifier.infer(prepared))?.logits,
        verdict: classify::classify(classifier, &decoded)?,
        name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_orientation_decodes_to_the_upright_picture() {
        let drawn = encode::drawn().unwrap();
        let upright = |name: &str| {
            let picture = drawn.iter().find(|picture| picture.name == name).unwrap();
            decode::decode(&picture.bytes).unwrap()
        };
        let first = upright("exif-1");
        for orientation in 2..=8 {
            let other = upright(&format!("exif-{orientation}"));
            assert_eq!(
                (other.width, other.height),
                (first.width, first.height),
                "orientation {orientation}"
            );
            // Turned before it was compressed: the JPEG's losses differ by a few levels, on average less than one.
            let difference: u64 = other
                .rgba
                .iter()
                .zip(&first.rgba)
                .map(|(one, other)| u64::from(one.abs_diff(*other)))
                .sum();
            let mean = difference as f64 / first.rgba.len() as f64;
            assert!(mean < 1.5, "orientation {orientation}: {mean}");
        }
    }

    /// The pixels that the networks see must never change unnoticed: these hashes are committed, by side in pixels.
    #[test]
    fn preprocessing_has_not_moved() {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden-preprocessing.json");
        let expected: BTreeMap<String, BTreeMap<u32, String>> =
            serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let actual: BTreeMap<String, BTreeMap<u32, String>> = encode::drawn()
            .unwrap()
            .into_iter()
            .filter(|picture| picture.lossless)
            .map(|picture| {
                let decoded = decode::decode(&picture.bytes).unwrap();
                let view = Picture::new(&decoded.rgba, decoded.width, decoded.height).unwrap();
                let hash = |size: u32| {
                    let seen = view.prepare(view.centre_square(), size).unwrap();
                    (size, weights::sha256_hex(&seen))
                };
                (picture.name, [28, 160].map(hash).into())
            })
            .collect();
        assert_eq!(
            actual,
            expected,
            "{}",
            serde_json::to_string_pretty(&actual).unwrap()
        );
    }
}
