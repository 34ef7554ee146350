//! Bytes in and out: XDR, base64, hashes, and the length-prefixed framing of snapshots.

use crate::xdr::{Limits, ReadXdr, WriteXdr};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

pub type Hash32 = [u8; 32];

/// The depth the host itself allows; deeper input could exhaust the stack.
const DEPTH: u32 = 500;
const MAX_INPUT: usize = 32 << 20;

pub fn xdr_bytes<T: WriteXdr>(value: &T) -> Vec<u8> {
    value.to_xdr(Limits::none()).expect("writing to memory without limits cannot fail")
}

pub fn xdr_len<T: WriteXdr>(value: &T) -> u32 {
    u32::try_from(xdr_bytes(value).len()).unwrap_or(u32::MAX)
}

pub fn xdr_base64<T: WriteXdr>(value: &T) -> String {
    STANDARD.encode(xdr_bytes(value))
}

pub fn base64_of(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub fn xdr_from<T: ReadXdr>(bytes: &[u8]) -> Option<T> {
    T::from_xdr(bytes, Limits { depth: DEPTH, len: MAX_INPUT }).ok()
}

pub fn xdr_from_base64<T: ReadXdr>(text: &str) -> Option<T> {
    xdr_from(&STANDARD.decode(text).ok()?)
}

pub fn sha256(parts: &[&[u8]]) -> Hash32 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

pub fn xdr_hash<T: WriteXdr>(value: &T) -> Hash32 {
    sha256(&[&xdr_bytes(value)])
}

/// Writes the framing of snapshots: fixed-width big-endian numbers, byte strings with their length in front.
#[derive(Default)]
pub struct Writer(pub Vec<u8>);

impl Writer {
    pub fn u8(&mut self, v: u8) {
        self.0.push(v);
    }
    pub fn flag(&mut self, v: bool) {
        self.u8(u8::from(v));
    }
    pub fn u32(&mut self, v: u32) {
        self.0.extend(v.to_be_bytes());
    }
    pub fn u64(&mut self, v: u64) {
        self.0.extend(v.to_be_bytes());
    }
    pub fn i64(&mut self, v: i64) {
        self.0.extend(v.to_be_bytes());
    }
    pub fn hash(&mut self, v: &Hash32) {
        self.0.extend(v);
    }
    pub fn count(&mut self, n: usize) {
        self.u32(u32::try_from(n).expect("a section holds fewer than 2^32 items"));
    }
    pub fn bytes(&mut self, v: &[u8]) {
        self.count(v.len());
        self.0.extend(v);
    }
    pub fn xdr<T: WriteXdr>(&mut self, v: &T) {
        self.bytes(&xdr_bytes(v));
    }
}

/// Reads what `Writer` wrote; every error names what was expected.
pub struct Reader<'a>(pub &'a [u8]);

pub type Read<T> = Result<T, String>;

impl<'a> Reader<'a> {
    pub fn take(&mut self, n: usize) -> Read<&'a [u8]> {
        if self.0.len() < n {
            return Err(format!("snapshot ends early: expected {n} more bytes, found {}", self.0.len()));
        }
        let (head, tail) = self.0.split_at(n);
        self.0 = tail;
        Ok(head)
    }
    fn array<const N: usize>(&mut self) -> Read<[u8; N]> {
        self.take(N)?.try_into().map_err(|_| "snapshot: array of wrong length".to_string())
    }
    pub fn u8(&mut self) -> Read<u8> {
        Ok(self.array::<1>()?[0])
    }
    pub fn flag(&mut self) -> Read<bool> {
        match self.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(format!("snapshot: expected a flag, found {other}")),
        }
    }
    pub fn u32(&mut self) -> Read<u32> {
        Ok(u32::from_be_bytes(self.array()?))
    }
    pub fn u64(&mut self) -> Read<u64> {
        Ok(u64::from_be_bytes(self.array()?))
    }
    pub fn i64(&mut self) -> Read<i64> {
        Ok(i64::from_be_bytes(self.array()?))
    }
    pub fn hash(&mut self) -> Read<Hash32> {
        self.array()
    }
    pub fn count(&mut self) -> Read<usize> {
        Ok(self.u32()? as usize)
    }
    pub fn bytes(&mut self) -> Read<&'a [u8]> {
        let n = self.count()?;
        self.take(n)
    }
    pub fn xdr<T: ReadXdr>(&mut self) -> Read<T> {
        xdr_from(self.bytes()?).ok_or_else(|| "snapshot: malformed XDR".to_string())
    }
}
