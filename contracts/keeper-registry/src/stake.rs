//! Stake: what comes in, and what goes back after the delay. No fill asks for any; an open draw holds back what backs it.

use nectar_interfaces::registry::Unstake;
use soroban_sdk::{Address, Env, panic_with_error, token::TokenClient};

use crate::{
    backing,
    errors::Error,
    events::{StakeAdded, StakeWithdrawn, UnstakeRequested},
    keepers, storage,
};

/// The caller has authorised `operator`.
pub fn add_no_auth(e: &Env, operator: &Address, amount: i128) {
    require_positive(e, amount);
    let mut keeper = keepers::require(e, operator);
    let Some(stake) = keeper.stake.checked_add(amount) else {
        panic_with_error!(e, Error::InvalidStake);
    };
    keeper.stake = stake;
    storage::set_keeper(e, operator, &keeper);
    StakeAdded {
        operator: operator.clone(),
        amount,
        stake,
    }
    .publish(e);
    receive(e, operator, amount);
}

/// Turns stake into a refund. One record holds all that an operator has asked for, and each request starts its delay
/// anew: only the operator's own signature ever moves the date later. The caller has authorised `operator`.
pub fn request_no_auth(e: &Env, operator: &Address, amount: i128) -> Unstake {
    require_positive(e, amount);
    let mut keeper = keepers::require(e, operator);
    if amount > keeper.stake {
        panic_with_error!(e, Error::StakeTooSmall);
    }
    keeper.stake -= amount;
    backing::require_covered(e, operator, &keeper);
    storage::set_keeper(e, operator, &keeper);
    let asked_before = storage::unstake(e, operator).map_or(0, |unstake| unstake.amount);
    let unstake = Unstake {
        amount: asked_before + amount,
        available_at: e.ledger().timestamp() + storage::config(e).unstake_delay_secs,
    };
    storage::set_unstake(e, operator, &unstake);
    UnstakeRequested {
        operator: operator.clone(),
        amount,
        available_at: unstake.available_at,
    }
    .publish(e);
    unstake
}

/// Pays the refund to its operator, registered or not; answers the amount. It left the stake when it was asked for, so no
/// draw ever counted on it. The caller has authorised `operator`.
pub fn withdraw_no_auth(e: &Env, operator: &Address) -> i128 {
    let Some(Unstake { amount, available_at }) = storage::unstake(e, operator) else {
        panic_with_error!(e, Error::NoUnstake);
    };
    if e.ledger().timestamp() < available_at {
        panic_with_error!(e, Error::UnstakeNotDue);
    }
    storage::remove_unstake(e, operator);
    StakeWithdrawn {
        operator: operator.clone(),
        amount,
    }
    .publish(e);
    usdc(e).transfer(&e.current_contract_address(), operator, &amount);
    amount
}

/// Takes USDC of `operator`, who has authorised the call above it.
pub fn receive(e: &Env, operator: &Address, amount: i128) {
    usdc(e).transfer(operator, e.current_contract_address(), &amount);
}

pub fn usdc(e: &Env) -> TokenClient<'_> {
    TokenClient::new(e, &storage::config(e).usdc)
}

fn require_positive(e: &Env, amount: i128) {
    if amount <= 0 {
        panic_with_error!(e, Error::InvalidAmount);
    }
}
