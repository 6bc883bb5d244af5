//! What a visitor downloads: the site's parts, raw and as a good host would compress them.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use crate::project::Project;
use crate::stamp;

/// The CPU engine with its JavaScript may take this many bytes, compressed, as shipped.
const CPU_BUDGET: usize = 350_000;
/// So may the page in one language: its scripts, styles and icons, without engines and models.
const PAGE_BUDGET: usize = 150_000;

/// A line of the table, and what the bundler's names of its files start and end with. An empty start or end takes what
/// no line above took. Models are no part.
const PARTS: [(&str, &str, &str); 7] = [
    ("cpu engine, wasm", "cpu-", "wasm"),
    ("cpu engine, glue", "cpu-", "js"),
    ("gpu engine, wasm", "gpu-", "wasm"),
    ("gpu engine, glue", "gpu-", "js"),
    ("other languages", "words-", "js"),
    ("page, scripts", "", "js"),
    ("page, the rest", "", ""),
];
/// How many of the parts are engines and languages; those that follow are the page.
const BEFORE_PAGE: usize = 5;

/// Raw and brotli bytes.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: usize,
    brotli: usize,
}

impl Size {
    fn plus(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// Checks what the page weighs, which is the same in a development build. Nothing is remembered: what is known of the
/// engines is not to be forgotten for it.
pub fn page(project: &Project) -> Result<()> {
    let parts = sort(files(&project.dist())?)?;
    let sizes = parts
        .iter()
        .skip(BEFORE_PAGE)
        .map(|part| measure(part, &Map::new()))
        .collect::<Result<Vec<_>>>()?;
    let files = sizes.into_iter().flatten().map(|(_, size)| size);
    check_page(files.fold(Size::default(), Size::plus))
}

fn check_page(size: Size) -> Result<()> {
    println!("\nThe page: {} bytes, compressed", grouped(size.brotli));
    if size.brotli > PAGE_BUDGET {
        bail!(
            "the page takes {} bytes to fetch, over its budget of {}",
            grouped(size.brotli),
            grouped(PAGE_BUDGET)
        );
    }
    Ok(())
}

/// Prints the table, and fails when the page or the shipped CPU engine is over its budget.
pub fn report(project: &Project) -> Result<()> {
    let parts = sort(files(&project.dist())?)?;
    let sizes = measure_all(project, &parts)?;
    println!("  {:<18} {:>12} {:>12}", "", "raw", "brotli");
    for ((label, _, _), size) in PARTS.iter().zip(&sizes) {
        println!(
            "  {:<18} {:>12} {:>12}",
            label,
            grouped(size.raw),
            grouped(size.brotli)
        );
    }
    let cpu = sizes
        .iter()
        .take(2)
        .fold(Size::default(), |sum, size| sum.plus(*size));
    if cpu.brotli > CPU_BUDGET {
        bail!(
            "the CPU engine takes {} bytes to fetch, over its budget of {}",
            grouped(cpu.brotli),
            grouped(CPU_BUDGET)
        );
    }
    let page = sizes.iter().skip(BEFORE_PAGE);
    check_page(page.fold(Size::default(), |sum, size| sum.plus(*size)))
}

/// Each part's files, in the order of `PARTS`.
fn sort(mut files: Vec<PathBuf>) -> Result<Vec<Vec<PathBuf>>> {
    PARTS
        .iter()
        .map(|(label, start, ending)| {
            let (taken, left) = files.drain(..).partition(|path: &PathBuf| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.starts_with(start) && (ending.is_empty() || path.extension().is_some_and(|found| found == *ending))
            });
            files = left;
            if Vec::is_empty(&taken) {
                bail!("the built site has no {start}*.{ending} ({label}): did the bundler's names change?");
            }
            Ok(taken)
        })
        .collect()
}

/// All files of a folder and its folders, without the models.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() && path.ends_with("weights") {
            continue;
        }
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// Measures each part, at once: the GPU engine alone keeps one core busy for a while.
fn measure_all(project: &Project, parts: &[Vec<PathBuf>]) -> Result<Vec<Size>> {
    let remembered = project.scratch()?.join("brotli.json");
    let known = known_sizes(&remembered);
    let measured: Vec<Vec<(String, Size)>> = thread::scope(|scope| {
        let workers: Vec<_> = parts
            .iter()
            .map(|part| scope.spawn(|| measure(part, &known)))
            .collect();
        workers
            .into_iter()
            .map(|worker| match worker.join() {
                Ok(sizes) => sizes,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect::<Result<_>>()
    })?;
    let fresh: Map<String, Value> = measured
        .iter()
        .flatten()
        .map(|(hash, size)| (hash.clone(), size.brotli.into()))
        .collect();
    stamp::write(&remembered, Value::Object(fresh).to_string())?;
    Ok(measured
        .iter()
        .map(|files| {
            files
                .iter()
                .fold(Size::default(), |sum, (_, size)| sum.plus(*size))
        })
        .collect())
}

/// Sizes measured before, by the hash of what was measured. No file, or a broken one, only costs time.
fn known_sizes(path: &Path) -> Map<String, Value> {
    fs::read(path)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

fn measure(files: &[PathBuf], known: &Map<String, Value>) -> Result<Vec<(String, Size)>> {
    files
        .iter()
        .map(|path| {
            let bytes = stamp::read(path)?;
            let hash = stamp::hash(&[&bytes]);
            let before = known.get(&hash).and_then(Value::as_u64);
            let brotli = match before {
                Some(size) => size as usize,
                None => compress(&bytes, 11).len(),
            };
            let raw = bytes.len();
            Ok((hash, Size { raw, brotli }))
        })
        .collect()
}

/// Brotli at a quality from 0, quick, to 11, small.
pub fn compress(bytes: &[u8], quality: i32) -> Vec<u8> {
    let params = brotli::enc::BrotliEncoderParams {
        quality,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    // Reading from a slice and writing to a Vec cannot fail.
    let _ = brotli::BrotliCompress(&mut &*bytes, &mut compressed, &params);
    compressed
}

/// 1234567 as 1,234,567.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(100), "100");
        assert_eq!(grouped(1000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn each_file_counts_once() -> Result<()> {
        let names = [
            "cpu-1.wasm",
            "cpu-2.js",
            "gpu-3.wasm",
            "gpu-4.js",
            "words-de-5.js",
            "index-6.js",
            "sw.js",
            "a.css",
        ];
        let parts = sort(names.iter().map(PathBuf::from).collect())?;
        let counts: Vec<usize> = parts.iter().map(Vec::len).collect();
        assert_eq!(counts, [1, 1, 1, 1, 1, 2, 1]);
        assert!(sort(vec![PathBuf::from("index.js")]).is_err());
        Ok(())
    }

    #[test]
    fn compressing_loses_nothing() -> Result<()> {
        let text = b"one mole, two moles, one mole, two moles".repeat(50);
        let small = compress(&text, 5);
        assert!(small.len() < text.len());
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*small, &mut back)?;
        assert_eq!(back, text);
        Ok(())
    }
}
