//! The share token: OpenZeppelin's balances, allowances and supply; our lock, SEP-41's events.

use soroban_sdk::{Address, Env, MuxedAddress};
use stellar_tokens::fungible::{Base, emit_transfer, total_supply};

use crate::{
    events::{Approve, Burn, Mint},
    storage, tranche,
};

pub fn total(e: &Env) -> i128 {
    storage::extend_supply(e);
    total_supply::total_supply(e)
}

pub fn balance(e: &Env, account: &Address) -> i128 {
    storage::extend_balance(e, account);
    Base::balance(e, account)
}

pub fn mint_no_auth(e: &Env, to: &Address, shares: i128) {
    total_supply::increase_total_supply(e, shares);
    Base::update(e, None, Some(to), shares);
    storage::extend_balance(e, to);
    storage::extend_supply(e);
    Mint {
        to: to.clone(),
        amount: shares,
    }
    .publish(e);
}

pub fn burn_no_auth(e: &Env, from: &Address, shares: i128) {
    tranche::require_unlocked(e, from, shares);
    Base::update(e, Some(from), None, shares);
    total_supply::decrease_total_supply(e, shares);
    storage::extend_balance(e, from);
    storage::extend_supply(e);
    Burn {
        from: from.clone(),
        amount: shares,
    }
    .publish(e);
}

pub fn transfer_no_auth(e: &Env, from: &Address, to: &MuxedAddress, shares: i128) {
    let receiver = to.address();
    tranche::require_unlocked(e, from, shares);
    Base::update(e, Some(from), Some(&receiver), shares);
    storage::extend_balance(e, from);
    storage::extend_balance(e, &receiver);
    emit_transfer(e, from, &receiver, to.id(), shares);
}

pub fn approve_no_auth(e: &Env, from: &Address, spender: &Address, amount: i128, live_until_ledger: u32) {
    Base::set_allowance(e, from, spender, amount, live_until_ledger);
    Approve {
        from: from.clone(),
        spender: spender.clone(),
        amount,
        live_until_ledger,
    }
    .publish(e);
}

pub fn spend_allowance(e: &Env, from: &Address, spender: &Address, amount: i128) {
    Base::spend_allowance(e, from, spender, amount);
}
