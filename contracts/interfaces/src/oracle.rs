//! SEP-40 price oracle.

use soroban_sdk::{Address, Env, Symbol, Vec, contractclient, contracttype};

#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub enum Asset {
    Stellar(Address),
    Other(Symbol),
}

/// `price` in the oracle's own decimals, `timestamp` in unix seconds.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct PriceData {
    pub price: i128,
    pub timestamp: u64,
}

#[contractclient(name = "OracleClient")]
pub trait Sep40 {
    fn base(e: Env) -> Asset;
    fn assets(e: Env) -> Vec<Asset>;
    fn decimals(e: Env) -> u32;
    fn resolution(e: Env) -> u32;
    fn price(e: Env, asset: Asset, timestamp: u64) -> Option<PriceData>;
    fn prices(e: Env, asset: Asset, records: u32) -> Option<Vec<PriceData>>;
    fn lastprice(e: Env, asset: Asset) -> Option<PriceData>;
}
