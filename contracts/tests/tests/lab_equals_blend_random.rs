//! Seeded random walks through both pools at once. Every step compares results, errors, storage, balances and events.
use std::collections::BTreeMap;

use nectar_interfaces::blend::request::{
    BORROW, DELETE_LIQUIDATION, FILL_USER_LIQUIDATION, REPAY, SUPPLY, SUPPLY_COLLATERAL, WITHDRAW,
    WITHDRAW_COLLATERAL,
};
use nectar_tests::{
    prng::SplitMix64,
    tokens::UNIT,
    twin::{
        Op,
        Target::{self, Asset, User},
        Twins,
    },
    world::{PRICES, Setup},
};

const WALKS: u64 = 12;
const STEPS: u32 = 60;
const USERS: usize = 4;
/// Has collateral enough to keep what it fills.
const FILLER: usize = USERS;
const ASSETS: usize = 4;
/// Takes everything there is.
const EVERYTHING: i128 = i64::MAX as i128;

struct Walk {
    random: SplitMix64,
    prices: [i128; ASSETS],
    twins: Twins,
    /// What became of each kind of step: (worked, was refused).
    tally: BTreeMap<&'static str, (u32, u32)>,
}

impl Walk {
    fn start(seed: u64) -> Walk {
        let mut walk = Walk {
            random: SplitMix64::new(seed),
            prices: PRICES,
            twins: Twins::new(&Setup::default(), USERS + 1),
            tally: BTreeMap::new(),
        };
        for user in 0..USERS {
            walk.open(user);
        }
        let items = vec![(SUPPLY_COLLATERAL, Asset(0), 1_000_000 * UNIT)];
        walk.submit("open", FILLER, items);
        walk
    }

    fn index(&mut self, below: usize) -> usize {
        usize::try_from(self.random.below(below as u64)).expect("a small number")
    }

    /// A plausible amount of an asset: 1 to 1,000 base units' worth, at times dust.
    fn amount(&mut self, asset: usize) -> i128 {
        if self.random.below(10) == 0 {
            return self.random.amount(0, 9);
        }
        self.random.amount(1, 1_000 * 10_000_000) * UNIT / self.prices[asset]
    }

    fn run(&mut self, kind: &'static str, op: Op) -> String {
        let outcome = self.twins.run(op);
        let (ok, refused) = self.tally.entry(kind).or_default();
        if outcome.starts_with(['e', 't']) {
            *refused += 1
        } else {
            *ok += 1
        }
        outcome
    }

    fn submit(&mut self, kind: &'static str, user: usize, items: Vec<(u32, Target, i128)>) {
        let by_allowance = self.random.below(3) == 0;
        self.run(
            kind,
            Op::Submit {
                user,
                items,
                by_allowance,
            },
        );
    }

    /// Collateral in one or two assets, and as much debt as is likely to pass.
    fn open(&mut self, user: usize) {
        let (first, second, debt) = (self.index(ASSETS), self.index(ASSETS), self.index(ASSETS));
        let items = vec![
            (
                SUPPLY_COLLATERAL,
                Asset(first),
                self.random.amount(200, 900) * UNIT * UNIT / self.prices[first],
            ),
            (
                SUPPLY_COLLATERAL,
                Asset(second),
                self.random.amount(1, 200) * UNIT * UNIT / self.prices[second],
            ),
            (
                BORROW,
                Asset(debt),
                self.random.amount(100, 500) * UNIT * UNIT / self.prices[debt],
            ),
        ];
        self.submit("open", user, items);
    }

    fn step(&mut self) {
        match self.random.below(20) {
            0..=4 => self.requests(),
            5..=6 => self.open_any(),
            7..=9 => self.move_price(),
            10..=13 => self.liquidate(),
            14..=16 => self.fill(),
            17 => self.clean_up(),
            _ => self.pass(),
        }
    }

    fn requests(&mut self) {
        let user = self.index(USERS);
        let count = 1 + self.index(3);
        let items = (0..count)
            .map(|_| {
                let kinds = [
                    SUPPLY,
                    WITHDRAW,
                    SUPPLY_COLLATERAL,
                    WITHDRAW_COLLATERAL,
                    BORROW,
                    REPAY,
                ];
                let kind = *self.random.pick(&kinds);
                let asset = self.index(ASSETS);
                let all = self.random.below(6) == 0 && kind != SUPPLY && kind != SUPPLY_COLLATERAL;
                let amount = if all {
                    self.all_of(kind, asset)
                } else {
                    self.amount(asset)
                };
                (kind, Asset(asset), amount)
            })
            .collect();
        self.submit("requests", user, items);
    }

