//! The reserve profit of a fill.
//!
//! All keepers share one capital, so without it they would race each other down to nothing for the depositors, a
//! borrower could liquidate himself with the vault's money, and a keeper could move a thin venue around the call and
//! pocket the difference. Since `profit = edge − slippage` exactly, the slippage budget and the share of the edge are
//! one inequality: of the two the lesser binds.
//!
//! Bad debt and interest have LP tokens of the backstop on one side, and no oracle knows their price. There they count as
//! the USDC that moved for them:
//!
//! ```text
//! interest   edge = Σ oracle(lot) − USDC paid for LP       V = Σ oracle(lot that is not USDC)
//! bad debt   edge = USDC got for LP − Σ oracle(bid)        V = Σ oracle(bid that is not USDC)
//! ```
//!
//! so that `edge − profit` is the slippage of the legs the oracle does price, and the same inequality floors those. The
//! LP leg itself has the type's margin on the USDC spent as its only floor.

use nectar_interfaces::vault::Params;
use soroban_sdk::{Env, panic_with_error};
use stellar_contract_utils::math::i128_fixed_point::{mul_div_ceil, mul_div_floor};

use crate::{constants::BPS, errors::Error};

/// What a fill did, in USDC.
pub struct Outcome {
    /// USDC after minus USDC before.
    pub profit: i128,
    /// USDC paid for bid assets and repaid.
    pub spent: i128,
    /// Oracle value of the lot (ceil) minus that of the bid (floor).
    pub edge: i128,
    /// The same values of the legs that are not USDC, added up.
    pub volume: i128,
}

/// Refuses a profit below any floor, the first that fails by its own error. Floors are rounded up.
pub fn check(e: &Env, params: &Params, order_min: i128, outcome: &Outcome) {
    let Outcome {
        profit,
        spent,
        edge,
        volume,
    } = *outcome;
    if profit < order_min {
        panic_with_error!(e, Error::ProfitBelowOrder);
    }
    if profit < params.min_profit {
        panic_with_error!(e, Error::ProfitBelowMinimum);
    }
    if profit < mul_div_ceil(e, &spent, &params.min_margin_bps.into(), &BPS) {
        panic_with_error!(e, Error::ProfitBelowMargin);
    }
    let after_slippage = edge - mul_div_floor(e, &volume, &params.max_slippage_bps.into(), &BPS);
    let share_of_edge = mul_div_ceil(e, &edge, &params.edge_share_bps.into(), &BPS);
    if profit < after_slippage.min(share_of_edge) {
        panic_with_error!(e, Error::ProfitBelowEdge);
    }
}
