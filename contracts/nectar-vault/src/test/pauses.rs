//! What a pause stops, what it never stops, and that it ends.

use nectar_interfaces::vault::{Order, Scope};
use soroban_sdk::{testutils::Address as _, vec};

use super::{market::*, *};

const MOST: u64 = 72 * HOUR;

/// A market with an auction of age 250, which the plain order fills.
fn ripe() -> (Market, Order) {
    let m = Market::new(1_000_000);
    let user = m.open_auction();
    m.age(250);
    let order = m.order(&user);
    (m, order)
}

#[test]
fn each_pause_stops_the_fills_it_names_by_its_own_code() {
    let (m, order) = ripe();
    let c = m.w.client();
    for (scope, error) in [
        (Scope::All, Error::FillsPaused),
        (Scope::Pool(m.pool.clone()), Error::PoolPaused),
        (Scope::Asset(m.w.usdc.clone()), Error::AssetPaused),
        (Scope::Asset(m.xlm.clone()), Error::AssetPaused),
    ] {
        c.pause(&scope, &HOUR);
        m.assert_refused_whole(&order, error);
        c.unpause(&scope);
    }
    for other in [Scope::Pool(m.oracle.clone()), Scope::Asset(m.eurc.clone())] {
        c.pause(&other, &HOUR);
    }
    m.fill(&order);
}

/// W14: the original's pause by asset trusted the asset the keeper declared.
#[test]
fn w14_a_paused_asset_is_found_in_the_auction_whatever_the_order_says() {
    let (m, good) = ripe();
    let c = m.w.client();
    let silent = Order {
        swaps: vec![&m.w.e],
        ..good.clone()
    };
    let misleading = Order {
        swaps: vec![&m.w.e, m.swap(&m.eurc, EURC_ROUTE, 10_000)],
        ..good.clone()
    };
    for paused in [&m.w.usdc, &m.xlm] {
        c.pause(&Scope::Asset(paused.clone()), &HOUR);
        for order in [&good, &silent, &misleading] {
            m.assert_refused_whole(order, Error::AssetPaused);
        }
        c.unpause(&Scope::Asset(paused.clone()));
    }
    // Nor does an order that merely names the asset stop.
    c.pause(&Scope::Asset(m.eurc.clone()), &HOUR);
    let mut both = good;
    both.swaps.push_back(m.swap(&m.eurc, EURC_ROUTE, 10_000));
    m.fill(&both);
}

#[test]
fn a_pause_ends_by_itself_within_72_hours() {
    let (m, order) = ripe();
    let c = m.w.client();
    for secs in [0, MOST + 1, u64::MAX] {
        assert_refused(c.try_pause(&Scope::All, &secs), Error::InvalidPause);
    }
    let start = m.w.e.ledger().timestamp();
    assert_eq!(c.pause(&Scope::All, &MOST), start + MOST);
    assert_eq!(c.get_pauses().get(Scope::All), Some(start + MOST));
    m.w.pass(MOST - 1);
    m.assert_refused_whole(&order, Error::FillsPaused);
    m.w.pass(1);
    assert!(c.get_pauses().is_empty());
    assert_refused(c.try_unpause(&Scope::All), Error::NotPaused);
    m.fill(&order);
}

/// Fills can be kept stopped, but only by a new signature every 72 hours.
#[test]
fn pausing_again_counts_from_now_and_never_adds_up() {
    let w = World::new();
    let c = w.client();
    c.pause(&Scope::All, &MOST);
    assert_eq!(c.pause(&Scope::All, &MOST), NOW + MOST);
    w.pass(HOUR);
    assert_eq!(c.pause(&Scope::All, &HOUR), NOW + 2 * HOUR, "shorter than before");
    assert_eq!(c.get_pauses().len(), 1);
}

#[test]
fn a_pause_stops_no_exit_claim_skim_deposit_or_transfer() {
    let (m, order) = ripe();
    let c = m.w.client();
    m.fill(&order);
    m.w.pass(DAY);
    for scope in [
        Scope::All,
        Scope::Pool(m.pool.clone()),
        Scope::Asset(m.w.usdc.clone()),
        Scope::Asset(m.w.vault.clone()),
    ] {
        c.pause(&scope, &MOST);
    }
    let other = m.w.account(UNIT);
    c.transfer(&m.lp, &other, &UNIT);
    assert!(c.claim_rewards(&m.w.operator) > 0);
    m.w.donate(2 * UNIT);
    assert_eq!(c.skim(), 2 * UNIT);
    m.w.deposit(&other, UNIT);
    let all = c.max_redeem(&m.lp);
    assert_eq!(all, c.balance(&m.lp));
    assert!(c.withdraw(&UNIT, &m.lp, &m.lp, &m.lp) > 0);
    assert!(m.w.redeem(&m.lp, c.max_redeem(&m.lp)) >= 9_000 * UNIT);
}

#[test]
fn a_pause_stops_the_sale_of_leftovers_at_prices_in_doubt() {
    let (m, _) = ripe();
    m.w.mint(&m.xlm, &m.w.vault, 100 * UNIT);
    let c = m.w.client();
    let swaps = vec![&m.w.e, m.swap(&m.xlm, XLM_ROUTE, 10_000)];
    for (scope, error) in [
        (Scope::All, Error::FillsPaused),
        (Scope::Pool(m.pool.clone()), Error::PoolPaused),
        (Scope::Asset(m.xlm.clone()), Error::AssetPaused),
    ] {
        c.pause(&scope, &HOUR);
        assert_refused(c.try_sell_leftover(&m.pool, &m.xlm, &swaps), error);
        c.unpause(&scope);
    }
    c.sell_leftover(&m.pool, &m.xlm, &swaps);
}

#[test]
fn many_pauses_never_crowd_out_the_one_that_stops_everything() {
    let w = World::new();
    let c = w.client();
    let pool = || Scope::Pool(Address::generate(&w.e));
    for _ in 0..32 {
        c.pause(&pool(), &HOUR);
    }
    assert_refused(c.try_pause(&pool(), &HOUR), Error::TooManyPauses);
    c.pause(&Scope::All, &HOUR);
    w.pass(HOUR);
    c.pause(&pool(), &HOUR);
    assert_eq!(c.get_pauses().len(), 1, "those that ended are gone");
}

#[test]
fn the_pause_of_everything_takes_no_room_from_the_others() {
    let w = World::new();
    let c = w.client();
    let pools: [Scope; 32] = core::array::from_fn(|_| Scope::Pool(Address::generate(&w.e)));
    c.pause(&Scope::All, &HOUR);
    for pool in &pools {
        c.pause(pool, &HOUR);
    }
    for pool in &pools {
        assert_eq!(c.pause(pool, &(2 * HOUR)), NOW + 2 * HOUR, "renewed");
    }
    let one_more = Scope::Pool(Address::generate(&w.e));
    assert_refused(c.try_pause(&one_more, &HOUR), Error::TooManyPauses);
}
