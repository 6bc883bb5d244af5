//! `spotcheck augment`: a page that shows what each augmentation does to some training pictures, and all together.

use std::fmt::Write;
use std::io::Cursor;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{ImageFormat, RgbImage};
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;

use super::mixup::Mix;
use super::{Augmentation, Source};
use crate::data::{Dataset, Example, Split};

/// The page's style.
const STYLE: &str = include_str!("preview.css");
/// Rows with everything together: one alone would show little of how they combine.
const TOGETHER: usize = 3;

/// What a preview shows.
pub struct Preview<'run> {
    /// The recipe's name.
    pub title: &'run str,
    /// Its augmentation.
    pub augmentation: &'run Augmentation,
    /// Its seed.
    pub seed: u64,
    /// The network's input, in pixels.
    pub size: u32,
    /// Pictures a row.
    pub count: usize,
}

impl Preview<'_> {
    /// Writes the page: one file, pictures inside.
    ///
    /// # Errors
    /// When the data set has no training picture that can be read, or the file can't be written. One that can't be read is
    /// named, and the next one shown.
    pub fn write(&self, dataset: &Dataset, path: &Path) -> Result<()> {
        let (mut examples, mut sources) = (Vec::new(), Vec::new());
        for example in one_of_each(dataset) {
            if examples.len() == self.count {
                break;
            }
            match example.picture.read() {
                Ok(picture) => {
                    sources.push(Source::new(&picture, self.size, self.augmentation)?);
                    examples.push(example);
                }
                Err(error) => eprintln!("left out: {error:#}"),
            }
        }
        ensure!(!examples.is_empty(), "there is no training picture to show");
        let page = self.page(dataset, &examples, &sources)?;
        std::fs::write(path, page).with_context(|| format!("{} can't be written", path.display()))
    }

    fn page(&self, dataset: &Dataset, examples: &[Example], sources: &[Source]) -> Result<String> {
        let title = escaped(self.title);
        let mut page = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Augmentation: {title}</title>\n<style>{STYLE}</style></head>\n<body><h1>Augmentation of {title}</h1>\n<p>Training pictures at the network's {0} × {0} pixels. Each row draws at random within the recipe's strength, as training does. The data's licence holds for this page too.</p>\n<table><thead><tr><th></th>",
            self.size
        );
        for example in examples {
            let class = dataset.classes.get(example.label);
            write!(
                page,
                "<th>{}</th>",
                escaped(class.map_or("", String::as_str))
            )?;
        }
        page.push_str("</tr></thead>\n<tbody>\n");
        for (number, row) in rows(self.augmentation).iter().enumerate() {
            write!(page, "<tr><th>{}", escaped(row.name))?;
            if !row.strength.is_empty() {
                write!(page, "<small>{}</small>", escaped(&row.strength))?;
            }
            page.push_str("</th>");
            for picture in self.views(row, number, sources)? {
                let alt = escaped(row.name);
                let png = STANDARD.encode(png(picture, self.size)?);
                write!(
                    page,
                    "<td><img alt=\"{alt}\" src=\"data:image/png;base64,{png}\"></td>"
                )?;
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody></table></body></html>\n");
        Ok(page)
    }

    /// A row's pictures; each has its own generator, so that a row does not depend on those above it.
    fn views(&self, row: &Row, number: usize, sources: &[Source]) -> Result<Vec<Vec<u8>>> {
        let random = |column: usize| {
            let place = (number * sources.len() + column) as u64;
            Pcg64Mcg::seed_from_u64(self.seed ^ place.wrapping_mul(0xD1B5_4A32_D192_ED03))
        };
        let mut views = sources
            .iter()
            .enumerate()
            .map(|(column, source)| {
                row.augmentation
                    .apply(source, self.size, &mut random(column))
            })
            .collect::<Result<Vec<_>>>()?;
        if row.augmentation.mixup > 0.0 {
            let mut random = random(sources.len());
            let mix = Mix::draw(row.augmentation.mixup, views.len(), &mut random)?;
            let length = views.first().map_or(1, Vec::len);
            let mixed = mix.apply(&views.concat());
            views = mixed.chunks(length).map(<[u8]>::to_vec).collect();
        }
        Ok(views)
    }
}

/// Training pictures: the first of each class, then the second of each, and so on.
fn one_of_each(dataset: &Dataset) -> Vec<Example> {
    let train = dataset.part(Split::Train);
    let mut met = vec![0usize; dataset.classes.len()];
    let mut ranked: Vec<(usize, usize, &Example)> = train
        .iter()
        .map(|example| {
            let rank = met.get_mut(example.label).map_or(0, |met| {
                *met += 1;
                *met
            });
            (rank, example.label, example)
        })
        .collect();
    ranked.sort_by_key(|&(rank, label, _)| (rank, label));
    ranked
        .into_iter()
        .map(|(.., example)| example.clone())
        .collect()
}

struct Row {
    name: &'static str,
    strength: String,
    augmentation: Augmentation,
}

