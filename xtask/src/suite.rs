//! `cargo xtask test`: every check there is, the cheap ones first, and how many tests really ran.

use anyhow::{Context as _, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::build::{self, BuildOptions};
use crate::chromium;
use crate::engines::Engine;
use crate::process;
use crate::project::Project;
use crate::reports::{self, CargoReport, Counts};
use crate::server::Server;
use crate::setup;
use crate::stamp;

/// What the steps share.
struct Context<'a> {
    project: &'a Project,
    data: Option<PathBuf>,
}

/// One line of the closing table.
struct Step {
    name: &'static str,
    needs_browser: bool,
    run: fn(&Context) -> Result<Counts>,
}

const fn step(name: &'static str, run: fn(&Context) -> Result<Counts>) -> Step {
    Step {
        name,
        needs_browser: false,
        run,
    }
}

const fn browser_step(name: &'static str, run: fn(&Context) -> Result<Counts>) -> Step {
    Step {
        name,
        needs_browser: true,
        run,
    }
}

/// In order. What may be missing on this machine comes before what takes minutes.
const STEPS: [Step; 12] = [
    step("format", format),
    step("page: packages", page_packages),
    browser_step("browser: Chromium", find_chromium),
    step("lint: native", lint_native),
    step("lint: cpu engine", |context| {
        lint_engine(context, Engine::Cpu)
    }),
    step("lint: gpu engine", |context| {
        lint_engine(context, Engine::Gpu)
    }),
    step("rust tests", rust_tests),
    step("rust docs", rust_docs),
    step("build", build_site),
    step("page: types, tests", page_tests),
    browser_step("golden pictures", golden),
    browser_step("browser tests", browser_tests),
];

/// Runs all steps, or with `fast` those that need no browser, and stops at the first that fails.
pub fn test(project: &Project, fast: bool) -> Result<()> {
    let context = Context {
        project,
        data: project.data(),
    };
    match &context.data {
        Some(folder) => println!("Data sets: {}", folder.display()),
        None => println!("No data sets: tests that need them are skipped (set SPOTCHECK_DATA)"),
    }
    let mut done = Vec::new();
    for step in STEPS.iter().filter(|step| !(fast && step.needs_browser)) {
        println!("\n── {}", step.name);
        let start = Instant::now();
        let result = (step.run)(&context);
        let took = start.elapsed();
        match result {
            Ok(counts) => done.push((step.name, took, counts)),
            Err(error) => {
                print_table(&done);
                println!("  {:<20} {}   FAILED", step.name, seconds(took));
                return Err(error.context(format!("the step `{}` failed", step.name)));
            }
        }
    }
    print_table(&done);
    let total = done
        .iter()
        .fold(Counts::default(), |sum, (_, _, counts)| sum.plus(*counts));
    // Read by machines: exactly this form, alone on its line.
    println!(
        "\n{} passed, 0 failed, {} skipped",
        total.passed, total.skipped
    );
    Ok(())
}

fn print_table(done: &[(&str, Duration, Counts)]) {
    println!("\n  {:<20} {:>8}   passed  skipped", "step", "seconds");
    for (name, took, counts) in done {
        let tested = *counts != Counts::default();
        let numbers = if tested {
            format!("{:>6}   {:>6}", counts.passed, counts.skipped)
        } else {
            "    ok".to_owned()
        };
        println!("  {name:<20} {}   {numbers}", seconds(*took));
    }
}

fn seconds(took: Duration) -> String {
    format!("{:>8.1}", took.as_secs_f64())
}

/// A step that checks something, but has no tests to count.
fn check(command: &mut Command) -> Result<Counts> {
    process::run(command).map(|()| Counts::default())
}

fn format(context: &Context) -> Result<Counts> {
    check(process::cargo(context.project.root()).args(["fmt", "--all", "--check"]))
}

fn page_packages(context: &Context) -> Result<Counts> {
    setup::wasm_target(context.project)?;
    setup::npm_packages(&context.project.www()).map(|()| Counts::default())
}

fn find_chromium(_: &Context) -> Result<Counts> {
    let path = chromium::chromium()?;
    println!("  {}", path.display());
    Ok(Counts::default())
}

// The steps below name no package where they can: the default members are then resolved together each time, with
// one set of features, and what one step compiled the next one uses.

