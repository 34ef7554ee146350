//! Tokens a fill could not sell stay in the vault; later anyone may sell them for the depositors.

use nectar_interfaces::{blend::PoolClient, vault::Swap};
use soroban_sdk::{Address, Env, Map, Vec, panic_with_error, token::TokenClient};
use stellar_contract_utils::math::i128_fixed_point::{mul_div_ceil, mul_div_floor};

use crate::{
    books,
    constants::{BPS, EVENT_BYTES_BASE, MAX_EVENT_BYTES},
    errors::Error,
    events::Leftover,
    oracle::{Prices, pool_config},
    pauses,
    routes::Legs,
    storage,
};

/// Sells the part of the vault's `token` that the weights name (they may sum to less than 10,000, for a thin market),
/// at no less than the value by the oracle of an allowlisted pool minus the slippage allowed. The proceeds vest.
pub fn sell(e: &Env, pool: &Address, token: &Address, swaps: &Vec<Swap>) -> i128 {
    if !storage::is_pool(e, pool) {
        panic_with_error!(e, Error::PoolNotAllowed);
    }
    pauses::require_running(e, pool);
    let Some(decimals) = storage::asset_decimals(e, token) else {
        panic_with_error!(e, Error::AssetNotAllowed);
    };
    pauses::require_asset_running(e, token);
    let legs = checked_legs(e, swaps, token);
    let client = TokenClient::new(e, token);
    let me = e.current_contract_address();
    let before = client.balance(&me);
    let amount = mul_div_floor(e, &before, &legs.weight(), &BPS);
    if amount == 0 {
        panic_with_error!(e, Error::NothingToSell);
    }
    let prices = Prices::read(
        e,
        &pool_config(e, &PoolClient::new(e, pool)),
        &Map::from_array(e, [(token.clone(), decimals)]),
    );
    let kept = BPS - i128::from(storage::params(e).max_slippage_bps);
    let least = mul_div_ceil(e, &prices.value_ceil(e, token, amount), &kept, &BPS);

    books::recognise_loss(e);
    let usdc_before = books::usdc_balance(e);
    legs.sell(e, before, amount);
    let proceeds = books::usdc_balance(e) - usdc_before;
    if proceeds < least {
        panic_with_error!(e, Error::LeftoverTooCheap);
    }
    if client.balance(&me) < before - amount {
        panic_with_error!(e, Error::TokenFell);
    }
    books::add_profit(e, proceeds);
    Leftover {
        token: token.clone(),
        amount,
        proceeds,
    }
    .publish(e);
    proceeds
}

fn checked_legs(e: &Env, swaps: &Vec<Swap>, token: &Address) -> Legs {
    let legs = Legs::named(e, swaps, token);
    if legs.is_empty() {
        panic_with_error!(e, Error::RouteMissing);
    }
    if legs.weight() > BPS {
        panic_with_error!(e, Error::BadWeights);
    }
    if EVENT_BYTES_BASE.saturating_add(legs.event_bytes()) > MAX_EVENT_BYTES {
        panic_with_error!(e, Error::TooManyLegs);
    }
    legs
}
