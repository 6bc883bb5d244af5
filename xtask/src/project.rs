//! Where the rooms of the house are.

use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

use crate::process;

/// The workspace's folders, asked of Cargo, so that a moved target folder is found too.
pub struct Project {
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    /// Finds the workspace this command was started from.
    pub fn locate() -> Result<Self> {
        let mut cargo = process::command(process::cargo_program());
        cargo.args(["metadata", "--no-deps", "--format-version", "1"]);
        let text = process::output(&mut cargo)?;
        let metadata: Value =
            serde_json::from_str(&text).context("`cargo metadata` did not print JSON")?;
        let folder = |name: &str| {
            metadata
                .get(name)
                .and_then(Value::as_str)
                .map(PathBuf::from)
                .with_context(|| format!("`cargo metadata` did not say its {name}"))
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
        })
    }

    /// The repository's root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The page's npm package.
    pub fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// The browser tests' npm package.
    pub fn tests(&self) -> PathBuf {
        self.root.join("tests")
    }

    /// The peers' benchmark, an npm package of its own.
    pub fn bench(&self) -> PathBuf {
        self.root.join("tests").join("bench")
    }

    /// The npm package that brings wasm-opt.
    pub fn tools(&self) -> PathBuf {
        self.root.join("xtask").join("tools")
    }

    /// The built site.
    pub fn dist(&self) -> PathBuf {
        self.www().join("dist")
    }

    /// Cargo's target folder.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Scratch files of this menu: reports, remembered sizes.
    pub fn scratch(&self) -> Result<PathBuf> {
        let folder = self.target.join("xtask");
        fs::create_dir_all(&folder)
            .with_context(|| format!("could not make the folder {}", folder.display()))?;
        Ok(folder)
    }

    /// The people's data sets: `SPOTCHECK_DATA`, or `shared/data` beside the repository; `None` when there are none.
    pub fn data(&self) -> Option<PathBuf> {
        let folder = match std::env::var_os("SPOTCHECK_DATA") {
            Some(named) => PathBuf::from(named),
            None => self.root.join("..").join("shared").join("data"),
        };
        folder.canonicalize().ok().filter(|path| path.is_dir())
    }
}
/// Removes a folder, if it is there.
pub fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("could not clear {}", folder.display()))?;
    }
    Ok(())
}

/// Puts a folder that was made beside it in another's place.
pub fn replace(folder: &Path, fresh: &Path) -> Result<()> {
    clear(folder)?;
    fs::rename(fresh, folder)
        .with_context(|| format!("could not move {} to {}", fresh.display(), folder.display()))
}
