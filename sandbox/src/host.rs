//! The real host, enforcing. With `simulation` the only place that talks to soroban-env-host.

use crate::codec::{Hash32, xdr_bytes, xdr_from};
use crate::ledger::{
    header::{BASE_RESERVE, PROTOCOL},
    settings::Settings,
};
use crate::xdr::{
    AccountId, ContractCostParams, ContractEvent, DiagnosticEvent, HostFunction, LedgerEntry, LedgerKey,
    ScErrorCode, ScErrorType, ScVal, SorobanAuthorizationEntry, SorobanResources,
};
use soroban_env_host::{
    CompilationContext, Error, ErrorHandler, HostError, LedgerInfo, ModuleCache, Val,
    budget::{AsBudget, Budget},
    e2e_invoke::{TtlLedgerEntryMeta, entry_size_for_rent, extract_rent_changes, invoke_host_function},
    fees::{LedgerEntryRentChange, compute_rent_fee},
};
use std::fmt::Debug;

#[derive(Clone)]
struct Context(Budget);

impl CompilationContext for Context {}

impl AsBudget for Context {
    fn as_budget(&self) -> &Budget {
        &self.0
    }
}

impl ErrorHandler for Context {
    fn map_err<T, E>(&self, result: Result<T, E>) -> Result<T, HostError>
    where
        Error: From<E>,
        E: Debug,
    {
        result.map_err(|e| HostError::from(Error::from(e)))
    }

    fn error(&self, error: Error, _message: &str, _args: &[Val]) -> HostError {
        HostError::from(error)
    }
}

fn context() -> Result<Context, String> {
    let none = || ContractCostParams(Default::default());
    Budget::try_from_configs(u64::MAX, u64::MAX, none(), none()).map(Context).map_err(text)
}

fn text(error: HostError) -> String {
    format!("{error:?}")
}

/// Parsed contracts, shared by every invocation: without it parsing would be charged to the transaction.
#[derive(Clone)]
pub struct Modules(ModuleCache);

impl Modules {
    pub fn new() -> Result<Modules, String> {
        ModuleCache::new(&context()?).map(Modules).map_err(text)
    }

    /// Wasm that does not parse is left out: it could not have been uploaded.
    pub fn add(&self, wasm: &[u8]) -> Result<(), String> {
        self.0.parse_and_cache_module_simple(&context()?, PROTOCOL, wasm).map_err(text)
    }
}

pub struct Clock<'a> {
    pub ledger: u32,
    pub time: u64,
    pub network_id: &'a Hash32,
}

pub fn ledger_info(clock: &Clock, settings: &Settings) -> LedgerInfo {
    let mut info = LedgerInfo {
        protocol_version: PROTOCOL,
        sequence_number: clock.ledger,
        timestamp: clock.time,
        network_id: *clock.network_id,
        base_reserve: BASE_RESERVE,
        ..LedgerInfo::default()
    };
    settings.network.fill_config_fields_in_ledger_info(&mut info);
    info
}

pub type HostEntry = (Option<Vec<u8>>, Option<TtlLedgerEntryMeta>);

pub struct Call<'a> {
    pub function: &'a HostFunction,
    pub resources: &'a SorobanResources,
    /// Positions in the read-write footprint of entries brought back from the archive.
    pub restored: &'a [u32],
    pub source: &'a AccountId,
    pub auth: &'a [SorobanAuthorizationEntry],
    /// One per footprint key, read-only first; `(None, None)` for absent or expired.
    pub entries: Vec<HostEntry>,
    pub seed: Hash32,
}

pub struct Change {
    pub key: LedgerKey,
    pub read_only: bool,
    /// Encoded length of the new entry.
    pub bytes: u32,
    pub entry: Option<LedgerEntry>,
    /// (before, after); before is 0 for new and restored entries.
    pub ttl: Option<(u32, u32)>,
}

pub struct Success {
    pub value: ScVal,
    pub value_bytes: u32,
    pub changes: Vec<Change>,
    pub events: Vec<ContractEvent>,
    pub event_bytes: u32,
    pub rent_fee: i64,
}

#[derive(Debug, PartialEq)]
pub enum Failure {
    ResourceLimit,
    Trapped,
    /// A bug of the host or a broken invariant; stellar-core reports txINTERNAL_ERROR.
    Internal,
}

