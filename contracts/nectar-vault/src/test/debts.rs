//! Auctions of bad debt and of interest against doubles: the arithmetic to the stroop, and what a backstop, its token or
//! a pool gone bad can do. With the real ones: contracts/tests.

use nectar_interfaces::{
    blend::auction::{BAD_DEBT, INTEREST},
    vault::{Order, Route, TypeParams},
};
use soroban_sdk::{Map, token::TokenClient, vec};

use super::{debt_doubles::*, market::*, *};

const DEPTH: i128 = 100_000 * UNIT;
const LP_ROUTE: u32 = 2;

/// What the doubles do wrong.
#[derive(Clone, Copy, Default)]
struct Faults {
    short: i128,
    stubborn: bool,
}

struct Scene {
    m: Market,
    lp: Address,
    backstop: Address,
    order: Order,
}

/// One of the sides of an auction: LP tokens, USDC, XLM.
type Side = [i128; 3];

fn scene(auction_type: u32, faults: Faults, bid: Side, lot: Side) -> Scene {
    let made = std::cell::RefCell::new(None);
    let m = Market::with(1_000_000, params(), &|m| {
        let e = &m.w.e;
        let lp = e.register(ScriptedLp, (DEPTH, faults.stubborn));
        let backstop = e.register(ScriptedBackstop, (lp.clone(), faults.short));
        let tokens = [&lp, &m.w.usdc, &m.xlm];
        let side = |amounts: Side| {
            let mut side = Map::new(e);
            for (token, amount) in tokens.into_iter().zip(amounts) {
                if amount > 0 {
                    side.set(token.clone(), amount);
                }
            }
            side
        };
        let script = (m.oracle.clone(), backstop.clone(), side(bid), side(lot));
        let pool = e.register(DebtPool, script);
        for (token, amount) in tokens.into_iter().zip(lot) {
            m.w.mint(token, &pool, amount);
        }
        let amm = e.register(lab_amm::LabAmm, (m.w.admin.clone(), m.w.usdc.clone(), lp.clone()));
        m.deepen(&amm, &lp, 10_000_000 * UNIT, UNIT);
        m.w.client().allow_pool(&pool);
        m.w.client().allow_asset(&lp);
        m.w.client().add_route(&m.route(&lp, &amm));
        made.replace(Some((lp, backstop, pool)));
    });
    let (lp, backstop, pool) = made.into_inner().expect("made");
    enable(&m, auction_type, &backstop, 1_000);
    let order = Order {
        auction_type,
        min_profit: 0,
        percent: 100,
        pool,
        swaps: vec![
            &m.w.e,
            m.swap(&m.xlm, XLM_ROUTE, 10_000),
            m.swap(&lp, LP_ROUTE, 10_000),
        ],
        user: backstop.clone(),
    };
    // Age 200: both sides whole.
    m.w.e.ledger().set_sequence_number(201);
    Scene {
        m,
        lp,
        backstop,
        order,
    }
}

/// Terms without a cap of their own, past the timelock.
fn enable(m: &Market, auction_type: u32, backstop: &Address, margin_bps: u32) {
    let params = TypeParams {
        backstop: backstop.clone(),
        cap: i128::MAX,
        margin_bps,
    };
    m.w.e.as_contract(&m.w.vault, || {
        crate::storage::set_type_params(&m.w.e, auction_type, &params);
    });
}

/// 50 LP tokens for 60 USDC and 200 XLM (15 USDC).
fn interest(faults: Faults) -> Scene {
    let (bid, lot) = ([50 * UNIT, 0, 0], [0, 60 * UNIT, 200 * UNIT]);
    scene(INTEREST, faults, bid, lot)
}

/// 50 USDC and 200 XLM (15 USDC) for 80 LP tokens.
fn bad_debt(faults: Faults) -> Scene {
    let (bid, lot) = ([0, 50 * UNIT, 200 * UNIT], [80 * UNIT, 0, 0]);
    scene(BAD_DEBT, faults, bid, lot)
}

/// `edge` counts the LP tokens as the USDC that moved for them, the rest by the oracle.
#[test]
fn interest_counts_its_bid_as_what_it_cost() {
    let s = interest(Faults::default());
    let receipt = s.m.fill(&s.order);
    assert_eq!(receipt.edge, 75 * UNIT - receipt.spent);
    // The 200 XLM are sold for less than their 15 USDC by the market's fee and the move.
    let slippage = receipt.edge - receipt.profit;
    assert!(
        (15 * UNIT * 30 / 10_000..15 * UNIT * 31 / 10_000).contains(&slippage),
        "{slippage}"
    );
    assert_eq!(s.m.w.balance(&s.lp, &s.backstop), 50 * UNIT);
    assert_eq!(s.m.w.balance(&s.lp, &s.m.w.vault), 0);
}

