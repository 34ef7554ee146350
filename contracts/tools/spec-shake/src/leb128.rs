//! Unsigned LEB128, as wasm writes lengths. Five bytes hold any u32; more are malformed.

const MAX_BYTES: usize = 5;

/// Reads a number at `at`; yields it and the offset after it.
pub fn read(bytes: &[u8], at: usize) -> Result<(usize, usize), String> {
    let mut value: usize = 0;
    for index in 0..MAX_BYTES {
        let offset = at + index;
        let byte = *bytes
            .get(offset)
            .ok_or_else(|| format!("truncated length at byte {at}"))?;
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Ok((value, offset + 1));
        }
    }
    Err(format!("length at byte {at} is longer than a u32"))
}

pub fn write(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(0x80 | (value & 0x7f) as u8);
        value >>= 7;
    }
    out.push(value as u8);
}
