//! The complete state as bytes: magic, version, sections, and a hash over all of it. What can be derived is rebuilt:
//! the event index, the settings, the parsed contracts.

use crate::codec::{Read, Reader, Writer, sha256};
use crate::config::Config;
use crate::host::Modules;
use crate::ledger::{
    history::{Closed, EmptyRun, History, LedgerRecord, TxRecord},
    settings::Settings,
    store::{Shared, Slot, Store, Ttl},
};
use crate::network::{Faults, Head, Network};
use crate::queue::{Pending, Queue};
use crate::tx::frame::Frame;
use crate::xdr::{LedgerEntry, LedgerEntryData};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

const MAGIC: &[u8; 8] = b"NSANDBOX";
const VERSION: u32 = 1;
const HASH_LEN: usize = 32;

pub fn save(network: &Network) -> Vec<u8> {
    let mut w = Writer::default();
    w.0.extend(MAGIC);
    w.u32(VERSION);
    save_config(&mut w, &network.config);
    save_store(&mut w, &network.shared.0.borrow());
    w.xdr(&network.head.header);
    w.hash(&network.head.hash);
    w.u64(network.head.close_ms);
    save_history(&mut w, &network.history);
    save_queue(&mut w, &network.queue);
    w.count(network.simulated.len());
    for (subject, times) in &network.simulated {
        w.hash(subject);
        w.u32(*times);
    }
    // An armed trap is left out: a restored network must be able to answer.
    w.u32(network.faults.drop_sends);
    w.flag(network.faults.p30_headers);
    w.flag(network.last_tick.is_some());
    w.u64(network.last_tick.unwrap_or(0.0).to_bits());
    let digest = sha256(&[&w.0]);
    w.hash(&digest);
    w.0
}

pub fn load(bytes: &[u8]) -> Read<Network> {
    let body_len = bytes.len().checked_sub(HASH_LEN).ok_or("snapshot: too short")?;
    let (body, digest) = bytes.split_at(body_len);
    if sha256(&[body]) != digest {
        return Err("snapshot: damaged (its hash does not match)".to_string());
    }
    let mut r = Reader(body);
    if r.take(MAGIC.len())? != MAGIC {
        return Err("snapshot: not one of this network's".to_string());
    }
    match r.u32()? {
        VERSION => {}
        other => return Err(format!("snapshot: expected version {VERSION}, found {other}")),
    }
    let config = load_config(&mut r)?;
    let modules = Modules::new()?;
    let shared = Shared(Rc::new(RefCell::new(load_store(&mut r, &modules)?)));
    let settings = Settings::load(&shared)?;
    let head = Head { header: r.xdr()?, hash: r.hash()?, close_ms: r.u64()? };
    let history = load_history(&mut r)?;
    let queue = load_queue(&mut r, &config)?;
    let mut simulated = BTreeMap::new();
    for _ in 0..r.count()? {
        simulated.insert(r.hash()?, r.u32()?);
    }
    let faults = Faults { trap: false, drop_sends: r.u32()?, p30_headers: r.flag()? };
    let (ticked, last) = (r.flag()?, f64::from_bits(r.u64()?));
    if !r.0.is_empty() {
        return Err(format!("snapshot: {} bytes too many", r.0.len()));
    }
    let last_tick = ticked.then_some(last);
    Ok(Network { config, shared, settings, modules, head, history, queue, simulated, faults, last_tick })
}

fn save_config(w: &mut Writer, config: &Config) {
    w.bytes(config.passphrase.as_bytes());
    w.hash(&config.seed);
    w.u64(config.close_time);
    w.u32(config.start_ledger);
    w.u64(config.ledger_ms);
    w.u64(config.step_ms);
    w.flag(config.auto);
    w.flag(config.friendbot_url.is_some());
    w.bytes(config.friendbot_url.as_deref().unwrap_or_default().as_bytes());
}

fn load_config(r: &mut Reader) -> Read<Config> {
    let passphrase = text(r.bytes()?)?;
    let (seed, close_time) = (r.hash()?, r.u64()?);
    let mut config = Config::new(&passphrase, seed, close_time);
    config.start_ledger = r.u32()?;
    config.ledger_ms = r.u64()?;
    config.step_ms = r.u64()?;
    config.auto = r.flag()?;
    let has_url = r.flag()?;
    let url = text(r.bytes()?)?;
    config.friendbot_url = has_url.then_some(url);
    Ok(config)
}

fn text(bytes: &[u8]) -> Read<String> {
    String::from_utf8(bytes.to_vec()).map_err(|_| "snapshot: expected UTF-8".to_string())
}

