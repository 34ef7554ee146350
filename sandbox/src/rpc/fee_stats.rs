//! getFeeStats: fees charged for inclusion over the last 50 (Soroban) and 10 (classic) ledgers, nearest rank
//! (stellar-rpc `feewindow`). Zeros when idle.

use crate::network::Network;
use serde_json::{Value, json};

const SOROBAN_WINDOW: u32 = 50;
const CLASSIC_WINDOW: u32 = 10;

pub fn get(network: &Network) -> Value {
    json!({
        "sorobanInclusionFee": distribution(network, SOROBAN_WINDOW, true),
        "inclusionFee": distribution(network, CLASSIC_WINDOW, false),
        "latestLedger": network.latest(),
    })
}

fn distribution(network: &Network, window: u32, soroban: bool) -> Value {
    let latest = network.latest();
    let first = latest.saturating_add(1).saturating_sub(window).max(network.history.oldest());
    let txs = network.history.filled(first).flat_map(|ledger| &ledger.txs);
    let mut fees: Vec<u64> = txs.filter(|tx| tx.soroban == soroban).map(|tx| tx.inclusion).collect();
    fees.sort_unstable();
    let rank = |p: usize| match fees.len() {
        0 => "0".to_string(),
        count => fees[(p * count).div_ceil(100).max(1) - 1].to_string(),
    };
    let mut answer = json!({
        "max": fees.last().copied().unwrap_or(0).to_string(),
        "min": fees.first().copied().unwrap_or(0).to_string(),
        "mode": mode(&fees).to_string(),
        "transactionCount": fees.len().to_string(),
        "ledgerCount": if fees.is_empty() { 0 } else { latest - first + 1 },
    });
    for p in [10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99] {
        answer[format!("p{p}")] = json!(rank(p));
    }
    answer
}

/// The most frequent fee, the lowest of several equally frequent.
fn mode(sorted: &[u64]) -> u64 {
    let mut best = (0, 0);
    for group in sorted.chunk_by(|a, b| a == b) {
        if group.len() > best.0 {
            best = (group.len(), group[0]);
        }
    }
    best.1
}
