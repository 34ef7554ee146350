use std::collections::BTreeMap;

use liquidation_lab::curve::{Split, split_bid, split_lot};
use serde_json::{Value, json};

use super::encode;
use crate::prng::SplitMix64;

const RANDOM_CASES: u32 = 150;
const NAMES: [&str; 3] = ["A", "B", "C"];

type Amounts = BTreeMap<&'static str, i128>;

pub fn cases() -> Vec<Value> {
    let mut cases = documented();
    cases.extend(random());
    cases
}

fn case(name: String, bid: &Amounts, lot: &Amounts, age: u32, percent: u32) -> Value {
    let split = |amounts: &Amounts, rule: fn(i128, u32, u32) -> Split| -> (Amounts, Amounts) {
        let parts = amounts
            .iter()
            .map(|(name, amount)| (*name, rule(*amount, percent, age)));
        parts
            .map(|(name, part)| ((name, part.taken), (name, part.remaining)))
            .unzip()
    };
    let (bid_taken, bid_left) = split(bid, split_bid);
    let (lot_taken, lot_left) = split(lot, split_lot);
    let gone = bid_left
        .values()
        .chain(lot_left.values())
        .all(|amount| *amount == 0);
    let left = json!({ "bid": encode::amounts(&bid_left), "lot": encode::amounts(&lot_left) });
    json!({
        "age": age,
        "auction": { "bid": encode::amounts(bid), "lot": encode::amounts(lot) },
        "expected": {
            "bid": encode::amounts(&bid_taken),
            "lot": encode::amounts(&lot_taken),
            "remaining": if gone { Value::Null } else { left },
        },
        "name": name,
        "percent": percent,
    })
}

fn documented() -> Vec<Value> {
    let plain = (
        Amounts::from([("A", 2_070_000_000)]),
        Amounts::from([("B", 31_567_500_000)]),
    );
    let odd = (
        Amounts::from([("A", 1_000_000_001)]),
        Amounts::from([("B", 999_999_999), ("C", 150)]),
    );
    let mut cases = Vec::new();
    for age in [0, 1, 100, 175, 178, 200, 201, 250, 300, 399, 400, 450, 500] {
        cases.push(case(format!("whole at age {age}"), &plain.0, &plain.1, age, 100));
    }
    for percent in [1, 33, 40, 99] {
        cases.push(case(
            format!("{percent} % at age 178"),
            &plain.0,
            &plain.1,
            178,
            percent,
        ));
    }
    for (age, percent) in [(1, 33), (77, 33), (299, 33), (400, 33), (399, 100)] {
        cases.push(case(
            format!("odd amounts, {percent} % at age {age}"),
            &odd.0,
            &odd.1,
            age,
            percent,
        ));
    }
    let mainnet = (
        Amounts::from([("A", 2_551_564_716)]),
        Amounts::from([("B", 20_032_300_369)]),
    );
    cases.push(case(
        "mainnet ledger 63627456".into(),
        &mainnet.0,
        &mainnet.1,
        178,
        100,
    ));
    cases
}

fn random() -> Vec<Value> {
    let mut random = SplitMix64::new(5);
    (0..RANDOM_CASES)
        .map(|i| {
            let mut draw = || -> Amounts {
                let count = random.below(3) as usize + 1;
                NAMES[..count]
                    .iter()
                    .map(|name| (*name, random.of_any_size(18)))
                    .collect()
            };
            let (bid, lot) = (draw(), draw());
            let (age, percent) = (random.small(0, 520), random.small(1, 100));
            case(format!("random {i}"), &bid, &lot, age, percent)
        })
        .collect()
}
