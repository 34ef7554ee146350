use soroban_sdk::{Address, testutils::Address as _, vec};

use super::*;

#[test]
fn only_the_vault_consumes_and_records() {
    let w = World::with_session();
    w.client().consume(&w.operator, &w.session, &w.vault, &1);
    assert_eq!(w.e.auths().pop().unwrap().0, w.vault);
    w.client().record_execution(&w.operator, &1, &1);
    assert_eq!(w.e.auths().pop().unwrap().0, w.vault);
    w.e.set_auths(&[]);
    assert!(
        w.client()
            .try_consume(&w.operator, &w.session, &w.vault, &1)
            .is_err()
    );
    assert!(w.client().try_record_execution(&w.operator, &1, &1).is_err());
}

#[test]
fn a_foreign_session_and_a_foreign_operator_are_told_apart() {
    let w = World::with_session();
    let stranger = Address::generate(&w.e);
    let c = w.client();
    assert_refused(
        c.try_consume(&w.operator, &stranger, &w.vault, &1),
        Error::NoSession,
    );
    assert_refused(
        c.try_consume(&stranger, &w.session, &w.vault, &1),
        Error::NotRegistered,
    );
    c.register(&stranger, &w.text("beta"), &0);
    assert_refused(
        c.try_consume(&stranger, &w.session, &w.vault, &1),
        Error::NoSession,
    );
}

#[test]
fn the_delegation_is_dead_from_the_second_of_its_expiry() {
    let w = World::with_session();
    w.pass(DAY - 1);
    w.client().consume(&w.operator, &w.session, &w.vault, &1);
    w.pass(1);
    let late = w.client().try_consume(&w.operator, &w.session, &w.vault, &1);
    assert_refused(late, Error::SessionExpired);
}

#[test]
fn a_delegation_that_names_pools_serves_no_other() {
    let w = World::with_session();
    let [mine, other] = core::array::from_fn(|_| Address::generate(&w.e));
    let limits = Limits {
        pools: vec![&w.e, mine.clone()],
        ..w.limits()
    };
    let c = w.client();
    c.grant_session(&w.operator, &w.session, &0, &(NOW + DAY), &limits);
    c.consume(&w.operator, &w.session, &mine, &1);
    assert_refused(
        c.try_consume(&w.operator, &w.session, &other, &1),
        Error::PoolNotInSession,
    );
}

#[test]
fn a_fill_spends_no_more_than_the_delegation_says() {
    let w = World::with_session();
    let c = w.client();
    c.consume(&w.operator, &w.session, &w.vault, &0);
    c.consume(&w.operator, &w.session, &w.vault, &(100 * USDC));
    assert_refused(
        c.try_consume(&w.operator, &w.session, &w.vault, &(100 * USDC + 1)),
        Error::OverUsdcLimit,
    );
}

#[test]
fn fills_count_per_clock_hour_and_refusals_do_not_count() {
    let w = World::with_session();
    let c = w.client();
    w.pass(3_600 - NOW % 3_600);
    let fill = |usdc: i128| c.try_consume(&w.operator, &w.session, &w.vault, &usdc);
    assert_refused(fill(101 * USDC), Error::OverUsdcLimit);
    for _ in 0..3 {
        assert!(fill(1).is_ok());
    }
    assert_refused(fill(1), Error::OverFillLimit);
    w.pass(3_599);
    assert_refused(fill(1), Error::OverFillLimit);
    w.pass(1);
    assert!(fill(1).is_ok());
    let delegation = c.get_session(&w.operator, &w.session).unwrap();
    assert_eq!(delegation.fills_in_hour, 1);
    assert_eq!(delegation.hour, w.e.ledger().timestamp() / 3_600);
}

#[test]
fn two_operators_may_trust_one_key_and_are_counted_apart() {
    let w = World::with_session();
    let other = Address::generate(&w.e);
    let c = w.client();
    c.register_with_session(
        &other,
        &w.text("beta"),
        &0,
        &w.session,
        &0,
        &(NOW + DAY),
        &w.limits(),
    );
    for operator in [&w.operator, &other] {
        for _ in 0..3 {
            c.consume(operator, &w.session, &w.vault, &1);
        }
    }
    c.revoke_all(&other);
    assert_refused(
        c.try_consume(&other, &w.session, &w.vault, &1),
        Error::SessionRevoked,
    );
    w.pass(3_600);
    c.consume(&w.operator, &w.session, &w.vault, &1);
}
