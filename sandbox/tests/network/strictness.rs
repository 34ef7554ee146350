//! What the network refuses, and with which code.

use crate::support::*;
use sandbox::xdr::{
    InvokeHostFunctionResult as Invoke, OperationResult, OperationResultTr, SorobanTransactionDataExt,
    TransactionMeta, TransactionResult, TransactionResultResult as Code, *,
};
use sandbox::{Network, codec::xdr_from_base64};
use serde_json::json;

fn invoke_code(result: &TransactionResult) -> Option<&Invoke> {
    match &result.result {
        Code::TxFailed(ops) | Code::TxSuccess(ops) => match ops.first()? {
            OperationResult::OpInner(OperationResultTr::InvokeHostFunction(code)) => Some(code),
            _ => None,
        },
        _ => None,
    }
}

fn prepared(network: &mut Network) -> Draft {
    let alice = key("alice");
    fund(network, &alice);
    let body = transfer(network, &alice, some_contract(), 1_000);
    Draft::new(network, &alice, body).prepare(network)
}

fn failed_with(change: impl FnOnce(&mut SorobanTransactionData)) -> Option<Invoke> {
    let network = &mut network();
    let mut draft = prepared(network);
    change(draft.data());
    let before = account(network, &key("alice"));
    let result = run(network, &draft);
    let after = account(network, &key("alice"));
    assert_eq!(after.balance, before.balance - result.fee_charged, "a failure costs its fee only");
    assert_eq!(after.seq_num.0, before.seq_num.0 + 1);
    invoke_code(&result).cloned()
}

fn fees_of(network: &mut Network, draft: &Draft) -> (TransactionResult, SorobanTransactionMetaExtV1) {
    let envelope = draft.envelope(network);
    let sent = send(network, &envelope);
    call(network, "sandbox_closeLedger", json!({}));
    let found = call(network, "getTransaction", json!({ "hash": sent["hash"] }));
    let result = xdr_from_base64(found["resultXdr"].as_str().unwrap_or_default()).expect("XDR");
    let meta: TransactionMeta =
        xdr_from_base64(found["resultMetaXdr"].as_str().unwrap_or_default()).expect("XDR");
    let TransactionMeta::V4(meta) = meta else { panic!("expected meta V4") };
    match meta.soroban_meta.map(|soroban| soroban.ext) {
        Some(SorobanTransactionMetaExt::V1(fees)) => (result, fees),
        other => panic!("expected the fees in the meta, found {other:?}"),
    }
}

#[test]
fn the_fee_charged_is_what_was_used_and_never_more_than_simulated() {
    let network = &mut network();
    let draft = prepared(network);
    let (result, fees) = fees_of(network, &draft);
    let used = fees.total_non_refundable_resource_fee_charged + fees.total_refundable_resource_fee_charged;
    assert_eq!(result.fee_charged, used + 100);
    assert!(fees.rent_fee_charged > 0, "the new balance entry pays rent");
    assert!(result.fee_charged <= i64::from(draft.tx.fee));
}

#[test]
fn a_missing_footprint_key_traps() {
    let code = failed_with(|data| {
        let mut keys = data.resources.footprint.read_write.to_vec();
        keys.retain(|key| !matches!(key, LedgerKey::ContractData(_)));
        data.resources.footprint.read_write = keys.try_into().expect("fewer keys");
    });
    assert_eq!(code, Some(Invoke::Trapped));
}

#[test]
fn declared_resources_bind() {
    let limit = Some(Invoke::ResourceLimitExceeded);
    assert_eq!(failed_with(|data| data.resources.instructions = 1_000), limit);
    assert_eq!(failed_with(|data| data.resources.disk_read_bytes -= 1), limit);
    assert_eq!(failed_with(|data| data.resources.write_bytes = 10), limit);
}

#[test]
fn the_refundable_fee_binds_to_the_stroop() {
    let first = &mut network();
    let draft = prepared(first);
    let (_, fees) = fees_of(first, &draft);
    let used = fees.total_non_refundable_resource_fee_charged + fees.total_refundable_resource_fee_charged;
    for (offered, enough) in [(used - 1, false), (used, true)] {
        let network = &mut network();
        let mut draft = prepared(network);
        draft.data().resource_fee = offered;
        let result = run(network, &draft);
        match invoke_code(&result) {
            Some(Invoke::Success(_)) => assert!(enough, "{offered} was not enough"),
            code => assert_eq!((code, enough), (Some(&Invoke::InsufficientRefundableFee), false)),
        }
    }
}

