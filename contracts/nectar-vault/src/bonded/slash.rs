//! What happens to a draw that was not returned in time.

use nectar_interfaces::vault::{Draw, DrawDefault};
use soroban_sdk::{Address, Env, panic_with_error};

use super::{
    BondError,
    draws::{registry, require, usdc},
    events::{Cured, Slashed},
    terms,
};
use crate::{books, deposits, storage};

/// No new draw of an operator for this long after a slash. Only a warning to the careless: whoever wants to come back
/// sooner takes another name and another stake, and stands for its draw with that one.
const BAR_SECS: u64 = 7 * 86_400;

/// Closes an overdue draw out of its operator's stake. Answers the bounty paid to `caller`, who needs to sign nothing.
pub fn slash(e: &Env, operator: &Address, caller: &Address) -> i128 {
    books::recognise_loss(e);
    let Draw {
        deadline,
        fee,
        outstanding,
        terms,
        ..
    } = require(e, operator);
    let now = e.ledger().timestamp();
    if now < deadline {
        panic_with_error!(e, BondError::DrawNotDue);
    }
    storage::remove_draw(e, operator);
    storage::set_total_drawn(e, storage::total_drawn(e) - outstanding);

    let due = outstanding + fee;
    let reward = terms::bounty_floor(e, &terms, outstanding);
    let before = books::usdc_balance(e);
    let bounty = registry(e).slash(operator, caller, &due, &reward);
    // Measured, as everything the vault books; a caller who names the vault itself gives it the bounty, as a surplus.
    let recovered = (books::usdc_balance(e) - before).min(due);
    if recovered >= outstanding {
        books::add_profit(e, recovered - outstanding);
    } else {
        books::remove(e, outstanding - recovered);
    }
    let missing_before = storage::default(e, operator).map_or(0, |d| d.missing);
    storage::set_default(
        e,
        operator,
        &DrawDefault {
            barred_until: now + BAR_SECS,
            missing: missing_before + due - recovered,
        },
    );
    Slashed {
        operator: operator.clone(),
        bounty,
        caller: caller.clone(),
        fee,
        outstanding,
        recovered,
    }
    .publish(e);
    bounty
}

/// Pays for what a bond did not cover. It vests: nobody can buy in between the loss and its cure. The caller has
/// authorised `from`.
pub fn cure_no_auth(e: &Env, from: &Address, operator: &Address, amount: i128) {
    deposits::require_positive(e, amount);
    books::recognise_loss(e);
    let default = storage::default(e, operator).filter(|d| amount <= d.missing);
    let Some(DrawDefault {
        barred_until,
        missing,
    }) = default
    else {
        panic_with_error!(e, BondError::NothingToCure);
    };
    let missing = missing - amount;
    storage::set_default(
        e,
        operator,
        &DrawDefault {
            barred_until,
            missing,
        },
    );
    books::add_profit(e, amount);
    Cured {
        operator: operator.clone(),
        amount,
        from: from.clone(),
        missing,
    }
    .publish(e);
    usdc(e).transfer(from, e.current_contract_address(), &amount);
}
