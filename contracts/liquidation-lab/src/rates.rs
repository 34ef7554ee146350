//! bTokens and dTokens against underlying, and the pool's utilisation. Rounding is always against the user.

use nectar_interfaces::blend::{FACTOR_SCALE, RATE_SCALE, ReserveData};

use crate::math::{mul_div_ceil, mul_div_floor};

/// What a debt of `d_tokens` costs.
pub fn debt_of(d_tokens: i128, d_rate: i128) -> i128 {
    mul_div_ceil(d_tokens, d_rate, RATE_SCALE)
}

/// What `b_tokens` pay out.
pub fn supply_of(b_tokens: i128, b_rate: i128) -> i128 {
    mul_div_floor(b_tokens, b_rate, RATE_SCALE)
}

/// Tokens minted for a supply or burnt by a repayment.
pub fn tokens_down(amount: i128, rate: i128) -> i128 {
    mul_div_floor(amount, RATE_SCALE, rate)
}

/// Tokens minted for a loan or burnt by a withdrawal.
pub fn tokens_up(amount: i128, rate: i128) -> i128 {
    mul_div_ceil(amount, RATE_SCALE, rate)
}

/// Borrowed over supplied, 7 decimals, rounded up; 1e7 when more is borrowed than supplied.
pub fn utilization(data: &ReserveData) -> i128 {
    let borrowed = debt_of(data.d_supply, data.d_rate);
    let supplied = supply_of(data.b_supply, data.b_rate);
    if borrowed == 0 {
        0
    } else if borrowed >= supplied {
        FACTOR_SCALE
    } else {
        mul_div_ceil(borrowed, FACTOR_SCALE, supplied)
    }
}
