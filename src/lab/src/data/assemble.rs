//! From the pictures a reader found to a data set: what is left out, classes, groups, parts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use regex::Regex;

use super::found::{Found, Table, value};
use super::join;
use super::spec::{ClassSource, Data, GroupTable, LeaveOut};
use super::split::{self, Unsplit};
use super::{Dataset, Example};

/// Settles classes, groups and parts.
pub fn assemble(spec: &Data, folder: &Path, mut found: Vec<Found>) -> Result<Dataset> {
    ensure!(!found.is_empty(), "there is no picture");
    let labels: BTreeSet<String> = found.iter().map(|one| one.label.clone()).collect();
    let (classes, class_of) = classes(&spec.classes, &labels)?;
    for name in &spec.without {
        let before = found.len();
        found.retain(|one| one.picture.name_within(folder) != *name);
        ensure!(
            found.len() < before,
            "data.without names {name}, which is not there"
        );
    }
    if let Some(rule) = &spec.leave_out {
        leave_out(rule, folder, &mut found)
            .with_context(|| format!("data.leave_out, table {}", rule.table))?;
    }
    if let Some(name) = &spec.groups {
        set_groups(spec.group_column.as_deref(), name, folder, &mut found)
            .with_context(|| format!("data.groups, table {name}"))?;
    }
    if let Some(pattern) = &spec.group_pattern {
        let told = told_by_name(pattern, folder, &found)?;
        join::with(&told, folder, &mut found);
    }
    if let Some(table) = &spec.also_grouped {
        let told = told_by_table(table, folder, &found)
            .with_context(|| format!("data.also_grouped, table {}", table.table))?;
        join::with(&told, folder, &mut found);
    }
    let learned = match &spec.learned_before {
        Some(named) => Names::read((&named.table, &named.path, &named.rows), folder)
            .with_context(|| format!("data.learned_before, table {}", named.table))?,
        None => Names::default(),
    };
    ensure!(
        learned.0.is_empty() || spec.split.folds < 2,
        "data.learned_before: cross-validation would test on what was learned before"
    );
    found.retain(|one| class_of.contains_key(&one.label));
    if !spec.sources.is_empty() {
        set_sources(&spec.sources, folder, &mut found).context("data.sources")?;
    }
    let pictures: Vec<(Found, Unsplit)> = found
        .into_iter()
        .filter_map(|one| class_of.get(&one.label).map(|&class| (one, class)))
        .map(|(mut one, class)| {
            let unsplit = Unsplit {
                class,
                group: one
                    .group
                    .take()
                    .unwrap_or_else(|| one.picture.name_within(folder)),
                part: one.part.take(),
                learned: learned.have(&one.picture.name_within(folder)),
            };
            (one, unsplit)
        })
        .collect();
    let (found, unsplit): (Vec<_>, Vec<_>) = pictures.into_iter().unzip();
    let parts = split::split(&spec.split, &unsplit)?;
    let examples: Vec<Example> = found
        .into_iter()
        .zip(unsplit)
        .zip(parts)
        .filter_map(|((found, unsplit), split)| {
            Some(Example {
                picture: found.picture,
                label: unsplit.class,
                group: unsplit.group,
                split: split?,
                subgroups: found.subgroups,
            })
        })
        .collect();
    ensure!(
        !examples.is_empty(),
        "no picture is left in the named classes and parts"
    );
    Ok(Dataset { classes, examples })
}

/// The class codes in the order of the logits, and the class of each label that has one.
fn classes(
    sources: &[ClassSource],
    labels: &BTreeSet<String>,
) -> Result<(Vec<String>, BTreeMap<String, usize>)> {
    if sources.is_empty() {
        let class_of = labels.iter().cloned().zip(0..).collect();
        return Ok((labels.iter().cloned().collect(), class_of));
    }
    let mut class_of = BTreeMap::new();
    for (class, source) in sources.iter().enumerate() {
        for label in source.labels() {
            ensure!(
                labels.contains(label),
                "class {} takes in the label {label}, which no picture has; there are {}",
                source.code,
                labels.iter().cloned().collect::<Vec<_>>().join(", ")
            );
            if class_of.insert(label.clone(), class).is_some() {
                bail!("two classes take in the label {label}");
            }
        }
    }
    let codes: Vec<String> = sources.iter().map(|source| source.code.clone()).collect();
    let distinct: BTreeSet<&String> = codes.iter().collect();
    ensure!(
        distinct.len() == codes.len(),
        "two classes have the same code"
    );
    Ok((codes, class_of))
}

/// The last part of a name: what tables that know no folders call a picture.
fn file_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// What a table calls the pictures of some of its rows.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn read(
        (table, path, rows): (&str, &[String], &[BTreeMap<String, String>]),
        folder: &Path,
    ) -> Result<Self> {
        let table = Table::read(&folder.join(table))?;
        let path: Vec<usize> = columns(&table, path.iter())?;
        let mut names = BTreeSet::new();
        for conditions in rows {
            ensure!(
                !conditions.is_empty(),
                "an entry of rows has no condition: it would take everything"
            );
            let places = columns(&table, conditions.keys())?;
            let matches = |row: &&Vec<String>| {
                places
                    .iter()
                    .zip(conditions.values())
                    .all(|(&place, wanted)| value(row, place) == wanted)
            };
            for row in table.rows.iter().filter(matches) {
                let parts: Vec<&str> = path.iter().map(|&place| value(row, place)).collect();
                names.insert(parts.join("/"));
            }
        }
        Ok(Self(names))
    }

    /// Whether a picture is among them: by its path, or its name with the ending or without.
    fn have(&self, path: &str) -> bool {
        let file = file_name(path);
        [path, file, stem(file)]
            .into_iter()
            .any(|name| self.0.contains(name))
    }
}

