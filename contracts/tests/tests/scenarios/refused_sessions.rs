//! A session fills for the operator who granted it, while it lives, within its limits, with its own signature.
use nectar_interfaces::registry::Limits;
use nectar_tests::{
    ledger,
    signed::{Refusal, sign, sign_nothing},
    tokens::{UNIT, text},
    world::World,
};
use soroban_sdk::{Address, IntoVal, Vec, testutils::Address as _, vec};

use crate::ripe::{assert_refused, assert_refused_as_signed, assert_refused_with, ripe};

const LIFE_SECS: u64 = 7_200;

/// Another session of the world's operator.
fn session_with(world: &World, change: impl Fn(&mut Limits)) -> Address {
    let session = Address::generate(&world.e);
    let mut limits = world.wide_limits();
    change(&mut limits);
    let expires_at = world.e.ledger().timestamp() + LIFE_SECS;
    world
        .registry()
        .mock_all_auths()
        .grant_session(&world.operator, &session, &0, &expires_at, &limits);
    session
}

#[test]
fn a_session_nobody_granted_is_refused() {
    let (world, order) = ripe();
    let stranger = Address::generate(&world.e);
    assert_refused(&world, &world.operator, &stranger, &order, Refusal::Code(2010));
}

#[test]
fn another_operators_session_is_refused() {
    let (world, order) = ripe();
    let [other, other_session] = [0; 2].map(|_| Address::generate(&world.e));
    world.open_session(&other, &other_session);
    assert_refused(
        &world,
        &world.operator,
        &other_session,
        &order,
        Refusal::Code(2010),
    );
    assert_refused(&world, &other, &world.session, &order, Refusal::Code(2010));
}

#[test]
fn a_session_of_an_operator_who_never_registered_is_refused() {
    let (world, order) = ripe();
    let stranger = Address::generate(&world.e);
    assert_refused(&world, &stranger, &world.session, &order, Refusal::Code(2001));
}

#[test]
fn an_operator_is_no_session_of_its_own() {
    let (world, order) = ripe();
    assert_refused(
        &world,
        &world.operator,
        &world.operator,
        &order,
        Refusal::Code(2010),
    );
}

#[test]
fn an_expired_session_is_refused_from_the_second_of_its_expiry() {
    let (world, order) = ripe();
    let session = session_with(&world, |_| ());
    ledger::wait(&world.e, LIFE_SECS);
    assert_refused(&world, &world.operator, &session, &order, Refusal::Code(2012));
}

#[test]
fn a_session_revoked_by_its_operator_is_refused() {
    let (world, order) = ripe();
    let (operator, session) = (&world.operator, &world.session);
    let args = (operator.clone(), operator.clone(), session.clone()).into_val(&world.e);
    sign(&world.e, operator, &world.registry, "revoke_session", args);
    world.registry().revoke_session(operator, operator, session);
    assert_refused_with(&world, &order, 2010);
}

#[test]
fn a_session_revoked_by_itself_is_refused() {
    let (world, order) = ripe();
    let (operator, session) = (&world.operator, &world.session);
    let args = (session.clone(), operator.clone(), session.clone()).into_val(&world.e);
    sign(&world.e, session, &world.registry, "revoke_session", args);
    world.registry().revoke_session(session, operator, session);
    assert_refused_with(&world, &order, 2010);
}

#[test]
fn every_session_is_refused_after_revoke_all_and_a_new_one_is_not() {
    let (world, order) = ripe();
    let forgotten = session_with(&world, |_| ());
    let args = (world.operator.clone(),).into_val(&world.e);
    sign(&world.e, &world.operator, &world.registry, "revoke_all", args);
    world.registry().revoke_all(&world.operator);
    for session in [&world.session, &forgotten] {
        assert_refused(&world, &world.operator, session, &order, Refusal::Code(2011));
    }
    let new = session_with(&world, |_| ());
    assert!(world.fill_as(&world.operator, &new, &order).is_ok());
}

#[test]
fn the_old_key_is_refused_after_a_rotation_and_the_new_one_is_not() {
    let (world, order) = ripe();
    let new = Address::generate(&world.e);
    let expires_at = world.e.ledger().timestamp() + LIFE_SECS;
    world.registry().mock_all_auths().rotate_session(
        &world.operator,
        &world.session,
        &new,
        &0,
        &expires_at,
        &world.wide_limits(),
    );
    assert_refused_with(&world, &order, 2010);
    assert!(world.fill_as(&world.operator, &new, &order).is_ok());
}

