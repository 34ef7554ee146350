//! W3: once a default was written off nobody could make up for it; a plain transfer of 10,000 USDC was stranded.
//!
//! Here there is no write-off to cure by name: whatever USDC reaches the vault is a surplus that anybody may `skim`, and it
//! vests like a profit. The loss itself can only be the issuer's.
use nectar_tests::tokens::{UNIT, transfer};
use soroban_sdk::{Address, vec};

use crate::{
    original::Original,
    ours::Ours,
    system::{Call, System, val},
};

const LATE: i128 = 10_000 * UNIT;
const DAY: u64 = 86_400;

/// `keeper` has the 10,000 and wants the depositors to have them, by any door. What of it they did not get, if anything.
fn whoever_pays_late_is_heard(s: &impl System, keeper: &Address) -> Result<(), i128> {
    let e = s.e();
    let before = s.assets();
    assert!(s.give_back(keeper, LATE).is_err(), "nothing is open any more");
    let give = vec![e, val(e, keeper), val(e, &LATE)];
    let given = Call::of(s.vault(), "add_profit", give)
        .paying(s.usdc(), s.vault(), LATE)
        .by::<()>(e, keeper);
    assert!(given.is_err(), "no keeper in good standing");
    transfer(e, s.usdc(), keeper, s.vault(), LATE);
    _ = Call::of(s.vault(), "skim", vec![e]).unsigned::<i128>(e);
    s.wait(DAY);
    match before + LATE - s.assets() {
        0 => Ok(()),
        stranded => Err(stranded),
    }
}

fn after_a_loss<S: System>(s: S) -> Result<(), i128> {
    s.depositor(60_000 * UNIT);
    let keeper = s.account(100 * UNIT);
    s.join(&keeper, 100 * UNIT).expect("anybody may");
    s.lose(&keeper, LATE);
    let missing = LATE - s.balance(&keeper);
    if missing > 0 {
        s.mint(&keeper, missing);
    }
    whoever_pays_late_is_heard(&s, &keeper)
}

#[test]
fn w3_what_comes_after_a_loss_reaches_the_depositors_to_the_stroop() {
    assert_eq!(after_a_loss(Original::deployed()), Err(LATE));
    assert_eq!(after_a_loss(Ours::deployed()), Ok(()));
}

#[test]
fn w3_a_raw_transfer_is_skimmed_and_vests() {
    let ours = Ours::deployed();
    ours.depositor(60_000 * UNIT);
    let friend = ours.account(LATE);
    assert_eq!(whoever_pays_late_is_heard(&ours, &friend), Ok(()));
    // And nobody who comes in between gets a part of it that he did not wait for.
    let price = ours.world.vault().share_price();
    ours.mint(ours.vault(), LATE);
    ours.world.vault().skim();
    assert_eq!(ours.world.vault().share_price(), price);
}
