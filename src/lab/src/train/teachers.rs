//! Learning from the answers of published models beside the labels: distillation (Hinton et al., arXiv 1503.02531).

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use burn::tensor::activation::{log_softmax, softmax};
use burn::tensor::{Device, Tensor, TensorData};
use spotcheck::Classifier;
use spotcheck::card::Input;
use spotcheck::picture::normalise;

use crate::models;
use crate::recipe::{Recipe, Teaching};

/// Models whose answers are learned.
pub struct Teachers {
    models: Vec<Teacher>,
    temperature: f32,
    /// Of the loss.
    share: f32,
    classes: usize,
    input: Input,
    device: Device,
}

struct Teacher {
    classifier: Classifier,
    /// For each of its classes, the learner's that takes it in.
    class_of: Vec<usize>,
}

impl Teachers {
    /// Loads the models that a recipe names, onto a device without gradients; nothing where it names none.
    ///
    /// # Errors
    /// When one can't be read, sees pictures otherwise than `input` says, or has a class that is in none of the recipe's.
    pub fn load(
        recipe: &Recipe,
        weights: &Path,
        input: &Input,
        device: &Device,
    ) -> Result<Option<Self>> {
        let Some(Teaching {
            models,
            temperature,
            share,
        }) = &recipe.teaching
        else {
            return Ok(None);
        };
        let models = models
            .iter()
            .map(|id| {
                let classifier = models::load(weights, id, device)?;
                let theirs = &classifier.card().input;
                ensure!(
                    (theirs.size, theirs.mean, theirs.std) == (input.size, input.mean, input.std),
                    "it sees {} pixels a side, normalised its way, and the learner {} in its own",
                    theirs.size,
                    input.size
                );
                let class_of = class_of(&classifier, recipe)?;
                Ok(Teacher {
                    classifier,
                    class_of,
                })
            })
            .zip(models)
            .map(|(teacher, id): (Result<Teacher>, &String)| {
                teacher.with_context(|| format!("teaching.models: {id}"))
            })
            .collect::<Result<_>>()?;
        Ok(Some(Self {
            models,
            temperature: *temperature,
            share: *share,
            classes: recipe.card.classes.len(),
            input: input.clone(),
            device: device.clone(),
        }))
    }

    /// What the teachers say of `n` prepared pictures: the mean of their probabilities at the temperature, `[n, classes]`.
    fn answers(&self, rgb: &[u8]) -> Result<TensorData> {
        let pictures = normalise(rgb, &self.input, &self.device);
        let mut sum: Vec<f32> = Vec::new();
        let mut n = 0;
        for Teacher {
            classifier,
            class_of,
        } in &self.models
        {
            let logits = classifier.network().forward(pictures.clone()).logits;
            let likely = softmax(logits.div_scalar(self.temperature), 1);
            let rows = likely.try_into_data()?.try_to_vec::<f32>()?;
            n = rows.len() / class_of.len().max(1);
            sum.resize(n * self.classes, 0.0);
            let rows = rows.chunks_exact(class_of.len());
            for (row, own) in rows.zip(sum.chunks_exact_mut(self.classes)) {
                for (value, &class) in row.iter().zip(class_of) {
                    if let Some(place) = own.get_mut(class) {
                        *place += value / self.models.len() as f32;
                    }
                }
            }
        }
        Ok(TensorData::new(sum, [n, self.classes]))
    }

    /// The loss with labels, and that with the teachers' answers to the same pictures, each by its share. `logits` is
    /// `[n, classes]`.
    ///
    /// # Errors
    /// When a teacher's answers can't be read.
    pub fn mixed(&self, of_labels: Tensor<1>, logits: Tensor<2>, rgb: &[u8]) -> Result<Tensor<1>> {
        let answers = Tensor::from_data(self.answers(rgb)?, &logits.device());
        let of_answers = loss(logits, answers, self.temperature);
        Ok(of_labels * (1.0 - self.share) + of_answers * self.share)
    }
}

/// Cross-entropy to `answers` at a temperature, by its square, so that the gradients keep their size (there, section 2).
fn loss(logits: Tensor<2>, answers: Tensor<2>, temperature: f32) -> Tensor<1> {
    let told = log_softmax(logits.div_scalar(temperature), 1);
    (answers * told)
        .sum_dim(1)
        .mean()
        .neg()
        .mul_scalar(temperature * temperature)
}