    fn all_of(&mut self, kind: u32, asset: usize) -> i128 {
        if kind == REPAY || kind == BORROW {
            self.amount(asset) * 10
        } else {
            EVERYTHING
        }
    }

    fn open_any(&mut self) {
        let user = self.index(USERS);
        self.open(user);
    }

    fn move_price(&mut self) {
        let asset = self.index(ASSETS);
        let factor = self.random.amount(600, 1_350);
        self.scale_price(asset, factor);
    }

    fn scale_price(&mut self, asset: usize, permille: i128) {
        let moved = self.prices[asset] * permille / 1_000;
        self.prices[asset] = moved.clamp(PRICES[asset] / 50, PRICES[asset] * 50);
        self.run(
            "price",
            Op::Price {
                asset,
                price: self.prices[asset],
            },
        );
    }

    /// Names what the user holds, at times a little more or less. Lets the debt grow dearer until the position is
    /// liquidatable and bisects for a percent that is accepted.
    fn liquidate(&mut self) {
        let user = self.index(USERS);
        let [pool, _] = self.twins.pools();
        let positions = pool.get_positions(&self.twins.blend.users[user]);
        let held = |keys: soroban_sdk::Vec<u32>| keys.iter().map(|index| index as usize).collect();
        let (debts, mut lots): (Vec<usize>, Vec<usize>) = (
            held(positions.liabilities.keys()),
            held(positions.collateral.keys()),
        );
        let Some(debt) = debts.first().copied() else {
            return;
        };
        if self.random.below(4) == 0 {
            lots.push(self.index(ASSETS));
        }
        let named = |assets: &[usize]| assets.iter().map(|index| Asset(*index)).collect::<Vec<_>>();
        let (bid, lot) = (named(&debts), named(&lots));
        let (mut low, mut high) = (1, 100);
        for _ in 0..12 {
            let percent = u32::midpoint(low, high);
            let op = Op::NewAuction {
                user: User(user),
                bid: bid.clone(),
                lot: lot.clone(),
                percent,
            };
            match self.run("auction", op).as_str() {
                "error 1211" => self.scale_price(debt, 1_100),
                "error 1213" => high = percent.saturating_sub(1).max(1),
                "error 1214" => low = (percent + 1).min(100),
                _ => return,
            }
        }
    }

    /// Of somebody under liquidation, if anybody is.
    fn fill(&mut self) {
        let first = self.index(USERS);
        let [pool, _] = self.twins.pools();
        let is_auctioned = |user: &usize| pool.try_get_auction(&0, &self.twins.blend.users[*user]).is_ok();
        let user = (first..first + USERS)
            .map(|user| user % USERS)
            .find(is_auctioned)
            .unwrap_or(first);
        let filler = if self.random.below(4) == 0 {
            self.index(USERS)
        } else {
            FILLER
        };
        let percent = if self.random.below(2) == 0 {
            100
        } else {
            self.random.amount(1, 100)
        };
        let mut items = vec![(FILL_USER_LIQUIDATION, User(user), percent)];
        if self.random.below(3) == 0 {
            let asset = self.index(ASSETS);
            items.push((REPAY, Asset(asset), self.amount(asset)));
            items.push((WITHDRAW_COLLATERAL, Asset(self.index(ASSETS)), EVERYTHING));
        }
        self.submit("fill", filler, items);
    }

    fn clean_up(&mut self) {
        let user = self.index(USERS);
        match self.random.below(3) {
            0 => drop(self.run("delete", Op::DeleteAuction { user: User(user) })),
            1 => drop(self.run("bad debt", Op::BadDebt { user: User(user) })),
            _ => self.submit("cure", user, vec![(DELETE_LIQUIDATION, User(user), 0)]),
        }
    }

    fn pass(&mut self) {
        let ledgers = *self.random.pick(&[1, 7, 60, 150, 210, 400, 501, 20_000]);
        self.run("time", Op::Advance { ledgers });
    }
}

#[test]
fn random_walks_never_tell_the_pools_apart() {
    let mut total: BTreeMap<&'static str, (u32, u32)> = BTreeMap::new();
    for seed in 0..WALKS {
        let mut walk = Walk::start(seed);
        for _ in 0..STEPS {
            walk.step();
        }
        for (kind, (ok, refused)) in walk.tally {
            let sum = total.entry(kind).or_default();
            sum.0 += ok;
            sum.1 += refused;
        }
    }
    for (kind, (ok, refused)) in &total {
        println!("{kind:>9}: {ok:>5} worked, {refused:>5} were refused");
    }
    for kind in ["requests", "open", "auction", "fill"] {
        assert!(total[kind].0 >= 20, "too few of {kind} worked");
    }
}
