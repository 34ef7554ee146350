//! Where a scenario starts: a pool, reserves and prices anywhere within Blend's bounds, now and then outside.
use std::env;

use liquidation_lab::math::mul_div_floor;
use nectar_interfaces::blend::ReserveConfig;
use nectar_tests::{code::Code, prng::SplitMix64};

const FACTOR: u32 = 10_000_000;
const MILLIONTHS: i128 = 1_000_000;
/// What the filler brings, in millionths of a dollar.
pub const COLLATERAL: i128 = 10_000_000 * MILLIONTHS;

pub struct Start {
    pub code: Code,
    pub bstop_rate: u32,
    pub leaves_backstop: bool,
    pub max_positions: u32,
    pub min_collateral: i128,
    pub oracle_decimals: u32,
    /// Which token each reserve is; those beyond `reserves` are none.
    pub order: [usize; 4],
    /// In the oracle's decimals.
    pub prices: [i128; 4],
    pub reserves: Vec<ReserveConfig>,
    /// What the lender brings, in millionths of a dollar.
    pub lent: Vec<i128>,
}

impl Start {
    /// `NECTAR_LAB=wasm` takes the committed build of the lab instead of its code.
    pub fn draw(random: &mut SplitMix64) -> Start {
        let wasm = env::var("NECTAR_LAB").is_ok_and(|lab| lab == "wasm");
        let oracle_decimals = *random.pick(&[7, 7, 7, 14, 8, 0, 1, 2, 5, 12, 18]);
        let one = 10i128.pow(oracle_decimals);
        let count = random.small(2, 4);
        let mut reserves: Vec<ReserveConfig> = (0..count).map(|_| reserve(random)).collect();
        let prices = [0; 4].map(|_| price(random, one));
        let lent: Vec<i128> = (0..count)
            .map(|_| random.amount(1_000, 1_000_000) * MILLIONTHS)
            .collect();
        for (index, config) in reserves.iter_mut().enumerate() {
            // Room for what the filler brings, then some.
            let room = lent[index] + COLLATERAL + random.amount(0, 3_000) * MILLIONTHS * 1_000;
            config.supply_cap = worth(room, config.decimals, prices[index], one);
        }
        Start {
            code: if wasm { Code::Wasm } else { Code::Native },
            bstop_rate: *random.pick(&[2_000_000, 2_000_000, 0, 1, 9_999_999, 1_234_567]),
            leaves_backstop: random.below(4) == 0,
            max_positions: *random.pick(&[6, 6, 8, 8, 60, 4, 3, 2]),
            min_collateral: *random.pick(&[0, 1, one, 10 * one, 100 * one, 1_000 * one]),
            oracle_decimals,
            order: order(random),
            prices,
            reserves,
            lent,
        }
    }
}

fn order(random: &mut SplitMix64) -> [usize; 4] {
    let mut order = [0, 1, 2, 3];
    for last in (1..order.len()).rev() {
        let other = usize::try_from(random.below(last as u64 + 1)).expect("an index");
        order.swap(last, other);
    }
    order
}

/// A tenth of a cent to a hundred thousand dollars, each magnitude as likely.
fn price(random: &mut SplitMix64, one: i128) -> i128 {
    let millionths = random.amount(1_000, 9_999) * 10i128.pow(random.small(0, 7));
    (millionths * one / 1_000_000).max(1)
}

fn factor(random: &mut SplitMix64) -> u32 {
    match random.below(12) {
        0 => *random.pick(&[0, 1, FACTOR - 1, FACTOR]),
        1..=3 => random.small(1_000_000, FACTOR),
        _ => random.small(7_000_000, 9_500_000),
    }
}

fn reserve(random: &mut SplitMix64) -> ReserveConfig {
    let util = match random.below(8) {
        0 => *random.pick(&[0, 1, 9_000_000]),
        _ => random.small(1_000_000, 9_000_000),
    };
    let max_util = match random.below(4) {
        0 => random.small(util + 1, FACTOR),
        1 => FACTOR,
        _ => random.small(util.max(9_000_000) + 1, FACTOR),
    };
    let r_one = random.small(0, 1_000_000);
    let r_two = r_one + random.small(0, 6_000_000);
    let r_three = r_two + random.small(0, 60_000_000);
    ReserveConfig {
        c_factor: factor(random),
        decimals: *random.pick(&[7, 7, 7, 7, 0, 1, 2, 6, 9, 12, 14, 18]),
        enabled: random.below(40) > 0,
        index: 0,
        l_factor: factor(random),
        max_util,
        r_base: *random.pick(&[1_000, 100_000, 300_000, 9_999_999]),
        r_one,
        r_three,
        r_two,
        reactivity: *random.pick(&[0, 1, 20, 50, 1_000]),
        supply_cap: 0,
        util,
    }
}

/// One field a step beyond its bound.
pub fn beyond_bounds(config: &ReserveConfig, random: &mut SplitMix64) -> ReserveConfig {
    let mut beyond = config.clone();
    match random.below(10) {
        0 => beyond.decimals = 19,
        1 => beyond.c_factor = FACTOR + 1,
        2 => beyond.l_factor = FACTOR + 1,
        3 => beyond.util = 9_000_001,
        4 => beyond.max_util = FACTOR + 1,
        5 => beyond.max_util = beyond.util,
        6 => beyond.r_base = *random.pick(&[999, FACTOR]),
        7 => beyond.r_one = beyond.r_two + 1,
        8 => beyond.r_two = beyond.r_three + 1,
        _ => beyond.reactivity = 1_001,
    }
    beyond
}

/// How much of an asset so many millionths of a dollar buy at a price in the oracle's decimals.
pub fn worth(millionths: i128, decimals: u32, price: i128, one: i128) -> i128 {
    let whole = mul_div_floor(millionths, 10i128.pow(decimals), MILLIONTHS);
    mul_div_floor(whole, one, price.max(1))
}
