//! What the scenarios' author knows of the pool, so that steps land on edges instead of far from them. It steers only:
//! the judge is the comparison. It looks at the lab's entries without calling it: a read of an archived one would
//! restore it.
use std::collections::BTreeMap;

use liquidation_lab::{
    health::{Health, Holding},
    interest,
    liquidation::{self, Leg, Verdict},
};
use nectar_interfaces::blend::{AuctionData, AuctionKey, Positions, ReserveConfig, ReserveData};
use nectar_tests::twin::Target;
use soroban_sdk::{Address, Map, contracttype};

use crate::side::Side;

/// Keys of a pool's persistent and temporary entries.
#[contracttype]
#[derive(Clone)]
enum Key {
    ResConfig(Address),
    ResData(Address),
    Positions(Address),
    Auction(AuctionKey),
}

/// Amounts by reserve index.
pub type Amounts = BTreeMap<usize, i128>;

#[derive(Clone, Debug, Default)]
pub struct Held {
    pub collateral: Amounts,
    pub liabilities: Amounts,
    pub supply: Amounts,
}

pub struct Model<'a> {
    pub side: &'a Side,
    pub bstop_rate: u32,
    /// In the oracle's decimals, by reserve.
    pub prices: &'a [i128; 4],
    pub oracle_scale: i128,
}

impl Model<'_> {
    /// Accrued to now.
    pub fn reserve(&self, index: usize) -> Option<(ReserveConfig, ReserveData)> {
        let asset = self.side.address(Target::Asset(index));
        let config: ReserveConfig = self.side.entry(&Key::ResConfig(asset.clone()))?;
        let data: ReserveData = self.side.entry(&Key::ResData(asset))?;
        let data = interest::accrue(&config, &data, self.bstop_rate, self.side.e.ledger().timestamp());
        Some((config, data))
    }

    pub fn held(&self, target: Target) -> Held {
        let positions: Option<Positions> = self.side.entry(&Key::Positions(self.side.address(target)));
        positions.map_or_else(Held::default, |positions| Held {
            collateral: amounts(&positions.collateral),
            liabilities: amounts(&positions.liabilities),
            supply: amounts(&positions.supply),
        })
    }

    pub fn auction(&self, user: usize) -> Option<AuctionData> {
        self.side.entry(&Key::Auction(AuctionKey {
            auct_type: 0,
            user: self.side.address(Target::User(user)),
        }))
    }

    pub fn legs(&self, held: &Held, bid: &[usize], lot: &[usize]) -> Vec<Leg> {
        let reserves = (0..4).filter_map(|index| Some((index, self.reserve(index)?)));
        let named = reserves.map(|(index, (config, data))| Leg {
            holding: Holding {
                collateral: held.collateral.get(&index).copied().unwrap_or(0),
                liability: held.liabilities.get(&index).copied().unwrap_or(0),
                ..Holding::new(&config, &data, self.prices[index])
            },
            index: config.index,
            in_bid: bid.contains(&index),
            in_lot: lot.contains(&index),
        });
        named
            .filter(|leg| leg.holding.collateral > 0 || leg.holding.liability > 0)
            .collect()
    }

    /// `None` where a sum would divide by a factor of 0 or overflow; then nobody steers.
    pub fn health(&self, held: &Held) -> Option<Health> {
        let legs = self.legs(held, &[], &[]);
        let sound = |leg: &Leg| {
            let Holding {
                collateral,
                liability,
                l_factor,
                price,
                asset_scale,
                ..
            } = leg.holding;
            let value = collateral.max(liability) as f64 * price as f64 / asset_scale as f64;
            price > 0 && (liability == 0 || l_factor > 0) && value * (self.oracle_scale as f64) < 1e33
        };
        legs.iter()
            .all(sound)
            .then(|| Health::of(legs.iter().map(|leg| &leg.holding)))
    }

    /// Percents at which an auction of these assets is valid.
    pub fn band(&self, held: &Held, bid: &[usize], lot: &[usize]) -> Vec<u32> {
        let Some(health) = self.health(held) else {
            return Vec::new();
        };
        let legs = self.legs(held, bid, lot);
        let worth = |leg: &Leg| leg.holding.price > 0 && leg.holding.collateral > 0 && leg.in_lot;
        let covered: Health = Health::of(legs.iter().filter(|leg| worth(leg)).map(|leg| &leg.holding));
        if !health.is_liquidatable() || covered.collateral_raw == 0 || health.liability_raw == 0 {
            return Vec::new();
        }
        if liquidation::check_selection(&legs, u32::MAX).is_err() {
            return Vec::new();
        }
        let is_valid = |percent: &u32| {
            liquidation::size(&legs, *percent, self.oracle_scale)
                .is_ok_and(|sizing| sizing.verdict == Verdict::Valid)
        };
        (1..=100).filter(is_valid).collect()
    }
}

fn amounts(map: &Map<u32, i128>) -> Amounts {
    map.iter()
        .map(|(index, amount)| (index as usize, amount))
        .collect()
}
