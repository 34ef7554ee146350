//! The one thing an adapter stores: its DEX's router, fixed at construction.
use soroban_sdk::{Address, Env, contracttype};

const DAY_LEDGERS: u32 = 17_280;
/// The instance is extended to 90 days once it has fewer than 60 left, so most calls pay no rent.
const TTL_THRESHOLD: u32 = 60 * DAY_LEDGERS;
const TTL_TARGET: u32 = 90 * DAY_LEDGERS;

#[contracttype]
#[derive(Clone)]
pub enum DataKey {
    Router,
}

pub fn set_router(e: &Env, router: &Address) {
    e.storage().instance().set(&DataKey::Router, router);
}

pub fn router(e: &Env) -> Address {
    e.storage()
        .instance()
        .get(&DataKey::Router)
        .expect("set at construction")
}

/// Instance and code.
pub fn extend(e: &Env) {
    e.storage().instance().extend_ttl(TTL_THRESHOLD, TTL_TARGET);
}
