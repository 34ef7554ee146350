use nectar_interfaces::vault::Route;
use soroban_sdk::vec;

use super::{doubles::*, market::*, *};

fn with_leftover(xlm: i128) -> Market {
    let m = Market::new(1_000_000);
    m.w.mint(&m.xlm, &m.w.vault, xlm);
    m
}

#[test]
fn what_a_fill_left_behind_is_sold_for_the_depositors() {
    let m = with_leftover(100 * UNIT);
    let c = m.w.client();
    let before = c.get_state();
    let swaps = vec![&m.w.e, m.swap(&m.xlm, XLM_ROUTE, 10_000)];
    let proceeds = c.sell_leftover(&m.pool, &m.xlm, &swaps);
    assert!(proceeds > 73 * UNIT / 10 && proceeds < 75 * UNIT / 10);
    assert!(m.w.e.auths().is_empty(), "anyone may");
    let after = c.get_state();
    assert_eq!(
        (after.booked, after.unvested),
        (before.booked + proceeds, proceeds)
    );
    assert_eq!(
        (after.total_assets, after.owed),
        (before.total_assets, before.owed)
    );
    assert_eq!(m.w.balance(&m.xlm, &m.w.vault), 0);
    assert_refused(c.try_sell_leftover(&m.pool, &m.xlm, &swaps), Error::NothingToSell);
}

#[test]
fn a_part_may_be_sold_where_the_market_is_thin() {
    let m = with_leftover(100 * UNIT);
    let swaps = vec![&m.w.e, m.swap(&m.xlm, XLM_ROUTE, 2_500)];
    m.w.client().sell_leftover(&m.pool, &m.xlm, &swaps);
    assert_eq!(m.w.balance(&m.xlm, &m.w.vault), 75 * UNIT);
}

/// One basis point of 9,999 stroops is nothing, which no venue would take.
#[test]
fn a_part_of_nothing_is_passed_over() {
    let m = with_leftover(9_999);
    let swaps = vec![
        &m.w.e,
        m.swap(&m.xlm, XLM_ROUTE, 1),
        m.swap(&m.xlm, XLM_ROUTE, 9_999),
    ];
    m.w.client().sell_leftover(&m.pool, &m.xlm, &swaps);
    assert_eq!(m.w.balance(&m.xlm, &m.w.vault), 0);
}

/// Of 16,000: 620 for every call, the rest for its legs.
#[test]
fn the_events_of_a_sale_are_counted_to_the_byte() {
    let with_leg = |event_bytes| {
        let m = with_leftover(100 * UNIT);
        m.w.e.as_contract(&m.w.vault, || {
            let route = crate::storage::route(&m.w.e, XLM_ROUTE).unwrap();
            crate::storage::set_route(&m.w.e, XLM_ROUTE, &Route { event_bytes, ..route });
        });
        m
    };
    let sale = |m: &Market| vec![&m.w.e, m.swap(&m.xlm, XLM_ROUTE, 10_000)];
    let m = with_leg(16_000 - 620 + 1);
    assert_refused(
        m.w.client().try_sell_leftover(&m.pool, &m.xlm, &sale(&m)),
        Error::TooManyLegs,
    );
    let m = with_leg(16_000 - 620);
    m.w.client().sell_leftover(&m.pool, &m.xlm, &sale(&m));
    assert_eq!(m.w.balance(&m.xlm, &m.w.vault), 0);
}

#[test]
fn it_is_never_sold_below_the_oracle_less_the_slippage_allowed() {
    let m = Market::new(1_000);
    m.w.mint(&m.xlm, &m.w.vault, 1_000 * UNIT);
    let c = m.w.client();
    let swaps = vec![&m.w.e, m.swap(&m.xlm, XLM_ROUTE, 10_000)];
    let before = m.fingerprint();
    assert_refused(
        c.try_sell_leftover(&m.pool, &m.xlm, &swaps),
        Error::LeftoverTooCheap,
    );
    assert_eq!(m.fingerprint(), before);
    let swaps = vec![&m.w.e, m.swap(&m.xlm, XLM_ROUTE, 1_000)];
    c.sell_leftover(&m.pool, &m.xlm, &swaps);
}

