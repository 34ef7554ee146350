//! Donations, first and last deposits, deposits for a victim and transfers move nobody's price and nobody's lock.
use nectar_interfaces::vault::Tranche;
use nectar_tests::{
    ledger,
    signed::{Refusal, outcome, sign},
    tokens::UNIT,
    world::{Setup, World},
};
use soroban_sdk::{Address, IntoVal, MuxedAddress, testutils::Address as _};

use crate::ripe::{ripe, ripe_at};

const COOLDOWN: u64 = 60;

fn empty_vault() -> World {
    World::new(&Setup {
        deposit: 0,
        ..Setup::default()
    })
}

fn account(world: &World) -> Address {
    Address::generate(&world.e)
}

fn redeem_all(world: &World, who: &Address) -> i128 {
    let shares = world.vault().balance(who);
    world.vault().mock_all_auths().redeem(&shares, who, who, who)
}

fn send(world: &World, from: &Address, to: &Address, shares: i128) -> Result<(), Refusal> {
    let to = MuxedAddress::from(to.clone());
    let args = (from.clone(), to.clone(), shares).into_val(&world.e);
    sign(&world.e, from, &world.vault, "transfer", args);
    outcome(world.vault().try_transfer(from, &to, &shares))
}

#[test]
fn a_donation_moves_no_price_until_it_is_skimmed_and_vests() {
    let world = World::new(&Setup::default());
    let before = world.vault().get_state();
    let price = world.vault().share_price();
    world.mint(&world.tokens.usdc, &world.vault, 5_000 * UNIT);
    assert_eq!(world.vault().get_state(), before);
    assert_eq!(world.vault().share_price(), price);

    assert_eq!(world.vault().skim(), 5_000 * UNIT);
    assert_eq!(world.vault().share_price(), price);
    assert_eq!(world.vault().get_state().unvested, 5_000 * UNIT);
    ledger::wait(&world.e, COOLDOWN);
    assert_eq!(
        world.vault().get_state().total_assets,
        before.total_assets + 5_000 * UNIT
    );
}

#[test]
fn the_classic_inflation_of_an_empty_vault_costs_the_attacker_and_not_the_victim() {
    let world = empty_vault();
    let [attacker, victim] = [0; 2].map(|_| account(&world));
    world.deposit(&attacker, 1);
    world.mint(&world.tokens.usdc, &world.vault, 100_000 * UNIT);
    world.vault().skim();
    ledger::wait(&world.e, COOLDOWN);

    world.deposit(&victim, 1_000 * UNIT);
    ledger::wait(&world.e, COOLDOWN);
    // He loses at most the price of one share stroop.
    let price_of_a_stroop = world.vault().share_price() / 1_000_000_000_000 + 1;
    assert!(redeem_all(&world, &victim) >= 1_000 * UNIT - price_of_a_stroop);
    assert!(redeem_all(&world, &attacker) <= 100_000 * UNIT / (10 * UNIT) + 1);
}

#[test]
fn a_deposit_that_would_buy_no_share_is_refused() {
    let world = empty_vault();
    world.mint(&world.tokens.usdc, &world.vault, 1_000 * UNIT);
    world.vault().skim();
    ledger::wait(&world.e, COOLDOWN);
    let who = account(&world);
    world.mint(&world.tokens.usdc, &who, 1);
    let tried = world.vault().mock_all_auths().try_deposit(&1, &who, &who, &who);
    assert_eq!(outcome(tried), Err(Refusal::Code(2121)));
    assert_eq!(world.balance(&world.tokens.usdc, &who), 1);
}

#[test]
fn the_first_depositor_does_not_get_the_profit_that_came_before_him() {
    let world = empty_vault();
    world.mint(&world.tokens.usdc, &world.vault, 500 * UNIT);
    world.vault().skim();
    // Half of it has vested to the seed, the other half will vest to all by their shares.
    ledger::wait(&world.e, COOLDOWN / 2);
    let who = account(&world);
    let before = world.vault().get_state();
    world.deposit(&who, 260 * UNIT);
    let state = world.vault().get_state();
    assert_eq!(state.total_assets, before.total_assets + 260 * UNIT);
    ledger::wait(&world.e, COOLDOWN);
    let got = redeem_all(&world, &who);
    // He owns half of the shares, so half of what vested while he waited.
    assert!((385 * UNIT - 10..=385 * UNIT).contains(&got), "{got}");
}

