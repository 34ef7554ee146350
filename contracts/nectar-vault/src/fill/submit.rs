//! The one call into the pool. The vault builds every request itself, from the auction it read.

use nectar_interfaces::{
    blend::{PoolClient, Positions, Request, request},
    vault::Order,
};
use soroban_sdk::{
    Address, Env, IntoVal, Vec,
    auth::{ContractContext, InvokerContractAuthEntry, SubContractInvocation},
    panic_with_error, symbol_short, vec,
};

use super::{kind::Kind, plan::Plan};
use crate::errors::Error;

/// The pool clamps a withdrawal to the position, but first scales the amount by 10^12 in 128 bits: this is the widest
/// power of ten with which it can. It is 10^8 whole tokens of the most decimals that the vault admits.
const ALL: i128 = 10i128.pow(26);

/// A position of the vault's own would be touched by a withdrawal of everything.
pub fn require_no_position(e: &Env, pool: &PoolClient) {
    let Ok(Ok(positions)) = pool.try_get_positions(&e.current_contract_address()) else {
        panic_with_error!(e, Error::PoolUnreadable);
    };
    if !is_empty(&positions) {
        panic_with_error!(e, Error::OwnPosition);
    }
}

/// One call with from = spender = to = the vault: fill and then, by kind and age, repay and withdraw.
pub fn submit(e: &Env, plan: &Plan, order: &Order) {
    let me = e.current_contract_address();
    let requests = requests(e, plan, order);
    let authorised = authorised(e, plan, order);
    // Must stay the last call before `submit`: the authorisations serve the next call only.
    e.authorize_as_current_contract(authorised);
    let left = plan.pool.submit(&me, &me, &me, &requests);
    if !is_empty(&left) {
        panic_with_error!(e, Error::PositionLeft);
    }
}

/// A liquidation makes the debt and the collateral positions of the filler: each is repaid, each withdrawn. Bad debt
/// makes the debt one, and its LP tokens arrive by themselves. Interest arrives by itself for a donation.
fn requests(e: &Env, plan: &Plan, order: &Order) -> Vec<Request> {
    let mut requests = vec![
        e,
        Request {
            address: order.user.clone(),
            amount: order.percent.into(),
            request_type: plan.kind.fill_request(),
        },
    ];
    if !matches!(plan.kind, Kind::Interest(_)) {
        for (address, amount) in plan.bid.iter() {
            requests.push_back(Request {
                address,
                amount,
                request_type: request::REPAY,
            });
        }
    }
    if matches!(plan.kind, Kind::Liquidation) {
        for address in plan.lots.iter() {
            requests.push_back(Request {
                address,
                amount: ALL,
                request_type: request::WITHDRAW_COLLATERAL,
            });
        }
    }
    requests
}

/// Exactly the transfers the repayments need, or the donation, and nothing else.
fn authorised(e: &Env, plan: &Plan, order: &Order) -> Vec<InvokerContractAuthEntry> {
    let me = e.current_contract_address();
    let mut entries = Vec::new(e);
    for (asset, amount) in plan.bid.iter() {
        entries.push_back(match &plan.kind {
            Kind::Liquidation | Kind::BadDebt(_) => transfer(e, asset, &me, &order.pool, amount),
            Kind::Interest(lp) => lp.allow_donation(e, &order.pool, amount),
        });
    }
    entries
}

fn transfer(e: &Env, asset: Address, from: &Address, to: &Address, amount: i128) -> InvokerContractAuthEntry {
    let args = (from.clone(), to.clone(), amount).into_val(e);
    InvokerContractAuthEntry::Contract(SubContractInvocation {
        context: ContractContext {
            contract: asset,
            fn_name: symbol_short!("transfer"),
            args,
        },
        sub_invocations: Vec::new(e),
    })
}

fn is_empty(positions: &Positions) -> bool {
    positions.collateral.is_empty() && positions.liabilities.is_empty() && positions.supply.is_empty()
}
