//! The names of a model's classes, from the command line or a file of labels.

use std::path::Path;

use anyhow::{Context, Result, ensure};

/// Longer files are no lists of labels.
const MOST_BYTES: u64 = 1 << 20;

/// A class as its author named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Machine-readable: `[a-z0-9-]+`.
    pub code: String,
    /// As written.
    pub text: String,
}

/// Reads the labels from a file with one a line, where there is one of that name, else from the words themselves,
/// separated by commas.
///
/// Lines may be numbered from 0, as Teachable Machine and Edge Impulse do (`0 Malignant`); then all are.
///
/// # Errors
/// When the file can't be read, a number is not the line's, two labels are the same, or there are fewer than two.
pub fn read(given: &str) -> Result<Vec<Label>> {
    let path = Path::new(given);
    if !path.is_file() {
        return labels(given.split(',')).with_context(|| format!("the classes \"{given}\""));
    }
    let size = std::fs::metadata(path)
        .with_context(|| format!("{given} can't be read"))?
        .len();
    ensure!(
        size <= MOST_BYTES,
        "{given} is too long for a list of classes"
    );
    let text = std::fs::read_to_string(path).with_context(|| format!("{given} can't be read"))?;
    labels(text.trim_start_matches('\u{feff}').lines()).with_context(|| given.to_owned())
}

fn labels<'text>(lines: impl Iterator<Item = &'text str>) -> Result<Vec<Label>> {
    let lines: Vec<&str> = lines
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    ensure!(
        lines.len() >= 2,
        "at least two classes are needed; {} are named",
        lines.len()
    );
    let numbered: Vec<Option<(usize, &str)>> = lines.iter().map(|line| numbered(line)).collect();
    let numbers = numbered.iter().flatten().count();
    let texts = if numbers == lines.len() {
        for (place, (number, text)) in numbered.iter().flatten().enumerate() {
            ensure!(
                *number == place,
                "\"{text}\" has the number {number} and stands at {place}: the order of the outputs is needed"
            );
        }
        numbered.iter().flatten().map(|(_, text)| *text).collect()
    } else {
        lines
    };
    let labels: Vec<Label> = texts.into_iter().map(label).collect::<Result<_>>()?;
    let mut codes: Vec<&str> = labels.iter().map(|label| label.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    ensure!(
        codes.len() == labels.len(),
        "two classes have the same name"
    );
    Ok(labels)
}

/// `0 Malignant`.
fn numbered(line: &str) -> Option<(usize, &str)> {
    let (number, text) = line.split_once([' ', '\t', ':'])?;
    Some((number.parse().ok()?, text.trim()))
}

fn label(text: &str) -> Result<Label> {
    let mut code = String::new();
    for letter in text.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            code.push(letter);
        } else if !code.ends_with('-') && !code.is_empty() {
            code.push('-');
        }
    }
    let code = code.trim_end_matches('-').to_owned();
    ensure!(
        !code.is_empty() && text.len() <= 200 && !text.contains(char::is_control),
        "\"{}\" is no name for a class: it needs a letter or digit of ASCII, and at most 200 bytes",
        text.escape_debug()
    );
    Ok(Label {
        code,
        text: text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(given: &str) -> Vec<(String, String)> {
        let labels = read(given).unwrap().into_iter();
        labels.map(|label| (label.code, label.text)).collect()
    }

    fn pair(code: &str, text: &str) -> (String, String) {
        (code.to_owned(), text.to_owned())
    }

    #[test]
    fn words_and_files_with_and_without_numbers_are_read() {
        assert_eq!(texts("mel, nv"), [pair("mel", "mel"), pair("nv", "nv")]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("labels.txt");
        std::fs::write(&path, "\u{feff}0 Malignant\r\n1 Not so (2)\r\n\r\n").unwrap();
        assert_eq!(
            texts(path.to_str().unwrap()),
            [
                pair("malignant", "Malignant"),
                pair("not-so-2", "Not so (2)")
            ]
        );
        std::fs::write(&path, "Type 1\n2 lines\n").unwrap();
        assert_eq!(
            texts(path.to_str().unwrap()),
            [pair("type-1", "Type 1"), pair("2-lines", "2 lines")]
        );
    }

    #[test]
    fn lists_that_can_not_be_meant_are_refused() {
        for (given, reason) in [
            ("mel", "at least two"),
            ("a,A", "same name"),
            ("1 a,0 b", "order of the outputs"),
            ("a,…", "no name"),
        ] {
            let error = format!("{:#}", read(given).unwrap_err());
            assert!(error.contains(reason), "{given}: {error}");
        }
    }
}
