//! The two browser engines: one crate compiled twice, each with its glue, into www/engines.

use anyhow::{Context, Result};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process;
use crate::project::{self, Project};
use crate::setup::WASM_TARGET;
use crate::{never_run, paths, reach, stamp, wasm};

/// The browser crate, and the name its files go by.
const PACKAGE: &str = "spotcheck-web";
const NAME: &str = "spotcheck_web";

/// What to build an engine as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Quick to build, readable traces.
    Development,
    /// As shipped: one codegen unit, fat LTO, wasm-opt.
    Release,
}

impl Shape {
    fn profile(self) -> &'static str {
        match self {
            Self::Development => "web",
            Self::Release => "web-release",
        }
    }
}

/// One of the two engines; each is a feature of the browser crate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// Small, runs everywhere, answers first.
    Cpu,
    /// WebGPU; fetched when the device has it.
    Gpu,
}

impl Engine {
    /// Both, in the order in which the page fetches them.
    pub const ALL: [Self; 2] = [Self::Cpu, Self::Gpu];

    /// The crate's feature and the folder's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Gpu => "gpu",
        }
    }

    fn folder(self, project: &Project) -> PathBuf {
        project.www().join("engines").join(self.name())
    }

    /// Whether it was ever built here.
    pub fn is_built(self, project: &Project) -> bool {
        self.folder(project).join(".stamp").is_file()
    }

    /// Compiles the engine and brings www/engines up to date.
    pub fn build(self, project: &Project, shape: Shape) -> Result<()> {
        println!("\nEngine {} ({} profile)", self.name(), shape.profile());
        let module = self.compile(project, shape)?;
        self.bind(project, shape, &module)
    }

    /// A Cargo command on this engine.
    pub fn cargo(self, project: &Project, verb: &str, profile: &str) -> Command {
        let mut cargo = process::cargo(project.root());
        cargo
            .args([verb, "--lib", "--package", PACKAGE])
            .args(["--target", WASM_TARGET, "--profile", profile])
            .args(["--no-default-features", "--features", self.name()])
            .arg("--config")
            .arg(paths::unnamed(project, WASM_TARGET))
            // One folder for both, so that what they share is compiled once. Cargo gives both modules the same
            // path: each is taken from there before the other is built.
            .arg("--target-dir")
            .arg(project.target().join("engines"));
        cargo
    }

    fn compile(self, project: &Project, shape: Shape) -> Result<PathBuf> {
        let mut cargo = self.cargo(project, "build", shape.profile());
        cargo.arg("--message-format=json-render-diagnostics");
        let mut module = None;
        process::run_lines(&mut cargo, |line| {
            if let Some(path) = module_in(line) {
                module = Some(path);
            }
        })?;
        module.with_context(|| {
            format!("Cargo built no {NAME}.wasm: is `cdylib` a crate type of {PACKAGE}?")
        })
    }

    fn bind(self, project: &Project, shape: Shape, module: &Path) -> Result<()> {
        let folder = self.folder(project);
        let stamp_file = folder.join(".stamp");
        let source = stamp::read(module)?;
        let hash = stamp::hash(&[
            &source,
            shape.profile().as_bytes(),
            wasm::PASSES.concat().as_bytes(),
            never_run::LIST.as_bytes(),
            reach::HOW.as_bytes(),
        ]);
        if stamp::is_current(&stamp_file, &hash) {
            println!("  {} is up to date", folder.display());
            return Ok(());
        }
        wasm::constructs_once(&source)?;
        paths::none_named(&source)?;
        let source = without_what_never_runs(
            &source,
            match self {
                Self::Cpu => never_run::CPU,
                Self::Gpu => never_run::GPU,
            },
        )?;
        // Made beside and moved at the end: an interrupted build never leaves half an engine for the page.
        let fresh = folder.with_extension("fresh");
        project::clear(&fresh)?;
        println!("  wasm-bindgen -> {}", folder.display());
        wasm::bind(&source, NAME, &fresh, shape == Shape::Development)?;
        if shape == Shape::Release {
            let bound = fresh.join(format!("{NAME}_bg.wasm"));
            wasm::optimise(project, &source, &bound)?;
        }
        stamp::write(&fresh.join(".stamp"), &hash)?;
        project::replace(&folder, &fresh)
    }
}

fn without_what_never_runs(source: &[u8], parts: &[never_run::Part]) -> Result<Vec<u8>> {
    let (mut functions, taken) = never_run::find(source, parts)?;
    never_run::all_found(parts, &taken)?;
    for (part, bytes) in parts.iter().zip(taken) {
        println!("  without {}: {} kB of code", part.what, bytes / 1000);
    }
    let unreached = reach::unreached(source, &functions)?;
    println!(
        "  without what only they reach: {} functions, {} kB of constants",
        unreached.functions.len(),
        unreached
            .data
            .iter()
            .map(ExactSizeIterator::len)
            .sum::<usize>()
            / 1000
    );
    functions.extend(unreached.functions);
    never_run::take_out(source, &functions, &unreached.data)
}

/// The engine's module, when this line of Cargo's JSON names it.
fn module_in(line: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    if message.get("target")?.get("name")? != NAME {
        return None;
    }
    let files = message.get("filenames")?.as_array()?;
    files
        .iter()
        .filter_map(Value::as_str)
        .map(PathBuf::from)
        .find(|file| file.extension().is_some_and(|ending| ending == "wasm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_is_found_in_cargos_messages() {
        let line = r#"{"reason":"compiler-artifact","target":{"name":"spotcheck_web"},"filenames":["/t/libspotcheck_web.rlib","/t/spotcheck_web.wasm"]}"#;
        assert_eq!(
            module_in(line),
            Some(PathBuf::from("/t/spotcheck_web.wasm"))
        );
    }

    #[test]
    fn other_messages_name_no_module() {
        assert_eq!(
            module_in(r#"{"reason":"build-finished","success":true}"#),
            None
        );
        assert_eq!(module_in("warning: words"), None);
    }
}
