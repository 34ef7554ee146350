use soroban_sdk::{Address, testutils::Address as _, vec};

use super::*;

#[test]
fn only_a_registered_operator_grants() {
    let w = World::new();
    let result = w
        .client()
        .try_grant_session(&w.operator, &w.session, &0, &(NOW + DAY), &w.limits());
    assert_refused(result, Error::NotRegistered);
}

#[test]
fn nobody_else_can_grant_rotate_or_revoke() {
    let w = World::with_session();
    w.e.set_auths(&[]);
    let c = w.client();
    let (new, until, limits) = (Address::generate(&w.e), NOW + DAY, w.limits());
    assert!(
        c.try_grant_session(&w.operator, &new, &0, &until, &limits)
            .is_err()
    );
    assert!(
        c.try_rotate_session(&w.operator, &w.session, &new, &0, &until, &limits)
            .is_err()
    );
    assert!(
        c.try_revoke_session(&w.operator, &w.operator, &w.session)
            .is_err()
    );
    assert!(c.try_revoke_all(&w.operator).is_err());
    assert_eq!(c.get_sessions(&w.operator), vec![&w.e, w.session.clone()]);
}

#[test]
fn a_delegation_lives_at_most_thirty_days() {
    let w = World::with_session();
    let grant = |until: u64| {
        w.client()
            .try_grant_session(&w.operator, &w.session, &0, &until, &w.limits())
    };
    assert_refused(grant(0), Error::ExpiryInPast);
    assert_refused(grant(NOW), Error::ExpiryInPast);
    assert_refused(grant(NOW + 30 * DAY + 1), Error::ExpiryTooFar);
    assert_refused(grant(u64::MAX), Error::ExpiryTooFar);
    assert!(grant(NOW + 1).is_ok());
    assert!(grant(NOW + 30 * DAY).is_ok());
}

#[test]
fn limits_are_positive_and_bounded() {
    let w = World::with_session();
    let grant = |limits: &Limits| {
        w.client()
            .try_grant_session(&w.operator, &w.session, &0, &(NOW + DAY), limits)
    };
    let pools = |n: usize| Vec::from_iter(&w.e, (0..n).map(|_| Address::generate(&w.e)));
    for fills_per_hour in [0, 3_601] {
        assert_refused(
            grant(&Limits {
                fills_per_hour,
                ..w.limits()
            }),
            Error::InvalidLimits,
        );
    }
    for max_usdc_per_fill in [0, -1, i128::MIN] {
        assert_refused(
            grant(&Limits {
                max_usdc_per_fill,
                ..w.limits()
            }),
            Error::InvalidLimits,
        );
    }
    assert_refused(
        grant(&Limits {
            pools: pools(17),
            ..w.limits()
        }),
        Error::InvalidLimits,
    );
    assert!(
        grant(&Limits {
            pools: pools(16),
            ..w.limits()
        })
        .is_ok()
    );
}

#[test]
fn a_session_is_nobody_who_already_has_a_part() {
    let w = World::with_session();
    for session in [&w.operator, &w.vault, &w.registry] {
        let result = w
            .client()
            .try_grant_session(&w.operator, session, &0, &(NOW + DAY), &w.limits());
        assert_refused(result, Error::InvalidSession);
    }
    let result =
        w.client()
            .try_rotate_session(&w.operator, &w.session, &w.session, &0, &(NOW + DAY), &w.limits());
    assert_refused(result, Error::InvalidSession);
}

#[test]
fn a_grant_to_a_listed_session_extends_it_and_lists_it_once() {
    let w = World::with_session();
    let c = w.client();
    c.grant_session(&w.operator, &w.session, &XLM, &(NOW + 2 * DAY), &w.limits());
    assert_eq!(c.get_sessions(&w.operator), vec![&w.e, w.session.clone()]);
    assert_eq!(
        c.get_session(&w.operator, &w.session).unwrap().expires_at,
        NOW + 2 * DAY
    );
    assert_eq!(w.xlm_of(&w.session), XLM);
}

