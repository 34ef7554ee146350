//! What may be configured, and what one stroop of custody costs.

use nectar_interfaces::vault::BondParams;
use soroban_sdk::{Env, panic_with_error};
use stellar_contract_utils::math::i128_fixed_point::{mul_div_ceil, mul_div_floor};

use super::{
    BondError,
    events::{BondDisabled, BondEnabled},
};
use crate::{constants::BPS, storage};

const DAY: u64 = 86_400;
/// Every draw owes this much of its time at once: a draw returned in the same second is no free loan.
const FEE_IN_ADVANCE_SECS: u64 = 3_600;
/// Whatever is configured: a fifth of total assets.
const MAX_CAP_BPS: u32 = 2_000;

/// The hard bounds. A day's fee is at most half the bounty: the excess of the stake pays both until well after any
/// deadline, so that whoever slashes in time is rewarded.
pub fn check_terms(e: &Env, terms: &BondParams) {
    let bounty = (100..=2_000).contains(&terms.bounty_bps);
    let fee = (1..=terms.bounty_bps / 2).contains(&terms.daily_fee_bps);
    let cap = (1..=MAX_CAP_BPS).contains(&terms.cap_bps);
    if !(bounty && fee && cap && (60..=DAY).contains(&terms.slash_timeout_secs)) {
        panic_with_error!(e, BondError::InvalidBond);
    }
}

pub fn enable(e: &Env, terms: BondParams) {
    storage::set_bond(e, &terms);
    BondEnabled { terms }.publish(e);
}

pub fn disable(e: &Env) {
    require(e);
    storage::remove_bond(e);
    BondDisabled {}.publish(e);
}

pub fn require(e: &Env) -> BondParams {
    storage::bond(e).unwrap_or_else(|| panic_with_error!(e, BondError::BondDisabled))
}

/// Ceils: the stake that must stand behind `outstanding`, so that a slash makes the vault whole and pays its caller.
pub fn backing_ceil(e: &Env, terms: &BondParams, outstanding: i128) -> i128 {
    mul_div_ceil(e, &outstanding, &(BPS + i128::from(terms.bounty_bps)), &BPS)
}

/// Floors, against whoever slashes.
pub fn bounty_floor(e: &Env, terms: &BondParams, outstanding: i128) -> i128 {
    mul_div_floor(e, &outstanding, &terms.bounty_bps.into(), &BPS)
}

/// Floors, against whoever draws.
pub fn cap_floor(e: &Env, terms: &BondParams, assets: i128) -> i128 {
    mul_div_floor(e, &assets, &terms.cap_bps.into(), &BPS)
}

/// Ceils, against the operator.
pub fn fee_ceil(e: &Env, terms: &BondParams, outstanding: i128, secs: u64) -> i128 {
    let rate = i128::from(terms.daily_fee_bps) * i128::from(secs);
    mul_div_ceil(e, &outstanding, &rate, &(BPS * i128::from(DAY)))
}

pub fn fee_in_advance_ceil(e: &Env, terms: &BondParams, amount: i128) -> i128 {
    fee_ceil(e, terms, amount, FEE_IN_ADVANCE_SECS)
}
