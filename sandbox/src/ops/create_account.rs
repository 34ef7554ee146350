use super::{Applied, Context, Failed, inner};
use crate::ledger::account::{self, BASE_RESERVE};
use crate::tx::events::Movement;
use crate::xdr::{
    AccountId, Asset, CreateAccountOp, CreateAccountResult as R, OperationResult, OperationResultTr as T,
};

fn result(code: R) -> OperationResult {
    inner(T::CreateAccount(code))
}

pub fn check(body: &CreateAccountOp, source: &AccountId) -> Result<(), OperationResult> {
    if body.starting_balance < 0 || body.destination == *source {
        return Err(result(R::Malformed));
    }
    Ok(())
}

pub fn apply(context: &mut Context, body: &CreateAccountOp) -> Applied {
    let fail = |code| Err(Failed::Result(result(code)));
    if account::load(context.store, &body.destination).is_some() {
        return fail(R::AlreadyExist);
    }
    if body.starting_balance < 2 * BASE_RESERVE {
        return fail(R::LowReserve);
    }
    let Some(mut source) = account::load(context.store, &context.source) else {
        return Err(Failed::Result(OperationResult::OpNoAccount));
    };
    if account::available(&source) < body.starting_balance {
        return fail(R::Underfunded);
    }
    source.balance -= body.starting_balance;
    account::save(context.store, source, context.ledger);
    let sequence = account::starting_sequence(context.ledger);
    let created = account::new_account(body.destination.clone(), body.starting_balance, sequence);
    account::save(context.store, created, context.ledger);
    let movement = Movement {
        network_id: context.network_id,
        asset: &Asset::Native,
        from: &context.source,
        to: &body.destination.clone().into(),
        amount: body.starting_balance,
        memo: &context.frame.tx.memo,
    };
    context.effects.events.push(movement.event());
    Ok(result(R::Success))
}
