//! The whole way from a picture to a verdict, in three stages that can be timed apart.

use burn::tensor::{Device, Tensor};

use crate::calibration;
use crate::card::Card;
use crate::error::{Error, ErrorKind, Result};
use crate::networks::Network;
use crate::novelty::picture_statistics;
use crate::picture::{Crop, Picture, contrast, normalise};
use crate::specimen;
use crate::verdict::{Evidence, Heat, State, Verdict, judge};
use crate::weights;

/// The largest difference from the card's known answer that an engine may show: kernels sum in different
/// orders, which moves logits by some 1e-5; anything above this is a fault.
pub const KNOWN_ANSWER_TOLERANCE: f32 = 1e-3;

/// A loaded model on a device.
#[derive(Debug)]
pub struct Classifier {
    card: Card,
    network: Network,
    device: Device,
    held: Option<Held>,
}

/// What every answer is computed beside, and what must come out of it.
#[derive(Debug)]
struct Held {
    input: Tensor<4>,
    logits: Vec<f32>,
}

/// A picture brought into the network's form.
#[derive(Debug)]
pub struct Prepared {
    rgb: Vec<u8>,
    input: Tensor<4>,
    crop_side: u32,
}

/// What the network said of a picture.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Unnormalised, in the order of the card's classes.
    pub logits: Vec<f32>,
    /// The last hidden layer, joined by [`picture_statistics`]: what novelty is judged from.
    pub features: Vec<f32>,
    contrast: f32,
    crop_side: u32,
    heat: Option<ClassHeat>,
}

/// What each place of the picture added to each logit, less the mean over the classes: `classes` grids of `side` × `side`, one after the other.
#[derive(Debug, Clone)]
struct ClassHeat {
    side: usize,
    values: Vec<f32>,
}

impl ClassHeat {
    /// The grid of one class as the verdict has it: what spoke for it, as a share of the most. Nothing where nothing did.
    fn of(&self, class: usize, code: &str) -> Option<Heat> {
        let grid = self.values.chunks_exact(self.side * self.side).nth(class)?;
        let most = grid.iter().copied().fold(0.0, f32::max);
        (most > 0.0).then(|| Heat {
            class: code.to_owned(),
            side: self.side,
            // Two digits are more than an eye can tell.
            values: grid
                .iter()
                .map(|value| (value.max(0.0) / most * 100.0).round() / 100.0)
                .collect(),
        })
    }
}

impl Classifier {
    /// Checks the weights against the card and brings them to the device.
    ///
    /// # Errors
    /// What [`weights::load`] gives, and [`ErrorKind::CardFormat`] when card and network differ in classes,
    /// input size or features.
    pub fn load(card: Card, weight_bytes: Vec<u8>, device: &Device) -> Result<Self> {
        let hash = weights::sha256_hex(&weight_bytes);
        Self::load_hashed(card, weight_bytes, &hash, device)
    }

    /// As [`Classifier::load`], with the weights' SHA-256 in lower-case hexadecimal, from whoever computes it fastest.
    ///
    /// # Errors
    /// As [`Classifier::load`].
    pub fn load_hashed(
        card: Card,
        weight_bytes: Vec<u8>,
        hash: &str,
        device: &Device,
    ) -> Result<Self> {
        let network = weights::load_hashed(
            &card.architecture(),
            &card.weights,
            weight_bytes,
            hash,
            device,
        )?;
        let features = network.features() + crate::novelty::PICTURE_STATISTICS;
        let agree = network.classes() == card.classes.len()
            && network.input_size() == card.input.size
            && (card.novelty.is_unmeasured() || features == card.novelty.mean.len());
        if !agree {
            return Err(Error::new(
                ErrorKind::CardFormat,
                format!(
                    "The card of model \"{}\" and its network \"{}\" differ in classes, input size or features.",
                    card.id, card.network
                ),
            ));
        }
        Ok(Self {
            card,
            network,
            device: device.clone(),
            held: None,
        })
    }