/// A file name without its ending.
fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

fn leave_out(rule: &LeaveOut, folder: &Path, found: &mut Vec<Found>) -> Result<()> {
    let unwanted = Names::read((&rule.table, &rule.path, &rule.rows), folder)?;
    let named = |one: &Found| unwanted.have(&one.picture.name_within(folder));
    let groups: BTreeSet<String> = found
        .iter()
        .filter(|one| rule.whole_groups && named(one))
        .filter_map(|one| one.group.clone())
        .collect();
    let before = found.len();
    found.retain(|one| {
        let of_part = rule.part.is_empty() || one.part.as_ref() == Some(&rule.part);
        let of_group = || {
            one.group
                .as_ref()
                .is_some_and(|group| groups.contains(group))
        };
        !(of_part && (named(one) || of_group()))
    });
    ensure!(
        found.len() < before,
        "its conditions fit no picture ({} rows fit them)",
        unwanted.0.len()
    );
    Ok(())
}

fn columns<'name>(table: &Table, names: impl Iterator<Item = &'name String>) -> Result<Vec<usize>> {
    names.map(|name| table.column(name)).collect()
}

/// Sets each picture's group from a table that names pictures by path or by name.
fn set_groups(column: Option<&str>, name: &str, folder: &Path, found: &mut [Found]) -> Result<()> {
    let table = Table::read(&folder.join(name))?;
    let file = table
        .optional("file")
        .or_else(|| table.optional("image"))
        .context("there is no column file or image")?;
    let group = match column {
        Some(name) => table.column(name)?,
        None if table.columns.len() == 2 => 1 - file,
        None => bail!(
            "there are the columns {}: say by group_column which is the group",
            table.columns.join(", ")
        ),
    };
    let mut groups = BTreeMap::new();
    for row in &table.rows {
        let (file, group) = (value(row, file), value(row, group));
        ensure!(!group.is_empty(), "{file} has no group");
        let known = *groups.entry(file).or_insert(group);
        ensure!(
            known == group,
            "{file} stands in the groups {known} and {group}"
        );
    }
    for one in found {
        let name = one.picture.name_within(folder);
        let group = groups
            .get(name.as_str())
            .or_else(|| groups.get(file_name(&name)))
            .with_context(|| format!("it has no row for {name}"))?;
        one.group = Some((*group).to_owned());
    }
    Ok(())
}

/// The group that each picture's file name tells: what the pattern fits in it.
fn told_by_name(pattern: &str, folder: &Path, found: &[Found]) -> Result<Vec<Option<String>>> {
    let pattern = Regex::new(pattern).context("data.group_pattern")?;
    let told = found.iter().map(|one| {
        let name = one.picture.name_within(folder);
        let told = pattern.find(file_name(&name))?;
        (!told.is_empty()).then(|| told.as_str().to_owned())
    });
    let told: Vec<_> = told.collect();
    ensure!(
        told.iter().any(Option::is_some),
        "data.group_pattern fits no file name"
    );
    Ok(told)
}

/// The group that a further table tells of each picture.
fn told_by_table(rule: &GroupTable, folder: &Path, found: &[Found]) -> Result<Vec<Option<String>>> {
    let table = Table::read(&folder.join(&rule.table))?;
    let (picture, group) = (table.column(&rule.picture)?, table.column(&rule.group)?);
    let rows = table.rows.iter();
    let groups: BTreeMap<&str, &str> = rows
        .map(|row| (stem(value(row, picture)), value(row, group)))
        .filter(|(_, group)| !group.is_empty())
        .collect();
    let told = found.iter().map(|one| {
        let name = one.picture.name_within(folder);
        groups
            .get(stem(file_name(&name)))
            .map(|&group| group.to_owned())
    });
    let told: Vec<_> = told.collect();
    ensure!(
        told.iter().any(Option::is_some),
        "it names none of the pictures"
    );
    Ok(told)
}

/// Sets the subgroup `source` by the longest beginning that a picture's file name has.
fn set_sources(
    sources: &BTreeMap<String, String>,
    folder: &Path,
    found: &mut [Found],
) -> Result<()> {
    for one in found {
        let path = one.picture.name_within(folder);
        let name = file_name(&path);
        let (_, source) = sources
            .iter()
            .filter(|(beginning, _)| name.starts_with(beginning.as_str()))
            .max_by_key(|(beginning, _)| beginning.len())
            .with_context(|| format!("the name of {path} begins with none of them"))?;
        one.subgroups.insert("source".to_owned(), source.clone());
    }
    Ok(())
}

#[cfg(test)]
mod tests;
