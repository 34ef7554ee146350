//! simulateTransaction. Failures are an `error` inside the result, as stellar-rpc has it; signatures, sequence, fee
//! and bounds are not looked at.

use super::{Answer, params::Params};
use crate::codec::{base64_of, sha256, xdr_base64, xdr_bytes, xdr_from_base64};
use crate::network::Network;
use crate::simulation::{Auth, Simulation, describe};
use crate::xdr::{
    AccountId, InvokeHostFunctionOp, LedgerEntry, Memo, MuxedAccount, Operation, OperationBody,
    SorobanTransactionData, TransactionEnvelope, TransactionExt,
};
use serde_json::{Value, json};
use soroban_simulation::simulation::LedgerEntryDiff;

/// What of the envelope a simulation looks at.
struct Subject {
    op: Operation,
    source: AccountId,
    memo: Memo,
    data: Option<SorobanTransactionData>,
    operations: usize,
}

pub fn simulate(network: &mut Network, params: &Params) -> Answer {
    let latest = network.latest();
    let mut answer = match attempt(network, params) {
        Ok(answer) => answer,
        Err(error) => json!({ "error": error }),
    };
    answer["latestLedger"] = json!(latest);
    Ok(answer)
}

fn attempt(network: &mut Network, params: &Params) -> Result<Value, String> {
    params.check_format().map_err(|e| e.message)?;
    let text = params.text("transaction").map_err(|e| e.message)?.unwrap_or_default();
    let envelope: TransactionEnvelope =
        xdr_from_base64(text).ok_or_else(|| "Could not unmarshal transaction".to_string())?;
    let subject = subject(envelope)?;
    if subject.operations != 1 {
        return Err("Transaction contains more than one operation".to_string());
    }
    if subject.memo != Memo::None {
        return Err("Transaction contains a memo. Soroban transactions do not support memos.".to_string());
    }
    let mode = params.text("authMode").map_err(|e| e.message)?.unwrap_or_default();
    check_mode(mode, &subject.op.body)?;
    match &subject.op.body {
        OperationBody::InvokeHostFunction(op) => {
            let auth = auth_of(mode, op, params)?;
            invoke(network, text, op, auth, &subject.source, leeway_of(params)?)
        }
        OperationBody::ExtendFootprintTtl(op) => extend(network, data_of(&subject)?, op.extend_to),
        OperationBody::RestoreFootprint(_) => {
            let keys = data_of(&subject)?.resources.footprint.read_write.as_slice();
            let clock = network.clock();
            Ok(with_data(&simulation(network, &clock).restore(keys)?))
        }
        other => {
            Err(format!("Transaction contains unsupported operation type: OperationType{}", other.name()))
        }
    }
}

fn leeway_of(params: &Params) -> Result<u32, String> {
    match params.object("resourceConfig").map_err(|e| e.message)? {
        Some(config) => Ok(config.u32("instructionLeeway").map_err(|e| e.message)?.unwrap_or(0)),
        None => Ok(0),
    }
}

fn extend(network: &Network, data: &SorobanTransactionData, extend_to: u32) -> Result<Value, String> {
    let clock = network.clock();
    let keys = data.resources.footprint.read_only.as_slice();
    let (extended, restore) = simulation(network, &clock).extend(keys, extend_to)?;
    let mut answer = with_data(&extended);
    if let Some(restore) = restore {
        answer["restorePreamble"] = with_data(&restore);
    }
    Ok(answer)
}

fn simulation<'a>(network: &'a Network, clock: &'a crate::host::Clock<'a>) -> Simulation<'a> {
    Simulation { shared: &network.shared, settings: &network.settings, clock }
}

fn subject(envelope: TransactionEnvelope) -> Result<Subject, String> {
    use crate::xdr::FeeBumpTransactionInnerTx as Inner;
    let tx = match envelope {
        TransactionEnvelope::TxV0(e) => (&e.tx).into(),
        TransactionEnvelope::Tx(e) => e.tx,
        TransactionEnvelope::TxFeeBump(e) => match e.tx.inner_tx {
            Inner::Tx(inner) => inner.tx,
        },
    };
    let op = tx.operations.first().cloned();
    let op = op.ok_or_else(|| "Transaction contains more than one operation".to_string())?;
    let source: MuxedAccount = op.source_account.clone().unwrap_or(tx.source_account);
    Ok(Subject {
        op,
        source: source.account_id(),
        memo: tx.memo,
        data: match tx.ext {
            TransactionExt::V1(data) => Some(data),
            TransactionExt::V0 => None,
        },
        operations: tx.operations.len(),
    })
}

