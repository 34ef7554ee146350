//! The two-phase Dutch auction: the lot grows for 200 ledgers, then the bid shrinks for 200. Partial fills take a
//! percent of what remains and leave the rest on the same clock.

use nectar_interfaces::blend::FACTOR_SCALE;

use crate::math::{mul_div_ceil, mul_div_floor};

/// Ledgers of each phase.
const PHASE: u32 = 200;
/// 0.5 % a ledger, 7 decimals.
const STEP: i128 = 50_000;

/// What a fill takes of one amount, and what stays in the auction (unscaled).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    pub remaining: i128,
    pub taken: i128,
}

/// Share of the lot the filler receives at `age` ledgers after the start, 7 decimals.
pub fn lot_factor(age: u32) -> i128 {
    i128::from(age.min(PHASE)) * STEP
}

/// Share of the bid the filler pays at `age`, 7 decimals.
pub fn bid_factor(age: u32) -> i128 {
    FACTOR_SCALE - i128::from(age.clamp(PHASE, 2 * PHASE) - PHASE) * STEP
}

/// Rounds up twice: the filler pays the dust.
pub fn split_bid(amount: i128, percent: u32, age: u32) -> Split {
    let base = mul_div_ceil(amount, i128::from(percent), 100);
    Split {
        remaining: amount - base,
        taken: mul_div_ceil(base, bid_factor(age), FACTOR_SCALE),
    }
}

/// Rounds down twice: the filler forgoes the dust.
pub fn split_lot(amount: i128, percent: u32, age: u32) -> Split {
    let base = mul_div_floor(amount, i128::from(percent), 100);
    Split {
        remaining: amount - base,
        taken: mul_div_floor(base, lot_factor(age), FACTOR_SCALE),
    }
}
