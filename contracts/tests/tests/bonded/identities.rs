//! Many names, small stakes, and money that is drawn and put to use in the vault itself.
use nectar_tests::{
    attack::usdc,
    custody::{DAY, most, world},
    ledger,
    signed::Refusal,
    tokens::UNIT,
    world::World,
};
use soroban_sdk::{Address, testutils::Address as _};

const STAKE_BACKS_DRAW: u32 = 2023;

fn net(world: &World, who: &[Address], before: i128) -> i128 {
    who.iter().map(|one| world.wealth(one)).sum::<i128>() - before
}

/// W1: six identities with 600 USDC between them emptied a vault of 60,000, and gained 59,940.
#[test]
fn w1_six_identities_with_six_hundred_usdc_take_nothing() {
    let world = world(60_000 * UNIT);
    let mut gang: std::vec::Vec<Address> = (0..6).map(|_| world.staked(100 * UNIT)).collect();
    for one in &gang {
        let original = world.draw(one, 10_000 * UNIT);
        assert_eq!(original, Err(Refusal::Code(STAKE_BACKS_DRAW)));
        world.draw(one, most(100 * UNIT)).expect("what the stake covers");
        assert_eq!(world.leave(one), Err(Refusal::Code(STAKE_BACKS_DRAW)));
    }
    let price = world.vault().share_price();
    ledger::wait(&world.e, DAY);
    // They default, slash each other and share the bounties.
    let slasher = Address::generate(&world.e);
    for one in &gang {
        world.slash(one, &slasher).expect("overdue");
    }
    gang.push(slasher);
    let net = net(&world, &gang, 600 * UNIT);
    println!(
        "W1: six identities, 600 USDC, vault of 60,000: they net {} USDC (original: +59,940)",
        usdc(net)
    );
    assert!((-2 * UNIT..0).contains(&net), "nothing but the fees");
    assert_eq!(world.vault().share_price(), price);
    ledger::wait(&world.e, 60);
    assert_eq!(
        world.vault().total_assets(),
        60_000 * UNIT - net,
        "and those are the depositors'"
    );
}

/// Whatever the number of names, what is out is what is staked and never more than a fifth.
#[test]
fn limits_split_over_many_identities_draw_no_more() {
    let world = world(1_000 * UNIT);
    let alone = world.staked(210 * UNIT);
    world.draw(&alone, 200 * UNIT).expect("a fifth");
    world.give_back(&alone, 200 * UNIT).expect("all but the fee");
    let left = world.owed(&alone);
    let names: std::vec::Vec<Address> = (0..21).map(|_| world.staked(10 * UNIT)).collect();
    let drawn: i128 = names
        .iter()
        .filter_map(|one| world.draw(one, most(10 * UNIT)).ok())
        .map(|draw| draw.outstanding)
        .sum();
    println!(
        "split: 210 USDC of stake draw {} in 21 names, 200 in one",
        usdc(drawn)
    );
    assert!(drawn + left <= 200 * UNIT);
}

/// Drawn money, deposited: TVL grows by it, and lets more be drawn. All of it stays backed, and it earns less than the
/// stake behind it would have earned by itself.
#[test]
fn a_draw_deposited_back_gains_nothing_and_dilutes_nobody() {
    let world = world(1_000 * UNIT);
    let looper = world.staked(500 * UNIT);
    let before = world.wealth(&looper);
    let price = world.vault().share_price();
    for _ in 0..8 {
        let vault = world.vault();
        let room = vault.total_assets() / 5 - vault.total_drawn();
        let amount = room.min(most(500 * UNIT) - vault.total_drawn());
        if amount <= 0 {
            break;
        }
        world.draw(&looper, amount).expect("within stake and cap");
        vault.mock_all_auths().deposit(&amount, &looper, &looper, &looper);
    }
    let drawn = world.vault().total_drawn();
    assert!(drawn > 240 * UNIT, "a fifth of itself, over and over");
    assert_eq!(world.vault().share_price(), price);
    ledger::wait(&world.e, DAY);
    world.slash(&looper, &looper).expect("overdue");
    let net = world.wealth(&looper) - before;
    println!(
        "loop: {} USDC drawn on 1,000 and deposited, the looper nets {}",
        usdc(drawn),
        usdc(net)
    );
    assert!(net < 0 && world.vault().share_price() >= price);
    let lp = world.exit(&world.lp);
    assert!(lp >= 990 * UNIT, "whole, at once");
}

/// A loan that is back in the same second still pays an hour.
#[test]
fn a_draw_returned_at_once_is_no_free_loan() {
    let world = world(1_000 * UNIT);
    let who = world.staked(210 * UNIT);
    world.mint(&world.tokens.usdc, &who, UNIT);
    let before = world.wealth(&who);
    for _ in 0..10 {
        world.draw(&who, 200 * UNIT).expect("a fifth");
        world.give_back(&who, world.owed(&who)).expect("at once");
    }
    let net = world.wealth(&who) - before;
    println!("flash: ten loans of 200 USDC for no time net {} stroops", net);
    assert_eq!(net, -10 * 83_334);
}
