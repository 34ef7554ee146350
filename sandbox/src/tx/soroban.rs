//! Static limits of a Soroban transaction, after stellar-core's `checkSorobanResources` and `commonValidPreSeqNum`.

use crate::codec::xdr_len;
use crate::ledger::{
    keys::{is_asset_valid, is_persistent},
    settings::Settings,
};
use crate::tx::{
    fees::{archived_indices, disk_read_entries, resource_fee},
    frame::Frame,
};
use crate::xdr::{Asset, LedgerKey, LedgerKeyTrustLine, SorobanTransactionData, TrustLineAsset};
use std::collections::BTreeSet;

/// All of it; `charge_fee` is false for the inner transaction of a fee bump, whose own fee may be short.
pub fn is_valid(frame: &Frame, settings: &Settings, charge_fee: bool) -> bool {
    let Some(data) = frame.soroban_data() else {
        return false;
    };
    let declared = data.resource_fee;
    let (non_refundable, refundable) = resource_fee(settings, frame, 0);
    frame.soroban_memo_is_valid()
        && resources_are_valid(frame, settings)
        && !(charge_fee && declared > i64::from(frame.tx.fee))
        && non_refundable.checked_add(refundable).is_some_and(|needed| declared >= needed)
        && keys_are_unique(data)
}

pub fn resources_are_valid(frame: &Frame, settings: &Settings) -> bool {
    let Some(data) = frame.soroban_data() else {
        return false;
    };
    let (resources, cost) = (&data.resources, &settings.cost);
    let footprint = &resources.footprint;
    let keys = || footprint.read_only.iter().chain(footprint.read_write.iter());
    let at_most = |n: usize, limit: u32| n <= limit as usize;
    i64::from(resources.instructions) <= settings.compute.tx_max_instructions
        && resources.disk_read_bytes <= cost.tx_max_disk_read_bytes
        && resources.write_bytes <= cost.tx_max_write_bytes
        && at_most(keys().count(), settings.cost_ext.tx_max_footprint_entries)
        && at_most(disk_read_entries(data, frame.is_restore()), cost.tx_max_disk_read_entries)
        && at_most(footprint.read_write.len(), cost.tx_max_write_ledger_entries)
        && keys().all(|key| key_is_valid(key, settings.max_key_bytes))
        && frame.size <= settings.bandwidth.tx_max_size_bytes
        && archived_are_valid(data)
}

fn key_is_valid(key: &LedgerKey, max_bytes: u32) -> bool {
    let kind = match key {
        LedgerKey::Account(_) | LedgerKey::ContractData(_) | LedgerKey::ContractCode(_) => true,
        LedgerKey::Trustline(line) => line_is_valid(line),
        _ => false,
    };
    kind && xdr_len(key) <= max_bytes
}

fn line_is_valid(line: &LedgerKeyTrustLine) -> bool {
    let asset = match &line.asset {
        TrustLineAsset::Native => return false,
        TrustLineAsset::PoolShare(_) => return true,
        TrustLineAsset::CreditAlphanum4(a) => Asset::CreditAlphanum4(a.clone()),
        TrustLineAsset::CreditAlphanum12(a) => Asset::CreditAlphanum12(a.clone()),
    };
    let issuer = match &line.asset {
        TrustLineAsset::CreditAlphanum4(a) => Some(&a.issuer),
        TrustLineAsset::CreditAlphanum12(a) => Some(&a.issuer),
        _ => None,
    };
    is_asset_valid(&asset) && issuer != Some(&line.account_id)
}

/// Indices ascend, lie inside the read-write footprint and name persistent entries.
fn archived_are_valid(data: &SorobanTransactionData) -> bool {
    let indices = archived_indices(data);
    let keys = &data.resources.footprint.read_write;
    let ascending = indices.windows(2).all(|pair| pair[0] < pair[1]);
    ascending && indices.iter().all(|i| keys.get(*i as usize).is_some_and(is_persistent))
}

fn keys_are_unique(data: &SorobanTransactionData) -> bool {
    let footprint = &data.resources.footprint;
    let mut seen = BTreeSet::new();
    footprint.read_only.iter().chain(footprint.read_write.iter()).all(|key| seen.insert(key))
}
