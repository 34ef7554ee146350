//! Interest: a rate curve of three slopes, moved up and down by `ir_mod` until utilisation meets its target.

use nectar_interfaces::blend::{FACTOR_SCALE, RATE_SCALE, ReserveConfig, ReserveData};

use crate::{
    math::{mul_div_ceil, mul_div_floor},
    rates::{debt_of, supply_of, utilization},
};

const SECONDS_PER_YEAR: i128 = 31_536_000;
const STEEP_FROM: i128 = 9_500_000;
const MIN_IR_MOD: i128 = 1_000_000;
const MAX_IR_MOD: i128 = 100_000_000;

/// The reserve at `now` (unix seconds). `bstop_rate` (7 decimals) of the interest is the backstop's credit.
pub fn accrue(config: &ReserveConfig, before: &ReserveData, bstop_rate: u32, now: u64) -> ReserveData {
    let mut data = before.clone();
    if now == data.last_time {
        return data;
    }
    let elapsed = i128::from(now - data.last_time);
    data.last_time = now;
    let util = if data.b_supply == 0 { 0 } else { utilization(&data) };
    if util == 0 {
        return data;
    }
    let growth = growth(config, util, data.ir_mod, elapsed);
    data.ir_mod = next_ir_mod(config, util, data.ir_mod, elapsed);
    add_interest(&mut data, growth, bstop_rate);
    data
}

/// Yearly rate, 7 decimals, rounded up.
fn yearly_rate(config: &ReserveConfig, util: i128, ir_mod: i128) -> i128 {
    let (base, one) = (i128::from(config.r_base), i128::from(config.r_one));
    let (two, three) = (i128::from(config.r_two), i128::from(config.r_three));
    let target = i128::from(config.util);
    let share = |part: i128, whole: i128, rate: i128| {
        mul_div_ceil(mul_div_ceil(part, FACTOR_SCALE, whole), rate, FACTOR_SCALE)
    };
    if util <= target {
        mul_div_ceil(share(util, target, one) + base, ir_mod, FACTOR_SCALE)
    } else if util <= STEEP_FROM {
        let slope = share(util - target, STEEP_FROM - target, two);
        mul_div_ceil(slope + one + base, ir_mod, FACTOR_SCALE)
    } else {
        let slope = share(util - STEEP_FROM, FACTOR_SCALE - STEEP_FROM, three);
        slope + mul_div_ceil(ir_mod, two + one + base, FACTOR_SCALE)
    }
}

/// Factor on the dToken rate, 12 decimals: simple interest over `elapsed` seconds at the old modifier.
fn growth(config: &ReserveConfig, util: i128, ir_mod: i128, elapsed: i128) -> i128 {
    let years = mul_div_floor(elapsed, RATE_SCALE, SECONDS_PER_YEAR);
    RATE_SCALE + mul_div_ceil(years, yearly_rate(config, util, ir_mod), FACTOR_SCALE)
}

/// Moves by elapsed · (U − target) · reactivity, rounded towards 0, within [0.1, 10].
fn next_ir_mod(config: &ReserveConfig, util: i128, ir_mod: i128, elapsed: i128) -> i128 {
    let gap = util - i128::from(config.util);
    let step = mul_div_floor(elapsed * gap.abs(), i128::from(config.reactivity), FACTOR_SCALE);
    let moved = if gap < 0 { ir_mod - step } else { ir_mod + step };
    moved.clamp(MIN_IR_MOD, MAX_IR_MOD)
}

fn add_interest(data: &mut ReserveData, growth: i128, bstop_rate: u32) {
    let debt_before = debt_of(data.d_supply, data.d_rate);
    let supplied = supply_of(data.b_supply, data.b_rate);
    data.d_rate = mul_div_ceil(growth, data.d_rate, RATE_SCALE);
    let interest = debt_of(data.d_supply, data.d_rate) - debt_before;
    if interest > 0 {
        let credit = mul_div_floor(interest, i128::from(bstop_rate), FACTOR_SCALE);
        data.backstop_credit += credit;
        data.b_rate = mul_div_floor(supplied + interest - credit, RATE_SCALE, data.b_supply);
    }
}
