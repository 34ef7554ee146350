//! What a Comet would pay or take: the published formulas of weighted pools, which it has no reads for, with its
//! roundings, always against the trader. Equal to the deployed contract to the stroop, which the tests hold them to.
//!
//! Tokens, weights and fees have 7 decimals, everything between 18. None: the pool would refuse.

use soroban_sdk::Env;
use stellar_contract_utils::math::i128_fixed_point::{mul_div_ceil, mul_div_floor};

const ONE: i128 = 1_000_000_000_000_000_000;
const UNIT: i128 = 10_000_000;
/// From 7 decimals to 18.
const FINER: i128 = ONE / UNIT;
/// Most that one call may add to or take from a side, 7 decimals: a little over a third.
const MAX_SHARE: i128 = UNIT / 3 + 1;
/// Terms of a power's series below this end it, as does the fiftieth.
const SERIES_PRECISION: i128 = 100_000_000;
const SERIES_TERMS: i128 = 50;

/// One token of the pool.
pub struct Side {
    pub balance: i128,
    pub weight: i128,
}

#[derive(Clone, Copy, PartialEq)]
enum Round {
    Up,
    Down,
}

/// Token for token: the input is known.
pub fn swap_exact_in(e: &Env, from: &Side, to: &Side, fee: i128, amount_in: i128) -> Option<i128> {
    bearable(e, amount_in, from)?;
    let balance = from.balance * FINER;
    let net = mul_div_floor(e, &(amount_in * FINER), &((UNIT - fee) * FINER), &ONE);
    let base = mul_div_floor(e, &balance, &ONE, &(balance + net));
    let exponent = mul_div_floor(e, &from.weight, &UNIT, &to.weight) * FINER;
    let left = power(e, base, exponent, Round::Up);
    let out = mul_div_floor(e, &(to.balance * FINER), &(ONE - left), &ONE);
    positive(out.div_euclid(FINER))
}

/// Token for token: the output is known.
pub fn swap_exact_out(e: &Env, from: &Side, to: &Side, fee: i128, amount_out: i128) -> Option<i128> {
    bearable(e, amount_out, to)?;
    let balance = to.balance * FINER;
    let base = mul_div_ceil(e, &balance, &ONE, &(balance - amount_out * FINER));
    let exponent = mul_div_ceil(e, &to.weight, &UNIT, &from.weight) * FINER;
    let grown = power(e, base, exponent, Round::Up);
    let net = mul_div_ceil(e, &(from.balance * FINER), &(grown - ONE), &ONE);
    let gross = mul_div_ceil(e, &net, &ONE, &((UNIT - fee) * FINER));
    positive(up_to_stroops(gross))
}

/// LP tokens for an exact amount of one token.
pub fn join_exact_in(e: &Env, side: &Side, supply: i128, fee: i128, amount_in: i128) -> Option<i128> {
    bearable(e, amount_in, side)?;
    let (balance, supply) = (side.balance * FINER, supply * FINER);
    let net = mul_div_floor(e, &(amount_in * FINER), &after_fee(e, side, fee), &ONE);
    let ratio = mul_div_floor(e, &(balance + net), &ONE, &balance);
    let grown = power(e, ratio, side.weight * FINER, Round::Down);
    let out = mul_div_floor(e, &grown, &supply, &ONE) - supply;
    positive(out.div_euclid(FINER))
}

/// An amount of one token for exactly so many LP tokens.
pub fn join_exact_out(e: &Env, side: &Side, supply: i128, fee: i128, amount_out: i128) -> Option<i128> {
    if amount_out >= supply {
        return None;
    }
    let (balance, supply) = (side.balance * FINER, supply * FINER);
    let ratio = mul_div_ceil(e, &(supply + amount_out * FINER), &ONE, &supply);
    let exponent = mul_div_ceil(e, &ONE, &ONE, &(side.weight * FINER));
    let grown = power(e, ratio, exponent, Round::Down);
    let net = mul_div_ceil(e, &balance, &grown, &ONE) - balance;
    let amount_in = up_to_stroops(mul_div_ceil(e, &net, &ONE, &after_fee(e, side, fee)));
    bearable(e, amount_in, side)?;
    positive(amount_in)
}

