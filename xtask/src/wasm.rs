//! From rustc's module to what the page imports: wasm-bindgen's glue, and wasm-opt for the shipped site.

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;
use wasmparser::{BinaryReader, KnownCustom, Name, Parser, Payload};

use crate::process;
use crate::project::Project;
use crate::setup;

/// What Rust's target features are called by wasm-opt. Only what every browser with fixed-width SIMD has:
/// a module that wants more should fail here, not on somebody's phone.
const FEATURES: [(&str, &str); 9] = [
    ("bulk-memory", "--enable-bulk-memory"),
    ("bulk-memory-opt", "--enable-bulk-memory-opt"),
    ("call-indirect-overlong", "--enable-call-indirect-overlong"),
    ("multivalue", "--enable-multivalue"),
    ("mutable-globals", "--enable-mutable-globals"),
    ("nontrapping-fptoint", "--enable-nontrapping-float-to-int"),
    ("reference-types", "--enable-reference-types"),
    ("sign-ext", "--enable-sign-ext"),
    ("simd128", "--enable-simd"),
];

/// wasm-opt's passes. For size: the arithmetic was compiled for speed already, and stays as it is. Without inlining,
/// of which rustc did enough: more of it makes the file larger by 7% once compressed, which is how it travels. Without
/// keeping what is computed twice in a variable: that makes it smaller, but not once compressed.
pub const PASSES: [&str; 3] = [
    "-Oz",
    "--skip-pass=inlining-optimizing",
    "--skip-pass=local-cse",
];

/// Writes `NAME.js`, `NAME.d.ts`, `NAME_bg.wasm` for a module into `folder`.
pub fn bind(module: &[u8], name: &str, folder: &Path, keep_names: bool) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(name, module.to_vec())
        .out_name(name)
        .typescript(true)
        .remove_name_section(!keep_names)
        .remove_producers_section(true);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .with_context(|| format!("wasm-bindgen could not read {name}.wasm"))
}

/// Refuses a module in which the linker has put all constructors before every export: what calls such a module more than once,
/// as a page does, runs them each time. It names these exports so.
pub fn constructs_once(module: &[u8]) -> Result<()> {
    for (_, name) in function_names(module)? {
        ensure!(
            !name.ends_with(".command_export"),
            "{name} runs all of the module's constructors each time: call `__wasm_call_ctors` from its start function"
        );
    }
    Ok(())
}

/// The functions' indices and names, as the linker has left them.
pub fn function_names(module: &[u8]) -> Result<Vec<(u32, &str)>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CustomSection(section) = payload? else {
            continue;
        };
        let KnownCustom::Name(section) = section.as_known() else {
            continue;
        };
        for name in section {
            if let Name::Function(functions) = name? {
                for function in functions {
                    let function = function?;
                    names.push((function.index, function.name));
                }
            }
        }
    }
    ensure!(
        !names.is_empty(),
        "the module names no functions, so that nothing can be said of them"
    );
    Ok(names)
}

/// Optimises a module in place, allowing the features that `source`, rustc's own output, names.
pub fn optimise(project: &Project, source: &[u8], module: &Path) -> Result<()> {
    let tools = project.tools();
    setup::npm_packages(&tools)?;
    let optimised = module.with_extension("opt.wasm");
    let mut node = process::command("node");
    node.current_dir(&tools)
        .arg("node_modules/binaryen/bin/wasm-opt")
        .args(PASSES)
        .arg("--mvp-features")
        .args(flags(&target_features(source)?)?)
        .arg("--strip-debug")
        .arg("--output")
        .arg(&optimised)
        .arg(module);
    process::run(&mut node)?;
    fs::rename(&optimised, module)
        .with_context(|| format!("could not replace {}", module.display()))
}

/// The features a module was compiled with, from the section in which rustc lists them.
fn target_features(module: &[u8]) -> Result<Vec<String>> {
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CustomSection(section) = payload? else {
            continue;
        };
        if section.name() != "target_features" {
            continue;
        }
        let mut reader = BinaryReader::new(section.data(), section.data_offset());
        let mut used = Vec::new();
        for _ in 0..reader.read_var_u32()? {
            let prefix = reader.read_u8()?;
            let name = reader.read_string()?;
            if prefix == b'+' {
                used.push(name.to_owned());
            }
        }
        return Ok(used);
    }
    bail!("the module has no `target_features` section: a profile with `strip = true` drops it")
}

fn flags(features: &[String]) -> Result<Vec<&'static str>> {
    features
        .iter()
        .map(|feature| {
            FEATURES
                .iter()
                .find(|(name, _)| name == feature)
                .map(|&(_, flag)| flag)
                .with_context(|| {
                    format!("the engine uses the wasm feature `{feature}`, which not every supported browser has")
                })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty module with a custom section.
    fn module(name: &str, data: &[u8]) -> Vec<u8> {
        let mut bytes = b"\0asm\x01\0\0\0\0".to_vec();
        bytes.push((1 + name.len() + data.len()) as u8);
        bytes.push(name.len() as u8);
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(data);
        bytes
    }

    #[test]
    fn features_become_named_flags() -> Result<()> {
        let bytes = module(
            "target_features",
            b"\x03+\x07simd128+\x08sign-ext-\x07atomics",
        );
        let features = target_features(&bytes)?;
        assert_eq!(features, ["simd128", "sign-ext"]);
        assert_eq!(flags(&features)?, ["--enable-simd", "--enable-sign-ext"]);
        Ok(())
    }

    #[test]
    fn a_feature_that_browsers_lack_is_refused() {
        let error = flags(&["relaxed-simd".to_owned()]).map_err(|error| error.to_string());
        assert!(error.is_err_and(|text| text.contains("relaxed-simd")));
    }

    /// A module with the name of one function.
    fn naming(function: &str) -> Vec<u8> {
        let length = function.len() as u8;
        // The subsection of functions: how long it is, one of them, the first, and its name.
        let mut data = vec![1, length + 3, 1, 0, length];
        data.extend_from_slice(function.as_bytes());
        module("name", &data)
    }

    #[test]
    fn constructors_before_each_export_are_refused() {
        assert!(constructs_once(&naming("engine_classify")).is_ok());
        let error = constructs_once(&naming("malloc.command_export"));
        assert!(error.is_err_and(|error| error.to_string().contains("__wasm_call_ctors")));
    }

    #[test]
    fn a_stripped_module_is_refused() {
        assert!(target_features(&module("producers", b"")).is_err());
        assert!(constructs_once(&module("producers", b"")).is_err());
    }
}
