//! Simulations: soroban-simulation with stellar-rpc's adjustments and words.

use crate::codec::Hash32;
use crate::host::{Clock, ledger_info};
use crate::ledger::{settings::Settings, store::Shared};
use crate::xdr::{
    AccountId, DiagnosticEvent, HostFunction, LedgerKey, SorobanAuthorizationEntry, SorobanTransactionData,
};
use soroban_env_host::{HostError, e2e_invoke::RecordingInvocationAuthMode, events::HostEvent};
use soroban_simulation::{
    AutoRestoringSnapshotSource,
    simulation::{
        InvokeHostFunctionSimulationResult, SimulationAdjustmentConfig, simulate_extend_ttl_op,
        simulate_invoke_host_function_op, simulate_restore_op,
    },
};
use std::rc::Rc;

/// A failed simulation as stellar-rpc words it: the error, then the events that led to it, newest first.
pub fn describe(error: &HostError, events: &[DiagnosticEvent]) -> String {
    let mut out = format!("HostError: {:?}\n", error.error);
    if !events.is_empty() {
        out.push_str("\nEvent log (newest first):\n");
    }
    for (index, event) in events.iter().rev().enumerate() {
        let event = HostEvent { event: event.event.clone(), failed_call: !event.in_successful_contract_call };
        out.push_str(&format!("   {index}: {event}\n"));
    }
    out
}

pub enum Auth {
    Record { allow_nonroot: bool, upgraded: bool },
    Enforce(Vec<SorobanAuthorizationEntry>),
}

pub struct Simulation<'a> {
    pub shared: &'a Shared,
    pub settings: &'a Settings,
    pub clock: &'a Clock<'a>,
}

impl Simulation<'_> {
    pub fn invoke(
        &self,
        function: HostFunction,
        auth: Auth,
        source: &AccountId,
        seed: Hash32,
        leeway: u32,
    ) -> Result<InvokeHostFunctionSimulationResult, String> {
        let mut adjustment = SimulationAdjustmentConfig::default_adjustment();
        adjustment.instructions.additive_factor = adjustment.instructions.additive_factor.max(leeway);
        let mode = match auth {
            Auth::Enforce(entries) => RecordingInvocationAuthMode::Enforcing(entries),
            Auth::Record { allow_nonroot, upgraded } => {
                RecordingInvocationAuthMode::recording(!allow_nonroot, upgraded)
            }
        };
        let info = ledger_info(self.clock, self.settings);
        let snapshot = Rc::new(self.shared.clone());
        let network = &self.settings.network;
        simulate_invoke_host_function_op(
            snapshot,
            network,
            &adjustment,
            &info,
            function,
            mode,
            source,
            seed,
            true,
        )
        .map_err(|e| format!("{e:#}"))
    }

    /// The data of an extension and, if something named is archived, of the restore that must come before.
    pub fn extend(
        &self,
        keys: &[LedgerKey],
        extend_to: u32,
    ) -> Result<(SorobanTransactionData, Option<SorobanTransactionData>), String> {
        let info = ledger_info(self.clock, self.settings);
        let (network, plain) = (&self.settings.network, SimulationAdjustmentConfig::default_adjustment());
        let restoring = AutoRestoringSnapshotSource::new(Rc::new(self.shared.clone()), &info)
            .map_err(|e| format!("{e:#}"))?;
        let extended = simulate_extend_ttl_op(&restoring, network, &plain, &info, keys, extend_to)
            .map_err(|e| format!("{e:#}"))?;
        let restored =
            restoring.simulate_restore_keys_op(network, &plain, &info).map_err(|e| format!("{e:#}"))?;
        Ok((extended.transaction_data, restored.map(|r| r.transaction_data)))
    }

    pub fn restore(&self, keys: &[LedgerKey]) -> Result<SorobanTransactionData, String> {
        let info = ledger_info(self.clock, self.settings);
        let plain = SimulationAdjustmentConfig::default_adjustment();
        simulate_restore_op(self.shared, &self.settings.network, &plain, &info, keys)
            .map(|r| r.transaction_data)
            .map_err(|e| format!("{e:#}"))
    }
}
