//! `spotcheck heat`: how much of where the model looked lies on the lesion, by masks that people drew.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};
use spotcheck::networks::Network;
use spotcheck::picture::normalise;
use spotcheck::{Classifier, Picture};

use crate::data::Example;
use crate::metrics::quantile;
use crate::outline::masks::Drawn;
use crate::outline::measure::MASKS;

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlap {
    /// The model, with its version.
    pub model: String,
    /// Pictures with a map and a mask.
    pub n: usize,
    /// Pictures for whose likeliest class no place spoke.
    pub without_map: usize,
    /// Places a row of the map.
    pub side: usize,
    /// Mean share of the map's sum that lies within the mask.
    pub inside: f64,
    /// Mean share of the picture that the mask takes: what a map would have inside that says nothing.
    pub area: f64,
    /// Share of pictures whose strongest place has its middle within the mask.
    pub pointing: f64,
    /// The same for the picture's middle, where most lesions lie: what a map has to be better than.
    pub pointing_of_the_middle: f64,
    /// What the map adds to the time of an answer, as a share of it: medians in turns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
}

/// Pictures that are answered with a map and without one, to tell what it costs.
const TIMED: usize = 40;

/// Compares the likeliest class's map of each example with its mask, `masks/NAME_segmentation.png` or `masks/NAME.png` beside the images.
///
/// # Errors
/// When the model gives no map, or a picture or a mask can't be read.
pub fn measure(classifier: &Classifier, folder: &Path, examples: &[Example]) -> Result<Overlap> {
    let card = classifier.card();
    let mut overlap = Overlap {
        model: format!("{} {}", card.id, card.version),
        n: 0,
        without_map: 0,
        side: 0,
        inside: 0.0,
        area: 0.0,
        pointing: 0.0,
        pointing_of_the_middle: 0.0,
        cost: None,
    };
    let mut seconds = [Vec::new(), Vec::new()];
    for example in examples {
        let decoded = example.picture.read()?;
        let picture = Picture::new(&decoded.rgba, decoded.width, decoded.height)?;
        let rgb = picture.prepare(picture.centre_square(), card.input.size)?;
        let input = normalise(&rgb, &card.input, &Device::flex());
        if seconds[0].len() < TIMED {
            for (with, seconds) in [false, true].into_iter().zip(&mut seconds) {
                seconds.push(answer_in(classifier.network(), input.clone(), with)?);
            }
        }
        let (output, heat) = classifier.network().forward_views(&input, card.input.views);
        let heat =
            heat.with_context(|| format!("the network of {} can't tell where it looked", card.id))?;
        let [_, _, side, _] = heat.dims();
        let logits = output.logits.try_into_data()?.try_to_vec::<f32>()?;
        let class = logits
            .iter()
            .enumerate()
            .max_by(|(_, one), (_, other)| one.total_cmp(other))
            .map_or(0, |(place, _)| place);
        let values = heat.try_into_data()?.try_to_vec::<f32>()?;
        let map: Vec<f64> = values
            .chunks_exact(side * side)
            .nth(class)
            .unwrap_or_default()
            .iter()
            .map(|value| f64::from(value.max(0.0)))
            .collect();
        let sum: f64 = map.iter().sum();
        if sum <= 0.0 {
            overlap.without_map += 1;
            continue;
        }
        let mask = Drawn::read(&folder.join(MASKS), &example.picture)?.square();
        let shares = mask.shares(side);
        overlap.n += 1;
        overlap.side = side;
        overlap.area += mask.area();
        overlap.inside += map
            .iter()
            .zip(&shares)
            .map(|(heat, &share)| heat * f64::from(share))
            .sum::<f64>()
            / sum;
        let strongest = map
            .iter()
            .enumerate()
            .max_by(|(_, one), (_, other)| one.total_cmp(other))
            .map_or(0, |(place, _)| place);
        let middle = |place: usize| (place as f64 + 0.5) / side as f64;
        let hit = mask.at(middle(strongest % side), middle(strongest / side));
        overlap.pointing += f64::from(u8::from(hit));
        overlap.pointing_of_the_middle += f64::from(u8::from(mask.at(0.5, 0.5)));
    }
    ensure!(overlap.n > 0, "no picture has a map");
    let [without, with] = seconds.map(|mut seconds| {
        seconds.sort_by(f64::total_cmp);
        quantile(&seconds, 0.5).unwrap_or(f64::NAN)
    });
    overlap.cost = Some(with / without - 1.0);
    let n = overlap.n as f64;
    for mean in [
        &mut overlap.inside,
        &mut overlap.area,
        &mut overlap.pointing,
        &mut overlap.pointing_of_the_middle,
    ] {
        *mean /= n;
    }
    Ok(overlap)
}

