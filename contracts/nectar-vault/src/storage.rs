//! The only owner of keys and lifetimes. Every entry read or written here is extended when it runs low.

use nectar_interfaces::vault::{
    Announced, BondParams, Draw, DrawDefault, DrawWindow, Params, Route, Scope, Tranche, TypeParams,
    VaultConfig,
};
use soroban_sdk::{Address, Env, IntoVal, Map, TryFromVal, Val, Vec, contracttype};
use stellar_tokens::fungible::{FungibleStorageKey, total_supply::TotalSupplyStorageKey};

use crate::constants::{TTL_TARGET, TTL_THRESHOLD};

/// Clients read these entries directly: the names are part of the ABI.
#[contracttype]
#[derive(Clone)]
pub enum DataKey {
    /// Decimals of an allowlisted asset, `u32`.
    Asset(Address),
    /// Most USDC one fill with the asset may spend, `i128`; no entry = no cap.
    AssetCap(Address),
    /// `BondParams`; no entry = nobody draws.
    Bond,
    /// Instance: `Books`.
    Books,
    /// `Announced` by number, until it is executed or cancelled.
    Change(u32),
    /// Instance: changes announced so far, `u32`.
    Changes,
    /// Instance: `VaultConfig`, fixed at construction.
    Config,
    /// `DrawDefault` of an operator who was slashed.
    Default(Address),
    /// `Draw` of an operator, as it was when last touched, until it is returned whole or slashed.
    Draw(Address),
    /// Instance: sum of all draws not returned, `i128`.
    Drawn,
    /// Instance: true from the seed on.
    Open,
    /// Instance: `Params`.
    Params,
    /// Instance: `Map<Scope, u64>`, unix seconds at which each pause ends.
    Pauses,
    /// True for an allowlisted pool.
    Pool(Address),
    /// Most USDC one fill in the pool may spend, `i128`; no entry = no cap.
    PoolCap(Address),
    /// USDC owed to an operator, `i128`.
    Reward(Address),
    /// `Route` by number.
    Route(u32),
    /// Instance: routes added so far, `u32`.
    Routes,
    /// `Tranche` of an account.
    Tranche(Address),
    /// `TypeParams` of auction type 1 or 2; no entry = off.
    Type(u32),
    /// Instance: `Vec<Bucket>`, at most `MAX_BUCKETS`.
    Vesting,
    /// Instance: `DrawWindow`, the last one opened.
    Window,
}

/// What the vault knows of its USDC, in stroops.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Books {
    /// USDC that came in through a deposit, a fill, `skim` or `sell_leftover` and has not gone out through an exit or
    /// a claim, less recognised losses. Donations and freezes move the balance, never this. A bonded draw counts as if
    /// it were still there, until it is slashed.
    pub booked: i128,
    /// The part of `booked` owed to operators.
    pub owed: i128,
}

/// Profit that vests linearly from `start` to `end` (unix seconds).
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Bucket {
    pub amount: i128,
    pub end: u64,
    pub start: u64,
}

pub fn extend_instance(e: &Env) {
    e.storage().instance().extend_ttl(TTL_THRESHOLD, TTL_TARGET);
}

