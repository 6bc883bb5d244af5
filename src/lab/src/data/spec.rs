//! The recipe's `[data]` table: which data set, which of its labels, and how it is split.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};

use super::Split;

/// Which data set, and how it is drawn from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// Its name, as figures quote it.
    pub name: String,
    /// Its folder within the data folder.
    pub folder: String,
    /// How it lies on disk.
    #[serde(default)]
    pub layout: Layout,
    /// A CSV file beside the data with a column `file` or `image` and one with the group that must not be torn apart by
    /// a split, such as the patient or a cluster of near-duplicates. It must name every picture.
    #[serde(default)]
    pub groups: Option<String>,
    /// The column of that file with the group; needed where it has more than one further column.
    #[serde(default)]
    pub group_column: Option<String>,
    /// What file names tell of a group, as a regular expression: with `^person\d+`, `person7_virus_3.jpeg` is one of
    /// `person7`. Names that it does not fit tell none. Pictures that share this or the group of a table are kept together.
    #[serde(default)]
    pub group_pattern: Option<String>,
    /// A further table of groups, another data set's for instance, that need not name every picture.
    #[serde(default)]
    pub also_grouped: Option<GroupTable>,
    /// The classes in the order of the logits, and the labels that each takes in; labels named nowhere are left out.
    /// Empty: the data's own labels, sorted.
    #[serde(default)]
    pub classes: Vec<ClassSource>,
    /// What the groups are, as figures quote it: `lesion`, `near-duplicate cluster`. Empty where each picture
    /// stands for itself.
    #[serde(default)]
    pub grouped_by: String,
    /// Where the pictures come from, by what their file names begin with: the figures are then told by source too. The
    /// longest beginning counts. Needed where the source gives the class away, as when one hospital sent all the ill.
    #[serde(default)]
    pub sources: BTreeMap<String, String>,
    /// Pictures to leave out, by their path within the data set: such as those that `spotcheck data` finds twice.
    #[serde(default)]
    pub without: Vec<String>,
    /// Pictures to leave out, by a table.
    #[serde(default)]
    pub leave_out: Option<LeaveOut>,
    /// Pictures that a model which this recipe goes on from has learned: they, and their groups, are for training alone. What was
    /// learned once tells nothing of how sure an answer is.
    #[serde(default)]
    pub learned_before: Option<Named>,
    /// How it is split.
    #[serde(default)]
    pub split: SplitRule,
}

impl Data {
    /// A part, and what was kept together when it was split off.
    #[must_use]
    pub fn part_name(&self, split: Split) -> String {
        let part = format!("{split:?}").to_lowercase();
        if self.grouped_by.is_empty() {
            part
        } else {
            format!("{part} (by {})", self.grouped_by)
        }
    }
}

/// How a data set lies on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// HAM10000's metadata table, images in one or two folders, `split.csv` beside them.
    #[default]
    Ham10000,
    /// One folder a class, with or without a folder for each part above.
    Folders,
    /// `labels.csv` with columns `image` and `label`, and optionally `group` and `split`; others become subgroups.
    Table,
    /// `MedMNIST`'s `.npz`: `train_images`, `train_labels` and so on.
    Npz,
}

/// A class and the labels it takes in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassSource {
    /// The class code, as the card has it.
    pub code: String,
    /// The data's labels; empty: the one with the same name as the code.
    #[serde(default)]
    pub from: Vec<String>,
}

impl ClassSource {
    /// The data's labels that belong to this class.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        if self.from.is_empty() {
            std::slice::from_ref(&self.code)
        } else {
            &self.from
        }
    }
}

/// A table of groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupTable {
    /// The CSV file; `../` leads to another data set beside this one.
    pub table: String,
    /// The column with a picture's file name, with the ending or without.
    pub picture: String,
    /// The column with its group.
    pub group: String,
}

/// Pictures that a table names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// As [`LeaveOut::table`].
    pub table: String,
    /// As [`LeaveOut::path`].
    #[serde(default = "file_column")]
    pub path: Vec<String>,
    /// Those for which all conditions `column = "value"` of any of these hold.
    pub rows: Vec<BTreeMap<String, String>>,
}

/// Pictures to leave out, by a table beside the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaveOut {
    /// The CSV file; `../` leads to another data set beside this one.
    pub table: String,
    /// The columns that, joined by `/`, make a picture's path within the data set, or its name alone, with the
    /// ending or without.
    #[serde(default = "file_column")]
    pub path: Vec<String>,
    /// A row's picture is left out when all conditions `column = "value"` of any of these hold.
    pub rows: Vec<BTreeMap<String, String>>,
    /// Only in this part, by the data's name of it: what another data set tests on is kept out of training, and this
    /// one's own test part stays whole. Empty: in every part.
    #[serde(default)]
    pub part: String,
    /// With each such picture also the others of its group.
    #[serde(default)]
    pub whole_groups: bool,
}

fn file_column() -> Vec<String> {
    vec!["file".to_owned()]
}

