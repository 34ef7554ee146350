//! Debt without collateral: first the backstop's, then the lenders'.
use soroban_sdk::{Address, Env, panic_with_error};

use crate::{
    errors::PoolError,
    events,
    math::mul_div_ceil,
    pool::Pool,
    rates::debt_of,
    storage,
    user::{Side, User},
};
use nectar_interfaces::blend::{RATE_SCALE, auction};

/// Moves a user's debt to the backstop, or writes the backstop's off.
pub fn settle(e: &Env, address: &Address) {
    let is_backstop = *address == storage::backstop(e);
    let auction_type = if is_backstop {
        auction::BAD_DEBT
    } else {
        auction::USER_LIQUIDATION
    };
    if storage::has_auction(e, auction_type, address) {
        panic_with_error!(e, PoolError::AuctionInProgress)
    }
    let mut pool = Pool::load(e);
    let mut user = User::load(e, address);
    if !user.positions.collateral.is_empty() || !user.has_debt() {
        panic_with_error!(e, PoolError::BadRequest)
    }
    if is_backstop {
        write_off(e, &mut pool, &mut user);
    } else {
        take_over(e, &mut pool, &mut user);
    }
    user.store();
    pool.store();
}

/// The backstop takes over the debt of a user without collateral; otherwise nothing happens.
pub fn take_over(e: &Env, pool: &mut Pool, user: &mut User) {
    if !user.positions.collateral.is_empty() || !user.has_debt() {
        return;
    }
    let mut backstop = User::load(e, &storage::backstop(e));
    for (index, d_tokens) in user.positions.liabilities.iter() {
        let asset = pool.asset_at(index);
        let reserve = pool.reserve(&asset);
        user.remove(Side::Liability, index, d_tokens);
        backstop.add(Side::Liability, index, d_tokens);
        pool.put(reserve);
        events::BadDebt {
            user: user.address.clone(),
            asset,
            d_tokens,
        }
        .publish(e);
    }
    backstop.store();
}

/// The lab has no backstop capital, so its threshold is always 0 and the backstop's debt is the lenders' loss at once.
fn write_off(e: &Env, pool: &mut Pool, backstop: &mut User) {
    for (index, d_tokens) in backstop.positions.liabilities.iter() {
        let asset = pool.asset_at(index);
        let mut reserve = pool.reserve(&asset);
        let data = &mut reserve.data;
        // The loss per bToken rounds up, so that what lenders may claim stays covered (measured on Blend v2).
        let loss = mul_div_ceil(debt_of(d_tokens, data.d_rate), RATE_SCALE, data.b_supply);
        data.b_rate = (data.b_rate - loss).max(0);
        data.d_supply -= d_tokens;
        pool.put(reserve);
        backstop.remove(Side::Liability, index, d_tokens);
        events::DefaultedDebt { asset, d_tokens }.publish(e);
    }
}
