//! The quotes of lab-amm without its contract: whoever depends on a contract exports its entry points too, and a wasm has
//! but one constructor.
#![no_std]

#[path = "../../../lab-amm/src/curve.rs"]
mod curve;
#[path = "../../../lab-amm/src/errors.rs"]
mod errors;

pub use curve::{quote_exact_in, quote_exact_out};
