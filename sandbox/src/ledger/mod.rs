//! State and the closing of ledgers.

pub mod account;
pub mod close;
pub mod costs;
pub mod genesis;
pub mod header;
pub mod history;
pub mod keys;
pub mod select;
pub mod settings;
pub mod store;
pub mod txset;
