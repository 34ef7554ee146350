//! Each refusal of a fill: its own code, and no balance, book, counter or auction changed.

use nectar_interfaces::{oracle::Asset, registry::Limits, vault::Order};
use soroban_sdk::vec;

use super::{doubles::*, market::*, *};

/// A market with an auction of age 250, which the plain order fills.
fn ripe() -> (Market, Order) {
    ripe_with(params(), &|_| {})
}

fn ripe_with(params: Params, extra: &dyn Fn(&Market)) -> (Market, Order) {
    let m = Market::with(1_000_000, params, extra);
    let user = m.open_auction();
    m.age(250);
    let order = m.order(&user);
    (m, order)
}

#[test]
fn the_plain_order_would_have_filled() {
    let (m, order) = ripe();
    m.fill(&order);
}

#[test]
fn without_the_sessions_signature_nothing_happens() {
    let (m, order) = ripe();
    let before = m.fingerprint();
    m.w.e.set_auths(&[]);
    assert!(m.try_fill(&order).is_err());
    m.w.e.mock_all_auths();
    assert_eq!(m.fingerprint(), before);
}

#[test]
fn other_auction_types_and_percents_are_refused() {
    let (m, good) = ripe();
    for auction_type in [1, 2, 3, u32::MAX] {
        let order = Order {
            auction_type,
            ..good.clone()
        };
        m.assert_refused_whole(&order, Error::AuctionTypeNotEnabled);
    }
    for percent in [0, 101, u32::MAX] {
        let order = Order {
            percent,
            ..good.clone()
        };
        m.assert_refused_whole(&order, Error::BadPercent);
    }
}

#[test]
fn a_foreign_pool_is_refused() {
    let (m, good) = ripe();
    for pool in [&m.oracle, &m.w.vault, &m.w.usdc] {
        let order = Order {
            pool: pool.clone(),
            ..good.clone()
        };
        m.assert_refused_whole(&order, Error::PoolNotAllowed);
    }
}

#[test]
fn a_lost_race_changes_nothing() {
    let (m, order) = ripe();
    m.fill(&order);
    m.assert_refused_whole(&order, Error::AuctionGone);
    let nobody = Order {
        user: m.lp.clone(),
        ..order
    };
    m.assert_refused_whole(&nobody, Error::AuctionGone);
}

#[test]
fn the_creation_ledger_is_too_early() {
    let m = Market::new(1_000_000);
    let user = m.open_auction();
    m.w.e.ledger().with_mut(|ledger| ledger.sequence_number -= 1);
    m.assert_refused_whole(&m.order(&user), Error::AuctionNotStarted);
}

#[test]
fn an_empty_lot_is_refused_before_it_costs() {
    let m = Market::new(1_000_000);
    let user = m.open_auction();
    m.assert_refused_whole(&m.order(&user), Error::EmptyLot);
}

#[test]
fn a_foreign_asset_in_bid_or_lot_is_refused() {
    let (m, _) = ripe();
    let foreign = asset_contract(&m.w.e);
    m.set_price(&foreign, UNIT);
    let config = m.lab().get_reserve(&m.eurc).config;
    m.lab().init_reserve(&foreign, &config);
    m.w.mint(&foreign, &m.pool, 1_000_000 * UNIT);
    let [in_bid, in_lot] = core::array::from_fn(|_| Address::generate(&m.w.e));
    m.set_position(&m.lp, &[(3, 1_000 * UNIT)], &[]);
    m.set_position(&in_bid, &[(1, 5_000 * UNIT)], &[(3, 300 * UNIT)]);
    m.auction_of(&in_bid, &[&foreign], &[&m.xlm]);
    m.set_position(&in_lot, &[(3, 310 * UNIT)], &[(0, 290 * UNIT)]);
    m.auction_of(&in_lot, &[&m.w.usdc], &[&foreign]);
    m.age(250);
    for user in [&in_bid, &in_lot] {
        m.assert_refused_whole(&m.order(user), Error::AssetNotAllowed);
    }
}

