//! Blend's Dutch auction: what a fill of some percent costs and brings at some age. Every rounding is the pool's,
//! against the filler.

use nectar_interfaces::blend::{AuctionData, PoolClient, RATE_SCALE};
use soroban_sdk::{Address, Env, Map, panic_with_error};
use stellar_contract_utils::math::i128_fixed_point::{mul_div_ceil, mul_div_floor};

use crate::{
    config,
    constants::{BID_GONE_AGE, LOT_FULL_AGE, PERMILLE, PERMILLE_PER_LEDGER},
    errors::Error,
};

const PERCENT: i128 = 100;

/// Asset → exact amount to repay. Bids that have vanished are left out: the pool refuses to be repaid nothing.
pub fn repayments(
    e: &Env,
    pool: &PoolClient,
    auction: &AuctionData,
    percent: u32,
    age: u32,
) -> Map<Address, i128> {
    let mut repay = Map::new(e);
    for (asset, d_tokens) in auction.bid.iter() {
        let base = mul_div_ceil(e, &d_tokens, &percent.into(), &PERCENT);
        let scaled = mul_div_ceil(e, &base, &bid_permille(age), &PERMILLE);
        if scaled <= 0 {
            continue;
        }
        require_allowed(e, &asset);
        let Ok(Ok(reserve)) = pool.try_get_reserve(&asset) else {
            panic_with_error!(e, Error::PoolUnreadable);
        };
        repay.set(asset, mul_div_ceil(e, &scaled, &reserve.data.d_rate, &RATE_SCALE));
    }
    repay
}

/// Assets of which the fill brings something, in the auction's order: the pool refuses to pay out nothing.
pub fn lots(e: &Env, auction: &AuctionData, percent: u32, age: u32) -> soroban_sdk::Vec<Address> {
    let mut lots = soroban_sdk::Vec::new(e);
    for (asset, b_tokens) in auction.lot.iter() {
        let base = mul_div_floor(e, &b_tokens, &percent.into(), &PERCENT);
        if mul_div_floor(e, &base, &lot_permille(age), &PERMILLE) > 0 {
            require_allowed(e, &asset);
            lots.push_back(asset);
        }
    }
    lots
}

fn bid_permille(age: u32) -> i128 {
    let falling = age.clamp(LOT_FULL_AGE, BID_GONE_AGE) - LOT_FULL_AGE;
    PERMILLE - i128::from(falling * PERMILLE_PER_LEDGER)
}

fn lot_permille(age: u32) -> i128 {
    i128::from(age.min(LOT_FULL_AGE) * PERMILLE_PER_LEDGER)
}

fn require_allowed(e: &Env, asset: &Address) {
    if !config::is_asset_allowed(e, asset) {
        panic_with_error!(e, Error::AssetNotAllowed);
    }
}

#[cfg(test)]
mod test {
    use super::{bid_permille, lot_permille};

    #[test]
    fn the_curve_is_blends_at_its_corners() {
        let ages = [0, 1, 100, 200, 201, 300, 399, 400, 450, u32::MAX];
        assert_eq!(
            ages.map(lot_permille),
            [0, 5, 500, 1000, 1000, 1000, 1000, 1000, 1000, 1000]
        );
        assert_eq!(
            ages.map(bid_permille),
            [1000, 1000, 1000, 1000, 995, 500, 5, 0, 0, 0]
        );
    }
}
