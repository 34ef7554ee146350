//! Soroswap from its stand-ins, in a native environment.
use nectar_interfaces::soroswap::SoroswapRouterClient;
use soroban_sdk::{Address, Env, testutils::Address as _};
use stand_in_soroswap_pair::{StandInPair, StandInPairClient};
pub use stand_in_soroswap_router::{EXPIRED, NO_LIQUIDITY, NO_PAIR, ROUTER_FAILS, Trick};
use stand_in_soroswap_router::{StandInRouter, StandInRouterClient};

use crate::tokens::{UNIT, mint};

/// A router and its pairs.
pub struct Soroswap {
    pub router: Address,
}

impl Soroswap {
    pub fn deploy(e: &Env) -> Soroswap {
        Soroswap {
            router: e.register_at(&Address::generate(e), StandInRouter, ()),
        }
    }

    pub fn client<'a>(&self, e: &'a Env) -> SoroswapRouterClient<'a> {
        SoroswapRouterClient::new(e, &self.router)
    }

    /// A pair with these amounts in it that the router does not know.
    pub fn loose_pair(e: &Env, side_a: (&Address, i128), side_b: (&Address, i128)) -> Address {
        let (token_0, token_1) = if side_a.0 < side_b.0 {
            (side_a.0, side_b.0)
        } else {
            (side_b.0, side_a.0)
        };
        let pair = e.register_at(
            &Address::generate(e),
            StandInPair,
            (token_0.clone(), token_1.clone()),
        );
        for (token, amount) in [side_a, side_b] {
            mint(e, token, &pair, amount);
        }
        StandInPairClient::new(e, &pair).sync();
        pair
    }

    /// The router's pair of these tokens.
    pub fn pair(&self, e: &Env, side_a: (&Address, i128), side_b: (&Address, i128)) -> Address {
        let pair = Soroswap::loose_pair(e, side_a, side_b);
        StandInRouterClient::new(e, &self.router).add_pair(side_a.0, side_b.0, &pair);
        pair
    }

    pub fn replace_pair(&self, e: &Env, token_a: &Address, token_b: &Address, pair: &Address) {
        StandInRouterClient::new(e, &self.router).replace_pair(token_a, token_b, pair);
    }

    pub fn play(&self, e: &Env, trick: Trick) {
        StandInRouterClient::new(e, &self.router).play(&trick);
    }

    /// 50,000 USDC and what makes a token cost `price` USDC, 7 decimals.
    pub fn usdc_pair(&self, e: &Env, usdc: &Address, token: &Address, price: i128) -> Address {
        let depth = 50_000 * UNIT;
        self.pair(e, (usdc, depth), (token, depth * UNIT / price))
    }
}
