//! Nothing that anybody calls moves a deadline later, or keeps the next draw waiting in the wings.
use nectar_tests::{
    attack::usdc,
    custody::{DAY, most, world},
    ledger,
    signed::Refusal,
    tokens::UNIT,
};
use soroban_sdk::{Address, testutils::Address as _};

const HOUR: u64 = 3_600;
const WINDOW_CLOSED: u32 = 2353;
const DRAW_OVERDUE: u32 = 2355;

/// W2: in the original 168 hourly draws of a stroop kept 9,999.99 USDC out of any slash for a week.
#[test]
fn w2_hourly_draws_of_a_stroop_move_no_deadline() {
    let world = world(60_000 * UNIT);
    let stake = 10_500 * UNIT + 1_000;
    let who = world.staked(stake);
    world.mint(&world.tokens.usdc, &who, UNIT);
    let deadline = world.draw(&who, 10_000 * UNIT).expect("covered").deadline;
    let mut accepted = 0;
    for hour in 1..=168 {
        ledger::wait(&world.e, HOUR);
        let more = world.draw(&who, 1);
        let part = world.give_back(&who, 1);
        assert!(part.is_ok());
        let open = world.vault().get_draw(&who).expect("never closed");
        assert_eq!(open.deadline, deadline);
        if hour < 24 {
            assert!(more.is_ok(), "within its time it may grow");
            accepted += 1;
        } else {
            assert_eq!(more, Err(Refusal::Code(DRAW_OVERDUE)));
        }
        let slashable = world.e.ledger().timestamp() >= deadline;
        assert_eq!(slashable, hour >= 24);
    }
    let caller = Address::generate(&world.e);
    let bounty = world.slash(&who, &caller).expect("for 144 hours");
    println!(
        "W2: {accepted} of 168 refreshes taken, deadline moved 0 s (original: 7 days), bounty {}",
        usdc(bounty)
    );
    ledger::wait(&world.e, 60);
    assert!(world.vault().total_assets() >= 60_000 * UNIT);
}

/// Returned on the last second and drawn again at once, by the same name and by others, for ever: with a clock of each
/// operator's own no depositor would ever see the last fifth.
#[test]
fn a_draw_rolled_over_for_ever_holds_nobody_beyond_one_deadline() {
    let world = world(1_000 * UNIT);
    let names: std::vec::Vec<Address> = (0..3).map(|_| world.staked(210 * UNIT)).collect();
    for name in &names {
        world.mint(&world.tokens.usdc, name, UNIT);
    }
    let start = world.e.ledger().timestamp();
    let deadline = world.draw(&names[0], 200 * UNIT).expect("a fifth").deadline;
    assert_eq!(world.exit(&world.lp), 800 * UNIT, "what is there");
    ledger::wait(&world.e, deadline - start - 1);
    for pair in [(0, 1), (1, 2), (2, 0)] {
        let (from, to) = (&names[pair.0], &names[pair.1]);
        world.give_back(from, world.owed(from)).expect("in time");
        // A fifth of what is left: the draw cannot even be renewed whole.
        let most = world.vault().total_assets() / 5;
        let next = world
            .draw(to, most)
            .expect("the window is open for a second more");
        assert_eq!(next.deadline, deadline);
    }
    ledger::wait(&world.e, 1);
    world
        .give_back(&names[0], world.owed(&names[0]))
        .expect("to draw again at once");
    for name in &names {
        assert_eq!(world.draw(name, 1), Err(Refusal::Code(WINDOW_CLOSED)));
    }
    let waited = world.e.ledger().timestamp() - start;
    let last = world.exit(&world.lp);
    println!(
        "rollover: the last {} USDC left after {} h, at the deadline",
        usdc(last),
        waited / HOUR
    );
    assert_eq!(waited, DAY);
    assert!((190 * UNIT..191 * UNIT).contains(&last));
    assert_eq!(
        world.vault().max_redeem(&world.lp),
        0,
        "nothing is left to redeem"
    );
    assert_eq!(world.vault().balance(&world.lp), 0);
}

/// The next window comes after a rest as long as the last one.
#[test]
fn nobody_draws_in_the_rest() {
    let world = world(1_000 * UNIT);
    let (first, second) = (world.staked(21 * UNIT), world.staked(21 * UNIT));
    world.mint(&world.tokens.usdc, &first, UNIT);
    world.draw(&first, most(21 * UNIT)).expect("covered");
    world.give_back(&first, world.owed(&first)).expect("at once");
    for hour in 0..48u64 {
        let tried = world.draw(&second, 1);
        if hour < 24 {
            assert!(tried.is_ok(), "hour {hour}");
            world.mint(&world.tokens.usdc, &second, 1);
            world.give_back(&second, 2).expect("a stroop and its fee");
        } else {
            assert_eq!(tried, Err(Refusal::Code(WINDOW_CLOSED)), "hour {hour}");
        }
        ledger::wait(&world.e, HOUR);
    }
    assert!(world.draw(&second, 1).is_ok());
}
