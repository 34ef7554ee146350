//! Types and client traits shared by Nectar's contracts: what one contract may know of another. No logic.
#![no_std]

pub mod aquarius;
pub mod backstop;
pub mod blend;
pub mod comet;
pub mod oracle;
pub mod registry;
pub mod soroswap;
pub mod vault;
pub mod venue;
