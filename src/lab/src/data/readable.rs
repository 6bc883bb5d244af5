//! Which pictures can be read: a damaged one is named and left out, or stops the work.

use anyhow::{Result, anyhow};
use rayon::prelude::*;

use super::Example;

/// Keeps the examples whose pictures can be read, in their order, and tells how many can't and why.
///
/// Done once before training or evaluating, so that everything after it may count on every picture. Splits are settled
/// before: a damaged file moves no other picture into another part.
///
/// # Errors
/// With `strict`, when any picture can't be read; else when none can.
pub fn readable(examples: Vec<Example>, strict: bool) -> Result<Vec<Example>> {
    let count = examples.len();
    let checked: Vec<Result<Example>> = examples
        .into_par_iter()
        .map(|example| example.picture.read().map(|_| example))
        .collect();
    let mut kept = Vec::with_capacity(count);
    let mut faults = Vec::new();
    for one in checked {
        match one {
            Ok(example) => kept.push(example),
            Err(error) => faults.push(format!("{error:#}")),
        }
    }
    if faults.is_empty() {
        return Ok(kept);
    }
    for fault in &faults {
        eprintln!("unreadable: {fault}");
    }
    let told = format!("{} of {count} pictures can't be read", faults.len());
    if strict || kept.is_empty() {
        return Err(anyhow!("{told}"));
    }
    eprintln!("{told} and are left out (--strict stops instead)");
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::PictureSource;
    use crate::testing::drawn_dataset;

    #[test]
    fn damaged_pictures_are_left_out_or_stop_the_work() {
        let folder = tempfile::tempdir().unwrap();
        let dataset = drawn_dataset(folder.path(), 3);
        let names = |examples: &[Example]| -> Vec<String> {
            examples.iter().map(|one| one.picture.name()).collect()
        };
        let all = names(&dataset.examples);
        assert_eq!(
            names(&readable(dataset.examples.clone(), true).unwrap()),
            all
        );
        let PictureSource::File(path) = &dataset.examples[1].picture else {
            unreachable!("the drawn pictures are files");
        };
        let bytes = std::fs::read(path).unwrap();
        std::fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
        let kept = names(&readable(dataset.examples.clone(), false).unwrap());
        assert_eq!(kept, [&all[..1], &all[2..]].concat());
        let message = readable(dataset.examples.clone(), true)
            .unwrap_err()
            .to_string();
        assert!(message.contains("1 of 10"), "{message}");
        assert!(readable(vec![dataset.examples[1].clone()], false).is_err());
    }
}
