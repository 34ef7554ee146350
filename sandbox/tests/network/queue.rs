//! One pending transaction per account, and what may replace it.

use crate::support::*;
use sandbox::Network;
use sandbox::xdr::{TransactionResultResult as Code, *};
use serde_json::{Value, json};

fn with_pending(fee: u32) -> (Network, Draft) {
    let mut network = network();
    let (alice, bob) = (key("alice"), key("bob"));
    fund(&mut network, &alice);
    fund(&mut network, &bob);
    let mut draft = Draft::new(&mut network, &alice, pay(&bob, 1));
    draft.tx.fee = fee;
    let envelope = draft.envelope(&network);
    assert_eq!(send(&mut network, &envelope)["status"], "PENDING");
    (network, draft)
}

fn bump(network: &mut Network, inner: &Draft, fee: i64) -> Value {
    let TransactionEnvelope::Tx(envelope) = inner.envelope(network) else { panic!("expected V1") };
    let bob = key("bob");
    let tx = FeeBumpTransaction {
        fee_source: id(&bob).into(),
        fee,
        inner_tx: FeeBumpTransactionInnerTx::Tx(envelope),
        ext: FeeBumpTransactionExt::V0,
    };
    let hash = tx.hash(network.config.network_id).expect("hashable");
    let signatures = vec![decorated(&bob, &hash)].try_into().expect("one signature");
    let envelope = TransactionEnvelope::TxFeeBump(FeeBumpTransactionEnvelope { tx, signatures });
    send(network, &envelope)
}

#[test]
fn the_same_transaction_is_a_duplicate_and_another_must_wait() {
    let (mut network, mut draft) = with_pending(100);
    let envelope = draft.envelope(&network);
    assert_eq!(send(&mut network, &envelope)["status"], "DUPLICATE");
    draft.tx.fee = 5_000;
    let other = draft.envelope(&network);
    assert_eq!(send(&mut network, &other)["status"], "TRY_AGAIN_LATER");
    draft.tx.seq_num.0 -= 1;
    let older = draft.envelope(&network);
    let sent = send(&mut network, &older);
    assert_eq!(refusal(&sent).map(|r| r.result), Some(Code::TxBadSeq));
}

#[test]
fn a_fee_bump_replaces_at_ten_times_the_bid_per_operation() {
    let (mut network, draft) = with_pending(100);
    let sent = bump(&mut network, &draft, 1_999);
    let refused = refusal(&sent).expect("a result");
    assert_eq!((refused.result, refused.fee_charged), (Code::TxInsufficientFee, 2_000));
    let sent = bump(&mut network, &draft, 2_000);
    assert_eq!(sent["status"], "PENDING");
    let before = account(&mut network, &key("bob")).balance;
    let closed = call(&mut network, "sandbox_closeLedger", json!({}));
    assert_eq!(closed["transactions"][0]["status"], "SUCCESS");
    // Charged is the ledger's rate of 100 for two operations, not the bid; the payment of 1 stroop came in.
    assert_eq!(account(&mut network, &key("bob")).balance, before - 200 + 1);
    let found = call(&mut network, "getTransaction", json!({ "hash": sent["hash"] }));
    assert_eq!(found["feeBump"], true);
}

#[test]
fn a_bound_that_passes_frees_the_slot_and_bans_the_hash() {
    let mut network = network();
    let (alice, bob) = (key("alice"), key("bob"));
    fund(&mut network, &alice);
    let mut draft = Draft::new(&mut network, &alice, pay(&bob, 1));
    draft.tx.cond = Preconditions::Time(TimeBounds {
        min_time: TimePoint(0),
        max_time: TimePoint(network.close_time() + 60),
    });
    let envelope = draft.envelope(&network);
    let sent = send(&mut network, &envelope);
    assert_eq!(sent["status"], "PENDING");
    let closed = call(&mut network, "sandbox_warp", json!({ "seconds": 100 }));
    assert_eq!(closed["dropped"], json!([sent["hash"]]));
    assert_eq!(closed["transactions"], json!([]));
    assert_eq!(send(&mut network, &envelope)["status"], "TRY_AGAIN_LATER");
    call(&mut network, "sandbox_closeLedger", json!({ "count": 10 }));
    let late = send(&mut network, &envelope);
    assert_eq!(refusal(&late).map(|r| r.result), Some(Code::TxTooLate));
}

#[test]
fn thresholds_need_enough_weight() {
    let mut network = network();
    let (alice, bob, carol) = (key("alice"), key("bob"), key("carol"));
    fund(&mut network, &alice);
    fund(&mut network, &bob);
    let options = OperationBody::SetOptions(SetOptionsOp {
        inflation_dest: None,
        clear_flags: None,
        set_flags: None,
        master_weight: Some(1),
        low_threshold: Some(1),
        med_threshold: Some(2),
        high_threshold: Some(2),
        home_domain: None,
        signer: Some(Signer {
            key: SignerKey::Ed25519(Uint256(carol.verifying_key().to_bytes())),
            weight: 1,
        }),
    });
    let draft = Draft::new(&mut network, &alice, options);
    assert!(matches!(run(&mut network, &draft).result, Code::TxSuccess(_)));
    assert_eq!(account(&mut network, &alice).num_sub_entries, 1);
    let mut payment = Draft::new(&mut network, &alice, pay(&bob, 1));
    let alone = payment.envelope(&network);
    let refused = refusal(&send(&mut network, &alone)).expect("a result").result;
    let Code::TxFailed(ops) = refused else { panic!("expected txFAILED, found {refused:?}") };
    assert_eq!(ops.first(), Some(&OperationResult::OpBadAuth));
    payment.signers.push(carol);
    assert!(matches!(run(&mut network, &payment).result, Code::TxSuccess(_)));
}
