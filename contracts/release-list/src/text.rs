//! What a page may show and put into a link without a second thought.

use soroban_sdk::String;

use crate::constants::{MAX_CID_BYTES, MAX_VERSION_BYTES, MIN_CID_BYTES};

const BUFFER: usize = MAX_CID_BYTES as usize;

/// One spelling per CID: the one that the hostname of a subdomain gateway has. In two spellings one build could be
/// listed twice, and be revoked and genuine at once.
pub fn is_cid(text: &String) -> bool {
    let tail = |byte: &u8| byte.is_ascii_lowercase() || (b'2'..=b'7').contains(byte);
    (MIN_CID_BYTES..=MAX_CID_BYTES).contains(&text.len())
        && with_bytes(text, |bytes| {
            bytes.first() == Some(&b'b') && bytes.iter().all(tail)
        })
}

pub fn is_version(text: &String) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b".-+".contains(byte);
    (1..=MAX_VERSION_BYTES).contains(&text.len()) && with_bytes(text, |bytes| bytes.iter().all(allowed))
}

/// The caller has bounded `text` by `BUFFER`.
fn with_bytes(text: &String, holds: impl Fn(&[u8]) -> bool) -> bool {
    let mut buffer = [0u8; BUFFER];
    let bytes = &mut buffer[..text.len() as usize];
    text.copy_into_slice(bytes);
    holds(bytes)
}
