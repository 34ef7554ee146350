//! A stand-in for Aquarius' router with its published interface: it takes the input whole from whoever trades by a
//! transfer that needs its authorisation, passes it from pool to pool, and its events have the shapes of the real ones.
//! For tests only.
#![no_std]

use nectar_interfaces::aquarius::{AquariusHop, AquariusPoolClient, AquariusRouter};
use soroban_sdk::{
    Address, BytesN, Env, Error, IntoVal, Vec, contract, contractclient, contractimpl, contracttype,
    panic_with_error, symbol_short, token::TokenClient,
};

pub const UNSORTED: u32 = 2_002;
pub const NO_POOL: u32 = 302;
/// What a router gone bad fails with.
pub const ROUTER_FAILS: u32 = 599;
const IN_MAX: u32 = 2_020;
const OUT_MIN: u32 = 2_006;

/// What a router gone bad does, while it says what a good one says.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub enum Trick {
    None,
    Fails,
    /// The output arrives short of this many stroops.
    PaysLess(i128),
    /// This many stroops of the input come back.
    GivesBack(i128),
    /// Tries to pull this many stroops more than it was authorised to.
    PullsMore(i128),
}

#[contracttype]
#[derive(Clone)]
enum Key {
    Pool(Vec<Address>, BytesN<32>),
    Trick,
}

#[contract]
pub struct StandInRouter;

#[contractimpl]
impl StandInRouter {
    /// Anybody may, as often as there are indices.
    pub fn add_pool(e: &Env, tokens: Vec<Address>, pool_index: BytesN<32>, pool: Address) {
        let key = Key::Pool(tokens, pool_index);
        assert!(!e.storage().persistent().has(&key), "an index is for ever");
        e.storage().persistent().set(&key, &pool);
    }

    pub fn play(e: &Env, trick: Trick) {
        e.storage().instance().set(&Key::Trick, &trick);
    }
}

#[contractimpl]
impl AquariusRouter for StandInRouter {
    fn swap_chained(
        e: Env,
        user: Address,
        swaps_chain: Vec<AquariusHop>,
        token_in: Address,
        in_amount: u128,
        out_min: u128,
    ) -> u128 {
        user.require_auth();
        let outputs = forward(&e, &swaps_chain, &token_in, in_amount);
        let out = outputs.last().expect("a chain of one step at least");
        if out < out_min {
            fail(&e, OUT_MIN)
        }
        pull(&e, &user, &token_in, in_amount);
        run(&e, &user, &swaps_chain, &token_in, in_amount, &outputs);
        pay(&e, &user, &swaps_chain.last_unchecked().2, out);
        out
    }

    fn swap_chained_strict_receive(
        e: Env,
        user: Address,
        swaps_chain: Vec<AquariusHop>,
        token_in: Address,
        out_amount: u128,
        max_in: u128,
    ) -> u128 {
        user.require_auth();
        let inputs = backward(&e, &swaps_chain, &token_in, out_amount);
        let cost = inputs.first().expect("a chain of one step at least");
        if cost > max_in {
            fail(&e, IN_MAX)
        }
        pull(&e, &user, &token_in, max_in);
        let mut outputs = inputs.slice(1..);
        outputs.push_back(out_amount);
        run(&e, &user, &swaps_chain, &token_in, cost, &outputs);
        pay(&e, &user, &swaps_chain.last_unchecked().2, out_amount);
        if cost < max_in {
            let change = signed(max_in - cost);
            TokenClient::new(&e, &token_in).transfer(&e.current_contract_address(), &user, &change);
        }
        cost
    }

    fn estimate_swap(
        e: Env,
        tokens: Vec<Address>,
        token_in: Address,
        token_out: Address,
        pool_index: BytesN<32>,
        in_amount: u128,
    ) -> u128 {
        let pool = pool_of(&e, &tokens, &pool_index);
        let (from, to) = (index_of(&tokens, &token_in), index_of(&tokens, &token_out));
        PoolClient::new(&e, &pool).estimate_swap(&from, &to, &in_amount)
    }

    fn get_pool(e: Env, tokens: Vec<Address>, pool_index: BytesN<32>) -> Address {
        pool_of(&e, &tokens, &pool_index)
    }
}

