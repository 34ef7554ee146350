//! The transaction queue, after stellar-core's `TransactionQueue`: one pending transaction per source account.

use crate::codec::Hash32;
use crate::ledger::account;
use crate::tx::{
    frame::Frame,
    result::{finish, outer},
    soroban::resources_are_valid,
    valid::{View, check},
};
use crate::xdr::{
    AccountId, InnerTransactionResultResult as Inner, TransactionResult, TransactionResultResult as Outer,
};
use std::collections::BTreeMap;

/// A replacement must offer this many times the pending bid per operation.
const FEE_MULTIPLIER: i128 = 10;
/// Ledgers a transaction may wait.
pub const PENDING_DEPTH: u32 = 4;
/// Ledgers a dropped transaction's hash stays refused.
pub const BAN_DEPTH: u32 = 10;

pub struct Pending {
    pub frame: Frame,
    /// Ledgers closed since it came.
    pub age: u32,
}

#[derive(Default)]
pub struct Queue {
    /// Ordered by account, so nothing depends on the order of arrival.
    pub pending: BTreeMap<AccountId, Pending>,
    /// Hash → ledger from which it is welcome again.
    pub banned: BTreeMap<Hash32, u32>,
}

pub enum Answer {
    Pending,
    Duplicate,
    TryAgainLater,
    Error(TransactionResult),
}

impl Queue {
    pub fn add(&mut self, frame: Frame, view: &View) -> Answer {
        match self.admit(&frame, view) {
            Ok(()) => {
                self.pending.insert(frame.source(), Pending { frame, age: 0 });
                Answer::Pending
            }
            Err(answer) => answer,
        }
    }

    fn admit(&self, frame: &Frame, view: &View) -> Result<(), Answer> {
        if self.banned.get(&frame.hash).is_some_and(|until| view.ledger <= *until) {
            return Err(Answer::TryAgainLater);
        }
        if frame.full_fee() < 0 || !frame.fee_is_well_formed() {
            return Err(Answer::Error(outer(0, Outer::TxMalformed)));
        }
        let mut to_pay = frame.full_fee();
        if let Some(current) = self.pending.get(&frame.source()) {
            replace(&current.frame, frame, view)?;
            if current.frame.fee_source() == frame.fee_source() {
                to_pay = to_pay.saturating_sub(current.frame.full_fee());
            }
        }
        check(frame, view).map_err(Answer::Error)?;
        let payer = frame.fee_source();
        let committed = self.pending.values().filter(|p| p.frame.fee_source() == payer);
        let committed: i64 = committed.map(|p| p.frame.full_fee()).sum();
        let available = account::load(view.store, &payer).map_or(0, |a| account::available(&a));
        if available.saturating_sub(to_pay) < committed {
            return Err(Answer::Error(refusal(frame, Inner::TxInsufficientBalance)));
        }
        Ok(())
    }

    /// Housekeeping after a close: `applied` leave, the others age; those too old, expired or overtaken are dropped.
    /// Returns what was dropped.
    pub fn shift(&mut self, applied: &[Hash32], view: &View) -> Vec<Hash32> {
        self.banned.retain(|_, until| *until >= view.ledger);
        self.pending.retain(|_, p| !applied.contains(&p.frame.hash));
        self.pending.values_mut().for_each(|p| p.age += 1);
        let old = |p: &Pending| p.age >= PENDING_DEPTH;
        let mut dropped: Vec<_> = self.pending.values().filter(|p| old(p)).map(|p| p.frame.hash).collect();
        self.pending.retain(|_, p| !old(p));
        self.ban(&dropped, view.ledger);
        dropped.extend(self.drop_invalid(view));
        dropped
    }

    pub fn drop_invalid(&mut self, view: &View) -> Vec<Hash32> {
        let invalid = |p: &&Pending| check(&p.frame, view).is_err();
        let dropped: Vec<_> = self.pending.values().filter(invalid).map(|p| p.frame.hash).collect();
        self.pending.retain(|_, p| !dropped.contains(&p.frame.hash));
        self.ban(&dropped, view.ledger);
        dropped
    }

    fn ban(&mut self, hashes: &[Hash32], ledger: u32) {
        let until = ledger.saturating_add(BAN_DEPTH - 1);
        self.banned.extend(hashes.iter().map(|hash| (*hash, until)));
    }
}

fn refusal(frame: &Frame, code: Inner) -> TransactionResult {
    match (&frame.bump, code) {
        (Some(_), Inner::TxBadSeq) => outer(0, Outer::TxBadSeq),
        (Some(_), Inner::TxSorobanInvalid) => outer(0, Outer::TxSorobanInvalid),
        (Some(_), Inner::TxInsufficientBalance) => outer(0, Outer::TxInsufficientBalance),
        (_, code) => finish(frame, 0, code),
    }
}

/// Whether `frame` may take the place of `current`, of the same account.
fn replace(current: &Frame, frame: &Frame, view: &View) -> Result<(), Answer> {
    let wrapped = current.bump.is_some() && frame.bump.is_none() && current.inner_hash == frame.hash;
    if current.hash == frame.hash || wrapped {
        return Err(Answer::Duplicate);
    }
    if frame.sequence() < current.sequence() {
        return Err(Answer::Error(refusal(frame, Inner::TxBadSeq)));
    }
    if frame.is_soroban() && !resources_are_valid(frame, view.settings) {
        return Err(Answer::Error(refusal(frame, Inner::TxSorobanInvalid)));
    }
    if frame.bump.is_none() || frame.sequence() != current.sequence() {
        return Err(Answer::TryAgainLater);
    }
    let (old_ops, new_ops) = (i128::from(current.fee_ops()), i128::from(frame.fee_ops()));
    let wanted = i128::from(current.inclusion_fee()) * new_ops * FEE_MULTIPLIER;
    if i128::from(frame.inclusion_fee()) * old_ops >= wanted {
        return Ok(());
    }
    let inclusion = i64::try_from((wanted + old_ops - 1) / old_ops).unwrap_or(i64::MAX);
    let needed = inclusion.saturating_add(frame.full_fee().saturating_sub(frame.inclusion_fee()));
    Err(Answer::Error(outer(needed, Outer::TxInsufficientFee)))
}
