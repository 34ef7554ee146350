//! getTransaction and getTransactions.

use super::{Answer, RpcError, encode::range, invalid_params, invalid_request, params::Params};
use crate::codec::{Hash32, xdr_base64};
use crate::ledger::history::{LedgerRecord, TxRecord};
use crate::network::Network;
use crate::xdr::TransactionMeta;
use serde_json::{Value, json};

const DEFAULT_PAGE: usize = 50;
const MAX_PAGE: usize = 200;

pub fn get(network: &Network, params: &Params) -> Answer {
    params.check_format()?;
    let text = params.text("hash")?.unwrap_or_default();
    if text.len() / 2 != 32 {
        return Err(invalid_params(format!("unexpected hash length ({})", text.len())));
    }
    let hash: Hash32 = hex::decode(text)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| invalid_params(format!("incorrect hash: {text}")))?;
    let mut answer = Value::Object(range(network, true));
    answer["txHash"] = json!(text);
    match network.history.transaction(&hash) {
        None => answer["status"] = json!("NOT_FOUND"),
        Some((ledger, index)) => {
            details(&mut answer, ledger, index);
            answer["createdAt"] = json!((ledger.close_ms / 1_000).to_string());
        }
    }
    Ok(answer)
}

fn details(answer: &mut Value, ledger: &LedgerRecord, index: usize) {
    let Some(tx) = ledger.txs.get(index) else { return };
    answer["status"] = json!(if tx.success { "SUCCESS" } else { "FAILED" });
    answer["applicationOrder"] = json!(index + 1);
    answer["feeBump"] = json!(tx.inner_hash.is_some());
    answer["ledger"] = json!(ledger.header.ledger_seq);
    answer["envelopeXdr"] = json!(xdr_base64(&tx.envelope));
    answer["resultXdr"] = json!(xdr_base64(&tx.result));
    answer["resultMetaXdr"] = json!(xdr_base64(&tx.meta));
    events(answer, tx);
}

fn events(answer: &mut Value, tx: &TxRecord) {
    let TransactionMeta::V4(meta) = &tx.meta else {
        return;
    };
    let transaction: Vec<_> = meta.events.iter().map(xdr_base64).collect();
    let of_op =
        |op: &crate::xdr::OperationMetaV2| -> Vec<String> { op.events.iter().map(xdr_base64).collect() };
    let contract: Vec<_> = meta.operations.iter().map(of_op).collect();
    answer["events"] = json!({ "transactionEventsXdr": transaction, "contractEventsXdr": contract });
    if !meta.diagnostic_events.is_empty() {
        let diagnostic: Vec<_> = meta.diagnostic_events.iter().map(xdr_base64).collect();
        answer["diagnosticEventsXdr"] = json!(diagnostic);
    }
}

/// Position of a transaction as Horizon's and stellar-rpc's cursors count it.
fn toid(ledger: u32, order: u32, op: u32) -> u64 {
    u64::from(ledger) << 32 | u64::from(order) << 12 | u64::from(op)
}

/// The first ledger and the first transaction order in it.
fn first_of(network: &Network, start_ledger: u32, cursor: Option<&str>) -> Result<(u32, usize), RpcError> {
    let (oldest, latest) = (network.history.oldest(), network.latest());
    match cursor {
        Some(_) if start_ledger != 0 => Err(invalid_request("startLedger and cursor cannot both be set")),
        Some(cursor) => {
            let wrong = || invalid_params(format!("invalid cursor: {cursor}"));
            let id: u64 = cursor.parse().map_err(|_| wrong())?;
            let ledger = u32::try_from(id >> 32).map_err(|_| wrong())?;
            let order = usize::try_from((id >> 12) & 0xF_FFFF).map_err(|_| wrong())?;
            if ledger < oldest {
                return Err(invalid_params(format!(
                    "database does not contain metadata for ledger: {ledger}"
                )));
            }
            Ok((ledger, order + 1))
        }
        None if (oldest..=latest).contains(&start_ledger) => Ok((start_ledger, 1)),
        None => Err(invalid_request(format!(
            "start ledger must be between the oldest ledger: {oldest} and the latest ledger: {latest} for this rpc instance"
        ))),
    }
}

pub fn list(network: &Network, params: &Params) -> Answer {
    params.check_format()?;
    let page = params.page(DEFAULT_PAGE, MAX_PAGE).map_err(|e| invalid_request(e.message))?;
    let start_ledger = params.u32("startLedger")?.unwrap_or(0);
    let (first, first_order) = first_of(network, start_ledger, page.cursor.as_deref())?;
    let latest = network.latest();
    let mut found = Vec::new();
    let mut cursor = toid(latest.max(first), 0, 1);
    'ledgers: for ledger in network.history.filled(first) {
        let sequence = ledger.header.ledger_seq;
        let from = if sequence == first { first_order } else { 1 };
        for order in from..=ledger.txs.len() {
            found.push(listed(ledger, order - 1));
            let last = toid(sequence, u32::try_from(order).unwrap_or(0), 1);
            let full = found.len() >= page.limit;
            // A page that ends early ends at the latest ledger, wherever its last transaction was.
            cursor = if full || sequence == latest { last } else { toid(latest, 0, 1) };
            if full {
                break 'ledgers;
            }
        }
    }
    let mut answer = Value::Object(range(network, false));
    answer["transactions"] = json!(found);
    answer["cursor"] = json!(cursor.to_string());
    Ok(answer)
}

fn listed(ledger: &LedgerRecord, index: usize) -> Value {
    let mut value = json!({});
    details(&mut value, ledger, index);
    if let Some(tx) = ledger.txs.get(index) {
        value["txHash"] = json!(hex::encode(tx.hash));
    }
    value["createdAt"] = json!(ledger.close_ms / 1_000);
    value
}
