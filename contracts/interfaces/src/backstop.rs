//! Blend's backstop, as far as a filler of bad-debt and interest auctions needs it.

use soroban_sdk::{Address, Env, contractclient};

/// The capital that bears a pool's bad debt. `donate(from, pool, amount)` is called by the pool alone, on behalf of a
/// filler who has authorised it.
#[contractclient(name = "BackstopClient")]
pub trait Backstop {
    /// The LP token it holds, lot of bad-debt auctions and bid of interest auctions: the Comet contract itself.
    fn backstop_token(e: Env) -> Address;
    fn donate(e: Env, from: Address, pool_address: Address, amount: i128);
}
