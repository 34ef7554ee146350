//! Delegations: who may start fills for an operator, and within which limits.

use nectar_interfaces::registry::{Delegation, Keeper, Limits};
use soroban_sdk::{Address, Env, Vec, panic_with_error, token::TokenClient};

use crate::{
    constants::{HOUR_SECS, MAX_FILLS_PER_HOUR, MAX_POOLS, MAX_SESSION_SECS, MAX_SESSIONS},
    errors::Error,
    events::{SessionGranted, SessionRevoked, SessionsRevoked},
    keepers, storage,
};

/// What an operator grants with one signature.
pub struct Grant {
    pub session: Address,
    /// XLM stroops for the session account. CAP-73: the transfer creates the account when it does not exist.
    pub float: i128,
    /// Unix seconds.
    pub expires_at: u64,
    pub limits: Limits,
}

/// Stores or replaces the delegation and pays the float. The caller has authorised `operator`: this transfer is the
/// only way any call of this contract pays a session account, and it pays XLM only.
pub fn grant_no_auth(e: &Env, operator: &Address, keeper: &Keeper, grant: Grant) {
    let Grant {
        session,
        float,
        expires_at,
        limits,
    } = grant;
    check_session(e, operator, &session);
    check_expiry(e, expires_at);
    check_limits(e, &limits);
    if float < 0 {
        panic_with_error!(e, Error::InvalidFloat);
    }
    if float > 0 {
        TokenClient::new(e, &storage::config(e).native).transfer(operator, &session, &float);
    }
    list(e, operator, keeper, &session);
    let delegation = Delegation {
        epoch: keeper.epoch,
        expires_at,
        fills_in_hour: 0,
        hour: 0,
        limits: limits.clone(),
    };
    storage::set_session(e, operator, &session, &delegation);
    SessionGranted {
        operator: operator.clone(),
        session,
        expires_at,
        float,
        limits,
    }
    .publish(e);
}

/// The caller has authorised `by`, which is the operator or the session itself.
pub fn revoke_no_auth(e: &Env, operator: &Address, session: &Address, by: &Address) {
    if storage::session(e, operator, session).is_none() {
        panic_with_error!(e, Error::NoSession);
    }
    storage::remove_session(e, operator, session);
    let mut sessions = storage::sessions(e, operator);
    if let Some(index) = sessions.first_index_of(session) {
        sessions.remove(index);
        storage::set_sessions(e, operator, &sessions);
    }
    SessionRevoked {
        operator: operator.clone(),
        session: session.clone(),
        by: by.clone(),
    }
    .publish(e);
}

/// Raises the epoch: every delegation granted before is dead, whether or not its entry can be touched today. The
/// entries themselves stay, so that this call never fails for one of them.
pub fn revoke_all_no_auth(e: &Env, operator: &Address) {
    let mut keeper = keepers::require(e, operator);
    keeper.epoch += 1;
    storage::set_keeper(e, operator, &keeper);
    storage::set_sessions(e, operator, &Vec::new(e));
    SessionsRevoked {
        operator: operator.clone(),
        epoch: keeper.epoch,
    }
    .publish(e);
}

/// Checks the delegation against one fill and counts it. The vault has authorised the call.
pub fn consume_no_auth(e: &Env, operator: &Address, session: &Address, pool: &Address, usdc_in: i128) {
    let keeper = keepers::require(e, operator);
    let Some(mut delegation) = storage::session(e, operator, session) else {
        panic_with_error!(e, Error::NoSession);
    };
    let now = e.ledger().timestamp();
    if delegation.epoch != keeper.epoch {
        panic_with_error!(e, Error::SessionRevoked);
    }
    if now >= delegation.expires_at {
        panic_with_error!(e, Error::SessionExpired);
    }
    if !delegation.limits.pools.is_empty() && !delegation.limits.pools.contains(pool) {
        panic_with_error!(e, Error::PoolNotInSession);
    }
    if usdc_in > delegation.limits.max_usdc_per_fill {
        panic_with_error!(e, Error::OverUsdcLimit);
    }
    if delegation.hour != now / HOUR_SECS {
        delegation.hour = now / HOUR_SECS;
        delegation.fills_in_hour = 0;
    }
    if delegation.fills_in_hour >= delegation.limits.fills_per_hour {
        panic_with_error!(e, Error::OverFillLimit);
    }
    delegation.fills_in_hour += 1;
    storage::set_session(e, operator, session, &delegation);
}

/// Puts `session` on its operator's list. A full list drops the dead first; only then, so that a grant's footprint
/// does not hang on the second in which some other delegation expires.
fn list(e: &Env, operator: &Address, keeper: &Keeper, session: &Address) {
    let mut sessions = storage::sessions(e, operator);
    if sessions.contains(session) {
        return;
    }
    if sessions.len() >= MAX_SESSIONS {
        let now = e.ledger().timestamp();
        let mut live = Vec::new(e);
        for other in sessions.iter() {
            match storage::session(e, operator, &other) {
                Some(d) if d.epoch == keeper.epoch && now < d.expires_at => live.push_back(other),
                _ => storage::remove_session(e, operator, &other),
            }
        }
        sessions = live;
    }
    if sessions.len() >= MAX_SESSIONS {
        panic_with_error!(e, Error::TooManySessions);
    }
    sessions.push_back(session.clone());
    storage::set_sessions(e, operator, &sessions);
}

fn check_session(e: &Env, operator: &Address, session: &Address) {
    if session == operator || *session == storage::config(e).vault || *session == e.current_contract_address()
    {
        panic_with_error!(e, Error::InvalidSession);
    }
}

fn check_expiry(e: &Env, expires_at: u64) {
    let now = e.ledger().timestamp();
    if expires_at <= now {
        panic_with_error!(e, Error::ExpiryInPast);
    }
    if expires_at - now > MAX_SESSION_SECS {
        panic_with_error!(e, Error::ExpiryTooFar);
    }
}

fn check_limits(e: &Env, limits: &Limits) {
    let fills_ok = (1..=MAX_FILLS_PER_HOUR).contains(&limits.fills_per_hour);
    if !fills_ok || limits.max_usdc_per_fill <= 0 || limits.pools.len() > MAX_POOLS {
        panic_with_error!(e, Error::InvalidLimits);
    }
}
