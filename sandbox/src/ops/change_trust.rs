use super::{Applied, Context, Failed, inner};
use crate::ledger::{
    account::{self, MAX_SUB_ENTRIES},
    keys::{asset_issuer, is_asset_valid, trustline_asset, trustline_key},
};
use crate::xdr::{
    AccountFlags, AccountId, Asset, ChangeTrustAsset, ChangeTrustOp, ChangeTrustResult as R, LedgerEntryData,
    OperationResult, OperationResultTr as T, TrustLineEntry, TrustLineFlags,
};

fn result(code: R) -> OperationResult {
    inner(T::ChangeTrust(code))
}

fn fail<V>(code: R) -> Result<V, Failed> {
    Err(Failed::Result(result(code)))
}

fn asset_of(line: &ChangeTrustAsset) -> Option<Asset> {
    match line {
        ChangeTrustAsset::CreditAlphanum4(a) => Some(Asset::CreditAlphanum4(a.clone())),
        ChangeTrustAsset::CreditAlphanum12(a) => Some(Asset::CreditAlphanum12(a.clone())),
        // Liquidity pools are not part of this network.
        ChangeTrustAsset::Native | ChangeTrustAsset::PoolShare(_) => None,
    }
}

pub fn check(body: &ChangeTrustOp, source: &AccountId) -> Result<(), OperationResult> {
    let valid = asset_of(&body.line).is_some_and(|a| is_asset_valid(&a) && asset_issuer(&a) != Some(source));
    if body.limit < 0 || !valid { Err(result(R::Malformed)) } else { Ok(()) }
}

pub fn apply(context: &mut Context, body: &ChangeTrustOp) -> Applied {
    let Some(asset) = asset_of(&body.line) else {
        return fail(R::Malformed);
    };
    match account::load_trustline(context.store, &context.source, &asset) {
        Some(line) => change(context, line, &asset, body.limit)?,
        None => create(context, &asset, body.limit)?,
    }
    Ok(result(R::Success))
}

fn change(context: &mut Context, mut line: TrustLineEntry, asset: &Asset, limit: i64) -> Result<(), Failed> {
    if limit < line.balance {
        return fail(R::InvalidLimit);
    }
    if limit == 0 {
        let key = trustline_key(&context.source, trustline_asset(asset));
        context.store.remove(&key);
        return count(context, -1);
    }
    if asset_issuer(asset).and_then(|issuer| account::load(context.store, issuer)).is_none() {
        return fail(R::NoIssuer);
    }
    line.limit = limit;
    context.store.write(LedgerEntryData::Trustline(line), context.ledger);
    Ok(())
}

fn create(context: &mut Context, asset: &Asset, limit: i64) -> Result<(), Failed> {
    if limit == 0 {
        return fail(R::InvalidLimit);
    }
    let Some(issuer) = asset_issuer(asset).and_then(|issuer| account::load(context.store, issuer)) else {
        return fail(R::NoIssuer);
    };
    let mut flags = 0;
    if !account::has_flag(&issuer, AccountFlags::RequiredFlag) {
        flags |= TrustLineFlags::AuthorizedFlag as u32;
    }
    if account::has_flag(&issuer, AccountFlags::ClawbackEnabledFlag) {
        flags |= TrustLineFlags::TrustlineClawbackEnabledFlag as u32;
    }
    count(context, 1)?;
    let line = account::new_trustline(context.source.clone(), asset, limit, flags);
    context.store.write(LedgerEntryData::Trustline(line), context.ledger);
    Ok(())
}

/// Adds to the source's subentries, each of which binds one base reserve.
fn count(context: &mut Context, by: i32) -> Result<(), Failed> {
    let Some(mut owner) = account::load(context.store, &context.source) else {
        return Err(Failed::Result(OperationResult::OpNoAccount));
    };
    if by > 0 && owner.num_sub_entries >= MAX_SUB_ENTRIES {
        return Err(Failed::Result(OperationResult::OpTooManySubentries));
    }
    owner.num_sub_entries = owner.num_sub_entries.saturating_add_signed(by);
    if by > 0 && account::available(&owner) < 0 {
        return fail(R::LowReserve);
    }
    account::save(context.store, owner, context.ledger);
    Ok(())
}
