//! Keys, durability and lifetimes of Blend v2: clients read these entries directly. Days of 17,280 ledgers.
use nectar_interfaces::blend::{AuctionData, AuctionKey, PoolConfig, Positions, ReserveConfig, ReserveData};
use soroban_sdk::{
    Address, Env, IntoVal, Map, String, Symbol, TryFromVal, Val, Vec, contracttype, symbol_short,
};

const DAY: u32 = 17_280;

const ADMIN: Symbol = symbol_short!("Admin");
const NAME: Symbol = symbol_short!("Name");
const BACKSTOP: Symbol = symbol_short!("Backstop");
const BLND: Symbol = symbol_short!("BLNDTkn");
const CONFIG: Symbol = symbol_short!("Config");
const RESERVE_LIST: Symbol = symbol_short!("ResList");
const PROPOSED_ADMIN: Symbol = symbol_short!("PropAdmin");

#[contracttype]
#[derive(Clone)]
pub enum DataKey {
    ResConfig(Address),
    ResData(Address),
    Positions(Address),
    Auction(AuctionKey),
}

/// Extended to `target` ledgers once fewer than `threshold` are left.
#[derive(Clone, Copy)]
struct Ttl {
    threshold: u32,
    target: u32,
}

const INSTANCE: Ttl = Ttl {
    threshold: 30 * DAY,
    target: 31 * DAY,
};
const SHARED: Ttl = Ttl {
    threshold: 45 * DAY,
    target: 46 * DAY,
};
const USER: Ttl = Ttl {
    threshold: 100 * DAY,
    target: 120 * DAY,
};

pub fn extend_instance(e: &Env) {
    e.storage()
        .instance()
        .extend_ttl(INSTANCE.threshold, INSTANCE.target);
}

fn read<K: IntoVal<Env, Val>, V: TryFromVal<Env, Val>>(e: &Env, key: &K, ttl: Ttl) -> Option<V> {
    let value = e.storage().persistent().get(key)?;
    e.storage()
        .persistent()
        .extend_ttl(key, ttl.threshold, ttl.target);
    Some(value)
}

fn write<K: IntoVal<Env, Val>, V: IntoVal<Env, Val>>(e: &Env, key: &K, value: &V, ttl: Ttl) {
    e.storage().persistent().set(key, value);
    e.storage()
        .persistent()
        .extend_ttl(key, ttl.threshold, ttl.target);
}

fn instance<V: TryFromVal<Env, Val>>(e: &Env, key: &Symbol) -> V {
    e.storage().instance().get(key).expect("set at construction")
}

pub struct Identity<'a> {
    pub admin: &'a Address,
    pub name: &'a String,
    pub backstop: &'a Address,
    pub blnd: &'a Address,
}

pub fn init(e: &Env, identity: &Identity, config: &PoolConfig) {
    let instance = e.storage().instance();
    instance.set(&ADMIN, identity.admin);
    instance.set(&NAME, identity.name);
    instance.set(&BACKSTOP, identity.backstop);
    instance.set(&BLND, identity.blnd);
    instance.set(&CONFIG, config);
}

pub fn admin(e: &Env) -> Address {
    instance(e, &ADMIN)
}

pub fn set_admin(e: &Env, admin: &Address) {
    e.storage().instance().set(&ADMIN, admin);
}

pub fn proposed_admin(e: &Env) -> Option<Address> {
    e.storage().temporary().get(&PROPOSED_ADMIN)
}

pub fn set_proposed_admin(e: &Env, admin: &Address) {
    e.storage().temporary().set(&PROPOSED_ADMIN, admin);
    e.storage()
        .temporary()
        .extend_ttl(&PROPOSED_ADMIN, 10 * DAY, 10 * DAY);
}

pub fn backstop(e: &Env) -> Address {
    instance(e, &BACKSTOP)
}

pub fn config(e: &Env) -> PoolConfig {
    instance(e, &CONFIG)
}

pub fn set_config(e: &Env, config: &PoolConfig) {
    e.storage().instance().set(&CONFIG, config);
}

/// Written with the first reserve.
pub fn reserve_list(e: &Env) -> Vec<Address> {
    read(e, &RESERVE_LIST, SHARED).unwrap_or_else(|| Vec::new(e))
}

pub fn set_reserve_list(e: &Env, list: &Vec<Address>) {
    write(e, &RESERVE_LIST, list, SHARED);
}

pub fn reserve_config(e: &Env, asset: &Address) -> Option<ReserveConfig> {
    read(e, &DataKey::ResConfig(asset.clone()), SHARED)
}

pub fn set_reserve_config(e: &Env, asset: &Address, config: &ReserveConfig) {
    write(e, &DataKey::ResConfig(asset.clone()), config, SHARED);
}

pub fn reserve_data(e: &Env, asset: &Address) -> Option<ReserveData> {
    read(e, &DataKey::ResData(asset.clone()), SHARED)
}

pub fn set_reserve_data(e: &Env, asset: &Address, data: &ReserveData) {
    write(e, &DataKey::ResData(asset.clone()), data, SHARED);
}

/// Nobody has positions from the start, so an absent entry is an empty one.
pub fn positions(e: &Env, user: &Address) -> Positions {
    read(e, &DataKey::Positions(user.clone()), USER).unwrap_or_else(|| Positions {
        collateral: Map::new(e),
        liabilities: Map::new(e),
        supply: Map::new(e),
    })
}

pub fn set_positions(e: &Env, user: &Address, positions: &Positions) {
    write(e, &DataKey::Positions(user.clone()), positions, USER);
}

fn auction_key(auct_type: u32, user: &Address) -> DataKey {
    DataKey::Auction(AuctionKey {
        auct_type,
        user: user.clone(),
    })
}

pub fn auction(e: &Env, auction_type: u32, user: &Address) -> Option<AuctionData> {
    e.storage().temporary().get(&auction_key(auction_type, user))
}

pub fn has_auction(e: &Env, auction_type: u32, user: &Address) -> bool {
    e.storage().temporary().has(&auction_key(auction_type, user))
}

pub fn set_auction(e: &Env, auction_type: u32, user: &Address, auction: &AuctionData) {
    let key = auction_key(auction_type, user);
    e.storage().temporary().set(&key, auction);
    e.storage()
        .temporary()
        .extend_ttl(&key, SHARED.threshold, SHARED.target);
}

pub fn remove_auction(e: &Env, auction_type: u32, user: &Address) {
    e.storage().temporary().remove(&auction_key(auction_type, user));
}
