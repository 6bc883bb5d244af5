//! `cargo xtask build`: both engines, then the site.

use anyhow::{Result, anyhow, bail};
use clap::ValueEnum;
use std::thread;

use crate::engines::{Engine, Shape};
use crate::process;
use crate::project::{self, Project};
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
    let shape = if options.release {
        Shape::Release
    } else {
        Shape::Development
    };
    engines(project, options.engines(), shape)?;
    bundle(project, &Engine::ALL)?;

    // What development engines weigh tells nobody anything, and compressing them takes a minute.
    if shape == Shape::Release {
        println!("\nSizes");
        sizes::report(project)
    } else {
        sizes::page(project)
    }
}

/// A site with the CPU engine alone, for development: on a fresh machine it is there in half the time.
pub fn build_cpu_only(project: &Project) -> Result<()> {
    engines(project, &[Engine::Cpu], Shape::Development)?;
    bundle(project, &[Engine::Cpu])
}

/// Builds engines, and fetches the page's packages meanwhile: npm mostly waits for the network.
fn engines(project: &Project, engines: &[Engine], shape: Shape) -> Result<()> {
    setup::wasm_target(project)?;
    // Said now, and not when the engines are there.
    setup::node()?;
    thread::scope(|scope| {
        let packages = scope.spawn(|| setup::npm_packages(&project.www()));
        for engine in engines {
            engine.build(project, shape)?;
        }
        packages
            .join()
            .map_err(|_| anyhow!("installing the npm packages was broken off"))?
    })
}

/// Puts the page and these engines together in www/dist.
fn bundle(project: &Project, engines: &[Engine]) -> Result<()> {
    println!("\nSite");
    let names: Vec<&str> = engines.iter().map(|engine| engine.name()).collect();
    // Made beside and moved at the end: a site that is being served stays whole, even when this fails.
    let fresh = project.www().join("dist.fresh");
    let mut npm = process::command("npm");
    npm.current_dir(project.www())
        .args([
            "run",
            "--silent",
            "build",
            "--",
            "--emptyOutDir",
            "--outDir",
        ])
        .arg(&fresh)
        .env("SPOTCHECK_ENGINES", names.join(","));
    process::run(&mut npm)?;
    project::replace(&project.dist(), &fresh)
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
