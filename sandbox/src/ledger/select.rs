//! Which pending transactions enter the next ledger, and at what price: the highest bids per operation that fit,
//! everybody paying the lowest of them if anyone had to stay outside (`TxSetFrame`, `SurgePricingUtils`).

use crate::codec::{Hash32, sha256};
use crate::ledger::{header::BASE_FEE, settings::Settings};
use crate::tx::{fees::disk_read_entries, frame::Frame};
use std::cmp::Ordering;

/// stellar-core's `maxTxSetSize`, in operations.
const MAX_CLASSIC_OPS: u64 = 1_000;

#[derive(Default)]
pub struct Phase {
    pub frames: Vec<Frame>,
    pub base_fee: i64,
}

/// Whether bid `a` per operation beats `b`; equal bids are ordered by a seeded hash.
fn by_rate(a: &Frame, b: &Frame, salt: &Hash32) -> Ordering {
    let left = i128::from(a.inclusion_fee()) * i128::from(b.fee_ops());
    let right = i128::from(b.inclusion_fee()) * i128::from(a.fee_ops());
    right.cmp(&left).then_with(|| sha256(&[salt, &a.hash]).cmp(&sha256(&[salt, &b.hash])))
}

pub fn select(mut frames: Vec<Frame>, settings: &Settings, salt: &Hash32, soroban: bool) -> Phase {
    frames.sort_by(|a, b| by_rate(a, b, salt));
    let limits = if soroban { soroban_limits(settings) } else { [MAX_CLASSIC_OPS, u64::MAX, 0, 0, 0, 0, 0] };
    let mut used = [0_u64; 7];
    let mut phase = Phase { frames: Vec::new(), base_fee: i64::from(BASE_FEE) };
    let mut left_out = false;
    for frame in frames {
        let needs = if soroban { soroban_needs(&frame) } else { [ops_of(&frame), 0, 0, 0, 0, 0, 0] };
        let total: [u64; 7] = std::array::from_fn(|i| used[i].saturating_add(needs[i]));
        if total.iter().zip(limits).all(|(sum, limit)| *sum <= limit) {
            used = total;
            phase.frames.push(frame);
        } else {
            left_out = true;
        }
    }
    if left_out && let Some(last) = phase.frames.last() {
        phase.base_fee = phase.base_fee.max(last.inclusion_fee() / last.fee_ops());
    }
    phase
}

fn ops_of(frame: &Frame) -> u64 {
    u64::try_from(frame.fee_ops()).unwrap_or(u64::MAX)
}

/// Instructions count per cluster; with independent transactions every cluster can be filled.
fn soroban_limits(settings: &Settings) -> [u64; 7] {
    let per_cluster = u64::try_from(settings.compute.ledger_max_instructions).unwrap_or(0);
    let cost = &settings.cost;
    [
        u64::from(settings.max_tx_count),
        per_cluster.saturating_mul(u64::from(settings.parallel.ledger_max_dependent_tx_clusters)),
        u64::from(settings.bandwidth.ledger_max_txs_size_bytes),
        u64::from(cost.ledger_max_disk_read_entries),
        u64::from(cost.ledger_max_disk_read_bytes),
        u64::from(cost.ledger_max_write_ledger_entries),
        u64::from(cost.ledger_max_write_bytes),
    ]
}

fn soroban_needs(frame: &Frame) -> [u64; 7] {
    let Some(data) = frame.soroban_data() else {
        return [u64::MAX; 7];
    };
    let resources = &data.resources;
    [
        1,
        u64::from(resources.instructions),
        u64::from(frame.size),
        disk_read_entries(data, frame.is_restore()) as u64,
        u64::from(resources.disk_read_bytes),
        resources.footprint.read_write.len() as u64,
        u64::from(resources.write_bytes),
    ]
}

/// Order of application: by a hash nobody can aim at, whatever the order of arrival.
pub fn shuffle(frames: &mut [Frame], seed: &Hash32, ledger: u32) {
    frames.sort_by_cached_key(|frame| sha256(&[seed, &ledger.to_be_bytes(), &frame.hash]));
}