#[test]
fn bad_debt_counts_its_lot_as_what_it_brought() {
    let s = bad_debt(Faults::default());
    let receipt = s.m.fill(&s.order);
    let proceeds = receipt.spent + receipt.profit;
    assert_eq!(receipt.edge, proceeds - 65 * UNIT);
    let slippage = receipt.spent - 65 * UNIT;
    assert!(
        (15 * UNIT * 30 / 10_000..15 * UNIT * 31 / 10_000).contains(&slippage),
        "{slippage}"
    );
    assert_eq!(s.m.w.balance(&s.lp, &s.m.w.vault), 0);
}

#[test]
fn lp_tokens_stand_alone_on_their_side() {
    for (auction_type, bid, lot) in [
        // Something else beside them, or in their place, or they on the other side.
        (INTEREST, [50 * UNIT, 1, 0], [0, 60 * UNIT, 0]),
        (INTEREST, [0, 50 * UNIT, 0], [0, 60 * UNIT, 0]),
        (INTEREST, [50 * UNIT, 0, 0], [1, 60 * UNIT, 0]),
        (BAD_DEBT, [0, 50 * UNIT, 0], [80 * UNIT, 1, 0]),
        (BAD_DEBT, [0, 50 * UNIT, 0], [0, 80 * UNIT, 0]),
        (BAD_DEBT, [1, 50 * UNIT, 0], [80 * UNIT, 0, 0]),
    ] {
        let s = scene(auction_type, Faults::default(), bid, lot);
        s.m.assert_refused_whole(&s.order, Error::NotTheBackstopToken);
    }
}

/// Parts can use the bid up to its last stroop while something of the lot is left.
#[test]
fn what_is_left_without_a_bid_is_filled_for_nothing() {
    let s = scene(INTEREST, Faults::default(), [0; 3], [0, 60 * UNIT, 0]);
    let receipt = s.m.fill(&s.order);
    assert_eq!((receipt.spent, receipt.profit), (0, 60 * UNIT));
    let s = scene(BAD_DEBT, Faults::default(), [0; 3], [80 * UNIT, 0, 0]);
    assert_eq!(s.m.fill(&s.order).spent, 0);
}

#[test]
fn a_backstop_that_takes_less_than_it_is_given_gets_nothing() {
    let s = interest(Faults {
        short: 1,
        ..Faults::default()
    });
    s.m.assert_refused_whole(&s.order, Error::BackstopTokenLeft);
}

#[test]
fn a_token_that_forgets_no_allowance_is_refused() {
    let s = interest(Faults {
        stubborn: true,
        ..Faults::default()
    });
    s.m.assert_refused_whole(&s.order, Error::AllowanceLeft);
}

#[test]
fn an_older_allowance_is_taken_back() {
    let s = interest(Faults::default());
    let (vault, usdc) = (&s.m.w.vault, TokenClient::new(&s.m.w.e, &s.m.w.usdc));
    let lp = TokenClient::new(&s.m.w.e, &s.lp);
    usdc.approve(vault, &s.lp, &UNIT, &10_000);
    lp.approve(vault, &s.backstop, &UNIT, &10_000);
    lp.approve(vault, &s.order.pool, &UNIT, &10_000);
    s.m.fill(&s.order);
    assert_eq!(usdc.allowance(vault, &s.lp), 0);
    assert_eq!(lp.allowance(vault, &s.backstop), 0);
    assert_eq!(lp.allowance(vault, &s.order.pool), 0);
}

/// LP tokens that somebody gave the vault are not the fill's: they neither help nor hinder.
#[test]
fn lp_tokens_given_to_the_vault_stay_where_they_are() {
    for s in [interest(Faults::default()), bad_debt(Faults::default())] {
        s.m.w.mint(&s.lp, &s.m.w.vault, 7);
        s.m.fill(&s.order);
        assert_eq!(s.m.w.balance(&s.lp, &s.m.w.vault), 7);
    }
}

#[test]
fn a_backstop_or_a_token_that_does_not_answer_is_refused() {
    let s = interest(Faults::default());
    let order_of = |backstop: &Address| {
        enable(&s.m, INTEREST, backstop, 1_000);
        Order {
            user: backstop.clone(),
            ..s.order.clone()
        }
    };
    // No backstop, and one whose token is no exchange.
    let mute = order_of(&s.m.w.usdc);
    s.m.assert_refused_whole(&mute, Error::BackstopUnreadable);
    let of_usdc = s.m.w.e.register(ScriptedBackstop, (s.m.w.usdc.clone(), 0i128));
    let shallow = order_of(&of_usdc);
    s.m.assert_refused_whole(&shallow, Error::BackstopUnreadable);
    s.m.assert_refused_whole(&s.order, Error::NotBackstop);
}

/// 100 USDC of bad debt are 1 % of 10,010 USDC less a tenth of a USDC.
#[test]
fn one_percent_of_the_assets_is_the_most_to_the_stroop() {
    let at = |spent: i128| scene(BAD_DEBT, Faults::default(), [0, spent, 0], [150 * UNIT, 0, 0]);
    let most = 10_010 * UNIT / 100;
    let s = at(most + 1);
    s.m.assert_refused_whole(&s.order, Error::TypeCapExceeded);
    assert_eq!(
        s.m.fill(&at_percent(&s.order, 99)).spent,
        (most + 1) * 99 / 100 + 1
    );
    let s = at(most);
    assert_eq!(s.m.fill(&s.order).spent, most);
}

