use soroban_sdk::{
    IntoVal,
    testutils::{
        Deployer as _,
        storage::{Instance as _, Persistent as _},
    },
};

use super::*;
use crate::{
    DataKey,
    constants::{TTL_TARGET, TTL_THRESHOLD},
};

#[test]
fn a_new_admin_must_accept_and_the_old_one_loses_the_list() {
    let w = World::new();
    let c = w.client();
    let new = Address::generate(&w.e);
    w.sign(&w.admin, "propose_admin", (new.clone(), 2_000u32).into_val(&w.e));
    c.propose_admin(&new, &2_000);
    assert_eq!(c.admin(), w.admin);
    w.sign(&w.admin, "accept_admin", ().into_val(&w.e));
    assert!(c.try_accept_admin().is_err());
    w.sign(&new, "accept_admin", ().into_val(&w.e));
    c.accept_admin();
    assert_eq!(c.admin(), new);

    let release = (w.cid(0), w.hash(0), w.text("1"));
    w.sign(&w.admin, "publish", release.clone().into_val(&w.e));
    assert!(c.try_publish(&release.0, &release.1, &release.2).is_err());
    w.sign(&new, "publish", release.clone().into_val(&w.e));
    assert_eq!(c.publish(&release.0, &release.1, &release.2), 0);
}

#[test]
fn a_lapsed_or_withdrawn_proposal_cannot_be_accepted() {
    let w = World::new();
    let c = w.client().mock_all_auths();
    let new = Address::generate(&w.e);
    c.propose_admin(&new, &1_010);
    w.e.ledger().set_sequence_number(1_011);
    assert!(c.try_accept_admin().is_err());
    c.propose_admin(&new, &2_000);
    c.propose_admin(&new, &0);
    assert!(c.try_accept_admin().is_err());
    assert_eq!(c.admin(), w.admin);
}

#[test]
fn a_stranger_appoints_nobody() {
    let w = World::new();
    let stranger = Address::generate(&w.e);
    let args = (stranger.clone(), 2_000u32).into_val(&w.e);
    w.sign(&stranger, "propose_admin", args);
    assert!(w.client().try_propose_admin(&stranger, &2_000).is_err());
    assert!(w.client().try_accept_admin().is_err());
}

#[test]
fn lifetimes_are_extended_on_use_and_rarely() {
    let w = World::with_releases(1);
    let keys = [DataKey::Release(0), DataKey::Index(w.cid(0))];
    let ttl = |key: &DataKey| {
        w.e.as_contract(&w.list, || w.e.storage().persistent().get_ttl(key))
    };
    let instance_ttl = || w.e.as_contract(&w.list, || w.e.storage().instance().get_ttl());
    assert_eq!(
        (ttl(&keys[0]), ttl(&keys[1]), instance_ttl()),
        (TTL_TARGET, TTL_TARGET, TTL_TARGET)
    );

    let quiet = TTL_TARGET - TTL_THRESHOLD;
    let wait = |ledgers: u32| w.e.ledger().with_mut(|ledger| ledger.sequence_number += ledgers);
    wait(quiet - 1);
    w.client().latest();
    w.client().find(&w.cid(0));
    w.client().bump();
    assert_eq!(
        (ttl(&keys[0]), ttl(&keys[1]), instance_ttl()),
        (TTL_THRESHOLD + 1, TTL_THRESHOLD + 1, TTL_THRESHOLD + 1),
        "above the threshold nothing is paid"
    );

    wait(2);
    w.client().page(&0, &1);
    w.client().find(&w.cid(0));
    w.client().bump();
    assert_eq!(
        (ttl(&keys[0]), ttl(&keys[1]), instance_ttl()),
        (TTL_TARGET, TTL_TARGET, TTL_TARGET)
    );
    assert!(w.e.deployer().get_contract_code_ttl(&w.list) >= TTL_THRESHOLD);
    assert_eq!(w.client().version(), 1);
}
