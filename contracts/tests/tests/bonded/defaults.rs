//! Draws that are late: slashed, raced, repaid after all.
use nectar_tests::{
    attack::usdc,
    custody::{DAY, most, world},
    ledger,
    signed::Refusal,
    tokens::{UNIT, transfer},
};
use soroban_sdk::{Address, testutils::Address as _};

const NO_DRAW: u32 = 2359;
const NOT_DUE: u32 = 2360;
const NOTHING_TO_CURE: u32 = 2358;

/// W3: late repayments were refused or stranded. Sent raw they vest to the depositors, all of them.
#[test]
fn w3_a_late_repayment_reaches_the_depositors() {
    let world = world(60_000 * UNIT);
    let late = world.staked(10_500 * UNIT);
    world.draw(&late, 10_000 * UNIT).expect("covered");
    ledger::wait(&world.e, DAY);
    world.slash(&late, &world.lp).expect("overdue");
    ledger::wait(&world.e, 60);
    let before = world.vault().total_assets();
    assert_eq!(world.give_back(&late, 10_000 * UNIT), Err(Refusal::Code(NO_DRAW)));
    transfer(&world.e, &world.tokens.usdc, &late, &world.vault, 10_000 * UNIT);
    assert_eq!(world.vault().total_assets(), before);
    assert_eq!(world.vault().skim(), 10_000 * UNIT);
    assert_eq!(world.vault().total_assets(), before, "it vests");
    ledger::wait(&world.e, 60);
    let gained = world.vault().total_assets() - before;
    println!(
        "W3: a raw 10,000 and a skim give the depositors {} (original: 0)",
        usdc(gained)
    );
    assert_eq!(gained, 10_000 * UNIT);
}

/// A write-off: the issuer emptied the registry before the slash. Anybody cures it, and nobody can pay twice.
#[test]
fn w3_a_write_off_is_cured_by_anybody_and_the_cure_vests() {
    let world = world(60_000 * UNIT);
    let late = world.staked(10_500 * UNIT);
    world.draw(&late, 10_000 * UNIT).expect("covered");
    ledger::wait(&world.e, DAY);
    world.claw_back(&world.registry, 10_500 * UNIT);
    let due = world.owed(&late);
    assert_eq!(world.slash(&late, &world.lp), Ok(0));
    assert_eq!(
        world.vault().total_assets(),
        50_000 * UNIT,
        "the one case in which it falls"
    );
    let friend = Address::generate(&world.e);
    world.mint(&world.tokens.usdc, &friend, 20_000 * UNIT);
    let over = world.cure(&friend, &late, due + 1);
    assert_eq!(over, Err(Refusal::Code(NOTHING_TO_CURE)));
    let price = world.vault().share_price();
    world.cure(&friend, &late, due).expect("all of it");
    assert_eq!(world.vault().share_price(), price);
    assert_eq!(world.cure(&friend, &late, 1), Err(Refusal::Code(NOTHING_TO_CURE)));
    ledger::wait(&world.e, 60);
    let assets = world.vault().total_assets();
    println!(
        "W3: a write-off of 10,000 cured: assets {} of 60,000",
        usdc(assets)
    );
    assert_eq!(assets, 50_000 * UNIT + due);
}

