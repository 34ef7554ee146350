//! RestoreFootprint: archived entries of the read-write footprint live again, for the minimum of a new entry.

use super::{Applied, Context, Failed, inner, is_live, size_is_allowed};
use crate::codec::xdr_len;
use crate::host;
use crate::ledger::{keys::is_persistent, store::Ttl};
use crate::tx::frame::Frame;
use crate::xdr::{LedgerKey, OperationResult, OperationResultTr as T, RestoreFootprintResult as R};
use soroban_env_host::fees::LedgerEntryRentChange;
use std::rc::Rc;

fn result(code: R) -> OperationResult {
    inner(T::RestoreFootprint(code))
}

fn fail<V>(code: R) -> Result<V, Failed> {
    Err(Failed::Result(result(code)))
}

pub fn check(frame: &Frame) -> Result<(), OperationResult> {
    let Some(data) = frame.soroban_data() else {
        return Err(result(R::Malformed));
    };
    let footprint = &data.resources.footprint;
    let valid = footprint.read_only.is_empty() && footprint.read_write.iter().all(is_persistent);
    if valid { Ok(()) } else { Err(result(R::Malformed)) }
}

pub fn apply(context: &mut Context) -> Applied {
    let Some(data) = context.frame.soroban_data() else {
        return fail(R::Malformed);
    };
    let until = context.settings.persistent_until(context.ledger);
    let (mut rent, mut moved) = (Vec::new(), 0_u32);
    for key in data.resources.footprint.read_write.iter() {
        let Some(slot) = context.store.get(key).cloned() else {
            continue;
        };
        if is_live(&slot, context.ledger) {
            continue;
        }
        let bytes = xdr_len(&*slot.entry);
        // A restored entry is read from disk and written back: both declarations must cover it.
        moved = moved.saturating_add(bytes);
        let declared = data.resources.disk_read_bytes.min(data.resources.write_bytes);
        if moved > declared || !size_is_allowed(key, bytes, context.settings) {
            return fail(R::ResourceLimitExceeded);
        }
        rent.push(LedgerEntryRentChange {
            is_persistent: true,
            is_code_entry: matches!(key, LedgerKey::ContractCode(_)),
            old_size_bytes: 0,
            new_size_bytes: host::rent_size(&slot.entry, bytes, context.settings)
                .map_err(|_| Failed::Internal)?,
            old_live_until_ledger: 0,
            new_live_until_ledger: until,
        });
        context.store.set_ttl(key, Ttl { until, modified: context.ledger });
        context.effects.restored.insert(Rc::new(key.clone()));
    }
    let fee = host::rent_fee(&rent, context.ledger, context.settings);
    if !context.refundable.consume(context.settings, context.frame, 0, fee) {
        return fail(R::InsufficientRefundableFee);
    }
    Ok(result(R::Success))
}
