//! Classic accounts that hold XLM, which no contract can mint.
use std::rc::Rc;

use soroban_sdk::{
    Address, Env, TryFromVal,
    xdr::{
        AccountEntry, AccountEntryExt, AccountId, LedgerEntry, LedgerEntryData, LedgerEntryExt, LedgerKey,
        LedgerKeyAccount, PublicKey, ScAddress, SequenceNumber, String32, StringM, Thresholds, Uint256, VecM,
    },
};

/// An account with this many stroops.
pub fn funded_account(e: &Env, balance: i64) -> Address {
    funded_account_of(e, [7; 32], balance)
}

/// The account of this public key, its only signer, with this many stroops.
pub fn funded_account_of(e: &Env, public_key: [u8; 32], balance: i64) -> Address {
    let id = AccountId(PublicKey::PublicKeyTypeEd25519(Uint256(public_key)));
    let entry = LedgerEntry {
        last_modified_ledger_seq: 0,
        data: LedgerEntryData::Account(AccountEntry {
            account_id: id.clone(),
            balance,
            seq_num: SequenceNumber(0),
            num_sub_entries: 0,
            inflation_dest: None,
            flags: 0,
            home_domain: String32(StringM::default()),
            thresholds: Thresholds([1, 0, 0, 0]),
            signers: VecM::default(),
            ext: AccountEntryExt::V0,
        }),
        ext: LedgerEntryExt::V0,
    };
    let key = LedgerKey::Account(LedgerKeyAccount {
        account_id: id.clone(),
    });
    e.host()
        .add_ledger_entry(&Rc::new(key), &Rc::new(entry), None)
        .expect("the ledger takes an account");
    Address::try_from_val(e, &ScAddress::Account(id)).expect("an account is an address")
}
