//! One network: configuration, state, history, queue.

use crate::codec::Hash32;
use crate::config::Config;
use crate::host::{Clock, Modules};
use crate::ledger::{
    genesis,
    header::{genesis_header, header_hash},
    history::{Closed, History, LedgerRecord},
    settings::Settings,
    store::{Shared, Store},
};
use crate::queue::Queue;
use crate::tx::valid::View;
use crate::xdr::LedgerHeader;
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

/// Seconds past the last close that a time bound must reach at submission: stellar-core allows two ledgers.
const SUBMISSION_MARGIN: u64 = 10;

pub struct Head {
    pub header: LedgerHeader,
    pub hash: Hash32,
    pub close_ms: u64,
}

#[derive(Clone, Default, Debug, PartialEq)]
pub struct Faults {
    /// The next request traps.
    pub trap: bool,
    /// So many sendTransaction answer PENDING and lose the transaction.
    pub drop_sends: u32,
    /// Headers carry the protocol-30 arm with milliseconds.
    pub p30_headers: bool,
}

pub struct Network {
    pub config: Config,
    pub shared: Shared,
    pub settings: Rc<Settings>,
    pub modules: Modules,
    pub head: Head,
    pub history: History,
    pub queue: Queue,
    /// How often each envelope was simulated on this ledger: varies the PRNG seed without a dependence on the order
    /// in which different clients ask.
    pub simulated: BTreeMap<Hash32, u32>,
    pub faults: Faults,
    /// The caller's clock at the last automatic close; before the first one, ledger time stands in.
    pub last_tick: Option<f64>,
}

impl Network {
    pub fn genesis(config: Config) -> Result<Network, String> {
        let shared = Shared(Rc::new(RefCell::new(Store::default())));
        let settings = genesis::fill(&shared, &config)?;
        let state_hash = genesis::state_hash(&shared.0.borrow());
        let header = genesis_header(config.start_ledger, config.close_time, state_hash);
        let hash = header_hash(&header);
        let close_ms = config.close_time.saturating_mul(1_000);
        let mut history = History::default();
        history.set_oldest(config.start_ledger);
        history.push(Closed::One(LedgerRecord { header: header.clone(), hash, close_ms, txs: Vec::new() }));
        Ok(Network {
            config,
            shared,
            settings,
            modules: Modules::new()?,
            head: Head { header, hash, close_ms },
            history,
            queue: Queue::default(),
            simulated: BTreeMap::new(),
            faults: Faults::default(),
            last_tick: None,
        })
    }

    pub fn latest(&self) -> u32 {
        self.head.header.ledger_seq
    }

    pub fn close_time(&self) -> u64 {
        self.head.close_ms / 1_000
    }

    /// The last closed ledger as a simulation sees it.
    pub fn clock(&self) -> Clock<'_> {
        Clock { ledger: self.latest(), time: self.close_time(), network_id: &self.config.network_id }
    }

    /// Runs `f` with what a submission is judged against: the last close time, the next ledger.
    pub fn with_view<R>(&mut self, f: impl FnOnce(&mut Queue, &View) -> R) -> R {
        let store = self.shared.0.borrow();
        let view = View {
            store: &store,
            settings: &self.settings,
            ledger: self.head.header.ledger_seq.saturating_add(1),
            time: self.head.close_ms / 1_000,
            margin: SUBMISSION_MARGIN,
            applying: false,
        };
        f(&mut self.queue, &view)
    }

    pub fn shift_queue(&mut self, applied: &[Hash32]) -> Vec<Hash32> {
        self.with_view(|queue, view| queue.shift(applied, view))
    }
}
