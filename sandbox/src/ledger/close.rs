//! Closing a ledger.

use crate::codec::{Hash32, sha256, xdr_bytes, xdr_hash};
use crate::ledger::{
    header::{EmptyChain, empty_successor, header_hash, value},
    history::{Closed, EmptyRun, LedgerRecord, MAX_RUN, TxRecord},
    select::{Phase, select, shuffle},
    settings::{Settings, sample_state_size},
    txset::transaction_set,
};
use crate::network::Network;
use crate::tx::{
    apply::{Applying, Ground},
    frame::Frame,
    valid::View,
};
use crate::xdr::{Hash, LedgerHeader, TransactionResultPair, TransactionResultSet};
use std::collections::BTreeSet;

#[derive(Default)]
pub struct Report {
    pub closed: u32,
    /// (hash, ledger, success) in order of application.
    pub applied: Vec<(Hash32, u32, bool)>,
    pub dropped: Vec<Hash32>,
}

impl Network {
    /// Closes one ledger at `close_ms`, with whatever of the queue fits.
    pub fn close(&mut self, close_ms: u64, report: &mut Report) -> Result<(), String> {
        let close_ms = close_ms.max(self.head.close_ms);
        let ledger = self.head.header.ledger_seq.saturating_add(1);
        let phases = self.take_phases(ledger, close_ms / 1_000, report);
        let fee_pool = self.head.header.fee_pool;
        let (txs, fee_pool) = self.apply_phases(phases, ledger, close_ms / 1_000, fee_pool);
        let changes = self.shared.0.borrow().changes_since(0, &BTreeSet::new());
        let mut header = empty_successor(&self.head.header, &self.head.hash, close_ms / 1_000);
        header.fee_pool = fee_pool;
        if !txs.is_empty() {
            let set = transaction_set(&self.head.hash, &txs);
            header.scp_value = value(xdr_hash(&set), close_ms / 1_000);
            header.tx_set_result_hash = Hash(results_hash(&txs));
            header.bucket_list_hash = Hash(sha256(&[&header.bucket_list_hash.0, &xdr_bytes(&changes)]));
        }
        report.applied.extend(txs.iter().map(|tx| (tx.hash, ledger, tx.success)));
        report.closed += 1;
        let applied: Vec<Hash32> = txs.iter().map(|tx| tx.hash).collect();
        self.install(header, close_ms, txs)?;
        report.dropped.extend(self.shift_queue(&applied));
        Ok(())
    }

    /// What of the queue enters the ledger. What is no longer valid at its close time is dropped and banned, as when
    /// stellar-core builds a nomination: it never fails in a ledger for an expired bound.
    fn take_phases(&mut self, ledger: u32, time: u64, report: &mut Report) -> [Phase; 2] {
        let salt = sha256(&[&self.config.seed, b"select", &ledger.to_be_bytes()]);
        report
            .dropped
            .extend(self.with_view(|queue, view| queue.drop_invalid(&View { time, margin: 0, ..*view })));
        let mut pending = Vec::new();
        for waiting in self.queue.pending.values() {
            // The envelope was hashed when it came in, so it can be framed again.
            if let Ok(frame) = Frame::new(waiting.frame.envelope.clone(), &self.config.network_id) {
                pending.push(frame);
            }
        }
        let (soroban, classic) = pending.into_iter().partition(Frame::is_soroban);
        let mut phases =
            [select(classic, &self.settings, &salt, false), select(soroban, &self.settings, &salt, true)];
        for phase in &mut phases {
            shuffle(&mut phase.frames, &self.config.seed, ledger);
        }
        phases
    }

    /// Fees of all, then classic transactions, then Soroban ones: sequence numbers of all before the first runs, refunds
    /// after the last has (parallel Soroban phase, CAP-63).
    fn apply_phases(
        &mut self,
        phases: [Phase; 2],
        ledger: u32,
        time: u64,
        fee_pool: i64,
    ) -> (Vec<TxRecord>, i64) {
        let settings = self.settings.clone();
        let shared = self.shared.clone();
        let store = &mut *shared.0.borrow_mut();
        let mut ground = Ground {
            store,
            settings: &settings,
            modules: &self.modules,
            network_id: &self.config.network_id,
            ledger,
            time,
            fee_pool,
        };
        let mut applying = Vec::new();
        for phase in phases {
            for frame in phase.frames {
                let seed = sha256(&[&self.config.seed, b"apply", &ledger.to_be_bytes(), &frame.hash]);
                let mut tx = Applying::new(frame, seed, &settings);
                tx.charge(&mut ground, phase.base_fee);
                applying.push(tx);
            }
        }
        apply_all(&mut ground, &mut applying);
        let fee_pool = ground.fee_pool;
        (applying.into_iter().map(Applying::into_record).collect(), fee_pool)
    }

