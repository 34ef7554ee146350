//! One event per state change. `consume` and `record_execution` are told by the vault's `fill` event, whose bytes they
//! would otherwise take.

use nectar_interfaces::registry::Limits;
use soroban_sdk::{Address, String, contractevent};

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct Registered {
    #[topic]
    pub operator: Address,
    pub name: String,
    pub stake: i128,
}

/// The operator left. Its sessions and its stake are told by `sessions_revoked` and `unstake_requested`.
#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct Deregistered {
    #[topic]
    pub operator: Address,
    pub epoch: u32,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct StakeAdded {
    #[topic]
    pub operator: Address,
    pub amount: i128,
    /// After the call.
    pub stake: i128,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct UnstakeRequested {
    #[topic]
    pub operator: Address,
    pub amount: i128,
    /// For this amount and all that was asked for before.
    pub available_at: u64,
}

#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct StakeWithdrawn {
    #[topic]
    pub operator: Address,
    pub amount: i128,
}

/// `amount` of the stake stands behind the operator's open draw from now on; 0 when there is none.
#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct StakeBacking {
    #[topic]
    pub operator: Address,
    pub amount: i128,
}

/// The operator did not return a draw in time. Its sessions are told by `sessions_revoked`.
#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct StakeSlashed {
    #[topic]
    pub operator: Address,
    pub bounty: i128,
    pub caller: Address,
    /// After the call.
    pub stake: i128,
    pub to_vault: i128,
}

#[contractevent(data_format = "vec")]
#[derive(Clone, Debug, PartialEq)]
pub struct SessionGranted {
    #[topic]
    pub operator: Address,
    #[topic]
    pub session: Address,
    pub expires_at: u64,
    /// XLM stroops paid to the session account in this call.
    pub float: i128,
    pub limits: Limits,
}

#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct SessionRevoked {
    #[topic]
    pub operator: Address,
    #[topic]
    pub session: Address,
    /// The operator, or the session itself.
    pub by: Address,
}

/// Every delegation of an earlier epoch is dead.
#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct SessionsRevoked {
    #[topic]
    pub operator: Address,
    pub epoch: u32,
}

/// The operator's first fill put it on the roster, at slot `index`.
#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct KeeperListed {
    #[topic]
    pub operator: Address,
    pub index: u32,
}
