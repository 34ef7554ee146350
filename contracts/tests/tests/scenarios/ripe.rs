//! One order that the vault fills, for tests that break one thing about it.
use nectar_interfaces::vault::{Order, Params};
use nectar_tests::{
    ledger,
    signed::Refusal,
    tokens::UNIT,
    untouched::{LedgerState, is_of},
    world::{Setup, World, sandbox_params},
};
use soroban_sdk::Address;

/// Ledgers after the start at which the lot is whole and the bid has not begun to fall.
pub const FULL_AGE: u32 = 200;

/// A world with the auction of blend-v2.md §14.4 (207 USDC for 3,156.75 XLM, XLM at 0.075 in oracle and market), `age`
/// ledgers after its start (in no time, so that no interest blurs the numbers), and an order for all of it.
pub fn ripe_at(setup: &Setup, age: u32) -> (World, Order) {
    let world = World::new(setup);
    let user = world.open_auction();
    let xlm = world.tokens.xlm.clone();
    world.market(&xlm).reset(&world.e, setup.depth, 750_000);
    ledger::advance_frozen(&world.e, 1 + age);
    let order = world.order(&user, 100);
    (world, order)
}

pub fn ripe() -> (World, Order) {
    ripe_at(&Setup::default(), FULL_AGE)
}

pub fn ripe_with(change: impl Fn(&mut Params)) -> (World, Order) {
    let mut params = sandbox_params();
    change(&mut params);
    let setup = Setup {
        params,
        ..Setup::default()
    };
    ripe_at(&setup, FULL_AGE)
}

/// The vault refuses the order with this code of its own or of whoever stopped it, and not one entry of the ledger
/// differs: no balance of anybody, no position, no auction, no book, no statistic, no count.
pub fn assert_refused_with(world: &World, order: &Order, code: u32) {
    assert_refused(world, &world.operator, &world.session, order, Refusal::Code(code));
}

pub fn assert_refused(world: &World, operator: &Address, session: &Address, order: &Order, refusal: Refusal) {
    world.sign_fill(operator, session, order);
    assert_refused_as_signed(world, operator, session, order, refusal);
}

/// With whatever signatures were given before.
pub fn assert_refused_as_signed(
    world: &World,
    operator: &Address,
    session: &Address,
    order: &Order,
    refusal: Refusal,
) {
    let before = LedgerState::of(&world.e);
    let outcome = world.fill_with_signatures_given(operator, session, order);
    assert_eq!(outcome, Err(refusal));
    let changes = before.changes(&LedgerState::of(&world.e));
    assert!(changes.is_empty(), "a refused fill left traces: {changes:#?}");
}

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
