//! A default beyond the bond. At the constant ratio there is none, unless the issuer claws back the registry's USDC.

use soroban_sdk::Event as _;

use super::*;
use crate::bonded::Cured;

/// 100 USDC out, and only 40 left in the registry to pay for it.
fn beyond_the_bond() -> (Bonded, i128) {
    let b = Bonded::new();
    b.draw(100 * UNIT);
    b.w.pass(TIMEOUT);
    b.claw_back(&b.w.registry, 65 * UNIT);
    let due = b.open().fee;
    assert_eq!(b.client().slash(&b.operator, &b.lp), 0);
    (b, 60 * UNIT + due)
}

#[test]
fn what_the_bond_does_not_pay_is_booked_as_a_loss_and_remembered() {
    let (b, missing) = beyond_the_bond();
    let c = b.client();
    assert_eq!(
        (c.total_assets(), c.total_drawn(), b.w.usdc_of(&b.w.vault)),
        (940 * UNIT, 0, 940 * UNIT)
    );
    assert_eq!(c.get_default(&b.operator).map(|d| d.missing), Some(missing));
    assert_eq!(
        b.stake_of(&b.operator),
        65 * UNIT,
        "a claim on what may come back to the registry"
    );
}

#[test]
fn anyone_cures_it_and_the_cure_vests() {
    let (b, missing) = beyond_the_bond();
    let c = b.client();
    let friend = b.w.account(missing);
    let price = b.price();
    c.cure(&friend, &b.operator, &(20 * UNIT));
    let told = b.w.e.events().all().filter_by_contract(&b.w.vault);
    let event = Cured {
        operator: b.operator.clone(),
        amount: 20 * UNIT,
        from: friend.clone(),
        missing: missing - 20 * UNIT,
    };
    assert_eq!(told, std::vec![event.to_xdr(&b.w.e, &b.w.vault)]);
    c.cure(&friend, &b.operator, &(missing - 20 * UNIT));
    assert_eq!((b.price(), b.w.usdc_of(&friend)), (price, 0));
    b.w.pass(DAY);
    assert_eq!(c.total_assets(), 940 * UNIT + missing);
}

#[test]
fn nobody_pays_more_than_is_missing() {
    let (b, missing) = beyond_the_bond();
    let c = b.client();
    let friend = b.w.account(10 * missing);
    let more = c.try_cure(&friend, &b.operator, &(missing + 1));
    assert_bond_refused(more, BondError::NothingToCure);
    for amount in [0, -1, i128::MIN] {
        assert_refused(c.try_cure(&friend, &b.operator, &amount), Error::InvalidAmount);
    }
    let stranger = c.try_cure(&friend, &friend, &1);
    assert_bond_refused(stranger, BondError::NothingToCure);
    c.cure(&friend, &b.operator, &missing);
    let again = c.try_cure(&friend, &b.operator, &1);
    assert_bond_refused(again, BondError::NothingToCure);
    assert_bond_refused(c.try_draw(&b.operator, &1), BondError::RecentlySlashed);
}

#[test]
fn who_buys_in_between_default_and_cure_gains_nothing() {
    let (b, missing) = beyond_the_bond();
    let c = b.client();
    let raider = b.w.depositor(940 * UNIT);
    let friend = b.w.account(missing);
    c.cure(&friend, &b.operator, &missing);
    b.w.pass(1);
    assert_eq!(c.max_withdraw(&raider), 0, "locked for the time it vests in");
    let worth = c.convert_to_assets(&c.balance(&raider));
    assert!(worth - 940 * UNIT < UNIT / 1_000);
}

#[test]
fn a_second_default_adds_to_the_first() {
    let (b, missing) = beyond_the_bond();
    let c = b.client();
    b.w.pass(7 * DAY);
    // The stake of 65 is on paper; the registry has nothing.
    b.draw(50 * UNIT);
    b.w.pass(TIMEOUT);
    let due = b.open().fee;
    c.slash(&b.operator, &b.lp);
    let default = c.get_default(&b.operator).expect("twice");
    assert_eq!(default.missing, missing + 50 * UNIT + due);
}

/// Recovered to the last stroop of principal, and not the fee: no loss, and the fee is missing.
#[test]
fn a_missing_fee_is_no_loss() {
    let b = Bonded::new();
    let c = b.client();
    b.draw(100 * UNIT);
    b.w.pass(TIMEOUT);
    b.claw_back(&b.w.registry, 5 * UNIT);
    let due = b.open().fee;
    assert_eq!(c.slash(&b.operator, &b.lp), 0);
    assert_eq!(c.total_assets(), 1_000 * UNIT);
    assert_eq!(c.get_default(&b.operator).map(|d| d.missing), Some(due));
}

#[test]
fn a_registry_with_nothing_left_still_lets_the_draw_be_closed() {
    let b = Bonded::new();
    b.draw(100 * UNIT);
    b.w.pass(TIMEOUT);
    b.claw_back(&b.w.registry, 105 * UNIT);
    assert_eq!(b.client().slash(&b.operator, &b.lp), 0);
    assert_eq!(b.client().total_assets(), 900 * UNIT);
    assert_eq!(b.client().max_withdraw(&b.lp), 891 * UNIT);
}
