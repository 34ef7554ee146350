//! What a page may show and put into a link without a second thought.

use soroban_sdk::String;

use crate::constants::{MAX_CID_BYTES, MAX_VERSION_BYTES, MIN_CID_BYTES};

const BUFFER: usize = MAX_CID_BYTES as usize;

/// One spelling per CID: the one that the hostname of a subdomain gateway has. In two spellings one build could be
/// listed twice, and be revoked and genuine at once.
pub fn is_cid(text: &String) -> bool {
    (MIN_CID_BYTES..=MAX_CID_BYTES).contains(&text.len())
        && with_bytes(text, |bytes| match bytes {
            [b'b', digits @ ..] => digits.iter().all(|byte| digit(*byte).is_some()) && is_whole(digits),
            _ => false,
        })
}

/// Bits that the last digit has beyond the last byte are 0: readers pass over them, so other bits were other spellings.
fn is_whole(digits: &[u8]) -> bool {
    let spare = digits.len() * 5 % 8;
    let last = digits.last().and_then(|byte| digit(*byte));
    spare < 5 && last.is_some_and(|value| value % (1 << spare) == 0)
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'a'..=b'z' => Some(byte - b'a'),
        b'2'..=b'7' => Some(byte - b'2' + 26),
        _ => None,
    }
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
