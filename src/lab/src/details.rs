//! What a card says to people alone: intended use, diagrams and tables beside its figures.

use serde::{Deserialize, Serialize};
use spotcheck::card::Figure;

use crate::metrics::{Interval, rounded};
use crate::report::{CoveragePoint, Report, SubgroupRow, SubgroupTable};
use crate::strangers;

/// What [`spotcheck::card::Details`] passes over.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Details {
    /// What it is for, and what not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intended_use: Option<String>,
    /// The reliability diagram: how sure it was, and how often it was right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub diagram: Vec<DiagramBin>,
    /// How many of its answers were wrong where only the surest are given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coverage: Vec<CoveragePoint>,
    /// Whether it serves everybody alike.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subgroups: Vec<Subgroups>,
    /// How many pictures of something else it refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub strangers: Vec<Strange>,
    /// What it came to on other places' pictures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Figure>,
}

/// Answers that were about as sure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiagramBin {
    /// The mean probability of the likeliest class.
    pub confidence: f64,
    /// The share for which it was the right one.
    pub right: f64,
    /// Pictures.
    pub n: u64,
}

/// Figures by what is known of the pictures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subgroups {
    /// What it goes by: `sex`.
    pub by: String,
    /// What the area under the ROC curve is of: a group or class against the others, or `macro`.
    pub auc_of: String,
    /// One for each value.
    pub rows: Vec<Subgroup>,
}

/// The pictures with one value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subgroup {
    /// The value; absent where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Pictures.
    pub n: usize,
    /// Absent of too few pictures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<Interval>,
    /// Likewise, and where one side is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auc: Option<Interval>,
}

/// Pictures of something else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strange {
    /// What they show.
    pub pictures: String,
    /// How many.
    pub n: usize,
    /// The share that was refused.
    pub refused: f64,
    /// [`strangers::Kind::auroc`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auroc: Option<f64>,
}

impl Details {
    /// From a report, the table of strangers where there is one, and figures of other places' pictures.
    #[must_use]
    pub fn of(
        intended_use: Option<String>,
        report: &Report,
        strange: Option<&strangers::Table>,
        elsewhere: Vec<Figure>,
    ) -> Self {
        let bins = report.reliability.iter();
        let told = report.subgroups.iter().filter(|table| table.rows.len() > 1);
        let kinds = strange.map_or_else(Vec::new, |table| {
            let all = (table.strangers.len() > 1).then_some(&table.all);
            table.strangers.iter().chain(all).collect()
        });
        Self {
            intended_use,
            diagram: bins
                .filter_map(|bin| {
                    Some(DiagramBin {
                        confidence: rounded(bin.predicted?),
                        right: rounded(bin.observed?),
                        n: bin.n,
                    })
                })
                .collect(),
            coverage: report
                .selection
                .tenths
                .iter()
                .map(|point| CoveragePoint {
                    coverage: rounded(point.coverage),
                    error: rounded(point.error),
                })
                .collect(),
            subgroups: told.map(Subgroups::of).collect(),
            strangers: kinds.into_iter().map(Strange::of).collect(),
            elsewhere,
        }
    }
}

impl Subgroups {
    fn of(table: &SubgroupTable) -> Self {
        Self {
            by: table.key.clone(),
            auc_of: table.auc_of.clone(),
            rows: table.rows.iter().map(Subgroup::of).collect(),
        }
    }
}

impl Subgroup {
    fn of(row: &SubgroupRow) -> Self {
        Self {
            value: row.value.clone(),
            n: row.n,
            accuracy: row.accuracy.map(Interval::rounded),
            auc: row.auc.map(Interval::rounded),
        }
    }
}

impl Strange {
    fn of(kind: &strangers::Kind) -> Self {
        Self {
            pictures: kind.folder.clone(),
            n: kind.n,
            refused: rounded(kind.refused),
            auroc: kind.auroc.map(rounded),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models;

    #[test]
    fn a_card_keeps_what_it_says_to_people_and_engines_pass_over_it() {
        let weights = models::folder(None).unwrap();
        let copy = tempfile::tempdir().unwrap();
        std::fs::create_dir(copy.path().join("skin28")).unwrap();
        let path = copy.path().join("skin28/card.json");
        let card = models::card(&weights, "skin28").unwrap();
        let mut details = models::details(&weights, "skin28").unwrap();
        assert!(details.subgroups.iter().any(|table| table.by == "sex"));
        assert_eq!(details.coverage.len(), 10);
        details.intended_use = Some("None.".to_owned());
        models::write_card(&path, &card, &details).unwrap();
        assert_eq!(models::details(copy.path(), "skin28").unwrap(), details);
        assert_eq!(models::card(copy.path(), "skin28").unwrap(), card);

        // A card of before there was anything.
        models::write_json(&path, &card).unwrap();
        let nothing = models::details(copy.path(), "skin28").unwrap();
        assert_eq!(nothing, Details::default());
    }

    /// What is wanted of calibration, abstention and refusal; that the card says true is held by `reproduce`.
    #[test]
    fn skin_keeps_to_what_is_wanted_of_its_honesty() {
        let weights = models::folder(None).unwrap();
        let card = models::card(&weights, "skin").unwrap();
        let figure = |name: &str| {
            let found = card.figures.iter().find(|figure| figure.name == name);
            found.unwrap().value
        };
        assert!(figure("calibration error (15 bins)") <= 0.03);
        assert!(figure("share of the error left at 0.80 coverage") <= 0.6);
        assert!(figure("refused as unsuitable") <= 0.03);
        let strangers = models::details(&weights, "skin").unwrap().strangers;
        let others = strangers.iter().filter(|kind| {
            // The hard middle, of which it is only told what happens to them.
            kind.pictures != "phone photos of moles" && kind.pictures != "all of them"
        });
        let areas: Vec<f64> = others.map(|kind| kind.auroc.unwrap()).collect();
        assert_eq!(areas.len(), 5);
        assert!(areas.iter().all(|&area| area >= 0.99), "{areas:?}");
    }
}
