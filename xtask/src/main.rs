//! `cargo xtask <verb>`: the one menu of the house. It builds the browser engines and the site, serves it,
//! runs every test and starts the benchmark. It knows the names of the rooms, nothing of what is inside them.

mod bench;
mod build;
mod chromium;
mod engines;
mod lighthouse;
mod never_run;
mod paths;
mod process;
mod project;
mod reach;
mod reports;
mod server;
mod setup;
mod site;
mod sizes;
mod stamp;
mod suite;
mod wasm;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use std::process::ExitCode;

use build::BuildOptions;
use engines::Engine;
use project::Project;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Builds, serves, tests and benchmarks Spotcheck",
    after_help = "Start here:\n  cargo xtask serve     the app on http://localhost:8080\n  cargo xtask test      every test there is"
)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Build both browser engines and the site into www/dist
    #[command(after_help = "Example:\n  cargo xtask build --release")]
    Build(BuildOptions),
    /// Build the site, then serve it with the headers it needs
    #[command(
        after_help = "Examples:\n  cargo xtask serve\n  cargo xtask serve --port 9000 --no-build"
    )]
    Serve(ServeOptions),
    /// Run every check and test: Rust, TypeScript, both engines, the browser
    #[command(
        after_help = "Examples:\n  cargo xtask test --fast\n  SPOTCHECK_DATA=~/data cargo xtask test"
    )]
    Test {
        /// Stop before the tests that need a browser
        #[arg(long)]
        fast: bool,
    },
    /// Make a shipped model's figures again, and compare them with its card
    #[command(
        after_help = "Example:\n  cargo xtask reproduce pneumonia\n\nThe data sets are looked for in SPOTCHECK_DATA, or ../shared/data."
    )]
    Reproduce {
        /// A model of `spotcheck models`, as docs/results.md names it
        row: String,
    },
    /// Ask Lighthouse for its marks of every screen, as shipped
    Lighthouse {
        /// Use the site that is in www/dist already
        #[arg(long)]
        no_build: bool,
    },
    /// Compare this engine with its peers in one headless browser
    #[command(
        after_help = "Example:\n  cargo xtask bench -- --device cpu --rounds 2\n\nEverything after -- goes to the benchmark's own script."
    )]
    Bench {
        /// Use the release site that is in www/dist already
        #[arg(long)]
        no_build: bool,
        /// Passed on to tests/bench/run.mjs
        #[arg(last = true)]
        rest: Vec<String>,
    },
}

#[derive(clap::Args)]
struct ServeOptions {
    /// Port on this machine
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Serve the site as shipped: smallest engines, minutes to build
    #[arg(long)]
    release: bool,
    /// Serve what is in www/dist already
    #[arg(long, conflicts_with = "release")]
    no_build: bool,
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<()> {
    let project = Project::locate()?;
    match cli.verb {
        Verb::Build(options) => build::build(&project, &options),
        Verb::Serve(options) => serve(&project, &options),
        Verb::Test { fast } => suite::test(&project, fast),
        Verb::Reproduce { row } => reproduce(&project, &row),
        Verb::Lighthouse { no_build } => lighthouse::lighthouse(&project, no_build),
        Verb::Bench { no_build, rest } => bench::bench(&project, no_build, &rest),
    }
}

fn reproduce(project: &Project, row: &str) -> Result<()> {
    let data = project
        .data()
        .context("no data sets: name their folder in SPOTCHECK_DATA")?;
    let mut spotcheck = process::cargo(project.root());
    spotcheck.args(["run", "--release", "--bin", "spotcheck", "--"]);
    process::run(spotcheck.args(["reproduce", row, "--data"]).arg(data))
}

fn serve(project: &Project, options: &ServeOptions) -> Result<()> {
    let fresh = !options.no_build && !options.release && !Engine::Gpu.is_built(project);
    if fresh {
        build::build_cpu_only(project)?;
    } else if !options.no_build {
        build::build(project, &BuildOptions::all(options.release))?;
    }
    let server = server::Server::start(build::site(project)?, options.port)?;
    println!(
        "\nSpotcheck is ready on {}   (Ctrl-C ends it)",
        server.address()
    );
    if fresh {
        println!(
            "It answers on the CPU. Its WebGPU engine is compiled now, which takes some minutes."
        );
        match build::build(project, &BuildOptions::all(false)) {
            Ok(()) => println!(
                "\nThe WebGPU engine is there: reload {}, and take the new version that it offers",
                server.address()
            ),
            // The door stays open: what is served does not need it.
            Err(error) => eprintln!("\nerror: without a WebGPU engine: {error:#}"),
        }
    }
    server.wait();
    Ok(())
}
