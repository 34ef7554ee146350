//! Gives away a test asset, a capped amount per account and UTC day. It is the asset's admin and nothing else is: make
//! it so only after the deployment has issued what it needs.
#![no_std]

mod contract;
mod errors;
mod events;
mod storage;
#[cfg(test)]
mod test;

pub use contract::{Faucet, FaucetClient};
pub use errors::FaucetError;
pub use events::Dripped;
pub use storage::Drip;
