//! `cargo xtask bench`: the peers' benchmark, on the site as shipped. The script serves it and the peers alike.

use anyhow::Result;

use crate::build::{self, BuildOptions};
use crate::chromium;
use crate::process;
use crate::project::Project;
use crate::setup;

/// Builds the release site, installs the peers, and runs the benchmark's script.
pub fn bench(project: &Project, no_build: bool, rest: &[String]) -> Result<()> {
    if !no_build {
        build::build(project, &BuildOptions::all(true))?;
    }
    setup::npm_packages(&project.bench())?;
    let chromium = chromium::chromium()?;
    let mut node = process::command("node");
    node.current_dir(project.root())
        .arg(project.bench().join("run.mjs"))
        .args(rest)
        .env("CHROMIUM_PATH", chromium);
    process::run(&mut node)
}
