//! A stand-in for Soroswap's router with its published interface: it pulls from whoever trades by a transfer that needs
//! its authorisation, pairs trade by their balances, and the events have the shapes of the real ones. For tests only.
#![no_std]

use nectar_interfaces::soroswap::SoroswapRouter;
use soroban_sdk::{
    Address, Env, Error, Vec, contract, contractclient, contractimpl, contracttype, panic_with_error,
    symbol_short, token::TokenClient, vec,
};

pub const EXPIRED: u32 = 503;
pub const NO_PAIR: u32 = 509;
pub const NO_LIQUIDITY: u32 = 511;
/// What a router gone bad fails with.
pub const ROUTER_FAILS: u32 = 599;
const OUTPUT_TOO_SMALL: u32 = 507;
const INPUT_TOO_LARGE: u32 = 508;

/// What a router gone bad does, while it says what a good one says.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub enum Trick {
    None,
    Fails,
    /// The output arrives short of this many stroops.
    PaysLess(i128),
    /// This many stroops more than asked for arrive, out of its own pocket.
    PaysMore(i128),
    /// Tries to pull this many stroops more than it was authorised to.
    PullsMore(i128),
}

#[contracttype]
#[derive(Clone)]
enum Key {
    Pair(Address, Address),
    Trick,
}

#[contract]
pub struct StandInRouter;

#[contractimpl]
impl StandInRouter {
    /// Anybody may, once for two tokens.
    pub fn add_pair(e: &Env, token_a: Address, token_b: Address, pair: Address) {
        let (low, high) = sorted(token_a, token_b);
        let key = Key::Pair(low, high);
        assert!(!e.storage().persistent().has(&key), "a pair is for ever");
        e.storage().persistent().set(&key, &pair);
    }

    /// Only tests can: as if the router had been exchanged for another.
    pub fn replace_pair(e: &Env, token_a: Address, token_b: Address, pair: Address) {
        let (low, high) = sorted(token_a, token_b);
        e.storage().persistent().set(&Key::Pair(low, high), &pair);
    }

    pub fn play(e: &Env, trick: Trick) {
        e.storage().instance().set(&Key::Trick, &trick);
    }
}

#[contractimpl]
impl SoroswapRouter for StandInRouter {
    fn swap_exact_tokens_for_tokens(
        e: Env,
        amount_in: i128,
        amount_out_min: i128,
        path: Vec<Address>,
        to: Address,
        deadline: u64,
    ) -> Vec<i128> {
        to.require_auth();
        require_in_time(&e, deadline);
        let amounts = amounts_out(&e, amount_in, &path);
        if amounts.last_unchecked() < amount_out_min {
            fail(&e, OUTPUT_TOO_SMALL)
        }
        trade(&e, &amounts, &path, &to);
        amounts
    }

    fn swap_tokens_for_exact_tokens(
        e: Env,
        amount_out: i128,
        amount_in_max: i128,
        path: Vec<Address>,
        to: Address,
        deadline: u64,
    ) -> Vec<i128> {
        to.require_auth();
        require_in_time(&e, deadline);
        let amounts = amounts_in(&e, amount_out, &path);
        if amounts.first_unchecked() > amount_in_max {
            fail(&e, INPUT_TOO_LARGE)
        }
        trade(&e, &amounts, &path, &to);
        amounts
    }

    fn router_get_amounts_out(e: Env, amount_in: i128, path: Vec<Address>) -> Vec<i128> {
        amounts_out(&e, amount_in, &path)
    }

    fn router_get_amounts_in(e: Env, amount_out: i128, path: Vec<Address>) -> Vec<i128> {
        amounts_in(&e, amount_out, &path)
    }

    fn router_pair_for(e: Env, token_a: Address, token_b: Address) -> Address {
        pair_for(&e, token_a, token_b)
    }
}

#[contracttype]
struct RouterSwap {
    amounts: Vec<i128>,
    path: Vec<Address>,
    to: Address,
}

