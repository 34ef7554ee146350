//! The same seed and the same calls give the same bytes, whoever came first.

use crate::support::*;
use sandbox::{codec::xdr_base64, snapshot, xdr::ScAddress};
use serde_json::{Value, json};

fn raced(order: &[usize]) -> (Vec<u8>, Value) {
    let mut network = network();
    let keys: Vec<_> = (0..6).map(|i| key(&format!("racer {i}"))).collect();
    keys.iter().for_each(|key| fund(&mut network, key));
    for at in order {
        let body = transfer(&mut network, &keys[*at], some_contract(), 1_000);
        let draft = Draft::new(&mut network, &keys[*at], body).prepare(&mut network);
        let envelope = draft.envelope(&network);
        assert_eq!(send(&mut network, &envelope)["status"], "PENDING");
    }
    let closed = call(&mut network, "sandbox_closeLedger", json!({}));
    (snapshot::save(&network), closed)
}

#[test]
fn arrival_order_within_a_ledger_changes_nothing() {
    let (forward, closed) = raced(&[0, 1, 2, 3, 4, 5]);
    let (backward, _) = raced(&[5, 3, 1, 4, 2, 0]);
    assert_eq!(closed["transactions"].as_array().map(Vec::len), Some(6));
    assert!(forward == backward, "snapshots differ");
}

#[test]
fn a_snapshot_restores_everything_and_goes_on_the_same() {
    let mut original = network();
    let (alice, bob) = (key("alice"), key("bob"));
    fund(&mut original, &alice);
    let body = transfer(&mut original, &alice, ScAddress::Account(id(&bob)), 50_000_000);
    let draft = Draft::new(&mut original, &alice, body).prepare(&mut original);
    let envelope = draft.envelope(&original);
    send(&mut original, &envelope);
    call(&mut original, "sandbox_faults", json!({ "trap": true, "dropSends": 2 }));
    let bytes = snapshot::save(&original);
    let mut copy = snapshot::load(&bytes).expect("a fresh snapshot");
    assert!(!copy.faults.trap, "an armed trap does not survive");
    assert_eq!(copy.faults.drop_sends, 2);
    assert_eq!(copy.queue.pending.len(), 1);
    for network in [&mut original, &mut copy] {
        network.faults.trap = false;
        call(network, "sandbox_warp", json!({ "ledgers": 3_000 }));
        call(network, "simulateTransaction", json!({ "transaction": xdr_base64(&envelope) }));
    }
    assert!(snapshot::save(&original) == snapshot::save(&copy), "the copies went different ways");
    assert_eq!(account(&mut copy, &bob).balance, 50_000_000);
}

#[test]
fn a_damaged_or_foreign_snapshot_is_refused() {
    let bytes = snapshot::save(&network());
    let mut damaged = bytes.clone();
    damaged[100] ^= 1;
    assert!(snapshot::load(&damaged).is_err());
    assert!(snapshot::load(&bytes[..bytes.len() - 1]).is_err());
    assert!(snapshot::load(&[]).is_err());
}

#[test]
fn a_run_of_empty_ledgers_hashes_like_ledgers_closed_one_by_one() {
    let (mut stepped, mut warped) = (network(), network());
    call(&mut stepped, "sandbox_closeLedger", json!({ "count": 2_500 }));
    call(&mut warped, "sandbox_warp", json!({ "ledgers": 2_500 }));
    assert_eq!(stepped.head.hash, warped.head.hash);
    for start in [1_000, 1_023, 1_500, 2_024, 2_025, 2_026, 3_498] {
        let page = json!({ "startLedger": start, "pagination": { "limit": 3 } });
        let hashes = |answer: Value| -> Vec<Value> {
            answer["ledgers"].as_array().expect("a list").iter().map(|l| l["hash"].clone()).collect()
        };
        let one = hashes(call(&mut stepped, "getLedgers", page.clone()));
        assert_eq!(one, hashes(call(&mut warped, "getLedgers", page)));
    }
}

#[test]
fn every_simulation_draws_its_own_seed() {
    let mut network = network();
    let alice = key("alice");
    fund(&mut network, &alice);
    let body = transfer(&mut network, &alice, some_contract(), 1);
    let text = xdr_base64(&Draft::new(&mut network, &alice, body).envelope(&network));
    call(&mut network, "simulateTransaction", json!({ "transaction": text }));
    call(&mut network, "simulateTransaction", json!({ "transaction": text }));
    assert_eq!(network.simulated.values().copied().collect::<Vec<_>>(), [2]);
}

#[test]
fn a_tick_that_closes_nothing_changes_nothing() {
    let mut network = network();
    call(&mut network, "sandbox_setAuto", json!({ "auto": true, "ledgerMs": 1_000 }));
    let start = GENESIS_TIME as f64 * 1_000.0;
    assert_eq!(network.tick(start + 1_000.0), 1);
    let before = snapshot::save(&network);
    assert_eq!(network.tick(start + 1_500.0), 0);
    assert!(before == snapshot::save(&network));
    assert_eq!(network.tick(start + 4_100.0), 3);
    assert_eq!(network.tick(start + 10_000_000.0), 1, "a long sleep costs one ledger");
    assert_eq!(network.tick(start), 1, "a clock set back starts anew");
}
