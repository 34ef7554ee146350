//! Ninety per cent for the depositors, ten for the operator, to the stroop.
use nectar_tests::{
    lab::free_usdc,
    ledger,
    tokens::UNIT,
    world::{Setup, World, sandbox_params},
};
use soroban_sdk::{Address, testutils::Address as _, vec};

use crate::ripe::{ripe, ripe_at};

#[test]
fn any_profit_is_split_ninety_to_ten_and_the_floor_is_the_operators() {
    let mut params = sandbox_params();
    params.min_profit = 1;
    let world = World::new(&Setup {
        params,
        ..Setup::default()
    });
    for profit in [1, 9, 10, 11, 19, 99, 101, 1_234_567, 99_999_999, 123_456_789] {
        let order = free_usdc(&world, profit);
        let before = world.vault().get_state();
        let owed_before = world.vault().reward_of(&world.operator);
        let held = world.balance(&world.tokens.usdc, &world.vault);
        let receipt = world.try_fill(&order).expect("the lot is free");
        let after = world.vault().get_state();

        let fee = profit / 10;
        assert_eq!((receipt.profit, receipt.fee, receipt.spent), (profit, fee, 0));
        assert_eq!(world.balance(&world.tokens.usdc, &world.vault) - held, profit);
        assert_eq!(after.booked - before.booked, profit);
        assert_eq!(after.owed - before.owed, fee);
        assert_eq!(world.vault().reward_of(&world.operator) - owed_before, fee);
        assert_eq!(after.unvested - before.unvested, profit - fee);
        assert_eq!(after.total_assets, before.total_assets);

        ledger::wait(&world.e, world.vault().get_params().profit_unlock_secs);
        let vested = world.vault().get_state();
        assert_eq!(vested.unvested, 0);
        assert_eq!(vested.total_assets - before.total_assets, profit - fee);
    }
}

#[test]
fn a_claim_pays_the_operator_exactly_its_share_and_the_session_nothing() {
    let (world, order) = ripe();
    let receipt = world.try_fill(&order).expect("the auction is ripe");
    assert_eq!(receipt.fee, receipt.profit / 10);
    let vault = world.vault();
    assert_eq!(vault.claim_rewards(&world.operator), receipt.fee);
    assert_eq!(world.balance(&world.tokens.usdc, &world.operator), receipt.fee);
    assert_eq!(world.balance(&world.tokens.usdc, &world.session), 0);
    let state = vault.get_state();
    assert_eq!(state.owed, 0);
    assert_eq!(state.booked, world.balance(&world.tokens.usdc, &world.vault));
}

#[test]
fn a_partial_fill_splits_its_own_profit_and_leaves_the_rest_of_the_auction() {
    let (world, mut order) = ripe();
    order.percent = 40;
    let first = world.try_fill(&order).expect("the auction is ripe");
    order.percent = 100;
    let second = world.try_fill(&order).expect("60 percent are left");
    assert_eq!(first.spent + second.spent, 207 * UNIT);
    for receipt in [&first, &second] {
        assert_eq!(receipt.fee, receipt.profit / 10);
    }
    assert_eq!(world.vault().get_state().owed, first.fee + second.fee);
    let keeper = world.registry().get_keeper(&world.operator).expect("registered");
    assert_eq!(
        (keeper.fills, keeper.profit, keeper.volume),
        (2, first.profit + second.profit, 207 * UNIT)
    );
}

#[test]
fn operators_earn_apart_and_are_listed_from_their_first_fill_on() {
    let (world, mut order) = ripe();
    let [other, other_session] = [0; 2].map(|_| Address::generate(&world.e));
    world.open_session(&other, &other_session);
    assert_eq!(world.registry().keeper_count(), 0);
    order.percent = 50;
    let first = world.try_fill(&order).expect("the auction is ripe");
    let second = world
        .fill_as(&other, &other_session, &order)
        .expect("half of it is left");
    assert_eq!(world.vault().reward_of(&world.operator), first.fee);
    assert_eq!(world.vault().reward_of(&other), second.fee);
    let listed: std::vec::Vec<Address> = world
        .registry()
        .get_keepers(&0, &10)
        .iter()
        .map(|(operator, _)| operator)
        .collect();
    assert_eq!(listed, [world.operator.clone(), other]);
}

#[test]
fn a_lost_race_changes_nothing_and_the_winner_keeps_all() {
    let (world, order) = ripe();
    let [other, other_session] = [0; 2].map(|_| Address::generate(&world.e));
    world.open_session(&other, &other_session);
    world.try_fill(&order).expect("the first is in time");
    let refusal = nectar_tests::signed::Refusal::Code(2148);
    crate::ripe::assert_refused(&world, &other, &other_session, &order, refusal);
    assert_eq!(world.vault().reward_of(&other), 0);
}

#[test]
fn an_asset_on_both_sides_is_repaid_and_sold_in_full() {
    let world = World::new(&Setup::default());
    let (usdc, xlm) = (world.tokens.usdc.clone(), world.tokens.xlm.clone());
    let user = world.borrower(
        &[(&xlm, 1_500 * UNIT), (&usdc, 200 * UNIT)],
        &[(&usdc, 270 * UNIT)],
    );
    world.set_price(&xlm, 800_000);
    world.market(&xlm).reset(&world.e, 50_000 * UNIT, 800_000);
    let bid = vec![&world.e, usdc.clone()];
    let lot = vec![&world.e, usdc.clone(), xlm.clone()];
    let found = (1..=100).find(|percent| {
        let tried = world.pool().try_new_auction(&0, &user, &bid, &lot, percent);
        matches!(tried, Ok(Ok(_)))
    });
    assert!(found.is_some(), "no percent is valid");
    ledger::advance(&world.e, 231);
    let receipt = world.try_fill(&world.order(&user, 100)).expect("the bid falls");
    assert!(receipt.profit > 0);
    assert_eq!(world.balance(&xlm, &world.vault), 0);
    assert!(world.pool().get_positions(&world.vault).collateral.is_empty());
}

#[test]
fn at_every_age_spent_and_profit_are_what_the_curve_says() {
    for age in [178, 200, 201, 300, 399, 400, 450] {
        let (world, order) = ripe_at(&Setup::default(), age);
        let outcome = world.try_fill(&order);
        let bid_permille = 1_000 - 5 * i128::from(age.clamp(200, 400) - 200);
        if age < 179 {
            assert_eq!(outcome, Err(nectar_tests::signed::Refusal::Code(2162)));
            continue;
        }
        let receipt = outcome.expect("past its break-even");
        assert_eq!(receipt.spent, 207 * UNIT * bid_permille / 1_000);
        assert_eq!(receipt.edge, 2_367_562_500 - receipt.spent);
    }
}
