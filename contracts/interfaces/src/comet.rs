//! Comet, a weighted pool that is its own LP token, as its callers see it. Whoever pays tokens in (`user`) must have
//! authorised `token.approve(user, pool, max_in, (sequence / 100_000 + 1) * 100_000)`: the pool calls `approve` itself, then
//! `transfer_from`, and what is left of `max_in` stays as an allowance. LP tokens it takes without further ado.

use soroban_sdk::{Address, Env, contractclient};

#[contractclient(name = "CometClient")]
pub trait Comet {
    fn get_total_supply(e: Env) -> i128;
    fn get_balance(e: Env, token: Address) -> i128;
    /// 7 decimals.
    fn get_normalized_weight(e: Env, token: Address) -> i128;
    /// 7 decimals.
    fn get_swap_fee(e: Env) -> i128;
    /// Output and spot price after the swap.
    fn swap_exact_amount_in(
        e: Env,
        token_in: Address,
        token_amount_in: i128,
        token_out: Address,
        min_amount_out: i128,
        max_price: i128,
        user: Address,
    ) -> (i128, i128);
    /// Input and spot price after the swap.
    fn swap_exact_amount_out(
        e: Env,
        token_in: Address,
        max_amount_in: i128,
        token_out: Address,
        token_amount_out: i128,
        max_price: i128,
        user: Address,
    ) -> (i128, i128);
    /// Joins with one token; LP tokens out.
    fn dep_tokn_amt_in_get_lp_tokns_out(
        e: Env,
        token_in: Address,
        token_amount_in: i128,
        min_pool_amount_out: i128,
        user: Address,
    ) -> i128;
    /// Joins for an exact amount of LP tokens; tokens in.
    fn dep_lp_tokn_amt_out_get_tokn_in(
        e: Env,
        token_in: Address,
        pool_amount_out: i128,
        max_amount_in: i128,
        user: Address,
    ) -> i128;
    /// Exits with an exact amount of LP tokens; tokens out.
    fn wdr_tokn_amt_in_get_lp_tokns_out(
        e: Env,
        token_out: Address,
        pool_amount_in: i128,
        min_amount_out: i128,
        user: Address,
    ) -> i128;
    /// Exits for an exact amount of a token; LP tokens in.
    fn wdr_tokn_amt_out_get_lp_tokns_in(
        e: Env,
        token_out: Address,
        token_amount_out: i128,
        max_pool_amount_in: i128,
        user: Address,
    ) -> i128;
}
