//! Pauses of fills: of all, in a pool, or of an asset. Each ends by itself within 72 hours.
//!
//! An admin may pause again, before or after the end, and so keep fills stopped, but only by signing anew at least
//! every 72 hours, in sight of all. A pause stops fills and sales of leftovers, which trade at the prices in doubt, and the
//! one of everything also new bonded draws; nothing else asks for it: exits, claims, `skim`, deposits, transfers, and what
//! becomes of open draws never stop.

use nectar_interfaces::vault::Scope;
use soroban_sdk::{Address, Env, Map, panic_with_error};

use crate::{
    constants::{MAX_PAUSE_SECS, MAX_PAUSES},
    errors::Error,
    events::{Paused, Unpaused},
    storage,
};

/// Replaces a pause of the same scope, so that one can also be shortened.
pub fn pause(e: &Env, scope: Scope, secs: u64) -> u64 {
    if !(1..=MAX_PAUSE_SECS).contains(&secs) {
        panic_with_error!(e, Error::InvalidPause);
    }
    let until = e.ledger().timestamp() + secs;
    let mut pauses = running(e);
    pauses.set(scope.clone(), until);
    if pauses.len() > MAX_PAUSES && scope != Scope::All {
        panic_with_error!(e, Error::TooManyPauses);
    }
    storage::set_pauses(e, &pauses);
    Paused { scope, until }.publish(e);
    until
}

pub fn unpause(e: &Env, scope: Scope) {
    let mut pauses = running(e);
    if pauses.remove(scope.clone()).is_none() {
        panic_with_error!(e, Error::NotPaused);
    }
    storage::set_pauses(e, &pauses);
    Unpaused { scope }.publish(e);
}

/// Those that have not ended.
pub fn running(e: &Env) -> Map<Scope, u64> {
    let now = e.ledger().timestamp();
    let mut pauses = storage::pauses(e);
    for (scope, until) in pauses.clone().iter() {
        if until <= now {
            pauses.remove(scope);
        }
    }
    pauses
}

/// Nothing is paused as a whole.
pub fn require_any_running(e: &Env) {
    if is_paused(e, Scope::All) {
        panic_with_error!(e, Error::FillsPaused);
    }
}

/// Neither all fills nor those in `pool` are paused.
pub fn require_running(e: &Env, pool: &Address) {
    require_any_running(e);
    if is_paused(e, Scope::Pool(pool.clone())) {
        panic_with_error!(e, Error::PoolPaused);
    }
}

pub fn require_asset_running(e: &Env, asset: &Address) {
    if is_paused(e, Scope::Asset(asset.clone())) {
        panic_with_error!(e, Error::AssetPaused);
    }
}

fn is_paused(e: &Env, scope: Scope) -> bool {
    storage::pauses(e)
        .get(scope)
        .is_some_and(|until| e.ledger().timestamp() < until)
}
