//! Orders that the vault refuses, and that nothing tells of afterwards.
use nectar_interfaces::vault::Order;
use soroban_sdk::Address;

use crate::{signed::Refusal, untouched::LedgerState, world::World};

/// The vault refuses the order with this code of its own or of whoever stopped it, and not one entry of the ledger
/// differs: no balance of anybody, no position, no auction, no book, no statistic, no count.
#[track_caller]
pub fn assert_refused_with(world: &World, order: &Order, code: u32) {
    assert_refused(world, &world.operator, &world.session, order, Refusal::Code(code));
}

#[track_caller]
pub fn assert_refused(world: &World, operator: &Address, session: &Address, order: &Order, refusal: Refusal) {
    world.sign_fill(operator, session, order);
    assert_refused_as_signed(world, operator, session, order, refusal);
}

/// With whatever signatures were given before.
#[track_caller]
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
