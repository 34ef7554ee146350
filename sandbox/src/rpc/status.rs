//! Health, network, version.

use crate::ledger::{header::PROTOCOL, history::RETENTION};
use crate::network::Network;
use serde_json::{Value, json};

pub fn health(network: &Network) -> Value {
    let oldest = network.history.oldest();
    json!({
        "status": "healthy",
        "latestLedger": network.latest(),
        "latestLedgerCloseTime": network.close_time(),
        "oldestLedger": oldest,
        "oldestLedgerCloseTime": network.history.close_ms(oldest) / 1_000,
        "ledgerRetentionWindow": RETENTION,
    })
}

pub fn network(network: &Network) -> Value {
    let mut answer = json!({ "passphrase": network.config.passphrase, "protocolVersion": PROTOCOL });
    if let Some(url) = &network.config.friendbot_url {
        answer["friendbotUrl"] = json!(url);
    }
    answer
}

pub fn version() -> Value {
    json!({
        "version": format!("sandbox {}", env!("CARGO_PKG_VERSION")),
        "commitHash": "",
        "buildTimestamp": "",
        "captiveCoreVersion": "soroban-env-host 30.0.0",
        "protocolVersion": PROTOCOL,
    })
}
