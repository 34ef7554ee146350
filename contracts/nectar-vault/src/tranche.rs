//! The cooldown locks a tranche of shares, never an account.

use nectar_interfaces::vault::Tranche;
use soroban_sdk::{Address, Env, panic_with_error};

use crate::{errors::Error, share_ledger, storage};

/// An account's own deposit of `shares`: what is still locked and what is new wait from now on. Nothing else touches a
/// tranche, neither shares sent to the account nor anybody's deposit for somebody who did not authorise it.
pub fn lock(e: &Env, account: &Address, shares: i128) {
    let now = e.ledger().timestamp();
    let locked_shares = locked(e, account) + shares;
    let unlock_at = now + storage::params(e).cooldown_secs;
    storage::set_tranche(
        e,
        account,
        &Tranche {
            locked_shares,
            unlock_at,
        },
    );
}

/// Shares `account` can move or redeem now.
pub fn unlocked(e: &Env, account: &Address) -> i128 {
    share_ledger::balance(e, account) - locked(e, account)
}

/// Locked shares cannot leave, so a balance never falls below them.
pub fn require_unlocked(e: &Env, account: &Address, shares: i128) {
    if shares > unlocked(e, account) && shares <= share_ledger::balance(e, account) {
        panic_with_error!(e, Error::SharesLocked);
    }
}

fn locked(e: &Env, account: &Address) -> i128 {
    let tranche = storage::tranche(e, account);
    if e.ledger().timestamp() < tranche.unlock_at {
        tranche.locked_shares
    } else {
        0
    }
}