fn with_margin(s: Scene, margin_bps: u32) -> Scene {
    enable(&s.m, s.order.auction_type, &s.backstop, margin_bps);
    s
}

fn with_depth(s: Scene, depth: i128) -> Scene {
    s.m.w
        .e
        .as_contract(&s.lp, || s.m.w.e.storage().instance().set(&0u32, &depth));
    s
}

#[test]
fn the_margin_of_the_type_binds_where_it_is_the_higher_one() {
    for made in [interest, bad_debt] {
        let s = made(Faults::default());
        let receipt = s.m.fill(&s.order);
        let reached = u32::try_from(receipt.profit * 10_000 / receipt.spent).unwrap();
        assert!(reached > params().min_margin_bps);
        let s = with_margin(made(Faults::default()), reached + 1);
        s.m.assert_refused_whole(&s.order, Error::ProfitBelowMargin);
        let s = with_margin(made(Faults::default()), reached);
        assert_eq!(s.m.fill(&s.order).profit, receipt.profit);
    }
}

#[test]
fn a_tenth_of_comets_usdc_is_the_most_to_the_stroop() {
    for made in [interest, bad_debt] {
        let s = made(Faults::default());
        let receipt = s.m.fill(&s.order);
        let through_comet = match s.order.auction_type {
            INTEREST => receipt.spent,
            _ => receipt.spent + receipt.profit,
        };
        let s = with_depth(made(Faults::default()), 10 * through_comet - 1);
        s.m.assert_refused_whole(&s.order, Error::CometCapExceeded);
        let s = with_depth(made(Faults::default()), 10 * through_comet);
        assert_eq!(s.m.fill(&s.order).profit, receipt.profit);
    }
}

/// With little to earn the slippage allowed is what binds: of 15 USDC of XLM, whose price the oracle knows, and of
/// nothing else. The market takes between 30 and 31 basis points of them.
#[test]
fn the_slippage_allowed_is_of_what_the_oracle_prices() {
    let interest = ([146 * UNIT / 10, 0, 0], [0, 0, 200 * UNIT]);
    let bad_debt = ([0, 0, 200 * UNIT], [154 * UNIT / 10, 0, 0]);
    for (auction_type, (bid, lot)) in [(INTEREST, interest), (BAD_DEBT, bad_debt)] {
        let at = |max_slippage_bps| {
            let s = scene(auction_type, Faults::default(), bid, lot);
            let strict = Params {
                edge_share_bps: 9_000,
                max_slippage_bps,
                min_margin_bps: 50,
                ..params()
            };
            s.m.w.e.as_contract(&s.m.w.vault, || {
                crate::storage::set_params(&s.m.w.e, &strict);
            });
            with_margin(s, 50)
        };
        let s = at(30);
        s.m.assert_refused_whole(&s.order, Error::ProfitBelowEdge);
        let s = at(31);
        s.m.fill(&s.order);
    }
}

#[test]
fn lp_tokens_cannot_be_left_for_later() {
    for made in [interest, bad_debt] {
        let s = made(Faults::default());
        let order = Order {
            swaps: vec![&s.m.w.e, s.m.swap(&s.m.xlm, XLM_ROUTE, 10_000)],
            ..s.order.clone()
        };
        s.m.assert_refused_whole(&order, Error::RouteMissing);
    }
}

fn with_lp_leg(s: Scene, event_bytes: u32) -> Scene {
    s.m.w.e.as_contract(&s.m.w.vault, || {
        let route = crate::storage::route(&s.m.w.e, LP_ROUTE).unwrap();
        let route = Route { event_bytes, ..route };
        crate::storage::set_route(&s.m.w.e, LP_ROUTE, &route);
    });
    s
}

/// Of 16,000: 620 and 236 for every fill, 556 for a bid, 568 for a lot, the legs; and 180 for each of the 4 debts that
/// may be left when nothing of an auction of bad debt is.
#[test]
fn the_events_of_a_fill_are_counted_to_the_byte() {
    type Case = (fn(Faults) -> Scene, u32, u32);
    let one_bid_two_lots = 620 + 236 + 556 + 2 * 568 + LEG_BYTES;
    let two_bids_one_lot = 620 + 236 + 2 * 556 + 568 + LEG_BYTES;
    let cases: [Case; 3] = [
        (interest, 100, one_bid_two_lots),
        (bad_debt, 100, two_bids_one_lot + 4 * 180),
        (bad_debt, 99, two_bids_one_lot),
    ];
    for (made, percent, others) in cases {
        let s = with_lp_leg(made(Faults::default()), 16_000 - others + 1);
        s.m.assert_refused_whole(&at_percent(&s.order, percent), Error::TooManyLegs);
        let s = with_lp_leg(made(Faults::default()), 16_000 - others);
        s.m.fill(&at_percent(&s.order, percent));
    }
}

fn at_percent(order: &Order, percent: u32) -> Order {
    Order {
        percent,
        ..order.clone()
    }
}