fn lint_native(context: &Context) -> Result<Counts> {
    check(process::cargo(context.project.root()).args([
        "clippy",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

fn lint_engine(context: &Context, engine: Engine) -> Result<Counts> {
    check(
        engine
            .cargo(context.project, "clippy", "web")
            .args(["--", "-D", "warnings"]),
    )
}

fn rust_tests(context: &Context) -> Result<Counts> {
    let log = fresh_file(&context.project.scratch()?.join("data-tests.log"))?;
    let mut cargo = process::cargo(context.project.root());
    cargo
        // What passing tests print is shown too: data tests say there that they found no data.
        .args(["test", "--no-fail-fast", "--", "--show-output"])
        .env("SPOTCHECK_DATA_LOG", &log);
    give_data(&mut cargo, context);
    let mut report = CargoReport::default();
    process::run_lines(&mut cargo, |line| {
        println!("{line}");
        report.line(line);
    })?;
    let ran = fs::read_to_string(&log).unwrap_or_default();
    report.settle(&ran, context.data.is_some())
}

fn rust_docs(context: &Context) -> Result<Counts> {
    check(
        process::cargo(context.project.root())
            .env("RUSTDOCFLAGS", "-D warnings")
            // The library's: the command bears its name, and their pages would overwrite each other.
            .args(["doc", "--no-deps", "--lib"]),
    )
}

fn build_site(context: &Context) -> Result<Counts> {
    build::build(context.project, &BuildOptions::all(false)).map(|()| Counts::default())
}

/// Checks the types of an npm package.
fn types(package: &Path) -> Result<()> {
    let mut npm = process::command("npm");
    process::run(
        npm.current_dir(package)
            .args(["run", "--silent", "typecheck"]),
    )
}

fn page_tests(context: &Context) -> Result<Counts> {
    let www = context.project.www();
    types(&www)?;

    let report = fresh_file(&context.project.scratch()?.join("vitest.json"))?;
    let mut vitest = process::command("npx");
    vitest
        .current_dir(&www)
        .args(["--no-install", "vitest", "run"])
        .args(["--reporter=default", "--reporter=json"])
        .arg(format!("--outputFile.json={}", report.display()));
    process::run(&mut vitest)?;
    reports::vitest(&stamp::read(&report)?)
}

/// The browser tests' pictures, with what the native engine makes of them.
fn golden(context: &Context) -> Result<Counts> {
    // With the tests, because their dependencies' features are then those with which `rust tests` compiled Burn:
    // `cargo run` would compile it once more.
    process::run(process::cargo(context.project.root()).args(["build", "--bins", "--tests"]))?;
    let mut golden = process::command(spotcheck(context));
    check(
        golden
            .current_dir(context.project.root())
            .args(["golden", "--out", "target/golden"]),
    )
}

/// The command that `golden` built.
fn spotcheck(context: &Context) -> PathBuf {
    let name = format!("spotcheck{}", std::env::consts::EXE_SUFFIX);
    context.project.target().join("debug").join(name)
}

fn browser_tests(context: &Context) -> Result<Counts> {
    let tests = context.project.tests();
    setup::npm_packages(&tests)?;
    types(&tests)?;
    let server = Server::start(build::site(context.project)?, 0)?;
    println!("  serving {}", server.address());
    let report = fresh_file(&context.project.scratch()?.join("playwright.json"))?;
    let mut playwright = playwright(context.project, &server)?;
    playwright
        .arg("--reporter=list,json")
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .env("SPOTCHECK_BIN", spotcheck(context));
    give_data(&mut playwright, context);
    let ended = process::run(&mut playwright);
    let report = stamp::read(&report);
    if let (Err(error), Ok(report)) = (&ended, &report) {
        bail!("{error:#}:\n{}", reports::playwright_failures(report));
    }
    ended?;
    reports::playwright(&report?, context.data.is_some())
}

/// The browser tests' runner, on a site that is served.
pub fn playwright(project: &Project, server: &Server) -> Result<Command> {
    let mut playwright = process::command("npx");
    playwright
        .current_dir(project.tests())
        .args(["--no-install", "playwright", "test"])
        .env("SPOTCHECK_URL", server.address())
        .env("CHROMIUM_PATH", chromium::chromium()?);
    Ok(playwright)
}

/// The data sets' folder, absolute: each runner starts somewhere else.
fn give_data(command: &mut Command, context: &Context) {
    match &context.data {
        Some(folder) => command.env("SPOTCHECK_DATA", folder),
        None => command.env_remove("SPOTCHECK_DATA"),
    };
}

/// A report's path with no report there: an old one must not be counted for a new run.
fn fresh_file(path: &Path) -> Result<PathBuf> {
    if path.exists() {
        fs::remove_file(path).with_context(|| format!("could not remove {}", path.display()))?;
    }
    Ok(path.to_owned())
}
