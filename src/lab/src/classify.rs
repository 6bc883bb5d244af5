//! `spotcheck classify`: one verdict a picture.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use spotcheck::{Classifier, Milliseconds, Picture, State, Verdict};

use crate::decode::{self, Decoded};
use crate::per_file;

/// The engine's name in verdicts: Burn flex, as in the browser's CPU engine.
const ENGINE: &str = "flex";

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
    let answer = |file: &Path| verdict_of(classifier, file);
    per_file::run(files, json, output, answer, |verdict| {
        text(classifier, verdict)
    })
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

fn text(classifier: &Classifier, verdict: &Verdict) -> String {
    let card = classifier.card();
    let first = match verdict.state {
        State::Unsuitable => {
            let shows = &card.task.shows;
            return format!(" not a picture this model may judge. It must show: {shows}");
        }
        State::Unsure => " I can't tell.".to_owned(),
        State::Answer => String::new(),
    };
    let percent = |values: &BTreeMap<String, f32>, code: &str| {
        values.get(code).copied().unwrap_or(0.0) * 100.0
    };
    let mut lines = vec![first];
    for group in &card.groups {
        let share = percent(&verdict.groups, &group.code);
        let common = verdict.prevalence.get(&group.code).map(|share| {
            let of_100 = share * 100.0;
            format!(", as {of_100:.0} of 100 of its test pictures are")
        });
        lines.push(format!(
            "  {share:5.1} %  {}{}",
            group.title,
            common.unwrap_or_default()
        ));
        for class in &card.classes {
            if class.group == group.code {
                let share = percent(&verdict.probabilities, &class.code);
                lines.push(format!(
                    "    {share:5.1} %  {} ({})",
                    class.name, class.code
                ));
            }
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models;
    use burn::tensor::Device;
    use serde_json::Value;

    fn written(json: bool) -> (usize, String) {
        let folder = tempfile::tempdir().unwrap();
        let drawn = folder.path().join("drawn.png");
        let rgba = spotcheck::specimen::lesion(4, 80, 60);
        image::RgbaImage::from_raw(80, 60, rgba)
            .unwrap()
            .save(&drawn)
            .unwrap();
        let grey = folder.path().join("grey.png");
        image::RgbaImage::from_pixel(80, 60, [128, 128, 128, 255].into())
            .save(&grey)
            .unwrap();
        let text = folder.path().join("text.jpg");
        std::fs::write(&text, "no picture").unwrap();
        let missing = folder.path().join("missing.jpg");

        let weights = models::folder(None).unwrap();
        let classifier = models::load(&weights, "skin28", &Device::flex()).unwrap();
        let mut output = Vec::new();
        let failures = run(
            &classifier,
            &[text, drawn, missing, grey],
            json,
            &mut output,
        )
        .unwrap();
        (failures, String::from_utf8(output).unwrap())
    }

    #[test]
    fn json_has_a_line_for_every_picture_and_for_every_failure() {
        let (failures, output) = written(true);
        assert_eq!(failures, 2);
        let lines: Vec<Value> = output
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 4);
        assert!(lines[0]["error"].as_str().unwrap().contains("no picture"));
        assert!(lines[2]["error"].is_string() && lines[2]["state"].is_null());
        for line in [&lines[1], &lines[3]] {
            let probabilities = line["probabilities"].as_object().unwrap();
            let codes: Vec<&str> = probabilities.keys().map(String::as_str).collect();
            assert_eq!(codes, ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]);
            let sum: f64 = probabilities
                .values()
                .map(|value| value.as_f64().unwrap())
                .sum();
            assert!((sum - 1.0).abs() < 1e-5);
            let groups = line["groups"].as_object().unwrap();
            let sum: f64 = groups.values().map(|value| value.as_f64().unwrap()).sum();
            assert!((sum - 1.0).abs() < 1e-5);
            // Shares mean something where it is known how common each group is.
            let common = line["prevalence"]["malignant"].as_f64().unwrap();
            assert!((common - 0.1959).abs() < 1e-9);
        }
        assert_eq!(lines[3]["state"], "unsuitable");
        assert_eq!(lines[3]["reasons"][0], "blank");
    }

    #[test]
    fn a_refused_picture_is_shown_without_any_class() {
        let (_, output) = written(false);
        let refused = output.split("grey.png").nth(1).unwrap();
        assert!(
            refused.contains("not a picture this model may judge"),
            "{refused}"
        );
        assert!(
            !refused.contains('%') && !refused.contains("Melanoma"),
            "{refused}"
        );
    }
}
