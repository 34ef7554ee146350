use std::collections::{BTreeMap, BTreeSet};

use liquidation_lab::{
    PoolError,
    health::Holding,
    liquidation::{Leg, Sizing, check_selection, size},
};
use nectar_interfaces::blend::{RATE_SCALE, ReserveConfig, ReserveData};
use serde_json::{Value, json};

use super::{
    encode,
    health::random_reserve,
    known::{MAINNET_NOW, config, contract_curve},
};
use crate::prng::SplitMix64;

const REPLAYABLE_CASES: u32 = 40;
const GENERAL_CASES: u32 = 60;
const UNIT: i128 = 10_000_000;

#[derive(Clone, Debug)]
pub struct PricedReserve {
    pub config: ReserveConfig,
    pub data: ReserveData,
    pub price: i128,
}

/// Positions of one user, by reserve index, with the reserves they are in.
#[derive(Clone, Debug)]
pub struct Account {
    pub collateral: BTreeMap<u32, i128>,
    pub liabilities: BTreeMap<u32, i128>,
    pub oracle_decimals: u32,
    pub reserves: Vec<PricedReserve>,
    pub supply: BTreeMap<u32, i128>,
}

impl Account {
    pub fn oracle_scale(&self) -> i128 {
        10i128.pow(self.oracle_decimals)
    }

    pub fn holdings(&self) -> Vec<Holding> {
        let amount = |map: &BTreeMap<u32, i128>, index: u32| map.get(&index).copied().unwrap_or(0);
        self.reserves
            .iter()
            .map(|reserve| Holding {
                collateral: amount(&self.collateral, reserve.config.index),
                liability: amount(&self.liabilities, reserve.config.index),
                ..Holding::new(&reserve.config, &reserve.data, reserve.price)
            })
            .collect()
    }

    pub fn positions_json(&self) -> Value {
        json!({
            "collateral": encode::amounts(&self.collateral),
            "liabilities": encode::amounts(&self.liabilities),
            "supply": encode::amounts(&self.supply),
        })
    }

    pub fn reserves_json(&self) -> Value {
        let told = |reserve: &PricedReserve| {
            json!({
                "config": encode::config(&reserve.config),
                "data": encode::data(&reserve.data),
                "price": reserve.price.to_string(),
            })
        };
        self.reserves.iter().map(told).collect()
    }
}

/// One selection of assets of one account, judged at every percent.
#[derive(Clone, Debug)]
pub struct Case {
    pub account: Account,
    pub bid: BTreeSet<u32>,
    pub lot: BTreeSet<u32>,
    pub max_positions: u32,
    pub name: String,
}

/// What one percent gives; the amounts even where the verdict refuses them.
pub struct Judged {
    pub code: u32,
    pub bid: BTreeMap<u32, i128>,
    pub lot: BTreeMap<u32, i128>,
    pub post_health: Option<i128>,
}

impl Case {
    pub fn legs(&self) -> Vec<Leg> {
        let holdings = self.account.holdings().into_iter().zip(0u32..);
        holdings
            .map(|(holding, index)| Leg {
                holding,
                in_bid: self.bid.contains(&index),
                in_lot: self.lot.contains(&index),
                index,
            })
            .collect()
    }

    /// `Err` where the model has no amounts to show.
    pub fn judge(&self, percent: u32) -> Result<Judged, u32> {
        let legs = self.legs();
        check_selection(&legs, self.max_positions).map_err(code_of)?;
        let sizing = size(&legs, percent, self.account.oracle_scale()).map_err(code_of)?;
        let amounts = |of: fn(&Sizing, &Leg) -> i128| {
            legs.iter()
                .map(|leg| (leg.index, of(&sizing, leg)))
                .filter(|(_, amount)| *amount > 0)
                .collect()
        };
        Ok(Judged {
            bid: amounts(Sizing::bid_of),
            code: sizing.require_valid().map_or_else(code_of, |_| 0),
            lot: amounts(Sizing::lot_of),
            post_health: sizing.post_health,
        })
    }

    pub fn code(&self, percent: u32) -> u32 {
        self.judge(percent).map_or_else(|code| code, |judged| judged.code)
    }

