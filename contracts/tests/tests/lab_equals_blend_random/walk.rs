//! One scenario: a start, then steps of many kinds. Everything follows from its number.
use nectar_interfaces::blend::request::{BORROW, SUPPLY, SUPPLY_COLLATERAL};
use nectar_tests::{
    ledger::LEDGER_SECS,
    prng::SplitMix64,
    twin::Target::{self, Asset, User},
};

use crate::{
    ground::{BORROWERS, FILLER, Ground, LENDER},
    model::Model,
    op::Op,
    pair::Pair,
    side::Outcome,
    start::{COLLATERAL, Start, beyond_bounds, worth},
};

/// Takes everything there is.
pub const EVERYTHING: i128 = i64::MAX as i128;
const MILLIONTHS: i128 = 1_000_000;

pub struct Walk<'a> {
    pub random: SplitMix64,
    pub pair: Pair<'a>,
    pub start: Start,
    /// In the oracle's decimals, by reserve.
    pub prices: [i128; 4],
    pub oracle_scale: i128,
    /// Blend's pool has lost its backstop.
    pub abandoned: bool,
}

impl<'a> Walk<'a> {
    pub fn new(ground: &'a Ground, number: u64) -> Walk<'a> {
        let mut random = SplitMix64::new(number);
        let start = Start::draw(&mut random);
        let mut walk = Walk {
            pair: Pair::new(ground, &start),
            prices: start.prices,
            oracle_scale: 10i128.pow(start.oracle_decimals),
            abandoned: false,
            random,
            start,
        };
        walk.pair.tally.scenarios = 1;
        walk.found();
        walk
    }

    /// Reserves, prices, the lender's money, and the pool opens.
    fn found(&mut self) {
        for index in 0..self.start.reserves.len() {
            let config = self.start.reserves[index].clone();
            if self.random.below(12) == 0 {
                let config = beyond_bounds(&config, &mut self.random);
                self.run(
                    "reserve",
                    Op::SetReserve {
                        asset: Asset(index),
                        config,
                    },
                );
            }
            self.run(
                "reserve",
                Op::SetReserve {
                    asset: Asset(index),
                    config: config.clone(),
                },
            );
            if self.random.below(12) == 0 {
                let decimals = config.decimals + 1;
                self.run(
                    "reserve",
                    Op::SetReserve {
                        asset: Asset(index),
                        config: nectar_interfaces::blend::ReserveConfig { decimals, ..config },
                    },
                );
            }
        }
        for index in 0..4 {
            let price = self.prices[index];
            self.run(
                "price",
                Op::Price {
                    asset: Asset(index),
                    price,
                    age: None,
                },
            );
        }
        self.run("status", Op::Status { status: 0 });
        if self.start.leaves_backstop {
            self.run("backstop leaves", Op::BackstopAnnounces);
        }
        for index in 0..self.start.reserves.len() {
            let amount = self.worth(index, self.start.lent[index]);
            self.run("lend", Op::submit(LENDER, vec![(SUPPLY, Asset(index), amount)]));
        }
        let amount = self.worth(0, COLLATERAL);
        self.run(
            "lend",
            Op::submit(FILLER, vec![(SUPPLY_COLLATERAL, Asset(0), amount)]),
        );
    }

    pub fn run(&mut self, kind: &'static str, op: Op) -> Outcome {
        self.pair.run(kind, op)
    }

    pub fn model(&self) -> Model<'_> {
        Model {
            side: &self.pair.lab,
            bstop_rate: self.start.bstop_rate,
            prices: &self.prices,
            oracle_scale: self.oracle_scale,
        }
    }

    /// A reserve of this pool.
    pub fn asset(&mut self) -> usize {
        self.index(self.start.reserves.len())
    }

    /// Mostly one with debt, if there is any.
    pub fn borrower(&mut self) -> usize {
        let first = self.index(BORROWERS);
        if self.one_in(4) {
            return first;
        }
        self.first_of(first, |model, user| {
            !model.held(User(user)).liabilities.is_empty()
        })
    }

