//! The pure arithmetic against numbers of the pool contracts' own tests, of recorded mainnet ledgers and of live
//! pools. The contract itself is tested beside the real Blend, in nectar-tests.
extern crate std;

mod accrual;
mod admin;
mod creation;
mod health;
mod math;
mod phases;

use nectar_interfaces::blend::{RATE_SCALE, ReserveConfig, ReserveData};

/// 7 decimals, rates of 1, the pool contracts' test curve.
pub fn config(c_factor: u32, l_factor: u32) -> ReserveConfig {
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
        supply_cap: i128::MAX,
        util: 7_500_000,
    }
}

/// Rates of 1; a supply of 1e7 makes `lent` the utilisation.
pub fn data(lent: i128, ir_mod: i128) -> ReserveData {
    ReserveData {
        b_rate: RATE_SCALE,
        b_supply: 10_000_000,
        backstop_credit: 0,
        d_rate: RATE_SCALE,
        d_supply: lent,
        ir_mod,
        last_time: 0,
    }
}
