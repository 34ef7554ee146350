//! The caller names routes, and only allowlisted ones, whole, and no more than one transaction holds.
use nectar_interfaces::vault::{Order, Swap};
use nectar_tests::{
    ledger,
    pool::reserve_config,
    tokens::UNIT,
    world::{Setup, World},
};
use soroban_sdk::{Address, Vec, testutils::Address as _};

use crate::ripe::{assert_refused_with, ripe};

fn swaps(world: &World, legs: &[(&Address, u32, u32)]) -> Vec<Swap> {
    let mut swaps = Vec::new(&world.e);
    for (token, route, weight_bps) in legs {
        swaps.push_back(Swap {
            route: *route,
            token: (*token).clone(),
            weight_bps: *weight_bps,
        });
    }
    swaps
}

/// Debt in EURC against XLM, ripe: EURC must be bought.
fn debt_in_euro() -> (World, Order) {
    let world = World::new(&Setup::default());
    let (eurc, xlm) = (world.tokens.eurc.clone(), world.tokens.xlm.clone());
    let user = world.borrower(&[(&xlm, 5_000 * UNIT)], &[(&eurc, 250 * UNIT)]);
    world.set_price(&xlm, 750_000);
    world.market(&xlm).reset(&world.e, 50_000 * UNIT, 750_000);
    let (bid, lot) = (world.addresses(&[&eurc]), world.addresses(&[&xlm]));
    let found = (50..=100).find(|percent| {
        matches!(
            world.pool().try_new_auction(&0, &user, &bid, &lot, percent),
            Ok(Ok(_))
        )
    });
    assert!(found.is_some(), "no percent is valid");
    ledger::advance(&world.e, 221);
    let order = world.order(&user, 100);
    (world, order)
}

#[test]
fn a_route_that_is_not_on_the_list_is_refused() {
    let (world, mut order) = ripe();
    order.swaps = swaps(&world, &[(&world.tokens.xlm, 3, 10_000)]);
    assert_refused_with(&world, &order, 2144);
}

#[test]
fn another_tokens_route_is_refused() {
    let (world, mut order) = ripe();
    order.swaps = swaps(&world, &[(&world.tokens.xlm, 1, 10_000)]);
    assert_refused_with(&world, &order, 2144);
}

#[test]
fn a_foreign_route_hidden_among_good_ones_is_refused() {
    let (world, mut order) = ripe();
    let xlm = &world.tokens.xlm;
    order.swaps = swaps(&world, &[(xlm, 0, 9_999), (xlm, 77, 1)]);
    assert_refused_with(&world, &order, 2144);
}

#[test]
fn a_lot_in_a_foreign_asset_is_refused() {
    let world = World::new(&Setup::default());
    let (usdc, blnd) = (world.tokens.usdc.clone(), world.tokens.blnd.clone());
    list_in_pool(&world, &blnd);
    let user = world.borrower(&[(&blnd, 5_000 * UNIT)], &[(&usdc, 300 * UNIT)]);
    world.set_price(&blnd, 750_000);
    world.new_auction(&user, &[&usdc], &[&blnd], 69);
    ledger::advance(&world.e, 221);
    assert_refused_with(&world, &world.order(&user, 100), 2143);
}

#[test]
fn a_bid_in_a_foreign_asset_is_refused_until_it_has_vanished() {
    let world = World::new(&Setup::default());
    let (usdc, blnd) = (world.tokens.usdc.clone(), world.tokens.blnd.clone());
    list_in_pool(&world, &blnd);
    let user = world.borrower(&[(&usdc, 375 * UNIT)], &[(&blnd, 2_400 * UNIT)]);
    world.set_price(&blnd, 1_600_000);
    let (bid, lot) = (world.addresses(&[&blnd]), world.addresses(&[&usdc]));
    let found = (1..=100).find(|percent| {
        matches!(
            world.pool().try_new_auction(&0, &user, &bid, &lot, percent),
            Ok(Ok(_))
        )
    });
    assert!(found.is_some(), "no percent is valid");
    ledger::advance(&world.e, 221);
    let order = world.order(&user, 100);
    assert_refused_with(&world, &order, 2143);
    ledger::advance(&world.e, 200);
    assert!(world.try_fill(&order).is_ok());
}

/// BLND becomes a reserve of the pool; the vault has never heard of it.
fn list_in_pool(world: &World, blnd: &Address) {
    liquidation_lab::LiquidationLabClient::new(&world.e, &world.pool.address)
        .mock_all_auths()
        .init_reserve(blnd, &reserve_config(7_500_000, 7_500_000));
    world.set_price(blnd, 1_000_000);
    world.mint(blnd, &world.lender, 100_000 * UNIT);
    world.submit(&world.lender, &[(0, blnd, 100_000 * UNIT)]);
}

#[test]
fn weights_that_do_not_sum_to_the_whole_are_refused() {
    let (world, mut order) = ripe();
    let xlm = &world.tokens.xlm;
    let bad: [&[(&Address, u32, u32)]; 5] = [
        &[(xlm, 0, 9_999)],
        &[(xlm, 0, 5_000), (xlm, 0, 5_001)],
        &[(xlm, 0, 10_000), (xlm, 0, 0)],
        &[(xlm, 0, 10_001)],
        &[(xlm, 0, u32::MAX)],
    ];
    for legs in bad {
        order.swaps = swaps(&world, legs);
        assert_refused_with(&world, &order, 2145);
    }
}

#[test]
fn a_debt_to_be_bought_without_a_route_is_refused() {
    let (world, mut order) = debt_in_euro();
    order.swaps = swaps(&world, &[(&world.tokens.xlm, 0, 10_000)]);
    assert_refused_with(&world, &order, 2146);
    order.swaps = swaps(
        &world,
        &[(&world.tokens.xlm, 0, 10_000), (&world.tokens.eurc, 1, 10_000)],
    );
    assert!(world.try_fill(&order).is_ok());
}

#[test]
fn more_legs_than_one_transaction_can_tell_of_are_refused() {
    let (world, mut order) = ripe();
    let xlm = world.tokens.xlm.clone();
    // 620 + 236 + 556 + 568 + 472 n ≤ 16,000, and 180 for each of the 5 debts that a whole fill may make bad.
    let split = |n: u32| {
        let mut legs = std::vec![(&xlm, 0, 100); n as usize - 1];
        legs.push((&xlm, 0, 10_000 - 100 * (n - 1)));
        swaps(&world, &legs)
    };
    order.swaps = split(28);
    assert_refused_with(&world, &order, 2147);
    order.swaps = split(27);
    assert!(world.try_fill(&order).is_ok());
}

#[test]
fn swaps_for_tokens_the_fill_does_not_need_are_ignored() {
    let (world, mut order) = ripe();
    let stranger = Address::generate(&world.e);
    order.swaps = swaps(&world, &[(&world.tokens.xlm, 0, 10_000), (&stranger, 99, 7)]);
    assert!(world.try_fill(&order).is_ok());
}
