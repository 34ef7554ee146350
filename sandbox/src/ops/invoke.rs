//! InvokeHostFunction, after stellar-core's `InvokeHostFunctionApplyHelper`: read the footprint, run, record, charge.

use super::{Applied, Context, Failed, inner, is_live, size_is_allowed};
use crate::codec::{xdr_bytes, xdr_hash};
use crate::host::{self, Call, Change, Failure, HostEntry, Success};
use crate::ledger::{
    keys::{is_asset_valid, is_persistent, is_soroban},
    settings::Settings,
    store::{Slot, Ttl},
};
use crate::tx::fees::archived_indices;
use crate::xdr::{
    ContractIdPreimage, Hash, HostFunction, InvokeHostFunctionOp, InvokeHostFunctionResult as R,
    InvokeHostFunctionSuccessPreImage, LedgerEntryData, LedgerKey, OperationResult, OperationResultTr as T,
    SorobanTransactionData,
};
use soroban_env_host::e2e_invoke::TtlLedgerEntryMeta;
use std::rc::Rc;

fn result(code: R) -> OperationResult {
    inner(T::InvokeHostFunction(code))
}

fn fail<V>(code: R) -> Result<V, Failed> {
    Err(Failed::Result(result(code)))
}

/// stellar-core refuses these without setting an operation code, hence `()`.
pub fn check(body: &InvokeHostFunctionOp, settings: &Settings) -> Result<(), ()> {
    let valid = match &body.host_function {
        HostFunction::UploadContractWasm(wasm) => wasm.len() <= settings.max_wasm_bytes as usize,
        HostFunction::CreateContract(args) => match &args.contract_id_preimage {
            ContractIdPreimage::Asset(asset) => is_asset_valid(asset),
            ContractIdPreimage::Address(_) => true,
        },
        _ => true,
    };
    if valid { Ok(()) } else { Err(()) }
}

pub fn apply(context: &mut Context, body: &InvokeHostFunctionOp) -> Applied {
    let Some(data) = context.frame.soroban_data() else {
        return fail(R::Malformed);
    };
    let entries = read_footprint(context, data)?;
    let call = Call {
        function: &body.host_function,
        resources: &data.resources,
        restored: &entries.restored,
        source: &context.source,
        auth: body.auth.as_slice(),
        entries: entries.host,
        seed: context.seed,
    };
    let mut diagnostics = Vec::new();
    let outcome = host::invoke(call, &context.clock(), context.settings, context.modules, &mut diagnostics);
    context.effects.diagnostics = diagnostics;
    let success = match outcome {
        Ok(success) => success,
        Err(Failure::Internal) => return Err(Failed::Internal),
        Err(Failure::ResourceLimit) => return fail(R::ResourceLimitExceeded),
        Err(Failure::Trapped) => return fail(R::Trapped),
    };
    record(context, &success.changes, data)?;
    finish(context, success)
}

struct Footprint {
    host: Vec<HostEntry>,
    restored: Vec<u32>,
}

/// Entries for the host in footprint order. Only classic entries and restored ones count as disk reads.
fn read_footprint(context: &mut Context, data: &SorobanTransactionData) -> Result<Footprint, Failed> {
    let mut out = Footprint { host: Vec::new(), restored: Vec::new() };
    let footprint = &data.resources.footprint;
    let mut disk_bytes = 0_u32;
    for key in footprint.read_only.iter() {
        if is_archived(context, key) {
            return fail(R::EntryArchived);
        }
        read(context, key, data, &mut disk_bytes, &mut out, None)?;
    }
    for (index, key) in (0_u32..).zip(footprint.read_write.iter()) {
        let archived = is_archived(context, key);
        if archived && !archived_indices(data).contains(&index) {
            return fail(R::EntryArchived);
        }
        read(context, key, data, &mut disk_bytes, &mut out, archived.then_some(index))?;
    }
    Ok(out)
}

fn is_archived(context: &Context, key: &LedgerKey) -> bool {
    let expired = context.store.get(key).is_some_and(|slot| !is_live(slot, context.ledger));
    expired && is_persistent(key)
}

