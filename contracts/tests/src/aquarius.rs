//! A stand-in for Aquarius with its published interface: the router takes the input whole from whoever trades by a
//! transfer that needs its authorisation, passes it from pool to pool, and its events have the shapes of the real ones.
use nectar_interfaces::aquarius::{AquariusHop, AquariusPool, AquariusPoolClient, AquariusRouter};
use soroban_sdk::{
    Address, BytesN, Env, Error, IntoVal, Symbol, Vec, contract, contractclient, contractimpl, contracttype,
    panic_with_error, symbol_short, testutils::Address as _, token::TokenClient, vec,
};

use crate::tokens::{UNIT, mint};

pub const EMPTY_POOL: u32 = 2_004;
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
        let out = *outputs.last().expect("a chain of one step at least");
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
        let cost = inputs[0];
        if cost > max_in {
            fail(&e, IN_MAX)
        }
        pull(&e, &user, &token_in, max_in);
        let outputs: std::vec::Vec<u128> = inputs[1..].iter().copied().chain([out_amount]).collect();
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
fn forward(e: &Env, chain: &Vec<AquariusHop>, token_in: &Address, in_amount: u128) -> std::vec::Vec<u128> {
    let (mut token, mut amount) = (token_in.clone(), in_amount);
    chain
        .iter()
        .map(|(tokens, index, out)| {
            let pool = PoolClient::new(e, &pool_of(e, &tokens, &index));
            amount = pool.estimate_swap(&index_of(&tokens, &token), &index_of(&tokens, &out), &amount);
            token = out;
            amount
        })
        .collect()
}

/// Inputs of every step for this output.
fn backward(e: &Env, chain: &Vec<AquariusHop>, token_in: &Address, out_amount: u128) -> std::vec::Vec<u128> {
    let mut inputs = std::vec::Vec::new();
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
        inputs.insert(0, amount);
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
    outputs: &[u128],
) {
    let me = e.current_contract_address();
    let (mut token, mut amount) = (token_in.clone(), amount_in);
    for ((tokens, index, out_token), out) in chain.iter().zip(outputs) {
        let pool = pool_of(e, &tokens, &index);
        let pulled = (me.clone(), pool.clone(), signed(amount)).into_val(e);
        venue_adapter::authorise(e, &token, "transfer", pulled);
        PoolClient::new(e, &pool).trade(&me, &index_of(&tokens, &token), &amount, out);
        let data = (pool, token, out_token.clone(), amount, *out);
        #[allow(deprecated)] // A topic that is a list of tokens, which no declared event can have.
        e.events()
            .publish((symbol_short!("swap"), tokens, user.clone()), data);
        (token, amount) = (out_token, *out);
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
            lab_amm::curve::quote_exact_in(e, reserve(e, in_idx), reserve(e, out_idx), signed(in_amount));
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
        let cost = lab_amm::curve::quote_exact_out(
            &e,
            reserve(&e, in_idx),
            reserve(&e, out_idx),
            signed(out_amount),
        );
        match cost {
            Ok(cost) => u128::try_from(cost).expect("a cost"),
            Err(_) => fail(&e, EMPTY_POOL),
        }
    }
}

#[allow(deprecated)] // Shapes of a contract that is not ours.
fn publish(
    e: &Env,
    topics: (Symbol, Address, Address, Address),
    amounts: (i128, i128, i128),
    reserves: Vec<soroban_sdk::Val>,
) {
    e.events().publish(topics, amounts);
    e.events().publish((Symbol::new(e, "update_reserves"),), reserves);
}

fn tokens(e: &Env) -> Vec<Address> {
    e.storage().instance().get(&0u32).expect("constructed")
}

fn reserve(e: &Env, index: u32) -> i128 {
    let token = tokens(e).get_unchecked(index);
    TokenClient::new(e, &token).balance(&e.current_contract_address())
}

/// A router and its pools.
pub struct Aquarius {
    pub router: Address,
}

impl Aquarius {
    pub fn deploy(e: &Env) -> Aquarius {
        Aquarius {
            router: e.register_at(&Address::generate(e), StandInRouter, ()),
        }
    }

    /// A pool with these amounts, under this index.
    pub fn pool(
        &self,
        e: &Env,
        index: &BytesN<32>,
        side_a: (&Address, i128),
        side_b: (&Address, i128),
    ) -> Address {
        let (low, high) = if side_a.0 < side_b.0 {
            (side_a.0, side_b.0)
        } else {
            (side_b.0, side_a.0)
        };
        let tokens = vec![e, low.clone(), high.clone()];
        let pool = e.register_at(&Address::generate(e), StandInPool, (tokens.clone(),));
        for (token, amount) in [side_a, side_b] {
            mint(e, token, &pool, amount);
        }
        StandInRouterClient::new(e, &self.router).add_pool(&tokens, index, &pool);
        pool
    }

    pub fn play(&self, e: &Env, trick: Trick) {
        StandInRouterClient::new(e, &self.router).play(&trick);
    }

    /// 50,000 USDC and what makes a token cost `price` USDC, 7 decimals.
    pub fn usdc_pool(
        &self,
        e: &Env,
        index: &BytesN<32>,
        usdc: &Address,
        token: &Address,
        price: i128,
    ) -> Address {
        let depth = 50_000 * UNIT;
        self.pool(e, index, (usdc, depth), (token, depth * UNIT / price))
    }
}
