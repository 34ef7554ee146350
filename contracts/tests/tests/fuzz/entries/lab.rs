//! The pool: the lab, or in some worlds the real Blend behind the same names.
use nectar_interfaces::blend::{Positions, Request, request};
use nectar_tests::{
    keys::Tree,
    pool::{requests, reserve_config},
    tokens::UNIT,
    underwater::{self, PERCENTS, XLM},
};
use soroban_sdk::{Address, IntoVal, Map, Vec as HostVec};

use super::{admin, plain, transfer};
use crate::{
    stage::{BORROWERS, Stage},
    step::Dice,
    table::{Draft, Note, Row, entry},
};

const LAB: &str = "liquidation-lab";

pub static ROWS: &[Row] = &[
    entry(LAB, "init_reserve", 1, |s, d| {
        let factors = d.pick(&[(9_000_000, 9_500_000), (7_500_000, 7_500_000), (20_000_000, 1)]);
        let reserve = d.below(4);
        let by = admin(s, LAB, d);
        Draft::by(
            by,
            (s.token(reserve), reserve_config(factors.0, factors.1)).into_val(s.e()),
        )
    }),
    entry(LAB, "set_position", 2, |s, d| {
        let user = s.address(s.one_of(BORROWERS, d));
        let positions = Positions {
            collateral: some(s, d),
            liabilities: some(s, d),
            supply: Map::new(s.e()),
        };
        Draft::by(admin(s, LAB, d), (user, positions).into_val(s.e()))
    }),
    entry(LAB, "set_status", 2, |s, d| {
        let status = d.pick(&[0u32, 2, 3, 4, 1, 6]);
        Draft::by(admin(s, LAB, d), (status,).into_val(s.e()))
    }),
    entry(LAB, "get_admin", 1, plain),
    entry(LAB, "propose_admin", 2, |s, d| super::propose_admin(s, d, LAB)),
    entry(LAB, "accept_admin", 2, |s, d| super::accept_admin(s, d, LAB)),
    entry(LAB, "bump", 1, plain),
    entry(LAB, "get_config", 1, plain).always(),
    entry(LAB, "get_reserve_list", 1, plain).always(),
    entry(LAB, "get_reserve", 1, |s, d| {
        Draft::open((s.token(d.below(4)),).into_val(s.e()))
    })
    .always(),
    entry(LAB, "get_positions", 1, super::vault::of_account).always(),
    entry(LAB, "get_auction", 2, |s, d| {
        let (kind, user) = auction(s, d);
        Draft::open((kind, user).into_val(s.e()))
    }),
    entry(LAB, "new_auction", 6, |s, d| {
        let player = s.one_of(BORROWERS, d);
        if d.one_in(2) && is_free(s, player) {
            submerge(s, d, player);
        }
        let user = s.address(player);
        let (bid, lot) = sides(s, &s.world.pool().get_positions(&user));
        let kind = if d.one_in(8) { d.small(1, 3) } else { 0 };
        let args = (kind, user.clone(), bid, lot, d.pick(&PERCENTS)).into_val(s.e());
        Draft::open(args).note(Note::Opened(kind, user))
    }),
    entry(LAB, "del_auction", 3, |s, d| {
        let (kind, user) = auction(s, d);
        if d.one_in(2) {
            s.advance(501);
        }
        Draft::open((kind, user).into_val(s.e())).note(Note::Auctions)
    }),
    entry(LAB, "bad_debt", 2, |s, d| {
        let player = s.one_of(BORROWERS, d);
        if !d.one_in(3) {
            let debts = Map::from_array(s.e(), [(0u32, 1 + i128::from(d.small(0, 1_000_000)))]);
            let none = Map::new(s.e());
            let positions = Positions {
                collateral: none.clone(),
                liabilities: debts,
                supply: none,
            };
            set_position(s, player, &positions);
        }
        Draft::open((s.address(player),).into_val(s.e()))
    }),
    entry(LAB, "submit", 10, |s, d| {
        let (player, items) = (s.one_of(BORROWERS, d), items(s, d));
        let who = s.address(player);
        let pool = s.world.pool.address.clone();
        let below = items.iter().filter(|item| pays(item.request_type));
        let below: Vec<Tree> = below
            .map(|item| transfer(s, &item.address, player, &pool, item.amount))
            .collect();
        let list = HostVec::from_iter(s.e(), items);
        let args = (who.clone(), who, recipient(s, d, player), list).into_val(s.e());
        Draft::open(args).and(player, below).note(Note::Auctions)
    }),
    entry(LAB, "submit_with_allowance", 4, |s, d| {
        let (player, items) = (s.one_of(BORROWERS, d), items(s, d));
        let (who, pool) = (s.address(player), s.world.pool.address.clone());
        for item in items
            .iter()
            .filter(|item| pays(item.request_type) && item.amount > 0)
        {
            let until = s.e().ledger().sequence() + 10;
            let args = (who.clone(), pool.clone(), item.amount, until).into_val(s.e());
            s.sure(player, &item.address, "approve", args, vec![]);
        }
        let list = HostVec::from_iter(s.e(), items);
        let args = (who.clone(), who, recipient(s, d, player), list).into_val(s.e());
        Draft::by(player, args).note(Note::Auctions)
    }),
];

fn pays(request_type: u32) -> bool {
    [request::SUPPLY, request::SUPPLY_COLLATERAL, request::REPAY].contains(&request_type)
}

