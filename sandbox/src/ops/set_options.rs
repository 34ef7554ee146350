use super::{Applied, Context, Failed, inner};
use crate::ledger::account::{self, MAX_SUB_ENTRIES};
use crate::tx::signatures::key_of;
use crate::xdr::{
    AccountEntry, AccountFlags, AccountId, OperationResult, OperationResultTr as T, SetOptionsOp,
    SetOptionsResult as R, Signer, SignerKey,
};

const ALL_FLAGS: u32 = AccountFlags::RequiredFlag as u32
    | AccountFlags::RevocableFlag as u32
    | AccountFlags::ImmutableFlag as u32
    | AccountFlags::ClawbackEnabledFlag as u32;
const MAX_SIGNERS: usize = 20;

fn result(code: R) -> OperationResult {
    inner(T::SetOptions(code))
}

pub fn needs_high(body: &SetOptionsOp) -> bool {
    body.master_weight.is_some()
        || body.low_threshold.is_some()
        || body.med_threshold.is_some()
        || body.high_threshold.is_some()
        || body.signer.is_some()
}

pub fn check(body: &SetOptionsOp, source: &AccountId) -> Result<(), OperationResult> {
    let (set, clear) = (body.set_flags.unwrap_or(0), body.clear_flags.unwrap_or(0));
    if (set | clear) & !ALL_FLAGS != 0 {
        return Err(result(R::UnknownFlag));
    }
    if set & clear != 0 {
        return Err(result(R::BadFlags));
    }
    let weights = [body.master_weight, body.low_threshold, body.med_threshold, body.high_threshold];
    if weights.iter().flatten().any(|weight| *weight > 255) {
        return Err(result(R::ThresholdOutOfRange));
    }
    if body.signer.as_ref().is_some_and(|signer| !signer_is_valid(signer, source)) {
        return Err(result(R::BadSigner));
    }
    let printable = |domain: &[u8]| domain.iter().all(|c| c.is_ascii() && !c.is_ascii_control());
    if body.home_domain.as_ref().is_some_and(|domain| !printable(domain.0.as_slice())) {
        return Err(result(R::InvalidHomeDomain));
    }
    Ok(())
}

fn signer_is_valid(signer: &Signer, source: &AccountId) -> bool {
    let empty = matches!(&signer.key, SignerKey::Ed25519SignedPayload(p) if p.payload.is_empty());
    signer.key != key_of(source) && signer.weight <= 255 && !empty
}

pub fn apply(context: &mut Context, body: &SetOptionsOp) -> Applied {
    let Some(mut owner) = account::load(context.store, &context.source) else {
        return Err(Failed::Result(OperationResult::OpNoAccount));
    };
    if let Some(inflation) = &body.inflation_dest {
        if *inflation != context.source && account::load(context.store, inflation).is_none() {
            return Err(Failed::Result(result(R::InvalidInflation)));
        }
        owner.inflation_dest = Some(inflation.clone());
    }
    set_flags(&mut owner, body).map_err(|code| Failed::Result(result(code)))?;
    if let Some(domain) = &body.home_domain {
        owner.home_domain = domain.clone();
    }
    let weights = [body.master_weight, body.low_threshold, body.med_threshold, body.high_threshold];
    for (slot, weight) in owner.thresholds.0.iter_mut().zip(weights) {
        if let Some(weight) = weight {
            *slot = u8::try_from(weight).unwrap_or(u8::MAX);
        }
    }
    if let Some(signer) = &body.signer {
        set_signer(&mut owner, signer)?;
    }
    account::save(context.store, owner, context.ledger);
    Ok(result(R::Success))
}

fn set_flags(owner: &mut AccountEntry, body: &SetOptionsOp) -> Result<(), R> {
    for (flags, set) in [(body.clear_flags, false), (body.set_flags, true)] {
        let Some(flags) = flags else { continue };
        if flags & ALL_FLAGS != 0 && account::has_flag(owner, AccountFlags::ImmutableFlag) {
            return Err(R::CantChange);
        }
        owner.flags = if set { owner.flags | flags } else { owner.flags & !flags };
    }
    let clawback = account::has_flag(owner, AccountFlags::ClawbackEnabledFlag);
    if clawback && !account::has_flag(owner, AccountFlags::RevocableFlag) {
        return Err(R::AuthRevocableRequired);
    }
    Ok(())
}

/// Weight 0 removes, otherwise the signer is changed or added; signers stay sorted by key.
fn set_signer(owner: &mut AccountEntry, signer: &Signer) -> Result<(), Failed> {
    let fail = |code| Err(Failed::Result(result(code)));
    let mut signers = owner.signers.to_vec();
    match signers.binary_search_by(|other| other.key.cmp(&signer.key)) {
        Ok(at) if signer.weight == 0 => {
            signers.remove(at);
            owner.num_sub_entries = owner.num_sub_entries.saturating_sub(1);
        }
        Ok(at) => signers[at].weight = signer.weight,
        Err(_) if signer.weight == 0 => {}
        Err(_) if signers.len() >= MAX_SIGNERS => return fail(R::TooManySigners),
        Err(at) => {
            if owner.num_sub_entries >= MAX_SUB_ENTRIES {
                return Err(Failed::Result(OperationResult::OpTooManySubentries));
            }
            signers.insert(at, signer.clone());
            owner.num_sub_entries += 1;
            if account::available(owner) < 0 {
                return fail(R::LowReserve);
            }
        }
    }
    owner.signers = signers.try_into().unwrap_or_default();
    account::align_sponsors(owner);
    Ok(())
}
