//! Venues that misbehave, each in one way.

use soroban_sdk::{Address, Bytes, Env, contract, contractimpl, token::TokenClient};

/// Takes the input and pays nothing, whatever it promised.
#[contract]
pub struct EmptyVenue;

#[contractimpl]
impl EmptyVenue {
    pub fn quote_exact_out(_e: Env, _in: Address, _out: Address, amount_out: i128, _data: Bytes) -> i128 {
        amount_out
    }
    pub fn swap_exact_in(
        _e: Env,
        _in: Address,
        _out: Address,
        amount_in: i128,
        _min: i128,
        _to: Address,
        _data: Bytes,
    ) -> i128 {
        amount_in
    }
    pub fn swap_exact_out(
        _e: Env,
        _in: Address,
        _out: Address,
        _amount_out: i128,
        max_in: i128,
        _to: Address,
        _data: Bytes,
    ) -> i128 {
        max_in
    }
}

/// Refuses every trade with a code of its own.
#[contract]
pub struct RevertingVenue;

pub const VENUE_REVERTS: u32 = 2_499;

#[contractimpl]
impl RevertingVenue {
    pub fn quote_exact_out(e: Env, _in: Address, _out: Address, _amount: i128, _data: Bytes) -> i128 {
        e.panic_with_error(soroban_sdk::Error::from_contract_error(VENUE_REVERTS))
    }
    pub fn swap_exact_in(
        e: Env,
        _in: Address,
        _out: Address,
        _amount_in: i128,
        _min: i128,
        _to: Address,
        _data: Bytes,
    ) -> i128 {
        e.panic_with_error(soroban_sdk::Error::from_contract_error(VENUE_REVERTS))
    }
}

/// Trades one to one out of its own balance, a stroop short of what it says.
#[contract]
pub struct ShortVenue;

#[contractimpl]
impl ShortVenue {
    pub fn quote_exact_out(_e: Env, _in: Address, _out: Address, amount_out: i128, _data: Bytes) -> i128 {
        amount_out
    }
    pub fn swap_exact_in(
        e: Env,
        _in: Address,
        token_out: Address,
        amount_in: i128,
        _min: i128,
        to: Address,
        _data: Bytes,
    ) -> i128 {
        let paid = amount_in / 1_000;
        TokenClient::new(&e, &token_out).transfer(&e.current_contract_address(), &to, &paid);
        amount_in
    }
    pub fn swap_exact_out(
        e: Env,
        _in: Address,
        token_out: Address,
        amount_out: i128,
        max_in: i128,
        to: Address,
        _data: Bytes,
    ) -> i128 {
        TokenClient::new(&e, &token_out).transfer(&e.current_contract_address(), &to, &(amount_out - 1));
        max_in
    }
}

/// Calls back into the vault in the middle of a trade.
#[contract]
pub struct ReentrantVenue;

#[contractimpl]
impl ReentrantVenue {
    pub fn swap_exact_in(
        e: Env,
        _in: Address,
        _out: Address,
        amount_in: i128,
        _min: i128,
        to: Address,
        _data: Bytes,
    ) -> i128 {
        crate::NectarVaultClient::new(&e, &to).skim();
        amount_in
    }
}
