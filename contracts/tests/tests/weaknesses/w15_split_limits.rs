//! W15: a limit of withdrawals per address and 24 hours was split over many addresses, and taken twice at its edge.
//!
//! Here exits have no limit but the lock of each deposit, which no split shortens. The limits of a session (fills in a clock
//! hour, twice that around its edge) guard an operator against a thief of its key and the depositors against nothing, so
//! nothing rests on them (tests/scenarios/identities.rs).
use nectar_tests::{prng::SplitMix64, tokens::UNIT};
use soroban_sdk::Address;

use crate::{original::Original, ours::Ours, system::System};

const WHOLE: i128 = 10_000 * UNIT;
const LIMIT: i128 = 1_000 * UNIT;
const DAY: u64 = 86_400;

/// As much as `who` gets out at once: all, or what the limit leaves.
fn take(s: &impl System, who: &Address) -> i128 {
    let all = s.exit_whole(who);
    all.or_else(|_| s.exit(who, LIMIT)).unwrap_or(0)
}

/// What one account gets out in a day, and what many do that have as much, if that is more (a stroop for each is dust).
fn a_split_account_gains_nothing(s: &impl System, parts: &[i128]) -> Result<(), (i128, i128)> {
    let alone = s.depositor(parts.iter().sum());
    let many: Vec<Address> = parts.iter().map(|part| s.depositor(*part)).collect();
    s.wait(DAY);
    let alone = take(s, &alone);
    let together: i128 = many.iter().map(|who| take(s, who)).sum();
    if together <= alone + parts.len() as i128 {
        Ok(())
    } else {
        Err((alone, together))
    }
}

fn limited() -> Original {
    Original::with(|config| config.max_withdraw_per_24h = LIMIT)
}

#[test]
fn w15_an_account_split_into_many_gets_no_more_out() {
    let parts = [LIMIT; 10];
    assert_eq!(
        a_split_account_gains_nothing(&limited(), &parts),
        Err((LIMIT, WHOLE))
    );
    assert_eq!(a_split_account_gains_nothing(&Ours::deployed(), &parts), Ok(()));
    // At prices that do not divide, in parts of any size.
    let mut random = SplitMix64::new(15);
    for _ in 0..20 {
        let ours = Ours::deployed();
        ours.gain(33_333_333 + random.of_any_size(9));
        let parts: Vec<i128> = (0..random.between(2, 9))
            .map(|_| 100 + random.of_any_size(12))
            .collect();
        assert_eq!(a_split_account_gains_nothing(&ours, &parts), Ok(()), "{parts:?}");
    }
}

/// What an account gets out within two seconds of its choice, if that is more than the limit or less than all it has.
fn a_limit_has_no_edge(s: &impl System, limit: i128) -> Result<(), i128> {
    let who = s.depositor(WHOLE);
    s.wait(DAY);
    // The window opens with a stroop …
    s.exit(&who, 1).expect("unlocked");
    s.wait(DAY - 1);
    let mut got = s.exit(&who, limit.min(LIMIT) - 1).expect("within the limit");
    s.wait(1);
    // … and with the last second of it the next one comes.
    got += s.exit(&who, limit.min(LIMIT)).expect("within the limit");
    if got <= limit { Ok(()) } else { Err(got) }
}

#[test]
fn w15_there_is_no_window_whose_edge_doubles_a_limit() {
    assert_eq!(a_limit_has_no_edge(&limited(), LIMIT), Err(2 * LIMIT - 1));
    // All of it is his at any time.
    assert_eq!(a_limit_has_no_edge(&Ours::deployed(), WHOLE), Ok(()));
}
