//! Transaction results. Inside, every outcome is an inner result; a fee bump wraps it at the end.

use crate::codec::Hash32;
use crate::tx::frame::Frame;
use crate::xdr::{
    Hash, InnerTransactionResult, InnerTransactionResultExt, InnerTransactionResultPair,
    InnerTransactionResultResult as Inner, OperationResult, TransactionResult, TransactionResultExt,
    TransactionResultResult as Outer,
};

/// Why a transaction was refused: by the fee bump's own rules, or by those of the transaction inside.
pub enum Refusal {
    Outer(Outer),
    /// A fee bump that offers too little, with the full fee that would do.
    FeeTooLow(i64),
    Inner(Inner),
}

pub fn finish(frame: &Frame, fee_charged: i64, inner: Inner) -> TransactionResult {
    let result = match frame.bump {
        None => plain(inner),
        Some(_) => wrapped(&frame.inner_hash, inner),
    };
    TransactionResult { fee_charged, result, ext: TransactionResultExt::V0 }
}

pub fn outer(fee_charged: i64, result: Outer) -> TransactionResult {
    TransactionResult { fee_charged, result, ext: TransactionResultExt::V0 }
}

pub fn failed(operations: Vec<OperationResult>) -> Inner {
    Inner::TxFailed(operations.try_into().unwrap_or_default())
}

pub fn succeeded(operations: Vec<OperationResult>) -> Inner {
    Inner::TxSuccess(operations.try_into().unwrap_or_default())
}

pub fn is_success(result: &TransactionResult) -> bool {
    matches!(result.result, Outer::TxSuccess(_) | Outer::TxFeeBumpInnerSuccess(_))
}

fn wrapped(inner_hash: &Hash32, inner: Inner) -> Outer {
    let success = matches!(inner, Inner::TxSuccess(_));
    let pair = InnerTransactionResultPair {
        transaction_hash: Hash(*inner_hash),
        result: InnerTransactionResult {
            // Since protocol 21 the fee shows in the outer result only.
            fee_charged: 0,
            result: inner,
            ext: InnerTransactionResultExt::V0,
        },
    };
    if success { Outer::TxFeeBumpInnerSuccess(pair) } else { Outer::TxFeeBumpInnerFailed(pair) }
}

fn plain(inner: Inner) -> Outer {
    match inner {
        Inner::TxSuccess(ops) => Outer::TxSuccess(ops),
        Inner::TxFailed(ops) => Outer::TxFailed(ops),
        Inner::TxTooEarly => Outer::TxTooEarly,
        Inner::TxTooLate => Outer::TxTooLate,
        Inner::TxMissingOperation => Outer::TxMissingOperation,
        Inner::TxBadSeq => Outer::TxBadSeq,
        Inner::TxBadAuth => Outer::TxBadAuth,
        Inner::TxInsufficientBalance => Outer::TxInsufficientBalance,
        Inner::TxNoAccount => Outer::TxNoAccount,
        Inner::TxInsufficientFee => Outer::TxInsufficientFee,
        Inner::TxBadAuthExtra => Outer::TxBadAuthExtra,
        Inner::TxInternalError => Outer::TxInternalError,
        Inner::TxNotSupported => Outer::TxNotSupported,
        Inner::TxBadSponsorship => Outer::TxBadSponsorship,
        Inner::TxBadMinSeqAgeOrGap => Outer::TxBadMinSeqAgeOrGap,
        Inner::TxMalformed => Outer::TxMalformed,
        Inner::TxSorobanInvalid => Outer::TxSorobanInvalid,
        Inner::TxFrozenKeyAccessed => Outer::TxFrozenKeyAccessed,
    }
}
