//! Everything the ledger holds: every balance, position, auction, allowance, book and delegation, of everybody.
use std::collections::BTreeMap;

use soroban_sdk::{
    Address, Env,
    xdr::{LedgerEntryData, LedgerKey, Limits, ScAddress, ScVal, WriteXdr},
};

/// Values of all entries, by key. Lifetimes are left out, and the nonces of signatures.
pub struct LedgerState(BTreeMap<std::vec::Vec<u8>, (LedgerKey, LedgerEntryData)>);

impl LedgerState {
    pub fn of(e: &Env) -> LedgerState {
        let entries = e.to_ledger_snapshot().ledger_entries;
        let kept = entries.into_iter().filter(|(key, _)| !is_nonce(key));
        LedgerState(
            kept.map(|(key, (entry, _))| {
                let bytes = key.to_xdr(Limits::none()).expect("a key of the ledger encodes");
                (bytes, (*key, entry.data))
            })
            .collect(),
        )
    }

    /// Keys whose value differs, came or went.
    pub fn changes(&self, after: &LedgerState) -> std::vec::Vec<LedgerKey> {
        let all = self.0.iter().chain(after.0.iter());
        let changed = all.filter(|(bytes, _)| self.value(bytes) != after.value(bytes));
        let unique: BTreeMap<_, _> = changed.map(|(bytes, (key, _))| (bytes, key.clone())).collect();
        unique.into_values().collect()
    }

    fn value(&self, key: &std::vec::Vec<u8>) -> Option<&LedgerEntryData> {
        self.0.get(key).map(|(_, data)| data)
    }
}

/// Whether `key` is a storage entry of `contract`.
pub fn is_of(key: &LedgerKey, contract: &Address) -> bool {
    matches!(key, LedgerKey::ContractData(data) if data.contract == ScAddress::from(contract))
}

pub fn is_nonce(key: &LedgerKey) -> bool {
    matches!(key, LedgerKey::ContractData(data) if matches!(data.key, ScVal::LedgerKeyNonce(_)))
}
