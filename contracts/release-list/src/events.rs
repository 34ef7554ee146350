//! One event per state change. A new admin is told by OpenZeppelin's `ownership_transfer*`.

use soroban_sdk::{BytesN, String, contractevent};

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    #[topic]
    pub index: u32,
    pub cid: String,
    pub manifest_sha256: BytesN<32>,
    pub version: String,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct Revoked {
    #[topic]
    pub index: u32,
    pub cid: String,
}
