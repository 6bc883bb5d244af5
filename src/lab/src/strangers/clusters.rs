//! Near-duplicates of what a model was shown tell nothing of how it takes what it never met.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::data::{Example, Table, value};

/// Leaves those out of `examples` that share a cluster with one of `shown`, by a table with the columns `file`, the path
/// from where the table lies, and one more.
///
/// # Errors
/// When the table can't be read, has other columns, or does not name one of `examples`.
pub fn leave_near_ones(table: &Path, shown: &[Example], examples: &mut Vec<Example>) -> Result<()> {
    let home = table.parent().context("it lies nowhere")?;
    let rows = Table::read(table)?;
    let file = rows.column("file")?;
    ensure!(rows.columns.len() == 2, "it has more than two columns");
    let clusters: BTreeMap<&str, &str> = rows
        .rows
        .iter()
        .map(|row| (value(row, file), value(row, 1 - file)))
        .collect();
    let cluster = |example: &Example| {
        let name = example.picture.name_within(home);
        clusters.get(name.as_str()).copied()
    };
    let near: BTreeSet<&str> = shown.iter().filter_map(cluster).collect();
    for one in examples.iter() {
        ensure!(
            cluster(one).is_some(),
            "it has no row for {}",
            one.picture.name_within(home)
        );
    }
    examples.retain(|one| cluster(one).is_none_or(|cluster| !near.contains(cluster)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strangers::example;

    #[test]
    fn what_is_near_to_something_shown_is_left_out_and_an_unknown_picture_told() {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("near.csv");
        std::fs::write(&table, "file,cluster\na/1.jpg,7\na/2.jpg,8\nb/1.jpg,8\n").unwrap();
        let pictures = |names: &[&str]| -> Vec<Example> {
            let paths = names.iter().map(|name| folder.path().join(name));
            paths.map(example).collect()
        };
        let elsewhere = Path::new("/elsewhere/b/1.jpg").to_owned();
        let shown = [pictures(&["b/1.jpg"]), vec![example(elsewhere)]].concat();
        let mut some = pictures(&["a/1.jpg", "a/2.jpg"]);
        leave_near_ones(&table, &shown, &mut some).unwrap();
        assert_eq!(some.len(), 1);
        assert!(some[0].picture.name().ends_with("a/1.jpg"));
        let mut unknown = pictures(&["a/3.jpg"]);
        let message = leave_near_ones(&table, &shown, &mut unknown).unwrap_err();
        assert!(
            message.to_string().contains("no row for a/3.jpg"),
            "{message}"
        );
    }
}
