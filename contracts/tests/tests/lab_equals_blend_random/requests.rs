//! Lists of requests: ordinary ones, ones that end on an edge, and ones that nobody should send.
use liquidation_lab::{math::mul_div_floor, rates};
use nectar_interfaces::blend::{
    FACTOR_SCALE,
    request::{BORROW, REPAY, SUPPLY, SUPPLY_COLLATERAL, WITHDRAW, WITHDRAW_COLLATERAL},
};
use nectar_tests::twin::Target::{self, Asset, Backstop, Foreign, Pool, User};

use crate::{
    ground::{FILLER, LENDER, POOR},
    op::{Op, Signed},
    side::Outcome,
    walk::{EVERYTHING, Walk},
};

const KINDS: [u32; 6] = [
    SUPPLY,
    WITHDRAW,
    SUPPLY_COLLATERAL,
    WITHDRAW_COLLATERAL,
    BORROW,
    REPAY,
];

impl Walk<'_> {
    pub fn requests(&mut self) {
        let user = match self.random.below(8) {
            0 => LENDER,
            1 => POOR,
            2 => FILLER,
            _ => self.borrower(),
        };
        let items = (0..=self.index(3)).map(|_| self.request(user)).collect();
        self.submit("requests", user, items);
    }

    fn request(&mut self, user: usize) -> (u32, Target, i128) {
        let (kind, asset) = self.kind_and_asset(user);
        let amount = match self.random.below(8) {
            0 => self.random.amount(0, 9),
            1 | 2 => self.on_the_edge(user, kind, asset),
            _ => self.some(asset, 10_000),
        };
        (kind, Asset(asset), amount)
    }

    /// Mostly something that the user can do with what he has.
    fn kind_and_asset(&mut self, user: usize) -> (u32, usize) {
        let (kind, asset) = (*self.random.pick(&KINDS), self.asset());
        if self.one_in(4) {
            return (kind, asset);
        }
        let held = self.model().held(User(user));
        let amounts = match kind {
            WITHDRAW => &held.supply,
            WITHDRAW_COLLATERAL => &held.collateral,
            REPAY => &held.liabilities,
            _ => return (kind, asset),
        };
        let nth = self.index(amounts.len().max(1));
        (kind, amounts.keys().nth(nth).copied().unwrap_or(asset))
    }

    /// One request whose amount is the last that works, or one beside it.
    pub fn edge(&mut self) {
        let user = match self.random.below(4) {
            0 => LENDER,
            1 => FILLER,
            _ => self.borrower(),
        };
        let (kind, asset) = self.kind_and_asset(user);
        let amount = self.on_the_edge(user, kind, asset);
        self.submit("edge", user, vec![(kind, Asset(asset), amount)]);
    }

    fn on_the_edge(&mut self, user: usize, kind: u32, asset: usize) -> i128 {
        let Some((config, data)) = self.model().reserve(asset) else {
            return 1;
        };
        let held = self.model().held(User(user));
        let borrowed = rates::debt_of(data.d_supply, data.d_rate);
        let supplied = rates::supply_of(data.b_supply, data.b_rate);
        let of = |amounts: &crate::model::Amounts| amounts.get(&asset).copied().unwrap_or(0);
        let to_full_use = supplied - borrowed;
        let edge = match kind {
            SUPPLY | SUPPLY_COLLATERAL => config.supply_cap.saturating_sub(supplied),
            WITHDRAW if self.one_in(2) => rates::supply_of(of(&held.supply), data.b_rate),
            WITHDRAW_COLLATERAL if self.one_in(2) => rates::supply_of(of(&held.collateral), data.b_rate),
            BORROW if self.one_in(2) => {
                mul_div_floor(supplied, i128::from(config.max_util), FACTOR_SCALE) - borrowed
            }
            BORROW => self.room(user, asset),
            REPAY => rates::debt_of(of(&held.liabilities), data.d_rate),
            _ if self.one_in(3) => return EVERYTHING,
            _ => to_full_use,
        };
        (edge.min(10i128.pow(32)) + self.random.amount(0, 4) - 2).max(0)
    }

    /// What the user may still borrow of an asset, about.
    fn room(&mut self, user: usize, asset: usize) -> i128 {
        let held = self.model().held(User(user));
        let Some(health) = self.model().health(&held) else {
            return 1;
        };
        let config = &self.start.reserves[asset];
        let spare = mul_div_floor(health.collateral_base, FACTOR_SCALE, 10_000_100) - health.liability_base;
        let value = mul_div_floor(spare.max(0), i128::from(config.l_factor), FACTOR_SCALE);
        mul_div_floor(value, 10i128.pow(config.decimals), self.prices[asset])
    }

    /// Malformed, unsigned, in somebody else's name, beyond all numbers.
    pub fn odd(&mut self) {
        let asset = self.asset();
        let user = self.borrower();
        let amount = self.some(asset, 100);
        let plain = (*self.random.pick(&KINDS), Asset(asset), amount);
        let mut op = Op::submit(user, vec![plain]);
        let Op::Submit {
            from,
            spender,
            to,
            items,
            by_allowance,
            signed,
        } = &mut op
        else {
            unreachable!("submit makes a Submit");
        };
        *by_allowance = self.random.below(3) == 0;
        match self.random.below(9) {
            0 => items[0].1 = *self.random.pick(&[Foreign, User(user), Pool, Backstop]),
            1 => {
                items[0].2 =
                    *self
                        .random
                        .pick(&[-1, i128::MIN, i128::MAX, EVERYTHING, 10i128.pow(35), 1 << 100])
            }
            2 => items[0].0 = *self.random.pick(&[10, 11, 99, u32::MAX]),
            3 => items.clear(),
            4 => *signed = *self.random.pick(&[Signed::ByNobody, Signed::ByAnother]),
            5 => {
                *signed = Signed::WithoutPayments;
                items[0].0 = SUPPLY;
            }
            6 => {
                let anybody = [User(FILLER), User(LENDER), User(user), Pool, Backstop, Foreign];
                *from = *self.random.pick(&anybody);
                *spender = *self.random.pick(&anybody);
                *to = *self.random.pick(&anybody);
            }
            7 => items.extend([plain, (REPAY, Asset(asset), 0), plain]),
            _ => items.push((WITHDRAW, Asset(3), EVERYTHING)),
        }
        self.run("odd", op);
    }

    /// Changes by the admin and by the oracle.
    pub fn administration(&mut self) {
        let asset = self.asset();
        match self.random.below(8) {
            0 | 1 => {
                let op = if self.one_in(3) {
                    Op::AcceptAdmin
                } else {
                    Op::ProposeAdmin
                };
                self.run("admin", op);
                if self.one_in(2) {
                    self.pass();
                }
                self.run("admin", Op::AcceptAdmin);
            }
            2..=4 => self.change_status(),
            5 => drop(self.run("oracle", Op::NoPrice { asset: Asset(asset) })),
            6 => {
                let price = *self.random.pick(&[0, -1, i128::MIN, 1]);
                self.run(
                    "oracle",
                    Op::Price {
                        asset: Asset(asset),
                        price,
                        age: None,
                    },
                );
            }
            _ => {
                let (price, age) = (
                    self.prices[asset],
                    *self.random.pick(&[86_399, 86_400, 86_401, 10_000_000]),
                );
                self.run(
                    "oracle",
                    Op::Price {
                        asset: Asset(asset),
                        price,
                        age: Some(age),
                    },
                );
            }
        }
        self.burst();
        // Back to normal, mostly.
        if !self.one_in(3) {
            self.set_price(asset, self.prices[asset]);
        }
        if !self.one_in(3) && !self.start.leaves_backstop {
            self.run("status", Op::Status { status: 0 });
        }
    }

    /// All but 4 need capital that stays behind the pool, see `allowed.rs`.
    fn change_status(&mut self) {
        let statuses: &[u32] = if self.start.leaves_backstop {
            &[4, 1, 5, 6, 7]
        } else {
            &[2, 2, 3, 3, 4, 4, 1, 5, 6, 7]
        };
        let status = *self.random.pick(statuses);
        self.run("status", Op::Status { status });
    }

    /// What gates and prices decide about.
    fn burst(&mut self) {
        for _ in 0..3 {
            match self.random.below(4) {
                0 => {
                    let user = self.borrower();
                    self.open(user);
                }
                1 => {
                    let user = self.auctioned();
                    self.fill(user);
                }
                2 => {
                    let user = self.auctioned();
                    self.withdraw_auction(user);
                }
                _ => self.requests(),
            }
        }
    }

    pub fn read(&mut self) {
        let user = self.borrower();
        let asset = self.index(4);
        let op = match self.random.below(7) {
            0..=2 => Op::GetReserve { asset: Asset(asset) },
            3 => Op::GetPositions { user: User(user) },
            4 => Op::GetAuction { user: User(user) },
            5 => Op::GetConfig,
            _ => Op::GetReserveList,
        };
        let outcome: Outcome = self.run("read", op);
        drop(outcome);
    }
}
