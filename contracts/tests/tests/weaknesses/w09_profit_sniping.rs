//! W9: 600,000 USDC that came just before a profit of 1,000 took 909 of it and were gone an hour later.
//!
//! Here a profit vests over 24 hours on real networks, and a new deposit is locked as long: the sniper cannot even leave
//! after an hour. The figures below are of a vault whose lock is an hour, as the original's. A shorter vesting is possible
//! within bounds (60 s in the sandbox), and who waits all of it out earns his part, like everybody.
use nectar_tests::tokens::UNIT;

use crate::{original::Original, ours::Ours, system::System};

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;
const SNIPER: i128 = 600_000 * UNIT;
const PROFIT: i128 = 1_000 * UNIT;
/// Of 909.09, what an hour of 24 is worth.
const MOST: i128 = 38 * UNIT;

trait Profitable: System {
    /// The vault has just made `PROFIT`.
    fn profit(&self);
}

impl Profitable for Original {
    fn profit(&self) {
        self.gain(PROFIT);
    }
}

impl Profitable for Ours {
    /// Without the wait for it to vest.
    fn profit(&self) {
        self.mint(self.vault(), PROFIT);
        self.world.vault().skim();
    }
}

/// The sniper's gain after an hour, if it is more than he waited for.
fn an_hour_earns_an_hour(s: &impl Profitable) -> Result<(), i128> {
    s.depositor(60_000 * UNIT);
    let sniper = s.depositor(SNIPER);
    s.profit();
    s.wait(HOUR);
    let gain = s.exit_whole(&sniper).expect("the lock is over") - SNIPER;
    if gain <= MOST { Ok(()) } else { Err(gain) }
}

#[test]
fn w9_a_deposit_just_before_a_profit_takes_38_of_its_1000_usdc_in_an_hour_not_909() {
    let sniped = an_hour_earns_an_hour(&Original::deployed()).expect_err("the hole");
    assert_eq!(sniped / UNIT, 909);
    let ours = Ours::with(|params| {
        params.cooldown_secs = HOUR;
        params.profit_unlock_secs = DAY;
    });
    assert_eq!(an_hour_earns_an_hour(&ours), Ok(()));
}

#[test]
fn w9_on_a_real_networks_terms_the_sniper_cannot_leave_before_the_profit_has_vested() {
    let ours = Ours::with(|params| {
        params.cooldown_secs = DAY;
        params.profit_unlock_secs = DAY;
    });
    let sniper = ours.depositor(SNIPER);
    ours.profit();
    ours.wait(DAY - 1);
    assert_eq!(ours.world.vault().max_redeem(&sniper), 0);
    assert!(ours.exit_whole(&sniper).is_err());
}
