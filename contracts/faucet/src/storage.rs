//! Keys and lifetimes.
use soroban_sdk::{Address, Env, contracttype};

const DAY_LEDGERS: u32 = 17_280;
/// Entries are extended to 60 days once they have fewer than 30 left, so most calls pay no rent.
const TTL_THRESHOLD: u32 = 30 * DAY_LEDGERS;
const TTL_TARGET: u32 = 60 * DAY_LEDGERS;

#[contracttype]
#[derive(Clone)]
pub enum DataKey {
    Token,
    DailyCap,
    Drip(Address),
}

/// What an account received on `day` (unix seconds / 86,400). An earlier day counts as nothing.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Drip {
    pub amount: i128,
    pub day: u64,
}

pub fn init(e: &Env, token: &Address, daily_cap: i128) {
    e.storage().instance().set(&DataKey::Token, token);
    e.storage().instance().set(&DataKey::DailyCap, &daily_cap);
}

/// Instance and code.
pub fn extend_instance(e: &Env) {
    e.storage().instance().extend_ttl(TTL_THRESHOLD, TTL_TARGET);
}

pub fn token(e: &Env) -> Address {
    e.storage()
        .instance()
        .get(&DataKey::Token)
        .expect("set at construction")
}

pub fn daily_cap(e: &Env) -> i128 {
    e.storage()
        .instance()
        .get(&DataKey::DailyCap)
        .expect("set at construction")
}

pub fn drip(e: &Env, account: &Address) -> Option<Drip> {
    e.storage().persistent().get(&DataKey::Drip(account.clone()))
}

pub fn set_drip(e: &Env, account: &Address, drip: &Drip) {
    let key = DataKey::Drip(account.clone());
    e.storage().persistent().set(&key, drip);
    e.storage()
        .persistent()
        .extend_ttl(&key, TTL_THRESHOLD, TTL_TARGET);
}