#[test]
fn a_foreign_route_or_a_wrong_weight_is_refused() {
    let (m, good) = ripe();
    let with = |swaps: &[(u32, u32)]| Order {
        swaps: Vec::from_iter(
            &m.w.e,
            swaps
                .iter()
                .map(|(route, weight)| m.swap(&m.xlm, *route, *weight)),
        ),
        ..good.clone()
    };
    m.assert_refused_whole(&with(&[(99, 10_000)]), Error::RouteNotAllowed);
    m.assert_refused_whole(&with(&[(EURC_ROUTE, 10_000)]), Error::RouteNotAllowed);
    for weights in [
        &[(XLM_ROUTE, 9_999)][..],
        &[(0, 10_001)],
        &[(0, 10_000), (0, 0)],
        &[(0, 5_000), (0, 5_001)],
        &[(0, u32::MAX), (0, 10_001)],
    ] {
        m.assert_refused_whole(&with(weights), Error::BadWeights);
    }
}

#[test]
fn a_bid_is_bought_whole_or_not_at_all() {
    let (m, mut order) = ripe();
    let user = Address::generate(&m.w.e);
    m.set_position(&user, &[(1, 5_000 * UNIT)], &[(2, 260 * UNIT)]);
    m.auction_of(&user, &[&m.eurc], &[&m.xlm]);
    m.age(300);
    order.user = user;
    order.swaps.push_back(m.swap(&m.eurc, EURC_ROUTE, 9_999));
    m.assert_refused_whole(&order, Error::BadWeights);
    order.swaps.push_back(m.swap(&m.eurc, EURC_ROUTE, 1));
    m.fill(&order);
}

#[test]
fn legs_whose_events_cannot_fit_are_refused() {
    let (m, good) = ripe();
    let legs = |n: u32| {
        let mut order = good.clone();
        order.swaps = Vec::new(&m.w.e);
        for i in 0..n {
            let weight = if i + 1 == n { 10_000 - 100 * i } else { 100 };
            order.swaps.push_back(m.swap(&m.xlm, XLM_ROUTE, weight));
        }
        order
    };
    // 620 + 236 + 556 + 568 + 472 n ≤ 16,000, and a whole fill may make 5 debts bad, at 180 each.
    m.assert_refused_whole(&legs(28), Error::TooManyLegs);
    let part = |n| Order {
        percent: 50,
        ..legs(n)
    };
    m.assert_refused_whole(&part(30), Error::TooManyLegs);
    m.fill(&part(29));
    m.fill(&legs(27));
}

#[test]
fn no_price_no_fill() {
    let (m, order) = ripe();
    for asset in [&m.xlm, &m.w.usdc] {
        let price = m
            .oracle()
            .lastprice(&Asset::Stellar(asset.clone()))
            .unwrap()
            .price;
        m.oracle().remove_price(&Asset::Stellar(asset.clone()));
        m.assert_refused_whole(&order, Error::PriceMissing);
        m.set_price(asset, price);
    }
    m.fill(&order);
}

#[test]
fn an_old_price_or_one_of_the_future_is_no_price() {
    let (m, order) = ripe();
    let stamp = |asset: &Address, price: i128, at: u64| {
        m.oracle().set_price(&Asset::Stellar(asset.clone()), &price, &at);
    };
    for (asset, price) in [(&m.xlm, XLM_PRICE), (&m.w.usdc, UNIT)] {
        stamp(asset, price, NOW - 901);
        m.assert_refused_whole(&order, Error::PriceStale);
        stamp(asset, price, NOW + 61);
        m.assert_refused_whole(&order, Error::PriceStale);
        stamp(asset, price, u64::MAX);
        m.assert_refused_whole(&order, Error::PriceStale);
        stamp(asset, price, NOW - 900);
    }
    m.fill(&order);
}

