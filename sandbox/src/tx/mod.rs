//! What a transaction is, whether it is valid, and its life inside a ledger.

pub mod apply;
pub mod bump;
pub mod events;
pub mod fees;
pub mod frame;
pub mod result;
pub mod signatures;
pub mod soroban;
pub mod valid;
