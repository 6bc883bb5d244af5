//! Starting other programs: what is run is shown, what fails says so.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The Cargo that started us, so that a pinned toolchain stays pinned.
pub fn cargo_program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// A program by name. On Windows npm's commands are scripts, which are found only with their ending.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let program = program.as_ref();
    let script = cfg!(windows) && (program == "npm" || program == "npx");
    if script {
        let mut name = program.to_owned();
        name.push(".cmd");
        Command::new(name)
    } else {
        Command::new(program)
    }
}

/// Cargo in the repository's root.
pub fn cargo(root: &Path) -> Command {
    let mut cargo = command(cargo_program());
    cargo.current_dir(root);
    cargo
}

/// The full path of a program on `PATH`.
pub fn find(program: &str) -> Option<PathBuf> {
    let paths = env::var_os("PATH")?;
    env::split_paths(&paths)
        .map(|folder| folder.join(format!("{program}{}", env::consts::EXE_SUFFIX)))
        .find(|path| path.is_file())
}

/// The command as a person would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program.file_stem().map_or_else(
        || program.display().to_string(),
        |stem| stem.to_string_lossy().into_owned(),
    );
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

fn not_started(command: &Command) -> String {
    format!(
        "could not start `{}`: is it installed and on PATH?",
        shown(command)
    )
}

/// Runs a command with its output on the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    println!("  $ {}", shown(command));
    let status = command.status().with_context(|| not_started(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs a command, gives each line of its standard output to `each`, and leaves its errors on the terminal.
pub fn run_lines(command: &mut Command, mut each: impl FnMut(&str)) -> Result<()> {
    println!("  $ {}", shown(command));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| not_started(command))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.with_context(|| format!("reading from `{}`", shown(command)))?;
            each(String::from_utf8_lossy(&line).trim_end_matches('\r'));
        }
    }
    let status = child
        .wait()
        .with_context(|| format!("waiting for `{}`", shown(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// What a short command prints; nothing is shown unless it fails.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| not_started(command))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", shown(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
