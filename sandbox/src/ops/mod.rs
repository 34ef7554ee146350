//! The operations, each after its stellar-core frame. What is not listed here is answered with opNOT_SUPPORTED.

mod account_merge;
mod change_trust;
mod create_account;
mod extend_ttl;
mod invoke;
mod payment;
mod restore;
mod set_options;

use crate::codec::Hash32;
use crate::host::{Clock, Modules};
use crate::ledger::{
    settings::Settings,
    store::{Slot, Store},
};
use crate::tx::{fees::Refundable, frame::Frame};
use crate::xdr::{
    AccountEntry, AccountId, AccountMergeResult, ChangeTrustResult, ContractEvent, CreateAccountResult,
    DiagnosticEvent, ExtendFootprintTtlResult, Hash, InvokeHostFunctionResult, LedgerKey, Operation,
    OperationBody, OperationResult, OperationResultTr, PaymentResult, RestoreFootprintResult, ScVal,
    SetOptionsResult,
};
use std::{collections::BTreeSet, rc::Rc};

/// What an operation works on.
pub struct Context<'a> {
    pub store: &'a mut Store,
    pub settings: &'a Settings,
    pub modules: &'a Modules,
    pub frame: &'a Frame,
    pub op: &'a Operation,
    pub source: AccountId,
    pub ledger: u32,
    pub time: u64,
    pub network_id: &'a Hash32,
    pub seed: Hash32,
    pub refundable: &'a mut Refundable,
    pub effects: &'a mut Effects,
}

/// What an operation leaves besides entries.
#[derive(Default)]
pub struct Effects {
    pub events: Vec<ContractEvent>,
    pub diagnostics: Vec<DiagnosticEvent>,
    pub return_value: Option<ScVal>,
    pub restored: BTreeSet<Rc<LedgerKey>>,
}

/// Both sides carry the operation's result; `Err` undoes the transaction. `Internal` is txINTERNAL_ERROR.
pub enum Failed {
    Result(OperationResult),
    Internal,
}

pub type Applied = Result<OperationResult, Failed>;

impl Context<'_> {
    pub fn clock(&self) -> Clock<'_> {
        Clock { ledger: self.ledger, time: self.time, network_id: self.network_id }
    }
}

pub fn inner(result: OperationResultTr) -> OperationResult {
    OperationResult::OpInner(result)
}

pub fn is_supported(op: &Operation) -> bool {
    use OperationBody as B;
    matches!(
        op.body,
        B::CreateAccount(_)
            | B::Payment(_)
            | B::ChangeTrust(_)
            | B::SetOptions(_)
            | B::AccountMerge(_)
            | B::InvokeHostFunction(_)
            | B::ExtendFootprintTtl(_)
            | B::RestoreFootprint(_)
    )
}

/// The weight the operation needs from its source: low for TTL operations, high where control changes hands.
pub fn threshold(op: &Operation, account: &AccountEntry) -> u32 {
    let level = match &op.body {
        OperationBody::ExtendFootprintTtl(_) | OperationBody::RestoreFootprint(_) => 1,
        OperationBody::AccountMerge(_) => 3,
        OperationBody::SetOptions(options) if set_options::needs_high(options) => 3,
        _ => 2,
    };
    u32::from(account.thresholds.0[level])
}

/// The validity of an operation by itself (`doCheckValid`).
pub fn check(frame: &Frame, op: &Operation, settings: &Settings) -> Result<(), OperationResult> {
    let source = frame.op_source(op);
    match &op.body {
        OperationBody::CreateAccount(body) => create_account::check(body, &source),
        OperationBody::Payment(body) => payment::check(body),
        OperationBody::ChangeTrust(body) => change_trust::check(body, &source),
        OperationBody::SetOptions(body) => set_options::check(body, &source),
        OperationBody::AccountMerge(to) => account_merge::check(to, &source),
        OperationBody::InvokeHostFunction(body) => {
            invoke::check(body, settings).map_err(|()| default_success(op))
        }
        OperationBody::ExtendFootprintTtl(body) => extend_ttl::check(body, frame, settings),
        OperationBody::RestoreFootprint(_) => restore::check(frame),
        _ => Err(OperationResult::OpNotSupported),
    }
}

pub fn apply(context: &mut Context) -> Applied {
    check(context.frame, context.op, context.settings).map_err(Failed::Result)?;
    let op = context.op;
    match &op.body {
        OperationBody::CreateAccount(body) => create_account::apply(context, body),
        OperationBody::Payment(body) => payment::apply(context, body),
        OperationBody::ChangeTrust(body) => change_trust::apply(context, body),
        OperationBody::SetOptions(body) => set_options::apply(context, body),
        OperationBody::AccountMerge(to) => account_merge::apply(context, to),
        OperationBody::InvokeHostFunction(body) => invoke::apply(context, body),
        OperationBody::ExtendFootprintTtl(body) => extend_ttl::apply(context, body),
        OperationBody::RestoreFootprint(_) => restore::apply(context),
        _ => Err(Failed::Result(OperationResult::OpNotSupported)),
    }
}

/// What stellar-core's result vector holds for operations it has not reached.
pub fn default_success(op: &Operation) -> OperationResult {
    use OperationResultTr as T;
    inner(match &op.body {
        OperationBody::CreateAccount(_) => T::CreateAccount(CreateAccountResult::Success),
        OperationBody::Payment(_) => T::Payment(PaymentResult::Success),
        OperationBody::ChangeTrust(_) => T::ChangeTrust(ChangeTrustResult::Success),
        OperationBody::SetOptions(_) => T::SetOptions(SetOptionsResult::Success),
        OperationBody::AccountMerge(_) => T::AccountMerge(AccountMergeResult::Success(0)),
        OperationBody::InvokeHostFunction(_) => {
            T::InvokeHostFunction(InvokeHostFunctionResult::Success(Hash([0; 32])))
        }
        OperationBody::ExtendFootprintTtl(_) => T::ExtendFootprintTtl(ExtendFootprintTtlResult::Success),
        OperationBody::RestoreFootprint(_) => T::RestoreFootprint(RestoreFootprintResult::Success),
        _ => return OperationResult::OpNotSupported,
    })
}

/// Whether a stored contract entry may be this large (`validateContractLedgerEntry`).
pub fn size_is_allowed(key: &LedgerKey, bytes: u32, settings: &Settings) -> bool {
    match key {
        LedgerKey::ContractCode(_) => bytes <= settings.max_wasm_bytes,
        LedgerKey::ContractData(_) => bytes <= settings.max_data_bytes,
        _ => true,
    }
}

pub fn is_live(slot: &Slot, ledger: u32) -> bool {
    slot.ttl.is_none_or(|ttl| ttl.until >= ledger)
}