#[test]
fn a_price_stamped_with_the_end_of_its_minute_is_one() {
    let (m, order) = ripe();
    for (asset, price) in [(&m.xlm, XLM_PRICE), (&m.w.usdc, UNIT)] {
        let asset = Asset::Stellar(asset.clone());
        m.oracle().set_price(&asset, &price, &(NOW + 60));
    }
    m.fill(&order);
}

#[test]
fn each_limit_of_a_delegation_stops_the_fill_with_the_registrys_code() {
    let (m, order) = ripe();
    let r = m.w.registry();
    let grant = |limits: &Limits| r.grant_session(&m.w.operator, &m.w.session, &0, &(NOW + DAY), limits);
    grant(&Limits {
        max_usdc_per_fill: 1_552_499_999,
        ..m.w.limits()
    });
    m.assert_failed_whole(&order, keeper_registry::Error::OverUsdcLimit as u32);
    grant(&Limits {
        pools: vec![&m.w.e, m.oracle.clone()],
        ..m.w.limits()
    });
    m.assert_failed_whole(&order, keeper_registry::Error::PoolNotInSession as u32);
    grant(&Limits {
        max_usdc_per_fill: 1_552_500_000,
        fills_per_hour: 1,
        pools: vec![&m.w.e, m.pool.clone()],
    });
    m.w.pass(DAY);
    m.assert_failed_whole(&order, keeper_registry::Error::SessionExpired as u32);
    m.w.e.ledger().with_mut(|ledger| ledger.timestamp = NOW);
    r.revoke_all(&m.w.operator);
    m.assert_failed_whole(&order, keeper_registry::Error::SessionRevoked as u32);
    r.revoke_session(&m.w.session, &m.w.operator, &m.w.session);
    m.assert_failed_whole(&order, keeper_registry::Error::NoSession as u32);
}

#[test]
fn a_session_serves_only_its_own_operator() {
    let (m, order) = ripe();
    let thief = m.w.account(0);
    let result = m.w.client().try_fill(&thief, &m.w.session, &order);
    assert_failed(result, keeper_registry::Error::NotRegistered as u32);
    m.w.registry()
        .register(&thief, &String::from_str(&m.w.e, "thief"), &0);
    let result = m.w.client().try_fill(&thief, &m.w.session, &order);
    assert_failed(result, keeper_registry::Error::NoSession as u32);
}

#[test]
fn one_fill_spends_no_more_than_its_share_of_the_assets() {
    // 155.25 USDC of 10,010: 155.1 bps.
    let capped = |fill_cap_bps| Params {
        fill_cap_bps,
        ..params()
    };
    let (m, order) = ripe_with(capped(155), &|_| {});
    m.assert_refused_whole(&order, Error::FillCapExceeded);
    let (m, order) = ripe_with(capped(156), &|_| {});
    m.fill(&order);

    // One bps of 1,552,500 USDC is exactly what this fill spends.
    let (m, order) = ripe_with(capped(1), &|_| {});
    let missing = 1_552_500 * UNIT - m.w.client().total_assets();
    m.w.depositor(missing - 1);
    m.assert_refused_whole(&order, Error::FillCapExceeded);
    m.w.depositor(1);
    m.fill(&order);
}

#[test]
fn a_fill_may_spend_all_the_usdc_there_is() {
    let (m, order) = ripe_with(params(), &|_| {});
    let spends = 155 * UNIT + UNIT / 4;
    let rest = m.w.usdc_of(&m.w.vault) - spends;
    m.w.e.as_contract(&m.w.vault, || {
        TokenClient::new(&m.w.e, &m.w.usdc).burn(&m.w.vault, &rest);
    });
    assert_eq!(m.fill(&order).spent, spends);
}

