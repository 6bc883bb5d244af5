//! The graph of a module that is put together by hand.

use super::*;
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, Encode, ExportKind,
    ExportSection, Function, FunctionSection, LinkingSection, MemorySection, MemoryType, Module,
    SymbolTable, TypeSection,
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
