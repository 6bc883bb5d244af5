//! What the engines carry and never run, taken out of their modules. Burn reaches it through tables of functions, so that
//! no linker can tell; here each part is named, with the reason why nothing comes there. What is taken out traps when
//! something does come there after all. On WebGPU the page has the CPU engine answer then, as after any other trap; behind the
//! CPU engine there is none, so that of it only goes what no layer of any network calls, also of one that somebody brings.

use anyhow::{Context, Result, ensure};
use rustc_demangle::demangle;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use wasm_encoder::{CodeSection, Function, Module, RawSection, ValType};
use wasmparser::{Parser, Payload, TypeRef};

use crate::wasm::function_names;

/// Functions that are never run, and why.
pub struct Part {
    /// What they are for.
    pub what: &'static str,
    /// Each is told by what its name holds, all of one line; `$` stands for the name's end.
    names: &'static [&'static [&'static str]],
}

/// The CPU engine's. Found by counting which functions run while the shipped networks and imported ones answer
/// (docs/performance.md), and kept to those for which there is a reason as well.
pub const CPU: &[Part] = &[
    Part {
        // Weights here are floats: a file with others is refused.
        what: "quantised numbers",
        names: &[&["QTensorOps"], &["::qtensor::"]],
    },
    Part {
        // Weights are made 32-bit floats when they are read.
        what: "arithmetic in 64 and in 16 bits",
        names: &[&["conv3d_f64"], &["gemm_f64"], &["gemm_f16"]],
    },
    Part {
        // Where the network looked is found by comparing with a number; bounds are clamps. A mean of windows fills by a mask.
        what: "comparisons of two tensors, and choices between them",
        names: &[
            &["burn_flex::ops::comparison::compare$"],
            &["burn_flex::ops::mask::mask_where"],
            &["bool_binary_op"],
            &["float_mask_where"],
        ],
    },
    Part {
        // No layer computes an index; the likeliest class is found among plain numbers.
        what: "places that are computed",
        names: &[
            &["float_gather"],
            &["float_scatter"],
            &["gather_scatter"],
            &["argmax"],
            &["argmin"],
        ],
    },
    Part {
        // A weight here is what its file says.
        what: "weights that are made of others, or orthogonal",
        names: &[&["param::reparameterization"], &["burn_linalg"]],
    },
];

/// The WebGPU engine's, found in the same way.
pub const GPU: &[Part] = &[
    Part {
        // Weights here are floats.
        what: "quantised numbers",
        names: &[
            &["cubecl_std::quant"],
            &["cubek_quant"],
            &["QTensorOps"],
            &["::qtensor::"],
        ],
    },
    Part {
        // Asked for by whoever stores its matrices in tiles, which nothing here does.
        what: "matrices in tiles",
        names: &[&["cubek_tile::"], &["cubek_matmul::tiled"]],
    },
    Part {
        // WebGPU's language has neither instructions for small matrices, nor such copies.
        what: "hardware beyond WebGPU",
        names: &[
            &["instruction::mma::base"],
            &["::tma::"],
            &["_tma"],
            &["tensor_map_"],
            &["cubecl_ir::dialect::barrier"],
            &["cubecl_ir::dialect::matrix"],
            &["cubecl_ir::dialect::ssa_matrix"],
        ],
    },
    Part {
        // `autotune` chooses them, which is off on the web.
        what: "matrix products in several stages",
        names: &[&["multi_stage"], &["DoubleBuffer"], &["double_buffering"]],
    },
    Part {
        // Shaders are built as they are needed, and compiled in the same breath.
        what: "shaders as text that people read and write",
        names: &[
            &["combine::parser"],
            &["combine::stream"],
            &["combine::error"],
            &["pliron::parsable::Parsable"],
            &["canonical_syntax_parse"],
            &["pliron::irfmt"],
            &["pliron::printable"],
            &["rustc_apfloat", "from_str"],
        ],
    },
    Part {
        // Nothing is written that could be read back.
        what: "plans of fused operations, read back",
        names: &[
            &["serde_core::de", "burn_cubecl_fusion"],
            &["DynProvider", "::restore"],
        ],
    },
    Part {
        // A weight here is what its file says.
        what: "weights that are made of others",
        names: &[&["param::reparameterization"]],
    },
];

/// This list, so that a change of it makes the engine anew.
pub const LIST: &str = include_str!("never_run.rs");

/// Smaller bodies stay: the compiler lets functions that come out the same be one, whatever its name.
const SMALL_BYTES: usize = 200;

/// The body of a function that traps: no locals, `unreachable`.
fn trap() -> Function {
    let mut body = Function::new(std::iter::empty::<(u32, ValType)>());
    body.instructions().unreachable().end();
    body
}

/// The functions of these parts, and how many bytes of code each part has.
pub fn find(module: &[u8], parts: &[Part]) -> Result<(HashSet<u32>, Vec<usize>)> {
    let names: HashMap<u32, &str> = function_names(module)?.into_iter().collect();
    let mut found = HashSet::new();
    let mut bytes = vec![0; parts.len()];
    let mut index = imported_functions(module)?;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionEntry(body) = payload? {
            let length = body.as_bytes().len();
            let part = names
                .get(&index)
                .filter(|_| length >= SMALL_BYTES)
                .and_then(|name| part_of(&format!("{:#}", demangle(name)), parts));
            if let Some(count) = part.and_then(|part| bytes.get_mut(part)) {
                *count += length;
                found.insert(index);
            }
            index += 1;
        }
    }
    Ok((found, bytes))
}

