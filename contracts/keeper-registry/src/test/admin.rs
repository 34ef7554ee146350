use soroban_sdk::{
    Address,
    testutils::{
        Address as _, Deployer as _, Ledger as _,
        storage::{Instance as _, Persistent as _},
    },
};

use super::*;
use crate::{
    constants::{TTL_TARGET, TTL_THRESHOLD},
    storage::DataKey,
};

#[test]
fn pausing_stops_registrations_and_nothing_else() {
    let w = World::with_session();
    let c = w.client();
    c.pause();
    assert_eq!(w.e.auths().pop().unwrap().0, w.admin);
    assert!(c.paused());
    let newcomer = Address::generate(&w.e);
    assert_refused(
        c.try_register(&newcomer, &w.text("late"), &0),
        Error::RegistrationPaused,
    );
    let both = c.try_register_with_session(
        &newcomer,
        &w.text("late"),
        &0,
        &w.session,
        &XLM,
        &(NOW + DAY),
        &w.limits(),
    );
    assert_refused(both, Error::RegistrationPaused);

    let new = Address::generate(&w.e);
    c.grant_session(&w.operator, &new, &0, &(NOW + DAY), &w.limits());
    c.consume(&w.operator, &new, &w.vault, &1);
    c.record_execution(&w.operator, &1, &1);
    c.revoke_session(&w.operator, &w.operator, &w.session);
    c.revoke_all(&w.operator);
    c.unpause();
    c.register(&newcomer, &w.text("late"), &0);
}

/// Each call is one that a signature makes good: nothing but the missing one refuses it.
#[test]
fn a_stranger_neither_pauses_nor_appoints() {
    let w = World::new();
    let c = w.client();
    w.e.set_auths(&[]);
    assert!(c.try_pause().is_err());
    assert!(c.try_propose_admin(&w.operator, &2_000).is_err());
    w.e.mock_all_auths();
    c.pause();
    c.propose_admin(&w.operator, &2_000);
    w.e.set_auths(&[]);
    assert!(c.try_unpause().is_err());
    assert!(c.try_accept_admin().is_err());
    w.e.mock_all_auths();
    c.unpause();
    c.accept_admin();
}

#[test]
fn a_new_admin_must_accept() {
    let w = World::new();
    let c = w.client();
    c.propose_admin(&w.operator, &2_000);
    assert_eq!(c.admin(), w.admin);
    c.accept_admin();
    assert_eq!(w.e.auths().pop().unwrap().0, w.operator);
    assert_eq!(c.admin(), w.operator);
}

#[test]
fn a_lapsed_or_withdrawn_proposal_cannot_be_accepted() {
    let w = World::new();
    let c = w.client();
    c.propose_admin(&w.operator, &1_010);
    w.e.ledger().set_sequence_number(1_011);
    assert!(c.try_accept_admin().is_err());
    c.propose_admin(&w.operator, &2_000);
    c.propose_admin(&w.operator, &0);
    assert!(c.try_accept_admin().is_err());
    assert_eq!(c.admin(), w.admin);
}

#[test]
fn the_constructor_refuses_what_cannot_work() {
    let w = World::new();
    let good = w.client().get_config();
    let bad = [
        RegistryConfig {
            unstake_delay_secs: 30 * DAY + 1,
            ..good.clone()
        },
        RegistryConfig {
            native: good.usdc.clone(),
            ..good
        },
    ];
    for config in bad {
        let deployed = std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| {
            w.e.register(KeeperRegistry, (w.admin.clone(), config));
        }));
        assert!(deployed.is_err());
    }
}

#[test]
fn lifetimes_are_extended_on_use_and_rarely() {
    let w = World::with_session();
    let keeper_key = DataKey::Keeper(w.operator.clone());
    let session_key = DataKey::Session(w.operator.clone(), w.session.clone());
    let ttl = |key: &DataKey| {
        w.e.as_contract(&w.registry, || w.e.storage().persistent().get_ttl(key))
    };
    let instance_ttl = || {
        w.e.as_contract(&w.registry, || w.e.storage().instance().get_ttl())
    };
    assert_eq!(
        (ttl(&keeper_key), ttl(&session_key), instance_ttl()),
        (TTL_TARGET, TTL_TARGET, TTL_TARGET)
    );

    let quiet = TTL_TARGET - TTL_THRESHOLD;
    w.e.ledger()
        .with_mut(|ledger| ledger.sequence_number += quiet - 1);
    w.client().consume(&w.operator, &w.session, &w.vault, &1);
    assert_eq!(
        ttl(&keeper_key),
        TTL_THRESHOLD + 1,
        "above the threshold nothing is paid"
    );

    w.e.ledger().with_mut(|ledger| ledger.sequence_number += 2);
    w.client().consume(&w.operator, &w.session, &w.vault, &1);
    assert_eq!((ttl(&keeper_key), ttl(&session_key)), (TTL_TARGET, TTL_TARGET));
    w.client().bump();
    assert_eq!(instance_ttl(), TTL_TARGET);
    assert!(w.e.deployer().get_contract_code_ttl(&w.registry) >= TTL_THRESHOLD);
}
