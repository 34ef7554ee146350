//! Changes of the configuration. Until the seed all act at once. From then on one that raises a risk is announced,
//! waits `timelock_secs`, and can be executed in the 7 days after; the admin can cancel it until it is executed.
//!
//! Only the admin executes: a change announced long ago could otherwise be used by anybody to undo a limit that the
//! admin has lowered at once since.

use nectar_interfaces::vault::{Announced, Change};
use soroban_sdk::{Env, panic_with_error};

use crate::{
    bonded, config,
    constants::EXECUTION_WINDOW_SECS,
    errors::Error,
    events::{ChangeAnnounced, ChangeCancelled, ChangeExecuted},
    limits, risk, storage,
};

/// Acts at once, or refuses what must be announced.
pub fn act(e: &Env, change: Change) {
    config::check(e, &change);
    if storage::is_open(e) && risk::raises(e, &change) {
        panic_with_error!(e, Error::TimelockRequired);
    }
    apply(e, change);
}

pub fn propose(e: &Env, change: Change) -> u32 {
    config::check(e, &change);
    let id = storage::change_count(e);
    let eta = e.ledger().timestamp() + storage::config(e).timelock_secs;
    let announced = Announced { change, eta };
    storage::set_change(e, id, &announced);
    storage::set_change_count(e, id + 1);
    let Announced { change, eta } = announced;
    ChangeAnnounced { id, change, eta }.publish(e);
    id
}

/// What was within bounds when it was announced is checked again: tokens and lists may have changed since.
pub fn execute(e: &Env, id: u32) {
    let Announced { change, eta } = require_change(e, id);
    let now = e.ledger().timestamp();
    if now < eta {
        panic_with_error!(e, Error::ChangeTooEarly);
    }
    if now > eta + EXECUTION_WINDOW_SECS {
        panic_with_error!(e, Error::ChangeExpired);
    }
    storage::remove_change(e, id);
    ChangeExecuted { id }.publish(e);
    config::check(e, &change);
    apply(e, change);
}

/// Also clears away a change whose time is over.
pub fn cancel(e: &Env, id: u32) {
    require_change(e, id);
    storage::remove_change(e, id);
    ChangeCancelled { id }.publish(e);
}

fn require_change(e: &Env, id: u32) -> Announced {
    storage::change(e, id).unwrap_or_else(|| panic_with_error!(e, Error::NoSuchChange))
}

/// `change` is within its bounds.
fn apply(e: &Env, change: Change) {
    match change {
        Change::AddRoute(route) => config::add_route(e, route),
        Change::AllowAsset(asset) => config::allow_asset(e, asset),
        Change::AllowPool(pool) => config::allow_pool(e, pool),
        Change::EnableBond(terms) => bonded::enable(e, terms),
        Change::EnableType(auction_type, params) => limits::enable_type(e, auction_type, params),
        Change::SetAssetCap(asset, cap) => limits::set_asset_cap(e, asset, cap),
        Change::SetParams(params) => config::set_params(e, params),
        Change::SetPoolCap(pool, cap) => limits::set_pool_cap(e, pool, cap),
    }
}
