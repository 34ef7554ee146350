//! What the lab's admin may do at once that a real pool's may not, and the bounds of both.
use nectar_interfaces::blend::{FACTOR_SCALE, PoolConfig, Positions, RATE_SCALE, ReserveConfig, ReserveData};
use soroban_sdk::{Address, Env, Map, panic_with_error};

use crate::{errors::PoolError, pool::Pool, storage, user::User};

const MAX_RESERVES: u32 = 30;
const MAX_DECIMALS: u32 = 18;
const MAX_UTIL_TARGET: u32 = 9_000_000;
const MIN_R_BASE: u32 = 1_000;
const MAX_REACTIVITY: u32 = 1_000;
const ONE: u32 = FACTOR_SCALE as u32;

pub fn is_valid_pool(config: &PoolConfig) -> bool {
    config.bstop_rate < ONE && (2..=60).contains(&config.max_positions) && config.min_collateral >= 0
}

pub fn is_valid_reserve(config: &ReserveConfig) -> bool {
    config.decimals <= MAX_DECIMALS
        && config.c_factor <= ONE
        && config.l_factor <= ONE
        && config.util <= MAX_UTIL_TARGET
        && config.util < config.max_util
        && config.max_util <= ONE
        && (MIN_R_BASE..ONE).contains(&config.r_base)
        && config.r_one <= config.r_two
        && config.r_two <= config.r_three
        && config.reactivity <= MAX_REACTIVITY
        && config.supply_cap >= 0
}

/// Creates the reserve, or replaces the configuration of an existing one. Returns its index.
pub fn init_reserve(e: &Env, asset: &Address, config: &ReserveConfig) -> u32 {
    if !is_valid_reserve(config) {
        panic_with_error!(e, PoolError::InvalidReserveMetadata)
    }
    match storage::reserve_config(e, asset) {
        Some(old) => replace_config(e, asset, &old, config),
        None => create_reserve(e, asset, config),
    }
}

/// Interest up to now is charged at the old rates.
fn replace_config(e: &Env, asset: &Address, old: &ReserveConfig, config: &ReserveConfig) -> u32 {
    if config.decimals != old.decimals {
        panic_with_error!(e, PoolError::InvalidReserveMetadata)
    }
    let accrued = Pool::load(e).reserve(asset);
    storage::set_reserve_data(e, asset, &accrued.data);
    storage::set_reserve_config(
        e,
        asset,
        &ReserveConfig {
            index: old.index,
            ..config.clone()
        },
    );
    old.index
}

fn create_reserve(e: &Env, asset: &Address, config: &ReserveConfig) -> u32 {
    let mut list = storage::reserve_list(e);
    let index = list.len();
    if index >= MAX_RESERVES {
        panic_with_error!(e, PoolError::BadRequest)
    }
    list.push_back(asset.clone());
    storage::set_reserve_list(e, &list);
    storage::set_reserve_config(
        e,
        asset,
        &ReserveConfig {
            index,
            ..config.clone()
        },
    );
    let data = ReserveData {
        b_rate: RATE_SCALE,
        b_supply: 0,
        backstop_credit: 0,
        d_rate: RATE_SCALE,
        d_supply: 0,
        ir_mod: FACTOR_SCALE,
        last_time: e.ledger().timestamp(),
    };
    storage::set_reserve_data(e, asset, &data);
    index
}

/// Writes a user's positions and moves the reserves' supplies by the difference. No token moves: whoever builds a
/// scene gives the pool what it needs to pay out.
pub fn set_position(e: &Env, address: &Address, positions: &Positions) {
    let mut pool = Pool::load(e);
    let mut user = User::load(e, address);
    let old = user.positions.clone();
    for (before, after, is_debt) in [
        (&old.collateral, &positions.collateral, false),
        (&old.supply, &positions.supply, false),
        (&old.liabilities, &positions.liabilities, true),
    ] {
        shift(e, &mut pool, before, -1, is_debt);
        shift(e, &mut pool, after, 1, is_debt);
    }
    user.positions = positions.clone();
    user.store();
    pool.store();
}

fn shift(e: &Env, pool: &mut Pool, amounts: &Map<u32, i128>, sign: i128, is_debt: bool) {
    for (index, amount) in amounts.iter() {
        if amount <= 0 {
            panic_with_error!(e, PoolError::NegativeAmount)
        }
        let asset = pool.asset_at(index);
        let mut reserve = pool.reserve(&asset);
        if is_debt {
            reserve.data.d_supply += sign * amount;
        } else {
            reserve.data.b_supply += sign * amount;
        }
        pool.put(reserve);
    }
}
