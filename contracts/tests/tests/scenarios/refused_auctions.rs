//! Auctions that are not there, not yet worth anything, or not for the vault.
use liquidation_lab::LiquidationLabClient;
use nectar_interfaces::blend::Positions;
use nectar_tests::{
    ledger, pool,
    tokens::UNIT,
    world::{Setup, World},
};
use nectar_vault::NectarVault;
use soroban_sdk::{Address, Map, testutils::Address as _};

use crate::ripe::{assert_refused_with, ripe, ripe_at, ripe_with};
use nectar_tests::lab::free_usdc;

#[test]
fn an_auction_that_never_was_is_refused() {
    let (world, mut order) = ripe();
    order.user = Address::generate(&world.e);
    assert_refused_with(&world, &order, 2148);
}

#[test]
fn an_auction_filled_by_somebody_else_is_refused() {
    let (world, order) = ripe();
    let rival = Address::generate(&world.e);
    world.mint(&world.tokens.usdc, &rival, 1_000 * UNIT);
    let (usdc, xlm) = (world.tokens.usdc.clone(), world.tokens.xlm.clone());
    let user = order.user.clone();
    world.submit(
        &rival,
        &[
            (6, &user, 100),
            (5, &usdc, 300 * UNIT),
            (3, &xlm, i128::from(i64::MAX)),
        ],
    );
    assert_refused_with(&world, &order, 2148);
}

#[test]
fn a_stale_auction_that_was_deleted_is_refused() {
    let (world, order) = ripe();
    ledger::advance(&world.e, 300);
    world.pool().del_auction(&0, &order.user);
    assert_refused_with(&world, &order, 2148);
}

#[test]
fn an_auction_in_its_creation_ledger_is_refused() {
    let world = World::new(&Setup::default());
    let user = world.open_auction();
    assert_refused_with(&world, &world.order(&user, 100), 2149);
}

#[test]
fn an_auction_whose_lot_is_still_empty_is_refused() {
    let (world, order) = ripe_at(&Setup::default(), 0);
    assert_refused_with(&world, &order, 2150);
}

#[test]
fn a_percent_too_small_to_bring_anything_is_refused() {
    let world = World::new(&Setup::default());
    let mut order = free_usdc(&world, 99);
    order.percent = 1;
    assert_refused_with(&world, &order, 2150);
}

#[test]
fn percents_outside_one_to_a_hundred_are_refused() {
    let (world, mut order) = ripe();
    for percent in [0, 101, u32::MAX] {
        order.percent = percent;
        assert_refused_with(&world, &order, 2141);
    }
}

#[test]
fn other_types_of_auction_are_refused() {
    let (world, mut order) = ripe();
    for auction_type in [1, 2, 3] {
        order.auction_type = auction_type;
        assert_refused_with(&world, &order, 2140);
    }
}

#[test]
fn a_pool_off_the_list_is_refused_however_good_its_auction() {
    let (mut world, order) = ripe();
    let stranger = nectar_tests::lab::deploy(
        &world.e,
        world.code,
        &world.admin,
        &world.tokens,
        &world.oracle,
        &pool::PoolSettings::default(),
    );
    let listed = std::mem::replace(&mut world.pool, stranger);
    for (_, asset) in world.tokens.reserves() {
        world.mint(asset, &world.lender, 1_000_000 * UNIT);
        world.submit(&world.lender, &[(0, asset, 1_000_000 * UNIT)]);
    }
    let user = world.open_auction();
    ledger::advance(&world.e, 221);
    let foreign = world.order(&user, 100);
    assert_ne!(foreign.pool, listed.address);
    assert_refused_with(&world, &foreign, 2142);
    drop(order);
}

#[test]
fn a_fill_beyond_the_cap_is_refused_and_a_part_below_it_is_not() {
    // 207 of 10,010 USDC are 206.8 bps.
    let (world, mut order) = ripe_with(|params| params.fill_cap_bps = 206);
    assert_refused_with(&world, &order, 2156);
    order.percent = 99;
    assert_eq!(
        world.try_fill(&order).map(|receipt| receipt.spent),
        Ok(2_049_300_000)
    );
}

#[test]
fn a_vault_without_its_seed_fills_nothing() {
    let (mut world, order) = ripe();
    let (config, params) = (world.vault().get_config(), world.vault().get_params());
    let name = nectar_tests::tokens::text(&world.e, "unseeded");
    world.vault = world
        .e
        .register(NectarVault, (&world.admin, config, params, &name, &name));
    assert_refused_with(&world, &order, 2115);
}

#[test]
fn a_vault_that_somebody_gave_a_position_touches_it_by_no_fill() {
    let (world, order) = ripe();
    let positions = Positions {
        collateral: Map::from_array(&world.e, [(1, UNIT)]),
        liabilities: Map::new(&world.e),
        supply: Map::new(&world.e),
    };
    LiquidationLabClient::new(&world.e, &world.pool.address)
        .mock_all_auths()
        .set_position(&world.vault, &positions);
    assert_refused_with(&world, &order, 2154);
}