#[test]
fn rotating_pays_the_new_key_and_kills_the_old_one() {
    let w = World::with_session();
    let c = w.client();
    let new = Address::generate(&w.e);
    c.rotate_session(
        &w.operator,
        &w.session,
        &new,
        &(3 * XLM),
        &(NOW + DAY),
        &w.limits(),
    );
    assert_eq!(c.get_session(&w.operator, &w.session), None);
    assert_eq!(c.get_sessions(&w.operator), vec![&w.e, new.clone()]);
    assert_eq!((w.xlm_of(&w.session), w.xlm_of(&new)), (0, 3 * XLM));
}

/// A key that ended itself, or was dropped from a full list, must not keep its operator from going on with a new one.
#[test]
fn a_key_that_is_gone_already_can_be_rotated() {
    let w = World::with_session();
    let c = w.client();
    c.revoke_session(&w.session, &w.operator, &w.session);
    let new = Address::generate(&w.e);
    c.rotate_session(&w.operator, &w.session, &new, &XLM, &(NOW + DAY), &w.limits());
    assert_eq!(c.get_sessions(&w.operator), vec![&w.e, new.clone()]);
    assert_eq!(w.xlm_of(&new), XLM);
    c.consume(&w.operator, &new, &w.vault, &1);
}

#[test]
fn a_session_may_end_itself_and_no_other() {
    let w = World::with_session();
    let c = w.client();
    let other = Address::generate(&w.e);
    c.grant_session(&w.operator, &other, &0, &(NOW + DAY), &w.limits());
    assert_refused(
        c.try_revoke_session(&other, &w.operator, &w.session),
        Error::NotOperatorOrSession,
    );
    c.revoke_session(&w.session, &w.operator, &w.session);
    assert_eq!(w.e.auths().pop().unwrap().0, w.session);
    assert_eq!(c.get_sessions(&w.operator), vec![&w.e, other]);
    assert_refused(
        c.try_revoke_session(&w.session, &w.operator, &w.session),
        Error::NoSession,
    );
}

#[test]
fn revoking_all_kills_even_what_is_not_listed_and_old_keys_never_revive() {
    let w = World::with_session();
    let c = w.client();
    c.revoke_all(&w.operator);
    assert!(c.get_sessions(&w.operator).is_empty());
    assert_eq!(c.get_keeper(&w.operator).unwrap().epoch, 1);
    assert_refused(
        c.try_consume(&w.operator, &w.session, &w.vault, &1),
        Error::SessionRevoked,
    );
    let other = Address::generate(&w.e);
    c.grant_session(&w.operator, &other, &0, &(NOW + DAY), &w.limits());
    assert_refused(
        c.try_consume(&w.operator, &w.session, &w.vault, &1),
        Error::SessionRevoked,
    );
    c.consume(&w.operator, &other, &w.vault, &1);
    c.grant_session(&w.operator, &w.session, &0, &(NOW + DAY), &w.limits());
    c.consume(&w.operator, &w.session, &w.vault, &1);
}

#[test]
fn the_list_is_bounded_and_makes_room_by_dropping_the_dead() {
    let w = World::with_session();
    let c = w.client();
    let grant =
        |until: u64| c.try_grant_session(&w.operator, &Address::generate(&w.e), &0, &until, &w.limits());
    for _ in 1..16 {
        assert!(grant(NOW + 2 * DAY).is_ok());
    }
    assert_refused(grant(NOW + 2 * DAY), Error::TooManySessions);
    w.pass(DAY);
    assert!(grant(NOW + 2 * DAY).is_ok());
    assert_eq!(c.get_sessions(&w.operator).len(), 16);
    assert_eq!(c.get_session(&w.operator, &w.session), None);
    assert_refused(grant(NOW + 3 * DAY), Error::TooManySessions);
}
