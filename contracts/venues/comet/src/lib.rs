//! A Comet behind the venue interface: joins (token to LP token), exits (LP token to token) and swaps. `data` is a
//! `PoolPath` of two tokens and the Comet, which is also its LP token. Tokens of 7 decimals.
#![no_std]

mod contract;
mod errors;
mod pool;
mod weighted;

pub use contract::{CometVenue, CometVenueClient};
pub use errors::CometError;