fn refused(change: impl FnOnce(&mut Network, &mut Draft)) -> Code {
    let network = &mut network();
    let (alice, bob) = (key("alice"), key("bob"));
    fund(network, &alice);
    fund(network, &bob);
    let mut draft = Draft::new(network, &alice, pay(&bob, 1));
    change(network, &mut draft);
    let envelope = draft.envelope(network);
    let sent = send(network, &envelope);
    assert_eq!(sent["status"], "ERROR", "{sent}");
    refusal(&sent).expect("a result").result
}

#[test]
fn signatures_are_complete_and_not_superfluous() {
    assert_eq!(refused(|_, draft| draft.signers.clear()), Code::TxBadAuth);
    assert_eq!(refused(|_, draft| draft.signers = vec![key("bob")]), Code::TxBadAuth);
    assert_eq!(refused(|_, draft| draft.signers.push(key("bob"))), Code::TxBadAuthExtra);
    let foreign = |network: &mut Network, _: &mut Draft| network.config.network_id = [1; 32];
    assert_eq!(refused_elsewhere(foreign), Code::TxBadAuth);
}

/// Signs for a changed network, sends to the real one.
fn refused_elsewhere(change: impl FnOnce(&mut Network, &mut Draft)) -> Code {
    let network = &mut network();
    let alice = key("alice");
    fund(network, &alice);
    let mut draft = Draft::new(network, &alice, pay(&alice, 1));
    let real = network.config.network_id;
    change(network, &mut draft);
    let envelope = draft.envelope(network);
    network.config.network_id = real;
    refusal(&send(network, &envelope)).expect("a result").result
}

#[test]
fn sequence_fee_and_bounds_are_checked() {
    assert_eq!(refused(|_, draft| draft.tx.seq_num.0 += 1), Code::TxBadSeq);
    assert_eq!(refused(|_, draft| draft.tx.fee = 99), Code::TxInsufficientFee);
    let bounds = |min: u64, max: u64| {
        Preconditions::Time(TimeBounds { min_time: TimePoint(min), max_time: TimePoint(max) })
    };
    assert_eq!(refused(|_, draft| draft.tx.cond = bounds(0, GENESIS_TIME)), Code::TxTooLate);
    assert_eq!(refused(|_, draft| draft.tx.cond = bounds(GENESIS_TIME + 1_000, 0)), Code::TxTooEarly);
    // Two ledgers of margin: 10 seconds past the last close are just enough.
    assert_eq!(refused(|_, draft| draft.tx.cond = bounds(0, GENESIS_TIME + 19)), Code::TxTooLate);
}

#[test]
fn an_archived_entry_needs_its_index_to_come_back() {
    let network = &mut network();
    let first = prepared(network);
    assert!(matches!(invoke_code(&run(network, &first)), Some(Invoke::Success(_))));
    call(network, "sandbox_warp", json!({ "ledgers": 600_000 }));
    let alice = key("alice");
    let body = transfer(network, &alice, some_contract(), 1_000);
    let mut draft = Draft::new(network, &alice, body.clone()).prepare(network);
    assert!(matches!(draft.data().ext, SorobanTransactionDataExt::V1(_)), "simulation restores by itself");
    draft.data().ext = SorobanTransactionDataExt::V0;
    assert_eq!(invoke_code(&run(network, &draft)), Some(&Invoke::EntryArchived));
    let again = Draft::new(network, &alice, body).prepare(network);
    assert!(matches!(invoke_code(&run(network, &again)), Some(Invoke::Success(_))));
}

#[test]
fn the_asset_contract_creates_accounts_from_one_xlm_on() {
    let network = &mut network();
    let (alice, new) = (key("alice"), key("new"));
    fund(network, &alice);
    let poor = transfer(network, &alice, ScAddress::Account(id(&new)), 5_000_000);
    let text = sandbox::codec::xdr_base64(&Draft::new(network, &alice, poor).envelope(network));
    let simulated = call(network, "simulateTransaction", json!({ "transaction": text }));
    assert!(simulated["error"].as_str().is_some_and(|e| e.contains("Error(Contract, #14)")), "{simulated}");
    let body = transfer(network, &alice, ScAddress::Account(id(&new)), 50_000_000);
    let draft = Draft::new(network, &alice, body).prepare(network);
    run(network, &draft);
    let created = account(network, &new);
    assert_eq!(created.balance, 50_000_000);
    assert_eq!(created.seq_num.0, i64::from(network.latest()) << 32);
    assert_eq!(created.thresholds.0, [1, 0, 0, 0]);
}
