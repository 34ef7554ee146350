//! Several fills in one transaction, each for itself: what fails is rolled back whole, the others stand.
//!
//! No safety rests on this contract. It holds nothing, stores nothing and may do nothing that its caller may not: every
//! rule is the vault's, which judges each order as if it had come alone.
#![no_std]

#[cfg(test)]
extern crate std;

mod constants;
mod contract;
mod errors;

pub use constants::MAX_ORDERS;
pub use contract::{FillBatcher, FillBatcherClient};
pub use errors::Error;

#[cfg(test)]
mod test;
