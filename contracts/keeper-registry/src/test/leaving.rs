use nectar_interfaces::registry::Unstake;
use soroban_sdk::{
    Address, Event as _,
    testutils::{Address as _, Events as _},
};

use super::*;
use crate::events::{Deregistered, SessionsRevoked, UnstakeRequested};

const DELAY: u64 = 7 * DAY;

/// Registered with 100 USDC of stake, one session, and one fill that put it on the roster.
fn veteran() -> World {
    let w = World::with_session();
    w.client().add_stake(&w.operator, &(100 * USDC));
    w.client().record_execution(&w.operator, &USDC, &(20 * USDC));
    w
}

fn register_again(w: &World) {
    w.client().register(&w.operator, &w.text("beta"), &0);
}

#[test]
fn leaving_ends_sessions_asks_for_the_stake_and_is_told() {
    let w = veteran();
    let c = w.client();
    c.deregister(&w.operator);
    let told = w.e.events().all().filter_by_contract(&w.registry);
    let operator = w.operator.clone();
    let expected = std::vec![
        SessionsRevoked {
            operator: operator.clone(),
            epoch: 1
        }
        .to_xdr(&w.e, &w.registry),
        UnstakeRequested {
            operator: operator.clone(),
            amount: 100 * USDC,
            available_at: NOW + DELAY
        }
        .to_xdr(&w.e, &w.registry),
        Deregistered { operator, epoch: 1 }.to_xdr(&w.e, &w.registry),
    ];
    assert_eq!(told, expected);
    assert_eq!(c.get_keeper(&w.operator), None);
    assert!(c.get_sessions(&w.operator).is_empty());
    assert_eq!(
        w.usdc_of(&w.registry),
        100 * USDC,
        "the refund waits out the delay"
    );
    w.pass(DELAY - 1);
    assert_refused(c.try_withdraw_stake(&w.operator), Error::UnstakeNotDue);
    w.pass(1);
    assert_eq!(c.withdraw_stake(&w.operator), 100 * USDC);
    assert_eq!(w.usdc_of(&w.operator), 1_000 * USDC);
}

#[test]
fn who_left_can_do_nothing_a_stranger_cannot() {
    let w = veteran();
    let c = w.client();
    c.deregister(&w.operator);
    let new = Address::generate(&w.e);
    assert_refused(
        c.try_consume(&w.operator, &w.session, &w.vault, &1),
        Error::NotRegistered,
    );
    assert_refused(c.try_record_execution(&w.operator, &1, &1), Error::NotRegistered);
    assert_refused(
        c.try_grant_session(&w.operator, &new, &0, &(NOW + DAY), &w.limits()),
        Error::NotRegistered,
    );
    assert_refused(c.try_add_stake(&w.operator, &1), Error::NotRegistered);
    assert_refused(c.try_revoke_all(&w.operator), Error::NotRegistered);
    assert_refused(c.try_deregister(&w.operator), Error::NotRegistered);
}

#[test]
fn a_session_revived_by_registering_again_is_impossible() {
    let w = veteran();
    let c = w.client();
    let epoch = || c.get_keeper(&w.operator).expect("registered").epoch;
    for round in 1..=3 {
        c.deregister(&w.operator);
        register_again(&w);
        assert_eq!(epoch(), round);
        assert_refused(
            c.try_consume(&w.operator, &w.session, &w.vault, &1),
            Error::SessionRevoked,
        );
    }
    c.grant_session(&w.operator, &w.session, &0, &(NOW + DAY), &w.limits());
    c.consume(&w.operator, &w.session, &w.vault, &1);
    c.deregister(&w.operator);
    let new = Address::generate(&w.e);
    c.register_with_session(
        &w.operator,
        &w.text("gamma"),
        &0,
        &new,
        &0,
        &(NOW + DAY),
        &w.limits(),
    );
    c.consume(&w.operator, &new, &w.vault, &1);
    assert_refused(
        c.try_consume(&w.operator, &w.session, &w.vault, &1),
        Error::SessionRevoked,
    );
}

