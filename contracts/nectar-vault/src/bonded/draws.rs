//! Drawing and returning.

use nectar_interfaces::{
    registry::RegistryClient,
    vault::{BondParams, Draw},
};
use soroban_sdk::{Address, Env, panic_with_error, token::TokenClient};

use super::{
    BondError,
    events::{Drawn, Returned},
    terms, window,
};
use crate::{books, deposits, pauses, storage};

/// The caller has authorised `operator`.
pub fn draw_no_auth(e: &Env, operator: &Address, amount: i128) -> Draw {
    deposits::require_positive(e, amount);
    deposits::require_open(e);
    books::recognise_loss(e);
    pauses::require_any_running(e);
    require_not_barred(e, operator);
    let terms = terms::require(e);
    books::require_at_hand(e, amount);
    let draw = grown(e, operator, amount, terms);
    let total = storage::total_drawn(e) + amount;
    if total > terms::cap_floor(e, &draw.terms, books::total_assets(e)) {
        panic_with_error!(e, BondError::DrawCapExceeded);
    }
    storage::set_draw(e, operator, &draw);
    storage::set_total_drawn(e, total);
    Drawn {
        operator: operator.clone(),
        amount,
        deadline: draw.deadline,
        outstanding: draw.outstanding,
    }
    .publish(e);
    mark(e, operator, &draw);
    usdc(e).transfer(&e.current_contract_address(), operator, &amount);
    draw
}

/// Pays the fee first, then the principal; what is beyond both is proceeds, and vests with the fee. Exactly `amount` is
/// taken, because the operator has signed for that and what is due grows by the second. The caller has authorised
/// `operator`.
pub fn return_no_auth(e: &Env, operator: &Address, amount: i128) {
    deposits::require_positive(e, amount);
    books::recognise_loss(e);
    let mut draw = require(e, operator);
    let fee = amount.min(draw.fee);
    let principal = (amount - fee).min(draw.outstanding);
    draw.fee -= fee;
    draw.outstanding -= principal;
    storage::set_total_drawn(e, storage::total_drawn(e) - principal);
    books::add_profit(e, amount - principal);
    Returned {
        operator: operator.clone(),
        amount,
        outstanding: draw.outstanding,
        profit: amount - principal,
    }
    .publish(e);
    if draw.outstanding == 0 {
        storage::remove_draw(e, operator);
        registry(e).clear_draw(operator);
    } else {
        storage::set_draw(e, operator, &draw);
        mark(e, operator, &draw);
    }
    usdc(e).transfer(operator, e.current_contract_address(), &amount);
}

/// With the fee due now.
pub fn get(e: &Env, operator: &Address) -> Option<Draw> {
    let mut draw = storage::draw(e, operator)?;
    let now = e.ledger().timestamp();
    draw.fee += terms::fee_ceil(e, &draw.terms, draw.outstanding, now - draw.accrued_at);
    draw.accrued_at = now;
    Some(draw)
}

pub fn require(e: &Env, operator: &Address) -> Draw {
    get(e, operator).unwrap_or_else(|| panic_with_error!(e, BondError::NoDraw))
}

pub fn registry(e: &Env) -> RegistryClient<'_> {
    RegistryClient::new(e, &storage::config(e).registry)
}

pub fn usdc(e: &Env) -> TokenClient<'_> {
    TokenClient::new(e, &storage::config(e).usdc)
}

/// The operator's draw with `amount` more. A draw that is open keeps its clock and its deadline.
fn grown(e: &Env, operator: &Address, amount: i128, terms: BondParams) -> Draw {
    let now = e.ledger().timestamp();
    let mut draw = match get(e, operator) {
        Some(draw) if now >= draw.deadline => panic_with_error!(e, BondError::DrawOverdue),
        Some(draw) if draw.terms != terms => panic_with_error!(e, BondError::TermsChanged),
        Some(draw) => draw,
        None => Draw {
            accrued_at: now,
            deadline: window::deadline(e, &terms),
            fee: 0,
            outstanding: 0,
            since: now,
            terms,
        },
    };
    draw.fee += terms::fee_in_advance_ceil(e, &draw.terms, amount);
    draw.outstanding += amount;
    draw
}

/// The registry refuses what the stake does not cover.
fn mark(e: &Env, operator: &Address, draw: &Draw) {
    let backing = terms::backing_ceil(e, &draw.terms, draw.outstanding);
    registry(e).mark_draw(operator, &backing);
}

fn require_not_barred(e: &Env, operator: &Address) {
    if storage::default(e, operator).is_some_and(|d| e.ledger().timestamp() < d.barred_until) {
        panic_with_error!(e, BondError::RecentlySlashed);
    }
}
