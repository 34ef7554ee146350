use nectar_interfaces::oracle::{Asset, PriceData, Sep40};
use soroban_sdk::{Address, Env, Vec, contract, contractimpl, panic_with_error, vec};

use crate::{
    errors::OracleError,
    events::{AdminProposed, AdminSet, PriceRemoved, PriceSet},
    storage::{self, StoredPrice},
};

/// Keeps the instance entry, which every pool operation reads, small.
const MAX_ASSETS: u32 = 100;

#[contract]
pub struct MockOracle;

#[contractimpl]
impl MockOracle {
    /// `resolution` in seconds; `decimals` hold for every price.
    pub fn __constructor(e: &Env, admin: Address, base: Asset, decimals: u32, resolution: u32) {
        if decimals > 18 || resolution == 0 {
            panic_with_error!(e, OracleError::InvalidConfig)
        }
        storage::init(e, &admin, &base, decimals, resolution);
        AdminSet { admin }.publish(e);
    }

    /// Sets a price that ages: reads report `timestamp` (unix seconds). Any value is accepted, so that tests can ask
    /// what a pool does with a price of 0 or from the future.
    pub fn set_price(e: &Env, asset: Asset, price: i128, timestamp: u64) {
        store(
            e,
            asset,
            StoredPrice {
                always_fresh: false,
                price,
                timestamp,
            },
        );
    }

    /// Sets a price that never ages: reads report the ledger's time.
    pub fn set_price_fresh(e: &Env, asset: Asset, price: i128) {
        let timestamp = e.ledger().timestamp();
        store(
            e,
            asset,
            StoredPrice {
                always_fresh: true,
                price,
                timestamp,
            },
        );
    }

    /// From now on `lastprice` of the asset is `None`.
    pub fn remove_price(e: &Env, asset: Asset) {
        authorize(e);
        let mut assets = storage::assets(e);
        let index = assets
            .first_index_of(&asset)
            .unwrap_or_else(|| panic_with_error!(e, OracleError::NoPrice));
        assets.remove(index);
        storage::set_assets(e, &assets);
        storage::remove_price(e, &asset);
        PriceRemoved { asset }.publish(e);
    }

    pub fn admin(e: &Env) -> Address {
        storage::admin(e)
    }

    /// First step of two: the new admin must accept.
    pub fn propose_admin(e: &Env, new_admin: Address) {
        authorize(e);
        storage::set_proposed_admin(e, &new_admin);
        AdminProposed { new_admin }.publish(e);
    }

    pub fn accept_admin(e: &Env) {
        let admin =
            storage::proposed_admin(e).unwrap_or_else(|| panic_with_error!(e, OracleError::NoProposedAdmin));
        admin.require_auth();
        storage::extend_instance(e);
        storage::set_admin(e, &admin);
        AdminSet { admin }.publish(e);
    }

    /// Extends the life of instance and code; anybody may pay for it.
    pub fn bump(e: &Env) {
        storage::extend_instance(e);
    }
}

#[contractimpl]
impl Sep40 for MockOracle {
    fn base(e: Env) -> Asset {
        storage::base(&e)
    }

    fn assets(e: Env) -> Vec<Asset> {
        storage::assets(&e)
    }

    fn decimals(e: Env) -> u32 {
        storage::extend_instance(&e);
        storage::decimals(&e)
    }

    fn resolution(e: Env) -> u32 {
        storage::resolution(&e)
    }

    /// The only price kept, if it was already in force at `timestamp`.
    fn price(e: Env, asset: Asset, timestamp: u64) -> Option<PriceData> {
        read(&e, &asset).filter(|price| price.timestamp <= timestamp)
    }

    /// One record at most: there is no history.
    fn prices(e: Env, asset: Asset, records: u32) -> Option<Vec<PriceData>> {
        if records == 0 {
            return None;
        }
        read(&e, &asset).map(|price| vec![&e, price])
    }

    fn lastprice(e: Env, asset: Asset) -> Option<PriceData> {
        read(&e, &asset)
    }
}

fn authorize(e: &Env) {
    storage::admin(e).require_auth();
    storage::extend_instance(e);
}

fn store(e: &Env, asset: Asset, stored: StoredPrice) {
    authorize(e);
    let mut assets = storage::assets(e);
    if !assets.contains(&asset) {
        if assets.len() >= MAX_ASSETS {
            panic_with_error!(e, OracleError::TooManyAssets)
        }
        assets.push_back(asset.clone());
        storage::set_assets(e, &assets);
    }
    storage::set_price(e, &asset, &stored);
    let StoredPrice {
        always_fresh,
        price,
        timestamp,
    } = stored;
    PriceSet {
        asset,
        always_fresh,
        price,
        timestamp,
    }
    .publish(e);
}

fn read(e: &Env, asset: &Asset) -> Option<PriceData> {
    storage::extend_instance(e);
    let stored = storage::price(e, asset)?;
    let timestamp = if stored.always_fresh {
        e.ledger().timestamp()
    } else {
        stored.timestamp
    };
    Some(PriceData {
        price: stored.price,
        timestamp,
    })
}
