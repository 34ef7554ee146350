//! One `submit`: requests on positions, the checks of the result, then one payment in and one out per asset.
use nectar_interfaces::blend::{Positions, Request, auction::USER_LIQUIDATION};
use soroban_sdk::{Address, Env, Vec, panic_with_error, token::TokenClient};

use crate::{actions::Actions, errors::PoolError, pool::Pool, storage, user::User};

/// Least health factor a caller may be left with, 7 decimals.
const MIN_HEALTH: i128 = 10_000_100;

/// Who the positions belong to, who pays and who is paid.
pub struct Parties {
    pub from: Address,
    pub spender: Address,
    pub to: Address,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Payment {
    /// Gross: the spender transfers all that comes in, the pool all that goes out.
    Transfers,
    /// Net per asset; what comes in is pulled from the spender's allowance.
    Allowance,
}

/// The parties must have authorised the call.
pub fn submit_no_auth(e: &Env, parties: &Parties, requests: &Vec<Request>, payment: Payment) -> Positions {
    let me = e.current_contract_address();
    if parties.from == me || parties.spender == me || parties.to == me {
        panic_with_error!(e, PoolError::BadRequest)
    }
    let mut pool = Pool::load(e);
    let mut from = User::load(e, &parties.from);
    let count = from.count();
    let mut actions = Actions::new(e);
    for item in requests.iter() {
        actions.apply(&mut pool, &mut from, &item);
    }
    check(e, &mut pool, &from, count, &actions);
    match payment {
        Payment::Transfers => pay_gross(e, parties, &actions),
        Payment::Allowance => pay_net(e, parties, &actions),
    }
    pool.store();
    from.store();
    from.positions
}

fn check(e: &Env, pool: &mut Pool, from: &User, count_before: u32, actions: &Actions) {
    let count = from.count();
    if count > count_before && count > pool.config.max_positions {
        panic_with_error!(e, PoolError::MaxPositionsExceeded)
    }
    if storage::has_auction(e, USER_LIQUIDATION, &from.address) {
        panic_with_error!(e, PoolError::AuctionInProgress)
    }
    for asset in actions.borrowed.keys() {
        pool.require_below_max_util(&asset);
    }
    // Without debt no price is read, so such a submit works while the oracle is silent.
    if actions.check_health && from.has_debt() {
        let health = pool.health(&from.positions);
        if health.is_under(MIN_HEALTH, pool.oracle_scale()) {
            panic_with_error!(e, PoolError::InvalidHf)
        }
        if health.collateral_base < pool.config.min_collateral {
            panic_with_error!(e, PoolError::MinCollateralNotMet)
        }
    }
}

fn pay_gross(e: &Env, parties: &Parties, actions: &Actions) {
    let me = e.current_contract_address();
    for (asset, amount) in actions.incoming.iter() {
        TokenClient::new(e, &asset).transfer(&parties.spender, &me, &amount);
    }
    for (asset, amount) in actions.outgoing.iter() {
        TokenClient::new(e, &asset).transfer(&me, &parties.to, &amount);
    }
}

/// Asset by asset, in the order of their addresses.
fn pay_net(e: &Env, parties: &Parties, actions: &Actions) {
    let me = e.current_contract_address();
    let mut owed = actions.incoming.clone();
    for (asset, amount) in actions.outgoing.iter() {
        let incoming = owed.get(asset.clone()).unwrap_or(0);
        owed.set(asset, incoming - amount);
    }
    for (asset, net) in owed.iter() {
        let token = TokenClient::new(e, &asset);
        if net > 0 {
            token.transfer_from(&me, &parties.spender, &me, &net);
        } else if net < 0 {
            token.transfer(&me, &parties.to, &-net);
        }
    }
}
