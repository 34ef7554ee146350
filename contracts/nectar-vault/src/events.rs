//! One event per state change. Share movements speak SEP-41, deposits and exits SEP-56 as well.

use nectar_interfaces::vault::{Change, Params, Route, Scope, TypeParams};
use soroban_sdk::{Address, Map, contractevent};

/// A fill, whole. As a vec: as a map it would cost 152 of the transaction's 16,384 bytes of events more.
#[contractevent(data_format = "vec")]
#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    #[topic]
    pub pool: Address,
    /// Whose auction it was.
    #[topic]
    pub user: Address,
    pub operator: Address,
    pub session: Address,
    pub auction_type: u32,
    pub percent: u32,
    /// Start ledger of the auction.
    pub block: u32,
    /// Asset → amount repaid.
    pub bid: Map<Address, i128>,
    /// Asset → amount received from the pool.
    pub lot: Map<Address, i128>,
    pub spent: i128,
    pub profit: i128,
    pub fee: i128,
}

#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct Mint {
    #[topic]
    pub to: Address,
    pub amount: i128,
}

#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct Burn {
    #[topic]
    pub from: Address,
    pub amount: i128,
}

/// OpenZeppelin's carries a map; SEP-41 and the asset contract have a vec.
#[contractevent(data_format = "vec")]
#[derive(Clone, Debug, PartialEq)]
pub struct Approve {
    #[topic]
    pub from: Address,
    #[topic]
    pub spender: Address,
    pub amount: i128,
    pub live_until_ledger: u32,
}

#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct Seed {
    #[topic]
    pub from: Address,
    pub amount: i128,
}

#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    #[topic]
    pub operator: Address,
    pub amount: i128,
}

#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct Skim {
    pub amount: i128,
}

/// USDC gone from the vault without a call of its own, told by the call that books it.
#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    pub amount: i128,
}

#[contractevent(data_format = "vec")]
#[derive(Clone, Debug, PartialEq)]
pub struct Leftover {
    #[topic]
    pub token: Address,
    pub amount: i128,
    pub proceeds: i128,
}

#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct ParamsSet {
    pub params: Params,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct PoolAllowed {
    #[topic]
    pub pool: Address,
}

#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct AssetAllowed {
    #[topic]
    pub asset: Address,
    pub decimals: u32,
}

#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct RouteAdded {
    #[topic]
    pub id: u32,
    pub route: Route,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct PoolDisallowed {
    #[topic]
    pub pool: Address,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct AssetDisallowed {
    #[topic]
    pub asset: Address,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct RouteRemoved {
    #[topic]
    pub id: u32,
}

#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct PoolCapSet {
    #[topic]
    pub pool: Address,
    pub cap: i128,
}

#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct AssetCapSet {
    #[topic]
    pub asset: Address,
    pub cap: i128,
}

/// Enabled, or its terms changed.
#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct TypeEnabled {
    #[topic]
    pub auction_type: u32,
    pub params: TypeParams,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDisabled {
    #[topic]
    pub auction_type: u32,
}

/// Executable from `eta` on, for 7 days.
#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeAnnounced {
    #[topic]
    pub id: u32,
    pub change: Change,
    pub eta: u64,
}

/// What it changed is told by the event of that change, beside this one.
#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeExecuted {
    #[topic]
    pub id: u32,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeCancelled {
    #[topic]
    pub id: u32,
}

/// Nothing tells the end: it is `until`, unless `Unpaused` comes first.
#[contractevent(data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct Paused {
    #[topic]
    pub scope: Scope,
    pub until: u64,
}

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct Unpaused {
    #[topic]
    pub scope: Scope,
}