#[test]
fn more_fills_than_the_hour_allows_are_refused_until_the_next() {
    let (world, mut order) = ripe();
    let session = session_with(&world, |limits| limits.fills_per_hour = 2);
    order.percent = 10;
    for _ in 0..2 {
        assert!(world.fill_as(&world.operator, &session, &order).is_ok());
    }
    assert_refused(&world, &world.operator, &session, &order, Refusal::Code(2015));
    ledger::wait(&world.e, 3_600);
    assert!(world.fill_as(&world.operator, &session, &order).is_ok());
}

#[test]
fn a_refused_fill_does_not_count_against_the_hour() {
    let (world, mut order) = ripe();
    let session = session_with(&world, |limits| limits.fills_per_hour = 1);
    order.min_profit = 1_000 * UNIT;
    assert_refused(&world, &world.operator, &session, &order, Refusal::Code(2160));
    order.min_profit = 0;
    assert!(world.fill_as(&world.operator, &session, &order).is_ok());
}

#[test]
fn more_usdc_than_the_session_may_spend_is_refused() {
    let (world, mut order) = ripe();
    let session = session_with(&world, |limits| limits.max_usdc_per_fill = 100 * UNIT);
    assert_refused(&world, &world.operator, &session, &order, Refusal::Code(2014));
    order.percent = 48;
    assert!(world.fill_as(&world.operator, &session, &order).is_ok());
}

#[test]
fn a_pool_off_the_sessions_list_is_refused() {
    let (world, order) = ripe();
    let elsewhere = Address::generate(&world.e);
    let session = session_with(&world, |limits| limits.pools = vec![&world.e, elsewhere.clone()]);
    assert_refused(&world, &world.operator, &session, &order, Refusal::Code(2013));
}

#[test]
fn a_fill_without_the_sessions_signature_is_refused() {
    let (world, order) = ripe();
    sign_nothing(&world.e);
    assert_refused_as_signed(&world, &world.operator, &world.session, &order, Refusal::Host);
    world.sign_fill(&world.operator, &world.operator, &order);
    assert_refused_as_signed(&world, &world.operator, &world.session, &order, Refusal::Host);
}

#[test]
fn a_signature_for_another_order_is_refused() {
    let (world, order) = ripe();
    let mut signed = order.clone();
    signed.min_profit = 1;
    world.sign_fill(&world.operator, &world.session, &signed);
    assert_refused_as_signed(&world, &world.operator, &world.session, &order, Refusal::Host);
}

#[test]
fn a_session_cannot_extend_rotate_or_grant_itself() {
    let (world, _) = ripe();
    let (e, operator, session) = (&world.e, world.operator.clone(), world.session.clone());
    let accomplice = Address::generate(e);
    let (expires_at, limits) = (e.ledger().timestamp() + LIFE_SECS, world.wide_limits());
    let registry = world.registry();
    let args: Vec<_> = (
        operator.clone(),
        session.clone(),
        0i128,
        expires_at,
        limits.clone(),
    )
        .into_val(e);
    sign(e, &session, &world.registry, "grant_session", args);
    assert!(
        registry
            .try_grant_session(&operator, &session, &0, &expires_at, &limits)
            .is_err()
    );
    let args: Vec<_> = (
        operator.clone(),
        session.clone(),
        accomplice.clone(),
        0i128,
        expires_at,
        limits.clone(),
    )
        .into_val(e);
    sign(e, &session, &world.registry, "rotate_session", args);
    let rotated = registry.try_rotate_session(&operator, &session, &accomplice, &0, &expires_at, &limits);
    assert!(rotated.is_err());
    assert_eq!(registry.get_session(&operator, &accomplice), None);
}

#[test]
fn nobody_but_the_vault_consumes_or_records() {
    let (world, _) = ripe();
    let registry = world.registry();
    let (e, operator, session) = (&world.e, world.operator.clone(), world.session.clone());
    let args: Vec<_> = (
        operator.clone(),
        session.clone(),
        world.pool.address.clone(),
        1i128,
    )
        .into_val(e);
    sign(e, &operator, &world.registry, "consume", args);
    assert!(
        registry
            .try_consume(&operator, &session, &world.pool.address, &1)
            .is_err()
    );
    let args: Vec<_> = (operator.clone(), 1i128, 1i128).into_val(e);
    sign(e, &operator, &world.registry, "record_execution", args);
    assert!(registry.try_record_execution(&operator, &1, &1).is_err());
    let keeper = registry.get_keeper(&operator).expect("registered");
    assert_eq!((keeper.fills, keeper.profit, keeper.volume), (0, 0, 0));
}

#[test]
fn a_paused_registry_refuses_registrations_and_no_fill() {
    let (world, order) = ripe();
    world.registry().mock_all_auths().pause();
    let name = text(&world.e, "late");
    let late = Address::generate(&world.e);
    let refused = world.registry().mock_all_auths().try_register(&late, &name, &0);
    assert!(refused.is_err());
    assert!(world.try_fill(&order).is_ok());
}
