//! What happened: closed ledgers, their transactions and events, for the retention window. Runs of empty ledgers are
//! kept as one record and rebuilt on demand, so that warping over 120,960 ledgers stays cheap.

use crate::codec::Hash32;
use crate::ledger::header::{EmptyChain, empty_successor, header_hash};
use crate::xdr::{
    ContractEvent, LedgerEntryChanges, LedgerHeader, TransactionEnvelope, TransactionEventStage,
    TransactionMeta, TransactionResult,
};
use std::collections::BTreeMap;

/// Seven days at five seconds, as stellar-rpc's default.
pub const RETENTION: u32 = 120_960;
/// Empty ledgers per record: what one rebuild costs at most.
pub const MAX_RUN: u32 = 1_024;
const TX_MASK: u32 = (1 << 20) - 1;
const OP_MASK: u32 = (1 << 12) - 1;

#[derive(Clone)]
pub struct TxRecord {
    pub hash: Hash32,
    /// Of the inner transaction of a fee bump; lookups find either.
    pub inner_hash: Option<Hash32>,
    pub envelope: TransactionEnvelope,
    pub result: TransactionResult,
    pub fee_changes: LedgerEntryChanges,
    pub meta: TransactionMeta,
    pub post_changes: LedgerEntryChanges,
    pub success: bool,
    pub soroban: bool,
    /// What was charged for inclusion, per operation: the material of getFeeStats.
    pub inclusion: u64,
}

#[derive(Clone)]
pub struct LedgerRecord {
    pub header: LedgerHeader,
    pub hash: Hash32,
    pub close_ms: u64,
    pub txs: Vec<TxRecord>,
}

/// `count` empty ledgers after `previous`, the k-th closing at `base + total × (offset + k) / steps`.
#[derive(Clone)]
pub struct EmptyRun {
    pub previous: LedgerHeader,
    pub previous_hash: Hash32,
    pub count: u32,
    pub base: u64,
    pub total: u64,
    pub steps: u32,
    pub offset: u32,
}

impl EmptyRun {
    pub fn first(&self) -> u32 {
        self.previous.ledger_seq.saturating_add(1)
    }

    pub fn close_ms(&self, index: u32) -> u64 {
        let step = u128::from(self.offset) + u128::from(index) + 1;
        let spread = u128::from(self.total) * step / u128::from(self.steps.max(1));
        self.base.saturating_add(u64::try_from(spread).unwrap_or(u64::MAX))
    }

    /// Header hash of the ledger before the `index`-th.
    fn hash_before(&self, index: u32) -> Hash32 {
        let mut chain = EmptyChain::new(&self.previous, &self.previous_hash);
        for k in 0..index {
            chain.push(self.close_ms(k) / 1_000);
        }
        chain.hash
    }

    pub fn record(&self, index: u32) -> LedgerRecord {
        let before = self.hash_before(index);
        let mut previous = self.previous.clone();
        previous.ledger_seq = previous.ledger_seq.saturating_add(index);
        let close_ms = self.close_ms(index);
        let header = empty_successor(&previous, &before, close_ms / 1_000);
        let hash = header_hash(&header);
        LedgerRecord { header, hash, close_ms, txs: Vec::new() }
    }
}

#[derive(Clone)]
pub enum Closed {
    One(LedgerRecord),
    Run(EmptyRun),
}

/// An event with the position that is its id and its paging cursor.
#[derive(Clone)]
pub struct EventRow {
    pub tx: u32,
    pub op: u32,
    pub index: u32,
    pub tx_hash: Hash32,
    pub event: ContractEvent,
}

#[derive(Default)]
pub struct History {
    /// Keyed by the first ledger of the record.
    closed: BTreeMap<u32, Closed>,
    events: BTreeMap<u32, Vec<EventRow>>,
    by_hash: BTreeMap<Hash32, (u32, usize)>,
    oldest: u32,
}

impl History {
    pub fn records(&self) -> impl Iterator<Item = &Closed> {
        self.closed.values()
    }

    pub fn oldest(&self) -> u32 {
        self.oldest
    }

    pub fn set_oldest(&mut self, oldest: u32) {
        self.oldest = oldest;
    }

