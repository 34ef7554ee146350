//! Every refusal by its own code, and not one entry of the ledger changed.
use nectar_interfaces::{
    blend::auction::{BAD_DEBT, INTEREST},
    vault::Order,
};
use nectar_tests::pool::PoolKind;
use nectar_tests::{
    debts::DebtWorld,
    ledger,
    signed::Refusal,
    untouched::LedgerState,
    world::{Setup, World},
};
use soroban_sdk::{
    Address,
    testutils::{Address as _, Ledger as _},
};

fn scene(auction_type: u32, age: u32) -> (DebtWorld, Order) {
    let d = DebtWorld::usual();
    if auction_type == BAD_DEBT {
        d.bad_debt(150, 0);
    } else {
        d.interest(90_000, 0);
    }
    ledger::advance_frozen(&d.world.e, age);
    let order = d.order(auction_type, 100);
    (d, order)
}

#[track_caller]
fn assert_refused(world: &World, order: &Order, code: u32) {
    world.sign_fill(&world.operator, &world.session, order);
    let before = LedgerState::of(&world.e);
    let outcome = world.fill_with_signatures_given(&world.operator, &world.session, order);
    assert_eq!(outcome, Err(Refusal::Code(code)));
    let changes = before.changes(&LedgerState::of(&world.e));
    assert!(changes.is_empty(), "a refused fill left traces: {changes:#?}");
}

#[test]
fn types_that_are_not_enabled_are_refused() {
    let world = World::new(&Setup::of(PoolKind::Blend));
    for auction_type in [BAD_DEBT, INTEREST, 3, u32::MAX] {
        let order = Order {
            auction_type,
            ..world.order(&world.pool.backstop, 100)
        };
        assert_refused(&world, &order, 2140);
    }
}

#[test]
fn only_the_backstop_has_such_auctions() {
    for auction_type in [BAD_DEBT, INTEREST] {
        let (d, good) = scene(auction_type, 300);
        for user in [&d.world.operator, &d.world.vault, &d.comet, &d.world.pool.address] {
            let order = Order {
                user: user.clone(),
                ..good.clone()
            };
            assert_refused(&d.world, &order, 2191);
        }
        d.world.try_fill(&good).expect("fills");
        assert_refused(&d.world, &good, 2148);
    }
}

#[test]
fn percents_pools_and_other_types_of_the_same_backstop_are_refused() {
    for (auction_type, other) in [(BAD_DEBT, INTEREST), (INTEREST, BAD_DEBT)] {
        let (d, good) = scene(auction_type, 300);
        for percent in [0, 101] {
            let order = Order {
                percent,
                ..good.clone()
            };
            assert_refused(&d.world, &order, 2141);
        }
        let order = Order {
            pool: Address::generate(&d.world.e),
            ..good.clone()
        };
        assert_refused(&d.world, &order, 2142);
        // It has no such auction open.
        let order = Order {
            auction_type: other,
            ..good
        };
        assert_refused(&d.world, &order, 2148);
    }
}

#[test]
fn the_ledgers_before_anything_comes_in_are_refused() {
    for auction_type in [BAD_DEBT, INTEREST] {
        let (d, order) = scene(auction_type, 0);
        assert_refused(&d.world, &order, 2150);
        d.world.e.ledger().with_mut(|ledger| ledger.sequence_number -= 1);
        assert_refused(&d.world, &order, 2149);
    }
}

#[test]
fn lp_tokens_need_a_whole_route_on_either_side() {
    for auction_type in [BAD_DEBT, INTEREST] {
        let (d, good) = scene(auction_type, 300);
        let last = good.swaps.len() - 1;
        let mut order = good.clone();
        order.swaps.remove(last);
        assert_refused(&d.world, &order, 2146);
        let mut swap = good.swaps.get(last).expect("the route over Comet");
        swap.weight_bps = 9_999;
        order.swaps.push_back(swap);
        assert_refused(&d.world, &order, 2145);
        d.world.try_fill(&good).expect("fills");
    }
}

/// From age 400 on interest costs nothing: there are no LP tokens to buy, and no route to name.
#[test]
fn interest_that_costs_nothing_needs_no_route() {
    let (d, mut order) = scene(INTEREST, 400);
    order.swaps.remove(order.swaps.len() - 1);
    assert_eq!(d.world.try_fill(&order).map(|receipt| receipt.spent), Ok(0));
}

#[test]
fn the_margin_of_the_type_is_the_floor() {
    for auction_type in [BAD_DEBT, INTEREST] {
        let profit_at = |margin_bps| {
            let d = DebtWorld::with(100_000, |params| params.margin_bps = margin_bps);
            if auction_type == BAD_DEBT {
                d.bad_debt(150, 0);
            } else {
                d.interest(90_000, 0);
            }
            // Early enough that the profit is less than half of what is spent.
            let age = if auction_type == BAD_DEBT { 205 } else { 280 };
            ledger::advance_frozen(&d.world.e, age);
            d.world.try_fill(&d.order(auction_type, 100))
        };
        let receipt = profit_at(500).expect("fills");
        let margin = receipt.profit * 10_000 / receipt.spent;
        let margin = u32::try_from(margin).expect("below the whole");
        assert_eq!(profit_at(margin), Ok(receipt));
        assert_eq!(profit_at(margin + 1), Err(Refusal::Code(2162)));
    }
}