/// How a data set is split. What the data gives is taken as it is; what is missing is carved out by group, stratified
/// by class, the same for the same seed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SplitRule {
    /// The data's names of the training part: folders, or values of the split column. Empty: the usual ones.
    pub train: Vec<String>,
    /// The data's names of the validation part.
    pub val: Vec<String>,
    /// The data's names of the test part.
    pub test: Vec<String>,
    /// Share for validation of what is left after the test part, where the data has no validation part.
    pub val_share: f64,
    /// Share for the test of the training part, where the data has no test part.
    pub test_share: f64,
    /// A group that reaches into the given test part is in no other: its other pictures are left out.
    pub test_takes_groups: bool,
    /// Throw the given parts together and split anew.
    pub ignore_given: bool,
    /// More than one: cross-validation over all pictures, given parts ignored.
    pub folds: usize,
    /// The fold that is the test part, from 0.
    pub fold: usize,
    /// Seed of the carving.
    pub seed: u64,
}

impl Default for SplitRule {
    fn default() -> Self {
        Self {
            train: Vec::new(),
            val: Vec::new(),
            test: Vec::new(),
            val_share: 0.15,
            test_share: 0.2,
            test_takes_groups: false,
            ignore_given: false,
            folds: 0,
            fold: 0,
            seed: 0,
        }
    }
}

impl SplitRule {
    /// The part that one of the data's names means. A part that the rule names nothing for goes by its usual names,
    /// in any case.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<Split> {
        let parts: [(Split, &[String], &[&str]); 3] = [
            (Split::Train, &self.train, &["train", "training"]),
            (Split::Val, &self.val, &["val", "valid", "validation"]),
            (Split::Test, &self.test, &["test", "testing"]),
        ];
        let told = parts
            .iter()
            .find(|(_, told, _)| told.iter().any(|told| told == name));
        told.or_else(|| {
            parts.iter().find(|(_, told, usual)| {
                told.is_empty() && usual.iter().any(|usual| usual.eq_ignore_ascii_case(name))
            })
        })
        .map(|&(split, ..)| split)
    }

    /// Whether the rule names parts: then what it does not name is left out.
    #[must_use]
    pub fn names_parts(&self) -> bool {
        !(self.train.is_empty() && self.val.is_empty() && self.test.is_empty())
    }

    /// Checks shares and folds.
    ///
    /// # Errors
    /// Names the field that is out of range.
    pub fn check(&self) -> Result<()> {
        for (name, share) in [
            ("val_share", self.val_share),
            ("test_share", self.test_share),
        ] {
            ensure!(
                (0.0..=1.0).contains(&share),
                "data.split.{name} is {share}; it must lie in 0..=1"
            );
        }
        ensure!(
            self.fold < self.folds.max(1),
            "data.split.fold is {}, but there are {} folds, counted from 0",
            self.fold,
            self.folds
        );
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table_is_read_and_a_misspelt_field_refused() {
        let text = r#"
            name = "ISIC 9"
            folder = "isic9"
            layout = "folders"
            groups = "index.csv"
            group_column = "isic_id"
            classes = [{ code = "malignant", from = ["mel", "bcc"] }, { code = "nv" }]
            leave_out = { table = "index.csv", path = ["split", "class", "file"], rows = [{ n_labels = "2" }] }
            split = { train = ["Train"], test = ["Test"], val_share = 0.1, seed = 7 }
            sources = { "ISIC_" = "archive" }
        "#;
        let data: Data = toml::from_str(text).unwrap();
        assert_eq!(data.layout, Layout::Folders);
        assert_eq!(data.classes[1].labels(), ["nv"]);
        assert_eq!(data.classes[0].labels(), ["mel", "bcc"]);
        assert!((data.split.test_share - 0.2).abs() < 1e-12);
        let written: Data = toml::from_str(&toml::to_string(&data).unwrap()).unwrap();
        assert_eq!(written, data);
        let message = toml::from_str::<Data>(&text.replace("val_share", "valshare"))
            .unwrap_err()
            .to_string();
        assert!(message.contains("valshare"), "{message}");
    }

    #[test]
    fn parts_go_by_the_rules_names_else_by_the_usual_ones() {
        let usual = SplitRule::default();
        assert_eq!(usual.part("Training"), Some(Split::Train));
        assert_eq!(usual.part("validation"), Some(Split::Val));
        assert_eq!(usual.part("glioma"), None);
        let told = SplitRule {
            test: vec!["validation".to_owned()],
            ..SplitRule::default()
        };
        assert_eq!(told.part("validation"), Some(Split::Test));
        assert_eq!(told.part("train"), Some(Split::Train));
        assert_eq!(told.part("test"), None);
    }

    #[test]
    fn shares_and_folds_out_of_range_are_refused() {
        let wrong = |change: fn(&mut SplitRule)| {
            let mut rule = SplitRule::default();
            change(&mut rule);
            rule.check().unwrap_err().to_string()
        };
        assert!(wrong(|rule| rule.val_share = 1.5).contains("val_share"));
        assert!(wrong(|rule| rule.test_share = f64::NAN).contains("test_share"));
        assert!(wrong(|rule| (rule.folds, rule.fold) = (5, 5)).contains("fold"));
    }
}
