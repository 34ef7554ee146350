//! Caps by pool and by asset, and the auction types beyond user liquidations.

use nectar_interfaces::{
    blend::auction::{BAD_DEBT, INTEREST, USER_LIQUIDATION},
    vault::TypeParams,
};
use soroban_sdk::{Address, Env, panic_with_error};

use crate::{
    errors::Error,
    events::{AssetCapSet, PoolCapSet, TypeDisabled, TypeEnabled},
    storage,
};

/// A fill that spends `spent` USDC in `pool`; `assets` are those of the auction itself, never of the order.
pub fn check_caps(e: &Env, pool: &Address, assets: impl Iterator<Item = Address>, spent: i128) {
    if exceeds(spent, storage::pool_cap(e, pool)) {
        panic_with_error!(e, Error::PoolCapExceeded);
    }
    for asset in assets {
        if exceeds(spent, storage::asset_cap(e, &asset)) {
            panic_with_error!(e, Error::AssetCapExceeded);
        }
    }
}

/// A cap of 0 stops also what spends nothing: once its bid is gone an auction asks for nothing.
fn exceeds(spent: i128, cap: i128) -> bool {
    cap == 0 || spent > cap
}

/// A cap of 0 stops the fills it is for until a higher one has waited out the timelock, as a list does.
pub fn check_cap(e: &Env, cap: i128) {
    if cap < 0 {
        panic_with_error!(e, Error::InvalidCap);
    }
}

pub fn check_type(e: &Env, auction_type: u32, params: &TypeParams) {
    let switched = [BAD_DEBT, INTEREST].contains(&auction_type);
    let backstop = ![e.current_contract_address(), storage::config(e).usdc].contains(&params.backstop);
    if !switched || !backstop || params.cap <= 0 || !(500..=5_000).contains(&params.margin_bps) {
        panic_with_error!(e, Error::InvalidType);
    }
}

pub fn is_type_enabled(e: &Env, auction_type: u32) -> bool {
    auction_type == USER_LIQUIDATION || storage::type_params(e, auction_type).is_some()
}

pub fn set_pool_cap(e: &Env, pool: Address, cap: i128) {
    storage::set_pool_cap(e, &pool, cap);
    PoolCapSet { pool, cap }.publish(e);
}

pub fn set_asset_cap(e: &Env, asset: Address, cap: i128) {
    storage::set_asset_cap(e, &asset, cap);
    AssetCapSet { asset, cap }.publish(e);
}

pub fn enable_type(e: &Env, auction_type: u32, params: TypeParams) {
    storage::set_type_params(e, auction_type, &params);
    TypeEnabled { auction_type, params }.publish(e);
}

pub fn disable_type(e: &Env, auction_type: u32) {
    if storage::type_params(e, auction_type).is_none() {
        panic_with_error!(e, Error::AuctionTypeNotEnabled);
    }
    storage::remove_type_params(e, auction_type);
    TypeDisabled { auction_type }.publish(e);
}
