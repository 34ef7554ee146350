//! The positions of tests/vectors/GENERATOR.md and the digest of their health, computed by the lab's arithmetic.
use std::fmt::Write as _;

use liquidation_lab::health::{Health, Holding};
use sha2::{Digest as _, Sha256};

use crate::prng::SplitMix64;

pub const SEED: u64 = 20_261_121;
pub const COUNT: u64 = 100_000;

const E7: i128 = 10_000_000;
const E12: i128 = 1_000_000_000_000;
const PPM: i128 = 1_000_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthDigest {
    pub count: u64,
    pub seed: u64,
    pub sha256: String,
    pub within1e6: u64,
}

/// One position, each leg a reserve of its own.
pub struct Generated {
    pub holdings: Vec<Holding>,
    pub oracle_scale: i128,
}

struct Leg {
    asset_scale: i128,
    price: i128,
    rate: i128,
}

pub fn health_digest(seed: u64, count: u64) -> HealthDigest {
    let mut random = SplitMix64::new(seed);
    let (mut hash, mut within1e6) = (Sha256::new(), 0);
    for i in 0..count {
        let position = generate(&mut random, i);
        let health = Health::of(&position.holdings);
        let (c, l) = (health.collateral_base, health.liability_base);
        let factor = health
            .factor(position.oracle_scale)
            .expect("every position has debt");
        let verdict = if health.is_liquidatable() {
            "liquidatable"
        } else {
            "healthy"
        };
        hash.update(format!("{i}:{c}:{l}:{factor}:{verdict}\n"));
        within1e6 += u64::from((l - c).abs() * PPM <= c);
    }
    HealthDigest {
        count,
        seed,
        sha256: hex(&hash.finalize()),
        within1e6,
    }
}

pub fn generate(random: &mut SplitMix64, i: u64) -> Generated {
    let oracle_decimals = *random.pick(&[7u32, 14]);
    let oracle_scale = 10i128.pow(oracle_decimals);
    let (collateral_legs, debt_legs) = (1 + random.below(4), 1 + random.below(4));
    let (dust, near) = (i.is_multiple_of(4), i % 2 == 1);
    let mut holdings = Vec::new();
    let mut health = Health::default();
    for _ in 0..collateral_legs {
        let leg = draw_leg(random, oracle_decimals);
        let c_factor = 3_000_000 + random.small(0, 6_800_000);
        let collateral = if dust {
            draw_dust(random)
        } else {
            let value = 100_000 + random.amount(0, 9_900_000);
            value * oracle_scale * leg.asset_scale / leg.price * E12 / leg.rate
        };
        let holding = Holding {
            collateral,
            c_factor,
            l_factor: 1,
            ..leg.holding()
        };
        health.add(&holding);
        holdings.push(holding);
    }
    for j in 0..debt_legs {
        let leg = draw_leg(random, oracle_decimals);
        let l_factor = 5_000_000 + random.small(0, 5_000_000);
        let liability = if dust {
            draw_dust(random)
        } else {
            let worth = draw_worth(random, &health, near, j, debt_legs);
            (worth * leg.asset_scale / leg.price * i128::from(l_factor) / E7 * E12 / leg.rate).max(1)
        };
        let holding = Holding {
            liability,
            c_factor: 0,
            l_factor,
            ..leg.holding()
        };
        health.add(&holding);
        holdings.push(holding);
    }
    Generated {
        holdings,
        oracle_scale,
    }
}

/// Effective value of debt leg `j`: the last one of a near position closes the gap to the collateral.
fn draw_worth(random: &mut SplitMix64, so_far: &Health, near: bool, j: u64, legs: u64) -> i128 {
    let collateral = so_far.collateral_base;
    if !near {
        collateral * (200_000 + random.amount(0, 1_600_000)) / (PPM * i128::from(legs))
    } else if j + 1 < legs {
        collateral * (1 + random.amount(0, 199_999)) / PPM
    } else {
        collateral + collateral * random.amount(0, 1_000_000) / E12
            - collateral * 500_000 / E12
            - so_far.liability_base
    }
}

fn draw_leg(random: &mut SplitMix64, oracle_decimals: u32) -> Leg {
    let decimals = *random.pick(&[6u32, 7, 9, 12]);
    let exponent = random.small(0, if decimals == 6 { 3 } else { 4 });
    let mut price = (1_000_000 + random.amount(0, 8_999_999)) * 10i128.pow(exponent);
    if oracle_decimals == 14 {
        price = price * E7 + random.amount(0, 9_999_999);
    }
    let rate = E12 + random.amount(0, 1_000_000_000_000);
    Leg {
        asset_scale: 10i128.pow(decimals),
        price,
        rate,
    }
}

fn draw_dust(random: &mut SplitMix64) -> i128 {
    random.of_any_size(12)
}

impl Leg {
    fn holding(&self) -> Holding {
        Holding {
            asset_scale: self.asset_scale,
            b_rate: self.rate,
            d_rate: self.rate,
            price: self.price,
            ..Holding::default()
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        write!(text, "{byte:02x}").expect("a String grows");
    }
    text
}
