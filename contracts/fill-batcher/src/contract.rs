use nectar_interfaces::vault::{FillReceipt, Order, VaultClient};
use soroban_sdk::{Address, Env, Vec, contract, contractimpl, panic_with_error};

use crate::{
    constants::{MAX_ORDERS, TTL_TARGET, TTL_THRESHOLD, VERSION},
    errors::Error,
};

#[contract]
pub struct FillBatcher;

#[contractimpl]
impl FillBatcher {
    /// Calls `vault.fill(operator, session, order)` for each of 1 to 6 orders, in their order. Answers a receipt for each
    /// that was filled and nothing for each that the vault refused; the cause is in the diagnostic events only. Fails
    /// with `NothingFilled` when all were refused, so that a lost batch is a failed transaction.
    ///
    /// `session` authorises this call, with the fills below it. Without a root of its own a batch whose fills lack a
    /// signature would, when simulated, look like one that lost every race. A fill that the session did not sign fails
    /// alone: sign one for every order, also for those that a simulation saw fail.
    ///
    /// A refused order still costs instructions and footprint, and what exceeds the limits of the transaction (budget,
    /// footprint, bytes of events) fails the batch as a whole.
    pub fn fill_many(
        e: &Env,
        operator: Address,
        session: Address,
        vault: Address,
        orders: Vec<Order>,
    ) -> Vec<Option<FillReceipt>> {
        session.require_auth();
        extend(e);
        if orders.is_empty() {
            panic_with_error!(e, Error::NoOrders);
        }
        if orders.len() > MAX_ORDERS {
            panic_with_error!(e, Error::TooManyOrders);
        }
        let vault = VaultClient::new(e, &vault);
        let mut receipts = Vec::new(e);
        for order in orders.iter() {
            receipts.push_back(match vault.try_fill(&operator, &session, &order) {
                Ok(Ok(receipt)) => Some(receipt),
                Ok(Err(_)) => panic_with_error!(e, Error::NoReceipt),
                Err(_) => None,
            });
        }
        if receipts.iter().all(|receipt| receipt.is_none()) {
            panic_with_error!(e, Error::NothingFilled);
        }
        receipts
    }

    /// Anyone may keep the contract and its code alive.
    pub fn bump(e: &Env) {
        extend(e);
    }

    pub fn version(_e: &Env) -> u32 {
        VERSION
    }
}

fn extend(e: &Env) {
    e.storage().instance().extend_ttl(TTL_THRESHOLD, TTL_TARGET);
}
