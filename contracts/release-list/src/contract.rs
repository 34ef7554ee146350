use soroban_sdk::{Address, BytesN, Env, String, Vec, contract, contractimpl, panic_with_error};
use stellar_access::ownable;

use crate::{
    constants::{MAX_PAGE, VERSION},
    errors::Error,
    events::{Published, Revoked},
    storage::{self, Release},
    text,
};

#[contract]
pub struct ReleaseList;

#[contractimpl]
impl ReleaseList {
    pub fn __constructor(e: &Env, admin: Address) {
        ownable::set_owner(e, &admin);
        storage::extend_instance(e);
    }

    /// Admin: puts a build on the list, dated by the ledger. Answers its index: 0, 1, 2 …
    pub fn publish(e: &Env, cid: String, manifest_sha256: BytesN<32>, version: String) -> u32 {
        ownable::enforce_owner_auth(e);
        storage::extend_instance(e);
        if !text::is_cid(&cid) {
            panic_with_error!(e, Error::InvalidCid);
        }
        if !text::is_version(&version) {
            panic_with_error!(e, Error::InvalidVersion);
        }
        if storage::index_of(e, &cid).is_some() {
            panic_with_error!(e, Error::AlreadyPublished);
        }
        let release = Release {
            cid: cid.clone(),
            manifest_sha256: manifest_sha256.clone(),
            revoked_at: None,
            time: e.ledger().timestamp(),
            version: version.clone(),
        };
        let index = storage::append(e, &release);
        Published {
            index,
            cid,
            manifest_sha256,
            version,
        }
        .publish(e);
        index
    }

    /// Admin: marks a build as not to be used any more. There is no way back: publish another build instead.
    pub fn revoke(e: &Env, index: u32) {
        ownable::enforce_owner_auth(e);
        storage::extend_instance(e);
        let Some(mut release) = storage::release(e, index) else {
            panic_with_error!(e, Error::NoSuchRelease);
        };
        if release.revoked_at.is_some() {
            panic_with_error!(e, Error::AlreadyRevoked);
        }
        release.revoked_at = Some(e.ledger().timestamp());
        storage::replace(e, index, &release);
        Revoked {
            index,
            cid: release.cid,
        }
        .publish(e);
    }

    pub fn get_release(e: &Env, index: u32) -> Option<Release> {
        storage::release(e, index)
    }

    /// Index of the release with this CID, revoked or not.
    pub fn find(e: &Env, cid: String) -> Option<u32> {
        storage::index_of(e, &cid)
    }

    /// The newest release that is not revoked, with its index. Looks at the last 40 only: who revokes forty in a row
    /// has none to recommend.
    pub fn latest(e: &Env) -> Option<(u32, Release)> {
        let count = storage::count(e);
        (count.saturating_sub(MAX_PAGE)..count).rev().find_map(|index| {
            let release = storage::release(e, index)?;
            release.revoked_at.is_none().then_some((index, release))
        })
    }

    /// Releases ever published: where paging ends.
    pub fn count(e: &Env) -> u32 {
        storage::count(e)
    }

    /// Releases `start..start + limit`, at most 40 of them, oldest first, the revoked included.
    pub fn page(e: &Env, start: u32, limit: u32) -> Vec<Release> {
        let end = start.saturating_add(limit.min(MAX_PAGE)).min(storage::count(e));
        let mut page = Vec::new(e);
        for index in start..end {
            page.push_back(storage::release(e, index).expect("published releases stay"));
        }
        page
    }

    pub fn admin(e: &Env) -> Address {
        ownable::get_owner(e).expect("the constructor sets it and nothing renounces it")
    }

    /// First step of two. The proposal lapses after `live_until_ledger`; 0 withdraws it.
    pub fn propose_admin(e: &Env, new_admin: Address, live_until_ledger: u32) {
        storage::extend_instance(e);
        ownable::transfer_ownership(e, &new_admin, live_until_ledger);
    }

    /// Second step, by the proposed admin.
    pub fn accept_admin(e: &Env) {
        storage::extend_instance(e);
        ownable::accept_ownership(e);
    }

    /// Anyone may keep the contract and its code alive. The reads above, sent as transactions, do so for releases.
    pub fn bump(e: &Env) {
        storage::extend_instance(e);
    }

    pub fn version(_e: &Env) -> u32 {
        VERSION
    }
}
