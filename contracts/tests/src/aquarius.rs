//! Aquarius from its stand-ins, in a native environment.
use soroban_sdk::{Address, BytesN, Env, testutils::Address as _, vec};
pub use stand_in_aquarius_pool::EMPTY_POOL;
use stand_in_aquarius_pool::StandInPool;
pub use stand_in_aquarius_router::{NO_POOL, ROUTER_FAILS, Trick, UNSORTED};
use stand_in_aquarius_router::{StandInRouter, StandInRouterClient};

use crate::tokens::{UNIT, mint};

/// A router and its pools.
pub struct Aquarius {
    pub router: Address,
}

impl Aquarius {
    pub fn deploy(e: &Env) -> Aquarius {
        Aquarius {
            router: e.register_at(&Address::generate(e), StandInRouter, ()),
        }
    }

    /// A pool with these amounts, under this index.
    pub fn pool(
        &self,
        e: &Env,
        index: &BytesN<32>,
        side_a: (&Address, i128),
        side_b: (&Address, i128),
    ) -> Address {
        let (low, high) = if side_a.0 < side_b.0 {
            (side_a.0, side_b.0)
        } else {
            (side_b.0, side_a.0)
        };
        let tokens = vec![e, low.clone(), high.clone()];
        let pool = e.register_at(&Address::generate(e), StandInPool, (tokens.clone(),));
        for (token, amount) in [side_a, side_b] {
            mint(e, token, &pool, amount);
        }
        StandInRouterClient::new(e, &self.router).add_pool(&tokens, index, &pool);
        pool
    }

    pub fn play(&self, e: &Env, trick: Trick) {
        StandInRouterClient::new(e, &self.router).play(&trick);
    }

    /// 50,000 USDC and what makes a token cost `price` USDC, 7 decimals.
    pub fn usdc_pool(
        &self,
        e: &Env,
        index: &BytesN<32>,
        usdc: &Address,
        token: &Address,
        price: i128,
    ) -> Address {
        let depth = 50_000 * UNIT;
        self.pool(e, index, (usdc, depth), (token, depth * UNIT / price))
    }
}
