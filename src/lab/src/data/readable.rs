//! Which pictures can be read: a damaged one is named and left out, or stops the work.

use anyhow::{Result, ensure};
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
    let check = |example: Example| example.picture.read().map(|_| example);
    sift(examples.into_par_iter().map(check).collect(), strict)
}

/// Keeps what could be made of pictures, in its order, and tells which pictures can't be read.
///
/// # Errors
/// With `strict`, when any picture can't be read; else when none can.
pub fn sift<T>(pictures: Vec<Result<T>>, strict: bool) -> Result<Vec<T>> {
    let count = pictures.len();
    let mut kept = Vec::with_capacity(count);
    for one in pictures {
        match one {
            Ok(picture) => kept.push(picture),
            Err(error) => {
                // A decoder's message may have line ends of its own.
                let told = format!("{error:#}");
                eprintln!("unreadable: {}", told.lines().collect::<Vec<_>>().join(" "));
            }
        }
    }
    let faults = count - kept.len();
    if faults > 0 {
        let told = format!("{faults} of {count} pictures can't be read");
        ensure!(!strict && !kept.is_empty(), "{told}");
        eprintln!("{told} and are left out (--strict stops instead)");
    }
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
