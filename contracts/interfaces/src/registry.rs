//! `keeper-registry` as the vault and the keepers see it.

use soroban_sdk::{Address, Env, String, Vec, contractclient, contracttype};

/// What one session key may do.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Fills in one clock hour (unix seconds / 3,600).
    pub fills_per_hour: u32,
    /// USDC (7 decimals) one fill may spend, repayments included.
    pub max_usdc_per_fill: i128,
    /// Pools the session may fill in; empty = all.
    pub pools: Vec<Address>,
}

/// The on-chain record under `(operator, session)`. It lives while `epoch` equals the operator's own.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Delegation {
    pub epoch: u32,
    /// Unix seconds; the delegation is dead from this second on.
    pub expires_at: u64,
    /// Fills counted in `hour`.
    pub fills_in_hour: u32,
    pub hour: u64,
    pub limits: Limits,
}

/// An operator. Statistics come from the vault alone and give no rights.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Keeper {
    pub epoch: u32,
    pub fills: u32,
    pub name: String,
    /// Sum of realised profit, USDC 7 decimals.
    pub profit: i128,
    pub registered_at: u64,
    /// USDC, 7 decimals, without what is on its way back.
    pub stake: i128,
    /// Sum of USDC spent in fills.
    pub volume: i128,
}

/// Stake on its way back to its operator. It is no stake any more: it backs nothing.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Unstake {
    /// USDC, 7 decimals.
    pub amount: i128,
    /// Unix seconds; it can be withdrawn from this second on.
    pub available_at: u64,
}

/// Fixed at construction.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct RegistryConfig {
    /// Native asset contract: the float of a session account is paid in XLM.
    pub native: Address,
    pub unstake_delay_secs: u64,
    pub usdc: Address,
    pub vault: Address,
}

#[contractclient(name = "RegistryClient")]
pub trait Registry {
    fn get_config(e: Env) -> RegistryConfig;
    /// Vault only. Checks the delegation and counts one fill of `usdc_in` against its limits.
    fn consume(e: Env, operator: Address, session: Address, pool: Address, usdc_in: i128);
    /// Vault only. Books a realised fill.
    fn record_execution(e: Env, operator: Address, profit: i128, volume: i128);
    /// Vault only. `backing` of the operator's stake stands behind an open draw from now on.
    fn mark_draw(e: Env, operator: Address, backing: i128);
    /// Vault only. The operator has no open draw any more.
    fn clear_draw(e: Env, operator: Address);
    /// Vault only. Takes up to `shortfall` of the stake for the vault and, from what is left, up to `bounty` for
    /// `caller`. Answers the bounty paid.
    fn slash(e: Env, operator: Address, caller: Address, shortfall: i128, bounty: i128) -> i128;
}
