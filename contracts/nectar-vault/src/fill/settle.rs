//! Splits the profit, books it and tells about it.

use nectar_interfaces::{
    registry::RegistryClient,
    vault::{FillReceipt, Order},
};
use soroban_sdk::{Address, Env, Map};

use super::{Filler, plan::Plan};
use crate::{books, events, rewards};

/// The fee accrues to the operator, never to the session; the rest starts to vest.
pub fn settle(
    e: &Env,
    registry: &RegistryClient,
    plan: &Plan,
    order: &Order,
    filler: &Filler,
    receipt: &FillReceipt,
    received: Map<Address, i128>,
) {
    let FillReceipt {
        profit, fee, spent, ..
    } = *receipt;
    books::add_shared_profit(e, profit, fee);
    rewards::accrue(e, &filler.operator, fee);
    registry.record_execution(&filler.operator, &profit, &spent);
    events::Fill {
        pool: order.pool.clone(),
        user: order.user.clone(),
        operator: filler.operator.clone(),
        session: filler.session.clone(),
        auction_type: order.auction_type,
        percent: order.percent,
        block: plan.block,
        bid: plan.bid.clone(),
        lot: received,
        spent,
        profit,
        fee,
    }
    .publish(e);
}