    /// Runs of percents with one code, as (from, to, code).
    pub fn bands(&self) -> Vec<(u32, u32, u32)> {
        let mut bands: Vec<(u32, u32, u32)> = Vec::new();
        for percent in 1..=100 {
            let code = self.code(percent);
            match bands.last_mut() {
                Some(band) if band.2 == code => band.1 = percent,
                Some(_) | None => bands.push((percent, percent, code)),
            }
        }
        bands
    }

    /// The ends and the middle of every band.
    pub fn json(&self) -> Value {
        let bands = self.bands();
        let percents: BTreeSet<u32> = bands
            .iter()
            .flat_map(|(from, to, _)| [*from, u32::midpoint(*from, *to), *to])
            .collect();
        let samples: Vec<Value> = percents
            .into_iter()
            .filter_map(|percent| self.sample(percent))
            .collect();
        let bands: Vec<Value> = bands
            .into_iter()
            .map(|(from, to, code)| json!({ "code": code, "from": from, "to": to }))
            .collect();
        json!({
            "bands": bands,
            "bid": self.bid,
            "lot": self.lot,
            "maxPositions": self.max_positions,
            "name": self.name,
            "oracleDecimals": self.account.oracle_decimals,
            "positions": self.account.positions_json(),
            "reserves": self.account.reserves_json(),
            "samples": samples,
        })
    }

    fn sample(&self, percent: u32) -> Option<Value> {
        let judged = self.judge(percent).ok()?;
        Some(json!({
            "bid": encode::amounts(&judged.bid),
            "code": judged.code,
            "lot": encode::amounts(&judged.lot),
            "percent": percent,
            "postHealth": judged.post_health.map(|factor| factor.to_string()),
        }))
    }
}

fn code_of(error: PoolError) -> u32 {
    error as u32
}

pub fn cases() -> Vec<Case> {
    let mut cases = documented();
    cases.extend(replayable());
    cases.extend(general());
    cases
}

/// Rates of 1 and the reserves of a test pool: USDC, XLM, EURC, AQUA.
fn plain_account(prices: [i128; 4], collateral: &[(u32, i128)], liabilities: &[(u32, i128)]) -> Account {
    let factors = [
        (9_000_000, 9_500_000),
        (7_500_000, 7_500_000),
        (9_000_000, 9_500_000),
        (7_500_000, 7_500_000),
    ];
    let reserves = (0u32..)
        .zip(factors)
        .zip(prices)
        .map(|((index, (c_factor, l_factor)), price)| PricedReserve {
            config: config(index, c_factor, l_factor, 9_500_000, &contract_curve()),
            data: ReserveData {
                b_rate: RATE_SCALE,
                b_supply: 1_000_000_000_000_000,
                backstop_credit: 0,
                d_rate: RATE_SCALE,
                d_supply: 0,
                ir_mod: UNIT,
                last_time: MAINNET_NOW,
            },
            price,
        })
        .collect();
    Account {
        collateral: collateral.iter().copied().collect(),
        liabilities: liabilities.iter().copied().collect(),
        oracle_decimals: 7,
        reserves,
        supply: BTreeMap::new(),
    }
}

fn case(name: impl Into<String>, account: Account, bid: &[u32], lot: &[u32]) -> Case {
    Case {
        account,
        bid: bid.iter().copied().collect(),
        lot: lot.iter().copied().collect(),
        max_positions: 6,
        name: name.into(),
    }
}

