//! What of a linked module is still reached once some of its functions are cut off. The linker has asked that before, when they
//! were not, and kept what they call, the tables of functions that they read, and their constants. It leaves the relocations
//! that tell (`--emit-relocs`): which function and which constant each function and each constant names.

use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use wasmparser::{
    ExternalKind, FunctionBody, KnownCustom, Linking, Operator, Parser, Payload,
    RelocSectionReader, RelocationEntry, RelocationType, SymbolFlags, SymbolInfo,
};

/// This file, so that a change of it makes the engines anew.
pub const HOW: &str = include_str!("reach.rs");

/// What nothing reaches.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Unreached {
    /// Functions, by index.
    pub functions: HashSet<u32>,
    /// Constants: places within the module's bytes.
    pub data: Vec<Range<usize>>,
}

/// A function by its index, or a constant by its symbol.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Node {
    Function(u32),
    Constant(u32),
}

/// What lies where, and what names what.
#[derive(Default)]
struct Linked<'module> {
    /// Where each function's body lies, by where it begins.
    bodies: BTreeMap<usize, (usize, u32)>,
    functions: Vec<(u32, FunctionBody<'module>)>,
    /// Where each segment's bytes lie.
    segments: Vec<Range<usize>>,
    /// Sections by their number: where their contents begin.
    sections: Vec<usize>,
    code: Option<u32>,
    data: Option<u32>,
    symbols: Vec<Option<Node>>,
    /// Where each constant lies, by its symbol.
    constants: Vec<(u32, Range<usize>)>,
    relocations: Vec<RelocSectionReader<'module>>,
    roots: Vec<Node>,
}

/// What of a module nothing reaches any more when these functions do nothing.
///
/// # Errors
/// When the module can't be read, or was linked without `--emit-relocs`.
pub fn unreached(module: &[u8], cut: &HashSet<u32>) -> Result<Unreached> {
    let linked = Linked::read(module)?;
    let named = linked.named()?;
    let mut reached: HashSet<Node> = linked.roots.iter().copied().collect();
    let mut open: Vec<Node> = reached.iter().copied().collect();
    while let Some(node) = open.pop() {
        if matches!(node, Node::Function(index) if cut.contains(&index)) {
            continue;
        }
        for &next in named.get(&node).into_iter().flatten() {
            if reached.insert(next) {
                open.push(next);
            }
        }
    }
    let functions = linked.functions.iter().map(|&(index, _)| index);
    let functions = functions
        .filter(|&index| !reached.contains(&Node::Function(index)))
        .collect();
    Ok(Unreached {
        functions,
        data: linked.only_of_unreached(&reached),
    })
}

