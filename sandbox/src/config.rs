//! The configuration `init` takes: everything that distinguishes one network from another.

use crate::codec::{Hash32, sha256};
use serde_json::{Map, Value};

pub const DEFAULT_LEDGER_MS: u64 = 5_000;
const DEFAULT_START_LEDGER: u32 = 1_000;
/// Above this the milliseconds would leave the range JSON numbers keep exactly.
const MAX_CLOSE_TIME: u64 = 9_000_000_000_000;
const MAX_LEDGER_MS: u64 = 86_400_000;
const FIELDS: [&str; 8] =
    ["passphrase", "seed", "closeTime", "startLedger", "ledgerMs", "stepMs", "auto", "friendbotUrl"];

#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub passphrase: String,
    pub network_id: Hash32,
    pub seed: Hash32,
    /// Close time of the genesis ledger, unix seconds.
    pub close_time: u64,
    pub start_ledger: u32,
    /// Cadence of auto mode on the caller's clock.
    pub ledger_ms: u64,
    /// What one closed ledger adds to ledger time.
    pub step_ms: u64,
    pub auto: bool,
    /// What getNetwork tells; the sandbox itself serves no HTTP.
    pub friendbot_url: Option<String>,
}

impl Config {
    pub fn new(passphrase: &str, seed: Hash32, close_time: u64) -> Config {
        Config {
            passphrase: passphrase.to_string(),
            network_id: sha256(&[passphrase.as_bytes()]),
            seed,
            close_time,
            start_ledger: DEFAULT_START_LEDGER,
            ledger_ms: DEFAULT_LEDGER_MS,
            step_ms: DEFAULT_LEDGER_MS,
            auto: false,
            friendbot_url: None,
        }
    }

    pub fn parse(text: &[u8]) -> Result<Config, String> {
        let value: Value =
            serde_json::from_slice(text).map_err(|e| format!("configuration is not JSON: {e}"))?;
        let fields = value.as_object().ok_or("configuration: expected an object")?;
        if let Some(name) = fields.keys().find(|name| !FIELDS.contains(&name.as_str())) {
            return Err(format!("configuration: unknown field {name}"));
        }
        let passphrase = fields.get("passphrase").and_then(Value::as_str).filter(|p| !p.is_empty());
        let passphrase = passphrase.ok_or("configuration: expected passphrase, a non-empty string")?;
        let seed = fields.get("seed").and_then(Value::as_str).and_then(|s| hex::decode(s).ok());
        let seed =
            seed.and_then(|s| s.try_into().ok()).ok_or("configuration: expected seed, 64 hex digits")?;
        let close_time = required(fields, "closeTime", 1, MAX_CLOSE_TIME)?;
        let mut config = Config::new(passphrase, seed, close_time);
        if let Some(start) = optional(fields, "startLedger", 1, u64::from(u32::MAX / 2))? {
            config.start_ledger = u32::try_from(start).map_err(|e| e.to_string())?;
        }
        config.ledger_ms = optional(fields, "ledgerMs", 1, MAX_LEDGER_MS)?.unwrap_or(DEFAULT_LEDGER_MS);
        config.step_ms = optional(fields, "stepMs", 1, MAX_LEDGER_MS)?.unwrap_or(config.ledger_ms);
        config.auto = match fields.get("auto") {
            None => false,
            Some(value) => value.as_bool().ok_or("configuration: expected auto, a boolean")?,
        };
        config.friendbot_url = match fields.get("friendbotUrl") {
            None => None,
            Some(Value::String(url)) => Some(url.clone()),
            Some(_) => return Err("configuration: expected friendbotUrl, a string".to_string()),
        };
        Ok(config)
    }

    pub fn set_cadence(&mut self, fields: &Map<String, Value>) -> Result<(), String> {
        let ledger_ms = optional(fields, "ledgerMs", 1, MAX_LEDGER_MS)?;
        let step_ms = optional(fields, "stepMs", 1, MAX_LEDGER_MS)?;
        self.ledger_ms = ledger_ms.unwrap_or(self.ledger_ms);
        self.step_ms = step_ms.unwrap_or(self.step_ms);
        Ok(())
    }
}

pub fn optional(fields: &Map<String, Value>, name: &str, min: u64, max: u64) -> Result<Option<u64>, String> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_u64() {
            Some(n) if (min..=max).contains(&n) => Ok(Some(n)),
            _ => Err(format!("expected {name}, a whole number from {min} to {max}; found {value}")),
        },
    }
}

fn required(fields: &Map<String, Value>, name: &str, min: u64, max: u64) -> Result<u64, String> {
    optional(fields, name, min, max)?.ok_or_else(|| format!("configuration: expected {name}"))
}
