//! Below any one of the four floors there is no fill.
use nectar_tests::{tokens::UNIT, world::Setup};

use crate::ripe::{assert_refused_with, ripe, ripe_at, ripe_with};

#[test]
fn a_profit_below_the_orders_own_minimum_is_refused() {
    let (world, mut order) = ripe();
    order.min_profit = 40 * UNIT;
    assert_refused_with(&world, &order, 2160);
}

#[test]
fn the_orders_minimum_is_met_to_the_stroop() {
    let (world, mut order) = ripe();
    // A world of the same setup: the same to the stroop.
    let (twin, same_order) = ripe();
    let profit = twin
        .try_fill(&same_order)
        .expect("nothing is wrong with it")
        .profit;
    order.min_profit = profit + 1;
    assert_refused_with(&world, &order, 2160);
    order.min_profit = profit;
    assert_eq!(world.try_fill(&order).map(|receipt| receipt.profit), Ok(profit));
}

#[test]
fn a_profit_below_the_vaults_minimum_is_refused() {
    let (world, order) = ripe_with(|params| params.min_profit = 40 * UNIT);
    assert_refused_with(&world, &order, 2161);
}

#[test]
fn a_profit_below_the_margin_on_what_was_spent_is_refused() {
    let (world, order) = ripe_with(|params| params.min_margin_bps = 2_000);
    assert_refused_with(&world, &order, 2162);
}

#[test]
fn a_fill_at_a_loss_is_refused() {
    let (world, order) = ripe_at(&Setup::default(), 150);
    assert_refused_with(&world, &order, 2160);
}

#[test]
fn a_market_too_thin_for_the_lot_is_refused_though_the_profit_is_large() {
    let setup = Setup {
        depth: 5_000 * UNIT,
        ..Setup::default()
    };
    let (world, order) = ripe_at(&setup, 200);
    assert_refused_with(&world, &order, 2163);
}

#[test]
fn a_market_far_below_the_oracle_is_refused() {
    let (world, order) = ripe();
    let xlm = world.tokens.xlm.clone();
    world.market(&xlm).reset(&world.e, 50_000 * UNIT, 700_000);
    assert_refused_with(&world, &order, 2163);
}

#[test]
fn a_large_lot_without_a_route_fails_the_floor_by_itself() {
    let (world, mut order) = ripe();
    order.swaps = soroban_sdk::vec![&world.e];
    assert_refused_with(&world, &order, 2160);
}
