//! A transaction's life inside a ledger: fee, sequence and signatures, operations, refund.

use crate::codec::Hash32;
use crate::host::Modules;
use crate::ledger::{account, history::TxRecord, settings::Settings, store::Store};
use crate::ops::{self, Effects, Failed};
use crate::tx::{
    events,
    fees::{Refundable, charged_fee},
    frame::Frame,
    result::{failed, finish, is_success, succeeded},
    signatures::Checker,
    valid::{Stage, View, check_op_signature, common},
};
use crate::xdr::{
    AccountId, ExtensionPoint, InnerTransactionResultResult as Inner, LedgerEntryChanges, OperationMetaV2,
    OperationResult, SignerKey, SorobanTransactionMetaExt, SorobanTransactionMetaExtV1,
    SorobanTransactionMetaV2, TransactionEvent, TransactionEventStage, TransactionMeta, TransactionMetaV4,
    Uint256,
};
use std::collections::BTreeSet;

/// The ledger being closed, as its transactions see it.
pub struct Ground<'a> {
    pub store: &'a mut Store,
    pub settings: &'a Settings,
    pub modules: &'a Modules,
    pub network_id: &'a Hash32,
    pub ledger: u32,
    pub time: u64,
    pub fee_pool: i64,
}

/// A transaction on its way through the ledger.
pub struct Applying {
    pub frame: Frame,
    seed: Hash32,
    fee: i64,
    refundable: Refundable,
    fee_changes: LedgerEntryChanges,
    before: Vec<crate::xdr::LedgerEntryChange>,
    operations: Vec<OperationMetaV2>,
    effects: Effects,
    events: Vec<TransactionEvent>,
    post_changes: LedgerEntryChanges,
    /// The verdict; before it is known, whether operations may run.
    result: Option<Inner>,
}

impl Applying {
    pub fn new(frame: Frame, seed: Hash32, settings: &Settings) -> Applying {
        let refundable =
            if frame.is_soroban() { Refundable::new(settings, &frame) } else { Refundable::default() };
        Applying {
            frame,
            seed,
            fee: 0,
            refundable,
            fee_changes: LedgerEntryChanges::default(),
            before: Vec::new(),
            operations: Vec::new(),
            effects: Effects::default(),
            events: Vec::new(),
            post_changes: LedgerEntryChanges::default(),
            result: None,
        }
    }

    /// Takes the full fee up front; it stays taken whatever happens.
    pub fn charge(&mut self, ground: &mut Ground, base_fee: i64) {
        let mark = ground.store.mark();
        let source = self.frame.fee_source();
        if let Some(mut payer) = account::load(ground.store, &source) {
            self.fee = charged_fee(&self.frame, base_fee).clamp(0, payer.balance.max(0));
            payer.balance -= self.fee;
            ground.fee_pool += self.fee;
            account::save(ground.store, payer, ground.ledger);
        }
        self.fee_changes = ground.store.changes_since(mark, &BTreeSet::new());
        let stage = TransactionEventStage::BeforeAllTxs;
        self.events.extend(events::fee(ground.network_id, &source, self.fee, stage));
    }

    /// Validity at the moment of application, the sequence number, one-time signers (`commonPreApply`).
    pub fn prepare(&mut self, ground: &mut Ground) {
        if self.frame.bump.is_some() {
            let mark = ground.store.mark();
            remove_one_time_signer(ground, &self.frame.fee_source(), &self.frame.hash);
            self.before.extend(ground.store.changes_since(mark, &BTreeSet::new()).0.to_vec());
        }
        let mark = ground.store.mark();
        let mut checker = Checker::new(&self.frame.inner_hash, &self.frame.signatures);
        let verdict = common(&self.frame, &view(ground), &mut checker);
        if verdict.stage >= Stage::SpendsSequence {
            spend_sequence(ground, &self.frame);
        }
        self.result = match verdict.error {
            Some(error) => Some(error),
            None => signature_error(&self.frame, ground, &mut checker),
        };
        let sources: BTreeSet<AccountId> = self
            .frame
            .tx
            .operations
            .iter()
            .map(|op| self.frame.op_source(op))
            .chain([self.frame.source()])
            .collect();
        for source in sources {
            remove_one_time_signer(ground, &source, &self.frame.inner_hash);
        }
        self.before.extend(ground.store.changes_since(mark, &BTreeSet::new()).0.to_vec());
    }

    /// Runs the operations unless the transaction has failed already; a failure undoes them all.
    pub fn run(&mut self, ground: &mut Ground) {
        if self.result.is_some() {
            self.refundable.reset();
            return;
        }
        let start = ground.store.mark();
        let (mut results, mut success) = (Vec::new(), true);
        for index in 0..self.frame.tx.operations.len() {
            let mark = ground.store.mark();
            match self.run_op(ground, index) {
                Ok(result) => results.push(result),
                Err(Failed::Result(result)) => {
                    // stellar-core goes on with the remaining operations to report their results, too.
                    ground.store.rollback(mark);
                    results.push(result);
                    success = false;
                }
                Err(Failed::Internal) => {
                    ground.store.rollback(start);
                    self.fail(Inner::TxInternalError);
                    return;
                }
            }
        }
        if success {
            self.result = Some(succeeded(results));
        } else {
            ground.store.rollback(start);
            self.fail(failed(results));
        }
    }

    fn fail(&mut self, result: Inner) {
        self.result = Some(result);
        self.operations.clear();
        self.effects.events.clear();
        self.effects.return_value = None;
        self.refundable.reset();
    }