#[test]
fn a_dead_session_may_still_clear_itself_away() {
    let w = veteran();
    let c = w.client();
    c.deregister(&w.operator);
    c.revoke_session(&w.session, &w.operator, &w.session);
    assert_eq!(c.get_session(&w.operator, &w.session), None);
}

#[test]
fn the_roster_passes_over_who_left_and_lists_who_returns_once() {
    let w = World::new();
    let c = w.client();
    let operators: [Address; 3] = core::array::from_fn(|_| Address::generate(&w.e));
    for operator in &operators {
        c.register(operator, &w.text("keeper"), &0);
        c.record_execution(operator, &USDC, &USDC);
    }
    let listed = || -> std::vec::Vec<Address> {
        let page = c.get_keepers(&0, &40);
        page.iter().map(|(operator, _)| operator).collect()
    };
    c.deregister(&operators[1]);
    assert_eq!(listed(), [operators[0].clone(), operators[2].clone()]);
    assert_eq!(c.keeper_count(), 3, "slots are never moved");
    c.register(&operators[1], &w.text("again"), &0);
    c.record_execution(&operators[1], &USDC, &USDC);
    assert_eq!(listed(), operators);
    assert_eq!(c.keeper_count(), 3);
}

#[test]
fn leaving_washes_no_statistic_off_and_gives_none() {
    let w = veteran();
    let c = w.client();
    let before = c.get_keeper(&w.operator).expect("registered");
    c.deregister(&w.operator);
    w.pass(DAY);
    register_again(&w);
    let after = c.get_keeper(&w.operator).expect("registered");
    assert_eq!(
        (after.fills, after.profit, after.volume),
        (before.fills, before.profit, before.volume)
    );
    assert_eq!(
        (after.epoch, after.stake, after.registered_at, after.name),
        (1, 0, NOW + DAY, w.text("beta"))
    );
}

#[test]
fn who_never_filled_leaves_without_a_slot_and_is_listed_at_its_first_fill() {
    let w = World::with_session();
    let c = w.client();
    c.deregister(&w.operator);
    register_again(&w);
    assert_eq!(c.keeper_count(), 0);
    c.record_execution(&w.operator, &1, &1);
    assert_eq!(c.keeper_count(), 1);
}

#[test]
fn registering_again_neither_touches_nor_hastens_the_refund() {
    let w = veteran();
    let c = w.client();
    c.deregister(&w.operator);
    w.pass(DAY);
    c.register(&w.operator, &w.text("beta"), &(7 * USDC));
    let refund = Unstake {
        amount: 100 * USDC,
        available_at: NOW + DELAY,
    };
    assert_eq!(c.get_unstake(&w.operator), Some(refund));
    assert_eq!(w.usdc_of(&w.registry), 107 * USDC);
    c.deregister(&w.operator);
    let both = Unstake {
        amount: 107 * USDC,
        available_at: NOW + DAY + DELAY,
    };
    assert_eq!(c.get_unstake(&w.operator), Some(both));
}

#[test]
fn leaving_without_stake_leaves_no_refund_and_moves_none_later() {
    let w = World::with_session();
    let c = w.client();
    c.deregister(&w.operator);
    assert_eq!(c.get_unstake(&w.operator), None);

    let w = veteran();
    let c = w.client();
    let asked = c.request_unstake(&w.operator, &(100 * USDC));
    w.pass(DAY);
    c.deregister(&w.operator);
    assert_eq!(c.get_unstake(&w.operator), Some(asked));
}

#[test]
fn a_pause_keeps_who_left_away() {
    let w = veteran();
    let c = w.client();
    c.deregister(&w.operator);
    c.pause();
    assert_refused(
        c.try_register(&w.operator, &w.text("beta"), &0),
        Error::RegistrationPaused,
    );
    c.unpause();
    register_again(&w);
    assert_eq!(c.get_keeper(&w.operator).map(|keeper| keeper.epoch), Some(1));
}