fn documented() -> Vec<Case> {
    let one = |xlm: i128| {
        plain_account(
            [UNIT, xlm, 11_500_000, 100_000],
            &[(1, 5_000 * UNIT)],
            &[(0, 300 * UNIT)],
        )
    };
    let mut two = plain_account(
        [UNIT, 1_000_000, 11_500_000, 100_000],
        &[(1, 3_000 * UNIT), (2, 50 * UNIT)],
        &[(0, 280 * UNIT)],
    );
    two.reserves[2].config.c_factor = 9_500_000;
    let live = plain_account(
        [UNIT, 980_000, 11_500_000, 100_000],
        &[(1, 100 * UNIT)],
        &[(0, 199_992_045)],
    );
    let crowded = Case {
        max_positions: 2,
        ..case("too many assets", two.clone(), &[0], &[1, 2])
    };
    vec![
        case("5,000 XLM at 0.075 against 300 USDC", one(750_000), &[0], &[1]),
        case("5,000 XLM at 0.06 against 300 USDC", one(600_000), &[0], &[1]),
        case("5,000 XLM at 0.05 against 300 USDC", one(500_000), &[0], &[1]),
        case("a healthy account", one(1_000_000), &[0], &[1]),
        case("100 XLM against 20 USDC", live, &[0], &[1]),
        case("two collaterals, both", two.clone(), &[0], &[1, 2]),
        case("two collaterals, XLM alone", two.clone(), &[0], &[1]),
        case("two collaterals, EURC alone", two.clone(), &[0], &[2]),
        case("a bid that is no debt", two.clone(), &[0, 3], &[1]),
        case("no bid", two.clone(), &[], &[1]),
        case("a lot that is no collateral", two.clone(), &[0], &[1, 3]),
        case("no lot", two, &[0], &[]),
        crowded,
    ]
}

/// In reserves a test pool has, with rates of 1: tests/vectors.rs builds them on the real Blend.
fn replayable() -> Vec<Case> {
    let mut random = SplitMix64::new(3);
    (0..REPLAYABLE_CASES)
        .map(|i| {
            let mut account = plain_account([UNIT, 1_000_000, 11_500_000, 100_000], &[], &[]);
            for reserve in &mut account.reserves {
                reserve.price = reserve.price * random.amount(5_000, 15_000) / 10_000;
            }
            fill_account(&mut random, &mut account, 2);
            select(&mut random, format!("pool {i}"), account)
        })
        .collect()
}

fn general() -> Vec<Case> {
    let mut random = SplitMix64::new(4);
    (0..GENERAL_CASES)
        .map(|i| {
            let oracle_decimals = if i % 2 == 0 { 14 } else { 7 };
            let count = random.small(2, 5);
            let reserves = (0..count)
                .map(|index| random_reserve(&mut random, index, oracle_decimals))
                .collect();
            let mut account = Account {
                collateral: BTreeMap::new(),
                liabilities: BTreeMap::new(),
                oracle_decimals,
                reserves,
                supply: BTreeMap::new(),
            };
            fill_account(&mut random, &mut account, 3);
            select(&mut random, format!("general {i}"), account)
        })
        .collect()
}

/// Collateral of 10 to 1,000 base units in up to `most` reserves; debt so that health lies between 0.7 and 1.02.
fn fill_account(random: &mut SplitMix64, account: &mut Account, most: u32) {
    let scale = account.oracle_scale();
    let reserves = u32::try_from(account.reserves.len()).expect("a few reserves");
    for _ in 0..random.small(1, most) {
        let index = random.small(0, reserves - 1);
        let value = random.amount(10, 1_000) * scale;
        account.collateral.insert(
            index,
            tokens(
                account,
                index,
                value,
                account.reserves[index as usize].data.b_rate,
            ),
        );
    }
    let health = liquidation_lab::health::Health::of(&account.holdings());
    let debts = random.small(1, most);
    for _ in 0..debts {
        let index = random.small(0, reserves - 1);
        let reserve = &account.reserves[index as usize];
        let share = random.amount(9_800, 14_000) / i128::from(debts);
        let value = health.collateral_base * share / 10_000 * i128::from(reserve.config.l_factor) / UNIT;
        account
            .liabilities
            .insert(index, tokens(account, index, value, reserve.data.d_rate));
    }
}

fn tokens(account: &Account, index: u32, value: i128, rate: i128) -> i128 {
    let reserve = &account.reserves[index as usize];
    let amount = value * 10i128.pow(reserve.config.decimals) / reserve.price;
    (amount * RATE_SCALE / rate).max(1)
}

/// Usually everything, sometimes a part.
fn select(random: &mut SplitMix64, name: String, account: Account) -> Case {
    let mut choose = |map: &BTreeMap<u32, i128>| {
        let mut chosen: BTreeSet<u32> = map.keys().copied().collect();
        if chosen.len() > 1 && random.below(3) == 0 {
            chosen.pop_first();
        }
        chosen
    };
    let (bid, lot) = (choose(&account.liabilities), choose(&account.collateral));
    Case {
        account,
        bid,
        lot,
        max_positions: 6,
        name,
    }
}
