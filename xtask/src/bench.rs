//! `cargo xtask bench`: the peers' benchmark, on the site as shipped.

use anyhow::Result;

use crate::build::{self, BuildOptions};
use crate::chromium;
use crate::process;
use crate::project::Project;
use crate::server::Server;
use crate::setup;

/// Builds the release site, installs the peers, and runs the benchmark's script against the served site.
pub fn bench(project: &Project, no_build: bool, rest: &[String]) -> Result<()> {
    if !no_build {
        build::build(project, &BuildOptions::all(true))?;
    }
    setup::npm_packages(&project.bench())?;
    let chromium = chromium::chromium()?;
    let site = build::site(project)?;
    site.warm()?;
    let server = Server::start(site, 0)?;
    println!("\nBenchmark on {}", server.address());
    let mut node = process::command("node");
    node.current_dir(project.root())
        .arg(project.bench().join("run.mjs"))
        .args(rest)
        .env("SPOTCHECK_URL", server.address())
        .env("CHROMIUM_PATH", chromium);
    process::run(&mut node)
}
