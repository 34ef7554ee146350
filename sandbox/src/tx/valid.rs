//! Validity of a transaction, in stellar-core's order (`TransactionFrame::commonValid` and `checkValid`): the order
//! decides which code is reported.

use crate::ledger::{account, settings::Settings, store::Store};
use crate::ops;
use crate::tx::{
    bump,
    fees::{min_inclusion_fee, minimum_fee},
    frame::{Frame, is_soroban_op},
    result::{Refusal, failed, finish, outer},
    signatures::Checker,
    soroban,
};
use crate::xdr::{
    AccountEntry, InnerTransactionResultResult as Inner, OperationResult, Signer, SignerKey,
    TransactionResult, TransactionResultResult as Outer,
};

/// What validity is judged against.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub store: &'a Store,
    pub settings: &'a Settings,
    /// Ledger the transaction would be in.
    pub ledger: u32,
    /// Close time of the ledger it is checked against, unix seconds.
    pub time: u64,
    /// How far past `time` the upper time bound must reach: a margin at submission, 0 when applying.
    pub margin: u64,
    /// While applying, the fee has been taken already.
    pub applying: bool,
}

/// How far a transaction came; the order matters.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub enum Stage {
    Invalid,
    /// Invalid, but its sequence number is spent all the same.
    SpendsSequence,
    Valid,
}

pub struct Verdict {
    pub stage: Stage,
    pub error: Option<Inner>,
}

/// The whole check of a submission.
pub fn check(frame: &Frame, view: &View) -> Result<(), TransactionResult> {
    if !frame.fee_is_well_formed() {
        return Err(outer(0, Outer::TxMalformed));
    }
    let fee = minimum_fee(frame);
    check_frame(frame, view).map_err(|refusal| match refusal {
        Refusal::Outer(result) => outer(fee, result),
        Refusal::FeeTooLow(needed) => outer(needed, Outer::TxInsufficientFee),
        Refusal::Inner(inner) => finish(frame, fee, inner),
    })
}

fn check_frame(frame: &Frame, view: &View) -> Result<(), Refusal> {
    if let Some(bump) = &frame.bump {
        bump::check(frame, bump, view)?;
    }
    let mut checker = Checker::new(&frame.inner_hash, &frame.signatures);
    if let Some(error) = common(frame, view, &mut checker).error {
        return Err(Refusal::Inner(error));
    }
    for (index, op) in frame.tx.operations.iter().enumerate() {
        let verdict = if ops::is_supported(op) {
            check_op_signature(frame, index, view, &mut checker)
                .and_then(|()| ops::check(frame, op, view.settings))
        } else {
            Err(OperationResult::OpNotSupported)
        };
        if let Err(result) = verdict {
            let mut results: Vec<_> = frame.tx.operations.iter().map(ops::default_success).collect();
            if let Some(slot) = results.get_mut(index) {
                *slot = result;
            }
            return Err(Refusal::Inner(failed(results)));
        }
    }
    if checker.all_used() { Ok(()) } else { Err(Refusal::Inner(Inner::TxBadAuthExtra)) }
}

pub fn check_op_signature(
    frame: &Frame,
    index: usize,
    view: &View,
    checker: &mut Checker,
) -> Result<(), OperationResult> {
    let Some(op) = frame.tx.operations.get(index) else {
        return Ok(());
    };
    let source = frame.op_source(op);
    let signed = match account::load(view.store, &source) {
        Some(account) => checker.account(&account, ops::threshold(op, &account)),
        None if op.source_account.is_none() => return Err(OperationResult::OpNoAccount),
        None => checker.missing_account(&source),
    };
    if signed { Ok(()) } else { Err(OperationResult::OpBadAuth) }
}

pub fn common(frame: &Frame, view: &View, checker: &mut Checker) -> Verdict {
    let invalid = |error| Verdict { stage: Stage::Invalid, error: Some(error) };
    let source = match before_sequence(frame, view) {
        Ok(source) => source,
        Err(error) => return invalid(error),
    };
    if is_bad_sequence(frame, view.ledger, source.seq_num.0) {
        return invalid(Inner::TxBadSeq);
    }
    let spent = |error| Verdict { stage: Stage::SpendsSequence, error: Some(error) };
    if is_too_early_for(frame, view, &source) {
        return spent(Inner::TxBadMinSeqAgeOrGap);
    }
    if !checker.account(&source, u32::from(source.thresholds.0[1])) || !extra_signers_signed(frame, checker) {
        return spent(Inner::TxBadAuth);
    }
    let pays = frame.bump.is_none();
    let to_pay = if view.applying { 0 } else { i64::from(frame.tx.fee) };
    if pays && account::available(&source) < to_pay {
        return spent(Inner::TxInsufficientBalance);
    }
    Verdict { stage: Stage::Valid, error: None }
}

