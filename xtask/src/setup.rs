//! What a fresh machine lacks: the wasm target and the npm packages.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

use crate::process;
use crate::project::Project;
use crate::stamp;

/// The one target of the browser engines.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The oldest Node that the page's bundler runs on.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Adds Rust's standard library for the browser when the toolchain lacks it.
pub fn wasm_target(project: &Project) -> Result<()> {
    if has_wasm_target(project)? {
        return Ok(());
    }
    if process::find("rustup").is_none() {
        bail!(
            "Rust's standard library for {WASM_TARGET} is missing, and there is no rustup to add it. \
             Install Rust through rustup, or your system's package of Rust for wasm32"
        );
    }
    println!("Adding the {WASM_TARGET} target");
    let mut rustup = process::command("rustup");
    rustup
        .current_dir(project.root())
        .args(["target", "add", WASM_TARGET]);
    process::run(&mut rustup)
}

fn has_wasm_target(project: &Project) -> Result<bool> {
    let mut rustc = process::command("rustc");
    rustc
        .current_dir(project.root())
        .args(["--print", "target-libdir", "--target", WASM_TARGET]);
    let folder = PathBuf::from(process::output(&mut rustc)?.trim());
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(false);
    };
    Ok(entries
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-")))
}

/// Installs an npm package's locked dependencies when they are missing or the lock changed.
pub fn npm_packages(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    if !lock.is_file() {
        bail!(
            "{} is missing: run `npm install` in that folder once and commit the lock",
            lock.display()
        );
    }
    let manifest = stamp::read(&folder.join("package.json"))?;
    let hash = stamp::hash(&[&manifest, &stamp::read(&lock)?]);
    // Inside node_modules: whoever deletes the packages deletes the stamp.
    let stamp_file = folder.join("node_modules").join(".spotcheck-stamp");
    if stamp::is_current(&stamp_file, &hash) {
        return Ok(());
    }
    node()?;
    println!("Installing the npm packages of {}", folder.display());
    let mut npm = process::command("npm");
    npm.current_dir(folder)
        .args(["ci", "--no-audit", "--no-fund"]);
    process::run(&mut npm)?;
    stamp::write(&stamp_file, &hash)
}

/// Says what is missing unless there is a Node that runs the page's bundler.
pub fn node() -> Result<()> {
    let (major, minor) = OLDEST_NODE;
    let wanted = format!("Node {major}.{minor} or newer is needed");
    if process::find("node").is_none() {
        bail!("{wanted}, with npm, and there is no `node` on PATH. Install it from nodejs.org");
    }
    let text = process::output(process::command("node").arg("--version"))?;
    let version = parse_version(&text)
        .with_context(|| format!("could not read Node's version from `{}`", text.trim()))?;
    if version < OLDEST_NODE {
        bail!("{wanted}, and this is {}", text.trim());
    }
    Ok(())
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().trim_start_matches('v').split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_compare_by_number() {
        assert_eq!(parse_version("v20.19.1\n"), Some((20, 19)));
        assert!(parse_version("v9.11.2") < Some(OLDEST_NODE));
        assert_eq!(parse_version("nonsense"), None);
    }
}
