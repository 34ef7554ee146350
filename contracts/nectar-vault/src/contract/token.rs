//! SEP-41: the share token.

use soroban_sdk::{Address, Env, MuxedAddress, String, contractimpl};
use stellar_tokens::fungible::Base;

use super::{NectarVault, NectarVaultArgs, NectarVaultClient};
use crate::{share_ledger, storage};

#[contractimpl]
impl NectarVault {
    pub fn total_supply(e: &Env) -> i128 {
        share_ledger::total(e)
    }

    pub fn balance(e: &Env, account: Address) -> i128 {
        share_ledger::balance(e, &account)
    }

    pub fn allowance(e: &Env, owner: Address, spender: Address) -> i128 {
        Base::allowance(e, &owner, &spender)
    }

    /// Unlocked shares only; the receiver's tranche is not touched.
    pub fn transfer(e: &Env, from: Address, to: MuxedAddress, amount: i128) {
        from.require_auth();
        storage::extend_instance(e);
        share_ledger::transfer_no_auth(e, &from, &to, amount);
    }

    pub fn transfer_from(e: &Env, spender: Address, from: Address, to: Address, amount: i128) {
        spender.require_auth();
        storage::extend_instance(e);
        share_ledger::spend_allowance(e, &from, &spender, amount);
        share_ledger::transfer_no_auth(e, &from, &to.into(), amount);
    }

    pub fn approve(e: &Env, from: Address, spender: Address, amount: i128, live_until_ledger: u32) {
        from.require_auth();
        storage::extend_instance(e);
        share_ledger::approve_no_auth(e, &from, &spender, amount, live_until_ledger);
    }

    /// Gives unlocked shares up for nothing, to the benefit of all others.
    pub fn burn(e: &Env, from: Address, amount: i128) {
        from.require_auth();
        storage::extend_instance(e);
        share_ledger::burn_no_auth(e, &from, amount);
    }

    pub fn burn_from(e: &Env, spender: Address, from: Address, amount: i128) {
        spender.require_auth();
        storage::extend_instance(e);
        share_ledger::spend_allowance(e, &from, &spender, amount);
        share_ledger::burn_no_auth(e, &from, amount);
    }

    pub fn decimals(e: &Env) -> u32 {
        Base::decimals(e)
    }

    pub fn name(e: &Env) -> String {
        Base::name(e)
    }

    pub fn symbol(e: &Env) -> String {
        Base::symbol(e)
    }
}
