//! How a model does on another place's pictures: what to expect where neither the camera nor the people are its data set's.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use spotcheck::card::{Class, Figure};
use spotcheck::{Card, Classifier};

use crate::data::{self, Example, spec::Data};
use crate::evaluate;
use crate::metrics::Scored;
use crate::recipe::Recipe;
use crate::report::{self, Subject};

/// What is quoted of it, for models of skin spots; the AUC of two classes is one figure, not two.
const QUOTED: [&str; 8] = [
    "accuracy",
    "balanced accuracy",
    "AUC malignant",
    "sensitivity malignant at 0.90 specificity",
    "calibration error (15 bins)",
    "answered",
    "accuracy when answered",
    "refused as unsuitable",
];

/// Measures a model by all pictures of each data set that its recipe names for this. Where a set knows groups of the model's
/// classes alone, so that "malignant" is all it tells of a carcinoma, the group's probability is measured. `data` is the folder
/// that holds all data sets.
///
/// # Errors
/// When a data set can't be read, has a picture that bears the name of one that the recipe's own data hold, or none of its
/// classes takes in one of the model's.
pub fn measure(classifier: &Classifier, recipe: &Recipe, data: &Path) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    if recipe.elsewhere.is_empty() {
        return Ok(figures);
    }
    let learned = data::open_with_more(&recipe.data, &recipe.more, data)?;
    let learned: BTreeSet<String> = learned.examples.iter().map(name).collect();
    for spec in &recipe.elsewhere {
        let of = of_one(classifier, spec, data, &learned)
            .with_context(|| format!("[[elsewhere]], {}", spec.name))?;
        figures.extend(of);
    }
    Ok(figures)
}

fn of_one(
    classifier: &Classifier,
    spec: &Data,
    data: &Path,
    learned: &BTreeSet<String>,
) -> Result<Vec<Figure>> {
    let card = classifier.card();
    let dataset = data::open(spec, &data.join(&spec.folder))?;
    let mut names = dataset.examples.iter().map(name);
    if let Some(known) = names.find(|name| learned.contains(name)) {
        bail!("{known} stands among the pictures that were learned from, or chosen or tested by");
    }
    let classes = class_of(card, &dataset.classes)?;
    let examples = data::readable(dataset.examples, true)?;
    let rows = evaluate::rows(classifier.network(), &card.input, &examples)?;
    let mut scored = evaluate::judged(card, &examples, &rows)?;
    for one in &mut scored {
        fold(one, &classes, dataset.classes.len());
    }
    let named = dataset.classes.iter().map(|code| Class {
        code: code.clone(),
        name: code.clone(),
        description: String::new(),
        group: code.clone(),
    });
    let subject = Subject {
        model: card.id.clone(),
        version: card.version.clone(),
        title: card.task.title.clone(),
        data: spec.name.clone(),
        split: "all pictures".to_owned(),
        classes: named.collect(),
        groups: card.groups.clone(),
        abstain: Some(card.thresholds.abstain),
        limits: Vec::new(),
        command: String::new(),
    };
    let mut figures = report::build(subject, &scored)?.card_figures();
    figures.retain(|figure| QUOTED.contains(&figure.name.as_str()));
    Ok(figures)
}

/// The file's name without folder and ending, by which collections tell pictures apart.
fn name(example: &Example) -> String {
    let name = example.picture.name();
    let stem = Path::new(&name).file_stem();
    stem.map_or_else(|| name.clone(), |stem| stem.to_string_lossy().into_owned())
}

/// For each class of the model the place of the data set's that is it, or its group.
fn class_of(card: &Card, theirs: &[String]) -> Result<Vec<usize>> {
    let of = |class: &Class| {
        let is = |wanted: &str| theirs.iter().position(|code| code == wanted);
        is(&class.code).or_else(|| is(&class.group))
    };
    let mut places = Vec::with_capacity(card.classes.len());
    for class in &card.classes {
        let Some(place) = of(class) else {
            bail!(
                "it has neither the class {} of {} nor its group {}",
                class.code,
                card.id,
                class.group
            );
        };
        places.push(place);
    }
    Ok(places)
}

/// Adds up the probabilities of what is one class there. The label is of that data set already.
fn fold(one: &mut Scored, class_of: &[usize], classes: usize) {
    let mut folded = vec![0.0; classes];
    for (probability, &class) in one.probabilities.iter().zip(class_of) {
        if let Some(sum) = folded.get_mut(class) {
            *sum += probability;
        }
    }
    one.probabilities = folded;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models;
    use crate::testing::shared_data;
    use burn::tensor::Device;

    #[test]
    fn kinds_are_added_up_to_the_groups_that_another_place_knows() {
        let weights = models::folder(None).unwrap();
        let card = models::card(&weights, "skin").unwrap();
        let codes =
            |codes: &[&str]| -> Vec<String> { codes.iter().map(|&code| code.to_owned()).collect() };
        let classes = class_of(&card, &codes(&["benign", "malignant"])).unwrap();
        assert_eq!(classes, [1, 1, 0, 0, 1, 0, 0]);
        let mut one = Scored {
            label: 1,
            probabilities: vec![0.1, 0.2, 0.05, 0.05, 0.3, 0.25, 0.05],
            ..Scored::default()
        };
        fold(&mut one, &classes, 2);
        assert!((one.probabilities[0] - 0.4).abs() < 1e-6 && one.right());

        // A kind that it knows by name is that kind.
        let classes = class_of(&card, &codes(&["mel", "benign", "malignant"])).unwrap();
        assert_eq!(classes, [2, 2, 1, 1, 0, 1, 1]);
        let message = class_of(&card, &codes(&["mel", "nv"])).unwrap_err();
        assert!(message.to_string().contains("akiec"), "{message}");
    }

    #[test]
    fn what_was_learned_from_is_no_other_place() {
        let Some(data) = shared_data("elsewhere::what_was_learned_from_is_no_other_place") else {
            return;
        };
        let weights = models::folder(None).unwrap();
        let classifier = models::load(&weights, "skin28", &Device::flex()).unwrap();
        let mut recipe = models::recipe(&weights, classifier.card()).unwrap();
        let told = models::details(&weights, "skin28").unwrap().elsewhere;
        assert!(!told.is_empty() && told.iter().all(|figure| figure.n == 391));
        let spec = recipe.elsewhere[0].clone();
        recipe.more.push(spec);
        recipe.more[0].classes = serde_json::from_str(
            r#"[{ "code": "mel", "from": ["malignant"] }, { "code": "nv", "from": ["benign"] }]"#,
        )
        .unwrap();
        let error = measure(&classifier, &recipe, &data).unwrap_err();
        assert!(format!("{error:#}").contains("learned from"), "{error:#}");
    }
}
