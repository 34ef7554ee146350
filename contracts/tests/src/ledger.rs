//! The native Soroban host with a clock that only tests move.
use soroban_env_host::DiagnosticLevel;
use soroban_sdk::{
    Env,
    testutils::{EnvTestConfig, Ledger as _},
};

pub const START_LEDGER: u32 = 1_000;
pub const START_TIME: u64 = 1_790_000_000;
pub const LEDGER_SECS: u64 = 5;

/// Snapshots stay off: they would hold Blend's wasm.
pub fn env() -> Env {
    let e = Env::new_with_config(EnvTestConfig {
        capture_snapshot_at_drop: false,
    });
    e.cost_estimate().budget().reset_unlimited();
    e.ledger().with_mut(|ledger| {
        ledger.sequence_number = START_LEDGER;
        ledger.timestamp = START_TIME;
    });
    e
}

/// Closes `ledgers` ledgers of five seconds.
pub fn advance(e: &Env, ledgers: u32) {
    e.ledger().with_mut(|ledger| {
        ledger.sequence_number += ledgers;
        ledger.timestamp += LEDGER_SECS * u64::from(ledgers);
    });
}

/// Closes `ledgers` ledgers in no time, so that no interest accrues.
pub fn advance_frozen(e: &Env, ledgers: u32) {
    e.ledger().with_mut(|ledger| ledger.sequence_number += ledgers);
}

/// Lets time pass within one ledger.
pub fn wait(e: &Env, seconds: u64) {
    e.ledger().with_mut(|ledger| ledger.timestamp += seconds);
}

/// For tests of very many calls. Nobody reads the diagnostics and the costs of theirs, nor who signed them: without them a
/// call takes half the time.
pub fn travel_light(e: &Env) {
    let host = e.host();
    host.set_diagnostic_level(DiagnosticLevel::None)
        .expect("the host is idle");
    host.set_invocation_hook(None).expect("the host is idle");
}