/// A module in which these functions trap, and these places of its constants hold zeros; without what only its linker
/// needed. What calls them, and every address, stays what it was.
pub fn take_out(
    module: &[u8],
    functions: &HashSet<u32>,
    constants: &[Range<usize>],
) -> Result<Vec<u8>> {
    let mut blank = module.to_vec();
    for range in constants {
        blank
            .get_mut(range.clone())
            .context("a constant lies beyond its module")?
            .fill(0);
    }
    let mut made = Module::new();
    let mut code = CodeSection::new();
    let mut left = 0;
    let mut index = imported_functions(module)?;
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::CodeSectionStart { count, .. } => left = count,
            Payload::CodeSectionEntry(body) => {
                if functions.contains(&index) {
                    code.function(&trap());
                } else {
                    code.raw(body.as_bytes());
                }
                index += 1;
                left -= 1;
                if left == 0 {
                    made.section(&std::mem::take(&mut code));
                }
            }
            Payload::CustomSection(section)
                if section.name() == "linking" || section.name().starts_with("reloc.") => {}
            // Everything else stays where and what it is.
            payload => {
                if let Some((id, range)) = payload.as_section() {
                    let data = blank
                        .get(range)
                        .context("a section lies beyond its module")?;
                    made.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok(made.finish())
}

/// Refuses a list that has grown old: a part of which nothing is found is no longer what this version of Burn calls it.
pub fn all_found(parts: &[Part], taken: &[usize]) -> Result<()> {
    for (part, bytes) in parts.iter().zip(taken) {
        ensure!(
            *bytes > 0,
            "nothing of “{}” is in the engine: see {}",
            part.what,
            file!()
        );
    }
    Ok(())
}

fn part_of(name: &str, parts: &[Part]) -> Option<usize> {
    // How a value is dropped is often the same for many kinds.
    if name.starts_with("core::ptr::drop_in_place") {
        return None;
    }
    parts.iter().position(|part| {
        let mut lines = part.names.iter();
        lines.any(|line| {
            line.iter().all(|held| match held.strip_suffix('$') {
                Some(end) => name.ends_with(end),
                None => name.contains(held),
            })
        })
    })
}

/// How many functions are imported: their indices come first.
pub fn imported_functions(module: &[u8]) -> Result<u32> {
    let mut count = 0;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(imports) = payload? {
            for import in imports.into_imports() {
                count += u32::from(matches!(import?.ty, TypeRef::Func(_)));
            }
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CustomSection, EntityType, ExportKind, ExportSection, FunctionSection, ImportSection,
        NameMap, NameSection, TypeSection,
    };

    const OF_TEST: &[Part] = &[
        Part {
            what: "parsing",
            names: &[&["combine::parser"], &["from", "text$"]],
        },
        Part {
            what: "nothing",
            names: &[&["not there"]],
        },
    ];

    /// One imported function, then one for each name, of so many instructions that do nothing.
    fn module(functions: &[(&str, usize)]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("page", "call", EntityType::Function(0));
        let (mut kinds, mut code) = (FunctionSection::new(), CodeSection::new());
        let (mut exports, mut names) = (ExportSection::new(), NameMap::new());
        names.append(0, "imported");
        for (place, (name, length)) in functions.iter().enumerate() {
            let index = place as u32 + 1;
            kinds.function(0);
            let mut body = Function::new([]);
            for _ in 0..*length {
                body.instructions().nop();
            }
            body.instructions().end();
            code.function(&body);
            exports.export(&format!("f{index}"), ExportKind::Func, index);
            names.append(index, name);
        }
        let mut named = NameSection::new();
        named.functions(&names);
        let mut module = Module::new();
        let features = CustomSection {
            name: "target_features".into(),
            data: b"\x00".as_slice().into(),
        };
        module
            .section(&types)
            .section(&imports)
            .section(&kinds)
            .section(&exports)
            .section(&code)
            .section(&named)
            .section(&features);
        module.finish()
    }

    fn lengths(module: &[u8]) -> Vec<usize> {
        Parser::new(0)
            .parse_all(module)
            .filter_map(|payload| match payload.unwrap() {
                Payload::CodeSectionEntry(body) => Some(body.as_bytes().len()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn what_is_named_is_taken_out_and_the_rest_stays() {
        let before = module(&[
            ("_ZN7combine6parser5parse17h0123456789abcdefE", 300),
            ("spotcheck::answer", 300),
            ("combine::parser::small", 20),
            ("core::ptr::drop_in_place<combine::parser::Parser>", 300),
            ("number::from::text", 400),
            ("number::from::text_or_not", 400),
        ]);
        let (found, taken) = find(&before, OF_TEST).unwrap();
        let after = take_out(&before, &found, &[]).unwrap();
        let kept = lengths(&before);
        assert_eq!(lengths(&after), [3, kept[1], kept[2], kept[3], 3, kept[5]]);
        assert_eq!(taken, [kept[0] + kept[4], 0]);
        wasmparser::validate(&after).unwrap();
        // All but the code is the same, in the same order.
        let others = |module: &[u8]| {
            let sections = Parser::new(0).parse_all(module);
            let sections = sections.filter_map(|payload| payload.unwrap().as_section());
            sections
                .filter(|(id, _)| *id != 10)
                .map(|(id, range)| (id, module[range].to_vec()))
                .collect::<Vec<_>>()
        };
        assert_eq!(others(&before), others(&after));
        assert_eq!(others(&before).len(), 6);
    }

    #[test]
    fn a_part_that_is_no_longer_there_is_told() {
        let (_, taken) = find(&module(&[("from a text", 300)]), OF_TEST).unwrap();
        let told = all_found(OF_TEST, &taken).unwrap_err().to_string();
        assert!(told.contains("nothing of “nothing”"), "{told}");
        assert!(all_found(&OF_TEST[..1], &taken).is_ok());
    }

    #[test]
    fn a_module_without_names_is_refused() {
        assert!(find(b"\0asm\x01\0\0\0", OF_TEST).is_err());
        assert!(find(b"no module", OF_TEST).is_err());
    }
}
