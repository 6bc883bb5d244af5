//! `cargo xtask lighthouse`: Lighthouse's marks for every screen of the site as shipped, on a phone and on a desk.

use anyhow::Result;

use crate::build::{self, BuildOptions};
use crate::process;
use crate::project::Project;
use crate::server::Server;
use crate::setup;
use crate::suite;

/// Builds and serves the release site, and has the browser tests' own specification ask for all marks.
pub fn lighthouse(project: &Project, no_build: bool) -> Result<()> {
    if !no_build {
        build::build(project, &BuildOptions::all(true))?;
    }
    setup::npm_packages(&project.tests())?;
    let server = Server::start(build::site(project)?, 0)?;
    let mut playwright = suite::playwright(project, &server)?;
    playwright
        // One after the other: each measures how fast it is.
        .args(["lighthouse.spec.ts", "--workers", "1", "--reporter", "list"])
        .env("SPOTCHECK_LIGHTHOUSE", "all");
    process::run(&mut playwright)
}