impl<'module> Linked<'module> {
    fn read(module: &'module [u8]) -> Result<Self> {
        let mut linked = Self::default();
        let mut linking = None;
        let mut index = 0;
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            // A body is part of a section that was counted already.
            if let Some((_, range)) = payload.as_section() {
                linked.sections.push(range.start);
            }
            let number = linked.sections.len().saturating_sub(1) as u32;
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        index += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            linked.roots.push(Node::Function(export.index));
                        }
                    }
                }
                Payload::StartSection { func, .. } => linked.roots.push(Node::Function(func)),
                Payload::CodeSectionStart { .. } => linked.code = Some(number),
                Payload::CodeSectionEntry(body) => {
                    let range = body.range();
                    linked.bodies.insert(range.start, (range.end, index));
                    linked.functions.push((index, body));
                    index += 1;
                }
                Payload::DataSection(segments) => {
                    linked.data = Some(number);
                    for segment in segments {
                        let segment = segment?;
                        let end = segment.range.end;
                        linked.segments.push(end - segment.data.len()..end);
                    }
                }
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Linking(found) => linking = Some(found),
                    KnownCustom::Reloc(found) => linked.relocations.push(found),
                    _ => {}
                },
                _ => {}
            }
        }
        let linking = linking.context("the module was linked without --emit-relocs")?;
        for part in linking {
            if let Linking::SymbolTable(symbols) = part? {
                for symbol in symbols {
                    linked.add(symbol?);
                }
            }
        }
        Ok(linked)
    }

    fn add(&mut self, symbol: SymbolInfo<'_>) {
        let id = self.symbols.len() as u32;
        let (node, flags) = match symbol {
            SymbolInfo::Func { flags, index, .. } => (Node::Function(index), flags),
            SymbolInfo::Data { flags, symbol, .. } => {
                let place = symbol.and_then(|defined| {
                    let segment = self.segments.get(defined.index as usize)?;
                    let start = segment.start + defined.offset as usize;
                    Some(start..start + defined.size as usize)
                });
                self.constants.extend(place.map(|place| (id, place)));
                (Node::Constant(id), flags)
            }
            _ => {
                self.symbols.push(None);
                return;
            }
        };
        if flags.intersects(SymbolFlags::EXPORTED | SymbolFlags::NO_STRIP) {
            self.roots.push(node);
        }
        self.symbols.push(Some(node));
    }

    /// What each function and each constant names.
    fn named(&self) -> Result<HashMap<Node, Vec<Node>>> {
        let mut named: HashMap<Node, Vec<Node>> = HashMap::new();
        // Of the functions that the linker itself has made there are no relocations; all that they do is call others.
        for (index, body) in &self.functions {
            let calls = named.entry(Node::Function(*index)).or_default();
            for operator in body.get_operators_reader()? {
                if let Operator::Call { function_index }
                | Operator::ReturnCall { function_index }
                | Operator::RefFunc { function_index } = operator?
                {
                    calls.push(Node::Function(function_index));
                }
            }
        }
        let mut constants: Vec<(usize, usize, u32)> = self
            .constants
            .iter()
            .map(|(symbol, place)| (place.start, place.end, *symbol))
            .collect();
        constants.sort_unstable();
        let longest = constants.iter().map(|(start, end, _)| end - start).max();
        let mut both = (false, false);
        for relocations in &self.relocations {
            let section = Some(relocations.section_index());
            let begins = self
                .sections
                .get(relocations.section_index() as usize)
                .context("relocations of a section that is not there")?;
            for entry in relocations.entries() {
                let entry = entry?;
                let Some(target) = self.target(&entry) else {
                    continue;
                };
                let place = begins + entry.offset as usize;
                if section == self.code {
                    both.0 = true;
                    let body = self.bodies.range(..=place).next_back();
                    if let Some((_, &(end, index))) = body
                        && place < end
                    {
                        named.entry(Node::Function(index)).or_default().push(target);
                    }
                } else if section == self.data {
                    both.1 = true;
                    // Constants may overlap: each that holds the place names what stands there.
                    let after = constants.partition_point(|&(start, ..)| start <= place);
                    let from = place.saturating_sub(longest.unwrap_or(0));
                    for &(_, end, symbol) in constants
                        .get(..after)
                        .into_iter()
                        .flatten()
                        .rev()
                        .take_while(|&&(start, ..)| start >= from)
                    {
                        if place < end {
                            named
                                .entry(Node::Constant(symbol))
                                .or_default()
                                .push(target);
                        }
                    }
                }
            }
        }
        ensure!(
            both == (true, true),
            "the module was linked without --emit-relocs"
        );
        Ok(named)
    }

    /// What a relocation names, where that can be reached or not.
    fn target(&self, entry: &RelocationEntry) -> Option<Node> {
        // It has a type's number in the place of a symbol's.
        if entry.ty == RelocationType::TypeIndexLeb {
            return None;
        }
        *self.symbols.get(entry.index as usize)?
    }

    /// The places of constants that are not reached, without those that a reached one, or none at all, lies on.
    fn only_of_unreached(&self, reached: &HashSet<Node>) -> Vec<Range<usize>> {
        let mut edges: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
        for (symbol, place) in &self.constants {
            let live = i64::from(reached.contains(&Node::Constant(*symbol)));
            let start = edges.entry(place.start).or_default();
            (start.0, start.1) = (start.0 + live, start.1 + 1 - live);
            let end = edges.entry(place.end).or_default();
            (end.0, end.1) = (end.0 - live, end.1 - 1 + live);
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        let (mut live, mut dead) = (0, 0);
        let mut begun = None;
        for (place, (more_live, more_dead)) in edges {
            (live, dead) = (live + more_live, dead + more_dead);
            let free = live == 0 && dead > 0;
            match (begun, free) {
                (None, true) => begun = Some(place),
                (Some(start), false) => {
                    found.push(start..place);
                    begun = None;
                }
                _ => {}
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, Encode,
        ExportKind, ExportSection, Function, FunctionSection, LinkingSection, MemorySection,
        MemoryType, Module, SymbolTable, TypeSection,
    };

    /// The relocations' kinds, by their numbers in the format.
    const TABLE_INDEX_I32: u8 = 2;
    const MEMORY_ADDRESS: u8 = 4;
    const MEMORY_ADDRESS_I32: u8 = 5;

    /// Symbols: first the functions, then these constants of sixteen bytes each, of which the last lies on half of the first.
    const FUNCTIONS: u32 = 6;
    const CONSTANTS: [(&str, u32); 4] = [
        ("kept", 0),
        ("of the cut one", 16),
        ("of that", 32),
        ("on both", 8),
    ];

    /// `answer` (0, exported) calls 1 and 3. 1 reads `kept`, in which 2 stands. 3 calls 4 and reads `of the cut one`, in which
    /// 5 and `of that` stand.
    fn linked() -> Vec<u8> {
        let (mut types, mut kinds, mut code) = (
            TypeSection::new(),
            FunctionSection::new(),
            CodeSection::new(),
        );
        types.ty().function([], []);
        for calls in [&[1, 3][..], &[], &[], &[4], &[], &[]] {
            kinds.function(0);
            let mut body = Function::new([]);
            for &call in calls {
                body.instructions().call(call);
            }
            body.instructions().nop().end();
            code.function(&body);
        }
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let (mut exports, mut data) = (ExportSection::new(), DataSection::new());
        exports.export("answer", ExportKind::Func, 0);
        data.active(0, &ConstExpr::i32_const(1024), [7; 48]);
        let mut symbols = SymbolTable::new();
        for index in 0..FUNCTIONS {
            symbols.function(0, index, Some(&format!("f{index}")));
        }
        for (name, offset) in CONSTANTS {
            let size = 16;
            symbols.data(
                0,
                name,
                Some(DataSymbolDefinition {
                    index: 0,
                    offset,
                    size,
                }),
            );
        }
        let mut linking = LinkingSection::new();
        linking.symbol_table(&symbols);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&kinds)
            .section(&memories)
            .section(&exports)
            .section(&code)
            .section(&data)
            .section(&linking);
        let plain = module.clone().finish();
        let read = Linked::read(&plain).unwrap();
        let body = |index: u32| {
            let (start, _) = read.bodies.iter().find(|(_, at)| at.1 == index).unwrap();
            (start - read.sections[4] + 1) as u32
        };
        let constant = |offset: u32| (read.segments[0].start - read.sections[5]) as u32 + offset;
        let in_code = [
            (MEMORY_ADDRESS, body(1), FUNCTIONS),
            (MEMORY_ADDRESS, body(3), FUNCTIONS + 1),
        ];
        let in_data = [
            (TABLE_INDEX_I32, constant(0), 2),
            (TABLE_INDEX_I32, constant(16), 5),
            (MEMORY_ADDRESS_I32, constant(20), FUNCTIONS + 2),
        ];
        for (name, section, entries) in [
            ("reloc.CODE", 4u32, &in_code[..]),
            ("reloc.DATA", 5, &in_data),
        ] {
            let mut bytes = Vec::new();
            section.encode(&mut bytes);
            entries.len().encode(&mut bytes);
            for &(kind, offset, symbol) in entries {
                bytes.push(kind);
                offset.encode(&mut bytes);
                symbol.encode(&mut bytes);
                if kind != TABLE_INDEX_I32 {
                    0i32.encode(&mut bytes);
                }
            }
            module.section(&CustomSection {
                name: name.into(),
                data: bytes.into(),
            });
        }
        module.finish()
    }

    #[test]
    fn what_only_the_cut_function_reaches_goes() {
        let module = linked();
        wasmparser::validate(&module).unwrap();
        let start = Linked::read(&module).unwrap().segments[0].start;
        let found = unreached(&module, &HashSet::from([3])).unwrap();
        // Half of the constant that lies on both is the kept one's.
        assert_eq!(found.data.len(), 1);
        assert_eq!(found.data[0], start + 16..start + 48);
        assert_eq!(found.functions, HashSet::from([4, 5]));
        let blank = crate::never_run::take_out(&module, &found.functions, &found.data).unwrap();
        wasmparser::validate(&blank).unwrap();
        let mut held = Vec::new();
        for payload in Parser::new(0).parse_all(&blank) {
            if let Payload::DataSection(segments) = payload.unwrap() {
                held.extend(segments.into_iter().map(|segment| segment.unwrap().data));
            }
        }
        assert_eq!(held, [[[7; 16], [0; 16], [0; 16]].concat()]);
        assert!(Linked::read(&blank).is_err(), "its linker's sections stay");
    }

    #[test]
    fn what_is_reached_stays() {
        let found = unreached(&linked(), &HashSet::new()).unwrap();
        assert!(found.functions.is_empty(), "{found:?}");
        // The constant on both is nobody's, but lies on what is used.
        assert!(found.data.is_empty(), "{found:?}");
    }

    #[test]
    fn a_module_without_relocations_is_refused() {
        let mut module = Module::new();
        module.section(&TypeSection::new());
        let told = unreached(&module.finish(), &HashSet::new()).unwrap_err();
        assert!(told.to_string().contains("--emit-relocs"), "{told}");
        assert!(unreached(b"no module", &HashSet::new()).is_err());
    }
}