    pub fn push(&mut self, record: Closed) {
        match &record {
            Closed::One(ledger) => {
                let sequence = ledger.header.ledger_seq;
                let events = event_rows(&ledger.txs);
                for (index, tx) in ledger.txs.iter().enumerate() {
                    self.by_hash.insert(tx.hash, (sequence, index));
                    if let Some(inner) = tx.inner_hash {
                        self.by_hash.insert(inner, (sequence, index));
                    }
                }
                if !events.is_empty() {
                    self.events.insert(sequence, events);
                }
                self.closed.insert(sequence, record);
            }
            Closed::Run(run) => {
                self.closed.insert(run.first(), record);
            }
        }
    }

    /// Drops what lies before the retention window that ends at `latest`.
    pub fn prune(&mut self, latest: u32) {
        let oldest = (latest.saturating_add(1)).saturating_sub(RETENTION);
        if oldest <= self.oldest {
            return;
        }
        self.oldest = oldest;
        let keep_from = self.closed.range(..=oldest).next_back().map_or(oldest, |(first, _)| *first);
        let kept = self.closed.split_off(&keep_from);
        self.closed = kept;
        self.events = self.events.split_off(&oldest);
        self.by_hash.retain(|_, (ledger, _)| *ledger >= oldest);
    }

    fn find(&self, sequence: u32) -> Option<(&Closed, u32)> {
        let (first, record) = self.closed.range(..=sequence).next_back()?;
        Some((record, sequence.checked_sub(*first)?))
    }

    pub fn ledger(&self, sequence: u32) -> Option<LedgerRecord> {
        match self.find(sequence)? {
            (Closed::One(record), 0) => Some(record.clone()),
            (Closed::Run(run), index) if index < run.count => Some(run.record(index)),
            _ => None,
        }
    }

    pub fn close_ms(&self, sequence: u32) -> u64 {
        match self.find(sequence) {
            Some((Closed::One(record), _)) => record.close_ms,
            Some((Closed::Run(run), index)) => run.close_ms(index),
            None => 0,
        }
    }

    pub fn transaction(&self, hash: &Hash32) -> Option<(&LedgerRecord, usize)> {
        let (sequence, index) = self.by_hash.get(hash)?;
        match self.closed.get(sequence)? {
            Closed::One(record) => Some((record, *index)),
            Closed::Run(_) => None,
        }
    }

    /// Ledgers that hold transactions, from `start` on.
    pub fn filled(&self, start: u32) -> impl Iterator<Item = &LedgerRecord> {
        self.closed.range(start..).filter_map(|(_, record)| match record {
            Closed::One(ledger) if !ledger.txs.is_empty() => Some(ledger),
            _ => None,
        })
    }

    pub fn events(&self, start: u32, end: u32) -> impl Iterator<Item = (u32, &EventRow)> {
        let end = end.max(start);
        self.events.range(start..end).flat_map(|(ledger, rows)| rows.iter().map(move |row| (*ledger, row)))
    }
}

/// All events of a ledger in id order: fee events before all, operation events, events after their transaction,
/// refund events after all (stellar-rpc `db/event.go`).
fn event_rows(txs: &[TxRecord]) -> Vec<EventRow> {
    let (mut rows, mut before, mut after) = (Vec::new(), 0, 0);
    for (position, tx) in txs.iter().enumerate() {
        let TransactionMeta::V4(meta) = &tx.meta else {
            continue;
        };
        let order = u32::try_from(position + 1).unwrap_or(TX_MASK);
        let mut own = 0;
        for event in meta.events.iter() {
            let (tx_at, op_at, counter) = match event.stage {
                TransactionEventStage::BeforeAllTxs => (0, 0, &mut before),
                TransactionEventStage::AfterTx => (order, OP_MASK, &mut own),
                TransactionEventStage::AfterAllTxs => (TX_MASK, 0, &mut after),
            };
            let (index, event) = (*counter, event.event.clone());
            *counter += 1;
            rows.push(EventRow { tx: tx_at, op: op_at, index, tx_hash: tx.hash, event });
        }
        for (op, operation) in meta.operations.iter().enumerate() {
            for (index, event) in operation.events.iter().enumerate() {
                rows.push(EventRow {
                    tx: order,
                    op: u32::try_from(op).unwrap_or(OP_MASK),
                    index: u32::try_from(index).unwrap_or(u32::MAX),
                    tx_hash: tx.hash,
                    event: event.clone(),
                });
            }
        }
    }
    rows.sort_by_key(|row| (row.tx, row.op, row.index));
    rows
}
