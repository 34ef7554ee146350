//! A stand-in for a pair of Soroswap, as the stand-in of its router calls it. For tests only.
#![no_std]

use soroban_sdk::{
    Address, Env, Error, contract, contractimpl, contracttype, panic_with_error, symbol_short,
    token::TokenClient,
};

const INVARIANT_BROKEN: u32 = 115;

/// Two tokens; trades whatever came in since the last trade.
#[contract]
pub struct StandInPair;

#[contracttype]
struct PairSwap {
    amount_0_in: i128,
    amount_0_out: i128,
    amount_1_in: i128,
    amount_1_out: i128,
    to: Address,
}

#[contracttype]
struct PairSync {
    new_reserve_0: i128,
    new_reserve_1: i128,
}

#[contractimpl]
impl StandInPair {
    pub fn __constructor(e: &Env, token_0: Address, token_1: Address) {
        e.storage().instance().set(&0u32, &(token_0, token_1));
    }

    /// The reserves become the balances.
    pub fn sync(e: &Env) {
        let (token_0, token_1): (Address, Address) = e.storage().instance().get(&0u32).expect("constructed");
        let balances = [token_0, token_1].map(|token| (balance(e, &token), token));
        for (amount, token) in balances {
            e.storage().instance().set(&token, &amount);
        }
    }

    pub fn reserve(e: &Env, token: Address) -> i128 {
        e.storage().instance().get(&token).unwrap_or(0)
    }

    pub fn swap(e: &Env, token_out: Address, amount_out: i128, to: Address) {
        let (token_0, token_1): (Address, Address) = e.storage().instance().get(&0u32).expect("constructed");
        let out_is_0 = token_out == token_0;
        let token_in = if out_is_0 { &token_1 } else { &token_0 };
        let (had_in, had_out) = (
            Self::reserve(e, token_in.clone()),
            Self::reserve(e, token_out.clone()),
        );
        TokenClient::new(e, &token_out).transfer(&e.current_contract_address(), &to, &amount_out);
        let (has_in, has_out) = (balance(e, token_in), balance(e, &token_out));
        let paid = has_in - had_in;
        let fee = (paid * 3 + 999) / 1_000;
        if (has_in - fee) * has_out < had_in * had_out {
            panic_with_error!(e, Error::from_contract_error(INVARIANT_BROKEN))
        }
        Self::sync(e);
        publish(e, out_is_0, paid, amount_out, to, (has_in, has_out));
    }
}

#[allow(deprecated)] // The pair names its events by a string, which no declared event can.
fn publish(e: &Env, out_is_0: bool, paid: i128, out: i128, to: Address, (has_in, has_out): (i128, i128)) {
    let (in_0, in_1, out_0, out_1) = if out_is_0 {
        (0, paid, out, 0)
    } else {
        (paid, 0, 0, out)
    };
    let (new_reserve_0, new_reserve_1) = if out_is_0 {
        (has_out, has_in)
    } else {
        (has_in, has_out)
    };
    let sync = PairSync {
        new_reserve_0,
        new_reserve_1,
    };
    let swap = PairSwap {
        amount_0_in: in_0,
        amount_0_out: out_0,
        amount_1_in: in_1,
        amount_1_out: out_1,
        to,
    };
    e.events().publish(("SoroswapPair", symbol_short!("sync")), sync);
    e.events().publish(("SoroswapPair", symbol_short!("swap")), swap);
}

fn balance(e: &Env, token: &Address) -> i128 {
    TokenClient::new(e, token).balance(&e.current_contract_address())
}