/// An amount of one token for an exact amount of LP tokens.
pub fn exit_exact_in(e: &Env, side: &Side, supply: i128, fee: i128, amount_in: i128) -> Option<i128> {
    if amount_in >= supply {
        return None;
    }
    let (balance, supply) = (side.balance * FINER, supply * FINER);
    let ratio = mul_div_floor(e, &(supply - amount_in * FINER), &ONE, &supply);
    let exponent = mul_div_floor(e, &ONE, &ONE, &(side.weight * FINER));
    let left = power(e, ratio, exponent, Round::Down);
    let gross = balance - mul_div_floor(e, &balance, &left, &ONE);
    let out = mul_div_floor(e, &gross, &after_fee(e, side, fee), &ONE).div_euclid(FINER);
    bearable(e, out, side)?;
    positive(out)
}

/// LP tokens for exactly so much of one token.
pub fn exit_exact_out(e: &Env, side: &Side, supply: i128, fee: i128, amount_out: i128) -> Option<i128> {
    bearable(e, amount_out, side)?;
    let (balance, supply) = (side.balance * FINER, supply * FINER);
    let gross = mul_div_ceil(e, &(amount_out * FINER), &ONE, &after_fee(e, side, fee));
    let ratio = mul_div_ceil(e, &(balance - gross), &ONE, &balance);
    let left = power(e, ratio, side.weight * FINER, Round::Up);
    let amount_in = supply - mul_div_ceil(e, &left, &supply, &ONE);
    positive(up_to_stroops(amount_in))
}

/// A single-sided join or exit trades the part of it that is the other tokens' weight, and pays the fee on that.
fn after_fee(e: &Env, side: &Side, fee: i128) -> i128 {
    ONE - mul_div_floor(e, &(ONE - side.weight * FINER), &(fee * FINER), &ONE)
}

fn bearable(e: &Env, amount: i128, side: &Side) -> Option<()> {
    (amount <= mul_div_floor(e, &side.balance, &MAX_SHARE, &UNIT)).then_some(())
}

fn positive(amount: i128) -> Option<i128> {
    (amount > 0).then_some(amount)
}

fn up_to_stroops(amount: i128) -> i128 {
    -(-amount).div_euclid(FINER)
}

/// `base` < 2. Whole exponents are exact but for the roundings, the rest of an exponent is a series.
fn power(e: &Env, base: i128, exponent: i128, round: Round) -> i128 {
    let whole = whole_power(e, base, exponent / ONE);
    let rest = exponent % ONE;
    if rest == 0 {
        return whole;
    }
    let part = series(base - ONE, rest, round);
    match round {
        Round::Up => mul_div_ceil(e, &whole, &part, &ONE),
        Round::Down => mul_div_floor(e, &whole, &part, &ONE),
    }
}

/// By squaring, every product floored.
fn whole_power(e: &Env, base: i128, exponent: i128) -> i128 {
    let (mut square, mut result, mut left) = (base, if exponent % 2 == 1 { base } else { ONE }, exponent / 2);
    while left > 0 {
        square = mul_div_floor(e, &square, &square, &ONE);
        if left % 2 == 1 {
            result = mul_div_floor(e, &result, &square, &ONE);
        }
        left /= 2;
    }
    result
}

/// The binomial series of (1 + x)^a for |x| < 1 and 0 < a < 1, then corrected by its last term to the side of `round`.
fn series(x: i128, a: i128, round: Round) -> i128 {
    let (mut term, mut sum) = (ONE, ONE);
    for k in 1..=SERIES_TERMS {
        let factor = ((a - (k - 1) * ONE) * x).div_euclid(ONE);
        term = (term * factor).div_euclid(ONE).div_euclid(k);
        sum += term;
        if term.abs() <= SERIES_PRECISION {
            break;
        }
    }
    let too_high = x > 0 && term > 0;
    let too_low = x > 0 && term < 0;
    match round {
        Round::Down if too_high => sum - term,
        Round::Up if too_low => sum - term,
        // Every term of a falling power is negative: the next one would take off less than the last.
        Round::Down if x <= 0 => sum + term,
        Round::Down | Round::Up => sum,
    }
}