/// Outputs of every step for this input.
fn forward(e: &Env, chain: &Vec<AquariusHop>, token_in: &Address, in_amount: u128) -> Vec<u128> {
    let (mut token, mut amount) = (token_in.clone(), in_amount);
    let mut outputs = Vec::new(e);
    for (tokens, index, out) in chain.iter() {
        let pool = PoolClient::new(e, &pool_of(e, &tokens, &index));
        amount = pool.estimate_swap(&index_of(&tokens, &token), &index_of(&tokens, &out), &amount);
        token = out;
        outputs.push_back(amount);
    }
    outputs
}

/// Inputs of every step for this output.
fn backward(e: &Env, chain: &Vec<AquariusHop>, token_in: &Address, out_amount: u128) -> Vec<u128> {
    let mut inputs = Vec::new(e);
    let mut amount = out_amount;
    for i in (0..chain.len()).rev() {
        let (tokens, index, out) = chain.get_unchecked(i);
        let token = if i == 0 {
            token_in.clone()
        } else {
            chain.get_unchecked(i - 1).2
        };
        let pool = AquariusPoolClient::new(e, &pool_of(e, &tokens, &index));
        let (from, to) = (index_of(&tokens, &token), index_of(&tokens, &out));
        amount = pool.estimate_swap_strict_receive(&from, &to, &amount);
        inputs.push_front(amount);
    }
    inputs
}

fn pull(e: &Env, user: &Address, token: &Address, amount: u128) {
    let extra = match trick(e) {
        Trick::Fails => fail(e, ROUTER_FAILS),
        Trick::PullsMore(stroops) => stroops,
        _ => 0,
    };
    let me = e.current_contract_address();
    TokenClient::new(e, token).transfer(user, &me, &(signed(amount) + extra));
    if let Trick::GivesBack(stroops) = trick(e) {
        // Out of its own pocket, so that the pools still get what they need.
        TokenClient::new(e, token).transfer(&me, user, &stroops);
    }
}

fn run(
    e: &Env,
    user: &Address,
    chain: &Vec<AquariusHop>,
    token_in: &Address,
    amount_in: u128,
    outputs: &Vec<u128>,
) {
    let me = e.current_contract_address();
    let (mut token, mut amount) = (token_in.clone(), amount_in);
    for ((tokens, index, out_token), out) in chain.iter().zip(outputs.iter()) {
        let pool = pool_of(e, &tokens, &index);
        let pulled = (me.clone(), pool.clone(), signed(amount)).into_val(e);
        venue_adapter::authorise(e, &token, "transfer", pulled);
        PoolClient::new(e, &pool).trade(&me, &index_of(&tokens, &token), &amount, &out);
        let data = (pool, token, out_token.clone(), amount, out);
        #[allow(deprecated)] // A topic that is a list of tokens, which no declared event can have.
        e.events()
            .publish((symbol_short!("swap"), tokens, user.clone()), data);
        (token, amount) = (out_token, out);
    }
}

fn pay(e: &Env, user: &Address, token: &Address, amount: u128) {
    let missing = match trick(e) {
        Trick::PaysLess(stroops) => stroops,
        _ => 0,
    };
    let me = e.current_contract_address();
    TokenClient::new(e, token).transfer(&me, user, &(signed(amount) - missing));
}

fn trick(e: &Env) -> Trick {
    e.storage().instance().get(&Key::Trick).unwrap_or(Trick::None)
}

fn pool_of(e: &Env, tokens: &Vec<Address>, index: &BytesN<32>) -> Address {
    if tokens.get_unchecked(0) >= tokens.get_unchecked(1) {
        fail(e, UNSORTED)
    }
    let key = Key::Pool(tokens.clone(), index.clone());
    e.storage()
        .persistent()
        .get(&key)
        .unwrap_or_else(|| fail(e, NO_POOL))
}

fn index_of(tokens: &Vec<Address>, token: &Address) -> u32 {
    tokens.first_index_of(token).expect("a token of the pool")
}

fn signed(amount: u128) -> i128 {
    i128::try_from(amount).expect("an amount of a token")
}

fn fail(e: &Env, code: u32) -> ! {
    panic_with_error!(e, Error::from_contract_error(code))
}

#[contractclient(name = "PoolClient")]
pub trait Pool {
    fn estimate_swap(e: Env, in_idx: u32, out_idx: u32, in_amount: u128) -> u128;
    fn trade(e: Env, user: Address, in_idx: u32, in_amount: u128, out: u128);
}
