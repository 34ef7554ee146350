use soroban_spec::shaking::{META_KEY, META_VALUE_V2, generate_marker_for_entry};
use stellar_xdr::{
    Limited, Limits, ReadXdr, ScMetaEntry, ScMetaV0, ScSpecEntry, ScSpecFunctionV0, ScSpecUdtStructV0,
    StringM, VecM, WriteXdr,
};

use crate::sections::{HEADER, read, write_custom};
use crate::shake::shake;

fn function(name: &str) -> ScSpecEntry {
    ScSpecEntry::FunctionV0(ScSpecFunctionV0 {
        doc: StringM::default(),
        name: name.try_into().expect("short"),
        inputs: VecM::default(),
        outputs: VecM::default(),
    })
}

fn structure(name: &str) -> ScSpecEntry {
    ScSpecEntry::UdtStructV0(ScSpecUdtStructV0 {
        doc: StringM::default(),
        lib: StringM::default(),
        name: name.try_into().expect("short"),
        fields: VecM::default(),
    })
}

fn meta(value: &str) -> Vec<u8> {
    let entry = ScMetaEntry::ScMetaV0(ScMetaV0 {
        key: META_KEY.try_into().expect("short"),
        val: value.try_into().expect("short"),
    });
    entry.to_xdr(Limits::none()).expect("encodes")
}

fn xdr(entries: &[ScSpecEntry]) -> Vec<u8> {
    entries
        .iter()
        .flat_map(|entry| entry.to_xdr(Limits::none()).expect("encodes"))
        .collect()
}

/// A module with a memory, one data segment that holds the markers of `used`, and the custom sections of a contract.
fn module(entries: &[ScSpecEntry], used: &[ScSpecEntry], shaking_version: &str) -> Vec<u8> {
    let markers: Vec<u8> = used.iter().flat_map(generate_marker_for_entry).collect();
    let mut data = vec![1, 0, 0x41, 0, 0x0b, markers.len() as u8];
    data.extend(markers);
    let mut wasm = HEADER.to_vec();
    wasm.extend([5, 3, 1, 0, 1]);
    wasm.extend([11, data.len() as u8]);
    wasm.extend(data);
    write_custom(&mut wasm, b"contractspecv0", &xdr(entries));
    write_custom(&mut wasm, b"contractmetav0", &meta(shaking_version));
    wasm
}

fn spec_of(wasm: &[u8]) -> Vec<ScSpecEntry> {
    let sections = read(wasm).expect("well-formed");
    let specs: Vec<&[u8]> = sections
        .iter()
        .filter_map(|section| {
            section
                .custom
                .filter(|(name, _)| *name == b"contractspecv0")
                .map(|(_, body)| body)
        })
        .collect();
    assert_eq!(specs.len(), 1, "exactly one spec section");
    ScSpecEntry::read_xdr_iter(&mut Limited::new(specs[0], Limits::none()))
        .collect::<Result<_, _>>()
        .expect("decodes")
}

#[test]
fn functions_and_marked_types_stay_and_the_rest_leaves() {
    let entries = [structure("Unused"), function("fill"), structure("Used")];
    let shaken = shake(&module(&entries, &[structure("Used")], META_VALUE_V2)).expect("shakes");
    assert_eq!(spec_of(&shaken.wasm), [function("fill"), structure("Used")]);
    assert_eq!((shaken.entries_before, shaken.entries_after), (3, 2));
}

#[test]
fn an_entry_that_two_crates_carry_is_kept_once() {
    let entries = [function("fill"), structure("Used"), structure("Used")];
    let shaken = shake(&module(&entries, &[structure("Used")], META_VALUE_V2)).expect("shakes");
    assert_eq!(spec_of(&shaken.wasm), [function("fill"), structure("Used")]);
}

#[test]
fn everything_but_the_spec_keeps_its_bytes_and_order() {
    let wasm = module(&[function("fill"), structure("Unused")], &[], META_VALUE_V2);
    let shaken = shake(&wasm).expect("shakes");
    let others = |bytes: &[u8]| -> Vec<Vec<u8>> {
        let sections = read(bytes).expect("well-formed");
        sections
            .iter()
            .filter(|section| section.custom.is_none_or(|(name, _)| name != b"contractspecv0"))
            .map(|section| section.raw.to_vec())
            .collect()
    };
    assert_eq!(others(&shaken.wasm), others(&wasm));
    assert_eq!(others(&wasm).len(), 3);
}

#[test]
fn shaking_twice_changes_nothing() {
    let once = shake(&module(
        &[function("fill"), structure("Used")],
        &[structure("Used")],
        META_VALUE_V2,
    ))
    .expect("shakes");
    assert_eq!(shake(&once.wasm).expect("shakes").wasm, once.wasm);
}

#[test]
fn a_wasm_without_markers_is_refused_instead_of_losing_its_types() {
    let error = shake(&module(&[function("fill")], &[], "1"))
        .err()
        .expect("refused");
    assert!(error.contains("expected spec shaking version 2"), "{error}");
}

#[test]
fn broken_files_are_refused() {
    assert!(shake(b"not wasm").is_err());
    let whole = module(&[function("fill")], &[], META_VALUE_V2);
    assert!(shake(&whole[..whole.len() - 3]).is_err());
    assert!(shake(&module(&[], &[], META_VALUE_V2)).is_err());
}
