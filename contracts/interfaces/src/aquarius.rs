//! Aquarius' router and pools as their callers see them. A pool is named by its tokens, in order of their addresses,
//! and an index; anybody can create a further pool of the same tokens, which gets another index.

use soroban_sdk::{Address, BytesN, Env, Vec, contractclient};

/// Tokens of a pool, its index, and the token to take out of it.
pub type AquariusHop = (Vec<Address>, BytesN<32>, Address);

#[contractclient(name = "AquariusRouterClient")]
pub trait AquariusRouter {
    /// `user` pays `in_amount` to the router by a transfer that needs its authorisation, and receives the output.
    fn swap_chained(
        e: Env,
        user: Address,
        swaps_chain: Vec<AquariusHop>,
        token_in: Address,
        in_amount: u128,
        out_min: u128,
    ) -> u128;
    /// `user` pays `max_in` and gets back what is left of it. Returns what was taken.
    fn swap_chained_strict_receive(
        e: Env,
        user: Address,
        swaps_chain: Vec<AquariusHop>,
        token_in: Address,
        out_amount: u128,
        max_in: u128,
    ) -> u128;
    fn estimate_swap(
        e: Env,
        tokens: Vec<Address>,
        token_in: Address,
        token_out: Address,
        pool_index: BytesN<32>,
        in_amount: u128,
    ) -> u128;
    fn get_pool(e: Env, tokens: Vec<Address>, pool_index: BytesN<32>) -> Address;
}

/// The router has no estimate of an input; its pools do.
#[contractclient(name = "AquariusPoolClient")]
pub trait AquariusPool {
    fn estimate_swap_strict_receive(e: Env, in_idx: u32, out_idx: u32, out_amount: u128) -> u128;
}