fn recipient(s: &Stage, d: &mut Dice, player: usize) -> Address {
    if d.one_in(10) {
        s.anybody(d)
    } else {
        s.address(player)
    }
}

/// One or two requests of a borrower, of different assets.
fn items(s: &Stage, d: &mut Dice) -> Vec<Request> {
    let count = 1 + d.below(2);
    let first = d.below(4);
    let item = |n: usize, d: &mut Dice| Request {
        address: s.token((first + n) % 4),
        amount: d.amount(100 * UNIT),
        request_type: d.pick(&[
            request::SUPPLY_COLLATERAL,
            request::BORROW,
            request::REPAY,
            request::SUPPLY,
            request::WITHDRAW,
            request::WITHDRAW_COLLATERAL,
        ]),
    };
    (0..count).map(|n| item(n, d)).collect()
}

/// An auction there is, or one there is not.
fn auction(s: &Stage, d: &mut Dice) -> (u32, Address) {
    match s.auctions.len() {
        0 => (0, s.anybody(d)),
        open => {
            let auction = &s.auctions[d.below(open)];
            (auction.kind, auction.user.clone())
        }
    }
}

fn some(s: &Stage, d: &mut Dice) -> Map<u32, i128> {
    let mut amounts = Map::new(s.e());
    for _ in 0..d.below(3) {
        amounts.set(d.small(0, 4), d.amount(100 * UNIT));
    }
    amounts
}

/// What an auction of these positions could have on either side.
fn sides(s: &Stage, positions: &Positions) -> (HostVec<Address>, HostVec<Address>) {
    let assets = |amounts: &Map<u32, i128>| {
        let indices = amounts.keys().iter().filter(|index| *index < 4);
        HostVec::from_iter(s.e(), indices.map(|index| s.token(index as usize)))
    };
    (assets(&positions.liabilities), assets(&positions.collateral))
}

fn set_position(s: &mut Stage, player: usize, positions: &Positions) {
    let (admin, pool) = (s.admin_of(LAB), s.world.pool.address.clone());
    let args = (s.address(player), positions.clone()).into_val(s.e());
    s.sure(admin, &pool, "set_position", args, vec![]);
}

/// Puts a borrower under water and opens the auction of it; lets time pass when all have one.
pub fn open_auction(s: &mut Stage, d: &mut Dice) {
    let free: Vec<usize> = BORROWERS.filter(|player| is_free(s, *player)).collect();
    if free.is_empty() {
        s.advance(d.small(0, 60));
        return;
    }
    let player = free[d.below(free.len())];
    submerge(s, d, player);
    try_percents(s, player);
}

fn is_free(s: &Stage, player: usize) -> bool {
    s.auctions
        .iter()
        .all(|auction| auction.user != s.cast[player].address)
}

fn submerge(s: &mut Stage, d: &mut Dice, player: usize) {
    let scale = i128::from(d.between(20, 900)) * UNIT + i128::from(d.small(0, 9_999_999));
    if s.blend {
        sink(s, player, scale);
        return;
    }
    let (collateral, liabilities) = underwater::positions(d.below(underwater::KINDS), scale, &s.prices);
    let map = |amounts: &underwater::Amounts| {
        let mut map = Map::new(s.e());
        for (reserve, amount) in amounts {
            map.set(u32::try_from(*reserve).expect("four reserves"), *amount);
        }
        map
    };
    let positions = Positions {
        collateral: map(&collateral),
        liabilities: map(&liabilities),
        supply: Map::new(s.e()),
    };
    set_position(s, player, &positions);
}

/// Opens the first auction that the pool takes, of everything the borrower has.
pub fn try_percents(s: &mut Stage, player: usize) -> bool {
    let user = s.address(player);
    let (bid, lot) = sides(s, &s.world.pool().get_positions(&user));
    let pool = s.world.pool();
    let opened = [&PERCENTS[..], &[100]].concat();
    let opened = opened
        .iter()
        .find_map(|percent| pool.try_new_auction(&0, &user, &bid, &lot, percent).ok());
    match opened {
        Some(Ok(_)) => {
            s.look_for_auction(0, user);
            true
        }
        _ => false,
    }
}

/// As it happens in earnest: somebody borrows all that XLM allows, and XLM falls.
fn sink(s: &mut Stage, player: usize, scale: i128) {
    let price = s.prices[XLM].clamp(500_000, 10_000_000);
    s.set_price(XLM, price);
    let (xlm, usdc) = (s.token(XLM), s.usdc());
    borrow(
        s,
        player,
        (&xlm, scale * UNIT / price),
        (&usdc, scale * 71 / 100 * 95 / 100),
    );
    s.set_price(XLM, price * 93 / 100);
}

/// `submit` of a borrower with collateral and a loan.
pub fn borrow(s: &mut Stage, player: usize, collateral: (&Address, i128), loan: (&Address, i128)) -> bool {
    let (who, pool) = (s.address(player), s.world.pool.address.clone());
    let items = [
        (request::SUPPLY_COLLATERAL, collateral.0, collateral.1),
        (request::BORROW, loan.0, loan.1),
    ];
    let args = (who.clone(), who.clone(), who, requests(s.e(), &items)).into_val(s.e());
    let below = transfer(s, collateral.0, player, &pool, collateral.1);
    s.sure(player, &pool, "submit", args, vec![below])
}
