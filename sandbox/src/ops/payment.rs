//! Payments: native or of an issued asset, which the issuer mints and burns.

use super::{Applied, Context, Failed, inner};
use crate::ledger::{
    account,
    keys::{asset_issuer, is_asset_valid},
    store::Store,
};
use crate::tx::events::Movement;
use crate::xdr::{
    AccountId, Asset, LedgerEntryData, OperationResult, OperationResultTr as T, PaymentOp, PaymentResult as R,
};

fn result(code: R) -> OperationResult {
    inner(T::Payment(code))
}

pub fn check(body: &PaymentOp) -> Result<(), OperationResult> {
    if body.amount <= 0 || !is_asset_valid(&body.asset) {
        return Err(result(R::Malformed));
    }
    Ok(())
}

pub fn apply(context: &mut Context, body: &PaymentOp) -> Applied {
    let to = body.destination.clone().account_id();
    let own_native = to == context.source && body.asset == Asset::Native;
    if !own_native {
        // Paying an issuer its own asset works even when the issuer's account is gone.
        let to_issuer = asset_issuer(&body.asset) == Some(&to);
        if !to_issuer && account::load(context.store, &to).is_none() {
            return Err(Failed::Result(result(R::NoDestination)));
        }
        let (ledger, from) = (context.ledger, context.source.clone());
        credit(context.store, &to, &body.asset, body.amount, ledger)
            .map_err(|code| Failed::Result(result(code)))?;
        debit(context.store, &from, &body.asset, body.amount, ledger)
            .map_err(|code| Failed::Result(result(code)))?;
    }
    let movement = Movement {
        network_id: context.network_id,
        asset: &body.asset,
        from: &context.source,
        to: &body.destination,
        amount: body.amount,
        memo: &context.frame.tx.memo,
    };
    context.effects.events.push(movement.event());
    Ok(result(R::Success))
}

fn credit(store: &mut Store, to: &AccountId, asset: &Asset, amount: i64, ledger: u32) -> Result<(), R> {
    match asset_issuer(asset) {
        None => {
            let mut owner = account::load(store, to).ok_or(R::NoDestination)?;
            owner.balance = account::credited(&owner, amount).ok_or(R::LineFull)?;
            account::save(store, owner, ledger);
        }
        Some(issuer) if issuer == to => {}
        Some(_) => {
            let mut line = account::load_trustline(store, to, asset).ok_or(R::NoTrust)?;
            if !account::is_authorized(&line) {
                return Err(R::NotAuthorized);
            }
            line.balance = account::line_credited(&line, amount).ok_or(R::LineFull)?;
            store.write(LedgerEntryData::Trustline(line), ledger);
        }
    }
    Ok(())
}

fn debit(store: &mut Store, from: &AccountId, asset: &Asset, amount: i64, ledger: u32) -> Result<(), R> {
    match asset_issuer(asset) {
        None => {
            let mut owner = account::load(store, from).ok_or(R::Underfunded)?;
            owner.balance = account::credited(&owner, -amount).ok_or(R::Underfunded)?;
            account::save(store, owner, ledger);
        }
        Some(issuer) if issuer == from => {}
        Some(_) => {
            let mut line = account::load_trustline(store, from, asset).ok_or(R::SrcNoTrust)?;
            if !account::is_authorized(&line) {
                return Err(R::SrcNotAuthorized);
            }
            line.balance = account::line_credited(&line, -amount).ok_or(R::Underfunded)?;
            store.write(LedgerEntryData::Trustline(line), ledger);
        }
    }
    Ok(())
}
