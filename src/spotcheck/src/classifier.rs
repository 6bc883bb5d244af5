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
        let network = weights::load(&card.architecture(), &card.weights, weight_bytes, device)?;
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
    /// [`ErrorKind::Inference`] when the device fails or answers with what is not finite.
    pub async fn infer(&self, prepared: Prepared) -> Result<Judged> {
        let (output, heat) = self
            .network
            .forward_views(&prepared.input, self.card.input.views);
        let logits = read(output.logits).await?;
        let mut features = read(output.features).await?;
        let heat = match heat {
            // Of a single place there is nothing to tell.
            Some(heat) if heat.dims()[2] > 1 && heat.dims()[2] == heat.dims()[3] => {
                Some(ClassHeat {
                    side: heat.dims()[2],
                    values: read(heat.flatten::<2>(1, 3)).await?,
                })
            }
            _ => None,
        };
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

    /// The logits of the known picture on this engine.
    ///
    /// # Errors
    /// What [`Classifier::infer`] gives.
    pub async fn known_answer(&self) -> Result<Vec<f32>> {
        let known = &self.card.known_answer;
        let rgba = specimen::lesion(known.seed, known.size, known.size);
        let picture = Picture::new(&rgba, known.size, known.size)?;
        let prepared = self.prepare(&picture, picture.centre_square())?;
        Ok(self.infer(prepared).await?.logits)
    }

    /// Runs the known picture; gives the largest difference of a logit from the card's.
    ///
    /// A GPU's errors do not always reach the caller: an engine that lies is found out only by asking it something
    /// whose answer is known.
    ///
    /// # Errors
    /// [`ErrorKind::KnownAnswer`] when the difference exceeds [`KNOWN_ANSWER_TOLERANCE`].
    pub async fn self_test(&self) -> Result<f32> {
        hold_to_known_answer(&self.known_answer().await?, &self.card.known_answer.logits)
    }
}

/// The largest difference of a logit from the known one.
///
/// # Errors
/// [`ErrorKind::KnownAnswer`] when it exceeds [`KNOWN_ANSWER_TOLERANCE`].
pub(crate) fn hold_to_known_answer(logits: &[f32], known: &[f32]) -> Result<f32> {
    let difference = logits
        .iter()
        .zip(known)
        .map(|(one, other)| (one - other).abs())
        // Not by `max`, which passes over what is no number.
        .fold(0.0, |most: f32, one| {
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
