//! User liquidations: creation, deletion, fills. A fill moves positions, never tokens.
use nectar_interfaces::blend::{AuctionData, Positions, auction::USER_LIQUIDATION};
use soroban_sdk::{Address, Env, Map, Vec, panic_with_error};

use crate::{
    bad_debt, curve,
    errors::PoolError,
    events,
    liquidation::{self, Leg, Sizing},
    pool::{Pool, held},
    storage,
    user::{Side, User},
};

/// Anybody may delete an auction of this age.
const STALE_AGE: u32 = 500;
/// A pool has at most 30 reserves.
const MAX_LEGS: usize = 30;

pub fn create(e: &Env, user: &Address, bid: &Vec<Address>, lot: &Vec<Address>, percent: u32) -> AuctionData {
    require_unique(e, bid);
    require_unique(e, lot);
    let backstop = storage::backstop(e);
    if *user == e.current_contract_address() || *user == backstop {
        panic_with_error!(e, PoolError::InvalidLiquidation)
    }
    if storage::has_auction(e, USER_LIQUIDATION, user) {
        panic_with_error!(e, PoolError::AuctionInProgress)
    }
    if percent == 0 || percent > 100 {
        panic_with_error!(e, PoolError::InvalidLiquidation)
    }
    let auction = size(e, user, bid, lot, percent);
    storage::set_auction(e, USER_LIQUIDATION, user, &auction);
    let event = events::NewAuction {
        auction_type: USER_LIQUIDATION,
        user: user.clone(),
        percent,
        auction: auction.clone(),
    };
    event.publish(e);
    auction
}

/// The user's own withdrawal of the auction; `submit` checks the health afterwards.
pub fn delete_own(e: &Env, user: &Address) {
    if !storage::has_auction(e, USER_LIQUIDATION, user) {
        panic_with_error!(e, PoolError::BadRequest)
    }
    remove(e, USER_LIQUIDATION, user);
}

pub fn delete_stale(e: &Env, auction_type: u32, user: &Address) {
    let auction = storage::auction(e, auction_type, user);
    match auction {
        Some(auction) if auction.block + STALE_AGE <= e.ledger().sequence() => remove(e, auction_type, user),
        Some(_) | None => panic_with_error!(e, PoolError::BadRequest),
    }
}

fn remove(e: &Env, auction_type: u32, user: &Address) {
    storage::remove_auction(e, auction_type, user);
    events::DeleteAuction {
        auction_type,
        user: user.clone(),
    }
    .publish(e);
}

/// Moves `percent` of what remains, scaled by age, from the user to the filler.
pub fn fill(e: &Env, pool: &mut Pool, filler: &mut User, user: &Address, percent: i128) {
    if *user == filler.address {
        panic_with_error!(e, PoolError::InvalidLiquidation)
    }
    let auction =
        storage::auction(e, USER_LIQUIDATION, user).expect("there is an auction, else trap like Blend");
    let whole_percent = u32::try_from(percent).unwrap_or(0);
    if whole_percent == 0 || whole_percent > 100 {
        panic_with_error!(e, PoolError::BadRequest)
    }
    let (taken, remaining) = split(e, &auction, whole_percent);
    let full = remaining.bid.is_empty() && remaining.lot.is_empty();
    if full {
        storage::remove_auction(e, USER_LIQUIDATION, user);
    } else {
        storage::set_auction(e, USER_LIQUIDATION, user, &remaining);
    }
    let mut debtor = User::load(e, user);
    transfer(pool, &mut debtor, filler, &taken.lot, Side::Collateral);
    transfer(pool, &mut debtor, filler, &taken.bid, Side::Liability);
    if full {
        bad_debt::take_over(e, pool, &mut debtor);
    }
    debtor.store();
    let event = events::FillAuction {
        auction_type: USER_LIQUIDATION,
        user: user.clone(),
        filler: filler.address.clone(),
        percent,
        auction: taken,
    };
    event.publish(e);
}

