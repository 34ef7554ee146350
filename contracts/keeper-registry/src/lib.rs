//! Operators, their session keys and their verified statistics.
//!
//! A session key can only start fills in the vault; it never holds, moves or receives the vault's money. What it may
//! do at all is the delegation its operator granted here, and the vault alone counts against it.
#![no_std]

#[cfg(test)]
extern crate std;

mod backing;
mod constants;
mod contract;
mod errors;
mod events;
mod keepers;
mod sessions;
mod stake;
mod storage;

pub use contract::{KeeperRegistry, KeeperRegistryClient};
pub use errors::Error;
pub use storage::DataKey;

#[cfg(test)]
mod test;
