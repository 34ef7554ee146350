//! ExtendFootprintTtl: live entries of the read-only footprint live until `extendTo` ledgers from now.

use super::{Applied, Context, Failed, inner, is_live, size_is_allowed};
use crate::codec::xdr_len;
use crate::host;
use crate::ledger::{
    keys::{is_persistent, is_soroban},
    settings::Settings,
    store::Ttl,
};
use crate::tx::frame::Frame;
use crate::xdr::{
    ExtendFootprintTtlOp, ExtendFootprintTtlResult as R, LedgerKey, OperationResult, OperationResultTr as T,
};
use soroban_env_host::fees::LedgerEntryRentChange;

fn result(code: R) -> OperationResult {
    inner(T::ExtendFootprintTtl(code))
}

fn fail<V>(code: R) -> Result<V, Failed> {
    Err(Failed::Result(result(code)))
}

pub fn check(body: &ExtendFootprintTtlOp, frame: &Frame, settings: &Settings) -> Result<(), OperationResult> {
    let Some(data) = frame.soroban_data() else {
        return Err(result(R::Malformed));
    };
    let footprint = &data.resources.footprint;
    let valid = footprint.read_write.is_empty()
        && footprint.read_only.iter().all(is_soroban)
        && body.extend_to < settings.archival.max_entry_ttl;
    if valid { Ok(()) } else { Err(result(R::Malformed)) }
}

pub fn apply(context: &mut Context, body: &ExtendFootprintTtlOp) -> Applied {
    let Some(data) = context.frame.soroban_data() else {
        return fail(R::Malformed);
    };
    let until = context.ledger.saturating_add(body.extend_to);
    let mut rent = Vec::new();
    for key in data.resources.footprint.read_only.iter() {
        let Some(slot) = context.store.get(key).cloned() else {
            continue;
        };
        // Archived entries are skipped: they must be restored first.
        let Some(ttl) = slot.ttl.filter(|ttl| is_live(&slot, context.ledger) && ttl.until < until) else {
            continue;
        };
        let bytes = xdr_len(&*slot.entry);
        if !size_is_allowed(key, bytes, context.settings) {
            return fail(R::ResourceLimitExceeded);
        }
        let size = host::rent_size(&slot.entry, bytes, context.settings).map_err(|_| Failed::Internal)?;
        rent.push(LedgerEntryRentChange {
            is_persistent: is_persistent(key),
            is_code_entry: matches!(key, LedgerKey::ContractCode(_)),
            old_size_bytes: size,
            new_size_bytes: size,
            old_live_until_ledger: ttl.until,
            new_live_until_ledger: until,
        });
        context.store.set_ttl(key, Ttl { until, modified: context.ledger });
    }
    let fee = host::rent_fee(&rent, context.ledger, context.settings);
    if !context.refundable.consume(context.settings, context.frame, 0, fee) {
        return fail(R::InsufficientRefundableFee);
    }
    Ok(result(R::Success))
}
