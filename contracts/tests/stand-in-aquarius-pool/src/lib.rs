//! A stand-in for a pool of Aquarius, as its callers and the stand-in of its router call it. For tests only.
#![no_std]

use nectar_interfaces::aquarius::AquariusPool;
use soroban_sdk::{
    Address, Env, Error, IntoVal, Symbol, Val, Vec, contract, contractimpl, panic_with_error, symbol_short,
    token::TokenClient, vec,
};

pub const EMPTY_POOL: u32 = 2_004;

/// Constant product of two tokens, fee 0.3 %.
#[contract]
pub struct StandInPool;

#[contractimpl]
impl StandInPool {
    pub fn __constructor(e: &Env, tokens: Vec<Address>) {
        e.storage().instance().set(&0u32, &tokens);
    }

    pub fn estimate_swap(e: &Env, in_idx: u32, out_idx: u32, in_amount: u128) -> u128 {
        let out =
            stand_in_curve::quote_exact_in(e, reserve(e, in_idx), reserve(e, out_idx), signed(in_amount));
        u128::try_from(out).expect("an output")
    }

    /// Pulls the input as the real pool does.
    pub fn trade(e: &Env, user: Address, in_idx: u32, in_amount: u128, out: u128) {
        user.require_auth();
        let (me, tokens) = (e.current_contract_address(), tokens(e));
        let (token_in, token_out) = (tokens.get_unchecked(in_idx), tokens.get_unchecked(1 - in_idx));
        TokenClient::new(e, &token_in).transfer(&user, &me, &signed(in_amount));
        TokenClient::new(e, &token_out).transfer(&me, &user, &signed(out));
        let topics = (symbol_short!("trade"), token_in, token_out, user);
        let fee = signed(in_amount) * 3 / 1_000;
        let reserves = vec![e, reserve(e, 0).into_val(e), reserve(e, 1).into_val(e)];
        publish(e, topics, (signed(in_amount), signed(out), fee), reserves);
    }
}

#[contractimpl]
impl AquariusPool for StandInPool {
    fn estimate_swap_strict_receive(e: Env, in_idx: u32, out_idx: u32, out_amount: u128) -> u128 {
        let cost = stand_in_curve::quote_exact_out(
            &e,
            reserve(&e, in_idx),
            reserve(&e, out_idx),
            signed(out_amount),
        );
        match cost {
            Ok(cost) => u128::try_from(cost).expect("a cost"),
            Err(_) => panic_with_error!(&e, Error::from_contract_error(EMPTY_POOL)),
        }
    }
}

#[allow(deprecated)] // Shapes of a contract that is not ours.
fn publish(
    e: &Env,
    topics: (Symbol, Address, Address, Address),
    amounts: (i128, i128, i128),
    reserves: Vec<Val>,
) {
    e.events().publish(topics, amounts);
    e.events().publish((Symbol::new(e, "update_reserves"),), reserves);
}

fn tokens(e: &Env) -> Vec<Address> {
    e.storage().instance().get(&0u32).expect("constructed")
}

fn signed(amount: u128) -> i128 {
    i128::try_from(amount).expect("an amount of a token")
}

fn reserve(e: &Env, index: u32) -> i128 {
    let token = tokens(e).get_unchecked(index);
    TokenClient::new(e, &token).balance(&e.current_contract_address())
}
