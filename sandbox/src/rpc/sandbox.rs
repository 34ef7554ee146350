//! The sandbox's own methods: clock, friendbot, state, faults.

use super::{Answer, RpcError, internal, invalid_params, params::Params};
use crate::codec::xdr_from_base64;
use crate::friendbot::Refused;
use crate::host::Modules;
use crate::ledger::{
    close::Report,
    genesis::{id_of, root_key},
    keys::{asset_contract_id, is_soroban},
    settings::Settings,
    store::{Slot, Ttl},
};
use crate::network::Network;
use crate::xdr::{Asset, LedgerEntry, LedgerEntryData, LedgerEntryExt, LedgerKey};
use serde_json::{Value, json};
use std::rc::Rc;

const MAX_CLOSE: u32 = 10_000;
const MAX_WARP: u32 = 10_000_000;
/// About 30 years.
const MAX_SECONDS: u64 = 1_000_000_000;

pub fn info(network: &Network) -> Value {
    json!({
        "passphrase": network.config.passphrase,
        "networkId": hex::encode(network.config.network_id),
        "seed": hex::encode(network.config.seed),
        "auto": network.config.auto,
        "ledgerMs": network.config.ledger_ms,
        "stepMs": network.config.step_ms,
        "latestLedger": network.latest(),
        "latestLedgerCloseTime": network.close_time(),
        "latestCloseTime": network.close_time(),
        "pending": network.queue.pending.len(),
        "rootAccount": id_of(&root_key(&network.config)).to_string(),
        "nativeContract": asset_contract_id(&network.config.network_id, &Asset::Native).to_string(),
    })
}

fn closed(network: &Network, report: &Report) -> Value {
    let applied = report.applied.iter().map(|(hash, ledger, success)| {
        json!({
            "hash": hex::encode(hash),
            "ledger": ledger,
            "status": if *success { "SUCCESS" } else { "FAILED" },
        })
    });
    json!({
        "closed": report.closed,
        "latestLedger": network.latest(),
        "latestCloseTime": network.close_time(),
        "transactions": applied.collect::<Vec<_>>(),
        "dropped": report.dropped.iter().map(hex::encode).collect::<Vec<_>>(),
    })
}

pub fn close(network: &mut Network, params: &Params) -> Answer {
    let count = params.u32("count")?.unwrap_or(1);
    if !(1..=MAX_CLOSE).contains(&count) {
        return Err(invalid_params(format!("count must be from 1 to {MAX_CLOSE}, found {count}")));
    }
    let mut report = Report::default();
    for _ in 0..count {
        let at = network.next_close_ms();
        network.close(at, &mut report).map_err(internal)?;
    }
    Ok(closed(network, &report))
}

pub fn warp(network: &mut Network, params: &Params) -> Answer {
    let (seconds, ledgers) = (params.u64("seconds")?, params.u32("ledgers")?);
    if seconds.is_none() && ledgers.is_none() {
        return Err(invalid_params("expected seconds, ledgers or both"));
    }
    let count = ledgers.unwrap_or(1);
    if !(1..=MAX_WARP).contains(&count) || seconds.is_some_and(|s| s > MAX_SECONDS) {
        return Err(invalid_params(format!(
            "expected 1 to {MAX_WARP} ledgers and at most {MAX_SECONDS} seconds"
        )));
    }
    let total = match seconds {
        Some(seconds) => seconds * 1_000,
        None => network.config.step_ms.saturating_mul(u64::from(count)),
    };
    let report = network.warp(count, total).map_err(internal)?;
    Ok(closed(network, &report))
}

pub fn set_auto(network: &mut Network, params: &Params) -> Answer {
    let auto = params.flag("auto")?.ok_or_else(|| invalid_params("expected auto, a boolean"))?;
    network.config.set_cadence(&params.0).map_err(invalid_params)?;
    network.config.auto = auto;
    network.last_tick = None;
    Ok(info(network))
}

pub fn friendbot(network: &mut Network, params: &Params) -> Answer {
    let address = params.text("addr")?.ok_or_else(|| invalid_params("expected addr, a G… or C… address"))?;
    let close = params.flag("close")?.unwrap_or(false);
    let hash = network.fund(address).map_err(|refused| match refused {
        Refused::Bad(message) => invalid_params(message),
        Refused::Busy(message) => internal(message),
    })?;
    if close {
        let at = network.next_close_ms();
        network.close(at, &mut Report::default()).map_err(internal)?;
    }
    Ok(json!({ "hash": hex::encode(hash) }))
}

pub fn set_entry(network: &mut Network, params: &Params) -> Answer {
    let key: LedgerKey = required(params, "key")?;
    match params.text("entry")? {
        None => network.shared.0.borrow_mut().remove(&key),
        Some(text) => {
            let data: LedgerEntryData = xdr_from_base64(text)
                .ok_or_else(|| invalid_params("entry: not a LedgerEntryData in base64"))?;
            put_entry(network, key.clone(), data, params.u32("liveUntil")?)?;
        }
    }
    network.shared.0.borrow_mut().seal();
    if matches!(key, LedgerKey::ConfigSetting(_)) {
        network.settings = Settings::load(&network.shared).map_err(internal)?;
    }
    Ok(json!({ "ok": true }))
}

fn put_entry(
    network: &Network,
    key: LedgerKey,
    data: LedgerEntryData,
    until: Option<u32>,
) -> Result<(), RpcError> {
    if data.to_key() != key {
        return Err(invalid_params("entry does not belong to key"));
    }
    let ttl = match (is_soroban(&key), until) {
        (true, Some(until)) => Some(Ttl { until, modified: network.latest() }),
        (true, None) => return Err(invalid_params("expected liveUntil for contract data and code")),
        (false, _) => None,
    };
    if let LedgerEntryData::ContractCode(code) = &data {
        Modules::add(&network.modules, code.code.as_slice()).map_err(invalid_params)?;
    }
    let entry = LedgerEntry { last_modified_ledger_seq: network.latest(), data, ext: LedgerEntryExt::V0 };
    network.shared.0.borrow_mut().put(Rc::new(key), Slot { entry: Rc::new(entry), ttl });
    Ok(())
}

fn required(params: &Params, name: &str) -> Result<LedgerKey, RpcError> {
    let text = params
        .text(name)?
        .ok_or_else(|| invalid_params(format!("expected {name}, a LedgerKey in base64")))?;
    xdr_from_base64(text).ok_or_else(|| invalid_params(format!("{name}: not a LedgerKey in base64")))
}

pub fn faults(network: &mut Network, params: &Params) -> Answer {
    let faults = &mut network.faults;
    faults.trap = params.flag("trap")?.unwrap_or(faults.trap);
    faults.drop_sends = params.u32("dropSends")?.unwrap_or(faults.drop_sends);
    faults.p30_headers = params.flag("p30Headers")?.unwrap_or(faults.p30_headers);
    Ok(json!({
        "trap": faults.trap,
        "dropSends": faults.drop_sends,
        "p30Headers": faults.p30_headers,
    }))
}
