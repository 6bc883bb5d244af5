//! The report's plots as SVG.
//!
//! They are drawn in the colours of the light page; the page's style sheet turns each of [`COLOURS`] into the dark
//! page's by its attribute, so that one drawing serves both.

use anyhow::{Result, anyhow};
use plotters::coord::Shift;
use plotters::prelude::*;

use super::BandPoint;
use crate::metrics::calibration::Bin;
use crate::metrics::curves::CurvePoint;
use crate::metrics::selection::SelectionPoint;

/// Axes' text.
pub(super) const INK: RGBColor = RGBColor(0x57, 0x60, 0x6A);
/// Axes and what a curve is compared with.
pub(super) const RULE: RGBColor = RGBColor(0xC9, 0xD1, 0xD9);
/// What is measured.
pub(super) const MAIN: RGBColor = RGBColor(0x1F, 0x5F, 0xAD);
/// What is marked or missing.
pub(super) const MARK: RGBColor = RGBColor(0xB3, 0x54, 0x1E);

/// Each colour as it stands in the SVG, and the dark page's instead.
pub(super) const COLOURS: [(&str, &str); 4] = [
    ("#57606A", "#9EA7B3"),
    ("#C9D1D9", "#4B545E"),
    ("#1F5FAD", "#79B8FF"),
    ("#B3541E", "#F0A36B"),
];

/// Opacity of filled areas.
const WASH: f64 = 0.16;
pub(super) const FONT_SIZE: u32 = 14;

pub(super) type Area<'svg> = DrawingArea<SVGBackend<'svg>, Shift>;
type Chart<'area, 'svg> = ChartContext<
    'area,
    SVGBackend<'svg>,
    Cartesian2d<plotters::coord::types::RangedCoordf64, plotters::coord::types::RangedCoordf64>,
>;

/// How large a plot is, and whether its axes are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// One that is read.
    Large,
    /// One of many that are compared.
    Small,
}

impl Size {
    fn pixels(self) -> (u32, u32) {
        match self {
            Self::Large => (420, 380),
            Self::Small => (200, 180),
        }
    }
}

/// A ROC curve, its band if there is one, and the diagonal of guessing.
pub(super) fn roc(points: &[CurvePoint], band: &[BandPoint], size: Size) -> Result<String> {
    draw(size.pixels(), |area| {
        let names = ("1 − specificity", "sensitivity");
        let mut chart = unit_chart(area, names, size, 1.0)?;
        let corners = band.iter().map(|one| (one.fpr, one.low));
        let back = band.iter().rev().map(|one| (one.fpr, one.high));
        chart.draw_series([Polygon::new(
            corners.chain(back).collect::<Vec<_>>(),
            MAIN.mix(WASH),
        )])?;
        chart.draw_series(DashedLineSeries::new(
            [(0.0, 0.0), (1.0, 1.0)],
            4,
            4,
            RULE.stroke_width(1),
        ))?;
        line(&mut chart, points.iter().map(|one| (one.fpr, one.tpr)))
    })
}

/// A precision–recall curve in its steps, and the prevalence that guessing reaches.
pub(super) fn precision_recall(
    points: &[CurvePoint],
    prevalence: f64,
    size: Size,
) -> Result<String> {
    draw(size.pixels(), |area| {
        let names = ("recall", "precision");
        let mut chart = unit_chart(area, names, size, 1.0)?;
        chart.draw_series(DashedLineSeries::new(
            [(0.0, prevalence), (1.0, prevalence)],
            4,
            4,
            RULE.stroke_width(1),
        ))?;
        line(&mut chart, steps(points).into_iter())
    })
}

/// Between two thresholds there is nothing to read off: the precision of the higher recall holds from the lower one on,
/// as the average precision adds it up.
fn steps(points: &[CurvePoint]) -> Vec<(f64, f64)> {
    let mut corners = Vec::with_capacity(2 * points.len());
    for point in points {
        if let Some(&(recall, _)) = corners.last() {
            corners.push((recall, point.precision));
        }
        corners.push((point.tpr, point.precision));
    }
    corners
}