/// (taken, remaining). In the creation ledger the age underflows and traps, as Blend does.
fn split(e: &Env, auction: &AuctionData, percent: u32) -> (AuctionData, AuctionData) {
    let age = e.ledger().sequence() - auction.block;
    let empty = || AuctionData {
        bid: Map::new(e),
        block: auction.block,
        lot: Map::new(e),
    };
    let (mut taken, mut remaining) = (empty(), empty());
    for (asset, amount) in auction.bid.iter() {
        let part = curve::split_bid(amount, percent, age);
        set_positive(&mut taken.bid, &asset, part.taken);
        set_positive(&mut remaining.bid, &asset, part.remaining);
    }
    for (asset, amount) in auction.lot.iter() {
        let part = curve::split_lot(amount, percent, age);
        set_positive(&mut taken.lot, &asset, part.taken);
        set_positive(&mut remaining.lot, &asset, part.remaining);
    }
    (taken, remaining)
}

fn transfer(pool: &mut Pool, from: &mut User, to: &mut User, amounts: &Map<Address, i128>, side: Side) {
    for (asset, amount) in amounts.iter() {
        let reserve = pool.reserve(&asset);
        from.remove(side, reserve.config.index, amount);
        to.add(side, reserve.config.index, amount);
        pool.put(reserve);
    }
}

fn size(e: &Env, user: &Address, bid: &Vec<Address>, lot: &Vec<Address>, percent: u32) -> AuctionData {
    let mut pool = Pool::load(e);
    let named = (bid.len() + lot.len()) as usize;
    require(e, liquidation::check_count(named, pool.config.max_positions));
    let mut legs = [Leg::default(); MAX_LEGS];
    let count = collect(&mut pool, &storage::positions(e, user), &mut legs);
    let legs = &mut legs[..count];
    // Blend looks at the named assets only once the user is known to be liquidatable.
    require(e, liquidation::check_health(legs));
    require(e, select(&mut pool, legs, bid, Side::Liability));
    require(e, select(&mut pool, legs, lot, Side::Collateral));
    let sizing = liquidation::size(legs, percent, pool.oracle_scale()).and_then(Sizing::require_valid);
    let sizing = require(e, sizing);
    let block = e.ledger().sequence() + 1;
    let mut auction = AuctionData {
        bid: Map::new(e),
        block,
        lot: Map::new(e),
    };
    for leg in legs {
        let asset = pool.asset_at(leg.index);
        // Named assets stay in even where nothing of them is auctioned.
        if leg.in_bid {
            auction.bid.set(asset.clone(), sizing.bid_of(leg));
        }
        if leg.in_lot {
            auction.lot.set(asset, sizing.lot_of(leg));
        }
    }
    auction
}

/// One leg per reserve the user holds, none of them covered yet.
fn collect(pool: &mut Pool, positions: &Positions, legs: &mut [Leg; MAX_LEGS]) -> usize {
    let mut count = 0;
    for index in held(positions) {
        legs[count] = Leg {
            holding: pool.holding(index, positions),
            index,
            in_bid: false,
            in_lot: false,
        };
        count += 1;
    }
    count
}

/// Covers the named assets one after the other. Traps at one that is no reserve, as Blend does; refuses one that the
/// user has not on this side.
fn select(pool: &mut Pool, legs: &mut [Leg], assets: &Vec<Address>, side: Side) -> Result<(), PoolError> {
    let error = if side == Side::Liability {
        PoolError::InvalidBid
    } else {
        PoolError::InvalidLot
    };
    for asset in assets.iter() {
        let index = pool.reserve(&asset).config.index;
        let leg = legs.iter_mut().find(|leg| leg.index == index).ok_or(error)?;
        let (amount, covered) = match side {
            Side::Liability => (leg.holding.liability, &mut leg.in_bid),
            Side::Collateral | Side::Supply => (leg.holding.collateral, &mut leg.in_lot),
        };
        if amount == 0 {
            return Err(error);
        }
        *covered = true;
    }
    if assets.is_empty() { Err(error) } else { Ok(()) }
}

fn require<T>(e: &Env, result: Result<T, PoolError>) -> T {
    result.unwrap_or_else(|error| panic_with_error!(e, error))
}

fn require_unique(e: &Env, assets: &Vec<Address>) {
    let mut seen = Map::<Address, ()>::new(e);
    for asset in assets.iter() {
        if seen.contains_key(asset.clone()) {
            panic_with_error!(e, PoolError::BadRequest)
        }
        seen.set(asset, ());
    }
}

fn set_positive(map: &mut Map<Address, i128>, asset: &Address, amount: i128) {
    if amount > 0 {
        map.set(asset.clone(), amount);
    }
}
