//! A run's learning curves: loss and balanced accuracy by epoch, of the training and the validation part.

use anyhow::Result;
use plotters::prelude::*;

use super::plots::{Area, Drawn, FONT_SIZE, INK, MAIN, MARK, RULE, draw};
use crate::train::EpochRecord;

/// A curve: of which part, and what of an epoch it shows.
type Line = (&'static str, fn(&EpochRecord) -> f64);

/// Both plots side by side, as one SVG.
///
/// # Errors
/// When they can't be drawn.
pub fn curves(log: &[EpochRecord]) -> Result<String> {
    draw((840, 380), |area| {
        let (left, right) = area.split_horizontally(420);
        let loss: [Line; 2] = [
            ("training", |one| one.train_loss),
            ("validation", |one| one.val_loss),
        ];
        plot(&left, log, "loss", &loss)?;
        if log.iter().any(|one| one.val_overlap.is_some()) {
            let overlap: [Line; 1] = [("validation", |one| one.val_overlap.unwrap_or(0.0))];
            return plot(&right, log, "intersection over union", &overlap);
        }
        let balanced: [Line; 2] = [
            ("training", |one| one.train_balanced_accuracy),
            ("validation", |one| one.val_balanced_accuracy),
        ];
        plot(&right, log, "balanced accuracy", &balanced)
    })
}

fn plot(area: &Area<'_>, log: &[EpochRecord], name: &str, lines: &[Line]) -> Drawn<()> {
    let told = || {
        log.iter()
            .flat_map(|one| lines.iter().map(|(_, value)| value(one)))
    };
    let lowest = told().fold(f64::INFINITY, f64::min);
    let highest = told().fold(f64::NEG_INFINITY, f64::max);
    // A single epoch, or one value throughout, still gets axes.
    let room = ((highest - lowest) * 0.08).max(0.01);
    let last = log.iter().map(|one| one.epoch).max().unwrap_or(1).max(2);
    let text = ("inherit", FONT_SIZE).into_font().color(&INK);
    let mut chart = ChartBuilder::on(area)
        .margin(8)
        .x_label_area_size(42)
        .y_label_area_size(54)
        .build_cartesian_2d(1.0..last as f64, lowest - room..highest + room)?;
    chart
        .configure_mesh()
        .disable_mesh()
        .axis_style(RULE)
        .label_style(text.clone())
        .axis_desc_style(text.clone())
        .x_labels(last.min(6))
        .y_labels(6)
        .x_label_formatter(&|epoch| format!("{epoch:.0}"))
        .y_label_formatter(&|value| format!("{value:.2}"))
        .x_desc("epoch")
        .y_desc(name)
        .draw()?;
    for &(name, value) in lines {
        let colour = if name == "training" { MARK } else { MAIN };
        let points = log.iter().map(|one| (one.epoch as f64, value(one)));
        chart
            .draw_series(LineSeries::new(points, colour.stroke_width(2)).point_size(2))?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .label_font(text)
        .position(SeriesLabelPosition::MiddleRight)
        .draw()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_line_for_each_part_in_each_plot() {
        let log: Vec<EpochRecord> = (1..=4)
            .map(|epoch| EpochRecord {
                epoch,
                train_loss: 1.0 / epoch as f64,
                val_loss: 1.2 / epoch as f64,
                ..EpochRecord::default()
            })
            .collect();
        let svg = curves(&log).unwrap();
        let lines = svg.split("<polyline").filter(|part| {
            let points = part.split("points=\"").nth(1);
            points.is_some_and(|points| {
                points.split('"').next().unwrap().split_whitespace().count() == log.len()
            })
        });
        assert_eq!(lines.count(), 4);
        for name in [
            "training",
            "validation",
            "loss",
            "balanced accuracy",
            "epoch",
        ] {
            assert!(svg.contains(name), "{name}");
        }
    }

    #[test]
    fn the_first_epoch_has_axes_too() {
        let svg = curves(&[EpochRecord {
            epoch: 1,
            ..EpochRecord::default()
        }]);
        assert!(svg.unwrap().contains("</svg>"));
    }
}
