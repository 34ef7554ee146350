//! Operators: registration and leaving, statistics, roster.

use nectar_interfaces::registry::Keeper;
use soroban_sdk::{Address, Env, String, Vec, panic_with_error};
use stellar_contract_utils::pausable;

use crate::{
    constants::{MAX_NAME_BYTES, MAX_PAGE},
    errors::Error,
    events::{Deregistered, KeeperListed, Registered},
    sessions, stake, storage,
};

pub fn require(e: &Env, operator: &Address) -> Keeper {
    storage::keeper(e, operator).unwrap_or_else(|| panic_with_error!(e, Error::NotRegistered))
}

/// The caller has authorised `operator`.
pub fn register_no_auth(e: &Env, operator: &Address, name: String, stake: i128) {
    if pausable::paused(e) {
        panic_with_error!(e, Error::RegistrationPaused);
    }
    if storage::keeper(e, operator).is_some() {
        panic_with_error!(e, Error::AlreadyRegistered);
    }
    if !is_valid_name(&name) {
        panic_with_error!(e, Error::InvalidName);
    }
    if stake < 0 {
        panic_with_error!(e, Error::InvalidStake);
    }
    // Who comes back keeps epoch, roster slot and statistics: leaving washes nothing off.
    let keeper = match storage::take_former(e, operator) {
        Some(former) => Keeper {
            name: name.clone(),
            registered_at: e.ledger().timestamp(),
            stake,
            ..former
        },
        None => Keeper {
            epoch: 0,
            fills: 0,
            name: name.clone(),
            profit: 0,
            registered_at: e.ledger().timestamp(),
            stake,
            volume: 0,
        },
    };
    storage::set_keeper(e, operator, &keeper);
    Registered {
        operator: operator.clone(),
        name,
        stake,
    }
    .publish(e);
    if stake > 0 {
        stake::receive(e, operator, stake);
    }
}

/// The operator leaves: its delegations are dead for ever, its stake is on its way back, its roster slot stays empty
/// until it returns. The caller has authorised `operator`.
pub fn deregister_no_auth(e: &Env, operator: &Address) {
    sessions::revoke_all_no_auth(e, operator);
    let staked = require(e, operator).stake;
    if staked > 0 {
        stake::request_no_auth(e, operator, staked);
    }
    let keeper = require(e, operator);
    storage::retire_keeper(e, operator, &keeper);
    Deregistered {
        operator: operator.clone(),
        epoch: keeper.epoch,
    }
    .publish(e);
}

/// Books one realised fill; the first one puts the operator on the roster. Sums saturate: a statistic must never be
/// what stops a fill.
pub fn record(e: &Env, operator: &Address, profit: i128, volume: i128) {
    let mut keeper = require(e, operator);
    if keeper.fills == 0 {
        let index = storage::count(e);
        storage::set_listed(e, index, operator);
        storage::set_count(e, index + 1);
        KeeperListed {
            operator: operator.clone(),
            index,
        }
        .publish(e);
    }
    keeper.fills = keeper.fills.saturating_add(1);
    keeper.profit = keeper.profit.saturating_add(profit);
    keeper.volume = keeper.volume.saturating_add(volume);
    storage::set_keeper(e, operator, &keeper);
}

/// Slots `start..start + limit`, at most `MAX_PAGE` of them; a slot whose operator left is passed over.
pub fn page(e: &Env, start: u32, limit: u32) -> Vec<(Address, Keeper)> {
    let end = start.saturating_add(limit.min(MAX_PAGE)).min(storage::count(e));
    let mut page = Vec::new(e);
    for index in start..end {
        if let Some(operator) = storage::listed(e, index)
            && let Some(keeper) = storage::keeper(e, &operator)
        {
            page.push_back((operator, keeper));
        }
    }
    page
}

fn is_valid_name(name: &String) -> bool {
    let len = name.len();
    if len == 0 || len > MAX_NAME_BYTES {
        return false;
    }
    let mut buffer = [0u8; MAX_NAME_BYTES as usize];
    let bytes = &mut buffer[..len as usize];
    name.copy_into_slice(bytes);
    bytes.iter().all(|b| (b' '..=b'~').contains(b))
        && bytes.first() != Some(&b' ')
        && bytes.last() != Some(&b' ')
}
