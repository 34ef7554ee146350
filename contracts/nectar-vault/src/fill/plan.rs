//! Everything a fill needs to know, read and checked before the first token moves.

use nectar_interfaces::{
    blend::{PoolClient, PoolConfig, auction::USER_LIQUIDATION},
    vault::{Order, Swap},
};
use soroban_sdk::{Address, Env, Map, Vec, panic_with_error};

use super::auction;
use crate::{
    constants::{
        EVENT_BYTES_BASE, EVENT_BYTES_PER_BAD_DEBT, EVENT_BYTES_PER_BID, EVENT_BYTES_PER_LOT,
        EVENT_BYTES_RECEIPT, MAX_EVENT_BYTES, MIN_SALE,
    },
    errors::Error,
    oracle::{Prices, pool_config},
    routes::Legs,
    storage,
};

/// A fill of 100 % of what remains.
const WHOLE: u32 = 100;

pub struct Plan<'a> {
    pub pool: PoolClient<'a>,
    /// Start ledger of the auction.
    pub block: u32,
    pub age: u32,
    /// Asset → exact amount to repay.
    pub repay: Map<Address, i128>,
    /// Assets to withdraw.
    pub lots: Vec<Address>,
    /// Every token touched but USDC → decimals.
    pub tokens: Map<Address, u32>,
    prices: Prices,
    swaps: Vec<Swap>,
}

impl Plan<'_> {
    pub fn read(e: &Env, order: &Order) -> Self {
        check_order(e, order);
        let pool = PoolClient::new(e, &order.pool);
        let Ok(Ok(auction)) = pool.try_get_auction(&order.auction_type, &order.user) else {
            panic_with_error!(e, Error::AuctionGone);
        };
        let Some(age) = e.ledger().sequence().checked_sub(auction.block) else {
            panic_with_error!(e, Error::AuctionNotStarted);
        };
        let lots = auction::lots(e, &auction, order.percent, age);
        if lots.is_empty() {
            panic_with_error!(e, Error::EmptyLot);
        }
        let repay = auction::repayments(e, &pool, &auction, order.percent, age);
        let tokens = tokens(e, &repay, &lots);
        let pool_config = pool_config(e, &pool);
        let bad_debts = bad_debts(&pool_config, order.percent, lots.len());
        check_routes(e, &order.swaps, &repay, &lots, bad_debts);
        let prices = Prices::read(e, &pool_config, &tokens);
        let (block, swaps) = (auction.block, order.swaps.clone());
        Self {
            pool,
            block,
            age,
            repay,
            lots,
            tokens,
            prices,
            swaps,
        }
    }

    /// USDC among the repayments, which needs no buying.
    pub fn usdc_repay(&self, e: &Env) -> i128 {
        self.repay.get(storage::config(e).usdc).unwrap_or(0)
    }

    pub fn bids_to_buy(&self, e: &Env) -> Map<Address, i128> {
        let mut bids = self.repay.clone();
        bids.remove(storage::config(e).usdc);
        bids
    }

    /// The routes of the order for `token`, checked when the plan was made.
    pub fn legs(&self, e: &Env, token: &Address) -> Legs {
        Legs::named(e, &self.swaps, token)
    }

    /// Of a token that the fill repays as well, too little to insist on its sale.
    pub fn is_dust_of_a_debt(&self, e: &Env, lot: &Address, amount: i128) -> bool {
        self.repay.contains_key(lot.clone()) && self.prices.value_ceil(e, lot, amount) < MIN_SALE
    }

    /// Oracle value of the lot minus that of the bid, and the value of all legs that are not USDC. Lots count up, bids
    /// down: the floors that follow from them are higher. What stays unsold counts at its full value.
    pub fn edge_and_volume(&self, e: &Env, received: &Map<Address, i128>) -> (i128, i128) {
        let usdc = storage::config(e).usdc;
        let (mut edge, mut volume) = (0, 0);
        for (asset, amount) in received.iter() {
            let value = self.prices.value_ceil(e, &asset, amount);
            edge += value;
            volume += if asset == usdc { 0 } else { value };
        }
        for (asset, amount) in self.repay.iter() {
            let value = self.prices.value_floor(e, &asset, amount);
            edge -= value;
            volume += if asset == usdc { 0 } else { value };
        }
        (edge, volume)
    }
}

fn check_order(e: &Env, order: &Order) {
    if order.auction_type != USER_LIQUIDATION {
        panic_with_error!(e, Error::AuctionTypeNotEnabled);
    }
    if !(1..=WHOLE).contains(&order.percent) {
        panic_with_error!(e, Error::BadPercent);
    }
    if !storage::is_pool(e, &order.pool) {
        panic_with_error!(e, Error::PoolNotAllowed);
    }
}

fn tokens(e: &Env, repay: &Map<Address, i128>, lots: &Vec<Address>) -> Map<Address, u32> {
    let mut tokens = Map::new(e);
    for asset in repay.keys().iter().chain(lots.iter()) {
        if let Some(decimals) = storage::asset_decimals(e, &asset) {
            tokens.set(asset, decimals);
        }
    }
    tokens
}

/// Debts that a whole fill may leave without collateral, and the pool then tells about: all that its limit lets a user
/// have beside the lots. Those of the bid count too, for past the auction's middle only a part of them is repaid.
fn bad_debts(pool: &PoolConfig, percent: u32, lots: u32) -> u32 {
    match percent {
        WHOLE => pool.max_positions.saturating_sub(lots),
        _ => 0,
    }
}

/// Every bid that is not USDC needs routes, every lot may have them, and all their events must fit into one
/// transaction. Swaps named for tokens the fill does not need are ignored: bids vanish at age 400.
fn check_routes(e: &Env, swaps: &Vec<Swap>, repay: &Map<Address, i128>, lots: &Vec<Address>, bad_debts: u32) {
    let usdc = storage::config(e).usdc;
    let mut bytes = EVENT_BYTES_BASE + EVENT_BYTES_RECEIPT;
    bytes = bytes.saturating_add(EVENT_BYTES_PER_BAD_DEBT.saturating_mul(bad_debts));
    bytes = bytes.saturating_add(EVENT_BYTES_PER_BID * repay.len() + EVENT_BYTES_PER_LOT * lots.len());
    for asset in repay.keys().iter().filter(|a| *a != usdc) {
        let legs = Legs::named(e, swaps, &asset);
        if legs.is_empty() {
            panic_with_error!(e, Error::RouteMissing);
        }
        legs.require_whole(e);
        bytes = bytes.saturating_add(legs.event_bytes());
    }
    for asset in lots.iter().filter(|a| *a != usdc) {
        let legs = Legs::named(e, swaps, &asset);
        if !legs.is_empty() {
            legs.require_whole(e);
            bytes = bytes.saturating_add(legs.event_bytes());
        }
    }
    if bytes > MAX_EVENT_BYTES {
        panic_with_error!(e, Error::TooManyLegs);
    }
}
