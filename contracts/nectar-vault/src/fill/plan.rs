//! Everything a fill needs to know, read and checked before the first token moves.

use nectar_interfaces::{
    blend::{PoolClient, PoolConfig},
    vault::{Order, Swap},
};
use soroban_sdk::{Address, Env, Map, Vec, panic_with_error};

use super::{auction, kind::Kind};
use crate::{
    constants::{
        EVENT_BYTES_BASE, EVENT_BYTES_PER_BAD_DEBT, EVENT_BYTES_PER_BID, EVENT_BYTES_PER_LOT,
        EVENT_BYTES_RECEIPT, MAX_EVENT_BYTES, MIN_SALE,
    },
    errors::Error,
    oracle::{Prices, pool_config},
    pauses,
    routes::Legs,
    storage,
};

/// A fill of 100 % of what remains.
const WHOLE: u32 = 100;

pub struct Plan<'a> {
    pub kind: Kind,
    pub pool: PoolClient<'a>,
    /// Start ledger of the auction.
    pub block: u32,
    pub age: u32,
    /// Asset → exact amount to pay: to repay, or (LP tokens) to donate.
    pub bid: Map<Address, i128>,
    /// Assets of which something comes in.
    pub lots: Vec<Address>,
    /// Every token touched but USDC → decimals.
    pub tokens: Map<Address, u32>,
    prices: Prices,
    swaps: Vec<Swap>,
}

impl Plan<'_> {
    pub fn read(e: &Env, order: &Order) -> Self {
        let kind = check_order(e, order);
        let pool = PoolClient::new(e, &order.pool);
        let Ok(Ok(auction)) = pool.try_get_auction(&order.auction_type, &order.user) else {
            panic_with_error!(e, Error::AuctionGone);
        };
        let Some(age) = e.ledger().sequence().checked_sub(auction.block) else {
            panic_with_error!(e, Error::AuctionNotStarted);
        };
        kind.require_sides(e, &auction);
        let lots = auction::lots(e, &auction, order.percent, age);
        if lots.is_empty() {
            panic_with_error!(e, Error::EmptyLot);
        }
        let bids = auction::bids(e, &auction, order.percent, age);
        let bid = match kind {
            Kind::Interest(_) => bids,
            Kind::Liquidation | Kind::BadDebt(_) => auction::repayments(e, &pool, &bids),
        };
        let tokens = tokens(e, &bid, &lots);
        let pool_config = pool_config(e, &pool);
        let bad_debts = bad_debts(&kind, &pool_config, order.percent, lots.len());
        check_routes(e, &kind, &order.swaps, &bid, &lots, bad_debts);
        let prices = Prices::read(e, &pool_config, &priced(&kind, &tokens));
        let (block, swaps) = (auction.block, order.swaps.clone());
        Self {
            kind,
            pool,
            block,
            age,
            bid,
            lots,
            tokens,
            prices,
            swaps,
        }
    }

    /// USDC among the repayments, which needs no buying.
    pub fn usdc_repay(&self, e: &Env) -> i128 {
        self.bid.get(storage::config(e).usdc).unwrap_or(0)
    }

    pub fn bids_to_buy(&self, e: &Env) -> Map<Address, i128> {
        let mut bids = self.bid.clone();
        bids.remove(storage::config(e).usdc);
        bids
    }

    /// The routes of the order for `token`, checked when the plan was made.
    pub fn legs(&self, e: &Env, token: &Address) -> Legs {
        Legs::named(e, &self.swaps, token)
    }

    /// Of a token that the fill repays as well, too little to insist on its sale.
    pub fn is_dust_of_a_debt(&self, e: &Env, lot: &Address, amount: i128) -> bool {
        self.bid.contains_key(lot.clone()) && self.prices.value_ceil(e, lot, amount) < MIN_SALE
    }

    /// Oracle value of the lot minus that of the bid, and the value of all legs that are not USDC. Lots count up, bids
    /// down: the floors that follow from them are higher. What stays unsold counts at its full value. LP tokens have no
    /// oracle: they count as `lp_usdc`, the USDC that moved for them, and so need no slippage allowed.
    pub fn edge_and_volume(&self, e: &Env, received: &Map<Address, i128>, lp_usdc: i128) -> (i128, i128) {
        let (mut edge, mut volume) = (0, 0);
        for (asset, amount) in received.iter() {
            let value = if self.is_lp(&asset) {
                lp_usdc
            } else {
                self.prices.value_ceil(e, &asset, amount)
            };
            edge += value;
            volume += if self.slips(e, &asset) { value } else { 0 };
        }
        for (asset, amount) in self.bid.iter() {
            let value = if self.is_lp(&asset) {
                lp_usdc
            } else {
                self.prices.value_floor(e, &asset, amount)
            };
            edge -= value;
            volume += if self.slips(e, &asset) { value } else { 0 };
        }
        (edge, volume)
    }

    fn is_lp(&self, asset: &Address) -> bool {
        self.kind.lp().is_some_and(|lp| lp.token == *asset)
    }

    /// Whether the asset is traded at a price that the oracle knows.
    fn slips(&self, e: &Env, asset: &Address) -> bool {
        *asset != storage::config(e).usdc && !self.is_lp(asset)
    }
}

