//! Keys and lifetimes. Clients quote from the `Pair` entry directly, so its names are part of the interface.
use soroban_sdk::{Address, Env, contracttype};

const DAY_LEDGERS: u32 = 17_280;
/// The instance is extended to 90 days once it has fewer than 60 left, so most calls pay no rent.
const TTL_THRESHOLD: u32 = 60 * DAY_LEDGERS;
const TTL_TARGET: u32 = 90 * DAY_LEDGERS;

#[contracttype]
#[derive(Clone)]
pub enum DataKey {
    Admin,
    ProposedAdmin,
    Pair,
}

/// The pair's tokens and what it trades with. Balances above the reserves belong to whoever swaps next or to `sync`.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub reserve_a: i128,
    pub reserve_b: i128,
    pub token_a: Address,
    pub token_b: Address,
}

/// Instance and code.
pub fn extend_instance(e: &Env) {
    e.storage().instance().extend_ttl(TTL_THRESHOLD, TTL_TARGET);
}

pub fn admin(e: &Env) -> Address {
    e.storage()
        .instance()
        .get(&DataKey::Admin)
        .expect("set at construction")
}

pub fn set_admin(e: &Env, admin: &Address) {
    e.storage().instance().set(&DataKey::Admin, admin);
    e.storage().instance().remove(&DataKey::ProposedAdmin);
}

pub fn proposed_admin(e: &Env) -> Option<Address> {
    e.storage().instance().get(&DataKey::ProposedAdmin)
}

pub fn set_proposed_admin(e: &Env, admin: &Address) {
    e.storage().instance().set(&DataKey::ProposedAdmin, admin);
}

pub fn pair(e: &Env) -> Pair {
    e.storage()
        .instance()
        .get(&DataKey::Pair)
        .expect("set at construction")
}

pub fn set_pair(e: &Env, pair: &Pair) {
    e.storage().instance().set(&DataKey::Pair, pair);
    extend_instance(e);
}
