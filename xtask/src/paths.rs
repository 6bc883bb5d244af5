//! Keeps this machine's folders out of what is shipped: panics name the files that they come from.

use anyhow::{Result, ensure};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::project::Project;

/// A folder of this machine, and what stands for it in the engines.
type Renamed = (PathBuf, &'static str);

/// Cargo's setting (`--config`) by which rustc writes other names for this machine's folders. It adds to the flags that
/// `.cargo/config.toml` has for the target.
pub fn unnamed(project: &Project, target: &str) -> String {
    setting(target, &renamed(project))
}

/// Refuses a module that names the folder of this machine's crates all the same.
///
/// # Errors
/// Names the folder.
pub fn none_named(module: &[u8]) -> Result<()> {
    let Some(folder) = cargo_home().map(|home| sources(&home)) else {
        return Ok(());
    };
    let name = folder.as_os_str().as_encoded_bytes();
    ensure!(
        !module.windows(name.len()).any(|bytes| bytes == name),
        "the module names a folder of this machine, {}: is RUSTFLAGS set, in whose place the project's flags do not count?",
        folder.display()
    );
    Ok(())
}

/// The longest prefix last, for rustc takes the last that fits.
fn renamed(project: &Project) -> Vec<Renamed> {
    let mut all = vec![
        (project.root().to_owned(), "spotcheck"),
        (project.target().to_owned(), "target"),
    ];
    if let Some(home) = cargo_home() {
        // They lie in a folder that is named for the registry that they came from.
        let mut crates: Vec<PathBuf> = folders(&sources(&home)).collect();
        crates.sort();
        all.push((home, "cargo"));
        all.extend(crates.into_iter().map(|folder| (folder, "crates")));
    }
    all
}

/// Where Cargo unpacks crates.
fn sources(cargo_home: &Path) -> PathBuf {
    cargo_home.join("registry").join("src")
}

fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")))
}

/// None where there is no such folder: Cargo has fetched nothing yet.
fn folders(within: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(within)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
}

fn setting(target: &str, renamed: &[Renamed]) -> String {
    let flags: Vec<String> = renamed
        .iter()
        .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()))
        .collect();
    // A list of strings is written alike in JSON and in TOML.
    format!("target.{target}.rustflags={}", serde_json::json!(flags))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_is_a_list_that_toml_reads() {
        let folders = [
            (PathBuf::from("/home/one two"), "spotcheck"),
            (PathBuf::from(r"C:\crates"), "crates"),
        ];
        assert_eq!(
            setting("wasm32-unknown-unknown", &folders),
            r#"target.wasm32-unknown-unknown.rustflags=["--remap-path-prefix=/home/one two=spotcheck","--remap-path-prefix=C:\\crates=crates"]"#
        );
    }

    #[test]
    fn a_module_that_names_the_crates_folder_is_refused() {
        let folder = sources(&cargo_home().unwrap());
        let inside = format!("panicked at {}/burn-flex/src/lib.rs", folder.display());
        let error = none_named(inside.as_bytes()).unwrap_err();
        assert!(error.to_string().contains("names a folder"), "{error}");
        none_named(b"panicked at crates/burn-flex/src/lib.rs").unwrap();
    }
}
