//! Bonded draws: USDC in an operator's own custody, for a lot that no market on chain takes. Off until enabled.
//!
//! It is the one way in which the vault's money leaves without coming back in the same call, so nothing of it is trusted:
//! a stake worth more than the draw stands in the registry until the draw is returned or slashed. The draw counts at par
//! meanwhile, because that stake pays it: the share price moves by none of these calls.

mod draws;
mod errors;
mod events;
mod slash;
mod terms;
mod window;

#[cfg(test)]
pub use events::*;

pub use draws::{draw_no_auth, get, return_no_auth};
pub use errors::BondError;
pub use slash::{cure_no_auth, slash};
pub use terms::{check_terms, disable, enable};

#[cfg(test)]
pub use terms::{backing_ceil, fee_ceil, fee_in_advance_ceil};