/// A reliability diagram: observed against predicted, with the number of pictures in each bin below.
pub(super) fn reliability(bins: &[Bin], name: &str) -> Result<String> {
    draw((420, 460), |area| {
        let (above, below) = area.split_vertically(350);
        let mut chart = unit_chart(&above, ("", "share that came true"), Size::Large, 1.0)?;
        let known = || {
            bins.iter()
                .filter_map(|bin| Some((bin, bin.predicted?, bin.observed?)))
        };
        chart.draw_series(known().map(|(bin, _, observed)| {
            Rectangle::new(
                [(bin.low, 0.0), (bin.high, observed)],
                MAIN.mix(WASH).filled(),
            )
        }))?;
        chart.draw_series(DashedLineSeries::new(
            [(0.0, 0.0), (1.0, 1.0)],
            4,
            4,
            RULE.stroke_width(1),
        ))?;
        // The gap that the calibration error adds up.
        chart.draw_series(known().map(|(_, predicted, observed)| {
            let gap = vec![(predicted, predicted), (predicted, observed)];
            PathElement::new(gap, MARK.stroke_width(2))
        }))?;
        chart.draw_series(known().map(|(_, predicted, observed)| {
            Circle::new((predicted, observed), 3, MAIN.filled())
        }))?;

        let total = bins.iter().map(|bin| bin.n).sum::<u64>().max(1) as f64;
        let share = |bin: &Bin| bin.n as f64 / total;
        let highest = bins.iter().map(share).fold(0.0, f64::max);
        let mut chart = ChartBuilder::on(&below)
            .margin(8)
            .x_label_area_size(42)
            .y_label_area_size(54)
            .build_cartesian_2d(0.0..1.0, 0.0..highest * 1.05)?;
        mesh(&mut chart, (name, "pictures"), 6, 4, |value| {
            format!("{:.0} %", value * 100.0)
        })?;
        chart.draw_series(bins.iter().filter(|bin| bin.n > 0).map(|bin| {
            Rectangle::new(
                [(bin.low, 0.0), (bin.high, share(bin))],
                MAIN.mix(0.45).filled(),
            )
        }))?;
        Ok(())
    })
}

/// Risk against coverage, with the threshold that is shipped (filled) and the verdicts as they fell (ring).
pub(super) fn risk_coverage(
    points: &[SelectionPoint],
    shipped: Option<SelectionPoint>,
    verdicts: Option<(f64, f64)>,
) -> Result<String> {
    let highest = points
        .iter()
        // The first few pictures' risk jumps, and would set the scale.
        .filter(|one| one.coverage > 0.02)
        .map(|one| one.risk)
        .chain(verdicts.map(|(_, risk)| risk))
        .fold(0.05, f64::max);
    draw((420, 380), |area| {
        let names = ("coverage: share answered", "risk: share of these wrong");
        let mut chart = unit_chart(area, names, Size::Large, (highest * 1.15).min(1.0))?;
        line(
            &mut chart,
            points
                .iter()
                .map(|one| (one.coverage, one.risk.min(highest * 1.15))),
        )?;
        let shipped = shipped.map(|one| (one.coverage, one.risk));
        chart.draw_series(shipped.map(|place| Circle::new(place, 5, MARK.filled())))?;
        chart.draw_series(verdicts.map(|place| Circle::new(place, 6, MARK.stroke_width(2))))?;
        Ok(())
    })
}

/// Draws into a string. Plotters' errors hold what is not `Sync`, so that they are told as text.
pub(super) fn draw(
    size: (u32, u32),
    paint: impl FnOnce(&Area<'_>) -> std::result::Result<(), Box<dyn std::error::Error>>,
) -> Result<String> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        paint(&area)
            .and_then(|()| Ok(area.present()?))
            .map_err(|error| anyhow!("a plot can't be drawn: {error}"))?;
    }
    Ok(svg)
}

