use liquidation_lab::interest::accrue;
use nectar_interfaces::blend::{RATE_SCALE, ReserveConfig, ReserveData};
use serde_json::{Value, json};

use super::{
    encode,
    known::{self, Curve, MAINNET_NOW},
};
use crate::prng::SplitMix64;

const RANDOM_CASES: u32 = 160;
const NOW: u64 = 1_790_000_000;
const YEAR: u64 = 31_536_000;

pub fn cases() -> Vec<Value> {
    let mut cases = mainnet();
    cases.extend(contract_tests());
    cases.extend(edges());
    cases.extend(random());
    cases
}

fn case(name: String, config: &ReserveConfig, before: &ReserveData, bstop_rate: u32, now: u64) -> Value {
    json!({
        "after": encode::data(&accrue(config, before, bstop_rate, now)),
        "before": encode::data(before),
        "bstopRate": bstop_rate,
        "config": encode::config(config),
        "name": name,
        "now": now.to_string(),
    })
}

fn mainnet() -> Vec<Value> {
    let told = |(name, config, data): &(&str, ReserveConfig, ReserveData)| {
        case(
            format!("mainnet {name} at ledger 64271347"),
            config,
            data,
            2_000_000,
            MAINNET_NOW,
        )
    };
    known::mainnet_reserves().iter().map(told).collect()
}

/// Rates of 1 and a supply of 1e7, so that `util` is the utilisation itself.
fn plain(util: i128, ir_mod: i128) -> ReserveData {
    ReserveData {
        b_rate: RATE_SCALE,
        b_supply: 10_000_000,
        backstop_credit: 0,
        d_rate: RATE_SCALE,
        d_supply: util,
        ir_mod,
        last_time: NOW,
    }
}

fn contract_tests() -> Vec<Value> {
    let config = known::config(0, 7_500_000, 7_500_000, 9_500_000, &known::contract_curve());
    let mut cases = Vec::new();
    for (util, ir_mod, elapsed) in [
        (6_565_656, 10_000_000, 500),
        (7_979_797, 10_000_000, 500),
        (9_696_969, 10_000_000, 500),
        (9_696_969, 99_970_000, 12_345),
        (2_020_202, 1_500_000, 50_000),
    ] {
        let name = format!("utilisation {util}, modifier {ir_mod}, {elapsed} s");
        cases.push(case(
            name,
            &config,
            &plain(util, ir_mod),
            2_000_000,
            NOW + elapsed,
        ));
    }
    let whole = ReserveData {
        b_rate: 1_123_456_789_000,
        b_supply: 990_000_000,
        backstop_credit: 0,
        d_rate: 1_345_678_123_000,
        d_supply: 650_000_000,
        ir_mod: 10_000_000,
        last_time: NOW,
    };
    cases.push(case(
        "a whole reserve after 617280 s".into(),
        &config,
        &whole,
        2_000_000,
        NOW + 617_280,
    ));
    cases
}

fn edges() -> Vec<Value> {
    let config = known::config(0, 7_500_000, 7_500_000, 9_500_000, &known::contract_curve());
    let still = ReserveConfig {
        reactivity: 0,
        ..config.clone()
    };
    let flat = Curve {
        util: 5_000_000,
        rates: [1_000, 0, 0, 0],
        reactivity: 1_000,
    };
    let flat = known::config(0, 9_000_000, 9_000_000, 10_000_000, &flat);
    let empty = ReserveData {
        b_supply: 0,
        d_supply: 0,
        ..plain(0, 10_000_000)
    };
    let overlent = ReserveData {
        d_supply: 20_000_000,
        ..plain(0, 10_000_000)
    };
    [
        (
            "the same second",
            &config,
            plain(5_000_000, 10_000_000),
            2_000_000,
            0,
        ),
        ("an empty reserve", &config, empty, 2_000_000, 500),
        ("nothing lent", &config, plain(0, 10_000_000), 2_000_000, 500),
        ("more lent than supplied", &config, overlent, 2_000_000, 500),
        ("all lent", &config, plain(10_000_000, 10_000_000), 2_000_000, 500),
        (
            "utilisation on target",
            &config,
            plain(7_500_000, 10_000_000),
            2_000_000,
            500,
        ),
        (
            "utilisation at the steep slope's start",
            &config,
            plain(9_500_000, 10_000_000),
            2_000_000,
            500,
        ),
        (
            "one stroop into the steep slope",
            &config,
            plain(9_500_001, 10_000_000),
            2_000_000,
            500,
        ),
        (
            "no reactivity",
            &still,
            plain(6_565_656, 10_000_000),
            2_000_000,
            500,
        ),
        ("no take rate", &config, plain(6_565_656, 10_000_000), 0, 86_400),
        ("one second of dust", &flat, plain(5, 1_000_000), 2_000_000, 1),
        (
            "the highest modifier",
            &flat,
            plain(9_999_999, 99_999_999),
            9_999_999,
            YEAR,
        ),
        ("the lowest modifier", &flat, plain(1, 1_000_001), 1, YEAR),
    ]
    .into_iter()
    .map(|(name, config, data, bstop_rate, elapsed)| {
        case(name.into(), config, &data, bstop_rate, NOW + elapsed)
    })
    .collect()
}

fn random() -> Vec<Value> {
    let mut random = SplitMix64::new(1);
    (0..RANDOM_CASES)
        .map(|i| {
            let config = random_config(&mut random);
            let data = random_data(&mut random);
            let elapsed = random.of_any_size(8).unsigned_abs();
            let elapsed = u64::try_from(elapsed).expect("eight digits");
            let bstop_rate = random.small(0, 9_999_999);
            case(
                format!("random {i}"),
                &config,
                &data,
                bstop_rate,
                data.last_time + elapsed,
            )
        })
        .collect()
}

pub fn random_config(random: &mut SplitMix64) -> ReserveConfig {
    let util = random.small(1_000_000, 9_000_000);
    let r_one = random.small(0, 2_000_000);
    let r_two = random.small(r_one, 10_000_000);
    ReserveConfig {
        c_factor: random.small(1_000_000, 9_800_000),
        decimals: *random.pick(&[6, 7, 9, 12, 18]),
        enabled: true,
        index: 0,
        l_factor: random.small(5_000_000, 10_000_000),
        max_util: random.small(util + 1, 10_000_000),
        r_base: random.small(1_000, 1_000_000),
        r_one,
        r_three: random.small(r_two, 100_000_000),
        r_two,
        reactivity: random.small(0, 1_000),
        supply_cap: 1_000_000_000_000_000_000,
        util,
    }
}

/// Any utilisation up to a little above 1.
fn random_data(random: &mut SplitMix64) -> ReserveData {
    let b_rate = RATE_SCALE + random.amount(0, 1_000_000_000_000);
    let d_rate = RATE_SCALE + random.amount(0, 2_000_000_000_000);
    let b_supply = random.of_any_size(18);
    let lent = b_supply * b_rate / RATE_SCALE * random.amount(0, 10_200) / 10_000;
    ReserveData {
        b_rate,
        b_supply,
        backstop_credit: random.of_any_size(12),
        d_rate,
        d_supply: lent * RATE_SCALE / d_rate,
        ir_mod: random.amount(1_000_000, 100_000_000),
        last_time: NOW,
    }
}
