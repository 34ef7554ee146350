//! A SEP-40 oracle whose prices its admin sets: for learning, demos and tests. It lies on request (any price, any
//! timestamp), so no pool or vault with real money may ever read it.
#![no_std]

mod contract;
mod errors;
mod events;
mod storage;
#[cfg(test)]
mod test;

pub use contract::{MockOracle, MockOracleClient};
pub use errors::OracleError;
pub use events::{AdminProposed, AdminSet, PriceRemoved, PriceSet};
pub use nectar_interfaces::oracle::{Asset, PriceData};
pub use storage::StoredPrice;
