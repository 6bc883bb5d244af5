//! `cargo xtask lighthouse`: Lighthouse's marks for every screen of the site as shipped, on a phone and on a desk.

use anyhow::Result;

use crate::build::{self, BuildOptions};
use crate::chromium;
use crate::process;
use crate::project::Project;
use crate::server::Server;
use crate::setup;

/// Builds and serves the release site, and has the browser tests' own specification ask for all marks.
pub fn lighthouse(project: &Project, no_build: bool) -> Result<()> {
    if !no_build {
        setup::wasm_target(project)?;
        build::build(project, &BuildOptions::all(true))?;
    }
    let tests = project.tests();
    setup::npm_packages(&tests)?;
    let server = Server::start(build::site(project)?, 0)?;
    let mut playwright = process::command("npx");
    playwright
        .current_dir(&tests)
        .args(["--no-install", "playwright", "test", "lighthouse.spec.ts"])
        // One after the other: each measures how fast it is.
        .args(["--workers", "1", "--reporter", "list"])
        .env("SPOTCHECK_LIGHTHOUSE", "all")
        .env("SPOTCHECK_URL", server.address())
        .env("CHROMIUM_PATH", chromium::chromium()?);
    process::run(&mut playwright)
}
