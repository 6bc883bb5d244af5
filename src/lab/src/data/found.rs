//! A picture as a layout's reader finds it, before classes, groups and parts are settled.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};

use super::PictureSource;

/// A picture as it is found.
#[derive(Debug)]
pub struct Found {
    /// The picture.
    pub picture: PictureSource,
    /// The data's own label.
    pub label: String,
    /// The data's own name of its part, if it has parts.
    pub part: Option<String>,
    /// The data's own group, if it has groups.
    pub group: Option<String>,
    /// What else the data says of it.
    pub subgroups: BTreeMap<String, String>,
}

/// A value to report by: ages by decade, such as `40-49`; nothing as `unknown`.
pub fn subgroup(column: &str, value: &str) -> String {
    let value = value.trim();
    if value.is_empty() {
        return "unknown".to_owned();
    }
    match value.parse::<f64>() {
        Ok(years) if column == "age" && (0.0..200.0).contains(&years) => {
            let decade = (years / 10.0).floor() as u32 * 10;
            format!("{decade}-{}", decade + 9)
        }
        _ => value.to_owned(),
    }
}

/// A CSV file: its column names, and its rows as long as those.
pub struct Table {
    /// Column names.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a CSV file with a header line; a byte-order mark and spaces about the values are taken off.
    ///
    /// # Errors
    /// Names the file and what is wrong: missing, or a row with another number of columns.
    pub fn read(path: &Path) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_path(path)
            .with_context(|| format!("{} can't be read", path.display()))?;
        let columns = reader
            .headers()
            .with_context(|| format!("{}", path.display()))?
            .iter()
            .map(|column| column.trim_start_matches('\u{feff}').to_owned())
            .collect();
        let rows = reader
            .records()
            .map(|record| Ok(record?.iter().map(str::to_owned).collect()))
            .collect::<Result<_>>()
            .with_context(|| format!("{}", path.display()))?;
        Ok(Self { columns, rows })
    }

    /// The place of a column.
    ///
    /// # Errors
    /// Names the column and those that are there.
    pub fn column(&self, name: &str) -> Result<usize> {
        self.optional(name).with_context(|| {
            format!(
                "there is no column {name}; there are {}",
                self.columns.join(", ")
            )
        })
    }

    /// The place of a column that may be missing.
    pub fn optional(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

/// A row's value; rows are as long as the header, so that a missing one is impossible.
pub fn value(row: &[String], column: usize) -> &str {
    row.get(column).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_come_by_decade() {
        assert_eq!(subgroup("age", "45.0"), "40-49");
        assert_eq!(subgroup("age", "0"), "0-9");
        assert_eq!(subgroup("age", ""), "unknown");
        assert_eq!(subgroup("age", "adult"), "adult");
        assert_eq!(subgroup("ward", "45"), "45");
    }

    #[test]
    fn tables_name_their_faults() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        let message = |text: Option<&str>| {
            if let Some(text) = text {
                std::fs::write(&path, text).unwrap();
            }
            format!("{:#}", Table::read(&path).err().unwrap())
        };
        assert!(message(None).contains("t.csv can't be read"));
        assert!(message(Some("a,b\n1,2\n1\n")).contains("t.csv"));
        std::fs::write(&path, "\u{feff}a, b\n1 ,2\n").unwrap();
        let table = Table::read(&path).unwrap();
        assert_eq!(table.columns, ["a", "b"]);
        assert_eq!(value(&table.rows[0], table.column("a").unwrap()), "1");
        let message = table.column("c").unwrap_err().to_string();
        assert!(message.contains("no column c; there are a, b"), "{message}");
    }
}
