//! Trades over allowlisted routes. The caller names routes and weights; amounts are the vault's.

use nectar_interfaces::{
    vault::{Route, Swap},
    venue::VenueClient,
};
use soroban_sdk::{Address, Env, Vec, panic_with_error, token::TokenClient};
use stellar_contract_utils::math::i128_fixed_point::mul_div_floor;

use crate::{books, constants::BPS, errors::Error, storage};

/// The routes an order names for one token, with their weights. Empty when it names none.
pub struct Legs {
    token: Address,
    legs: Vec<(Route, u32)>,
}

impl Legs {
    /// Every route named must exist and be this token's, and every weight positive.
    pub fn named(e: &Env, swaps: &Vec<Swap>, token: &Address) -> Self {
        let mut legs = Vec::new(e);
        for swap in swaps.iter().filter(|s| s.token == *token) {
            let Some(route) = storage::route(e, swap.route).filter(|r| r.token == *token) else {
                panic_with_error!(e, Error::RouteNotAllowed);
            };
            if swap.weight_bps == 0 || i128::from(swap.weight_bps) > BPS {
                panic_with_error!(e, Error::BadWeights);
            }
            legs.push_back((route, swap.weight_bps));
        }
        Self {
            token: token.clone(),
            legs,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.legs.is_empty()
    }

    pub fn weight(&self) -> i128 {
        self.legs.iter().map(|(_, weight)| i128::from(weight)).sum()
    }

    pub fn require_whole(&self, e: &Env) {
        if self.weight() != BPS {
            panic_with_error!(e, Error::BadWeights);
        }
    }

    pub fn event_bytes(&self) -> u32 {
        self.legs.iter().map(|(route, _)| route.event_bytes).sum()
    }

    pub fn venues(&self, e: &Env) -> Vec<Address> {
        Vec::from_iter(e, self.legs.iter().map(|(route, _)| route.venue))
    }

    /// Buys exactly `amount` of the token with USDC, quoting each leg right before its transfer.
    pub fn buy(&self, e: &Env, amount: i128) {
        let (me, usdc) = (e.current_contract_address(), storage::config(e).usdc);
        self.for_each_part(e, amount, amount, |route, part| {
            let venue = VenueClient::new(e, &route.venue);
            let cost = venue.quote_exact_out(&usdc, &self.token, &part, &route.data);
            books::require_in_vault(e, cost);
            TokenClient::new(e, &usdc).transfer(&me, &route.venue, &cost);
            venue.swap_exact_out(&usdc, &self.token, &part, &cost, &me, &route.data);
        });
    }

    /// Sells `amount` of the token for USDC; `whole` is what the weights are shares of. No leg has a minimum of its
    /// own: the caller checks the sum, by the vault's balance.
    pub fn sell(&self, e: &Env, whole: i128, amount: i128) {
        let (me, usdc) = (e.current_contract_address(), storage::config(e).usdc);
        self.for_each_part(e, whole, amount, |route, part| {
            TokenClient::new(e, &self.token).transfer(&me, &route.venue, &part);
            let venue = VenueClient::new(e, &route.venue);
            venue.swap_exact_in(&self.token, &usdc, &part, &0, &me, &route.data);
        });
    }

    /// Floors every part but the last, which takes what is left of `amount`. Empty parts are passed over.
    fn for_each_part(&self, e: &Env, whole: i128, amount: i128, mut trade: impl FnMut(Route, i128)) {
        let last = self.legs.len().saturating_sub(1);
        let mut given = 0;
        for (index, (route, weight)) in (0u32..).zip(self.legs.iter()) {
            let part = if index == last {
                amount - given
            } else {
                mul_div_floor(e, &whole, &i128::from(weight), &BPS)
            };
            given += part;
            if part > 0 {
                trade(route, part);
            }
        }
    }
}
