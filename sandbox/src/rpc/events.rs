//! getEvents.

use super::{
    Answer, RpcError,
    encode::{range, rfc3339},
    filter, invalid_params, invalid_request,
    params::Params,
};
use crate::codec::xdr_base64;
use crate::ledger::history::EventRow;
use crate::network::Network;
use crate::xdr::{ContractEventBody, ContractEventType};
use serde_json::{Value, json};

const DEFAULT_PAGE: usize = 100;
const MAX_PAGE: usize = 10_000;
/// Ledgers one request scans.
const MAX_SCAN: u32 = 10_000;
const TX_BITS: u32 = 20;
const OP_BITS: u32 = 12;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cursor {
    ledger: u32,
    tx: u32,
    op: u32,
    event: u32,
}

impl Cursor {
    fn text(&self) -> String {
        let toid = u64::from(self.ledger) << (TX_BITS + OP_BITS)
            | u64::from(self.tx) << OP_BITS
            | u64::from(self.op);
        format!("{toid:019}-{:010}", self.event)
    }

    fn parse(text: &str) -> Option<Cursor> {
        let (toid, event) = text.split_once('-')?;
        let (toid, event) = (toid.parse::<u64>().ok()?, event.parse::<u32>().ok()?);
        Some(Cursor {
            ledger: u32::try_from(toid >> (TX_BITS + OP_BITS)).ok()?,
            tx: u32::try_from(toid >> OP_BITS & ((1 << TX_BITS) - 1)).ok()?,
            op: u32::try_from(toid & ((1 << OP_BITS) - 1)).ok()?,
            event,
        })
    }

    fn of(ledger: u32, row: &EventRow) -> Cursor {
        Cursor { ledger, tx: row.tx, op: row.op, event: row.index }
    }

    fn last_of(ledger: u32) -> Cursor {
        Cursor { ledger, tx: (1 << TX_BITS) - 1, op: (1 << OP_BITS) - 1, event: u32::MAX }
    }
}

pub fn get(network: &Network, params: &Params) -> Answer {
    params.check_format()?;
    let page = params.page(DEFAULT_PAGE, MAX_PAGE)?;
    let (start_ledger, end_ledger) =
        (params.u32("startLedger")?.unwrap_or(0), params.u32("endLedger")?.unwrap_or(0));
    let after = cursor_of(&page.cursor, start_ledger, end_ledger)?;
    let filters = filter::parse(params)?;
    let start = after.map_or(start_ledger, |cursor| cursor.ledger);
    let (oldest, latest) = (network.history.oldest(), network.latest());
    if !(oldest..=latest).contains(&start) {
        return Err(invalid_request(format!(
            "startLedger must be within the ledger range: {oldest} - {latest}"
        )));
    }
    let mut end = start.saturating_add(MAX_SCAN).min(latest.saturating_add(1));
    if end_ledger != 0 {
        end = end.min(end_ledger);
    }
    let wanted = |(ledger, row): &(u32, &EventRow)| {
        after.is_none_or(|cursor| Cursor::of(*ledger, row) > cursor)
            && (filters.is_empty() || filters.iter().any(|filter| filter.matches(&row.event)))
    };
    let found: Vec<_> = network.history.events(start, end).filter(wanted).take(page.limit).collect();
    let cursor = match found.last() {
        Some((ledger, row)) if found.len() == page.limit => Cursor::of(*ledger, row),
        _ => Cursor::last_of(end.saturating_sub(1)),
    };
    let events: Vec<_> = found.iter().map(|(ledger, row)| info(network, *ledger, row)).collect();
    let mut answer = Value::Object(range(network, true));
    answer["events"] = json!(events);
    answer["cursor"] = json!(cursor.text());
    Ok(answer)
}

fn cursor_of(text: &Option<String>, start: u32, end: u32) -> Result<Option<Cursor>, RpcError> {
    match text {
        Some(_) if start != 0 || end != 0 => {
            Err(invalid_params("ledger ranges and cursor cannot both be set"))
        }
        Some(text) => match Cursor::parse(text) {
            Some(cursor) => Ok(Some(cursor)),
            None => Err(invalid_params(format!("invalid parameters: invalid event id {text}"))),
        },
        None if start == 0 => Err(invalid_params("startLedger must be positive")),
        None => Ok(None),
    }
}

fn info(network: &Network, ledger: u32, row: &EventRow) -> Value {
    let ContractEventBody::V0(body) = &row.event.body;
    let topics: Vec<_> = body.topics.iter().map(xdr_base64).collect();
    let kind = match row.event.type_ {
        ContractEventType::System => "system",
        ContractEventType::Contract => "contract",
        ContractEventType::Diagnostic => "diagnostic",
    };
    json!({
        "type": kind,
        "ledger": ledger,
        "ledgerClosedAt": rfc3339(network.history.close_ms(ledger) / 1_000),
        "contractId": row.event.contract_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        "id": Cursor::of(ledger, row).text(),
        "operationIndex": row.op,
        "transactionIndex": row.tx,
        "txHash": hex::encode(row.tx_hash),
        "topic": topics,
        "value": xdr_base64(&body.data),
    })
}