/// What holds whatever the account's state (`commonValidPreSeqNum`).
fn before_sequence(frame: &Frame, view: &View) -> Result<AccountEntry, Inner> {
    if frame.v0 {
        return Err(Inner::TxNotSupported);
    }
    if !extra_signers_are_well_formed(frame) {
        return Err(Inner::TxMalformed);
    }
    let Some(first) = frame.tx.operations.first() else {
        return Err(Inner::TxMissingOperation);
    };
    let soroban = is_soroban_op(first);
    let mixed = frame.tx.operations.iter().any(|op| is_soroban_op(op) != soroban);
    if mixed || (soroban && frame.tx.operations.len() != 1) {
        return Err(Inner::TxMalformed);
    }
    let pays = frame.bump.is_none();
    if soroban {
        if !soroban::is_valid(frame, view.settings, pays) {
            return Err(Inner::TxSorobanInvalid);
        }
    } else if frame.soroban_data().is_some() {
        return Err(Inner::TxMalformed);
    }
    check_bounds(frame, view)?;
    let own_ops = i64::try_from(frame.tx.operations.len()).unwrap_or(i64::MAX);
    if pays && frame.inclusion_fee() < min_inclusion_fee(own_ops) {
        return Err(Inner::TxInsufficientFee);
    }
    account::load(view.store, &frame.source()).ok_or(Inner::TxNoAccount)
}

fn check_bounds(frame: &Frame, view: &View) -> Result<(), Inner> {
    let (time, ledgers) = (frame.time_bounds(), frame.ledger_bounds());
    let early =
        time.is_some_and(|b| b.min_time.0 > view.time) || ledgers.is_some_and(|b| b.min_ledger > view.ledger);
    if early {
        return Err(Inner::TxTooEarly);
    }
    let until = view.time.saturating_add(view.margin);
    let late = time.is_some_and(|b| b.max_time.0 != 0 && b.max_time.0 < until)
        || ledgers.is_some_and(|b| b.max_ledger != 0 && b.max_ledger <= view.ledger);
    if late { Err(Inner::TxTooLate) } else { Ok(()) }
}

fn extra_signers_are_well_formed(frame: &Frame) -> bool {
    let Some(conditions) = frame.conditions() else {
        return true;
    };
    let signers = conditions.extra_signers.as_slice();
    let empty = |key: &SignerKey| matches!(key, SignerKey::Ed25519SignedPayload(s) if s.payload.is_empty());
    let doubled = matches!(signers, [a, b] if a == b);
    !doubled && !signers.iter().any(empty)
}

fn extra_signers_signed(frame: &Frame, checker: &mut Checker) -> bool {
    let keys = frame.conditions().map_or(&[][..], |conditions| conditions.extra_signers.as_slice());
    if keys.is_empty() {
        return true;
    }
    let signers: Vec<_> = keys.iter().map(|key| Signer { key: key.clone(), weight: 1 }).collect();
    let needed = u32::try_from(signers.len()).unwrap_or(u32::MAX);
    checker.check(signers, needed)
}

fn is_bad_sequence(frame: &Frame, ledger: u32, current: i64) -> bool {
    let wanted = frame.sequence();
    if wanted == account::starting_sequence(ledger) {
        return true;
    }
    match frame.conditions().and_then(|conditions| conditions.min_seq_num.as_ref()) {
        Some(minimum) => current < minimum.0 || current >= wanted,
        None => current.checked_add(1) != Some(wanted),
    }
}

fn is_too_early_for(frame: &Frame, view: &View, source: &AccountEntry) -> bool {
    let Some(conditions) = frame.conditions() else {
        return false;
    };
    let (changed_ledger, changed_time) = account::sequence_age(source);
    let age = conditions.min_seq_age.0;
    let gap = conditions.min_seq_ledger_gap;
    view.time.checked_sub(age).is_none_or(|from| from < changed_time)
        || view.ledger.checked_sub(gap).is_none_or(|from| from < changed_ledger)
}
