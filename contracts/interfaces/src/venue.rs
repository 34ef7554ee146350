//! A swap venue: one DEX behind four calls.
//!
//! The caller transfers the input first (for exact-out exactly the amount quoted in the same call). The venue ends
//! every call with no balance of the caller's and no allowance, and emits no events of its own.

use soroban_sdk::{Address, Bytes, Env, contractclient};

#[contractclient(name = "VenueClient")]
pub trait Venue {
    /// What `swap_exact_in` would pay out now; 0 if it would not trade.
    fn quote_exact_in(e: Env, token_in: Address, token_out: Address, amount_in: i128, data: Bytes) -> i128;
    /// What `swap_exact_out` would take now.
    fn quote_exact_out(e: Env, token_in: Address, token_out: Address, amount_out: i128, data: Bytes) -> i128;
    /// Swaps `amount_in`, already transferred to the venue, and pays at least `min_out` to `to`. Returns what it paid.
    fn swap_exact_in(
        e: Env,
        token_in: Address,
        token_out: Address,
        amount_in: i128,
        min_out: i128,
        to: Address,
        data: Bytes,
    ) -> i128;
    /// Pays exactly `amount_out` to `to` for at most `max_in`, already transferred. Returns what it took.
    fn swap_exact_out(
        e: Env,
        token_in: Address,
        token_out: Address,
        amount_out: i128,
        max_in: i128,
        to: Address,
        data: Bytes,
    ) -> i128;
}
