//! A constant-product pair behind the venue interface, fee 30 bps: the market of the local network and of the tests.
#![no_std]

mod contract;
pub mod curve;
mod errors;
mod events;
mod storage;
#[cfg(test)]
mod test;

pub use contract::{LabAmm, LabAmmClient};
pub use errors::AmmError;
pub use events::{AdminProposed, AdminSet, LiquidityAdded, LiquidityRemoved, Synced};
pub use storage::Pair;