/// Seconds that one answer takes, with a map or without one.
fn answer_in(network: &Network, input: Tensor<4>, with: bool) -> Result<f64> {
    let start = Instant::now();
    if with {
        let (output, heat) = network.forward_with_heat(input);
        output.logits.try_into_data()?;
        heat.map(Tensor::try_into_data).transpose()?;
    } else {
        network.forward(input).logits.try_into_data()?;
    }
    Ok(start.elapsed().as_secs_f64())
}

impl Overlap {
    /// For a person.
    #[must_use]
    pub fn to_text(&self) -> String {
        let cost = self.cost.map_or_else(String::new, |cost| {
            format!("\nthe map adds         {cost:.3} of an answer's time")
        });
        format!(
            "{}, {} pictures, a map of {side} × {side} ({} more without a place that spoke for the answer)\n\
             inside the lesion    {:.3} of the map; the lesion takes {:.3} of the picture\n\
             strongest place      {:.3} lie on the lesion; of the pictures' middles {:.3} do{cost}",
            self.model,
            self.n,
            self.without_map,
            self.inside,
            self.area,
            self.pointing,
            self.pointing_of_the_middle,
            side = self.side,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{PictureSource, Split};
    use crate::models;
    use burn::tensor::TensorData;
    use spotcheck::networks::graph::{Graph, NodeTensors};

    /// Three drawn lesions, and as a mask the half of the square that is called the lesion.
    fn drawn(folder: &Path, left: bool) -> Vec<Example> {
        let masks = folder.join(MASKS);
        std::fs::create_dir_all(&masks).unwrap();
        let example = |seed: u32| {
            let path = folder.join(format!("{seed}.png"));
            let rgba = spotcheck::specimen::lesion(seed, 200, 200);
            let picture = image::RgbaImage::from_raw(200, 200, rgba).unwrap();
            picture.save(&path).unwrap();
            let mask = image::GrayImage::from_fn(200, 200, |x, _| {
                image::Luma([if (x < 100) == left { 255 } else { 0 }])
            });
            mask.save(masks.join(format!("{seed}.png"))).unwrap();
            Example {
                group: seed.to_string(),
                picture: PictureSource::File(path),
                label: 0,
                split: Split::Test,
                subgroups: std::collections::BTreeMap::new(),
            }
        };
        (0..3).map(example).collect()
    }

    #[test]
    fn what_lies_in_both_halves_is_all_there_is() {
        let weights = models::folder(None).unwrap();
        let classifier = models::load(&weights, "skin", &Device::flex()).unwrap();
        let [left, right] = [true, false].map(|left| {
            let folder = tempfile::tempdir().unwrap();
            let examples = drawn(folder.path(), left);
            measure(&classifier, folder.path(), &examples).unwrap()
        });
        assert_eq!((left.n + left.without_map, left.side), (3, 5));
        assert!(
            (left.inside + right.inside - 1.0).abs() < 0.01,
            "{left:?} {right:?}"
        );
        assert!((left.area - 0.5).abs() < 0.01, "{left:?}");
        assert!(
            left.cost.is_some_and(f64::is_finite) && left.to_text().contains("of an answer's time")
        );
    }

    /// The sanity check of Adebayo et al. (NeurIPS 2018): a map that stays when the network has learned nothing tells
    /// nothing of it.
    #[test]
    fn the_shipped_map_is_another_once_its_weights_are_shuffled() {
        let weights = models::folder(None).unwrap();
        let classifier = models::load(&weights, "skin", &Device::flex()).unwrap();
        let Network::Graph(graph) = classifier.network() else {
            panic!("skin is a graph");
        };
        let turned = |tensors: NodeTensors| NodeTensors {
            weight: tensors.weight.map(|weight| {
                let shape = weight.shape().clone();
                let mut values = weight.convert::<f32>().try_to_vec::<f32>().unwrap();
                values.reverse();
                TensorData::new(values, shape)
            }),
            ..tensors
        };
        let tensors = graph.tensors().into_iter().map(turned).collect();
        let shuffled = Graph::with_tensors(graph.spec(), tensors, &Device::flex()).unwrap();
        let rgba = spotcheck::specimen::lesion(1, 200, 200);
        let picture = Picture::new(&rgba, 200, 200).unwrap();
        let input = &classifier.card().input;
        let rgb = picture
            .prepare(picture.centre_square(), input.size)
            .unwrap();
        let map = |network: &Network| -> Vec<f32> {
            let input = normalise(&rgb, input, &Device::flex());
            let (_, heat) = network.forward_with_heat(input);
            heat.unwrap().try_into_data().unwrap().try_to_vec().unwrap()
        };
        let (own, other) = (map(classifier.network()), map(&Network::Graph(shuffled)));
        let dot = |one: &[f32], other: &[f32]| -> f32 {
            one.iter().zip(other).map(|(one, other)| one * other).sum()
        };
        let likeness = dot(&own, &other) / (dot(&own, &own) * dot(&other, &other)).sqrt();
        assert!(likeness < 0.5, "{likeness}");
    }
}
