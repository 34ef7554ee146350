//! The only owner of keys and lifetimes. Every entry read or written here is extended when it runs low.

use soroban_sdk::{BytesN, Env, IntoVal, String, TryFromVal, Val, contracttype};

use crate::constants::{TTL_TARGET, TTL_THRESHOLD};

/// Clients read these entries directly: the names are part of the ABI.
#[contracttype]
#[derive(Clone)]
pub enum DataKey {
    /// Instance: releases ever published, `u32`.
    Count,
    /// CID → index of its release.
    Index(String),
    /// Index → `Release`. Append-only.
    Release(u32),
}

/// One build of the site.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    /// Root of the build on IPFS: version 1, base32, lower case.
    pub cid: String,
    /// SHA-256 of the build's file manifest.
    pub manifest_sha256: BytesN<32>,
    /// Unix seconds of the revocation, if there was one.
    pub revoked_at: Option<u64>,
    /// Unix seconds of the ledger that published it.
    pub time: u64,
    pub version: String,
}

pub fn extend_instance(e: &Env) {
    e.storage().instance().extend_ttl(TTL_THRESHOLD, TTL_TARGET);
}

fn get<T: TryFromVal<Env, Val>>(e: &Env, key: &DataKey) -> Option<T> {
    let value = e.storage().persistent().get(key)?;
    e.storage()
        .persistent()
        .extend_ttl(key, TTL_THRESHOLD, TTL_TARGET);
    Some(value)
}

fn set<T: IntoVal<Env, Val>>(e: &Env, key: &DataKey, value: &T) {
    e.storage().persistent().set(key, value);
    e.storage()
        .persistent()
        .extend_ttl(key, TTL_THRESHOLD, TTL_TARGET);
}

pub fn count(e: &Env) -> u32 {
    e.storage().instance().get(&DataKey::Count).unwrap_or(0)
}

pub fn release(e: &Env, index: u32) -> Option<Release> {
    get(e, &DataKey::Release(index))
}

pub fn index_of(e: &Env, cid: &String) -> Option<u32> {
    get(e, &DataKey::Index(cid.clone()))
}

/// Appends `release` and answers its index.
pub fn append(e: &Env, release: &Release) -> u32 {
    let index = count(e);
    set(e, &DataKey::Release(index), release);
    set(e, &DataKey::Index(release.cid.clone()), &index);
    e.storage().instance().set(&DataKey::Count, &(index + 1));
    index
}

pub fn replace(e: &Env, index: u32, release: &Release) {
    set(e, &DataKey::Release(index), release);
}