fn trade(e: &Env, amounts: &Vec<i128>, path: &Vec<Address>, to: &Address) {
    let trick: Trick = e.storage().instance().get(&Key::Trick).unwrap_or(Trick::None);
    let (extra_in, missing, gift) = match trick {
        Trick::None => (0, 0, 0),
        Trick::Fails => fail(e, ROUTER_FAILS),
        Trick::PaysLess(stroops) => (0, stroops, 0),
        Trick::PaysMore(stroops) => (0, 0, stroops),
        Trick::PullsMore(stroops) => (stroops, 0, 0),
    };
    let mut pairs = Vec::new(e);
    steps(path).for_each(|(from, to)| pairs.push_back(pair_for(e, from, to)));
    let pulled = amounts.first_unchecked() + extra_in;
    TokenClient::new(e, &path.first_unchecked()).transfer(to, pairs.first_unchecked(), &pulled);
    for (i, pair) in (1..).zip(pairs.iter()) {
        let next = pairs.get(i).unwrap_or_else(|| to.clone());
        let last = i == pairs.len();
        let out = amounts.get_unchecked(i) + if last { -missing } else { 0 };
        PairClient::new(e, &pair).swap(&path.get_unchecked(i), &out, &next);
    }
    if gift > 0 {
        TokenClient::new(e, &path.last_unchecked()).transfer(&e.current_contract_address(), to, &gift);
    }
    let event = RouterSwap {
        amounts: amounts.clone(),
        path: path.clone(),
        to: to.clone(),
    };
    #[allow(deprecated)] // The router names its events by a string, which no declared event can.
    e.events()
        .publish(("SoroswapRouter", symbol_short!("swap")), event);
}

fn amounts_out(e: &Env, amount_in: i128, path: &Vec<Address>) -> Vec<i128> {
    let mut amounts = vec![e, amount_in];
    for (from, to) in steps(path) {
        let (reserve_in, reserve_out) = reserves(e, &from, &to);
        let out = stand_in_curve::quote_exact_in(e, reserve_in, reserve_out, amounts.last_unchecked());
        if out == 0 {
            fail(e, NO_LIQUIDITY)
        }
        amounts.push_back(out);
    }
    amounts
}

fn amounts_in(e: &Env, amount_out: i128, path: &Vec<Address>) -> Vec<i128> {
    let mut amounts = vec![e, amount_out];
    for i in (1..path.len()).rev() {
        let (from, to) = (path.get_unchecked(i - 1), path.get_unchecked(i));
        let (reserve_in, reserve_out) = reserves(e, &from, &to);
        let cost = stand_in_curve::quote_exact_out(e, reserve_in, reserve_out, amounts.first_unchecked());
        amounts.push_front(cost.unwrap_or_else(|_| fail(e, NO_LIQUIDITY)));
    }
    amounts
}

fn steps(path: &Vec<Address>) -> impl Iterator<Item = (Address, Address)> + '_ {
    path.iter().zip(path.iter().skip(1))
}

fn reserves(e: &Env, from: &Address, to: &Address) -> (i128, i128) {
    let pair = pair_for(e, from.clone(), to.clone());
    let reserve = |token| PairClient::new(e, &pair).reserve(token);
    (reserve(from), reserve(to))
}

fn pair_for(e: &Env, token_a: Address, token_b: Address) -> Address {
    let (low, high) = sorted(token_a, token_b);
    let found = e.storage().persistent().get(&Key::Pair(low, high));
    found.unwrap_or_else(|| fail(e, NO_PAIR))
}

fn sorted(a: Address, b: Address) -> (Address, Address) {
    if a < b { (a, b) } else { (b, a) }
}

fn require_in_time(e: &Env, deadline: u64) {
    if e.ledger().timestamp() >= deadline {
        fail(e, EXPIRED)
    }
}

fn fail(e: &Env, code: u32) -> ! {
    panic_with_error!(e, Error::from_contract_error(code))
}

#[contractclient(name = "PairClient")]
pub trait Pair {
    fn reserve(e: Env, token: Address) -> i128;
    fn swap(e: Env, token_out: Address, amount_out: i128, to: Address);
}