    /// Mostly one who is being liquidated, if anybody is.
    pub fn auctioned(&mut self) -> usize {
        let first = self.index(BORROWERS);
        if self.one_in(6) {
            return first;
        }
        self.first_of(first, |model, user| model.auction(user).is_some())
    }

    fn first_of(&self, first: usize, fits: impl Fn(&Model, usize) -> bool) -> usize {
        let model = self.model();
        let mut users = (first..first + BORROWERS).map(|user| user % BORROWERS);
        users.find(|user| fits(&model, *user)).unwrap_or(first)
    }

    pub fn index(&mut self, below: usize) -> usize {
        usize::try_from(self.random.below(below as u64)).expect("a small number")
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.random.below(n) == 0
    }

    /// How much of an asset so many millionths of a dollar buy.
    pub fn worth(&self, asset: usize, millionths: i128) -> i128 {
        let decimals = self.start.reserves[asset].decimals;
        worth(millionths, decimals, self.prices[asset], self.oracle_scale)
    }

    /// Something between a cent and `dollars`, each magnitude as likely.
    pub fn some(&mut self, asset: usize, dollars: u64) -> i128 {
        let high = dollars * 1_000_000;
        let magnitude = 10u64.pow(self.random.small(4, high.ilog10()));
        let millionths = self.random.amount(1, 9) * i128::from(magnitude) + self.random.amount(0, 9_999);
        self.worth(asset, millionths)
    }

    /// Collateral in one or two assets, debt in one or two, most of what the collateral allows.
    pub fn open(&mut self, user: usize) -> Outcome {
        let lots = 1 + self.index(2);
        let debts = if self.start.max_positions > 3 {
            1 + self.index(2)
        } else {
            1
        };
        let (mut items, mut allowed) = (Vec::new(), 0);
        for _ in 0..lots {
            let asset = self.asset();
            let millionths = self.random.amount(200, 5_000) * MILLIONTHS;
            allowed += millionths * i128::from(self.start.reserves[asset].c_factor) / 10_000_000;
            items.push((SUPPLY_COLLATERAL, Asset(asset), self.worth(asset, millionths)));
        }
        for _ in 0..debts {
            let asset = self.asset();
            let l_factor = i128::from(self.start.reserves[asset].l_factor);
            let permille = self.random.amount(500, 1_010) / debts as i128;
            let millionths = allowed * l_factor / 10_000_000 * permille / 1_000;
            items.push((BORROW, Asset(asset), self.worth(asset, millionths)));
        }
        self.submit("open", user, items)
    }

    pub fn submit(&mut self, kind: &'static str, user: usize, items: Vec<(u32, Target, i128)>) -> Outcome {
        let mut op = Op::submit(user, items);
        if let Op::Submit { by_allowance, .. } = &mut op {
            *by_allowance = self.one_in(3);
        }
        self.run(kind, op)
    }

    pub fn set_price(&mut self, asset: usize, price: i128) {
        let highest = self.oracle_scale * 10i128.pow(9);
        self.prices[asset] = price.clamp(1, highest);
        let price = self.prices[asset];
        self.run(
            "price",
            Op::Price {
                asset: Asset(asset),
                price,
                age: None,
            },
        );
    }

    pub fn move_price(&mut self) {
        let asset = self.asset();
        let permille = match self.random.below(4) {
            0 => self.random.amount(1, 5_000),
            _ => self.random.amount(600, 1_350),
        };
        self.set_price(asset, self.prices[asset] * permille / 1_000);
    }

    /// Seconds to years, mostly with few ledgers, as only these age auctions and entries.
    pub fn pass(&mut self) {
        let (ledgers, seconds) = match self.random.below(6) {
            0 => (0, *self.random.pick(&[0, 1, 59])),
            1 => (1, LEDGER_SECS),
            2 => (self.random.small(2, 600), self.random.between(10, 3_000)),
            3 => (
                self.random.small(17_000, 300_000),
                self.random.between(85_000, 1_500_000),
            ),
            4 => (self.random.small(0, 100), self.random.between(86_400, 31_536_000)),
            _ => (0, self.random.between(31_536_000, 4 * 31_536_000)),
        };
        self.run("time", Op::Pass { ledgers, seconds });
    }
}
