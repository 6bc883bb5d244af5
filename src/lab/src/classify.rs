//! `spotcheck classify`: one verdict a picture.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use serde::Serialize;
use spotcheck::{Classifier, Milliseconds, Picture, State, Verdict};

use crate::decode::{self, Decoded};

/// The engine's name in verdicts: Burn flex, as in the browser's CPU engine.
const ENGINE: &str = "flex";

#[derive(Serialize)]
struct Line<'run> {
    file: &'run Path,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome {
    Verdict(Verdict),
    Error { error: String },
}

/// Classifies files in order, each by its centre square; gives the number that could not be read.
///
/// # Errors
/// Only when the output can't be written: a bad picture is a line of its own.
pub fn run(
    classifier: &Classifier,
    files: &[PathBuf],
    json: bool,
    output: &mut impl Write,
) -> Result<usize> {
    let mut failures = 0;
    for file in files {
        let outcome = match verdict_of(classifier, file) {
            Ok(verdict) => Outcome::Verdict(verdict),
            Err(error) => {
                failures += 1;
                Outcome::Error {
                    error: format!("{error:#}"),
                }
            }
        };
        let line = Line { file, outcome };
        if json {
            serde_json::to_writer(&mut *output, &line)?;
            writeln!(output)?;
        } else {
            write_text(classifier, &line, output)?;
        }
        output.flush()?;
    }
    Ok(failures)
}

fn verdict_of(classifier: &Classifier, file: &Path) -> Result<Verdict> {
    let decoded = decode::read(file)?;
    classify(classifier, &decoded)
}

/// The verdict on a decoded picture's centre square, timed by stage.
///
/// # Errors
/// When the picture has no pixels or the engine fails.
pub fn classify(classifier: &Classifier, decoded: &Decoded) -> Result<Verdict> {
    let milliseconds = |since: Instant| since.elapsed().as_secs_f64() * 1e3;
    let picture = Picture::new(&decoded.rgba, decoded.width, decoded.height)?;
    let started = Instant::now();
    let prepared = classifier.prepare(&picture, picture.centre_square())?;
    let prepare = milliseconds(started);
    let started = Instant::now();
    let judged = pollster::block_on(classifier.infer(prepared))?;
    let infer = milliseconds(started);
    let started = Instant::now();
    let mut verdict = classifier.judge(&judged, ENGINE)?;
    verdict.milliseconds = Milliseconds {
        prepare,
        infer,
        judge: milliseconds(started),
    };
    Ok(verdict)
}

fn write_text(classifier: &Classifier, line: &Line<'_>, output: &mut impl Write) -> Result<()> {
    let name = line.file.display();
    let verdict = match &line.outcome {
        Outcome::Error { error } => {
            return Ok(writeln!(output, "{name}: can't be read: {error}\n")?);
        }
        Outcome::Verdict(verdict) => verdict,
    };
    match verdict.state {
        State::Unsuitable => {
            let shows = &classifier.card().task.shows;
            return Ok(writeln!(
                output,
                "{name}: not a picture this model may judge. It must show: {shows}\n"
            )?);
        }
        State::Unsure => writeln!(output, "{name}: I can't tell.")?,
        State::Answer => writeln!(output, "{name}:")?,
    }
    for group in &classifier.card().groups {
        let probability = |values: &std::collections::BTreeMap<String, f32>, code: &str| {
            values.get(code).copied().unwrap_or(0.0) * 100.0
        };
        writeln!(
            output,
            "  {:5.1} %  {}",
            probability(&verdict.groups, &group.code),
            group.title
        )?;
        for class in classifier
            .card()
            .classes
            .iter()
            .filter(|class| class.group == group.code)
        {
            writeln!(
                output,
                "    {:5.1} %  {} ({})",
                probability(&verdict.probabilities, &class.code),
                class.name,
                class.code
            )?;
        }
    }
    Ok(writeln!(output)?)
}
