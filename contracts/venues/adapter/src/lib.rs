//! What the adapters of `contracts/venues` share: how they read a route's data, and how they handle the money. An
//! adapter owns nothing between calls. It measures by its own balances what a DEX took and paid, passes on exactly
//! that, and gives back what was not needed.
#![no_std]

pub mod instance;
mod path;
mod swap;

pub use path::Path;
pub use swap::{Dex, Leg, authorise, swap_exact_in, swap_exact_out};

use soroban_sdk::{Env, Error, SpecShakingMarker, panic_with_error};

/// Why an adapter refuses. Each contract has a code of its own for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    BadData,
    PathMismatch,
    InvalidAmount,
    NotPaid,
    OutputTooSmall,
    InputTooLarge,
    ZeroOutput,
    WrongOutput,
}

pub fn or_panic<T, E>(e: &Env, result: Result<T, Fault>) -> T
where
    E: From<Fault> + Into<Error> + SpecShakingMarker,
{
    result.unwrap_or_else(|fault| panic_with_error!(e, E::from(fault)))
}
