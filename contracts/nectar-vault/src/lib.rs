//! USDC in, shares out; fills auctions with it; splits the profit.
//!
//! Nobody but this contract ever holds its money. A fill buys, fills, repays, withdraws and sells inside one call,
//! whose caller names an auction and routes and never an amount; either the vault ends the call richer by at least
//! its reserve profit, in USDC it measured itself, or nothing happened. The one exception is `bonded`, which is off until
//! it is enabled: there an operator's own stake stands for what it holds.
//!
//! The host refuses to enter a contract that is already on the call stack, so no pool, venue or token can call back
//! into the vault while one of its calls runs.
#![no_std]

#[cfg(test)]
extern crate std;

mod bonded;
mod books;
mod config;
mod constants;
mod contract;
mod deposits;
mod errors;
mod events;
mod fill;
mod floors;
mod leftover;
mod limits;
mod oracle;
mod pauses;
mod rewards;
mod risk;
mod routes;
mod share_ledger;
mod shares;
mod storage;
mod timelock;
mod tranche;
mod vesting;

pub use bonded::BondError;
pub use contract::{NectarVault, NectarVaultArgs, NectarVaultClient};
pub use errors::Error;
pub use storage::{Books, Bucket, DataKey};

#[cfg(test)]
mod test;
