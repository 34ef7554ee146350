//! One order that the vault fills, for tests that break one thing about it.
pub use nectar_tests::{
    refused::{assert_refused, assert_refused_as_signed, assert_refused_with},
    ripe::{FULL_AGE, ripe, ripe_at, ripe_with},
};
use nectar_tests::{
    tokens::UNIT,
    untouched::{LedgerState, is_of},
};

#[test]
fn the_order_that_the_refusals_break_is_filled_when_whole() {
    let (world, order) = ripe();
    world.sign_fill(&world.operator, &world.session, &order);
    let before = LedgerState::of(&world.e);
    let receipt = world
        .fill_with_signatures_given(&world.operator, &world.session, &order)
        .expect("nothing is wrong with it");
    assert_eq!((receipt.age, receipt.spent), (FULL_AGE, 207 * UNIT));
    assert!(receipt.profit > 25 * UNIT, "{receipt:?}");

    let changes = before.changes(&LedgerState::of(&world.e));
    for contract in [
        &world.vault,
        &world.registry,
        &world.pool.address,
        &world.market(&world.tokens.xlm).venue,
        &world.tokens.usdc,
        &world.tokens.xlm,
    ] {
        let seen = changes.iter().any(|key| is_of(key, contract));
        assert!(seen, "the comparison of ledgers overlooks {contract:?}");
    }
}