fn data_of(subject: &Subject) -> Result<&SorobanTransactionData, String> {
    subject.data.as_ref().ok_or_else(|| {
        "To perform a SimulateTransaction for ExtendFootprintTtl or RestoreFootprint operations, SorobanTransactionData must be provided"
            .to_string()
    })
}

fn check_mode(mode: &str, body: &OperationBody) -> Result<(), String> {
    if !matches!(mode, "" | "enforce" | "record" | "record_allow_nonroot") {
        return Err("optional 'authMode' must be one of enforce,record,record_allow_nonroot when included"
            .to_string());
    }
    match body {
        OperationBody::InvokeHostFunction(op) if mode.starts_with("record") && !op.auth.is_empty() => {
            Err(format!("cannot set authMode to '{mode}' with an auth footprint"))
        }
        OperationBody::InvokeHostFunction(_) => Ok(()),
        OperationBody::ExtendFootprintTtl(_) | OperationBody::RestoreFootprint(_) if mode.is_empty() => {
            Ok(())
        }
        OperationBody::ExtendFootprintTtl(_) | OperationBody::RestoreFootprint(_) => {
            Err("cannot set authMode with non-InvokeHostFunction operations".to_string())
        }
        other => {
            Err(format!("transaction contains unsupported operation type: OperationType{}", other.name()))
        }
    }
}

fn auth_of(mode: &str, op: &InvokeHostFunctionOp, params: &Params) -> Result<Auth, String> {
    let upgraded = params.flag("useUpgradedAuth").map_err(|e| e.message)?.unwrap_or(false);
    let enforce = mode == "enforce" || (mode.is_empty() && !op.auth.is_empty());
    Ok(if enforce {
        Auth::Enforce(op.auth.to_vec())
    } else {
        Auth::Record { allow_nonroot: mode == "record_allow_nonroot", upgraded }
    })
}

fn invoke(
    network: &mut Network,
    text: &str,
    op: &InvokeHostFunctionOp,
    auth: Auth,
    source: &AccountId,
    leeway: u32,
) -> Result<Value, String> {
    let subject = sha256(&[text.as_bytes()]);
    let times = network.simulated.entry(subject).or_insert(0);
    *times += 1;
    let (times, ledger) = (times.to_be_bytes(), network.latest().to_be_bytes());
    // Different each time, or recorded nonces would repeat; the same whoever asks first.
    let seed = sha256(&[&network.config.seed, b"simulate", &ledger, &subject, &times]);
    let clock = network.clock();
    let result = simulation(network, &clock).invoke(op.host_function.clone(), auth, source, seed, leeway)?;
    let events: Vec<_> = result.diagnostic_events.iter().map(xdr_base64).collect();
    let value = match result.invoke_result {
        Ok(value) => value,
        Err(error) => {
            let text = describe(&error, &result.diagnostic_events);
            return Ok(json!({ "error": text, "events": events }));
        }
    };
    let mut answer = match &result.transaction_data {
        Some(data) => with_data(data),
        None => json!({}),
    };
    let entries: Vec<_> = result.auth.iter().map(xdr_base64).collect();
    answer["results"] = json!([{ "auth": entries, "xdr": xdr_base64(&value) }]);
    answer["events"] = json!(events);
    let changes: Vec<_> = result.modified_entries.iter().filter_map(state_change).collect();
    if !changes.is_empty() {
        answer["stateChanges"] = json!(changes);
    }
    Ok(answer)
}

fn with_data(data: &SorobanTransactionData) -> Value {
    json!({ "transactionData": xdr_base64(data), "minResourceFee": data.resource_fee.to_string() })
}

fn state_change(diff: &LedgerEntryDiff) -> Option<Value> {
    let kind = match (&diff.state_before, &diff.state_after) {
        (Some(_), Some(_)) => "updated",
        (Some(_), None) => "deleted",
        (None, Some(_)) => "created",
        (None, None) => return None,
    };
    let entry = diff.state_before.as_ref().or(diff.state_after.as_ref())?;
    let encode = |entry: &LedgerEntry| base64_of(&xdr_bytes(entry));
    Some(json!({
        "type": kind,
        "key": xdr_base64(&entry.to_key()),
        "before": diff.state_before.as_ref().map(encode),
        "after": diff.state_after.as_ref().map(encode),
    }))
}
