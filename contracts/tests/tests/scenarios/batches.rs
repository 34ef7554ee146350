//! Several fills in one transaction: each stands or falls alone, and the session signs all of it.
use nectar_interfaces::vault::Order;
use nectar_tests::{
    batch::{Batching, Receipts},
    net::Net,
    signed::{Outcome, Refusal, sign_nothing},
    tokens::UNIT,
    untouched::LedgerState,
    world::Setup,
};
use soroban_sdk::{Address, testutils::Address as _};

const NOTHING_FILLED: Outcome<Receipts> = Err(Refusal::Code(2212));

fn ripe(count: u32) -> (Batching, std::vec::Vec<Order>) {
    Batching::ripe(&Setup::default(), count)
}

/// Bought, filled, repaid, withdrawn and sold; only then does the vault see that the profit is too small.
pub fn fails_late(order: &Order) -> Order {
    Order {
        min_profit: 1_000 * UNIT,
        ..order.clone()
    }
}

fn filled(outcome: &Outcome<Receipts>) -> std::vec::Vec<bool> {
    let receipts = outcome.as_ref().expect("one order at least is good");
    receipts.iter().map(|receipt| receipt.is_some()).collect()
}

#[track_caller]
fn assert_untouched(b: &Batching, before: &LedgerState) {
    let changes = before.changes(&LedgerState::of(&b.world.e));
    assert!(changes.is_empty(), "a failed batch left traces: {changes:#?}");
}

#[test]
fn a_batch_does_what_its_fills_would_one_by_one() {
    let (together, orders) = ripe(3);
    let receipts = together.fill_many(&[&orders[0], &orders[1], &orders[2]]);
    let (apart, orders) = ripe(3);
    let one_by_one: Receipts = orders
        .iter()
        .map(|order| Some(apart.world.try_fill(order).expect("ripe")))
        .collect();
    assert_eq!(receipts, Ok(one_by_one));
    let changes = LedgerState::of(&together.world.e).changes(&LedgerState::of(&apart.world.e));
    assert!(changes.is_empty(), "{changes:#?}");
}

#[test]
fn a_batch_member_that_fails_late_is_rolled_back_whole() {
    let (b, orders) = ripe(2);
    let late = fails_late(&orders[0]);
    let band = [&b.world.operator, &b.world.session, &b.batcher];
    let net = Net::open(&b.world, "a batch member that fails late", &band);
    let outcome = b.fill_many(&[&late, &orders[1]]);
    assert_eq!(filled(&outcome), [false, true]);
    let (gains, receipt) = (net.close(), outcome.expect("filled").remove(1).expect("filled"));
    let theirs = receipt.profit - receipt.fee;
    assert_eq!((gains.attacker, gains.depositors), (receipt.fee, theirs));
    assert!(b.world.pool().try_get_auction(&0, &orders[0].user).is_ok());

    let (alone, orders) = ripe(2);
    alone.fill_many(&[&orders[1]]).expect("ripe");
    let changes = LedgerState::of(&b.world.e).changes(&LedgerState::of(&alone.world.e));
    assert!(changes.is_empty(), "the failed order left traces: {changes:#?}");
}

#[test]
fn a_batch_in_which_nothing_fills_fails_without_a_trace() {
    let (b, orders) = ripe(2);
    let gone = b.world.order(&Address::generate(&b.world.e), 100);
    let late = fails_late(&orders[0]);
    let batch = [&gone, &late, &gone];
    let band = [&b.world.operator, &b.world.session, &b.batcher];
    let net = Net::open(&b.world, "a batch in which nothing fills", &band);
    b.sign(&batch, &batch);
    let before = LedgerState::of(&b.world.e);
    assert_eq!(b.fill_many_as_signed(&batch), NOTHING_FILLED);
    assert_untouched(&b, &before);
    let gains = net.close();
    assert_eq!((gains.attacker, gains.depositors), (0, 0));
}

#[test]
fn the_same_order_twice_is_filled_once() {
    let (b, orders) = ripe(1);
    let outcome = b.fill_many(&[&orders[0], &orders[0], &orders[0]]);
    assert_eq!(filled(&outcome), [true, false, false]);
    let keeper = b.world.registry().get_keeper(&b.world.operator);
    assert_eq!(keeper.map(|keeper| keeper.fills), Some(1));
}

#[test]
fn parts_of_one_auction_are_filled_one_after_the_other() {
    let (b, orders) = ripe(1);
    let part = Order {
        percent: 50,
        ..orders[0].clone()
    };
    let receipts = b.fill_many(&[&part, &part, &orders[0]]).expect("ripe");
    let spent: i128 = receipts.iter().flatten().map(|receipt| receipt.spent).sum();
    assert_eq!((receipts.len(), spent), (3, 207 * UNIT));
}

#[test]
fn a_batch_without_its_own_signature_does_nothing_even_if_every_fill_is_signed() {
    let (b, orders) = ripe(2);
    let batch = [&orders[0], &orders[1]];
    b.sign_fills_alone(&batch);
    let before = LedgerState::of(&b.world.e);
    assert_eq!(b.fill_many_as_signed(&batch), Err(Refusal::Host));
    assert_untouched(&b, &before);

    sign_nothing(&b.world.e);
    assert_eq!(b.fill_many_as_signed(&batch), Err(Refusal::Host));
    b.sign(&[&orders[1], &orders[0]], &batch);
    assert_eq!(b.fill_many_as_signed(&batch), Err(Refusal::Host), "another batch");
    assert_untouched(&b, &before);
}

#[test]
fn a_signed_batch_does_not_sign_its_fills() {
    let (b, orders) = ripe(2);
    let batch = [&orders[0], &orders[1]];
    b.sign(&batch, &[]);
    assert_eq!(b.fill_many_as_signed(&batch), NOTHING_FILLED);
    b.sign(&batch, &[&orders[1]]);
    assert_eq!(filled(&b.fill_many_as_signed(&batch)), [false, true]);
}

#[test]
fn the_hour_of_a_session_is_counted_order_by_order() {
    let (b, orders) = ripe(3);
    let mut limits = b.world.wide_limits();
    limits.fills_per_hour = 2;
    let expires_at = b.world.e.ledger().timestamp() + 3_600;
    b.world.registry().mock_all_auths().grant_session(
        &b.world.operator,
        &b.world.session,
        &0,
        &expires_at,
        &limits,
    );
    let late = fails_late(&orders[0]);
    let outcome = b.fill_many(&[&late, &orders[0], &orders[1], &orders[2]]);
    assert_eq!(filled(&outcome), [false, true, true, false]);
}

#[test]
fn a_stranger_fills_nothing_through_the_batcher() {
    let (mut b, orders) = ripe(1);
    b.world.session = Address::generate(&b.world.e);
    let batch = [&orders[0]];
    b.sign(&batch, &batch);
    let before = LedgerState::of(&b.world.e);
    assert_eq!(b.fill_many_as_signed(&batch), NOTHING_FILLED);
    assert_untouched(&b, &before);
}

#[test]
fn the_batcher_ends_every_batch_with_nothing() {
    let (b, orders) = ripe(2);
    b.fill_many(&[&orders[0], &orders[1]]).expect("ripe");
    let t = &b.world.tokens;
    for token in [&t.usdc, &t.xlm, &t.eurc, &t.aqua, &b.world.vault] {
        assert_eq!(b.world.balance(token, &b.batcher), 0);
    }
    assert_eq!(b.world.balance(&t.usdc, &b.world.session), 0);
}
