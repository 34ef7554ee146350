//! What a fill cannot sell stays in the vault, blocks nothing, and is sold later for the depositors.
use nectar_interfaces::vault::{Order, Swap};
use nectar_tests::{
    ledger,
    signed::{Refusal, outcome},
    tokens::UNIT,
    world::{Setup, World},
};
use soroban_sdk::{Address, Vec, vec};

use crate::ripe::{assert_refused_with, ripe_at};

const AQUA_ROUTE: u32 = 2;

/// The auction of §14.4 with `dust` stroops of AQUA in its lot besides, 20 ledgers past its best.
fn with_dust(dust: i128) -> (World, Order) {
    let world = World::new(&Setup::default());
    let (xlm, aqua, usdc) = (
        world.tokens.xlm.clone(),
        world.tokens.aqua.clone(),
        world.tokens.usdc.clone(),
    );
    let user = world.borrower(&[(&xlm, 5_000 * UNIT), (&aqua, dust)], &[(&usdc, 300 * UNIT)]);
    world.set_price(&xlm, 750_000);
    world.market(&xlm).reset(&world.e, 50_000 * UNIT, 750_000);
    world.new_auction(&user, &[&usdc], &[&xlm, &aqua], 69);
    ledger::advance(&world.e, 221);
    let order = world.order(&user, 100);
    (world, order)
}

fn without(world: &World, order: &Order, token: &Address) -> Order {
    let mut swaps = Vec::new(&world.e);
    for swap in order.swaps.iter().filter(|swap| swap.token != *token) {
        swaps.push_back(swap);
    }
    Order {
        swaps,
        ..order.clone()
    }
}

fn sell_all(world: &World, weight_bps: u32) -> Vec<Swap> {
    vec![
        &world.e,
        Swap {
            route: AQUA_ROUTE,
            token: world.tokens.aqua.clone(),
            weight_bps,
        },
    ]
}

#[test]
fn a_leg_too_small_to_sell_blocks_the_auction_only_while_it_is_named() {
    let (world, order) = with_dust(15);
    let aqua = world.tokens.aqua.clone();
    // The venue gives nothing for 15 stroops of a token worth a cent.
    assert_refused_with(&world, &order, 2407);
    let receipt = world
        .try_fill(&without(&world, &order, &aqua))
        .expect("the dust is left out");
    assert!(receipt.profit > 30 * UNIT, "{receipt:?}");
    assert!((1..=15).contains(&world.balance(&aqua, &world.vault)));
}

#[test]
fn a_leg_without_any_market_does_not_block_the_auction() {
    let (world, order) = with_dust(15);
    let aqua = world.tokens.aqua.clone();
    world.market(&aqua).drain(&world.e);
    assert!(world.try_fill(&without(&world, &order, &aqua)).is_ok());
}

#[test]
fn what_was_left_is_sold_later_at_the_oracles_price_and_vests() {
    // Two USDC worth of AQUA: little enough for the floor to bear.
    let (world, order) = with_dust(200 * UNIT);
    let (aqua, usdc) = (world.tokens.aqua.clone(), world.tokens.usdc.clone());
    world
        .try_fill(&without(&world, &order, &aqua))
        .expect("the floor bears it");
    let left = world.balance(&aqua, &world.vault);
    assert!(left > 0);
    ledger::wait(&world.e, 60);
    let before = world.vault().get_state();
    let held = world.balance(&usdc, &world.vault);

    // Anybody may, without a signature.
    let proceeds = world
        .vault()
        .sell_leftover(&world.pool.address, &aqua, &sell_all(&world, 10_000));
    let oracle_value = left / 100;
    assert!(
        proceeds * 100 >= oracle_value * 98,
        "{proceeds} of {oracle_value}"
    );
    assert_eq!(world.balance(&usdc, &world.vault) - held, proceeds);
    assert_eq!(world.balance(&aqua, &world.vault), 0);
    let after = world.vault().get_state();
    assert_eq!(after.booked - before.booked, proceeds);
    assert_eq!(after.unvested - before.unvested, proceeds);
    assert_eq!(after.owed, before.owed);
    assert_eq!(after.total_assets, before.total_assets);
    ledger::wait(&world.e, 60);
    assert_eq!(
        world.vault().get_state().total_assets - before.total_assets,
        proceeds
    );
}

#[test]
fn part_of_what_was_left_can_be_sold_on_a_thin_market() {
    let (world, order) = with_dust(200 * UNIT);
    let aqua = world.tokens.aqua.clone();
    world
        .try_fill(&without(&world, &order, &aqua))
        .expect("the floor bears it");
    let left = world.balance(&aqua, &world.vault);
    world
        .vault()
        .sell_leftover(&world.pool.address, &aqua, &sell_all(&world, 2_500));
    assert_eq!(world.balance(&aqua, &world.vault), left - left / 4);
}

#[test]
fn leftovers_are_not_sold_below_the_oracle_less_the_slippage_allowed() {
    let (world, order) = with_dust(200 * UNIT);
    let (aqua, pool) = (world.tokens.aqua.clone(), world.pool.address.clone());
    world
        .try_fill(&without(&world, &order, &aqua))
        .expect("the floor bears it");
    world.market(&aqua).reset(&world.e, 50_000 * UNIT, 97_000);
    let tried = world
        .vault()
        .try_sell_leftover(&pool, &aqua, &sell_all(&world, 10_000));
    assert_eq!(outcome(tried), Err(Refusal::Code(2129)));
}

#[test]
fn neither_usdc_nor_shares_nor_strange_tokens_are_leftovers() {
    let (world, _) = ripe_at(&Setup::default(), 200);
    let swaps = sell_all(&world, 10_000);
    for token in [&world.tokens.usdc, &world.vault, &world.tokens.blnd] {
        let tried = world
            .vault()
            .try_sell_leftover(&world.pool.address, token, &swaps);
        assert_eq!(outcome(tried), Err(Refusal::Code(2143)));
    }
    let tried = world
        .vault()
        .try_sell_leftover(&world.lp, &world.tokens.aqua, &swaps);
    assert_eq!(outcome(tried), Err(Refusal::Code(2142)));
}

#[test]
fn leftovers_are_no_assets_and_no_profit_of_the_next_fill() {
    let (world, order) = with_dust(200 * UNIT);
    let aqua = world.tokens.aqua.clone();
    world.mint(&aqua, &world.vault, 1_000_000 * UNIT);
    let before = world.vault().get_state();
    assert_eq!(before.total_assets, 10_010 * UNIT);
    // Sold is exactly what the pool paid out, not what lay there before.
    let receipt = world.try_fill(&order).expect("every leg has a market");
    assert_eq!(world.balance(&aqua, &world.vault), 1_000_000 * UNIT);
    assert!(receipt.profit < receipt.edge);
}
