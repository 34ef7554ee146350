//! The two quotes of a constant-product pair with a fee of 3/1000, rounded against the trader. Equal to Soroswap's, but
//! for amounts beyond its 128 bits: products have 256 here, so that assets of 18 decimals are traded like any other.

use soroban_sdk::Env;
use stellar_contract_utils::math::i128_fixed_point::{checked_mul_div_ceil, checked_mul_div_floor};

use crate::errors::AmmError;

/// No product of three leaves 256 bits, and no sum 128, while reserves and amounts are below this. A pair beyond it does
/// not trade.
const LIMIT: i128 = 1 << 116;

/// Floors the output and ceils the fee. 0 when `amount_in` is 0 or less, or buys nothing.
pub fn quote_exact_in(e: &Env, reserve_in: i128, reserve_out: i128, amount_in: i128) -> i128 {
    if ![reserve_in, reserve_out, amount_in].iter().all(in_range) {
        return 0;
    }
    let net = amount_in - div_ceil(amount_in * 3, 1_000);
    checked_mul_div_floor(e, &net, &reserve_out, &(reserve_in + net)).unwrap_or(0)
}

/// Ceils the input, plus one stroop.
pub fn quote_exact_out(
    e: &Env,
    reserve_in: i128,
    reserve_out: i128,
    amount_out: i128,
) -> Result<i128, AmmError> {
    if amount_out <= 0 {
        return Err(AmmError::InvalidAmount);
    }
    if amount_out >= reserve_out || !(0..LIMIT).contains(&reserve_in) || !in_range(&reserve_out) {
        return Err(AmmError::NoLiquidity);
    }
    let left = (reserve_out - amount_out) * 997;
    checked_mul_div_ceil(e, &reserve_in, &(amount_out * 1_000), &left)
        .and_then(|cost| cost.checked_add(1))
        .ok_or(AmmError::NoLiquidity)
}

fn in_range(amount: &i128) -> bool {
    (1..LIMIT).contains(amount)
}

fn div_ceil(a: i128, d: i128) -> i128 {
    (a + d - 1) / d
}
