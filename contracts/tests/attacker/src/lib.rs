//! The keeper the vault must withstand: it moves a market, lets the vault fill, and moves the market back, all in one
//! transaction, with as much capital as it likes. For tests only.
#![no_std]

mod market;

use soroban_sdk::{
    Address, Env, Error, Symbol, Val, Vec, contract, contractimpl, contracttype, panic_with_error,
    token::TokenClient,
};

use market::Market;

/// `rehearse` fails with `NET_ZERO + net in thousands of stroops` as its code: the result of an attack that left no trace.
pub const NET_ZERO: u32 = 1_000_000_000;
/// Stroops of one step of that code.
pub const NET_STEP: i128 = 1_000;

/// How to push the market around a fill.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What a token is worth outside, USDC per token, 7 decimals: the market is traded back to it afterwards.
    pub fair: i128,
    /// Tokens to sell before the fill, which cheapens what the vault sells; negative: to buy, which makes what the
    /// vault buys dearer.
    pub push: i128,
    pub token: Address,
    pub usdc: Address,
    pub venue: Address,
}

#[contract]
pub struct Attacker;

#[contractimpl]
impl Attacker {
    /// Returns what it gained, USDC stroops, tokens counted at the fair price.
    pub fn attack(e: &Env, session: Address, vault: Address, fill: Vec<Val>, plan: Plan) -> i128 {
        session.require_auth();
        run(e, &vault, fill, &plan)
    }

    /// Attacks, and fails with the gain as its code, so that a search starts again from the same state.
    pub fn rehearse(e: &Env, session: Address, vault: Address, fill: Vec<Val>, plan: Plan) {
        session.require_auth();
        let net = run(e, &vault, fill, &plan);
        let steps = i128::from(NET_ZERO) + net.div_euclid(NET_STEP);
        let code = u32::try_from(steps).expect("a gain of less than 300,000 USDC");
        panic_with_error!(e, Error::from_contract_error(code))
    }
}

fn run(e: &Env, vault: &Address, fill: Vec<Val>, plan: &Plan) -> i128 {
    let market = Market::new(e, plan);
    let before = wealth(e, plan);
    if plan.push > 0 {
        market.sell(plan.push);
    } else if plan.push < 0 {
        market.buy(-plan.push);
    }
    let _receipt: Val = e.invoke_contract(vault, &Symbol::new(e, "fill"), fill);
    market.trade_to(plan.fair);
    wealth(e, plan) - before
}

fn wealth(e: &Env, plan: &Plan) -> i128 {
    let me = e.current_contract_address();
    let tokens = TokenClient::new(e, &plan.token).balance(&me);
    TokenClient::new(e, &plan.usdc).balance(&me) + tokens * plan.fair / market::PRICE_SCALE
}
