//! Swaps emit nothing (a fill's events are the tight limit of a transaction); what changes the pair otherwise does.
use soroban_sdk::{Address, contractevent};

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct LiquidityAdded {
    #[topic]
    pub from: Address,
    pub amount_a: i128,
    pub amount_b: i128,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct LiquidityRemoved {
    #[topic]
    pub to: Address,
    pub amount_a: i128,
    pub amount_b: i128,
}

/// The reserves were set to the balances.
#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct Synced {
    pub reserve_a: i128,
    pub reserve_b: i128,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct AdminProposed {
    #[topic]
    pub new_admin: Address,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct AdminSet {
    #[topic]
    pub admin: Address,
}
