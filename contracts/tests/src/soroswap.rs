//! A stand-in for Soroswap with its published interface: the router pulls from whoever trades by a transfer that needs
//! its authorisation, pairs trade by their balances, and the events have the shapes of the real ones.
use nectar_interfaces::soroswap::{SoroswapRouter, SoroswapRouterClient};
use soroban_sdk::{
    Address, Env, Error, Vec, contract, contractclient, contractimpl, contracttype, panic_with_error,
    symbol_short, testutils::Address as _, token::TokenClient, vec,
};

use crate::tokens::{UNIT, mint};

pub const EXPIRED: u32 = 503;
pub const NO_PAIR: u32 = 509;
pub const NO_LIQUIDITY: u32 = 511;
/// What a router gone bad fails with.
pub const ROUTER_FAILS: u32 = 599;
const OUTPUT_TOO_SMALL: u32 = 507;
const INPUT_TOO_LARGE: u32 = 508;
const INVARIANT_BROKEN: u32 = 115;

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
    let pairs: std::vec::Vec<Address> = steps(path).map(|(from, to)| pair_for(e, from, to)).collect();
    let pulled = amounts.first_unchecked() + extra_in;
    TokenClient::new(e, &path.first_unchecked()).transfer(to, &pairs[0], &pulled);
    for (i, (_, token)) in steps(path).enumerate() {
        let next = pairs.get(i + 1).unwrap_or(to);
        let last = i + 1 == pairs.len();
        let index = u32::try_from(i + 1).expect("a short path");
        let out = amounts.get_unchecked(index) + if last { -missing } else { 0 };
        PairClient::new(e, &pairs[i]).swap(&token, &out, next);
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
        let out = lab_amm::curve::quote_exact_in(e, reserve_in, reserve_out, amounts.last_unchecked());
        if out == 0 {
            fail(e, NO_LIQUIDITY)
        }
        amounts.push_back(out);
    }
    amounts
}

fn amounts_in(e: &Env, amount_out: i128, path: &Vec<Address>) -> Vec<i128> {
    let mut amounts = vec![e, amount_out];
    for (from, to) in steps(path).collect::<std::vec::Vec<_>>().into_iter().rev() {
        let (reserve_in, reserve_out) = reserves(e, &from, &to);
        let cost = lab_amm::curve::quote_exact_out(e, reserve_in, reserve_out, amounts.first_unchecked());
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
            fail(e, INVARIANT_BROKEN)
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

/// A router and its pairs.
pub struct Soroswap {
    pub router: Address,
}

impl Soroswap {
    pub fn deploy(e: &Env) -> Soroswap {
        Soroswap {
            router: e.register_at(&Address::generate(e), StandInRouter, ()),
        }
    }

    pub fn client<'a>(&self, e: &'a Env) -> SoroswapRouterClient<'a> {
        SoroswapRouterClient::new(e, &self.router)
    }

    /// A pair with these amounts in it that the router does not know.
    pub fn loose_pair(e: &Env, side_a: (&Address, i128), side_b: (&Address, i128)) -> Address {
        let (token_0, token_1) = sorted(side_a.0.clone(), side_b.0.clone());
        let pair = e.register_at(&Address::generate(e), StandInPair, (token_0, token_1));
        for (token, amount) in [side_a, side_b] {
            mint(e, token, &pair, amount);
        }
        StandInPairClient::new(e, &pair).sync();
        pair
    }

    /// The router's pair of these tokens.
    pub fn pair(&self, e: &Env, side_a: (&Address, i128), side_b: (&Address, i128)) -> Address {
        let pair = Soroswap::loose_pair(e, side_a, side_b);
        StandInRouterClient::new(e, &self.router).add_pair(side_a.0, side_b.0, &pair);
        pair
    }

    pub fn replace_pair(&self, e: &Env, token_a: &Address, token_b: &Address, pair: &Address) {
        StandInRouterClient::new(e, &self.router).replace_pair(token_a, token_b, pair);
    }

    pub fn play(&self, e: &Env, trick: Trick) {
        StandInRouterClient::new(e, &self.router).play(&trick);
    }

    /// 50,000 USDC and what makes a token cost `price` USDC, 7 decimals.
    pub fn usdc_pair(&self, e: &Env, usdc: &Address, token: &Address, price: i128) -> Address {
        let depth = 50_000 * UNIT;
        self.pair(e, (usdc, depth), (token, depth * UNIT / price))
    }
}
