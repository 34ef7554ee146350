//! Keys and lifetimes. Clients read `Price` entries directly, so the names are part of the interface.
use nectar_interfaces::oracle::Asset;
use soroban_sdk::{Address, Env, Vec, contracttype};

const DAY_LEDGERS: u32 = 17_280;
/// Entries are extended to 90 days once they have fewer than 60 left, so most calls pay no rent.
const TTL_THRESHOLD: u32 = 60 * DAY_LEDGERS;
const TTL_TARGET: u32 = 90 * DAY_LEDGERS;

#[contracttype]
#[derive(Clone)]
pub enum DataKey {
    Admin,
    ProposedAdmin,
    Base,
    Decimals,
    Resolution,
    Assets,
    Price(Asset),
}

/// What the admin set. `always_fresh`: reads report the ledger's time instead of `timestamp`.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct StoredPrice {
    pub always_fresh: bool,
    pub price: i128,
    pub timestamp: u64,
}

pub fn init(e: &Env, admin: &Address, base: &Asset, decimals: u32, resolution: u32) {
    let instance = e.storage().instance();
    instance.set(&DataKey::Admin, admin);
    instance.set(&DataKey::Base, base);
    instance.set(&DataKey::Decimals, &decimals);
    instance.set(&DataKey::Resolution, &resolution);
    instance.set(&DataKey::Assets, &Vec::<Asset>::new(e));
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

pub fn base(e: &Env) -> Asset {
    e.storage()
        .instance()
        .get(&DataKey::Base)
        .expect("set at construction")
}

pub fn decimals(e: &Env) -> u32 {
    e.storage()
        .instance()
        .get(&DataKey::Decimals)
        .expect("set at construction")
}

pub fn resolution(e: &Env) -> u32 {
    e.storage()
        .instance()
        .get(&DataKey::Resolution)
        .expect("set at construction")
}

pub fn assets(e: &Env) -> Vec<Asset> {
    e.storage()
        .instance()
        .get(&DataKey::Assets)
        .expect("set at construction")
}

pub fn set_assets(e: &Env, assets: &Vec<Asset>) {
    e.storage().instance().set(&DataKey::Assets, assets);
}

pub fn price(e: &Env, asset: &Asset) -> Option<StoredPrice> {
    let key = DataKey::Price(asset.clone());
    let price = e.storage().persistent().get(&key)?;
    e.storage()
        .persistent()
        .extend_ttl(&key, TTL_THRESHOLD, TTL_TARGET);
    Some(price)
}

pub fn set_price(e: &Env, asset: &Asset, price: &StoredPrice) {
    let key = DataKey::Price(asset.clone());
    e.storage().persistent().set(&key, price);
    e.storage()
        .persistent()
        .extend_ttl(&key, TTL_THRESHOLD, TTL_TARGET);
}

pub fn remove_price(e: &Env, asset: &Asset) {
    e.storage().persistent().remove(&DataKey::Price(asset.clone()));
}