    fn run_op(&mut self, ground: &mut Ground, index: usize) -> ops::Applied {
        let Some(op) = self.frame.tx.operations.get(index) else {
            return Err(Failed::Internal);
        };
        let source = self.frame.op_source(op);
        if account::load(ground.store, &source).is_none() {
            return Err(Failed::Result(OperationResult::OpNoAccount));
        }
        let mark = ground.store.mark();
        let mut effects = Effects::default();
        let mut context = ops::Context {
            store: ground.store,
            settings: ground.settings,
            modules: ground.modules,
            frame: &self.frame,
            op,
            source,
            ledger: ground.ledger,
            time: ground.time,
            network_id: ground.network_id,
            seed: self.seed,
            refundable: &mut self.refundable,
            effects: &mut effects,
        };
        let outcome = ops::apply(&mut context);
        if outcome.is_ok() {
            self.operations.push(OperationMetaV2 {
                ext: ExtensionPoint::V0,
                changes: ground.store.changes_since(mark, &effects.restored),
                events: std::mem::take(&mut effects.events).try_into().unwrap_or_default(),
            });
        }
        self.effects.diagnostics.append(&mut effects.diagnostics);
        self.effects.return_value = effects.return_value;
        outcome
    }

    /// Gives back what the refundable part did not need, after all transactions of the ledger.
    pub fn refund(&mut self, ground: &mut Ground) {
        let refund = self.refundable.refund();
        let source = self.frame.fee_source();
        let Some(mut payer) = account::load(ground.store, &source).filter(|_| refund > 0) else {
            return;
        };
        let Some(balance) = account::credited(&payer, refund) else {
            return;
        };
        let mark = ground.store.mark();
        payer.balance = balance;
        account::save(ground.store, payer, ground.ledger);
        self.post_changes = ground.store.changes_since(mark, &BTreeSet::new());
        self.fee -= refund;
        ground.fee_pool -= refund;
        let stage = TransactionEventStage::AfterAllTxs;
        self.events.extend(events::fee(ground.network_id, &source, -refund, stage));
    }

    pub fn into_record(self) -> TxRecord {
        let frame = &self.frame;
        let spent = self.refundable.non_refundable.saturating_add(self.refundable.consumed);
        let inclusion = self.fee.saturating_sub(if frame.is_soroban() { spent } else { 0 });
        let per_op = if frame.is_soroban() { inclusion } else { inclusion / frame.fee_ops() };
        let soroban_meta = frame.is_soroban().then(|| SorobanTransactionMetaV2 {
            ext: SorobanTransactionMetaExt::V1(SorobanTransactionMetaExtV1 {
                ext: ExtensionPoint::V0,
                total_non_refundable_resource_fee_charged: self.refundable.non_refundable,
                total_refundable_resource_fee_charged: self.refundable.consumed,
                rent_fee_charged: self.refundable.rent,
            }),
            return_value: self.effects.return_value.clone(),
        });
        let meta = TransactionMeta::V4(TransactionMetaV4 {
            ext: ExtensionPoint::V0,
            tx_changes_before: LedgerEntryChanges(self.before.try_into().unwrap_or_default()),
            operations: self.operations.try_into().unwrap_or_default(),
            tx_changes_after: LedgerEntryChanges::default(),
            soroban_meta,
            events: self.events.try_into().unwrap_or_default(),
            diagnostic_events: self.effects.diagnostics.try_into().unwrap_or_default(),
        });
        let result = finish(frame, self.fee, self.result.unwrap_or(Inner::TxInternalError));
        TxRecord {
            hash: frame.hash,
            inner_hash: frame.bump.as_ref().map(|_| frame.inner_hash),
            success: is_success(&result),
            soroban: frame.is_soroban(),
            inclusion: u64::try_from(per_op).unwrap_or(0),
            envelope: self.frame.envelope,
            result,
            fee_changes: self.fee_changes,
            meta,
            post_changes: self.post_changes,
        }
    }
}

fn view<'a>(ground: &'a Ground) -> View<'a> {
    View {
        store: ground.store,
        settings: ground.settings,
        ledger: ground.ledger,
        time: ground.time,
        margin: 0,
        applying: true,
    }
}

/// Operation signatures, then that none is left over.
fn signature_error(frame: &Frame, ground: &Ground, checker: &mut Checker) -> Option<Inner> {
    let mut results = Vec::new();
    let mut signed = true;
    for (index, op) in frame.tx.operations.iter().enumerate() {
        match check_op_signature(frame, index, &view(ground), checker) {
            Ok(()) => results.push(ops::default_success(op)),
            Err(result) => {
                results.push(result);
                signed = false;
            }
        }
    }
    if !signed {
        return Some(failed(results));
    }
    (!checker.all_used()).then_some(Inner::TxBadAuthExtra)
}

fn spend_sequence(ground: &mut Ground, frame: &Frame) {
    if let Some(mut source) = account::load(ground.store, &frame.source()) {
        source.seq_num.0 = frame.sequence();
        account::stamp_sequence(&mut source, ground.ledger, ground.time);
        account::save(ground.store, source, ground.ledger);
    }
}

fn remove_one_time_signer(ground: &mut Ground, id: &AccountId, hash: &Hash32) {
    let Some(mut owner) = account::load(ground.store, id) else {
        return;
    };
    let is_it = |key: &SignerKey| matches!(key, SignerKey::PreAuthTx(Uint256(h)) if h == hash);
    let kept: Vec<_> = owner.signers.iter().filter(|signer| !is_it(&signer.key)).cloned().collect();
    if kept.len() < owner.signers.len() {
        owner.signers = kept.try_into().unwrap_or_default();
        owner.num_sub_entries = owner.num_sub_entries.saturating_sub(1);
        account::align_sponsors(&mut owner);
        account::save(ground.store, owner, ground.ledger);
    }
}
