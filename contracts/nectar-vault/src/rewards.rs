//! Operators' shares of profits, and surplus USDC.

use soroban_sdk::{Address, Env, panic_with_error, token::TokenClient};

use crate::{
    books,
    constants::MIN_SKIM,
    errors::Error,
    events::{Claim, Skim},
    storage,
};

pub fn accrue(e: &Env, operator: &Address, fee: i128) {
    let owed = storage::reward(e, operator);
    storage::set_reward(e, operator, owed + fee);
}

/// Pays all an operator is owed to the operator. Anyone may call; a missing trustline fails this and never a fill.
pub fn claim(e: &Env, operator: &Address) -> i128 {
    let amount = storage::reward(e, operator);
    if amount == 0 {
        panic_with_error!(e, Error::NothingToClaim);
    }
    books::recognise_loss(e);
    storage::set_reward(e, operator, 0);
    books::pay_reward(e, amount);
    Claim {
        operator: operator.clone(),
        amount,
    }
    .publish(e);
    let usdc = TokenClient::new(e, &storage::config(e).usdc);
    usdc.transfer(&e.current_contract_address(), operator, &amount);
    amount
}

/// Books USDC that came without a deposit as a profit, which vests like any other. After a loss there is no surplus
/// until what is missing has come back, or until another call has booked the loss.
pub fn skim(e: &Env) -> i128 {
    let amount = books::held(e) - storage::books(e).booked;
    if amount < MIN_SKIM {
        panic_with_error!(e, Error::NothingToSkim);
    }
    books::add_profit(e, amount);
    Skim { amount }.publish(e);
    amount
}
