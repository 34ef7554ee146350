use std::collections::HashSet;

use soroban_spec::shaking;
use stellar_xdr::{Limited, Limits, ReadXdr, ScMetaEntry, ScSpecEntry, WriteXdr};

use crate::sections;

const SPEC: &[u8] = b"contractspecv0";
const META: &[u8] = b"contractmetav0";
/// Version 1 has no markers: everything but functions would be dropped.
const MARKERS_SINCE: u32 = 2;

pub struct Shaken {
    pub wasm: Vec<u8>,
    pub entries_before: usize,
    pub entries_after: usize,
}

/// Rewrites the spec as one section at the end of the file; every other byte stays, in its order.
pub fn shake(wasm: &[u8]) -> Result<Shaken, String> {
    let mut out = sections::HEADER.to_vec();
    let (mut spec, mut meta) = (Vec::new(), Vec::new());
    for section in sections::read(wasm)? {
        match section.custom {
            Some((SPEC, content)) => spec.extend_from_slice(content),
            other => {
                if let Some((META, content)) = other {
                    meta.extend_from_slice(content);
                }
                out.extend_from_slice(section.raw);
            }
        }
    }
    let version = shaking::spec_shaking_version_for_meta(&decode::<ScMetaEntry>(&meta, "meta")?);
    if version < MARKERS_SINCE {
        return Err(format!(
            "expected spec shaking version {MARKERS_SINCE} in the meta section, found {version}"
        ));
    }
    let entries = decode::<ScSpecEntry>(&spec, "spec")?;
    if entries.is_empty() {
        return Err("no contract spec".into());
    }
    let entries_before = entries.len();
    let kept = distinct(shaking::filter(entries, &shaking::find_all(wasm)))?;
    sections::write_custom(&mut out, SPEC, &kept.concat());
    Ok(Shaken {
        wasm: out,
        entries_before,
        entries_after: kept.len(),
    })
}

/// First of equals, in order: two crates may carry the same entry.
fn distinct(entries: impl Iterator<Item = ScSpecEntry>) -> Result<Vec<Vec<u8>>, String> {
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for entry in entries {
        let bytes = entry.to_xdr(Limits::none()).map_err(|error| error.to_string())?;
        if seen.insert(bytes.clone()) {
            kept.push(bytes);
        }
    }
    Ok(kept)
}

fn decode<T: ReadXdr>(bytes: &[u8], what: &str) -> Result<Vec<T>, String> {
    T::read_xdr_iter(&mut Limited::new(bytes, Limits::none()))
        .collect::<Result<_, _>>()
        .map_err(|error| format!("unreadable {what} section: {error}"))
}
