//! Resource fees and the refundable part, after stellar-core's `RefundableFeeTracker`.

use crate::ledger::{header::BASE_FEE, keys::is_soroban, settings::Settings};
use crate::tx::frame::Frame;
use crate::xdr::{SorobanTransactionData, SorobanTransactionDataExt};
use soroban_env_host::fees::{TransactionResources, compute_transaction_resource_fee};

pub fn archived_indices(data: &SorobanTransactionData) -> &[u32] {
    match &data.ext {
        SorobanTransactionDataExt::V0 => &[],
        SorobanTransactionDataExt::V1(ext) => ext.archived_soroban_entries.as_slice(),
    }
}

/// Entries that count as read from disk: classic ones, archived ones to restore, everything a restore names.
pub fn disk_read_entries(data: &SorobanTransactionData, restore: bool) -> usize {
    let footprint = &data.resources.footprint;
    if restore {
        return footprint.read_write.len();
    }
    let classic =
        footprint.read_only.iter().chain(footprint.read_write.iter()).filter(|key| !is_soroban(key));
    classic.count() + archived_indices(data).len()
}

/// (non-refundable, refundable) fee of the declared resources and `event_bytes`.
pub fn resource_fee(settings: &Settings, frame: &Frame, event_bytes: u32) -> (i64, i64) {
    let Some(data) = frame.soroban_data() else {
        return (0, 0);
    };
    let resources = &data.resources;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let used = TransactionResources {
        instructions: resources.instructions,
        disk_read_entries: count(disk_read_entries(data, frame.is_restore())),
        write_entries: count(resources.footprint.read_write.len()),
        disk_read_bytes: resources.disk_read_bytes,
        write_bytes: resources.write_bytes,
        contract_events_size_bytes: event_bytes,
        transaction_size_bytes: frame.size,
    };
    compute_transaction_resource_fee(&used, &settings.network.fee_configuration)
}

pub fn min_inclusion_fee(ops: i64) -> i64 {
    i64::from(BASE_FEE).saturating_mul(ops)
}

/// What a transaction pays when the ledger's rate is `base_fee` per operation: never more than its bid.
pub fn charged_fee(frame: &Frame, base_fee: i64) -> i64 {
    let inclusion = frame.inclusion_fee().min(base_fee.saturating_mul(frame.fee_ops()));
    frame.resource_fee().saturating_add(inclusion)
}

/// The full fee a validation error reports: resource fee plus the minimum for inclusion.
pub fn minimum_fee(frame: &Frame) -> i64 {
    frame.resource_fee().saturating_add(min_inclusion_fee(frame.fee_ops()))
}

#[derive(Default)]
pub struct Refundable {
    pub maximum: i64,
    pub consumed: i64,
    pub rent: i64,
    pub non_refundable: i64,
}

impl Refundable {
    pub fn new(settings: &Settings, frame: &Frame) -> Refundable {
        let (non_refundable, _) = resource_fee(settings, frame, 0);
        let maximum = frame.resource_fee().saturating_sub(non_refundable);
        Refundable { maximum, consumed: 0, rent: 0, non_refundable }
    }

    /// False when rent and events cost more than was put down for them.
    pub fn consume(&mut self, settings: &Settings, frame: &Frame, event_bytes: u32, rent: i64) -> bool {
        self.rent = rent;
        let (_, events) = resource_fee(settings, frame, event_bytes);
        self.consumed = rent.saturating_add(events);
        self.consumed <= self.maximum
    }

    /// A failed transaction gets the whole refundable part back.
    pub fn reset(&mut self) {
        self.consumed = 0;
        self.rent = 0;
    }

    pub fn refund(&self) -> i64 {
        self.maximum.saturating_sub(self.consumed).max(0)
    }
}
