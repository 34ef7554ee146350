use super::{Applied, Context, Failed, inner};
use crate::ledger::{account, keys::account_key};
use crate::tx::events::Movement;
use crate::xdr::{
    AccountFlags, AccountId, AccountMergeResult as R, Asset, MuxedAccount, OperationResult,
    OperationResultTr as T,
};

fn result(code: R) -> OperationResult {
    inner(T::AccountMerge(code))
}

pub fn check(to: &MuxedAccount, source: &AccountId) -> Result<(), OperationResult> {
    if to.clone().account_id() == *source { Err(result(R::Malformed)) } else { Ok(()) }
}

pub fn apply(context: &mut Context, to: &MuxedAccount) -> Applied {
    let fail = |code| Err(Failed::Result(result(code)));
    let Some(mut heir) = account::load(context.store, &to.clone().account_id()) else {
        return fail(R::NoAccount);
    };
    let Some(source) = account::load(context.store, &context.source) else {
        return Err(Failed::Result(OperationResult::OpNoAccount));
    };
    if account::has_flag(&source, AccountFlags::ImmutableFlag) {
        return fail(R::ImmutableSet);
    }
    if source.num_sub_entries as usize != source.signers.len() {
        return fail(R::HasSubEntries);
    }
    // Otherwise the account could be created again with a lower sequence and old transactions replayed.
    if source.seq_num.0 >= account::starting_sequence(context.ledger) {
        return fail(R::SeqnumTooFar);
    }
    let Some(balance) = account::credited(&heir, source.balance) else {
        return fail(R::DestFull);
    };
    heir.balance = balance;
    account::save(context.store, heir, context.ledger);
    context.store.remove(&account_key(&context.source));
    let movement = Movement {
        network_id: context.network_id,
        asset: &Asset::Native,
        from: &context.source,
        to,
        amount: source.balance,
        memo: &context.frame.tx.memo,
    };
    context.effects.events.push(movement.event());
    Ok(result(R::Success(source.balance)))
}
