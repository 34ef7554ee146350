//! The only owner of keys and lifetimes. Every entry read or written here is extended when it runs low.

use nectar_interfaces::registry::{Delegation, Keeper, RegistryConfig, Unstake};
use soroban_sdk::{Address, Env, IntoVal, TryFromVal, Val, Vec, contracttype};

use crate::constants::{TTL_TARGET, TTL_THRESHOLD};

/// Clients read these entries directly: the names are part of the ABI.
#[contracttype]
#[derive(Clone)]
pub enum DataKey {
    /// Stake behind an operator's open draw, `i128`; no entry = 0.
    Backing(Address),
    /// Instance: `RegistryConfig`, fixed at construction.
    Config,
    /// Instance: roster slots ever used, `u32`.
    Count,
    /// `Keeper` as it was when its operator left. It carries the epoch that keeps old delegations dead, and tells that
    /// the operator has its slot on the roster, until the operator registers again.
    Former(Address),
    /// `Keeper` of a registered operator.
    Keeper(Address),
    /// Roster slot → operator. Append-only: a slot is never moved or reused, so a page neither skips nor repeats anybody.
    Listed(u32),
    /// `Delegation` under (operator, session).
    Session(Address, Address),
    /// Sessions of an operator, `Vec<Address>`, at most `MAX_SESSIONS`.
    Sessions(Address),
    /// `Unstake` of an operator, registered or not.
    Unstake(Address),
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

fn remove(e: &Env, key: &DataKey) {
    e.storage().persistent().remove(key);
}

pub fn config(e: &Env) -> RegistryConfig {
    e.storage()
        .instance()
        .get(&DataKey::Config)
        .expect("the constructor sets it")
}

pub fn set_config(e: &Env, config: &RegistryConfig) {
    e.storage().instance().set(&DataKey::Config, config);
}

pub fn backing(e: &Env, operator: &Address) -> i128 {
    get(e, &DataKey::Backing(operator.clone())).unwrap_or(0)
}

pub fn set_backing(e: &Env, operator: &Address, amount: i128) {
    let key = DataKey::Backing(operator.clone());
    if amount == 0 {
        remove(e, &key);
    } else {
        set(e, &key, &amount);
    }
}

pub fn count(e: &Env) -> u32 {
    e.storage().instance().get(&DataKey::Count).unwrap_or(0)
}

pub fn set_count(e: &Env, count: u32) {
    e.storage().instance().set(&DataKey::Count, &count);
}

pub fn keeper(e: &Env, operator: &Address) -> Option<Keeper> {
    get(e, &DataKey::Keeper(operator.clone()))
}

pub fn set_keeper(e: &Env, operator: &Address, keeper: &Keeper) {
    set(e, &DataKey::Keeper(operator.clone()), keeper);
}

/// Files the keeper of an operator who leaves.
pub fn retire_keeper(e: &Env, operator: &Address, keeper: &Keeper) {
    set(e, &DataKey::Former(operator.clone()), keeper);
    remove(e, &DataKey::Keeper(operator.clone()));
}

/// What an operator who comes back has left behind.
pub fn take_former(e: &Env, operator: &Address) -> Option<Keeper> {
    let key = DataKey::Former(operator.clone());
    let former = get(e, &key)?;
    remove(e, &key);
    Some(former)
}

pub fn unstake(e: &Env, operator: &Address) -> Option<Unstake> {
    get(e, &DataKey::Unstake(operator.clone()))
}

pub fn set_unstake(e: &Env, operator: &Address, unstake: &Unstake) {
    set(e, &DataKey::Unstake(operator.clone()), unstake);
}

pub fn remove_unstake(e: &Env, operator: &Address) {
    remove(e, &DataKey::Unstake(operator.clone()));
}

pub fn listed(e: &Env, index: u32) -> Option<Address> {
    get(e, &DataKey::Listed(index))
}

pub fn set_listed(e: &Env, index: u32, operator: &Address) {
    set(e, &DataKey::Listed(index), operator);
}

pub fn session(e: &Env, operator: &Address, session: &Address) -> Option<Delegation> {
    get(e, &DataKey::Session(operator.clone(), session.clone()))
}

pub fn set_session(e: &Env, operator: &Address, session: &Address, delegation: &Delegation) {
    set(
        e,
        &DataKey::Session(operator.clone(), session.clone()),
        delegation,
    );
}

pub fn remove_session(e: &Env, operator: &Address, session: &Address) {
    remove(e, &DataKey::Session(operator.clone(), session.clone()));
}

pub fn sessions(e: &Env, operator: &Address) -> Vec<Address> {
    get(e, &DataKey::Sessions(operator.clone())).unwrap_or_else(|| Vec::new(e))
}

pub fn set_sessions(e: &Env, operator: &Address, sessions: &Vec<Address>) {
    let key = DataKey::Sessions(operator.clone());
    if sessions.is_empty() {
        remove(e, &key);
    } else {
        set(e, &key, sessions);
    }
}
