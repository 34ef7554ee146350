//! Several fills in one transaction.
use fill_batcher::{FillBatcher, FillBatcherClient};
use nectar_interfaces::vault::{FillReceipt, Order};
use soroban_sdk::{
    Address, IntoVal, Val, Vec,
    testutils::{Address as _, MockAuth, MockAuthInvoke},
};

use crate::{
    ledger,
    signed::{Outcome, outcome, sign_nothing},
    tokens::UNIT,
    world::{Setup, World},
};

/// What a batch answers: a receipt for each order that was filled.
pub type Receipts = std::vec::Vec<Option<FillReceipt>>;

/// A world with a batcher, whose markets are deep enough for several fills in a row.
pub struct Batching {
    pub world: World,
    pub batcher: Address,
}

impl Batching {
    pub const DEPTH: i128 = 1_000_000 * UNIT;

    /// With `count` auctions of blend-v2.md §14.4 at an age of 200, and an order for each.
    pub fn ripe(setup: &Setup, count: u32) -> (Batching, std::vec::Vec<Order>) {
        let world = World::new(&Setup {
            depth: Self::DEPTH,
            ..setup.clone()
        });
        let users: std::vec::Vec<Address> = (0..count).map(|_| world.open_auction()).collect();
        let xlm = world.tokens.xlm.clone();
        world.market(&xlm).reset(&world.e, Self::DEPTH, 750_000);
        ledger::advance_frozen(&world.e, 201);
        let orders = users.iter().map(|user| world.order(user, 100)).collect();
        let at = Address::generate(&world.e);
        let batcher = world.code.deploy(&world.e, &at, "fill-batcher", FillBatcher, ());
        (Batching { world, batcher }, orders)
    }

    /// Signed by the world's session: the batch, and below it a fill for each order.
    pub fn fill_many(&self, orders: &[&Order]) -> Outcome<Receipts> {
        self.sign(orders, orders);
        self.fill_many_as_signed(orders)
    }

    /// From now on the session has signed a batch of `orders` and, below it, fills of `fills` only.
    pub fn sign(&self, orders: &[&Order], fills: &[&Order]) {
        let fills: std::vec::Vec<_> = fills.iter().map(|order| self.fill_call(order)).collect();
        self.world.e.mock_auths(&[MockAuth {
            address: &self.world.session,
            invoke: &MockAuthInvoke {
                contract: &self.batcher,
                fn_name: "fill_many",
                args: self.arguments(orders),
                sub_invokes: &fills,
            },
        }]);
    }

    /// From now on the session has signed each of these fills by itself, and no batch.
    pub fn sign_fills_alone(&self, fills: &[&Order]) {
        let fills: std::vec::Vec<_> = fills.iter().map(|order| self.fill_call(order)).collect();
        let address = &self.world.session;
        let roots: std::vec::Vec<_> = fills.iter().map(|invoke| MockAuth { address, invoke }).collect();
        self.world.e.mock_auths(&roots);
    }

    /// With whatever signatures were given before.
    pub fn fill_many_as_signed(&self, orders: &[&Order]) -> Outcome<Receipts> {
        let World {
            e,
            operator,
            session,
            vault,
            ..
        } = &self.world;
        let client = FillBatcherClient::new(e, &self.batcher);
        let tried = client.try_fill_many(operator, session, vault, &self.list(orders));
        sign_nothing(e);
        outcome(tried).map(|receipts| receipts.iter().collect())
    }

    fn fill_call(&self, order: &Order) -> MockAuthInvoke<'_> {
        let World {
            e, operator, session, ..
        } = &self.world;
        MockAuthInvoke {
            contract: &self.world.vault,
            fn_name: "fill",
            args: (operator.clone(), session.clone(), order.clone()).into_val(e),
            sub_invokes: &[],
        }
    }

    fn arguments(&self, orders: &[&Order]) -> Vec<Val> {
        let World {
            e,
            operator,
            session,
            vault,
            ..
        } = &self.world;
        (
            operator.clone(),
            session.clone(),
            vault.clone(),
            self.list(orders),
        )
            .into_val(e)
    }

    fn list(&self, orders: &[&Order]) -> Vec<Order> {
        Vec::from_iter(&self.world.e, orders.iter().map(|order| (*order).clone()))
    }
}
