//! Just enough of the wasm binary format to walk its sections without touching their content.
use crate::leb128;

/// Magic number and version.
pub const HEADER: [u8; 8] = *b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;

pub struct Section<'a> {
    /// The section as it stands in the file, id and length included.
    pub raw: &'a [u8],
    /// Name and content, for a custom section.
    pub custom: Option<(&'a [u8], &'a [u8])>,
}

pub fn read(wasm: &[u8]) -> Result<Vec<Section<'_>>, String> {
    if !wasm.starts_with(&HEADER) {
        return Err("not a wasm module of version 1".into());
    }
    let mut sections = Vec::new();
    let mut at = HEADER.len();
    while at < wasm.len() {
        let (length, body) = leb128::read(wasm, at + 1)?;
        let end = body + length;
        let content = wasm
            .get(body..end)
            .ok_or_else(|| format!("section at byte {at} passes the end of the file"))?;
        let custom = if wasm[at] == CUSTOM {
            Some(split_name(content)?)
        } else {
            None
        };
        sections.push(Section {
            raw: &wasm[at..end],
            custom,
        });
        at = end;
    }
    Ok(sections)
}

pub fn write_custom(out: &mut Vec<u8>, name: &[u8], content: &[u8]) {
    let mut body = Vec::with_capacity(content.len() + name.len() + 1);
    leb128::write(&mut body, name.len());
    body.extend_from_slice(name);
    body.extend_from_slice(content);
    out.push(CUSTOM);
    leb128::write(out, body.len());
    out.extend_from_slice(&body);
}

fn split_name(content: &[u8]) -> Result<(&[u8], &[u8]), String> {
    let (length, start) = leb128::read(content, 0)?;
    let end = start + length;
    let name = content
        .get(start..end)
        .ok_or("custom section without a whole name")?;
    Ok((name, &content[end..]))
}
