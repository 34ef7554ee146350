//! Stake behind an open draw: `stake − backing ≥ 0` after every draw, every request and every deregistration. The vault
//! names the backing, ⌈outstanding × (1 + bounty)⌉; what is on its way back is no stake any more.

use nectar_interfaces::registry::Keeper;
use soroban_sdk::{Address, Env, panic_with_error};

use crate::{
    errors::Error,
    events::{StakeBacking, StakeSlashed},
    keepers, sessions, stake, storage,
};

pub fn mark(e: &Env, operator: &Address, amount: i128) {
    let keeper = keepers::require(e, operator);
    set(e, operator, amount);
    require_covered(e, operator, &keeper);
}

pub fn clear(e: &Env, operator: &Address) {
    set(e, operator, 0);
}

/// `keeper` is what its operator is left with.
pub fn require_covered(e: &Env, operator: &Address, keeper: &Keeper) {
    if keeper.stake < storage::backing(e, operator) {
        panic_with_error!(e, Error::StakeBacksDraw);
    }
}

/// The vault comes first, the bounty is paid from what is left, and the rest stays the operator's. Never more than this
/// contract holds: where the issuer has clawed stakes back, the vault must still be able to close the draw.
pub fn slash(e: &Env, operator: &Address, caller: &Address, shortfall: i128, bounty: i128) -> i128 {
    sessions::revoke_all_no_auth(e, operator);
    let mut keeper = keepers::require(e, operator);
    let (me, usdc) = (e.current_contract_address(), stake::usdc(e));
    let there = keeper.stake.min(usdc.balance(&me));
    let to_vault = shortfall.min(there);
    let bounty = bounty.min(there - to_vault);
    keeper.stake -= to_vault + bounty;
    storage::set_keeper(e, operator, &keeper);
    set(e, operator, 0);
    StakeSlashed {
        operator: operator.clone(),
        bounty,
        caller: caller.clone(),
        stake: keeper.stake,
        to_vault,
    }
    .publish(e);
    for (to, amount) in [(&storage::config(e).vault, to_vault), (caller, bounty)] {
        if amount > 0 {
            usdc.transfer(&me, to, &amount);
        }
    }
    bounty
}

fn set(e: &Env, operator: &Address, amount: i128) {
    storage::set_backing(e, operator, amount);
    StakeBacking {
        operator: operator.clone(),
        amount,
    }
    .publish(e);
}
