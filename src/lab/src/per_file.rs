//! What commands over picture files share: one answer a file, for people or as a line of JSON.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::Serialize;

#[derive(Serialize)]
struct Line<'run, T> {
    file: &'run Path,
    #[serde(flatten)]
    outcome: Outcome<T>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome<T> {
    Answer(T),
    Error { error: String },
}

/// Asks for each file's answer, in order, and writes it: as `text` says it behind the file's name, or as JSON. Gives the
/// number of files that could not be read.
///
/// # Errors
/// Only when the output can't be written: a bad picture is a line of its own.
pub fn run<T: Serialize>(
    files: &[PathBuf],
    json: bool,
    output: &mut impl Write,
    answer: impl Fn(&Path) -> Result<T>,
    text: impl Fn(&T) -> String,
) -> Result<usize> {
    let mut failures = 0;
    for file in files {
        let outcome = match answer(file) {
            Ok(answer) => Outcome::Answer(answer),
            Err(error) => {
                failures += 1;
                Outcome::Error {
                    error: format!("{error:#}"),
                }
            }
        };
        if json {
            serde_json::to_writer(&mut *output, &Line { file, outcome })?;
            writeln!(output)?;
        } else {
            let said = match outcome {
                Outcome::Answer(answer) => text(&answer),
                Outcome::Error { error } => format!(" can't be read: {error}"),
            };
            writeln!(output, "{}:{said}\n", file.display())?;
        }
        output.flush()?;
    }
    Ok(failures)
}
