use nectar_interfaces::oracle::Asset;
use soroban_sdk::{Address, contractevent};

/// A price changed. `always_fresh`: `timestamp` is ignored and reads report the ledger's time.
#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct PriceSet {
    #[topic]
    pub asset: Asset,
    pub always_fresh: bool,
    pub price: i128,
    pub timestamp: u64,
}

/// From now on the asset has no price.
#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct PriceRemoved {
    #[topic]
    pub asset: Asset,
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
