//! Shares against assets. Every rounding goes against the caller and so to those who stay.

use soroban_sdk::{Env, panic_with_error};
use stellar_contract_utils::math::i128_fixed_point::{checked_mul_div_floor, mul_div_ceil, mul_div_floor};

use crate::{books, constants::SHARE_PRICE_SCALE, errors::Error, share_ledger};

/// Both sides of the price, read once.
pub struct Pot {
    pub assets: i128,
    pub supply: i128,
}

impl Pot {
    /// Before the seed there are no shares, and one is worth one stroop.
    pub fn read(e: &Env) -> Self {
        match share_ledger::total(e) {
            0 => Self { assets: 1, supply: 1 },
            supply => Self {
                assets: books::total_assets(e),
                supply,
            },
        }
    }

    /// For deposits: the newcomer gets the lower number of shares.
    pub fn to_shares_floor(&self, e: &Env, assets: i128) -> i128 {
        mul_div_floor(e, &assets, &self.supply, &self.assets_nonzero(e))
    }

    /// For withdrawals: the leaver gives the higher number of shares.
    pub fn to_shares_ceil(&self, e: &Env, assets: i128) -> i128 {
        mul_div_ceil(e, &assets, &self.supply, &self.assets_nonzero(e))
    }

    /// For redemptions: the leaver gets the lower amount.
    pub fn to_assets_floor(&self, e: &Env, shares: i128) -> i128 {
        mul_div_floor(e, &shares, &self.assets, &self.supply)
    }

    /// For mints: the newcomer pays the higher amount.
    pub fn to_assets_ceil(&self, e: &Env, shares: i128) -> i128 {
        mul_div_ceil(e, &shares, &self.assets, &self.supply)
    }

    /// For `max_redeem`: the most shares that are worth no more than `assets`, which is less than all there is.
    pub fn to_most_shares(&self, e: &Env, assets: i128) -> i128 {
        if assets == 0 {
            return 0;
        }
        mul_div_ceil(e, &(assets + 1), &self.supply, &self.assets) - 1
    }

    /// For `max_mint`, which answers and never fails: 0 without assets, the largest number on overflow.
    pub fn to_shares_saturating(&self, e: &Env, assets: i128) -> i128 {
        if self.assets == 0 {
            return 0;
        }
        checked_mul_div_floor(e, &assets, &self.supply, &self.assets).unwrap_or(i128::MAX)
    }

    /// USDC per share, 12 decimals, floored.
    pub fn price_floor(&self, e: &Env) -> i128 {
        mul_div_floor(e, &self.assets, &SHARE_PRICE_SCALE, &self.supply)
    }

    fn assets_nonzero(&self, e: &Env) -> i128 {
        if self.assets == 0 {
            panic_with_error!(e, Error::NoAssets);
        }
        self.assets
    }
}
