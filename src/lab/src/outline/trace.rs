//! `spotcheck trace`: one outline a picture.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::Serialize;
use spotcheck::Picture;
use spotcheck::outline::{Outliner, Trace};

use crate::decode;

#[derive(Serialize)]
struct Line<'run> {
    file: &'run Path,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome {
    Trace(Box<Trace>),
    Error { error: String },
}

/// Traces the lesion in the centre square of each file, in order; gives the number that could not be read.
///
/// # Errors
/// Only when the output can't be written: a bad picture is a line of its own.
pub fn run(
    outliner: &Outliner,
    files: &[PathBuf],
    json: bool,
    output: &mut impl Write,
) -> Result<usize> {
    let mut failures = 0;
    for file in files {
        let outcome = match trace(outliner, file) {
            Ok(trace) => Outcome::Trace(Box::new(trace)),
            Err(error) => {
                failures += 1;
                let error = format!("{error:#}");
                Outcome::Error { error }
            }
        };
        let line = Line { file, outcome };
        if json {
            serde_json::to_writer(&mut *output, &line)?;
            writeln!(output)?;
        } else {
            writeln!(output, "{}", text(&line))?;
        }
        output.flush()?;
    }
    Ok(failures)
}

fn trace(outliner: &Outliner, file: &Path) -> Result<Trace> {
    let decoded = decode::read(file)?;
    let picture = Picture::new(&decoded.rgba, decoded.width, decoded.height)?;
    Ok(pollster::block_on(
        outliner.trace(&picture, picture.centre_square()),
    )?)
}

fn text(line: &Line<'_>) -> String {
    let name = line.file.display();
    let trace = match &line.outcome {
        Outcome::Error { error } => return format!("{name}: can't be read: {error}"),
        Outcome::Trace(trace) => trace,
    };
    let Some(outline) = &trace.outline else {
        return format!("{name}: no clear outline");
    };
    let part = if outline.touches_edge {
        "; it reaches the edge: these are numbers of a part"
    } else {
        ""
    };
    format!(
        "{name}: {:.1} % of the square, {:.2} of its side long, asymmetry {:.2} (even: 0), border {:.2} (a circle: 1), \
         colour spread {:.1}{part}",
        outline.area * 100.0,
        outline.diameter,
        outline.asymmetry,
        outline.border,
        outline.colours
    )
}