/// Both in one ledger: whoever is first settles the draw, once.
#[test]
fn slash_racing_return_settles_the_draw_once() {
    for return_first in [true, false] {
        let world = world(1_000 * UNIT);
        let who = world.staked(210 * UNIT);
        world.mint(&world.tokens.usdc, &who, 10 * UNIT);
        let before = world.wealth(&who);
        world.draw(&who, 200 * UNIT).expect("a fifth");
        ledger::wait(&world.e, DAY);
        let (due, caller) = (world.owed(&who), Address::generate(&world.e));
        if return_first {
            world.give_back(&who, due).expect("late, and first");
            assert_eq!(world.slash(&who, &caller), Err(Refusal::Code(NO_DRAW)));
        } else {
            world.slash(&who, &caller).expect("first");
            assert_eq!(world.give_back(&who, due), Err(Refusal::Code(NO_DRAW)));
        }
        let (net, bounty) = (world.wealth(&who) - before, world.wealth(&caller));
        println!(
            "race, return first {return_first}: operator {}, caller {}",
            usdc(net),
            usdc(bounty)
        );
        assert_eq!(net, -(due - 200 * UNIT) - bounty);
        assert_eq!(bounty > 0, !return_first);
        ledger::wait(&world.e, 60);
        assert_eq!(world.vault().total_assets(), 800 * UNIT + due);
    }
}

/// All but a stroop, in front of the slash: what is slashed is the stroop.
#[test]
fn a_slash_takes_only_what_is_still_out() {
    let world = world(1_000 * UNIT);
    let who = world.staked(210 * UNIT);
    world.mint(&world.tokens.usdc, &who, 10 * UNIT);
    world.draw(&who, 200 * UNIT).expect("a fifth");
    ledger::wait(&world.e, DAY);
    world.give_back(&who, world.owed(&who) - 1).expect("late");
    assert_eq!(world.slash(&who, &world.lp), Ok(0), "no bounty on a stroop");
    let stake = world.registry().get_keeper(&who).expect("registered").stake;
    assert_eq!(stake, 210 * UNIT - 1);
}

#[test]
fn a_draw_just_before_a_slash_of_another_is_its_own() {
    let world = world(1_000 * UNIT);
    let (late, quick) = (world.staked(105 * UNIT), world.staked(105 * UNIT));
    let before = [&late, &quick].map(|who| world.wealth(who));
    world.draw(&late, 100 * UNIT).expect("covered");
    ledger::wait(&world.e, DAY - 1);
    world.draw(&quick, 100 * UNIT).expect("in the last second");
    assert_eq!(world.slash(&late, &quick), Err(Refusal::Code(NOT_DUE)));
    ledger::wait(&world.e, 1);
    let bounty = world.slash(&late, &quick).expect("overdue");
    let stake = world.registry().get_keeper(&quick).expect("registered").stake;
    assert_eq!(
        (stake, world.registry().backing_of(&quick)),
        (105 * UNIT, 105 * UNIT)
    );
    // As late itself now: it drew to the deadline of the first.
    let own = world.slash(&quick, &world.lp).expect("overdue as well");
    let net = [world.wealth(&late) - before[0], world.wealth(&quick) - before[1]];
    println!(
        "draw before a slash: the late one {}, the quick one {} with a bounty of {}",
        usdc(net[0]),
        usdc(net[1]),
        usdc(bounty)
    );
    assert!(net[0] < 0 && net[0] + net[1] < 0 && own > 0);
    assert_eq!(world.vault().total_drawn(), 0);
    ledger::wait(&world.e, 60);
    assert!(world.vault().total_assets() >= 1_000 * UNIT);
}

/// A default in a window does not stand in the way of the next window, and the cap counts both.
#[test]
fn a_draw_nobody_slashes_counts_against_the_next_ones() {
    let world = world(1_000 * UNIT);
    let (late, next) = (world.staked(157 * UNIT + UNIT / 2), world.staked(210 * UNIT));
    world.draw(&late, 150 * UNIT).expect("covered");
    ledger::wait(&world.e, 2 * DAY);
    assert_eq!(world.draw(&next, 50 * UNIT + 1), Err(Refusal::Code(2357)));
    world.draw(&next, 50 * UNIT).expect("the rest of the fifth");
    world.slash(&late, &world.lp).expect("overdue for a day");
    world.draw(&next, 150 * UNIT).expect("it is home");
    assert_eq!(
        world.draw(&next, most(210 * UNIT) - 200 * UNIT + 1),
        Err(Refusal::Code(2357))
    );
}
