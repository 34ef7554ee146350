//! The bounds of every value, and the lists of what fills may touch.

use nectar_interfaces::{
    registry::RegistryClient,
    vault::{Change, Params, Route, VaultConfig},
};
use soroban_sdk::{Address, Env, String, panic_with_error, token::TokenClient};

use crate::{
    bonded,
    constants::{
        BPS, MAX_EVENT_BYTES, MAX_MIN_PROFIT, MAX_ROUTE_DATA_BYTES, MIN_LEG_EVENT_BYTES, USDC_DECIMALS,
    },
    errors::Error,
    events::{
        AssetAllowed, AssetDisallowed, ParamsSet, PoolAllowed, PoolDisallowed, RouteAdded, RouteRemoved,
    },
    limits, storage,
};

const MINUTE: u64 = 60;
const DAY: u64 = 86_400;
const MAX_ASSET_DECIMALS: u32 = 18;

pub fn check_config(e: &Env, config: &VaultConfig, name: &String, symbol: &String) {
    let me = e.current_contract_address();
    let addresses = config.registry != me && config.usdc != me && config.registry != config.usdc;
    let timelock = (MINUTE..=30 * DAY).contains(&config.timelock_secs);
    let names = (1..=32).contains(&name.len()) && (1..=12).contains(&symbol.len());
    if !addresses || !timelock || !names || TokenClient::new(e, &config.usdc).decimals() != USDC_DECIMALS {
        panic_with_error!(e, Error::InvalidConfig);
    }
}

/// The hard bounds, which no admin and no timelock moves. Whether a route's token is allowlisted is asked when the
/// route is added: both can be announced together.
pub fn check(e: &Env, change: &Change) {
    match change {
        Change::AddRoute(route) => check_route(e, route),
        Change::AllowAsset(asset) => check_asset(e, asset),
        Change::AllowPool(_) => {}
        Change::EnableBond(terms) => bonded::check_terms(e, terms),
        Change::EnableType(auction_type, params) => limits::check_type(e, *auction_type, params),
        Change::SetAssetCap(_, cap) | Change::SetPoolCap(_, cap) => limits::check_cap(e, *cap),
        Change::SetParams(params) => check_params(e, params),
    }
}

/// Vault and registry are given each other's address before they exist; here they prove to be a pair. A vault whose
/// registry serves another would take deposits and never fill.
pub fn check_registry(e: &Env) {
    let VaultConfig { registry, usdc, .. } = storage::config(e);
    match RegistryClient::new(e, &registry).try_get_config() {
        Ok(Ok(theirs)) if theirs.vault == e.current_contract_address() && theirs.usdc == usdc => (),
        _ => panic_with_error!(e, Error::InvalidConfig),
    }
}

pub fn check_params(e: &Env, p: &Params) {
    let clocks = [p.cooldown_secs, p.profit_unlock_secs]
        .iter()
        .all(|s| (MINUTE..=7 * DAY).contains(s));
    let shares = p.fee_bps <= 1_000 && (5_000..=9_000).contains(&p.edge_share_bps);
    let floors = (1..=MAX_MIN_PROFIT).contains(&p.min_profit)
        && (50..=2_000).contains(&p.min_margin_bps)
        && p.max_slippage_bps <= 500;
    let price = (1..=3_600).contains(&p.max_price_age_secs);
    let caps = p.deposit_cap > 0 && p.fill_cap_bps >= 1 && i128::from(p.fill_cap_bps) <= BPS;
    if !(clocks && shares && floors && price && caps) {
        panic_with_error!(e, Error::InvalidParams);
    }
}

fn check_route(e: &Env, route: &Route) {
    let sizes = (MIN_LEG_EVENT_BYTES..=MAX_EVENT_BYTES).contains(&route.event_bytes)
        && route.data.len() <= MAX_ROUTE_DATA_BYTES;
    if !sizes || route.venue == e.current_contract_address() || route.token == storage::config(e).usdc {
        panic_with_error!(e, Error::InvalidRoute);
    }
}

fn check_asset(e: &Env, asset: &Address) {
    let own = *asset == e.current_contract_address() || *asset == storage::config(e).usdc;
    if own || TokenClient::new(e, asset).decimals() > MAX_ASSET_DECIMALS {
        panic_with_error!(e, Error::InvalidAsset);
    }
}

pub fn set_params(e: &Env, params: Params) {
    storage::set_params(e, &params);
    ParamsSet { params }.publish(e);
}

pub fn allow_pool(e: &Env, pool: Address) {
    storage::set_pool(e, &pool);
    PoolAllowed { pool }.publish(e);
}

pub fn disallow_pool(e: &Env, pool: Address) {
    if !storage::is_pool(e, &pool) {
        panic_with_error!(e, Error::PoolNotAllowed);
    }
    storage::remove_pool(e, &pool);
    PoolDisallowed { pool }.publish(e);
}

pub fn allow_asset(e: &Env, asset: Address) {
    let decimals = TokenClient::new(e, &asset).decimals();
    storage::set_asset(e, &asset, decimals);
    AssetAllowed { asset, decimals }.publish(e);
}

/// Its routes stay listed and serve nothing until the asset is allowed again.
pub fn disallow_asset(e: &Env, asset: Address) {
    if storage::asset_decimals(e, &asset).is_none() {
        panic_with_error!(e, Error::AssetNotAllowed);
    }
    storage::remove_asset(e, &asset);
    AssetDisallowed { asset }.publish(e);
}

pub fn add_route(e: &Env, route: Route) {
    if storage::asset_decimals(e, &route.token).is_none() {
        panic_with_error!(e, Error::InvalidRoute);
    }
    let id = storage::route_count(e);
    storage::set_route(e, id, &route);
    storage::set_route_count(e, id + 1);
    RouteAdded { id, route }.publish(e);
}

/// Its number is never given again.
pub fn remove_route(e: &Env, id: u32) {
    if storage::route(e, id).is_none() {
        panic_with_error!(e, Error::RouteNotAllowed);
    }
    storage::remove_route(e, id);
    RouteRemoved { id }.publish(e);
}

/// USDC needs no entry of its own.
pub fn is_asset_allowed(e: &Env, asset: &Address) -> bool {
    *asset == storage::config(e).usdc || storage::asset_decimals(e, asset).is_some()
}
