//! A swap venue: one DEX behind four calls.
//!
//! The caller transfers the input first (for exact-out exactly the amount quoted in the same call). The venue ends
//! every call with no balance of the caller's and no allowance, and emits no events of its own.

use soroban_sdk::{Address, Bytes, BytesN, Env, Vec, contractclient, contracttype};

/// `data` of a route over pools with addresses (Soroswap's pairs, a Comet), as XDR. `path` runs from one end to the
/// other, `pools` has one pool for each step; the route is good for both directions.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct PoolPath {
    pub path: Vec<Address>,
    pub pools: Vec<Address>,
}

/// `data` of a route over pools that a router knows by an index (Aquarius).
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct IndexPath {
    pub path: Vec<Address>,
    pub pools: Vec<BytesN<32>>,
}

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
