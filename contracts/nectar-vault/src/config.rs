//! What the admin sets before the seed, and within which bounds. From the seed on nothing here acts at once.

use nectar_interfaces::{
    registry::RegistryClient,
    vault::{Params, Route, VaultConfig},
};
use soroban_sdk::{Address, Env, String, panic_with_error, token::TokenClient};

use crate::{
    constants::{BPS, MAX_EVENT_BYTES, MAX_ROUTE_DATA_BYTES, MIN_LEG_EVENT_BYTES, USDC_DECIMALS},
    errors::Error,
    events::{AssetAllowed, ParamsSet, PoolAllowed, RouteAdded},
    storage,
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
    let floors = p.min_profit > 0 && (50..=2_000).contains(&p.min_margin_bps) && p.max_slippage_bps <= 500;
    let price = (1..=3_600).contains(&p.max_price_age_secs);
    let caps = p.deposit_cap > 0 && p.fill_cap_bps >= 1 && i128::from(p.fill_cap_bps) <= BPS;
    if !(clocks && shares && floors && price && caps) {
        panic_with_error!(e, Error::InvalidParams);
    }
}

pub fn require_unsealed(e: &Env) {
    if storage::is_open(e) {
        panic_with_error!(e, Error::ConfigSealed);
    }
}

pub fn set_params(e: &Env, params: Params) {
    check_params(e, &params);
    storage::set_params(e, &params);
    ParamsSet { params }.publish(e);
}

pub fn allow_pool(e: &Env, pool: Address) {
    storage::set_pool(e, &pool);
    PoolAllowed { pool }.publish(e);
}

pub fn allow_asset(e: &Env, asset: Address) {
    if asset == e.current_contract_address() || asset == storage::config(e).usdc {
        panic_with_error!(e, Error::InvalidAsset);
    }
    let decimals = TokenClient::new(e, &asset).decimals();
    if decimals > MAX_ASSET_DECIMALS {
        panic_with_error!(e, Error::InvalidAsset);
    }
    storage::set_asset(e, &asset, decimals);
    AssetAllowed { asset, decimals }.publish(e);
}

pub fn add_route(e: &Env, route: Route) -> u32 {
    let sizes = (MIN_LEG_EVENT_BYTES..=MAX_EVENT_BYTES).contains(&route.event_bytes)
        && route.data.len() <= MAX_ROUTE_DATA_BYTES;
    let token = storage::asset_decimals(e, &route.token).is_some();
    if !sizes || !token || route.venue == e.current_contract_address() {
        panic_with_error!(e, Error::InvalidRoute);
    }
    let id = storage::route_count(e);
    storage::set_route(e, id, &route);
    storage::set_route_count(e, id + 1);
    RouteAdded { id, route }.publish(e);
    id
}

/// USDC needs no entry of its own.
pub fn is_asset_allowed(e: &Env, asset: &Address) -> bool {
    *asset == storage::config(e).usdc || storage::asset_decimals(e, asset).is_some()
}
