//! One order that the vault fills.
use nectar_interfaces::vault::{Order, Params};

use soroban_sdk::Address;

use crate::{
    ledger,
    world::{Setup, World, sandbox_params},
};

/// Ledgers after the start at which the lot is whole and the bid has not begun to fall.
pub const FULL_AGE: u32 = 200;

/// A world with the auction of blend-v2.md §14.4 (207 USDC for 3,156.75 XLM, XLM at 0.075 in oracle and market), `age`
/// ledgers after its start (in no time, so that no interest blurs the numbers), and an order for all of it.
pub fn ripe_at(setup: &Setup, age: u32) -> (World, Order) {
    let world = World::new(setup);
    let order = ripen(&world, setup.depth, age);
    (world, order)
}

/// The same in a world that is there already.
pub fn ripen(world: &World, depth: i128, age: u32) -> Order {
    let user = world.open_auction();
    let xlm = world.tokens.xlm.clone();
    world.market(&xlm).reset(&world.e, depth, 750_000);
    ledger::advance_frozen(&world.e, 1 + age);
    world.order(&user, 100)
}

pub fn ripe() -> (World, Order) {
    ripe_at(&Setup::default(), FULL_AGE)
}

pub fn ripe_with(change: impl Fn(&mut Params)) -> (World, Order) {
    let mut params = sandbox_params();
    change(&mut params);
    let setup = Setup {
        params,
        ..Setup::default()
    };
    ripe_at(&setup, FULL_AGE)
}

impl World {
    /// An auction of as much of the position as the pool lets be liquidated.
    pub fn open_largest_auction(&self, user: &Address, bid: &[&Address], lot: &[&Address]) {
        let (pool, bid, lot) = (self.pool(), self.addresses(bid), self.addresses(lot));
        let opened = (1..=100).rev().any(|percent| {
            let tried = pool.try_new_auction(&0, user, &bid, &lot, &percent);
            matches!(tried, Ok(Ok(_)))
        });
        assert!(opened, "no percent is valid");
    }
}
