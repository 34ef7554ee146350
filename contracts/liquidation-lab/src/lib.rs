//! A pool that behaves like a Blend v2 pool, written from its documented behaviour: same entry points, types, error
//! codes, events, storage keys and rounding, so a keeper moves between the two by an address alone. It has
//! user-liquidation auctions; bad-debt and interest auctions need a backstop and are refused. Its admin creates
//! reserves and positions at will: for learning, demos and tests, never beside real money.
//!
//! `curve`, `health`, `interest`, `liquidation`, `math` and `rates` are pure: plain numbers in and out.
#![no_std]

mod actions;
mod auction;
mod bad_debt;
mod contract;
pub mod curve;
mod errors;
mod events;
pub mod health;
pub mod interest;
pub mod liquidation;
pub mod math;
mod pool;
pub mod rates;
mod setup;
mod storage;
mod submit;
#[cfg(test)]
mod test;
mod user;

pub use contract::{LiquidationLab, LiquidationLabClient};
pub use errors::PoolError;
pub use events::PositionSet;
