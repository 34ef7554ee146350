//! Soroswap's router as its callers see it. `to` pays the first pair of the path by a transfer that needs its
//! authorisation, and receives the output. Pairs are found by the two tokens alone; anybody can create a missing one.

use soroban_sdk::{Address, Env, Vec, contractclient};

#[contractclient(name = "SoroswapRouterClient")]
pub trait SoroswapRouter {
    /// Amounts along the path, input first. Fails when the ledger's time is `deadline` or later.
    fn swap_exact_tokens_for_tokens(
        e: Env,
        amount_in: i128,
        amount_out_min: i128,
        path: Vec<Address>,
        to: Address,
        deadline: u64,
    ) -> Vec<i128>;
    fn swap_tokens_for_exact_tokens(
        e: Env,
        amount_out: i128,
        amount_in_max: i128,
        path: Vec<Address>,
        to: Address,
        deadline: u64,
    ) -> Vec<i128>;
    fn router_get_amounts_out(e: Env, amount_in: i128, path: Vec<Address>) -> Vec<i128>;
    fn router_get_amounts_in(e: Env, amount_out: i128, path: Vec<Address>) -> Vec<i128>;
    fn router_pair_for(e: Env, token_a: Address, token_b: Address) -> Address;
}