    /// The model's card.
    #[must_use]
    pub const fn card(&self) -> &Card {
        &self.card
    }

    /// The loaded network, for whoever scores many pictures at once.
    #[must_use]
    pub const fn network(&self) -> &Network {
        &self.network
    }

    /// First stage: crop, resize, normalise.
    ///
    /// # Errors
    /// What [`Picture::prepare`] gives.
    pub fn prepare(&self, picture: &Picture<'_>, crop: Crop) -> Result<Prepared> {
        let rgb = picture.prepare(crop, self.card.input.size)?;
        let input = normalise(&rgb, &self.card.input, &self.device);
        Ok(Prepared {
            rgb,
            input,
            crop_side: crop.side,
        })
    }

    /// Second stage: the network. Awaits the device, so that it works where blocking is impossible.
    ///
    /// # Errors
    /// [`ErrorKind::Inference`] when the device fails or answers with what is not finite, [`ErrorKind::KnownAnswer`] when
    /// answers are held to the known one ([`Classifier::hold_to`]) and it did not come out beside this one.
    pub async fn infer(&self, prepared: Prepared) -> Result<Judged> {
        let (input, views) = (&prepared.input, self.card.input.views);
        let (output, heat, known) = if let Some(held) = &self.held {
            let (output, heat, known) =
                self.network.forward_views_beside(input, views, &held.input);
            (output, heat, Some(known))
        } else {
            let (output, heat) = self.network.forward_views(input, views);
            (output, heat, None)
        };
        // Of a single place there is nothing to tell.
        let heat = heat.filter(|heat| heat.dims()[2] > 1 && heat.dims()[2] == heat.dims()[3]);
        let side = heat.as_ref().map_or(0, |heat| heat.dims()[2]);
        let [logits, mut features, heat, known] = read_together([
            Some(output.logits),
            Some(output.features),
            heat.map(|heat| heat.flatten(1, 3)),
            known,
        ])
        .await?;
        if let Some(held) = &self.held {
            hold_to_known_answer(&known, &held.logits)?;
        }
        let heat = (side > 0).then_some(ClassHeat { side, values: heat });
        if !logits
            .iter()
            .chain(&features)
            .all(|value| value.is_finite())
        {
            return Err(Error::new(
                ErrorKind::Inference,
                "The engine computed something that is not a number.",
            ));
        }
        features.extend(picture_statistics(&prepared.rgb, self.card.input.size));
        Ok(Judged {
            logits,
            features,
            contrast: contrast(&prepared.rgb),
            crop_side: prepared.crop_side,
            heat,
        })
    }

    /// Third stage: calibration, novelty, abstention. `engine` is written into the verdict.
    ///
    /// # Errors
    /// [`ErrorKind::Inference`] when the logits make no probabilities; [`ErrorKind::CardFormat`] when the card's
    /// novelty does not fit.
    pub fn judge(&self, judged: &Judged, engine: &str) -> Result<Verdict> {
        let probabilities =
            calibration::probabilities(&judged.logits, self.card.calibration.temperature)
                .ok_or_else(|| {
                    Error::new(ErrorKind::Inference, "The engine's logits are not finite.")
                })?;
        let likeliest = probabilities
            .iter()
            .enumerate()
            .max_by(|(_, one), (_, other)| one.total_cmp(other))
            .map(|(place, _)| place);
        let evidence = Evidence {
            probabilities,
            novelty: self
                .card
                .novelty
                .beyond(&judged.features, self.card.thresholds.novelty)?,
            contrast: judged.contrast,
            crop_side: judged.crop_side,
        };
        let mut verdict = judge(&self.card, &evidence, engine);
        // Of a picture that is refused nothing is named, and so nothing is pointed at.
        if verdict.state != State::Unsuitable
            && let (Some(heat), Some(place)) = (&judged.heat, likeliest)
            && let Some(class) = self.card.classes.get(place)
        {
            verdict.heat = heat.of(place, &class.code);
        }
        Ok(verdict)
    }

