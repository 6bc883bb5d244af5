//! `spotcheck trace`: one outline a picture.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use spotcheck::Picture;
use spotcheck::outline::{Outliner, Trace};

use crate::{decode, per_file};

/// Traces the lesion in the centre square of each file, in order; gives the number that could not be read.
///
/// # Errors
/// As [`per_file::run`].
pub fn run(
    outliner: &Outliner,
    files: &[PathBuf],
    json: bool,
    output: &mut impl Write,
) -> Result<usize> {
    per_file::run(files, json, output, |file| trace(outliner, file), text)
}

fn trace(outliner: &Outliner, file: &Path) -> Result<Trace> {
    let decoded = decode::read(file)?;
    let picture = Picture::new(&decoded.rgba, decoded.width, decoded.height)?;
    Ok(pollster::block_on(
        outliner.trace(&picture, picture.centre_square()),
    )?)
}

fn text(trace: &Trace) -> String {
    let Some(outline) = &trace.outline else {
        return " no clear outline".to_owned();
    };
    let part = if outline.touches_edge {
        "; it reaches the edge: these are numbers of a part"
    } else {
        ""
    };
    format!(
        " {:.1} % of the square, {:.2} of its side long, asymmetry {:.2} (even: 0), border {:.2} (a circle: 1), \
         colour spread {:.1}{part}",
        outline.area * 100.0,
        outline.diameter,
        outline.asymmetry,
        outline.border,
        outline.colours
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn each_picture_has_its_outline_and_a_bad_one_a_line_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let save = |name: &str, rgba: Vec<u8>| {
            let path = folder.path().join(name);
            let picture = image::RgbaImage::from_raw(120, 90, rgba).unwrap();
            picture.save(&path).unwrap();
            path
        };
        let drawn = save("drawn.png", spotcheck::specimen::lesion(4, 120, 90));
        let skin = save("skin.png", [225, 180, 160, 255].repeat(120 * 90));
        let files = [drawn, folder.path().join("missing.png"), skin];
        let outliner = super::super::load(&crate::models::folder(None).unwrap()).unwrap();
        let written = |json| {
            let mut output = Vec::new();
            assert_eq!(run(&outliner, &files, json, &mut output).unwrap(), 1);
            String::from_utf8(output).unwrap()
        };
        let lines: Vec<Value> = written(true)
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0]["found"], true);
        assert!((0.05..0.6).contains(&lines[0]["area"].as_f64().unwrap()));
        assert!(lines[1]["error"].is_string() && lines[1]["found"].is_null());
        assert_eq!(lines[2]["found"], false);
        let text = written(false);
        assert!(
            text.contains("drawn.png: ") && text.contains("(a circle: 1)"),
            "{text}"
        );
        assert!(text.contains("skin.png: no clear outline"), "{text}");
    }
}
