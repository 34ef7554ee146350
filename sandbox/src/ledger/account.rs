//! Accounts and trustlines as stellar-core's transaction utilities see them. Sponsorships do not exist here: no
//! operation of the sandbox creates one.

use crate::ledger::{
    keys::{account_key, trustline_asset, trustline_key},
    store::Store,
};
use crate::xdr::{
    AccountEntry, AccountEntryExt, AccountEntryExtensionV1, AccountEntryExtensionV1Ext,
    AccountEntryExtensionV2, AccountEntryExtensionV2Ext, AccountEntryExtensionV3, AccountFlags, AccountId,
    Asset, ExtensionPoint, LedgerEntryData, Liabilities, SequenceNumber, SponsorshipDescriptor, Thresholds,
    TimePoint, TrustLineEntry, TrustLineEntryExt, TrustLineFlags,
};

pub const BASE_RESERVE: i64 = 5_000_000;
/// stellar-core's `ACCOUNT_SUBENTRY_LIMIT`.
pub const MAX_SUB_ENTRIES: u32 = 1_000;

pub fn load(store: &Store, id: &AccountId) -> Option<AccountEntry> {
    match &store.get(&account_key(id))?.entry.data {
        LedgerEntryData::Account(account) => Some(account.clone()),
        _ => None,
    }
}

pub fn load_trustline(store: &Store, id: &AccountId, asset: &Asset) -> Option<TrustLineEntry> {
    match &store.get(&trustline_key(id, trustline_asset(asset)))?.entry.data {
        LedgerEntryData::Trustline(line) => Some(line.clone()),
        _ => None,
    }
}

pub fn save(store: &mut Store, account: AccountEntry, ledger: u32) {
    store.write(LedgerEntryData::Account(account), ledger);
}

pub fn new_account(id: AccountId, balance: i64, sequence: i64) -> AccountEntry {
    AccountEntry {
        account_id: id,
        balance,
        seq_num: SequenceNumber(sequence),
        num_sub_entries: 0,
        inflation_dest: None,
        flags: 0,
        home_domain: Default::default(),
        thresholds: Thresholds([1, 0, 0, 0]),
        signers: Default::default(),
        ext: AccountEntryExt::V0,
    }
}

pub fn starting_sequence(ledger: u32) -> i64 {
    i64::from(ledger) << 32
}

pub fn reserve(account: &AccountEntry) -> i64 {
    (2 + i64::from(account.num_sub_entries)) * BASE_RESERVE
}

/// What may be spent: the balance above the reserve. Liabilities are always zero here, there are no offers.
pub fn available(account: &AccountEntry) -> i64 {
    account.balance - reserve(account)
}

/// Adds to a balance; `None` when it would overflow or, for a debit, go below the reserve.
pub fn credited(account: &AccountEntry, delta: i64) -> Option<i64> {
    let balance = account.balance.checked_add(delta).filter(|b| *b >= 0)?;
    (delta >= 0 || balance >= reserve(account)).then_some(balance)
}

pub fn line_credited(line: &TrustLineEntry, delta: i64) -> Option<i64> {
    line.balance.checked_add(delta).filter(|b| (0..=line.limit).contains(b))
}

pub fn has_flag(account: &AccountEntry, flag: AccountFlags) -> bool {
    account.flags & flag as u32 != 0
}

pub fn is_authorized(line: &TrustLineEntry) -> bool {
    line.flags & TrustLineFlags::AuthorizedFlag as u32 != 0
}

pub fn new_trustline(owner: AccountId, asset: &Asset, limit: i64, flags: u32) -> TrustLineEntry {
    TrustLineEntry {
        account_id: owner,
        asset: trustline_asset(asset),
        balance: 0,
        limit,
        flags,
        ext: TrustLineEntryExt::V0,
    }
}

/// (ledger, unix seconds) of the account's last sequence change; zeros before the first.
pub fn sequence_age(account: &AccountEntry) -> (u32, u64) {
    match &account.ext {
        AccountEntryExt::V1(AccountEntryExtensionV1 {
            ext:
                AccountEntryExtensionV1Ext::V2(AccountEntryExtensionV2 {
                    ext: AccountEntryExtensionV2Ext::V3(v3),
                    ..
                }),
            ..
        }) => (v3.seq_ledger, v3.seq_time.0),
        _ => (0, 0),
    }
}

/// Stamps a sequence change, growing the extension to V3 as stellar-core does since protocol 19.
pub fn stamp_sequence(account: &mut AccountEntry, ledger: u32, time: u64) {
    let v3 = AccountEntryExtensionV2Ext::V3(AccountEntryExtensionV3 {
        ext: ExtensionPoint::V0,
        seq_ledger: ledger,
        seq_time: TimePoint(time),
    });
    if matches!(account.ext, AccountEntryExt::V0) {
        account.ext = AccountEntryExt::V1(AccountEntryExtensionV1 {
            liabilities: Liabilities { buying: 0, selling: 0 },
            ext: AccountEntryExtensionV1Ext::V0,
        });
    }
    if let AccountEntryExt::V1(v1) = &mut account.ext {
        match &mut v1.ext {
            AccountEntryExtensionV1Ext::V2(v2) => v2.ext = v3,
            AccountEntryExtensionV1Ext::V0 => {
                let none = vec![SponsorshipDescriptor(None); account.signers.len()];
                v1.ext = AccountEntryExtensionV1Ext::V2(AccountEntryExtensionV2 {
                    num_sponsored: 0,
                    num_sponsoring: 0,
                    signer_sponsoring_i_ds: none.try_into().unwrap_or_default(),
                    ext: v3,
                });
            }
        }
    }
}

/// Keeps one (empty) sponsor per signer, as the extension demands.
pub fn align_sponsors(account: &mut AccountEntry) {
    let count = account.signers.len();
    if let AccountEntryExt::V1(v1) = &mut account.ext
        && let AccountEntryExtensionV1Ext::V2(v2) = &mut v1.ext
    {
        let none = vec![SponsorshipDescriptor(None); count];
        v2.signer_sponsoring_i_ds = none.try_into().unwrap_or_default();
    }
}
