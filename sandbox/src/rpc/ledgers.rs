//! getLatestLedger and getLedgers: needed by the oracle tests only, since both carry ledger headers.

use super::{Answer, encode::range, internal, invalid_params, invalid_request, params::Params};
use crate::codec::xdr_base64;
use crate::ledger::{
    header::{PROTOCOL, with_milliseconds},
    history::LedgerRecord,
    txset::transaction_set,
};
use crate::network::Network;
use crate::xdr::{
    ExtensionPoint, Hash, LedgerCloseMeta, LedgerCloseMetaExt, LedgerCloseMetaV2, LedgerHeader,
    LedgerHeaderHistoryEntry, LedgerHeaderHistoryEntryExt, TransactionResultMetaV1, TransactionResultPair,
    VecM,
};
use serde_json::{Value, json};

const DEFAULT_PAGE: usize = 5;
const MAX_PAGE: usize = 200;

pub fn latest(network: &Network) -> Answer {
    let record =
        network.history.ledger(network.latest()).ok_or_else(|| internal("could not get latest ledger"))?;
    Ok(json!({
        "id": hex::encode(record.hash),
        "protocolVersion": PROTOCOL,
        "sequence": record.header.ledger_seq,
        "closeTime": (record.close_ms / 1_000).to_string(),
        "headerXdr": xdr_base64(&header(network, &record)),
        "metadataXdr": xdr_base64(&close_meta(network, &record)),
    }))
}

pub fn list(network: &Network, params: &Params) -> Answer {
    params.check_format()?;
    let page = params.page(DEFAULT_PAGE, MAX_PAGE).map_err(|e| invalid_request(e.message))?;
    let start = params.u32("startLedger")?.unwrap_or(0);
    let (oldest, newest) = (network.history.oldest(), network.latest());
    let within = |ledger: u32| (oldest..=newest).contains(&ledger);
    let first = match &page.cursor {
        Some(_) if start != 0 => return Err(invalid_request("startLedger and cursor cannot both be set")),
        Some(cursor) => {
            let last: u32 =
                cursor.parse().map_err(|_| invalid_params(format!("invalid cursor: {cursor}")))?;
            if !within(last.saturating_add(1)) {
                return Err(invalid_params(format!(
                    "cursor ('{cursor}') must be between the oldest ledger: {oldest} and the latest ledger: {newest} for this rpc instance"
                )));
            }
            last.saturating_add(1)
        }
        None if within(start) => start,
        None => {
            return Err(invalid_request(format!(
                "start ledger ({start}) must be between the oldest ledger: {oldest} and the latest ledger: {newest} for this rpc instance"
            )));
        }
    };
    let last = newest.min(first.saturating_add(u32::try_from(page.limit).unwrap_or(u32::MAX) - 1));
    let records = (first..=last).filter_map(|sequence| network.history.ledger(sequence));
    let ledgers: Vec<Value> = records.map(|record| info(network, &record)).collect();
    let mut answer = Value::Object(range(network, false));
    answer["ledgers"] = json!(ledgers);
    answer["cursor"] = json!(last.to_string());
    Ok(answer)
}

fn info(network: &Network, record: &LedgerRecord) -> Value {
    json!({
        "hash": hex::encode(record.hash),
        "sequence": record.header.ledger_seq,
        "ledgerCloseTime": (record.close_ms / 1_000).to_string(),
        "headerXdr": xdr_base64(&history_entry(network, record)),
        "metadataXdr": xdr_base64(&close_meta(network, record)),
    })
}

fn header(network: &Network, record: &LedgerRecord) -> LedgerHeader {
    if network.faults.p30_headers {
        with_milliseconds(&record.header, record.close_ms)
    } else {
        record.header.clone()
    }
}

fn history_entry(network: &Network, record: &LedgerRecord) -> LedgerHeaderHistoryEntry {
    LedgerHeaderHistoryEntry {
        hash: Hash(record.hash),
        header: header(network, record),
        ext: LedgerHeaderHistoryEntryExt::V0,
    }
}

fn close_meta(network: &Network, record: &LedgerRecord) -> LedgerCloseMeta {
    let processing: Vec<_> = record
        .txs
        .iter()
        .map(|tx| TransactionResultMetaV1 {
            ext: ExtensionPoint::V0,
            result: TransactionResultPair { transaction_hash: Hash(tx.hash), result: tx.result.clone() },
            fee_processing: tx.fee_changes.clone(),
            tx_apply_processing: tx.meta.clone(),
            post_tx_apply_fee_processing: tx.post_changes.clone(),
        })
        .collect();
    LedgerCloseMeta::V2(LedgerCloseMetaV2 {
        ext: LedgerCloseMetaExt::V0,
        ledger_header: history_entry(network, record),
        tx_set: transaction_set(&record.header.previous_ledger_hash.0, &record.txs),
        tx_processing: processing.try_into().unwrap_or_default(),
        upgrades_processing: VecM::default(),
        scp_info: VecM::default(),
        total_byte_size_of_live_soroban_state: network.shared.0.borrow().state_bytes(),
        evicted_keys: VecM::default(),
    })
}