fn save_store(w: &mut Writer, store: &Store) {
    w.count(store.len());
    for (_, slot) in store.iter() {
        w.xdr(&*slot.entry);
        w.flag(slot.ttl.is_some());
        if let Some(ttl) = slot.ttl {
            w.u32(ttl.until);
            w.u32(ttl.modified);
        }
    }
}

fn load_store(r: &mut Reader, modules: &Modules) -> Read<Store> {
    let mut store = Store::default();
    for _ in 0..r.count()? {
        let entry: LedgerEntry = r.xdr()?;
        let ttl = if r.flag()? { Some(Ttl { until: r.u32()?, modified: r.u32()? }) } else { None };
        if let LedgerEntryData::ContractCode(code) = &entry.data {
            modules.add(code.code.as_slice())?;
        }
        store.put(Rc::new(entry.to_key()), Slot { entry: Rc::new(entry), ttl });
    }
    store.seal();
    Ok(store)
}

fn save_history(w: &mut Writer, history: &History) {
    w.u32(history.oldest());
    w.count(history.records().count());
    for record in history.records() {
        match record {
            Closed::One(ledger) => {
                w.u8(0);
                w.xdr(&ledger.header);
                w.hash(&ledger.hash);
                w.u64(ledger.close_ms);
                w.count(ledger.txs.len());
                for tx in &ledger.txs {
                    save_tx(w, tx);
                }
            }
            Closed::Run(run) => {
                w.u8(1);
                w.xdr(&run.previous);
                w.hash(&run.previous_hash);
                for n in [run.count, run.steps, run.offset] {
                    w.u32(n);
                }
                w.u64(run.base);
                w.u64(run.total);
            }
        }
    }
}

fn load_history(r: &mut Reader) -> Read<History> {
    let mut history = History::default();
    history.set_oldest(r.u32()?);
    for _ in 0..r.count()? {
        history.push(match r.u8()? {
            0 => {
                let (header, hash, close_ms) = (r.xdr()?, r.hash()?, r.u64()?);
                let count = r.count()?;
                let txs = (0..count).map(|_| load_tx(r)).collect::<Read<_>>()?;
                Closed::One(LedgerRecord { header, hash, close_ms, txs })
            }
            1 => {
                let (previous, previous_hash) = (r.xdr()?, r.hash()?);
                let (count, steps, offset) = (r.u32()?, r.u32()?, r.u32()?);
                let (base, total) = (r.u64()?, r.u64()?);
                Closed::Run(EmptyRun { previous, previous_hash, count, base, total, steps, offset })
            }
            other => return Err(format!("snapshot: expected a ledger record, found kind {other}")),
        });
    }
    Ok(history)
}

fn save_tx(w: &mut Writer, tx: &TxRecord) {
    w.hash(&tx.hash);
    w.flag(tx.inner_hash.is_some());
    w.hash(&tx.inner_hash.unwrap_or_default());
    w.xdr(&tx.envelope);
    w.xdr(&tx.result);
    w.xdr(&tx.fee_changes);
    w.xdr(&tx.meta);
    w.xdr(&tx.post_changes);
    w.flag(tx.success);
    w.flag(tx.soroban);
    w.u64(tx.inclusion);
}

fn load_tx(r: &mut Reader) -> Read<TxRecord> {
    let hash = r.hash()?;
    let (bumped, inner) = (r.flag()?, r.hash()?);
    Ok(TxRecord {
        hash,
        inner_hash: bumped.then_some(inner),
        envelope: r.xdr()?,
        result: r.xdr()?,
        fee_changes: r.xdr()?,
        meta: r.xdr()?,
        post_changes: r.xdr()?,
        success: r.flag()?,
        soroban: r.flag()?,
        inclusion: r.u64()?,
    })
}

fn save_queue(w: &mut Writer, queue: &Queue) {
    w.count(queue.pending.len());
    for pending in queue.pending.values() {
        w.xdr(&pending.frame.envelope);
        w.u32(pending.age);
    }
    w.count(queue.banned.len());
    for (hash, until) in &queue.banned {
        w.hash(hash);
        w.u32(*until);
    }
}

fn load_queue(r: &mut Reader, config: &Config) -> Read<Queue> {
    let mut queue = Queue::default();
    for _ in 0..r.count()? {
        let frame = Frame::new(r.xdr()?, &config.network_id)?;
        let age = r.u32()?;
        queue.pending.insert(frame.source(), Pending { frame, age });
    }
    for _ in 0..r.count()? {
        queue.banned.insert(r.hash()?, r.u32()?);
    }
    Ok(queue)
}
