//! A venue that fails, is empty, pays less than it says, asks too much or calls back costs the depositors nothing.
use nectar_interfaces::vault::Order;
use nectar_tests::{
    faulty::{self, Fault, VENUE_ERROR},
    ledger,
    signed::Refusal,
    tokens::UNIT,
    world::{Setup, World},
};

use crate::ripe::{assert_refused, assert_refused_with, ripe};

/// The asset contract's own code.
const NEGATIVE_AMOUNT: u32 = 8;
/// The vault's own: more USDC than there is to spend.
const NOT_AT_HAND: u32 = 2_356;

/// The vault sells XLM on a venue with `fault`.
fn selling_to(fault: impl Fn(&World) -> Fault) -> (World, Order) {
    let (world, order) = ripe();
    let fault = fault(&world);
    world.market(&world.tokens.xlm).turn_bad(&world.e, 750_000, fault);
    (world, order)
}

/// The vault buys EURC, to repay it, on a venue with `fault`. Without one it would gain.
fn buying_from(fault: impl Fn(&World) -> Fault) -> (World, Order) {
    let world = World::new(&Setup::default());
    let (eurc, usdc) = (world.tokens.eurc.clone(), world.tokens.usdc.clone());
    let user = world.borrower(&[(&usdc, 375 * UNIT)], &[(&eurc, 200 * UNIT)]);
    world.set_price(&eurc, 16_500_000);
    let (bid, lot) = (world.addresses(&[&eurc]), world.addresses(&[&usdc]));
    let found = (1..=100).find(|percent| {
        matches!(
            world.pool().try_new_auction(&0, &user, &bid, &lot, percent),
            Ok(Ok(_))
        )
    });
    assert!(found.is_some(), "no percent is valid");
    ledger::advance(&world.e, 251);
    let order = world.order(&user, 100);
    let fault = fault(&world);
    world.market(&eurc).turn_bad(&world.e, 16_500_000, fault);
    (world, order)
}

#[test]
fn venues_of_the_tests_without_a_fault_would_be_filled_through() {
    for (world, order) in [
        selling_to(|_| Fault::Delivers(10_000)),
        buying_from(|_| Fault::Delivers(10_000)),
    ] {
        assert!(world.try_fill(&order).is_ok());
    }
}

#[test]
fn a_venue_that_reverts_is_refused_with_its_own_code() {
    for (world, order) in [selling_to(|_| Fault::Reverts), buying_from(|_| Fault::Reverts)] {
        assert_refused_with(&world, &order, VENUE_ERROR);
    }
}

#[test]
fn an_empty_venue_to_sell_to_is_refused() {
    let (world, order) = ripe();
    world.market(&world.tokens.xlm).drain(&world.e);
    assert_refused_with(&world, &order, 2407);
}

#[test]
fn an_empty_venue_to_buy_from_is_refused() {
    let world = World::new(&Setup::default());
    let (eurc, xlm) = (world.tokens.eurc.clone(), world.tokens.xlm.clone());
    let user = world.borrower(&[(&xlm, 5_000 * UNIT)], &[(&eurc, 250 * UNIT)]);
    world.set_price(&xlm, 750_000);
    let (bid, lot) = (world.addresses(&[&eurc]), world.addresses(&[&xlm]));
    let found = (50..=100).find(|percent| {
        matches!(
            world.pool().try_new_auction(&0, &user, &bid, &lot, percent),
            Ok(Ok(_))
        )
    });
    assert!(found.is_some(), "no percent is valid");
    ledger::advance(&world.e, 221);
    world.market(&eurc).drain(&world.e);
    assert_refused_with(&world, &world.order(&user, 100), 2406);
}

#[test]
fn a_venue_that_keeps_the_lot_and_pays_nothing_is_refused() {
    let (world, order) = selling_to(|_| Fault::Delivers(0));
    assert_refused_with(&world, &order, 2160);
}

#[test]
fn a_venue_that_pays_less_than_it_says_is_measured_by_what_it_paid() {
    let (world, order) = selling_to(|_| Fault::Delivers(9_000));
    assert_refused_with(&world, &order, 2163);
    let (world, order) = selling_to(|_| Fault::Delivers(8_800));
    assert_refused_with(&world, &order, 2162);
}

#[test]
fn a_venue_that_sells_less_than_was_paid_for_is_refused() {
    for share in [0, 5_000, 9_999] {
        let (world, order) = buying_from(|_| Fault::Delivers(share));
        assert_refused_with(&world, &order, 2155);
    }
}

#[test]
fn a_venue_that_sells_more_than_was_asked_for_is_refused() {
    let (world, order) = buying_from(|_| Fault::Delivers(10_001));
    assert_refused_with(&world, &order, 2155);
}

#[test]
fn a_venue_that_overcharges_is_refused() {
    let (world, order) = buying_from(|_| Fault::Overcharges(14_000));
    assert_refused_with(&world, &order, 2163);
    let (world, order) = buying_from(|_| Fault::Overcharges(30_000));
    assert_refused_with(&world, &order, 2160);
}

#[test]
fn a_venue_that_asks_for_more_than_the_vault_has_is_refused() {
    let (world, order) = buying_from(|_| Fault::Overcharges(u32::MAX));
    assert_refused_with(&world, &order, NOT_AT_HAND);
}

#[test]
fn a_venue_that_names_a_negative_price_is_refused() {
    let (world, order) = buying_from(|_| Fault::NegativeQuote);
    assert_refused_with(&world, &order, NEGATIVE_AMOUNT);
}

#[test]
fn a_venue_that_calls_back_into_the_vault_is_refused() {
    for (world, order) in [
        selling_to(|world| Fault::Reenters(world.vault.clone(), faulty::skim())),
        buying_from(|world| Fault::Reenters(world.vault.clone(), faulty::skim())),
    ] {
        world.mint(&world.tokens.usdc, &world.vault, 5 * UNIT);
        assert_refused(&world, &world.operator, &world.session, &order, Refusal::Host);
    }
}
