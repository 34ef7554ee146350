//! The oracle is a floor: where it is missing, mute, old or from the future, nothing is filled.
use nectar_interfaces::oracle::Asset;
use nectar_tests::world::World;
use soroban_sdk::Address;

use crate::ripe::{assert_refused_with, ripe};

const FRESH_SECS: u64 = 900;

fn now(world: &World) -> u64 {
    world.e.ledger().timestamp()
}

fn set_price_at(world: &World, token: &Address, price: i128, timestamp: u64) {
    world
        .feed()
        .mock_all_auths()
        .set_price(&Asset::Stellar(token.clone()), &price, &timestamp);
}

fn remove_price(world: &World, token: &Address) {
    world
        .feed()
        .mock_all_auths()
        .remove_price(&Asset::Stellar(token.clone()));
}

#[test]
fn a_stale_price_of_the_lot_is_refused_and_one_at_the_limit_is_not() {
    let (world, order) = ripe();
    let xlm = world.tokens.xlm.clone();
    set_price_at(&world, &xlm, 750_000, now(&world) - FRESH_SECS - 1);
    assert_refused_with(&world, &order, 2153);
    set_price_at(&world, &xlm, 750_000, now(&world) - FRESH_SECS);
    assert!(world.try_fill(&order).is_ok());
}

#[test]
fn a_stale_price_of_usdc_itself_is_refused() {
    let (world, order) = ripe();
    let usdc = world.tokens.usdc.clone();
    set_price_at(&world, &usdc, 10_000_000, now(&world) - FRESH_SECS - 1);
    assert_refused_with(&world, &order, 2153);
}

#[test]
fn a_price_from_the_future_is_refused_and_one_at_the_end_of_its_round_is_not() {
    let (world, order) = ripe();
    let xlm = world.tokens.xlm.clone();
    set_price_at(&world, &xlm, 750_000, now(&world) + 61);
    assert_refused_with(&world, &order, 2153);
    set_price_at(&world, &xlm, 750_000, now(&world) + 60);
    assert!(world.try_fill(&order).is_ok());
}

#[test]
fn a_missing_price_of_the_lot_is_refused() {
    let (world, order) = ripe();
    remove_price(&world, &world.tokens.xlm);
    assert_refused_with(&world, &order, 2152);
}

#[test]
fn a_missing_price_of_usdc_is_refused() {
    let (world, order) = ripe();
    remove_price(&world, &world.tokens.usdc);
    assert_refused_with(&world, &order, 2152);
}

#[test]
fn a_price_of_zero_or_less_is_refused() {
    let (world, order) = ripe();
    let (usdc, xlm) = (world.tokens.usdc.clone(), world.tokens.xlm.clone());
    for (token, good) in [(&xlm, 750_000), (&usdc, 10_000_000)] {
        for bad in [0, -1] {
            world.set_price(token, bad);
            assert_refused_with(&world, &order, 2152);
        }
        world.set_price(token, good);
    }
    assert!(world.try_fill(&order).is_ok());
}

#[test]
fn prices_too_large_to_calculate_with_are_refused() {
    let (world, order) = ripe();
    world.set_price(&world.tokens.xlm, i128::MAX);
    assert_refused_with(&world, &order, 2170);
}