/// Unchanged, each augmentation that is on by itself, and all together.
fn rows(all: &Augmentation) -> Vec<Row> {
    let percent = |share: f32| format!("± {:.0} %", share * 100.0);
    let row = |name, strength, set: fn(&mut Augmentation, &Augmentation)| {
        let mut augmentation = Augmentation::default();
        set(&mut augmentation, all);
        Row {
            name,
            strength,
            augmentation,
        }
    };
    let alone = [
        row("flip", "both ways, turned".to_owned(), |one, all| {
            one.flip = all.flip;
        }),
        row("mirror", "left and right".to_owned(), |one, all| {
            one.mirror = all.mirror;
        }),
        row("rotation", format!("± {}°", all.rotation), |one, all| {
            one.rotation = all.rotation;
        }),
        row("scale", percent(all.scale), |one, all| {
            one.scale = all.scale;
        }),
        row(
            "aspect",
            format!("sides 1 : {} at most", 1.0 + all.aspect),
            |one, all| {
                one.aspect = all.aspect;
            },
        ),
        row("shift", percent(all.shift), |one, all| {
            one.shift = all.shift;
        }),
        row("brightness", percent(all.brightness), |one, all| {
            one.brightness = all.brightness;
        }),
        row("contrast", percent(all.contrast), |one, all| {
            one.contrast = all.contrast;
        }),
        row("saturation", percent(all.saturation), |one, all| {
            one.saturation = all.saturation;
        }),
        row("tint", percent(all.tint), |one, all| {
            one.tint = all.tint;
        }),
        row("blur", format!("σ up to {} px", all.blur), |one, all| {
            one.blur = all.blur;
        }),
        row(
            "cut out",
            format!("side up to {:.0} %", all.cut_out * 100.0),
            |one, all| {
                one.cut_out = all.cut_out;
            },
        ),
        row(
            "faults",
            format!("one in {:.0} % of the views", all.faults * 100.0),
            |one, all| {
                // Where they are on, each picture of the row shows one.
                one.faults = if all.faults > 0.0 { 1.0 } else { 0.0 };
            },
        ),
        row("mixup", format!("α = {}", all.mixup), |one, all| {
            one.mixup = all.mixup;
        }),
    ];
    let together = || {
        row("all together", String::new(), |one, all| {
            one.clone_from(all);
        })
    };
    let changing = alone
        .into_iter()
        .chain(std::iter::repeat_with(together).take(TOGETHER))
        .filter(|row| row.augmentation != Augmentation::default());
    std::iter::once(row("unchanged", String::new(), |_, _| {}))
        .chain(changing)
        .collect()
}

fn png(rgb: Vec<u8>, size: u32) -> Result<Vec<u8>> {
    let picture = RgbImage::from_raw(size, size, rgb)
        .context("the picture's buffer does not fit its size")?;
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
    Ok(bytes)
}

/// Text as HTML shows it, in an attribute too.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::drawn_dataset;

    #[test]
    fn the_page_shows_each_augmentation_that_is_on() {
        let folder = tempfile::tempdir().unwrap();
        let mut dataset = drawn_dataset(&folder.path().join("data"), 14);
        dataset.classes[0] = "a<b".to_owned();
        let path = folder.path().join("sheet.html");
        let augmentation = Augmentation {
            rotation: 90.0,
            cut_out: 0.5,
            faults: 0.3,
            mixup: 0.4,
            ..Augmentation::default()
        };
        let preview = Preview {
            title: "drawn",
            augmentation: &augmentation,
            seed: 3,
            size: 28,
            count: 8,
        };
        preview.write(&dataset, &path).unwrap();
        let page = std::fs::read_to_string(&path).unwrap();
        let names: Vec<&str> = rows(&augmentation).iter().map(|row| row.name).collect();
        let together = ["all together"; TOGETHER];
        assert_eq!(
            names[..5],
            ["unchanged", "rotation", "cut out", "faults", "mixup"]
        );
        assert_eq!(names[5..], together);
        assert_eq!(page.matches("<img ").count(), names.len() * 8);
        assert!(page.contains("a&lt;b") && !page.contains("a<b"));

        // Every picture is a whole PNG of the network's size, and the first row is what the network sees unchanged.
        let pictures: Vec<RgbImage> = page
            .split("base64,")
            .skip(1)
            .map(|rest| STANDARD.decode(rest.split('"').next().unwrap()).unwrap())
            .map(|bytes| image::load_from_memory(&bytes).unwrap().into_rgb8())
            .collect();
        assert!(pictures.iter().all(|one| one.dimensions() == (28, 28)));
        let decoded = dataset.examples[0].picture.read().unwrap();
        let picture =
            spotcheck::Picture::new(&decoded.rgba, decoded.width, decoded.height).unwrap();
        let plain = picture.prepare(picture.centre_square(), 28).unwrap();
        // But for the rounding of its way over the sampler, which enlarges so small a picture first.
        let differences = pictures[0].as_raw().iter().zip(&plain);
        let sum: u32 = differences
            .map(|(one, other)| u32::from(one.abs_diff(*other)))
            .sum();
        assert!(sum as usize <= 5 * plain.len(), "{sum}");
        assert_ne!(pictures[8], pictures[0]);

        // The first of its class, and no picture: others take its place.
        let mut broken = dataset.examples[0].clone();
        let file = folder.path().join("broken.png");
        std::fs::write(&file, b"no picture").unwrap();
        broken.picture = crate::data::PictureSource::File(file);
        broken.split = Split::Train;
        dataset.examples.insert(0, broken);
        preview.write(&dataset, &path).unwrap();
        let page = std::fs::read_to_string(&path).unwrap();
        assert_eq!(page.matches("<img ").count(), names.len() * 8);
    }

    #[test]
    fn classes_take_turns() {
        let folder = tempfile::tempdir().unwrap();
        let dataset = drawn_dataset(folder.path(), 21);
        let chosen = one_of_each(&dataset);
        let labels: Vec<usize> = chosen.iter().map(|one| one.label).collect();
        assert_eq!(labels.len(), dataset.part(Split::Train).len());
        assert_eq!(labels[..9], [0, 1, 2, 3, 4, 5, 6, 0, 1]);
    }
}
