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

use crate::never_run::imported_functions;

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
        let mut index = imported_functions(module)?;
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            // A body is part of a section that was counted already.
            if let Some((_, range)) = payload.as_section() {
                linked.sections.push(range.start);
            }
            let number = linked.sections.len().saturating_sub(1) as u32;
            match payload {
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
#[path = "reach_tests.rs"]
mod tests;
