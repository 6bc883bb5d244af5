//! `cargo xtask build`: both engines, then the site.

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::engines::{Engine, Shape};
use crate::process;
use crate::project::Project;
use crate::setup;
use crate::site::Site;
use crate::sizes;

/// What to build.
#[derive(clap::Args)]
pub struct BuildOptions {
    /// As shipped: the smallest engines; takes many minutes
    #[arg(long)]
    release: bool,
    /// Which engine to bring up to date
    #[arg(long, value_enum, default_value_t = Choice::All)]
    engine: Choice,
}

/// The engines a build may bring up to date.
#[derive(Clone, Copy, ValueEnum)]
enum Choice {
    /// The CPU engine alone
    Cpu,
    /// The WebGPU engine alone
    Gpu,
    /// Both
    All,
}

impl BuildOptions {
    /// Both engines.
    pub fn all(release: bool) -> Self {
        Self {
            release,
            engine: Choice::All,
        }
    }

    fn engines(&self) -> &'static [Engine] {
        match self.engine {
            Choice::Cpu => &[Engine::Cpu],
            Choice::Gpu => &[Engine::Gpu],
            Choice::All => &Engine::ALL,
        }
    }
}

/// Builds the engines asked for and the whole site.
pub fn build(project: &Project, options: &BuildOptions) -> Result<()> {
    setup::wasm_target(project)?;
    setup::npm_packages(&project.www())?;
    let shape = if options.release {
        Shape::Release
    } else {
        Shape::Development
    };
    for engine in options.engines() {
        engine.build(project, shape)?;
    }

    println!("\nSite");
    let mut npm = process::command("npm");
    npm.current_dir(project.www())
        .args(["run", "--silent", "build"]);
    process::run(&mut npm)?;

    // What a development build weighs tells nobody anything, and compressing it takes a minute.
    if shape == Shape::Release {
        println!("\nSizes");
        sizes::report(project)?;
    }
    Ok(())
}

/// The built site, ready to be served.
pub fn site(project: &Project) -> Result<Site> {
    let folder = project.dist();
    if !folder.join("index.html").is_file() {
        bail!(
            "there is no site in {} yet: run `cargo xtask build`, or leave out --no-build",
            folder.display()
        );
    }
    Site::open(&folder)
}
