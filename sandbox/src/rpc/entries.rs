//! getLedgerEntries.

use super::{Answer, invalid_params, params::Params};
use crate::codec::{xdr_base64, xdr_from_base64};
use crate::ledger::{keys::is_persistent, store::Slot};
use crate::network::Network;
use crate::xdr::LedgerKey;
use serde_json::{Value, json};

const MAX_KEYS: usize = 200;

pub fn get(network: &Network, params: &Params) -> Answer {
    params.check_format()?;
    let keys = params.texts("keys")?;
    if keys.len() > MAX_KEYS {
        let count = keys.len();
        return Err(invalid_params(format!("key count ({count}) exceeds maximum supported ({MAX_KEYS})")));
    }
    let mut parsed = Vec::new();
    for (index, text) in keys.iter().enumerate() {
        match xdr_from_base64::<LedgerKey>(text) {
            None => {
                return Err(invalid_params(format!("cannot unmarshal key value {text} at index {index}")));
            }
            Some(LedgerKey::Ttl(_)) => {
                return Err(invalid_params("ledger ttl entries cannot be queried directly"));
            }
            Some(key) => parsed.push((key, *text)),
        }
    }
    let store = network.shared.0.borrow();
    let entries: Vec<Value> = parsed
        .iter()
        .filter_map(|(key, text)| {
            let slot = store.get(key)?;
            // An expired temporary entry is gone; an archived one is reported with its past TTL.
            let live = slot.ttl.is_none_or(|ttl| ttl.until >= network.latest()) || is_persistent(key);
            live.then(|| entry(text, slot))
        })
        .collect();
    Ok(json!({ "entries": entries, "latestLedger": network.latest() }))
}

fn entry(key: &str, slot: &Slot) -> Value {
    let mut entry = json!({
        "key": key,
        "xdr": xdr_base64(&slot.entry.data),
        "lastModifiedLedgerSeq": slot.entry.last_modified_ledger_seq,
        "extXdr": xdr_base64(&slot.entry.ext),
    });
    if let Some(ttl) = slot.ttl {
        entry["liveUntilLedgerSeq"] = json!(ttl.until);
    }
    entry
}
