//! How well a network traces, by outlines that people drew.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use rayon::prelude::*;
use serde::Serialize;
use spotcheck::Picture;
use spotcheck::card::Figure;
use spotcheck::outline::{Outline, Outliner};

use super::masks::Drawn;
use super::repeat::{self, Measures};
use crate::data::{self, Example, Split};
use crate::metrics::Interval;
use crate::metrics::bootstrap::Draws;
use crate::models;
use crate::recipe::Recipe;

/// Redrawn samples, and where their random numbers begin: as for the models' figures.
const ROUNDS: usize = 1000;
const SEED: u64 = 20_260_101;
/// Below this overlap an outline counts as missed, as in the ISIC challenge of 2018 (Codella et al., arXiv 1902.03368).
const MISSED_BELOW: f64 = 0.65;
/// Figures that are made again may differ by this, and the ends of their intervals by more.
const TOLERANCE: f64 = 2e-3;
const INTERVAL_TOLERANCE: f64 = 5e-3;

/// One picture's outline against the drawn one.
#[derive(Debug, Clone, Copy)]
struct Compared {
    /// Intersection over union, in pixels of the mask.
    overlap: f64,
    dice: f64,
    found: bool,
    /// Asymmetry, border and diameter: traced, drawn. Nothing where one of the outlines is none.
    measures: Option<[(f64, f64); 3]>,
    /// As it was traced, whatever was drawn; nothing where the square cuts a part off, and each photo of it another.
    traced: Option<Measures>,
}

/// What was found.
#[derive(Debug, Clone, Serialize)]
pub struct Tracing {
    /// The network, with its version.
    pub model: String,
    /// Pictures.
    pub n: usize,
    /// The figures with their intervals.
    pub figures: Vec<Figure>,
}

/// Compares outlines with those in `masks`; `part` is how figures quote where the pictures are from.
///
/// # Errors
/// When a picture or a mask can't be read.
pub fn measure(
    outliner: &Outliner,
    masks: &Path,
    (name, part): (&str, &str),
    examples: &[Example],
) -> Result<Tracing> {
    ensure!(!examples.is_empty(), "there are no pictures to measure on");
    let compared: Vec<Compared> = examples
        .par_iter()
        .map(|example| compare(outliner, masks, example).with_context(|| example.picture.name()))
        .collect::<Result<_>>()?;
    let groups: Vec<&str> = examples.iter().map(|one| one.group.as_str()).collect();
    let draws = Draws::new(&groups, ROUNDS, SEED);
    let mean = |of: &(dyn Fn(&Compared) -> f64 + Sync)| {
        draws.interval(|weights| {
            let both = || compared.iter().zip(weights);
            let sum: f64 = both().map(|(one, &n)| of(one) * f64::from(n)).sum();
            sum / both().map(|(_, &n)| f64::from(n)).sum::<f64>()
        })
    };
    let correlation = |place: usize| {
        draws.interval(|weights| {
            let pairs = compared.iter().zip(weights).filter_map(|(one, &n)| {
                let &(traced, drawn) = one.measures.as_ref()?.get(place)?;
                Some((traced, drawn, f64::from(n)))
            });
            pearson(&pairs.collect::<Vec<_>>())
        })
    };
    let counted = |met: bool| f64::from(u8::from(met));
    let told: [(&str, Option<Interval>); 7] = [
        ("mean intersection over union", mean(&|one| one.overlap)),
        ("mean Dice coefficient", mean(&|one| one.dice)),
        (
            "intersection over union of at least 0.65",
            mean(&|one| counted(one.overlap >= MISSED_BELOW)),
        ),
        ("outlines found", mean(&|one| counted(one.found))),
        (
            "correlation of asymmetry with the drawn outline",
            correlation(0),
        ),
        (
            "correlation of border with the drawn outline",
            correlation(1),
        ),
        (
            "correlation of diameter with the drawn outline",
            correlation(2),
        ),
    ];
    let repeated = repeat::of_pairs(
        groups.iter().copied(),
        compared.iter().map(|one| one.traced),
        ROUNDS,
        SEED,
    );
    let figure =
        |measure: &str, interval: Interval, n: usize| interval.quoted(measure, (name, part, n));
    let by_picture = told
        .into_iter()
        .filter_map(|(measure, interval)| Some(figure(measure, interval?, examples.len())));
    let by_pair = repeated.figures.iter();
    let figures =
        by_picture.chain(by_pair.map(|&(measure, interval)| figure(measure, interval, repeated.n)));
    let card = outliner.card();
    Ok(Tracing {
        model: format!("{} {}", card.id, card.version),
        n: examples.len(),
        figures: figures.collect(),
    })
}

fn compare(outliner: &Outliner, masks: &Path, example: &Example) -> Result<Compared> {
    let decoded = example.picture.read()?;
    let picture = Picture::new(&decoded.rgba, decoded.width, decoded.height)?;
    let (rgb, mask) = pollster::block_on(outliner.mask(&picture, picture.centre_square()))?;
    let square = Drawn::read(masks, &example.picture)?.square();
    let (traced, drawn) = (mask.lesion(), square.region(mask.side()));
    let (both, either) = square.overlap(traced.as_ref());
    let of = |region: &Option<_>| region.as_ref().and_then(|region| Outline::of(region, &rgb));
    let outline = of(&traced);
    let repeatable = outline
        .as_ref()
        .filter(|outline| !outline.touches_edge)
        .map(|outline| [outline.asymmetry, outline.border, outline.colours].map(f64::from));
    let measures = outline.zip(of(&drawn)).map(|(traced, drawn)| {
        let pair = |of: fn(&Outline) -> f32| (f64::from(of(&traced)), f64::from(of(&drawn)));
        [
            pair(|outline| outline.asymmetry),
            pair(|outline| outline.border),
            pair(|outline| outline.diameter),
        ]
    });
    // Nothing drawn and nothing traced agree.
    let overlap = if either == 0 {
        1.0
    } else {
        both as f64 / either as f64
    };
    Ok(Compared {
        overlap,
        dice: 2.0 * overlap / (1.0 + overlap),
        found: traced.is_some(),
        measures,
        traced: repeatable,
    })
}

