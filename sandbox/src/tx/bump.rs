//! The fee bump's own rules, after stellar-core's `FeeBumpTransactionFrame`.

use crate::ledger::account;
use crate::tx::{
    fees::min_inclusion_fee,
    frame::{Bump, Frame},
    result::Refusal,
    signatures::Checker,
    valid::View,
};
use crate::xdr::{
    Hash, InnerTransactionResult, InnerTransactionResultExt, InnerTransactionResultPair,
    InnerTransactionResultResult as Inner, TransactionResultResult as Outer,
};

pub fn check(frame: &Frame, bump: &Bump, view: &View) -> Result<(), Refusal> {
    let own_minimum = min_inclusion_fee(frame.fee_ops());
    let inner_minimum = min_inclusion_fee(frame.fee_ops().saturating_sub(1).max(1));
    let (bid, inner_bid) = (frame.inclusion_fee(), frame.inner_inclusion_fee());
    if bid < own_minimum {
        return Err(Refusal::Outer(Outer::TxInsufficientFee));
    }
    if inner_bid >= 0 {
        // Per operation, the bump must offer at least what the inner transaction does.
        let offered = i128::from(bid) * i128::from(inner_minimum);
        let wanted = i128::from(inner_bid) * i128::from(own_minimum);
        if offered < wanted {
            let needed = (wanted + i128::from(inner_minimum) - 1) / i128::from(inner_minimum.max(1));
            return Err(Refusal::FeeTooLow(i64::try_from(needed).unwrap_or(i64::MAX)));
        }
    } else if !frame.is_soroban() {
        return Err(Refusal::Outer(inner_failed(frame)));
    }
    let Some(source) = account::load(view.store, &bump.source) else {
        return Err(Refusal::Outer(Outer::TxNoAccount));
    };
    let mut checker = Checker::new(&frame.hash, &bump.signatures);
    if !checker.account(&source, u32::from(source.thresholds.0[1])) {
        return Err(Refusal::Outer(Outer::TxBadAuth));
    }
    if account::available(&source) < bump.fee {
        return Err(Refusal::Outer(Outer::TxInsufficientBalance));
    }
    if checker.all_used() { Ok(()) } else { Err(Refusal::Outer(Outer::TxBadAuthExtra)) }
}

fn inner_failed(frame: &Frame) -> Outer {
    Outer::TxFeeBumpInnerFailed(InnerTransactionResultPair {
        transaction_hash: Hash(frame.inner_hash),
        result: InnerTransactionResult {
            fee_charged: 0,
            result: Inner::TxInsufficientFee,
            ext: InnerTransactionResultExt::V0,
        },
    })
}
