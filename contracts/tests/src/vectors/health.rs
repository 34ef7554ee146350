use std::collections::BTreeMap;

use liquidation_lab::{health::Health, interest::accrue};
use nectar_interfaces::blend::{RATE_SCALE, ReserveConfig, ReserveData};
use serde_json::{Value, json};

use super::{
    accrual::random_config,
    known::{MAINNET_NOW, MAINNET_PRICES, mainnet_reserves},
    liquidation::{Account, PricedReserve},
};
use crate::prng::SplitMix64;

const RANDOM_CASES: u32 = 130;

pub fn cases() -> Vec<Value> {
    let mut cases = mainnet();
    cases.extend(random());
    cases
}

fn case(name: String, account: &Account) -> Value {
    let health = Health::of(&account.holdings());
    let factor = health.factor(account.oracle_scale());
    json!({
        "expected": {
            "collateralBase": health.collateral_base.to_string(),
            "collateralRaw": health.collateral_raw.to_string(),
            "healthFactor": factor.map(|factor| factor.to_string()),
            "liabilityBase": health.liability_base.to_string(),
            "liabilityRaw": health.liability_raw.to_string(),
            "liquidatable": health.is_liquidatable(),
        },
        "name": name,
        "oracleDecimals": account.oracle_decimals,
        "positions": account.positions_json(),
        "reserves": account.reserves_json(),
    })
}

fn mainnet() -> Vec<Value> {
    let reserves: Vec<PricedReserve> = mainnet_reserves()
        .into_iter()
        .zip(MAINNET_PRICES)
        .map(|((_, config, data), price)| {
            let data = accrue(&config, &data, 2_000_000, MAINNET_NOW);
            PricedReserve { config, data, price }
        })
        .collect();
    [
        ("USDC", 1, 125_043_746, 104_293_813),
        ("EURC", 2, 7_618_671_504, 6_328_764_911),
    ]
    .into_iter()
    .map(|(name, index, collateral, liability)| {
        let account = Account {
            collateral: BTreeMap::from([(index, collateral)]),
            liabilities: BTreeMap::from([(index, liability)]),
            oracle_decimals: 7,
            reserves: reserves.clone(),
            supply: BTreeMap::new(),
        };
        case(format!("mainnet {name}"), &account)
    })
    .collect()
}

fn random() -> Vec<Value> {
    let mut random = SplitMix64::new(2);
    (0..RANDOM_CASES)
        .map(|i| case(format!("random {i}"), &random_account(&mut random)))
        .collect()
}

/// 1–5 reserves; amounts of any size; some accounts without debt or without collateral.
fn random_account(random: &mut SplitMix64) -> Account {
    let oracle_decimals = *random.pick(&[2, 7, 14]);
    let count = random.small(1, 5);
    let reserves = (0..count)
        .map(|index| random_reserve(random, index, oracle_decimals))
        .collect();
    let mut account = Account {
        collateral: BTreeMap::new(),
        liabilities: BTreeMap::new(),
        oracle_decimals,
        reserves,
        supply: BTreeMap::new(),
    };
    for index in 0..count {
        if random.below(3) > 0 {
            account.collateral.insert(index, random.of_any_size(15));
        }
        if random.below(2) > 0 {
            account.liabilities.insert(index, random.of_any_size(15));
        }
        if random.below(4) == 0 {
            account.supply.insert(index, random.of_any_size(15));
        }
    }
    account
}

pub fn random_reserve(random: &mut SplitMix64, index: u32, oracle_decimals: u32) -> PricedReserve {
    let config = ReserveConfig {
        index,
        decimals: *random.pick(&[6, 7, 9]),
        ..random_config(random)
    };
    let data = ReserveData {
        b_rate: RATE_SCALE + random.amount(0, 1_000_000_000_000),
        b_supply: 1_000_000_000_000_000_000,
        backstop_credit: 0,
        d_rate: RATE_SCALE + random.amount(0, 1_000_000_000_000),
        d_supply: 500_000_000_000_000_000,
        ir_mod: 10_000_000,
        last_time: MAINNET_NOW,
    };
    // 0.01 to 10,000 in the base asset.
    let price = random.amount(1_000, 9_999) * 10i128.pow(random.small(0, 3) + oracle_decimals) / 100_000;
    PricedReserve { config, data, price }
}
