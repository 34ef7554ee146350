//! Either pool behind one address. The interface's types are Blend's, bit for bit, so one client serves both.
use nectar_interfaces::blend::{PoolClient, Positions, Request, ReserveConfig};
use soroban_sdk::{Address, Env, Vec};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolKind {
    /// The unmodified wasm of Blend v2 with backstop, factory and Comet behind it.
    Blend,
    Lab,
}

/// What both kinds are created with.
#[derive(Clone, Debug)]
pub struct PoolSettings {
    pub bstop_rate: u32,
    pub max_positions: u32,
    /// In the oracle's decimals.
    pub min_collateral: i128,
    /// One per asset of `Tokens::reserves`, in that order.
    pub reserves: [ReserveConfig; 4],
    /// Whether the backstop holds enough for the pool to be active. Without, the pool stays on ice.
    pub backed: bool,
}

impl Default for PoolSettings {
    /// USDC and EURC c .90 l .95, XLM and AQUA .75 (blend-v2.md §14.4).
    fn default() -> PoolSettings {
        let stable = reserve_config(9_000_000, 9_500_000);
        let volatile = reserve_config(7_500_000, 7_500_000);
        PoolSettings {
            bstop_rate: 2_000_000,
            max_positions: 6,
            min_collateral: 10_000_000,
            reserves: [stable.clone(), volatile.clone(), stable, volatile],
            backed: true,
        }
    }
}

pub fn reserve_config(c_factor: u32, l_factor: u32) -> ReserveConfig {
    ReserveConfig {
        c_factor,
        decimals: 7,
        enabled: true,
        index: 0,
        l_factor,
        max_util: 9_500_000,
        r_base: 100_000,
        r_one: 500_000,
        r_three: 15_000_000,
        r_two: 5_000_000,
        reactivity: 20,
        supply_cap: 1_000_000_000_000_000_000,
        util: 7_500_000,
    }
}

/// A deployed pool and who bears its bad debt.
#[derive(Clone, Debug)]
pub struct DeployedPool {
    pub address: Address,
    pub backstop: Address,
    pub kind: PoolKind,
}

pub fn requests(e: &Env, items: &[(u32, &Address, i128)]) -> Vec<Request> {
    let mut requests = Vec::new(e);
    for (request_type, address, amount) in items {
        requests.push_back(Request {
            address: (*address).clone(),
            amount: *amount,
            request_type: *request_type,
        });
    }
    requests
}

/// `submit` with from = spender = to.
pub fn submit(e: &Env, pool: &Address, who: &Address, items: &[(u32, &Address, i128)]) -> Positions {
    PoolClient::new(e, pool)
        .mock_all_auths()
        .submit(who, who, who, &requests(e, items))
}