fn get<K: IntoVal<Env, Val>, T: TryFromVal<Env, Val>>(e: &Env, key: &K) -> Option<T> {
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

/// OpenZeppelin keeps balances a day short of 30 and would pay rent daily: ours come first and last longer.
pub fn extend_balance(e: &Env, account: &Address) {
    extend_foreign(e, &FungibleStorageKey::Balance(account.clone()));
}

pub fn extend_supply(e: &Env) {
    extend_foreign(e, &TotalSupplyStorageKey::TotalSupply);
}

fn extend_foreign<K: IntoVal<Env, Val>>(e: &Env, key: &K) {
    if e.storage().persistent().has(key) {
        e.storage()
            .persistent()
            .extend_ttl(key, TTL_THRESHOLD, TTL_TARGET);
    }
}

pub fn config(e: &Env) -> VaultConfig {
    e.storage()
        .instance()
        .get(&DataKey::Config)
        .expect("the constructor sets it")
}

pub fn set_config(e: &Env, config: &VaultConfig) {
    e.storage().instance().set(&DataKey::Config, config);
}

pub fn params(e: &Env) -> Params {
    e.storage()
        .instance()
        .get(&DataKey::Params)
        .expect("the constructor sets it")
}

pub fn set_params(e: &Env, params: &Params) {
    e.storage().instance().set(&DataKey::Params, params);
}

pub fn is_open(e: &Env) -> bool {
    e.storage().instance().get(&DataKey::Open).unwrap_or(false)
}

pub fn set_open(e: &Env) {
    e.storage().instance().set(&DataKey::Open, &true);
}

pub fn books(e: &Env) -> Books {
    e.storage()
        .instance()
        .get(&DataKey::Books)
        .unwrap_or(Books { booked: 0, owed: 0 })
}

pub fn set_books(e: &Env, books: &Books) {
    e.storage().instance().set(&DataKey::Books, books);
}

pub fn vesting(e: &Env) -> Vec<Bucket> {
    e.storage()
        .instance()
        .get(&DataKey::Vesting)
        .unwrap_or_else(|| Vec::new(e))
}

pub fn set_vesting(e: &Env, ring: &Vec<Bucket>) {
    e.storage().instance().set(&DataKey::Vesting, ring);
}

pub fn is_pool(e: &Env, pool: &Address) -> bool {
    get(e, &DataKey::Pool(pool.clone())).unwrap_or(false)
}

pub fn set_pool(e: &Env, pool: &Address) {
    set(e, &DataKey::Pool(pool.clone()), &true);
}

pub fn remove_pool(e: &Env, pool: &Address) {
    remove(e, &DataKey::Pool(pool.clone()));
}

pub fn pool_cap(e: &Env, pool: &Address) -> i128 {
    get(e, &DataKey::PoolCap(pool.clone())).unwrap_or(i128::MAX)
}

pub fn set_pool_cap(e: &Env, pool: &Address, cap: i128) {
    set_cap(e, &DataKey::PoolCap(pool.clone()), cap);
}

pub fn asset_cap(e: &Env, asset: &Address) -> i128 {
    get(e, &DataKey::AssetCap(asset.clone())).unwrap_or(i128::MAX)
}

pub fn set_asset_cap(e: &Env, asset: &Address, cap: i128) {
    set_cap(e, &DataKey::AssetCap(asset.clone()), cap);
}

fn set_cap(e: &Env, key: &DataKey, cap: i128) {
    if cap == i128::MAX {
        remove(e, key);
    } else {
        set(e, key, &cap);
    }
}

pub fn asset_decimals(e: &Env, asset: &Address) -> Option<u32> {
    get(e, &DataKey::Asset(asset.clone()))
}

pub fn set_asset(e: &Env, asset: &Address, decimals: u32) {
    set(e, &DataKey::Asset(asset.clone()), &decimals);
}

pub fn remove_asset(e: &Env, asset: &Address) {
    remove(e, &DataKey::Asset(asset.clone()));
}

pub fn route(e: &Env, id: u32) -> Option<Route> {
    get(e, &DataKey::Route(id))
}

pub fn set_route(e: &Env, id: u32, route: &Route) {
    set(e, &DataKey::Route(id), route);
}

pub fn remove_route(e: &Env, id: u32) {
    remove(e, &DataKey::Route(id));
}

pub fn route_count(e: &Env) -> u32 {
    e.storage().instance().get(&DataKey::Routes).unwrap_or(0)
}

pub fn set_route_count(e: &Env, count: u32) {
    e.storage().instance().set(&DataKey::Routes, &count);
}

pub fn reward(e: &Env, operator: &Address) -> i128 {
    get(e, &DataKey::Reward(operator.clone())).unwrap_or(0)
}

pub fn set_reward(e: &Env, operator: &Address, amount: i128) {
    set(e, &DataKey::Reward(operator.clone()), &amount);
}

pub fn tranche(e: &Env, account: &Address) -> Tranche {
    get(e, &DataKey::Tranche(account.clone())).unwrap_or(Tranche {
        locked_shares: 0,
        unlock_at: 0,
    })
}

pub fn set_tranche(e: &Env, account: &Address, tranche: &Tranche) {
    set(e, &DataKey::Tranche(account.clone()), tranche);
}

pub fn change(e: &Env, id: u32) -> Option<Announced> {
    get(e, &DataKey::Change(id))
}

pub fn set_change(e: &Env, id: u32, announced: &Announced) {
    set(e, &DataKey::Change(id), announced);
}

pub fn remove_change(e: &Env, id: u32) {
    remove(e, &DataKey::Change(id));
}

pub fn change_count(e: &Env) -> u32 {
    e.storage().instance().get(&DataKey::Changes).unwrap_or(0)
}

pub fn set_change_count(e: &Env, count: u32) {
    e.storage().instance().set(&DataKey::Changes, &count);
}

pub fn pauses(e: &Env) -> Map<Scope, u64> {
    e.storage()
        .instance()
        .get(&DataKey::Pauses)
        .unwrap_or_else(|| Map::new(e))
}

pub fn set_pauses(e: &Env, pauses: &Map<Scope, u64>) {
    e.storage().instance().set(&DataKey::Pauses, pauses);
}

pub fn type_params(e: &Env, auction_type: u32) -> Option<TypeParams> {
    get(e, &DataKey::Type(auction_type))
}

pub fn set_type_params(e: &Env, auction_type: u32, params: &TypeParams) {
    set(e, &DataKey::Type(auction_type), params);
}

pub fn remove_type_params(e: &Env, auction_type: u32) {
    remove(e, &DataKey::Type(auction_type));
}

pub fn bond(e: &Env) -> Option<BondParams> {
    get(e, &DataKey::Bond)
}

pub fn set_bond(e: &Env, terms: &BondParams) {
    set(e, &DataKey::Bond, terms);
}

pub fn remove_bond(e: &Env) {
    remove(e, &DataKey::Bond);
}

pub fn draw(e: &Env, operator: &Address) -> Option<Draw> {
    get(e, &DataKey::Draw(operator.clone()))
}

pub fn set_draw(e: &Env, operator: &Address, draw: &Draw) {
    set(e, &DataKey::Draw(operator.clone()), draw);
}

pub fn remove_draw(e: &Env, operator: &Address) {
    remove(e, &DataKey::Draw(operator.clone()));
}

pub fn default(e: &Env, operator: &Address) -> Option<DrawDefault> {
    get(e, &DataKey::Default(operator.clone()))
}

pub fn set_default(e: &Env, operator: &Address, default: &DrawDefault) {
    set(e, &DataKey::Default(operator.clone()), default);
}

pub fn total_drawn(e: &Env) -> i128 {
    e.storage().instance().get(&DataKey::Drawn).unwrap_or(0)
}

pub fn set_total_drawn(e: &Env, total: i128) {
    e.storage().instance().set(&DataKey::Drawn, &total);
}

pub fn draw_window(e: &Env) -> Option<DrawWindow> {
    e.storage().instance().get(&DataKey::Window)
}

pub fn set_draw_window(e: &Env, window: &DrawWindow) {
    e.storage().instance().set(&DataKey::Window, window);
}
