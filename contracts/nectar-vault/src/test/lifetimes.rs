use soroban_sdk::testutils::{
    Deployer as _,
    storage::{Instance as _, Persistent as _},
};
use stellar_tokens::fungible::{FungibleStorageKey, total_supply::TotalSupplyStorageKey};

use super::*;
use crate::{
    constants::{TTL_TARGET, TTL_THRESHOLD},
    storage::DataKey,
};

/// Ledgers pass; the host's own minimum lifetimes are shorter than ours.
fn wait(w: &World, ledgers: u32) {
    w.e.ledger().with_mut(|ledger| ledger.sequence_number += ledgers);
}

#[test]
fn every_entry_a_deposit_touches_lives_on_and_most_pay_nothing() {
    let w = World::new();
    let lp = w.account(100 * UNIT);
    w.deposit(&lp, UNIT);
    let ttls = || {
        w.e.as_contract(&w.vault, || {
            let store = w.e.storage().persistent();
            [
                store.get_ttl(&DataKey::Tranche(lp.clone())),
                store.get_ttl(&FungibleStorageKey::Balance(lp.clone())),
                store.get_ttl(&TotalSupplyStorageKey::TotalSupply),
                w.e.storage().instance().get_ttl(),
            ]
        })
    };
    assert_eq!(ttls(), [TTL_TARGET; 4]);
    wait(&w, TTL_TARGET - TTL_THRESHOLD - 1);
    w.deposit(&lp, UNIT);
    assert_eq!(ttls(), [TTL_THRESHOLD + 1; 4]);
    wait(&w, 2);
    w.deposit(&lp, UNIT);
    assert_eq!(ttls(), [TTL_TARGET; 4]);
}

#[test]
fn anyone_may_keep_the_vault_alive() {
    let ledgers_a_day = 17_280;
    let w = World::new();
    let ttl = || w.e.as_contract(&w.vault, || w.e.storage().instance().get_ttl());
    w.e.set_auths(&[]);
    wait(&w, 60 * ledgers_a_day - 1);
    w.client().bump();
    assert_eq!(ttl(), 30 * ledgers_a_day + 1, "too early to pay");
    wait(&w, 1);
    w.client().bump();
    assert_eq!(ttl(), 90 * ledgers_a_day);
    assert!(w.e.deployer().get_contract_code_ttl(&w.vault) >= TTL_THRESHOLD);
}
