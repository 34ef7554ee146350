use nectar_interfaces::vault::BondParams;
use soroban_sdk::{Address, contractevent};

/// Draws are on, or their terms changed.
#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct BondEnabled {
    pub terms: BondParams,
}

/// No new draws. Open ones keep their terms.
#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct BondDisabled {}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    #[topic]
    pub operator: Address,
    pub amount: i128,
    pub deadline: u64,
    /// After the call.
    pub outstanding: i128,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct Returned {
    #[topic]
    pub operator: Address,
    pub amount: i128,
    /// After the call.
    pub outstanding: i128,
    /// The part of `amount` that is no principal: fee, and what the operator gave beyond it. It vests.
    pub profit: i128,
}

/// The draw is closed. What is not `recovered` of `outstanding` and `fee` is missing, until it is cured.
#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct Slashed {
    #[topic]
    pub operator: Address,
    pub bounty: i128,
    pub caller: Address,
    pub fee: i128,
    pub outstanding: i128,
    pub recovered: i128,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct Cured {
    #[topic]
    pub operator: Address,
    pub amount: i128,
    pub from: Address,
    /// After the call.
    pub missing: i128,
}
