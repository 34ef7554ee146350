//! Soroswap behind the venue interface. `data` is a `PoolPath`: tokens, and the pair of each step.
#![no_std]

mod contract;
mod errors;
mod hops;

pub use contract::{SoroswapVenue, SoroswapVenueClient};
pub use errors::SoroswapError;
