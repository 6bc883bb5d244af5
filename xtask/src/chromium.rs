//! The browser of the tests: the one that is there, or Debian's.

use anyhow::{Result, bail};
use std::env;
use std::path::{Path, PathBuf};

use crate::process;

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];
const MAC_APPS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Finds Chromium, installing it first where this may be done: as root on Debian and its kin.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM_PATH") {
        let path = PathBuf::from(named);
        if !path.is_file() {
            bail!(
                "CHROMIUM_PATH is {}, and there is no such file",
                path.display()
            );
        }
        return Ok(path);
    }
    if let Some(path) = installed() {
        return Ok(path);
    }
    if process::find("apt-get").is_none() || !is_root() {
        bail!(
            "the browser tests need Chromium. Install it (Debian: `sudo apt-get install chromium fonts-dejavu-core`), \
             or name one in CHROMIUM_PATH, or leave the browser out with `cargo xtask test --fast`"
        );
    }
    println!("Installing Chromium");
    let apt = |arguments: &[&str]| {
        let mut apt = process::command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
        process::run(&mut apt)
    };
    apt(&["update", "-qq"])?;
    // Recommended packages would add half a desktop; one font is needed, for the screenshots.
    apt(&[
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        "chromium",
        "fonts-dejavu-core",
    ])?;
    match installed() {
        Some(path) => Ok(path),
        None => bail!("apt installed no Chromium that is on PATH: name one in CHROMIUM_PATH"),
    }
}

fn installed() -> Option<PathBuf> {
    NAMES.into_iter().find_map(process::find).or_else(|| {
        MAC_APPS
            .into_iter()
            .map(PathBuf::from)
            .find(|path| path.is_file())
    })
}

fn is_root() -> bool {
    // Without libc there is no geteuid; the owner of our own /proc entry is who we run as.
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        std::fs::metadata(Path::new("/proc/self")).is_ok_and(|us| us.uid() == 0)
    }
    #[cfg(not(unix))]
    {
        false
    }
}
