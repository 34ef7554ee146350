//! The three kinds of auctions: whose they are, what stands on their two sides, and which requests fill them.

use nectar_interfaces::{
    blend::{
        AuctionData,
        auction::{BAD_DEBT, INTEREST, USER_LIQUIDATION},
        request,
    },
    vault::{Order, Params, TypeParams},
};
use soroban_sdk::{Address, Env, Map, panic_with_error};

use super::lp::Lp;
use crate::{errors::Error, storage};

pub enum Kind {
    /// Debt of a user for collateral of the same user, both in reserves.
    Liquidation,
    /// Debt of the backstop, in reserves, for its LP tokens.
    BadDebt(Lp),
    /// LP tokens, donated to the backstop, for interest in reserves.
    Interest(Lp),
}

impl Kind {
    /// Types 1 and 2 are off until the vault has terms for them, and only the backstop of those terms has such auctions.
    pub fn read(e: &Env, order: &Order) -> Self {
        match order.auction_type {
            USER_LIQUIDATION => Self::Liquidation,
            BAD_DEBT => Self::BadDebt(Lp::read(e, order, enabled(e, BAD_DEBT))),
            INTEREST => Self::Interest(Lp::read(e, order, enabled(e, INTEREST))),
            _ => panic_with_error!(e, Error::AuctionTypeNotEnabled),
        }
    }

    pub fn lp(&self) -> Option<&Lp> {
        match self {
            Self::Liquidation => None,
            Self::BadDebt(lp) | Self::Interest(lp) => Some(lp),
        }
    }

    /// LP tokens stand alone on their own side and never on the other, so that what was paid or received for them is
    /// all the USDC that moved on that side.
    pub fn require_sides(&self, e: &Env, auction: &AuctionData) {
        let sound = match self {
            Self::Liquidation => true,
            Self::BadDebt(lp) => only(&auction.lot, &lp.token) && !auction.bid.contains_key(lp.token.clone()),
            Self::Interest(lp) => {
                only(&auction.bid, &lp.token) && !auction.lot.contains_key(lp.token.clone())
            }
        };
        if !sound {
            panic_with_error!(e, Error::NotTheBackstopToken);
        }
    }

    pub fn fill_request(&self) -> u32 {
        match self {
            Self::Liquidation => request::FILL_USER_LIQUIDATION,
            Self::BadDebt(_) => request::FILL_BAD_DEBT,
            Self::Interest(_) => request::FILL_INTEREST,
        }
    }

    /// The USDC that moved for LP tokens: all that was spent when they were bought, all that came in when they were
    /// sold. 0 for a liquidation, which has none.
    pub fn lp_usdc(&self, spent: i128, profit: i128) -> i128 {
        match self {
            Self::Liquidation => 0,
            Self::BadDebt(_) => profit + spent,
            Self::Interest(_) => spent,
        }
    }

    /// The margin of the type's terms where it is the higher one.
    pub fn raise_margin(&self, params: Params) -> Params {
        let least = self.lp().map_or(0, Lp::margin_bps);
        Params {
            min_margin_bps: params.min_margin_bps.max(least),
            ..params
        }
    }
}

fn enabled(e: &Env, auction_type: u32) -> TypeParams {
    storage::type_params(e, auction_type)
        .unwrap_or_else(|| panic_with_error!(e, Error::AuctionTypeNotEnabled))
}

/// Fills of a part can use a side up to its last stroop: then it is empty.
fn only(side: &Map<Address, i128>, token: &Address) -> bool {
    side.keys().iter().all(|key| key == *token)
}
