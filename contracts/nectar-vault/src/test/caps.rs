//! Caps by pool and by asset, in USDC one fill spends.

use nectar_interfaces::vault::{Change, Order};
use soroban_sdk::vec;

use super::{market::*, *};

fn ripe() -> (Market, Order) {
    let m = Market::new(1_000_000);
    let user = m.open_auction();
    m.age(250);
    let order = m.order(&user);
    (m, order)
}

/// What the plain order spends in that market after `secs`, to the stroop: interest is repaid too.
fn spent_after(secs: u64) -> i128 {
    let (m, order) = ripe();
    m.w.pass(secs);
    m.fill(&order).spent
}

#[test]
fn a_pools_cap_binds_at_its_last_stroop() {
    let (m, order) = ripe();
    let c = m.w.client();
    c.set_pool_cap(&m.pool, &(spent_after(0) - 1));
    m.assert_refused_whole(&order, Error::PoolCapExceeded);
    let spent = spent_after(TIMELOCK);
    m.w.change(&Change::SetPoolCap(m.pool.clone(), spent));
    assert_eq!(m.fill(&order).spent, spent);
}

/// Of what is repaid and of what is received, and whatever the order names: the auction says which assets it has.
#[test]
fn w14_an_assets_cap_binds_by_the_auction_whatever_the_order_says() {
    let [now, later] = [0, TIMELOCK].map(spent_after);
    for in_bid in [true, false] {
        let (m, order) = ripe();
        let asset = if in_bid { m.w.usdc.clone() } else { m.xlm.clone() };
        m.w.client().set_asset_cap(&asset, &(now - 1));
        let silent = Order {
            swaps: vec![&m.w.e],
            ..order.clone()
        };
        for order in [&order, &silent] {
            m.assert_refused_whole(order, Error::AssetCapExceeded);
        }
        m.w.change(&Change::SetAssetCap(asset, later));
        m.fill(&order);
    }
}

/// From age 400 on an auction asks for nothing, and 0 is not more than a cap of 0.
#[test]
fn a_cap_of_zero_stops_even_the_fills_that_spend_nothing() {
    let m = Market::new(1_000_000);
    let user = m.open_auction();
    m.age(400);
    let order = m.order(&user);
    let c = m.w.client();
    c.set_asset_cap(&m.xlm, &0);
    m.assert_refused_whole(&order, Error::AssetCapExceeded);
    c.set_pool_cap(&m.pool, &0);
    m.assert_refused_whole(&order, Error::PoolCapExceeded);
    m.w.change(&Change::SetAssetCap(m.xlm.clone(), 1));
    m.w.change(&Change::SetPoolCap(m.pool.clone(), 1));
    assert_eq!(m.fill(&order).spent, 0);
}

#[test]
fn a_cap_elsewhere_stops_nothing() {
    let (m, order) = ripe();
    let c = m.w.client();
    c.set_pool_cap(&m.oracle, &0);
    c.set_asset_cap(&m.eurc, &0);
    m.fill(&order);
}

#[test]
fn a_smaller_part_fits_under_a_cap() {
    let (m, order) = ripe();
    m.w.client().set_pool_cap(&m.pool, &(spent_after(0) / 2 + UNIT));
    m.assert_refused_whole(&order, Error::PoolCapExceeded);
    let half = Order { percent: 50, ..order };
    m.fill(&half);
}

#[test]
fn no_cap_is_the_highest_one_and_only_the_timelock_lifts_one() {
    let w = World::new();
    let c = w.client();
    let pool = w.admin.clone();
    assert_eq!(
        (c.get_pool_cap(&pool), c.get_asset_cap(&pool)),
        (i128::MAX, i128::MAX)
    );
    c.set_pool_cap(&pool, &5);
    c.set_asset_cap(&pool, &5);
    assert_refused(c.try_set_pool_cap(&pool, &6), Error::TimelockRequired);
    assert_refused(c.try_set_asset_cap(&pool, &i128::MAX), Error::TimelockRequired);
    assert_refused(c.try_set_pool_cap(&pool, &-1), Error::InvalidCap);
    assert_refused(c.try_set_asset_cap(&pool, &i128::MIN), Error::InvalidCap);
    w.change(&Change::SetPoolCap(pool.clone(), i128::MAX));
    w.change(&Change::SetAssetCap(pool.clone(), 7));
    assert_eq!((c.get_pool_cap(&pool), c.get_asset_cap(&pool)), (i128::MAX, 7));
}