#[test]
fn the_last_depositor_leaves_with_his_own_and_the_seed_stays() {
    let (world, order) = ripe();
    let receipt = world.try_fill(&order).expect("the auction is ripe");
    ledger::wait(&world.e, COOLDOWN);
    let price = world.vault().share_price();
    let got = redeem_all(&world, &world.lp);
    let share = receipt.profit - receipt.fee;
    assert!(got <= 10_000 * UNIT + share && got > 10_000 * UNIT);
    assert!(world.vault().share_price() >= price);
    let state = world.vault().get_state();
    assert_eq!(state.total_shares, 10 * UNIT);
    assert_eq!(
        world.balance(&world.tokens.usdc, &world.vault),
        state.total_assets + state.owed
    );
    // And the next one comes in at the same price.
    let next = account(&world);
    world.deposit(&next, 1_000 * UNIT);
    ledger::wait(&world.e, COOLDOWN);
    let back = redeem_all(&world, &next);
    assert!((1_000 * UNIT - 2..=1_000 * UNIT).contains(&back));
}

#[test]
fn nobody_can_redeem_the_seed() {
    let world = World::new(&Setup::default());
    let shares = world.vault().balance(&world.vault);
    assert_eq!(shares, 10 * UNIT);
    let tried = world
        .vault()
        .mock_all_auths()
        .try_redeem(&shares, &world.admin, &world.vault, &world.admin);
    assert!(tried.is_err());
    assert_eq!(world.vault().balance(&world.vault), shares);
}

#[test]
fn a_deposit_just_before_a_fill_earns_only_what_it_waits_for() {
    let (world, order) = ripe();
    let newcomer = account(&world);
    let price = world.vault().share_price();
    world.deposit(&newcomer, 10_010 * UNIT);
    let receipt = world.try_fill(&order).expect("the auction is ripe");
    // The same instant: nothing has vested, and his shares are locked anyway.
    assert_eq!(world.vault().share_price(), price);
    let shares = world.vault().balance(&newcomer);
    let tried = world
        .vault()
        .mock_all_auths()
        .try_redeem(&shares, &newcomer, &newcomer, &newcomer);
    assert_eq!(outcome(tried), Err(Refusal::Code(2125)));
    ledger::wait(&world.e, COOLDOWN);
    let gain = redeem_all(&world, &newcomer) - 10_010 * UNIT;
    // He lent half of the capital for all of the time in which it vested.
    let half = (receipt.profit - receipt.fee) / 2;
    assert!((half - 2..=half).contains(&gain), "{gain} of {half}");
}

#[test]
fn a_deposit_just_after_a_fill_buys_no_part_of_what_has_vested() {
    let (world, order) = ripe();
    world.try_fill(&order).expect("the auction is ripe");
    ledger::wait(&world.e, COOLDOWN);
    let newcomer = account(&world);
    world.deposit(&newcomer, 10_000 * UNIT);
    ledger::wait(&world.e, COOLDOWN);
    let got = redeem_all(&world, &newcomer);
    assert!((10_000 * UNIT - 2..=10_000 * UNIT).contains(&got));
}

#[test]
fn a_dust_deposit_to_a_victim_needs_his_consent() {
    let world = World::new(&Setup::default());
    ledger::wait(&world.e, COOLDOWN);
    let (victim, villain) = (world.lp.clone(), account(&world));
    world.mint(&world.tokens.usdc, &villain, UNIT);
    let (tranche, unlocked) = (
        world.vault().get_tranche(&victim),
        world.vault().unlocked_shares(&victim),
    );
    let amount = 1i128;
    let args = (amount, victim.clone(), villain.clone(), villain.clone()).into_val(&world.e);
    sign(&world.e, &villain, &world.vault, "deposit", args);
    let tried = world.vault().try_deposit(&amount, &victim, &villain, &villain);
    assert_eq!(outcome(tried), Err(Refusal::Host));
    assert_eq!(world.vault().get_tranche(&victim), tranche);
    assert_eq!(world.vault().unlocked_shares(&victim), unlocked);
}

