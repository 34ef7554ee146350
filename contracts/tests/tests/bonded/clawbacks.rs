//! The issuer claws USDC back while a draw is open.
use nectar_tests::{
    attack::usdc,
    custody::{DAY, world},
    ledger,
    tokens::{UNIT, transfer},
};

#[test]
fn clawed_back_usdc_with_an_open_draw_is_lost_once_and_by_all_alike() {
    let world = world(1_000 * UNIT);
    let who = world.staked(210 * UNIT);
    let before = world.wealth(&who);
    world.draw(&who, 200 * UNIT).expect("a fifth");
    world.claw_back(&world.vault, 400 * UNIT);
    assert_eq!(world.vault().total_assets(), 600 * UNIT, "400 there, 200 out");
    let half = world.exit(&world.lp);
    assert_eq!(half, 400 * UNIT, "what is there, at the lower price");
    ledger::wait(&world.e, DAY);
    world.slash(&who, &world.lp).expect("overdue");
    let rest = world.exit(&world.lp);
    let net = world.wealth(&who) - before;
    println!(
        "clawback: of 990 the depositor has {}, who drew nets {}",
        usdc(half + rest),
        usdc(net)
    );
    let share = 594 * UNIT;
    assert!(
        (share - 10..share + UNIT).contains(&(half + rest)),
        "99 % of 600, and what vested of the fee"
    );
    assert!(net < 0);
}

/// What the issuer took from the vault is no shortfall of an operator, and what comes back is nobody's until it vests.
#[test]
fn a_clawback_and_its_cure_pass_by_the_open_draw() {
    let world = world(1_000 * UNIT);
    let who = world.staked(210 * UNIT);
    world.mint(&world.tokens.usdc, &who, UNIT);
    world.draw(&who, 200 * UNIT).expect("a fifth");
    let due = world.owed(&who);
    world.claw_back(&world.vault, 800 * UNIT);
    assert_eq!(world.owed(&who), due);
    world.give_back(&who, due).expect("the whole of it");
    assert_eq!(world.vault().total_assets(), 200 * UNIT);
    world.mint(&world.tokens.usdc, &world.lp, 800 * UNIT);
    transfer(&world.e, &world.tokens.usdc, &world.lp, &world.vault, 800 * UNIT);
    assert_eq!(world.vault().total_assets(), 200 * UNIT);
    assert_eq!(world.vault().skim(), 800 * UNIT);
    ledger::wait(&world.e, 60);
    assert_eq!(world.vault().total_assets(), 800 * UNIT + due);
}