#[test]
fn a_venue_that_takes_and_does_not_give_gets_nothing() {
    for (code, register) in [
        (
            Error::ProfitBelowOrder as u32,
            (|m| m.w.e.register(EmptyVenue, ())) as fn(&Market) -> Address,
        ),
        (Error::ProfitBelowOrder as u32, |m| m.w.e.register(ShortVenue, ())),
        (VENUE_REVERTS, |m| m.w.e.register(RevertingVenue, ())),
    ] {
        let (m, mut order) = ripe_with(params(), &|m| {
            let venue = register(m);
            m.w.mint(&m.w.usdc, &venue, 1_000_000 * UNIT);
            m.w.client().add_route(&m.route(&m.xlm, &venue));
        });
        order.swaps = vec![&m.w.e, m.swap(&m.xlm, 2, 10_000)];
        // A part of a fill is enough to lose the whole of it.
        m.assert_failed_whole(&order, code);
    }
}

#[test]
fn a_bid_delivered_short_is_refused() {
    for register in [
        (|m| m.w.e.register(EmptyVenue, ())) as fn(&Market) -> Address,
        |m| m.w.e.register(ShortVenue, ()),
    ] {
        let (m, mut order) = ripe_with(params(), &|m| {
            let venue = register(m);
            m.w.mint(&m.eurc, &venue, 1_000_000 * UNIT);
            m.w.client().add_route(&m.route(&m.eurc, &venue));
        });
        let user = Address::generate(&m.w.e);
        m.set_position(&user, &[(1, 5_000 * UNIT)], &[(2, 260 * UNIT)]);
        m.auction_of(&user, &[&m.eurc], &[&m.xlm]);
        m.age(300);
        order.user = user;
        order.swaps.push_back(m.swap(&m.eurc, 2, 10_000));
        m.assert_refused_whole(&order, Error::BoughtInexact);
        order.swaps.set(1, m.swap(&m.eurc, EURC_ROUTE, 10_000));
        m.fill(&order);
    }
}

#[test]
fn the_vault_cannot_be_entered_while_it_fills() {
    let (m, mut order) = ripe_with(params(), &|m| {
        let venue = m.w.e.register(ReentrantVenue, ());
        m.w.client().add_route(&m.route(&m.xlm, &venue));
    });
    order.swaps = vec![&m.w.e, m.swap(&m.xlm, 2, 10_000)];
    let before = m.fingerprint();
    assert!(m.try_fill(&order).is_err());
    assert_eq!(m.fingerprint(), before);
}

#[test]
fn a_position_of_the_vaults_own_stops_the_fill() {
    let (m, order) = ripe();
    m.set_position(&m.w.vault, &[(1, 1)], &[]);
    m.assert_refused_whole(&order, Error::OwnPosition);
}

#[test]
fn each_floor_refuses_with_its_own_code() {
    let (m, good) = ripe();
    let profit = {
        let twin = ripe();
        twin.0.fill(&twin.1).profit
    };
    let greedy = Order {
        min_profit: profit + 1,
        ..good.clone()
    };
    m.assert_refused_whole(&greedy, Error::ProfitBelowOrder);
    let exact = Order {
        min_profit: profit,
        ..good
    };
    m.fill(&exact);

    // Age 178: 3.7 USDC of edge, 3.0 of them left after the market's fee, and 2 % of 207 asked for.
    let early = |params: Params, age: u32| {
        let m = Market::with(1_000_000, params, &|_| {});
        let user = m.open_auction();
        m.age(age);
        let order = m.order(&user);
        (m, order)
    };
    let (m, mut order) = early(params(), 150);
    m.assert_refused_whole(&order, Error::ProfitBelowOrder);
    order.min_profit = i128::MIN;
    m.assert_refused_whole(&order, Error::ProfitBelowMinimum);
    let (m, order) = early(params(), 178);
    m.assert_refused_whole(&order, Error::ProfitBelowMargin);
    let m = Market::new(3_000);
    let user = m.open_auction();
    m.age(200);
    m.assert_refused_whole(&m.order(&user), Error::ProfitBelowEdge);
}

#[test]
fn a_market_far_below_the_oracle_is_no_market() {
    let m = Market::new(1_000_000);
    let user = m.open_auction();
    m.age(300);
    m.set_price(&m.xlm, XLM_PRICE * 2);
    m.assert_refused_whole(&m.order(&user), Error::ProfitBelowEdge);
}