/// Pearson's correlation of weighted pairs; NaN where there is none.
fn pearson(pairs: &[(f64, f64, f64)]) -> f64 {
    let total: f64 = pairs.iter().map(|(_, _, n)| n).sum();
    let mean = |of: fn(&(f64, f64, f64)) -> f64| {
        pairs.iter().map(|pair| of(pair) * pair.2).sum::<f64>() / total
    };
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum = |of: &dyn Fn(f64, f64) -> f64| {
        let terms = pairs.iter().map(|(a, b, n)| of(a - x, b - y) * n);
        terms.sum::<f64>()
    };
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}

/// Measures the shipped outline network on its recipe's test part, and holds that against its card.
///
/// # Errors
/// When data or network can't be read, or a figure came out otherwise.
pub fn reproduce(weights: &Path, data: &Path) -> Result<()> {
    let outliner = super::load(weights)?;
    let tracing = shipped(weights, &outliner, data)?;
    println!("{}", tracing.to_text());
    let near = |one: f64, other: f64, tolerance: f64| {
        (one - other).abs() <= tolerance * other.abs().max(1.0)
    };
    let told = &outliner.card().figures;
    let differing = told.iter().filter(|told| {
        tracing.figures.iter().all(|now| {
            now.name != told.name
                || now.n != told.n
                || !near(now.value, told.value, TOLERANCE)
                || !near(now.low, told.low, INTERVAL_TOLERANCE)
                || !near(now.high, told.high, INTERVAL_TOLERANCE)
        })
    });
    let names: Vec<&str> = differing.map(|figure| figure.name.as_str()).collect();
    if told.is_empty() || !names.is_empty() {
        bail!(
            "{} came out otherwise than the card of {} says",
            names.join(", "),
            tracing.model
        );
    }
    Ok(())
}

/// Measures likewise and writes what was measured into the card, as [`crate::reproduce::write`] does for the others.
///
/// # Errors
/// When data or network can't be read, or the card can't be written.
pub fn write(weights: &Path, data: &Path) -> Result<()> {
    let outliner = super::load(weights)?;
    let tracing = shipped(weights, &outliner, data)?;
    println!("{}", tracing.to_text());
    let mut card = outliner.card().clone();
    card.figures = tracing.figures;
    models::write_json(&models::card_path(weights, &card.id)?, &card)
}

/// Measures a network on the test part of the recipe that its card names.
fn shipped(weights: &Path, outliner: &Outliner, data: &Path) -> Result<Tracing> {
    let home = weights.parent().unwrap_or(Path::new(""));
    let recipe = Recipe::read(&home.join(&outliner.card().training.recipe))?;
    let folder = data.join(&recipe.data.folder);
    let examples = data::open(&recipe.data, &folder)?.part(Split::Test);
    let examples = data::readable(examples, true)?;
    let part = recipe.data.part_name(Split::Test);
    measure(
        outliner,
        &folder.join(MASKS),
        (&recipe.data.name, &part),
        &examples,
    )
}

/// The folder of the masks, beside the pictures.
pub const MASKS: &str = "masks";

impl Tracing {
    /// For a person.
    #[must_use]
    pub fn to_text(&self) -> String {
        let lines = self.figures.iter().map(|figure| {
            format!(
                "\n  {:<54} {:.4} [{:.4}, {:.4}]",
                figure.name, figure.value, figure.low, figure.high
            )
        });
        format!(
            "{}: {} pictures{}",
            self.model,
            self.n,
            lines.collect::<String>()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_correlation_is_pearsons() {
        let line: Vec<_> = [(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]
            .map(|(a, b)| (a, b, 1.0))
            .into();
        assert!((pearson(&line) - 1.0).abs() < 1e-12);
        let falling: Vec<_> = line.iter().map(|&(a, b, n)| (a, -b, n)).collect();
        assert!((pearson(&falling) + 1.0).abs() < 1e-12);
        // By hand: means 2 and 7/3, covariance 1, variances 2 and 14/3.
        let loose = [(1.0, 1.0, 1.0), (2.0, 4.0, 1.0), (3.0, 2.0, 1.0)];
        assert!((pearson(&loose) - 1.0 / (2.0f64 * 14.0 / 3.0).sqrt()).abs() < 1e-12);
        // A picture that counts twice is two pictures.
        let twice = [loose[0], loose[1], loose[1], loose[2]];
        let weighed = [loose[0], (2.0, 4.0, 2.0), loose[2]];
        assert!((pearson(&twice) - pearson(&weighed)).abs() < 1e-12);
    }

    #[test]
    fn the_shipped_outlines_come_out_again() {
        let name = "outline::measure::the_shipped_outlines_come_out_again";
        let Some(data) = crate::testing::shared_data(name) else {
            return;
        };
        let weights = models::folder(None).unwrap();
        reproduce(&weights, &data).unwrap();
        // What is promised.
        let card = super::super::load(&weights).unwrap().card().clone();
        let overlap = card
            .figures
            .iter()
            .find(|one| one.name == "mean intersection over union");
        assert!(overlap.unwrap().value >= 0.85);
        assert!(card.weights.bytes <= 1_000_000);
    }
}