    /// The logits of the known picture, seen once, on this engine.
    ///
    /// # Errors
    /// What [`Classifier::infer`] gives.
    pub async fn known_answer(&self) -> Result<Vec<f32>> {
        let (output, _) = self.network.forward_with_heat(self.known_input()?);
        read(output.logits).await
    }

    /// Runs the known picture; gives its logits on this engine.
    ///
    /// A GPU's errors do not always reach the caller: an engine that lies is found out only by asking it something
    /// whose answer is known.
    ///
    /// # Errors
    /// [`ErrorKind::KnownAnswer`] when one differs from the card's by more than [`KNOWN_ANSWER_TOLERANCE`].
    pub async fn self_test(&self) -> Result<Vec<f32>> {
        let logits = self.known_answer().await?;
        hold_to_known_answer(&logits, &self.card.known_answer.logits)?;
        Ok(logits)
    }

    /// From now on the known picture goes along with each answer, and an answer is given only when these `logits`
    /// come out of it, to [`KNOWN_ANSWER_TOLERANCE`]: of the same device another engine's, or the card's.
    ///
    /// # Errors
    /// What [`Classifier::prepare`] gives.
    pub fn hold_to(&mut self, logits: Vec<f32>) -> Result<()> {
        let input = self.known_input()?;
        self.held = Some(Held { input, logits });
        Ok(())
    }

    /// The known picture as the network takes it.
    fn known_input(&self) -> Result<Tensor<4>> {
        let known = &self.card.known_answer;
        let rgba = specimen::lesion(known.seed, known.size, known.size);
        let picture = Picture::new(&rgba, known.size, known.size)?;
        Ok(self.prepare(&picture, picture.centre_square())?.input)
    }
}

/// The largest difference of a logit from the known one.
///
/// # Errors
/// [`ErrorKind::KnownAnswer`] when it exceeds [`KNOWN_ANSWER_TOLERANCE`] or is no number, or when there are more or fewer.
pub(crate) fn hold_to_known_answer(logits: &[f32], known: &[f32]) -> Result<f32> {
    // An answer that is not there is as wrong as can be.
    let least = if logits.len() == known.len() && !known.is_empty() {
        0.0
    } else {
        f32::INFINITY
    };
    let difference = logits
        .iter()
        .zip(known)
        .map(|(one, other)| (one - other).abs())
        // Not by `max`, which passes over what is no number.
        .fold(least, |most: f32, one| {
            if one > most || one.is_nan() {
                one
            } else {
                most
            }
        });
    if difference > KNOWN_ANSWER_TOLERANCE || difference.is_nan() {
        return Err(Error::new(
            ErrorKind::KnownAnswer,
            format!(
                "This engine is wrong by {difference} on a picture whose answer is known; it is not used."
            ),
        ));
    }
    Ok(difference)
}

/// Several rows of numbers off the device at once: each by itself would be a way there and back. What is not there comes
/// back empty.
async fn read_together<const N: usize>(rows: [Option<Tensor<2>>; N]) -> Result<[Vec<f32>; N]> {
    let widths = rows
        .each_ref()
        .map(|row| row.as_ref().map_or(0, |row| row.dims()[1]));
    let all = read(Tensor::cat(rows.into_iter().flatten().collect(), 1)).await?;
    let mut rest = all.into_iter();
    Ok(widths.map(|width| rest.by_ref().take(width).collect()))
}

/// A row of numbers, off the device.
pub(crate) async fn read(tensor: Tensor<2>) -> Result<Vec<f32>> {
    let failed = |reason: String| {
        Error::new(
            ErrorKind::Inference,
            format!("The engine failed: {reason}."),
        )
    };
    let data = tensor
        .into_data_async()
        .await
        .map_err(|error| failed(error.to_string()))?;
    data.try_to_vec()
        .map_err(|error| failed(format!("{error:?}")))
}