fn read(
    context: &mut Context,
    key: &LedgerKey,
    data: &SorobanTransactionData,
    disk_bytes: &mut u32,
    out: &mut Footprint,
    restore: Option<u32>,
) -> Result<(), Failed> {
    // An expired temporary entry is no entry.
    let present = |slot: &Slot| is_live(slot, context.ledger) || restore.is_some();
    let Some(slot) = context.store.get(key).filter(|slot| present(slot)).cloned() else {
        out.host.push((None, None));
        return Ok(());
    };
    let bytes = xdr_bytes(&*slot.entry);
    let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    if restore.is_some() || !is_soroban(key) {
        *disk_bytes = disk_bytes.saturating_add(size);
    }
    if !size_is_allowed(key, size, context.settings) || *disk_bytes > data.resources.disk_read_bytes {
        return fail(R::ResourceLimitExceeded);
    }
    let until = match restore {
        Some(index) => {
            out.restored.push(index);
            Some(bring_back(context, key))
        }
        None => slot.ttl.map(|ttl| ttl.until),
    };
    let rent = host::rent_size(&slot.entry, size, context.settings).map_err(|_| Failed::Internal)?;
    let meta =
        until.map(|live_until_ledger| TtlLedgerEntryMeta { live_until_ledger, entry_size_for_rent: rent });
    out.host.push((Some(bytes), meta));
    Ok(())
}

fn bring_back(context: &mut Context, key: &LedgerKey) -> u32 {
    let until = context.settings.persistent_until(context.ledger);
    context.store.set_ttl(key, Ttl { until, modified: context.ledger });
    context.effects.restored.insert(Rc::new(key.clone()));
    until
}

/// Writes the host's changes: a read-write key without a value is deleted, a read-only one may only live longer.
fn record(context: &mut Context, changes: &[Change], data: &SorobanTransactionData) -> Result<(), Failed> {
    let mut written = 0_u32;
    for change in changes {
        if change.entry.is_none() {
            continue;
        }
        if !size_is_allowed(&change.key, change.bytes, context.settings) {
            return fail(R::ResourceLimitExceeded);
        }
        written = written.saturating_add(change.bytes);
        if written > data.resources.write_bytes {
            return fail(R::ResourceLimitExceeded);
        }
    }
    for change in changes {
        write(context, change)?;
    }
    Ok(())
}

fn write(context: &mut Context, change: &Change) -> Result<(), Failed> {
    let old_ttl = context.store.get(&change.key).and_then(|slot| slot.ttl);
    let new_ttl = change.ttl.map(|(_, until)| match old_ttl {
        Some(old) if old.until == until => old,
        _ => Ttl { until, modified: context.ledger },
    });
    match &change.entry {
        Some(entry) => {
            let mut entry = entry.clone();
            entry.last_modified_ledger_seq = context.ledger;
            if let LedgerEntryData::ContractCode(code) = &entry.data {
                context.modules.add(code.code.as_slice()).map_err(|_| Failed::Internal)?;
            }
            let slot = Slot { entry: Rc::new(entry), ttl: new_ttl };
            context.store.put(Rc::new(change.key.clone()), slot);
        }
        None if !change.read_only => context.store.remove(&change.key),
        None => {
            if let (Some(old), Some(new)) = (old_ttl, new_ttl)
                && new.until > old.until
            {
                context.store.set_ttl(&change.key, new);
            }
        }
    }
    Ok(())
}

fn finish(context: &mut Context, success: Success) -> Applied {
    let bytes = success.event_bytes.saturating_add(success.value_bytes);
    if bytes > context.settings.events.tx_max_contract_events_size_bytes {
        return fail(R::ResourceLimitExceeded);
    }
    if !context.refundable.consume(context.settings, context.frame, bytes, success.rent_fee) {
        return fail(R::InsufficientRefundableFee);
    }
    let image = InvokeHostFunctionSuccessPreImage {
        return_value: success.value.clone(),
        events: success.events.clone().try_into().unwrap_or_default(),
    };
    context.effects.events = success.events;
    context.effects.return_value = Some(success.value);
    Ok(result(R::Success(Hash(xdr_hash(&image)))))
}