    fn install(&mut self, header: LedgerHeader, close_ms: u64, txs: Vec<TxRecord>) -> Result<(), String> {
        let ledger = header.ledger_seq;
        let hash = header_hash(&header);
        self.head.header = header.clone();
        self.head.hash = hash;
        self.head.close_ms = close_ms;
        self.history.push(Closed::One(LedgerRecord { header, hash, close_ms, txs }));
        self.history.prune(ledger);
        self.simulated.clear();
        self.sample(ledger, 1)?;
        self.shared.0.borrow_mut().seal();
        Ok(())
    }

    /// State size samples due in the last `count` ledgers up to `ledger`.
    fn sample(&mut self, ledger: u32, count: u32) -> Result<(), String> {
        let period = self.settings.archival.live_soroban_state_size_window_sample_period.max(1);
        let due = ledger / period - (ledger - count) / period;
        if due > 0 {
            sample_state_size(&mut self.shared.0.borrow_mut(), ledger, due)?;
            self.settings = Settings::load(&self.shared)?;
        }
        Ok(())
    }

    /// Closes `count` ledgers spread over `total_ms`: the first with the queue, the rest in bulk once it is empty.
    pub fn warp(&mut self, count: u32, total_ms: u64) -> Result<Report, String> {
        let mut report = Report::default();
        let base = self.head.close_ms;
        let at = |k: u32| {
            base + u64::try_from(u128::from(total_ms) * u128::from(k) / u128::from(count.max(1))).unwrap_or(0)
        };
        let mut done = 0;
        while done < count && (done == 0 || !self.queue.pending.is_empty()) {
            done += 1;
            self.close(at(done), &mut report)?;
        }
        while done < count {
            let length = (count - done).min(MAX_RUN);
            let run = EmptyRun {
                previous: self.head.header.clone(),
                previous_hash: self.head.hash,
                count: length,
                base,
                total: total_ms,
                steps: count,
                offset: done,
            };
            self.push_run(run)?;
            done += length;
            report.closed += length;
        }
        report.dropped.extend(self.shift_queue(&[]));
        Ok(report)
    }

    fn push_run(&mut self, run: EmptyRun) -> Result<(), String> {
        let mut chain = EmptyChain::new(&run.previous, &run.previous_hash);
        for index in 0..run.count.saturating_sub(1) {
            chain.push(run.close_ms(index) / 1_000);
        }
        let close_ms = run.close_ms(run.count.saturating_sub(1));
        let mut previous = run.previous.clone();
        previous.ledger_seq = chain.sequence;
        let header = empty_successor(&previous, &chain.hash, close_ms / 1_000);
        let (ledger, count) = (header.ledger_seq, run.count);
        self.head.hash = header_hash(&header);
        self.head.header = header;
        self.head.close_ms = close_ms;
        self.history.push(Closed::Run(run));
        self.history.prune(ledger);
        self.simulated.clear();
        self.sample(ledger, count)?;
        self.shared.0.borrow_mut().seal();
        Ok(())
    }
}

/// Classic transactions one by one, then the Soroban ones step by step.
fn apply_all(ground: &mut Ground, applying: &mut [Applying]) {
    let classic = applying.iter().take_while(|tx| !tx.frame.is_soroban()).count();
    let (classic, soroban) = applying.split_at_mut(classic);
    for tx in classic {
        tx.prepare(ground);
        tx.run(ground);
    }
    soroban.iter_mut().for_each(|tx| tx.prepare(ground));
    soroban.iter_mut().for_each(|tx| tx.run(ground));
    soroban.iter_mut().for_each(|tx| tx.refund(ground));
}

fn results_hash(txs: &[TxRecord]) -> Hash32 {
    let pair =
        |tx: &TxRecord| TransactionResultPair { transaction_hash: Hash(tx.hash), result: tx.result.clone() };
    let results: Vec<_> = txs.iter().map(pair).collect();
    xdr_hash(&TransactionResultSet { results: results.try_into().unwrap_or_default() })
}