pub fn invoke(
    call: Call,
    clock: &Clock,
    settings: &Settings,
    modules: &Modules,
    diagnostics: &mut Vec<DiagnosticEvent>,
) -> Result<Success, Failure> {
    let limits = &settings.network;
    let budget = budget(settings, u64::from(call.resources.instructions), u64::from(limits.tx_memory_limit))
        .map_err(|_| Failure::Internal)?;
    let auth: Vec<Vec<u8>> = call.auth.iter().map(xdr_bytes).collect();
    let outcome = invoke_host_function(
        &budget,
        true,
        xdr_bytes(call.function),
        xdr_bytes(call.resources),
        call.restored,
        xdr_bytes(call.source),
        auth.into_iter(),
        ledger_info(clock, settings),
        call.entries.into_iter(),
        call.seed.to_vec(),
        diagnostics,
        None,
        Some(modules.0.clone()),
    );
    let failed = |error: &HostError| failure(error, &budget, call.resources, limits.tx_memory_limit);
    let result = outcome.map_err(|e| failed(&e))?;
    let value = result.encoded_invoke_result.as_ref().map_err(failed)?;
    let rent = extract_rent_changes(&result.ledger_changes);
    let lengths = result.encoded_contract_events.iter().map(Vec::len).sum::<usize>();
    Ok(Success {
        value: xdr_from(value).ok_or(Failure::Internal)?,
        value_bytes: length(value.len()),
        rent_fee: compute_rent_fee(&rent, &limits.rent_fee_configuration, clock.ledger),
        changes: result.ledger_changes.iter().map(change).collect::<Option<_>>().ok_or(Failure::Internal)?,
        events: decode_all(&result.encoded_contract_events).ok_or(Failure::Internal)?,
        event_bytes: length(lengths),
    })
}

fn decode_all(events: &[Vec<u8>]) -> Option<Vec<ContractEvent>> {
    events.iter().map(|bytes| xdr_from(bytes)).collect()
}

fn length(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn change(change: &soroban_env_host::e2e_invoke::LedgerEntryChange) -> Option<Change> {
    let entry = match &change.encoded_new_value {
        Some(bytes) => Some(xdr_from(bytes)?),
        None => None,
    };
    let ttl = change.ttl_change.as_ref().map(|t| (t.old_live_until_ledger, t.new_live_until_ledger));
    Some(Change {
        key: xdr_from(&change.encoded_key)?,
        read_only: change.read_only,
        bytes: length(change.encoded_new_value.as_ref().map_or(0, Vec::len)),
        entry,
        ttl,
    })
}

/// How stellar-core tells a failed invocation: the budget first, then internal errors, then the contract itself.
fn failure(error: &HostError, budget: &Budget, resources: &SorobanResources, memory_limit: u32) -> Failure {
    let internal =
        error.error.is_code(ScErrorCode::InternalError) && !error.error.is_type(ScErrorType::Contract);
    if internal {
        return Failure::Internal;
    }
    let cpu = budget.get_cpu_insns_consumed().unwrap_or(u64::MAX);
    let memory = budget.get_mem_bytes_consumed().unwrap_or(u64::MAX);
    if cpu > u64::from(resources.instructions) || memory > u64::from(memory_limit) {
        return Failure::ResourceLimit;
    }
    Failure::Trapped
}

/// Size an entry pays rent for: its XDR, and for code the memory of the parsed module.
pub fn rent_size(entry: &LedgerEntry, bytes: u32, settings: &Settings) -> Result<u32, String> {
    entry_size_for_rent(&budget(settings, u64::MAX, u64::MAX)?, entry, bytes).map_err(text)
}

fn budget(settings: &Settings, cpu_limit: u64, memory_limit: u64) -> Result<Budget, String> {
    let network = &settings.network;
    let (cpu, memory) = (network.cpu_cost_params.clone(), network.memory_cost_params.clone());
    Budget::try_from_configs(cpu_limit, memory_limit, cpu, memory).map_err(text)
}

pub fn rent_fee(changes: &[LedgerEntryRentChange], ledger: u32, settings: &Settings) -> i64 {
    compute_rent_fee(changes, &settings.network.rent_fee_configuration, ledger)
}
