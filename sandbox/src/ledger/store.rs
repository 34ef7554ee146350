//! All ledger entries, with a journal: a transaction, an operation or a fee step marks a place, changes the store
//! directly, and either rolls back to the mark or reads off its changes as meta.

use crate::codec::{xdr_hash, xdr_len};
use crate::xdr::{
    Hash, LedgerEntry, LedgerEntryChange, LedgerEntryChanges, LedgerEntryData, LedgerEntryExt, LedgerKey,
    TtlEntry,
};
use soroban_env_host::{
    HostError,
    storage::{EntryWithLiveUntil, SnapshotSource},
};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ttl {
    pub until: u32,
    /// Ledger of the last change of the TTL itself; it is an entry of its own in the meta.
    pub modified: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    pub entry: Rc<LedgerEntry>,
    /// Present for contract data and code, absent for everything else.
    pub ttl: Option<Ttl>,
}

type Change = (Rc<LedgerKey>, Option<Slot>);

#[derive(Default)]
pub struct Store {
    map: BTreeMap<Rc<LedgerKey>, Slot>,
    journal: Vec<Change>,
    /// Bytes of contract data and code: what the rent rate depends on.
    state_bytes: u64,
}

impl Store {
    pub fn get(&self, key: &LedgerKey) -> Option<&Slot> {
        self.map.get(key)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Rc<LedgerKey>, &Slot)> {
        self.map.iter()
    }

    pub fn len(&self) -> usize {
        self.map.len()
    }

    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    pub fn state_bytes(&self) -> u64 {
        self.state_bytes
    }

    pub fn put(&mut self, key: Rc<LedgerKey>, slot: Slot) {
        let old = self.swap(&key, Some(slot));
        self.journal.push((key, old));
    }

    /// Writes an entry without a TTL, stamped with the ledger that changes it.
    pub fn write(&mut self, data: LedgerEntryData, ledger: u32) {
        let key = Rc::new(data.to_key());
        let ttl = self.get(&key).and_then(|slot| slot.ttl);
        let entry = LedgerEntry { last_modified_ledger_seq: ledger, data, ext: LedgerEntryExt::V0 };
        self.put(key, Slot { entry: Rc::new(entry), ttl });
    }

    pub fn set_ttl(&mut self, key: &LedgerKey, ttl: Ttl) {
        if let Some(slot) = self.get(key).cloned() {
            self.put(Rc::new(key.clone()), Slot { ttl: Some(ttl), ..slot });
        }
    }

    pub fn remove(&mut self, key: &LedgerKey) {
        let key = Rc::new(key.clone());
        let old = self.swap(&key, None);
        if old.is_some() {
            self.journal.push((key, old));
        }
    }

    fn swap(&mut self, key: &Rc<LedgerKey>, new: Option<Slot>) -> Option<Slot> {
        let added = new.as_ref().map_or(0, weight);
        let old = match new {
            Some(slot) => self.map.insert(key.clone(), slot),
            None => self.map.remove(key),
        };
        let removed = old.as_ref().map_or(0, weight);
        self.state_bytes = self.state_bytes.saturating_add(added).saturating_sub(removed);
        old
    }

    pub fn mark(&self) -> usize {
        self.journal.len()
    }

    pub fn rollback(&mut self, mark: usize) {
        while self.journal.len() > mark {
            if let Some((key, old)) = self.journal.pop() {
                self.swap(&key, old);
            }
        }
    }

    /// Forgets how to undo: called when a ledger is closed.
    pub fn seal(&mut self) {
        self.journal.clear();
    }

    /// The net changes since `mark` in key order, TTL entries included. `restored` names the entries brought back
    /// from the archive.
    pub fn changes_since(&self, mark: usize, restored: &BTreeSet<Rc<LedgerKey>>) -> LedgerEntryChanges {
        let mut first: BTreeMap<&Rc<LedgerKey>, &Option<Slot>> = BTreeMap::new();
        for (key, old) in self.journal.iter().skip(mark) {
            first.entry(key).or_insert(old);
        }
        let mut changes = Vec::new();
        for (key, old) in first {
            let new = self.map.get(key);
            let back = restored.contains(key);
            push_entry(&mut changes, key, old.as_ref(), new, back);
            push_ttl(&mut changes, key, old.as_ref(), new, back);
        }
        LedgerEntryChanges(changes.try_into().unwrap_or_default())
    }
}

fn weight(slot: &Slot) -> u64 {
    match slot.entry.data {
        LedgerEntryData::ContractData(_) | LedgerEntryData::ContractCode(_) => {
            u64::from(xdr_len(&*slot.entry))
        }
        _ => 0,
    }
}

fn push_entry(
    out: &mut Vec<LedgerEntryChange>,
    key: &LedgerKey,
    old: Option<&Slot>,
    new: Option<&Slot>,
    back: bool,
) {
    match (old, new) {
        (None, Some(new)) => out.push(LedgerEntryChange::Created((*new.entry).clone())),
        (Some(old), Some(new)) => {
            if back {
                out.push(LedgerEntryChange::Restored((*old.entry).clone()));
            }
            if old.entry != new.entry {
                if !back {
                    out.push(LedgerEntryChange::State((*old.entry).clone()));
                }
                out.push(LedgerEntryChange::Updated((*new.entry).clone()));
            }
        }
        (Some(old), None) => {
            out.push(if back {
                LedgerEntryChange::Restored((*old.entry).clone())
            } else {
                LedgerEntryChange::State((*old.entry).clone())
            });
            out.push(LedgerEntryChange::Removed(key.clone()));
        }
        (None, None) => {}
    }
}

fn push_ttl(
    out: &mut Vec<LedgerEntryChange>,
    key: &LedgerKey,
    old: Option<&Slot>,
    new: Option<&Slot>,
    back: bool,
) {
    let old = old.and_then(|slot| slot.ttl);
    let new = new.and_then(|slot| slot.ttl);
    match (old, new) {
        (None, Some(new)) => out.push(LedgerEntryChange::Created(ttl_entry(key, new))),
        (Some(_), Some(new)) if back => out.push(LedgerEntryChange::Restored(ttl_entry(key, new))),
        (Some(old), Some(new)) if old.until != new.until => {
            out.push(LedgerEntryChange::State(ttl_entry(key, old)));
            out.push(LedgerEntryChange::Updated(ttl_entry(key, new)));
        }
        (Some(old), None) => {
            let entry = ttl_entry(key, old);
            let key = entry.to_key();
            out.push(LedgerEntryChange::State(entry));
            out.push(LedgerEntryChange::Removed(key));
        }
        _ => {}
    }
}

fn ttl_entry(key: &LedgerKey, ttl: Ttl) -> LedgerEntry {
    LedgerEntry {
        last_modified_ledger_seq: ttl.modified,
        data: LedgerEntryData::Ttl(TtlEntry {
            key_hash: Hash(xdr_hash(key)),
            live_until_ledger_seq: ttl.until,
        }),
        ext: LedgerEntryExt::V0,
    }
}

/// The store as the host reads it while recording. Expired entries are handed out as stored: recording itself treats
/// expired temporary ones as absent and restores persistent ones.
#[derive(Clone)]
pub struct Shared(pub Rc<RefCell<Store>>);

impl SnapshotSource for Shared {
    fn get(&self, key: &Rc<LedgerKey>) -> Result<Option<EntryWithLiveUntil>, HostError> {
        Ok(self.0.borrow().get(key).map(|slot| (slot.entry.clone(), slot.ttl.map(|ttl| ttl.until))))
    }
}
