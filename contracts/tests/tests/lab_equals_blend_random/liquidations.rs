//! The life of an auction: a price moves, the auction opens, ages, is filled whole or in parts, withdrawn or deleted,
//! and what debt is left goes to the backstop and from there to the lenders.
use nectar_interfaces::blend::request::{
    DELETE_LIQUIDATION, FILL_USER_LIQUIDATION, REPAY, SUPPLY_COLLATERAL, WITHDRAW_COLLATERAL,
};
use nectar_tests::twin::Target::{self, Asset, Backstop, Foreign, User};

use crate::{
    ground::{BORROWERS, FILLER, LENDER, POOR},
    model::Held,
    op::Op,
    side::Outcome,
    walk::{EVERYTHING, Walk},
};

/// Ages of auctions at which something changes, or nothing more.
const AGES: [u32; 18] = [
    0, 1, 2, 50, 100, 175, 199, 200, 201, 202, 300, 398, 399, 400, 401, 450, 501, 1_000,
];

impl Walk<'_> {
    /// From opening to the last fill.
    pub fn liquidation(&mut self) {
        let user = self.borrower();
        if self.one_in(2) || self.model().held(User(user)).liabilities.is_empty() {
            self.open(user);
        }
        if self.one_in(3) {
            self.pass();
        }
        let harsh = self.one_in(3);
        if !self.auction(user, harsh) {
            return;
        }
        for _ in 0..self.random.below(4) {
            if !self.one_in(6) {
                self.age(user);
            }
            self.fill(user);
        }
        match self.random.below(8) {
            0 => self.withdraw_auction(user),
            1 => self.delete(user),
            2..=4 => {
                self.age(user);
                self.fill_all(user);
            }
            _ => (),
        }
    }

    /// Until the debt is the lenders' loss, if nothing comes in between.
    pub fn bankruptcy(&mut self) {
        let user = self.borrower();
        self.open(user);
        if self.start.leaves_backstop && !self.abandoned {
            self.backstop_leaves();
        }
        if !self.auction(user, true) {
            return;
        }
        let age = self.random.small(201, 460);
        self.pass_ledgers(1 + age);
        self.fill_all(user);
        self.bad_debt(User(user));
        self.bad_debt(Backstop);
        let asset = self.asset();
        self.run("read", Op::GetReserve { asset: Asset(asset) });
        let amount = self.some(asset, 1_000);
        self.submit(
            "supply after default",
            LENDER,
            vec![(SUPPLY_COLLATERAL, Asset(asset), amount)],
        );
    }

    /// The waiting time of 21 days is over. Nobody leaves while the backstop has bad debt.
    pub fn backstop_leaves(&mut self) {
        if !self.model().held(Backstop).liabilities.is_empty() {
            return;
        }
        self.run(
            "time",
            Op::Pass {
                ledgers: 400_000,
                seconds: 21 * 86_400 + 1,
            },
        );
        self.run("backstop leaves", Op::BackstopLeaves);
        self.abandoned = true;
    }

    /// Opens an auction, after a price has made the user liquidatable: slightly or, if `harsh`, far beyond repair.
    pub fn auction(&mut self, user: usize, harsh: bool) -> bool {
        self.sink(user, harsh);
        let held = self.model().held(User(user));
        let (bid, lot) = self.selection(&held);
        let index = |targets: &[Target]| -> Vec<usize> {
            let assets = targets.iter().filter_map(|target| match target {
                Asset(index) => Some(*index),
                _ => None,
            });
            assets.collect()
        };
        let band = self.model().band(&held, &index(&bid), &index(&lot));
        let percent = self.percent(&band);
        let op = Op::NewAuction {
            user: User(user),
            bid: bid.clone(),
            lot: lot.clone(),
            percent,
        };
        if matches!(self.run("auction", op), Outcome::Ok(_)) {
            return true;
        }
        // Once more where the model thinks it right.
        let Some(percent) = band.get(band.len() / 2).copied() else {
            return false;
        };
        let op = Op::NewAuction {
            user: User(user),
            bid,
            lot,
            percent,
        };
        matches!(self.run("auction", op), Outcome::Ok(_))
    }

    fn sink(&mut self, user: usize, harsh: bool) {
        let held = self.model().held(User(user));
        let Some(health) = self.model().health(&held) else {
            return;
        };
        if health.liability_base == 0 || health.collateral_base == 0 {
            return;
        }
        let permille = if harsh {
            self.random.amount(1_300, 20_000)
        } else {
            *self
                .random
                .pick(&[1_000, 1_001, 1_010, 1_030, 1_080, 1_120, 1_200])
        };
        let (on_debt, map) = if self.one_in(2) {
            (true, &held.liabilities)
        } else {
            (false, &held.collateral)
        };
        let Some((&asset, _)) = map.iter().next() else {
            return;
        };
        let (over, under) = (
            health.collateral_base.saturating_mul(permille),
            health.liability_base * 1_000,
        );
        let old = self.prices[asset];
        let moved = if on_debt {
            old.saturating_mul(over / health.liability_base.max(1)) / 1_000
        } else {
            old.saturating_mul(under / health.collateral_base.max(1)) / permille
        };
        let rises = on_debt && moved > old;
        if rises || !on_debt && moved < old {
            self.set_price(asset, moved + i128::from(on_debt));
        }
    }

    /// Mostly all that the user has; at times less, twice the same, or what he has not.
    fn selection(&mut self, held: &Held) -> (Vec<Target>, Vec<Target>) {
        let mut bid: Vec<Target> = held.liabilities.keys().copied().map(Asset).collect();
        let mut lot: Vec<Target> = held.collateral.keys().copied().map(Asset).collect();
        let spoilt = match self.random.below(10) {
            0..=4 => return (bid, lot),
            5 | 6 => &mut lot,
            7 => &mut bid,
            8 => {
                bid.truncate(1);
                lot.truncate(1);
                return (bid, lot);
            }
            _ => {
                bid.reverse();
                &mut lot
            }
        };
        match self.random.below(5) {
            0 | 1 => drop(spoilt.pop()),
            2 => spoilt.extend(spoilt.first().copied()),
            3 => spoilt.push(Asset(usize::try_from(self.random.below(4)).expect("an index"))),
            _ => spoilt.push(Foreign),
        }
        (bid, lot)
    }

    fn percent(&mut self, band: &[u32]) -> u32 {
        let (Some(&first), Some(&last)) = (band.first(), band.last()) else {
            return self.random.small(0, 101);
        };
        match self.random.below(10) {
            0 => first - 1,
            1 => last + 1,
            2 => first,
            3 => last,
            4 => self.random.small(0, 101),
            _ => *self.random.pick(band),
        }
    }

    pub fn pass_ledgers(&mut self, ledgers: u32) {
        let seconds = if self.one_in(3) { 0 } else { 5 * u64::from(ledgers) };
        self.run("time", Op::Pass { ledgers, seconds });
    }

    /// To one of the interesting ages, or any.
    fn age(&mut self, user: usize) {
        let Some(auction) = self.model().auction(user) else {
            return;
        };
        let age = if self.one_in(2) {
            *self.random.pick(&AGES)
        } else {
            self.random.small(0, 460)
        };
        let (now, then) = (self.pair.lab.e.ledger().sequence(), auction.block + age);
        if then > now {
            self.pass_ledgers(then - now);
        }
    }

    /// By the filler mostly; with what may follow a fill in the same submit.
    pub fn fill(&mut self, user: usize) {
        let percent = match self.random.below(8) {
            0..=2 => 100,
            3 => *self.random.pick(&[0, 101, 256, i128::MAX, 1, 99]),
            _ => self.random.amount(1, 100),
        };
        let filler = match self.random.below(12) {
            0 => user,
            1 => self.index(BORROWERS),
            2 => POOR,
            3 => LENDER,
            _ => FILLER,
        };
        self.fill_by(filler, user, percent);
    }

    fn fill_all(&mut self, user: usize) {
        self.fill_by(FILLER, user, 100);
    }

    fn fill_by(&mut self, filler: usize, user: usize, percent: i128) {
        let mut items = vec![(FILL_USER_LIQUIDATION, User(user), percent)];
        let auction = self.model().auction(user);
        if let Some(auction) = &auction {
            let now = self.pair.lab.e.ledger().sequence();
            let phase = match now.checked_sub(auction.block) {
                None => "fill before the start",
                Some(0) => "fill at age 0",
                Some(1..=199) => "fill while the lot grows",
                Some(200) => "fill at age 200",
                Some(201..=399) => "fill while the bid shrinks",
                Some(400..=499) => "fill from age 400",
                Some(_) => "fill of a stale auction",
            };
            self.pair.tally.note(phase);
        }
        if self.one_in(3) {
            self.follow_up(&mut items);
        }
        let outcome = self.submit("fill", filler, items);
        if matches!(outcome, Outcome::Ok(_)) && auction.is_some() {
            let left = self.model().auction(user).is_some();
            self.pair.tally.note(if left {
                "filled in part"
            } else {
                "filled to the end"
            });
        }
    }

    /// Repay what came, take what came.
    fn follow_up(&mut self, items: &mut Vec<(u32, Target, i128)>) {
        for asset in 0..self.start.reserves.len() {
            if self.one_in(2) {
                items.push((REPAY, Asset(asset), self.some(asset, 10_000)));
            }
            if self.one_in(3) {
                items.push((WITHDRAW_COLLATERAL, Asset(asset), EVERYTHING));
            }
        }
    }

    /// The user's own, after a cure or without.
    pub fn withdraw_auction(&mut self, user: usize) {
        let mut items = Vec::new();
        if let Some((&asset, debt)) = self.model().held(User(user)).liabilities.iter().next()
            && !self.one_in(4)
        {
            let permille = self.random.amount(100, 1_500);
            items.push((REPAY, Asset(asset), debt.saturating_mul(permille) / 1_000));
        }
        items.push((DELETE_LIQUIDATION, User(user), 0));
        self.submit("withdraw auction", user, items);
    }

    /// By anybody, once stale or a ledger too early.
    pub fn delete(&mut self, user: usize) {
        if let Some(auction) = self.model().auction(user) {
            let then = auction.block + self.random.small(499, 501);
            let now = self.pair.lab.e.ledger().sequence();
            if then > now && !self.one_in(4) {
                self.pass_ledgers(then - now);
            }
        }
        self.run("delete auction", Op::DeleteAuction { user: User(user) });
    }

    /// Of the backstop only where both pools do the same, see `allowed.rs`.
    pub fn bad_debt(&mut self, target: Target) {
        let held = self.model().held(target);
        if target != Backstop || self.abandoned || held.liabilities.is_empty() {
            self.run("bad debt", Op::BadDebt { user: target });
        }
    }
}
