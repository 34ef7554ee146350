//! The two quotes of a constant-product pair with a fee of 3/1000, rounded against the trader. Equal to Soroswap's.

use crate::errors::AmmError;

/// Floors the output and ceils the fee. 0 when `amount_in` is 0 or less, or buys nothing.
pub fn quote_exact_in(reserve_in: i128, reserve_out: i128, amount_in: i128) -> i128 {
    if amount_in <= 0 || reserve_in <= 0 || reserve_out <= 0 {
        return 0;
    }
    let fee = div_ceil(amount_in * 3, 1_000);
    let net = amount_in - fee;
    net * reserve_out / (reserve_in + net)
}

/// Ceils the input, plus one stroop.
pub fn quote_exact_out(reserve_in: i128, reserve_out: i128, amount_out: i128) -> Result<i128, AmmError> {
    if amount_out <= 0 {
        return Err(AmmError::InvalidAmount);
    }
    if amount_out >= reserve_out {
        return Err(AmmError::NoLiquidity);
    }
    Ok(div_ceil(reserve_in * amount_out * 1_000, (reserve_out - amount_out) * 997) + 1)
}

fn div_ceil(a: i128, d: i128) -> i128 {
    (a + d - 1) / d
}