#[test]
fn shares_sent_to_a_victim_lock_nothing_and_move_no_price() {
    let world = World::new(&Setup::default());
    let villain = account(&world);
    world.deposit(&villain, 100 * UNIT);
    ledger::wait(&world.e, COOLDOWN);
    let (victim, price) = (world.lp.clone(), world.vault().share_price());
    let unlocked = world.vault().unlocked_shares(&victim);
    let tranche = world.vault().get_tranche(&victim);
    for shares in [1, 7, 50 * UNIT] {
        send(&world, &villain, &victim, shares).expect("his shares are unlocked");
    }
    assert_eq!(world.vault().get_tranche(&victim), tranche);
    assert_eq!(world.vault().unlocked_shares(&victim), unlocked + 50 * UNIT + 8);
    assert_eq!(world.vault().share_price(), price);
    assert!(redeem_all(&world, &victim) >= 10_050 * UNIT);
}

#[test]
fn a_transfer_does_not_launder_the_lock() {
    let world = World::new(&Setup::default());
    let [newcomer, accomplice] = [0; 2].map(|_| account(&world));
    world.deposit(&newcomer, 100 * UNIT);
    assert_eq!(send(&world, &newcomer, &accomplice, 1), Err(Refusal::Code(2125)));
    assert_eq!(world.vault().balance(&accomplice), 0);
}

#[test]
fn a_deposit_locks_its_own_shares_and_not_those_already_free() {
    let world = World::new(&Setup::default());
    ledger::wait(&world.e, COOLDOWN);
    let lp = world.lp.clone();
    let free = world.vault().balance(&lp);
    let new = world.deposit(&lp, 100 * UNIT);
    assert_eq!(world.vault().unlocked_shares(&lp), free);
    let tranche = Tranche {
        locked_shares: new,
        unlock_at: world.e.ledger().timestamp() + COOLDOWN,
    };
    assert_eq!(world.vault().get_tranche(&lp), tranche);
    world.vault().mock_all_auths().redeem(&free, &lp, &lp, &lp);
}

#[test]
fn exits_work_while_prices_are_missing_the_pool_is_frozen_and_an_auction_runs() {
    let (world, _) = ripe_at(&Setup::default(), 200);
    ledger::wait(&world.e, COOLDOWN);
    let usdc = soroban_sdk::Address::clone(&world.tokens.usdc);
    world
        .feed()
        .mock_all_auths()
        .remove_price(&nectar_interfaces::oracle::Asset::Stellar(usdc));
    liquidation_lab::LiquidationLabClient::new(&world.e, &world.pool.address)
        .mock_all_auths()
        .set_status(&4);
    world.registry().mock_all_auths().pause();
    assert_eq!(redeem_all(&world, &world.lp), 10_000 * UNIT);
}

#[test]
fn a_round_trip_never_gains_whatever_its_size() {
    let (world, order) = ripe();
    world.try_fill(&order).expect("the auction is ripe");
    ledger::wait(&world.e, COOLDOWN / 3);
    let shares_for_less = world.vault().convert_to_shares(&12_345_678);
    for amount in [2, 3, 99, 12_345_678, 1_000 * UNIT + 1] {
        let who = account(&world);
        // The same second: what vests in between is not his gain to make.
        let shares = world.deposit(&who, amount);
        assert!(world.vault().preview_redeem(&shares) <= amount);
        let paid = world.vault().preview_mint(&shares);
        assert!(paid <= amount && world.vault().preview_withdraw(&paid) >= shares);
    }
    assert!(shares_for_less > 0);
}
