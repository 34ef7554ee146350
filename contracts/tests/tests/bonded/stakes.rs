//! Stake leaving under an open draw, by every door.
use nectar_tests::{
    attack::usdc,
    custody::{DAY, world},
    ledger,
    signed::Refusal,
    tokens::UNIT,
};

const STAKE_TOO_SMALL: u32 = 2020;
const NO_UNSTAKE: u32 = 2021;
const STAKE_BACKS_DRAW: u32 = 2023;

#[test]
fn stake_leaving_under_an_open_draw_is_impossible_by_every_door() {
    let world = world(1_000 * UNIT);
    let who = world.staked(210 * UNIT);
    let before = world.wealth(&who);
    // Asked back before the draw, collected after it.
    world.ask_back(&who, 105 * UNIT).expect("it is free");
    assert_eq!(
        world.draw(&who, 100 * UNIT + 1),
        Err(Refusal::Code(STAKE_BACKS_DRAW))
    );
    world.draw(&who, 100 * UNIT).expect("covered by the other half");
    for amount in [1, 105 * UNIT] {
        assert_eq!(world.ask_back(&who, amount), Err(Refusal::Code(STAKE_BACKS_DRAW)));
    }
    assert_eq!(
        world.ask_back(&who, 105 * UNIT + 1),
        Err(Refusal::Code(STAKE_TOO_SMALL))
    );
    ledger::wait(&world.e, DAY);
    assert_eq!(world.collect_stake(&who), Ok(105 * UNIT));
    assert_eq!(world.collect_stake(&who), Err(Refusal::Code(NO_UNSTAKE)));
    world.slash(&who, &who).expect("overdue");
    ledger::wait(&world.e, 60);
    let net = world.wealth(&who) - before;
    println!("stake leaving under an open draw: net {}", usdc(net));
    assert!(net < 0);
    assert_eq!(world.vault().total_assets(), 1_000 * UNIT - net);
}

#[test]
fn deregistering_with_an_open_draw_is_refused_and_free_after_it() {
    let world = world(1_000 * UNIT);
    let who = world.staked(210 * UNIT);
    world.mint(&world.tokens.usdc, &who, UNIT);
    let before = world.wealth(&who);
    world.draw(&who, 1).expect("a stroop is enough");
    assert_eq!(world.leave(&who), Err(Refusal::Code(STAKE_BACKS_DRAW)));
    world.give_back(&who, world.owed(&who)).expect("two stroops");
    world.leave(&who).expect("nothing is out");
    let again = world.draw(&who, 1);
    assert_eq!(again, Err(Refusal::Code(2001)), "not registered");
    ledger::wait(&world.e, DAY);
    assert_eq!(world.collect_stake(&who), Ok(210 * UNIT));
    let net = world.wealth(&who) - before;
    println!("deregister with an open draw: net {net} stroop");
    assert_eq!(net, -1);
}
