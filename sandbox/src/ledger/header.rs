//! Ledger headers and their hash chain. The bucket list does not exist here: in its place stands a running hash of
//! all changes, so two networks with equal headers have equal histories. Skip list and upgrades stay empty.

use crate::codec::{Hash32, sha256, xdr_bytes, xdr_hash};
use crate::ledger::txset::transaction_set;
use crate::xdr::{
    Hash, LedgerCloseValueSignature, LedgerHeader, LedgerHeaderExt, NodeId, PublicKey, Signature,
    StellarValue, StellarValueExt, StellarValueSignedMsValue, TimePoint, TimePointMs, TransactionResultSet,
    Uint256, VecM,
};

pub const PROTOCOL: u32 = 30;
pub const BASE_FEE: u32 = 100;
pub const BASE_RESERVE: u32 = 5_000_000;
/// 100 billion XLM, what the root account of every stellar-core network starts with.
pub const TOTAL_COINS: i64 = 1_000_000_000_000_000_000;

pub fn genesis_header(sequence: u32, close_time: u64, state_hash: Hash32) -> LedgerHeader {
    let previous = [0; 32];
    LedgerHeader {
        ledger_version: PROTOCOL,
        previous_ledger_hash: Hash(previous),
        scp_value: value(empty_set_hash(&previous), close_time),
        tx_set_result_hash: Hash(empty_results_hash()),
        bucket_list_hash: Hash(state_hash),
        ledger_seq: sequence,
        total_coins: TOTAL_COINS,
        fee_pool: 0,
        inflation_seq: 0,
        id_pool: 0,
        base_fee: BASE_FEE,
        base_reserve: BASE_RESERVE,
        max_tx_set_size: 1_000,
        skip_list: [Hash([0; 32]), Hash([0; 32]), Hash([0; 32]), Hash([0; 32])],
        ext: LedgerHeaderExt::V0,
    }
}

pub fn value(tx_set_hash: Hash32, close_time: u64) -> StellarValue {
    StellarValue {
        tx_set_hash: Hash(tx_set_hash),
        close_time: TimePoint(close_time),
        upgrades: Default::default(),
        ext: StellarValueExt::Basic,
    }
}

/// The header of an empty ledger, a function of its predecessor and its close time alone.
pub fn empty_successor(previous: &LedgerHeader, previous_hash: &Hash32, close_time: u64) -> LedgerHeader {
    LedgerHeader {
        previous_ledger_hash: Hash(*previous_hash),
        scp_value: value(empty_set_hash(previous_hash), close_time),
        tx_set_result_hash: Hash(empty_results_hash()),
        ledger_seq: previous.ledger_seq.saturating_add(1),
        ..previous.clone()
    }
}

pub fn header_hash(header: &LedgerHeader) -> Hash32 {
    xdr_hash(header)
}

fn empty_set_hash(previous: &Hash32) -> Hash32 {
    xdr_hash(&transaction_set(previous, &[]))
}

fn empty_results_hash() -> Hash32 {
    xdr_hash(&TransactionResultSet { results: VecM::default() })
}

/// Hashes a run of empty ledgers without building each header: only four fields differ from one to the next, and
/// they lie at fixed offsets because upgrades and extension are empty.
pub struct EmptyChain {
    header: Vec<u8>,
    set: Vec<u8>,
    pub sequence: u32,
    pub hash: Hash32,
}

const PREVIOUS_AT: usize = 4;
const SET_AT: usize = 36;
const TIME_AT: usize = 68;
const SEQUENCE_AT: usize = 148;
const SET_PREVIOUS_AT: usize = 4;

impl EmptyChain {
    pub fn new(previous: &LedgerHeader, previous_hash: &Hash32) -> EmptyChain {
        EmptyChain {
            header: xdr_bytes(&empty_successor(previous, previous_hash, 0)),
            set: xdr_bytes(&transaction_set(previous_hash, &[])),
            sequence: previous.ledger_seq,
            hash: *previous_hash,
        }
    }

    pub fn push(&mut self, close_time: u64) {
        self.sequence = self.sequence.saturating_add(1);
        overwrite(&mut self.set, SET_PREVIOUS_AT, &self.hash);
        let set_hash = sha256(&[&self.set]);
        overwrite(&mut self.header, PREVIOUS_AT, &self.hash);
        overwrite(&mut self.header, SET_AT, &set_hash);
        overwrite(&mut self.header, TIME_AT, &close_time.to_be_bytes());
        overwrite(&mut self.header, SEQUENCE_AT, &self.sequence.to_be_bytes());
        self.hash = sha256(&[&self.header]);
    }
}

fn overwrite(buffer: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(target) = buffer.get_mut(at..at + bytes.len()) {
        target.copy_from_slice(bytes);
    }
}

/// The protocol-30 form with milliseconds (arm 3): a fault switch, undecodable for SDK 17.2.0.
pub fn with_milliseconds(header: &LedgerHeader, close_ms: u64) -> LedgerHeader {
    let lc_value_signature = LedgerCloseValueSignature {
        node_id: NodeId(PublicKey::PublicKeyTypeEd25519(Uint256([1; 32]))),
        signature: Signature(vec![0; 64].try_into().unwrap_or_default()),
    };
    let mut header = header.clone();
    header.scp_value.ext = StellarValueExt::SignedMs(StellarValueSignedMsValue {
        close_time_ms: TimePointMs(close_ms),
        lc_value_signature,
    });
    header
}