/// A teacher's kinds go into the class of the same code, or into that which takes in their label.
fn class_of(classifier: &Classifier, recipe: &Recipe) -> Result<Vec<usize>> {
    let own = &recipe.card.classes;
    let takes_in = |place: usize, code: &str| {
        let sources = recipe.data.classes.iter();
        own.get(place).is_some_and(|class| {
            class.code == code
                || sources
                    .filter(|source| source.code == class.code)
                    .any(|source| source.labels().iter().any(|label| label == code))
        })
    };
    let theirs = classifier.card().classes.iter();
    theirs
        .map(|class| {
            let Some(place) = (0..own.len()).find(|&place| takes_in(place, &class.code)) else {
                bail!("its class {} is in none of the learner's", class.code);
            };
            Ok(place)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::generator;
    use spotcheck::networks::Views;

    fn recipe(name: &str, teaching: &[&str]) -> Recipe {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recipes");
        let mut recipe = Recipe::read(&path.join(name)).unwrap();
        recipe.teaching = Some(Teaching {
            models: teaching.iter().map(|&id| id.to_owned()).collect(),
            temperature: 2.0,
            share: 0.5,
        });
        recipe
    }

    fn input_of(id: &str) -> Input {
        let weights = models::folder(None).unwrap();
        let input = models::card(&weights, id).unwrap().input;
        Input {
            views: Views::One,
            smallest: None,
            ..input
        }
    }

    fn load(recipe: &Recipe, input: &Input) -> Result<Option<Teachers>> {
        let weights = models::folder(None).unwrap();
        Teachers::load(recipe, &weights, input, &Device::flex())
    }

    /// Two pictures of 160 pixels a side.
    fn pictures() -> Vec<u8> {
        (0..2 * 160 * 160 * 3)
            .map(|place: u32| (place * 7 % 251) as u8)
            .collect()
    }

    #[test]
    fn seven_kinds_are_added_up_to_the_two_groups_that_take_them_in() {
        let _held = generator();
        let input = input_of("skin");
        let seven = load(&recipe("skin.toml", &["skin"]), &input)
            .unwrap()
            .unwrap();
        let two = load(&recipe("mole.toml", &["skin", "skin"]), &input)
            .unwrap()
            .unwrap();
        let rows = |teachers: &Teachers| {
            teachers
                .answers(&pictures())
                .unwrap()
                .try_to_vec::<f32>()
                .unwrap()
        };
        let (kinds, groups) = (rows(&seven), rows(&two));
        assert_eq!((kinds.len(), groups.len()), (14, 4));
        for (kinds, groups) in kinds.chunks(7).zip(groups.chunks(2)) {
            // akiec, bcc and mel; two teachers that say the same say it once.
            let malignant = kinds[0] + kinds[1] + kinds[4];
            assert!((groups[1] - malignant).abs() < 1e-5, "{kinds:?} {groups:?}");
            assert!((groups[0] + groups[1] - 1.0).abs() < 1e-5);
        }
        assert_ne!(kinds[..7], kinds[7..]);
    }

    #[test]
    fn the_loss_is_least_at_the_teachers_answers_and_counts_by_its_share() {
        let device = Device::flex();
        let answers = Tensor::<2>::from_data([[0.7, 0.2, 0.1]], &device);
        let at = |logits: [f32; 3]| {
            let logits = Tensor::<2>::from_data([logits], &device);
            let value = loss(logits, answers.clone(), 2.0);
            value.try_into_scalar::<f32>().unwrap()
        };
        let learned = at([0.7f32, 0.2, 0.1].map(|share| 2.0 * share.ln()));
        // The entropy of the answers, by the square of the temperature.
        let entropy: f32 = [0.7f32, 0.2, 0.1]
            .iter()
            .map(|share| -share * share.ln())
            .sum();
        assert!((learned - 4.0 * entropy).abs() < 1e-5, "{learned}");
        assert!(learned < at([0.0; 3]) && at([0.0; 3]) < at([-3.0, 0.0, 3.0]));

        let _held = generator();
        let mut recipe = recipe("skin.toml", &["skin"]);
        let mixed = |recipe: &Recipe| {
            let teachers = load(recipe, &input_of("skin")).unwrap().unwrap();
            let logits = Tensor::<2>::zeros([2, 7], &device);
            let of_labels = Tensor::<1>::from_data([10.0], &device);
            let loss = teachers.mixed(of_labels, logits, &pictures()).unwrap();
            loss.try_into_scalar::<f32>().unwrap()
        };
        // Undecided logits are ln 7 from whatever is answered.
        let undecided = 4.0 * 7.0f32.ln();
        assert!((mixed(&recipe) - (5.0 + undecided / 2.0)).abs() < 1e-4);
        recipe.teaching.as_mut().unwrap().share = 1.0;
        assert!((mixed(&recipe) - undecided).abs() < 1e-4);
    }

    #[test]
    fn a_teacher_of_other_classes_or_pictures_is_refused_by_name() {
        let _held = generator();
        let told =
            |recipe: Recipe, input: &Input| format!("{:#}", load(&recipe, input).err().unwrap());
        let other = told(recipe("skin.toml", &["skin9"]), &input_of("skin"));
        assert!(
            other.contains("skin9: its class actinic keratosis is in none"),
            "{other}"
        );
        let small = told(recipe("mole.toml", &["skin"]), &input_of("mole"));
        assert!(
            small.contains("160 pixels") && small.contains("112"),
            "{small}"
        );
        let compared = told(
            recipe("glaucoma.toml", &["carcinoskin-glaucoma"]),
            &input_of("glaucoma"),
        );
        assert!(compared.contains("224 pixels"), "found: {compared}");
        let absent = told(recipe("skin.toml", &["nobody"]), &input_of("skin"));
        assert!(absent.contains("teaching.models: nobody"), "{absent}");
        let mut none = recipe("skin.toml", &[]);
        none.teaching = None;
        assert!(load(&none, &input_of("skin")).unwrap().is_none());
    }
}
