//! Aquarius behind the venue interface. `data` is an `IndexPath`: tokens, and the index of the pool of each step. Pools
//! of two tokens only.
#![no_std]

mod chain;
mod contract;
mod errors;

pub use contract::{AquariusVenue, AquariusVenueClient};
pub use errors::AquariusError;