pub(super) type Drawn<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Axes from 0 to 1, or to `top` upwards.
fn unit_chart<'area, 'svg>(
    area: &'area Area<'svg>,
    names: (&str, &str),
    size: Size,
    top: f64,
) -> Drawn<Chart<'area, 'svg>>
where
    'svg: 'area,
{
    let (labels, ticks) = match size {
        Size::Large => ((42, 54), 6),
        Size::Small => ((22, 30), 3),
    };
    let mut chart = ChartBuilder::on(area)
        .margin(8)
        .x_label_area_size(if names.0.is_empty() { 22 } else { labels.0 })
        .y_label_area_size(labels.1)
        .build_cartesian_2d(0.0..1.0, 0.0..top)?;
    let names = if size == Size::Large { names } else { ("", "") };
    let digits = if top < 0.3 { 2 } else { 1 };
    mesh(&mut chart, names, ticks, ticks, |value| {
        format!("{value:.digits$}")
    })?;
    Ok(chart)
}

fn mesh(
    chart: &mut Chart<'_, '_>,
    names: (&str, &str),
    columns: usize,
    rows: usize,
    up: impl Fn(&f64) -> String,
) -> Drawn<()> {
    let text = ("inherit", FONT_SIZE).into_font().color(&INK);
    chart
        .configure_mesh()
        .disable_mesh()
        .axis_style(RULE)
        .label_style(text.clone())
        .axis_desc_style(text)
        .x_labels(columns)
        .y_labels(rows)
        .set_all_tick_mark_size(3)
        .x_label_formatter(&|value| format!("{value:.1}"))
        .y_label_formatter(&up)
        .x_desc(names.0)
        .y_desc(names.1)
        .draw()?;
    Ok(())
}

fn line(chart: &mut Chart<'_, '_>, points: impl Iterator<Item = (f64, f64)>) -> Drawn<()> {
    chart.draw_series(LineSeries::new(points, MAIN.stroke_width(2)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points() -> Vec<CurvePoint> {
        [(0.0, 0.0), (0.25, 0.5), (1.0, 1.0)]
            .map(|(fpr, tpr)| CurvePoint {
                threshold: Some(0.5),
                fpr,
                tpr,
                precision: 1.0 - fpr / 2.0,
            })
            .to_vec()
    }

    #[test]
    fn a_curve_is_where_its_points_are() {
        let svg = roc(&points(), &[], Size::Large).unwrap();
        let line = svg
            .split("<polyline")
            .find(|part| part.contains("stroke-width=\"2\""))
            .unwrap();
        let corners: Vec<(f64, f64)> = line
            .split("points=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap()
            .split_whitespace()
            .map(|pair| {
                let (x, y) = pair.split_once(',').unwrap();
                (x.parse().unwrap(), y.parse().unwrap())
            })
            .collect();
        let [start, middle, end] = corners[..] else {
            panic!("{corners:?}")
        };
        assert!(start.0 < end.0 && start.1 > end.1);
        assert!(((middle.0 - start.0) / (end.0 - start.0) - 0.25).abs() < 0.01);
        assert!(((middle.1 - start.1) / (end.1 - start.1) - 0.5).abs() < 0.01);
    }

    #[test]
    fn every_colour_has_its_dark_counterpart() {
        let bins = vec![Bin {
            low: 0.0,
            high: 1.0,
            n: 3,
            predicted: Some(0.6),
            observed: Some(0.4),
        }];
        let chosen = SelectionPoint {
            threshold: 0.5,
            coverage: 0.5,
            risk: 0.1,
        };
        let drawn = [
            roc(
                &points(),
                &[
                    BandPoint {
                        fpr: 0.0,
                        low: 0.0,
                        high: 0.3,
                    },
                    BandPoint {
                        fpr: 1.0,
                        low: 1.0,
                        high: 1.0,
                    },
                ],
                Size::Small,
            )
            .unwrap(),
            precision_recall(&points(), 0.3, Size::Small).unwrap(),
            reliability(&bins, "probability").unwrap(),
            risk_coverage(&[chosen], Some(chosen), Some((0.4, 0.05))).unwrap(),
        ];
        for svg in drawn {
            assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
            for part in svg.split("=\"#").skip(1) {
                let colour = format!("#{}", &part[..6]);
                assert!(
                    COLOURS.iter().any(|(light, _)| *light == colour),
                    "{colour}"
                );
            }
        }
    }
}