#[test]
fn a_sale_needs_an_allowed_pool_token_route_and_a_price() {
    let m = with_leftover(100 * UNIT);
    let c = m.w.client();
    let swaps = vec![&m.w.e, m.swap(&m.xlm, XLM_ROUTE, 10_000)];
    assert_refused(
        c.try_sell_leftover(&m.oracle, &m.xlm, &swaps),
        Error::PoolNotAllowed,
    );
    assert_refused(
        c.try_sell_leftover(&m.pool, &m.w.usdc, &swaps),
        Error::AssetNotAllowed,
    );
    assert_refused(
        c.try_sell_leftover(&m.pool, &m.w.vault, &swaps),
        Error::AssetNotAllowed,
    );
    assert_refused(c.try_sell_leftover(&m.pool, &m.eurc, &swaps), Error::RouteMissing);
    let foreign = vec![&m.w.e, m.swap(&m.xlm, EURC_ROUTE, 10_000)];
    assert_refused(
        c.try_sell_leftover(&m.pool, &m.xlm, &foreign),
        Error::RouteNotAllowed,
    );
    let heavy = vec![
        &m.w.e,
        m.swap(&m.xlm, XLM_ROUTE, 6_000),
        m.swap(&m.xlm, XLM_ROUTE, 4_001),
    ];
    assert_refused(c.try_sell_leftover(&m.pool, &m.xlm, &heavy), Error::BadWeights);
    m.oracle()
        .remove_price(&nectar_interfaces::oracle::Asset::Stellar(m.xlm.clone()));
    assert_refused(c.try_sell_leftover(&m.pool, &m.xlm, &swaps), Error::PriceMissing);
}

#[test]
fn a_venue_that_keeps_the_goods_sells_nothing() {
    let m = Market::with(1_000_000, params(), &|m| {
        let venue = m.w.e.register(EmptyVenue, ());
        m.w.client().add_route(&m.route(&m.xlm, &venue));
    });
    m.w.mint(&m.xlm, &m.w.vault, 100 * UNIT);
    let swaps = vec![&m.w.e, m.swap(&m.xlm, 2, 10_000)];
    assert_refused(
        m.w.client().try_sell_leftover(&m.pool, &m.xlm, &swaps),
        Error::LeftoverTooCheap,
    );
    assert_eq!(m.w.balance(&m.xlm, &m.w.vault), 100 * UNIT);
}

/// 100 XLM at 0.075, less 2 %.
#[test]
fn the_least_price_is_exact_to_the_stroop() {
    let least = 73_500_000i128;
    for (pays, sells) in [(least, true), (least - 1, false)] {
        let m = Market::with(1_000_000, params(), &|m| {
            let venue = m.w.e.register(FixedVenue, (pays,));
            m.w.mint(&m.w.usdc, &venue, pays);
            m.w.client().add_route(&m.route(&m.xlm, &venue));
        });
        m.w.mint(&m.xlm, &m.w.vault, 100 * UNIT);
        let swaps = vec![&m.w.e, m.swap(&m.xlm, 2, 10_000)];
        let sold = m.w.client().try_sell_leftover(&m.pool, &m.xlm, &swaps);
        assert_eq!(sold.is_ok(), sells);
    }
}

#[test]
fn more_than_the_part_named_never_leaves() {
    for (data, sells) in [(&[][..], true), (&[1][..], false)] {
        let token = std::cell::RefCell::new(None);
        let m = Market::with(1_000_000, params(), &|m| {
            let e = &m.w.e;
            let obedient = e.register(ObedientToken, ());
            m.set_price(&obedient, XLM_PRICE);
            let venue = e.register(FixedVenue, (10 * UNIT,));
            m.w.mint(&m.w.usdc, &venue, 10 * UNIT);
            m.w.client().allow_asset(&obedient);
            m.w.client().add_route(&nectar_interfaces::vault::Route {
                data: soroban_sdk::Bytes::from_slice(e, data),
                ..m.route(&obedient, &venue)
            });
            token.replace(Some(obedient));
        });
        let token = token.into_inner().unwrap();
        m.w.mint(&token, &m.w.vault, 100 * UNIT);
        let swaps = vec![&m.w.e, m.swap(&token, 2, 5_000)];
        let sold = m.w.client().try_sell_leftover(&m.pool, &token, &swaps);
        if sells {
            assert!(sold.is_ok());
        } else {
            assert_refused(sold, Error::TokenFell);
        }
    }
}
