//! W4: drawn capital counted at par until somebody slashed, so the first to leave was paid and the last was not.
//!
//! Here nothing is out between two calls: `total_assets` is what the vault holds and has booked, less what is owed and what
//! has not vested, and a loss (the issuer's) counts at once. There is no inventory: a token that could not be sold counts 0.
use nectar_tests::tokens::UNIT;

use crate::{original::Original, ours::Ours, system::System};

const EACH: i128 = 10_000 * UNIT;
const DUST: i128 = 10;
const HOUR: u64 = 3_600;

/// How the money goes missing.
#[derive(Clone, Copy)]
enum Loss {
    /// A keeper draws it, if it may, and stays away.
    Default,
    /// By the shortest way there is, before anybody leaves.
    AtOnce,
}

/// Two depositors of 10,000 each. 10,000 go missing, one leaves, time tells, the other leaves. What they got, unless it is
/// the same.
fn the_order_of_leaving_changes_nothing(s: &impl System, loss: Loss) -> Result<(), (i128, i128)> {
    let [first, last] = [0; 2].map(|_| s.depositor(EACH));
    let keeper = s.account(100 * UNIT);
    s.join(&keeper, 100 * UNIT).expect("anybody may");
    s.wait(HOUR);
    match loss {
        Loss::Default => _ = s.draw(&keeper, EACH),
        Loss::AtOnce => s.lose(&keeper, EACH),
    }
    let early = s.exit_whole(&first).expect("the vault has it");
    s.wait(HOUR + 1);
    _ = s.slash(&keeper);
    let late = s.exit_whole(&last).expect("a share of something");
    if (early - late).abs() <= DUST {
        Ok(())
    } else {
        Err((early, late))
    }
}

#[test]
fn w4_who_leaves_first_gets_what_who_leaves_last_gets() {
    let original = the_order_of_leaving_changes_nothing(&Original::deployed(), Loss::Default);
    assert_eq!(original, Err((EACH, 10 * UNIT)));
    for loss in [Loss::Default, Loss::AtOnce] {
        let ours = the_order_of_leaving_changes_nothing(&Ours::deployed(), loss);
        assert_eq!(ours, Ok(()));
    }
}
