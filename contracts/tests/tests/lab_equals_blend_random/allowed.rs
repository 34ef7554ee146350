//! What may differ between the lab and Blend, with the reason. Nothing else may: `pair.rs` compares all the rest.
//!
//! Left out of the comparison:
//! * The executable in the pool's instance entry, and contract code: it is the code that is compared, not its bytes.
//! * What backstop, factory and Comet store: only Blend has them around it. Of the assets, everything is compared.
//! * Nonces of signatures: the host draws them.
//! * Which kind of failure a failure without a code is: wasm traps where native code panics.
//! * Who signs that a reserve is created: the lab's `init_reserve` is `queue_set_reserve` and `set_reserve` in one.
//!
//! Left out of the scenarios, because the lab has no backstop capital (`the_lab_refuses_what_it_has_not` states what
//! each pool answers):
//! * Bad-debt and interest auctions, `new_auction` 1 and 2 with requests 7 and 8: the lab refuses them with 1200.
//! * `bad_debt` of a backstop that still has capital: Blend keeps the debt for an auction (1200), the lab writes it off.
//! * `set_status` of 0, 2 and 3 once the capital is leaving: Blend refuses it (1204).
//! * `init_reserve` after the set-up: Blend makes its admin wait seven days.
//! * `flash_loan`, `gulp`, `claim`, emissions, `update_status`, `update_pool`: the lab has no such entry points; its own
//!   `set_position` and `bump` Blend has not.
use nectar_tests::untouched::is_nonce;
use soroban_sdk::xdr::{
    ContractDataEntry, LedgerEntryData, LedgerKey, ScAddress, ScContractInstance, ScMap, ScVal,
};

use crate::{ground::Cast, op::Op};

/// Codes of Blend's pool that no scenario can reach in either pool, or in the lab.
pub const UNREACHED: [(u32, &str); 5] = [
    (
        1201,
        "a pool's arguments: Blend's factory refuses them first, with a code of its own",
    ),
    (
        1203,
        "initialisation of a reserve before its time: the lab does not wait",
    ),
    (
        1204,
        "a status that the backstop's capital forbids: the lab has none",
    ),
    (
        1209,
        "a reserve index that no reserve has: positions hold only indices of reserves",
    ),
    (1215, "an interest auction that is too small: the lab has none"),
];

/// Whether the entry must be the same in both ledgers.
pub fn is_compared(key: &LedgerKey, cast: &Cast<ScAddress>) -> bool {
    match key {
        LedgerKey::ContractCode(_) => false,
        LedgerKey::ContractData(data) => {
            let around = [&cast.backstop, &cast.factory, &cast.comet];
            !around.contains(&&data.contract) && !is_nonce(key)
        }
        _ => true,
    }
}

/// What an entry says, without the executable of a contract.
#[derive(Debug, PartialEq)]
pub enum Said<'a> {
    Instance(&'a Option<ScMap>),
    Entry(&'a LedgerEntryData),
}

pub fn said(data: &LedgerEntryData) -> Said<'_> {
    match data {
        LedgerEntryData::ContractData(ContractDataEntry {
            val: ScVal::ContractInstance(ScContractInstance { storage, .. }),
            ..
        }) => Said::Instance(storage),
        data => Said::Entry(data),
    }
}

pub fn signatures_are_compared(op: &Op) -> bool {
    op.is_a_call() && !matches!(op, Op::SetReserve { .. })
}
