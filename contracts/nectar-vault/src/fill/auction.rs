//! Blend's Dutch auction: what a fill of some percent costs and brings at some age. Every rounding is the pool's,
//! against the filler.

use nectar_interfaces::blend::{AuctionData, PoolClient, RATE_SCALE};
use soroban_sdk::{Address, Env, Map, Vec, panic_with_error};
use stellar_contract_utils::math::i128_fixed_point::{mul_div_ceil, mul_div_floor};

use crate::{
    config,
    constants::{BID_GONE_AGE, LOT_FULL_AGE, PERMILLE, PERMILLE_PER_LEDGER},
    errors::Error,
    pauses,
};

const PERCENT: i128 = 100;

/// Asset → amount bid, in the auction's own units (dTokens, or LP tokens for interest). Bids that have vanished are left
/// out: the pool refuses to be repaid nothing.
pub fn bids(e: &Env, auction: &AuctionData, percent: u32, age: u32) -> Map<Address, i128> {
    let mut bids = Map::new(e);
    for (asset, amount) in auction.bid.iter() {
        let base = mul_div_ceil(e, &amount, &percent.into(), &PERCENT);
        let scaled = mul_div_ceil(e, &base, &bid_permille(age), &PERMILLE);
        if scaled > 0 {
            require_allowed(e, &asset);
            bids.set(asset, scaled);
        }
    }
    bids
}

/// Asset → exact amount that repays `bids` of dTokens, at the rate of this ledger.
pub fn repayments(e: &Env, pool: &PoolClient, bids: &Map<Address, i128>) -> Map<Address, i128> {
    let mut repay = Map::new(e);
    for (asset, d_tokens) in bids.iter() {
        let Ok(Ok(reserve)) = pool.try_get_reserve(&asset) else {
            panic_with_error!(e, Error::PoolUnreadable);
        };
        repay.set(
            asset,
            mul_div_ceil(e, &d_tokens, &reserve.data.d_rate, &RATE_SCALE),
        );
    }
    repay
}

/// Assets of which the fill brings something, in the auction's order: the pool refuses to pay out nothing.
pub fn lots(e: &Env, auction: &AuctionData, percent: u32, age: u32) -> Vec<Address> {
    let mut lots = Vec::new(e);
    for (asset, amount) in auction.lot.iter() {
        let base = mul_div_floor(e, &amount, &percent.into(), &PERCENT);
        if mul_div_floor(e, &base, &lot_permille(age), &PERMILLE) > 0 {
            require_allowed(e, &asset);
            lots.push_back(asset);
        }
    }
    lots
}

/// 100 % to age 200, then half a percent less a ledger, nothing from age 400 on.
pub fn bid_permille(age: u32) -> i128 {
    let falling = age.clamp(LOT_FULL_AGE, BID_GONE_AGE) - LOT_FULL_AGE;
    PERMILLE - i128::from(falling * PERMILLE_PER_LEDGER)
}

/// Half a percent a ledger, 100 % from age 200 on.
pub fn lot_permille(age: u32) -> i128 {
    i128::from(age.min(LOT_FULL_AGE) * PERMILLE_PER_LEDGER)
}

fn require_allowed(e: &Env, asset: &Address) {
    if !config::is_asset_allowed(e, asset) {
        panic_with_error!(e, Error::AssetNotAllowed);
    }
    pauses::require_asset_running(e, asset);
}