fn check_order(e: &Env, order: &Order) -> Kind {
    let kind = Kind::read(e, order);
    if !(1..=WHOLE).contains(&order.percent) {
        panic_with_error!(e, Error::BadPercent);
    }
    if !storage::is_pool(e, &order.pool) {
        panic_with_error!(e, Error::PoolNotAllowed);
    }
    pauses::require_running(e, &order.pool);
    kind
}

/// The tokens the pool's oracle has to price: all but the LP token.
fn priced(kind: &Kind, tokens: &Map<Address, u32>) -> Map<Address, u32> {
    let mut priced = tokens.clone();
    if let Some(lp) = kind.lp() {
        priced.remove(lp.token.clone());
    }
    priced
}

fn tokens(e: &Env, bid: &Map<Address, i128>, lots: &Vec<Address>) -> Map<Address, u32> {
    let mut tokens = Map::new(e);
    for asset in bid.keys().iter().chain(lots.iter()) {
        if let Some(decimals) = storage::asset_decimals(e, &asset) {
            tokens.set(asset, decimals);
        }
    }
    tokens
}

/// Debts that a whole fill may leave without collateral, or the backstop without anything to bear them, and the pool then
/// tells about: all that its limit lets a user have beside the lots. Those of the bid count too, for past the auction's
/// middle only a part of them is repaid. Interest leaves none.
fn bad_debts(kind: &Kind, pool: &PoolConfig, percent: u32, lots: u32) -> u32 {
    match (kind, percent) {
        (Kind::Liquidation, WHOLE) => pool.max_positions.saturating_sub(lots),
        (Kind::BadDebt(_), WHOLE) => pool.max_positions,
        _ => 0,
    }
}

/// Every bid that is not USDC needs routes, LP tokens do on either side, every other lot may have them, and all their
/// events must fit into one transaction. Swaps named for tokens the fill does not need are ignored: bids vanish at age
/// 400.
fn check_routes(
    e: &Env,
    kind: &Kind,
    swaps: &Vec<Swap>,
    bid: &Map<Address, i128>,
    lots: &Vec<Address>,
    bad_debts: u32,
) {
    let usdc = storage::config(e).usdc;
    let mut bytes = EVENT_BYTES_BASE + EVENT_BYTES_RECEIPT;
    bytes = bytes.saturating_add(EVENT_BYTES_PER_BAD_DEBT.saturating_mul(bad_debts));
    bytes = bytes.saturating_add(EVENT_BYTES_PER_BID * bid.len() + EVENT_BYTES_PER_LOT * lots.len());
    let must_sell = |asset: &Address| kind.lp().is_some_and(|lp| lp.token == *asset);
    for asset in bid.keys().iter().filter(|a| *a != usdc) {
        bytes = bytes.saturating_add(leg_bytes(e, swaps, &asset, true));
    }
    for asset in lots.iter().filter(|a| *a != usdc) {
        bytes = bytes.saturating_add(leg_bytes(e, swaps, &asset, must_sell(&asset)));
    }
    if bytes > MAX_EVENT_BYTES {
        panic_with_error!(e, Error::TooManyLegs);
    }
}

/// Event bytes of the routes named for `asset`, which must be whole, and there if `needed`.
fn leg_bytes(e: &Env, swaps: &Vec<Swap>, asset: &Address, needed: bool) -> u32 {
    let legs = Legs::named(e, swaps, asset);
    if legs.is_empty() {
        if needed {
            panic_with_error!(e, Error::RouteMissing);
        }
        return 0;
    }
    legs.require_whole(e);
    legs.event_bytes()
}
