//! Tells the command which compiler and which Burn it was built with: a run folder records them.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=../../Cargo.lock");
    let lock = std::fs::read_to_string("../../Cargo.lock").unwrap_or_default();
    println!("cargo::rustc-env=SPOTCHECK_BURN={}", burn(&lock));
    println!("cargo::rustc-env=SPOTCHECK_RUSTC={}", rustc());
}

/// Burn's version, as the lock file has it.
fn burn(lock: &str) -> &str {
    let mut lines = lock.lines().skip_while(|line| *line != "name = \"burn\"");
    let version = lines
        .nth(1)
        .and_then(|line| line.strip_prefix("version = "));
    version.map_or("unknown", |version| version.trim_matches('"'))
}

/// What the compiler calls itself.
fn rustc() -> String {
    let compiler = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let told = Command::new(compiler).arg("--version").output();
    told.map_or_else(
        |_| "unknown".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}
