//! The pool's own oracle, as a floor against self-dealing and never as a value of the books.

use nectar_interfaces::{
    blend::{PoolClient, PoolConfig},
    oracle::{Asset, OracleClient},
};
use soroban_sdk::{Address, Env, Map, panic_with_error};
use stellar_contract_utils::math::i128_fixed_point::{mul_div_ceil, mul_div_floor};

use crate::{
    constants::{MAX_PRICE_LEAD_SECS, USDC_DECIMALS},
    errors::Error,
    storage,
};

/// Values tokens in USDC. One division per value: `amount × numerator / denominator`.
pub struct Prices {
    usdc: Address,
    /// Token → (price × 10^7, price of USDC × 10^decimals of the token). The oracle's own decimals cancel out.
    ratios: Map<Address, (i128, i128)>,
}

impl Prices {
    /// Reads every price before the first token moves: missing or stale refuses the whole call.
    pub fn read(e: &Env, pool_config: &PoolConfig, tokens: &Map<Address, u32>) -> Self {
        let usdc = storage::config(e).usdc;
        let oracle = OracleClient::new(e, &pool_config.oracle);
        let max_age = storage::params(e).max_price_age_secs;
        let usdc_price = fresh_price(e, &oracle, &usdc, max_age);
        let mut ratios = Map::new(e);
        for (token, decimals) in tokens.iter() {
            let price = fresh_price(e, &oracle, &token, max_age);
            let numerator = checked_scale(e, price, USDC_DECIMALS);
            ratios.set(token, (numerator, checked_scale(e, usdc_price, decimals)));
        }
        Self { usdc, ratios }
    }

    /// Lower bound of a value in USDC: for what the vault gives.
    pub fn value_floor(&self, e: &Env, token: &Address, amount: i128) -> i128 {
        if *token == self.usdc {
            return amount;
        }
        let (numerator, denominator) = self.ratios.get_unchecked(token.clone());
        mul_div_floor(e, &amount, &numerator, &denominator)
    }

    /// Upper bound of a value in USDC: for what the vault should have received.
    pub fn value_ceil(&self, e: &Env, token: &Address, amount: i128) -> i128 {
        if *token == self.usdc {
            return amount;
        }
        let (numerator, denominator) = self.ratios.get_unchecked(token.clone());
        mul_div_ceil(e, &amount, &numerator, &denominator)
    }
}

pub fn pool_config(e: &Env, pool: &PoolClient) -> PoolConfig {
    let Ok(Ok(config)) = pool.try_get_config() else {
        panic_with_error!(e, Error::PoolUnreadable);
    };
    config
}

fn fresh_price(e: &Env, oracle: &OracleClient, token: &Address, max_age: u64) -> i128 {
    let Ok(Ok(Some(data))) = oracle.try_lastprice(&Asset::Stellar(token.clone())) else {
        panic_with_error!(e, Error::PriceMissing);
    };
    if data.price <= 0 {
        panic_with_error!(e, Error::PriceMissing);
    }
    let now = e.ledger().timestamp();
    let too_old = data.timestamp.saturating_add(max_age) < now;
    if too_old || data.timestamp > now.saturating_add(MAX_PRICE_LEAD_SECS) {
        panic_with_error!(e, Error::PriceStale);
    }
    data.price
}

fn checked_scale(e: &Env, price: i128, decimals: u32) -> i128 {
    10i128
        .checked_pow(decimals)
        .and_then(|unit| price.checked_mul(unit))
        .unwrap_or_else(|| panic_with_error!(e, Error::MathOverflow))
}
