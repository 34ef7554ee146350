//! Exits while capital is out: they take what is there, and say so before.

use proptest::prelude::*;

use super::*;
use crate::shares::Pot;

/// 200 of 1,000 USDC out.
fn stretched() -> Bonded {
    let b = Bonded::new();
    b.stake(&b.operator, 105 * UNIT);
    b.draw(200 * UNIT);
    b
}

#[test]
fn what_can_leave_is_said_and_one_stroop_more_is_refused() {
    let b = stretched();
    let (c, lp) = (b.client(), &b.lp);
    assert_eq!((c.max_withdraw(lp), c.max_redeem(lp)), (800 * UNIT, 800 * UNIT));
    let over = c.try_withdraw(&(800 * UNIT + 1), lp, lp, lp);
    assert_bond_refused(over, BondError::NotAtHand);
    let over = c.try_redeem(&(800 * UNIT + 1), lp, lp, lp);
    assert_bond_refused(over, BondError::NotAtHand);
    assert_eq!(c.withdraw(&(300 * UNIT), lp, lp, lp), 300 * UNIT);
    assert_eq!(c.redeem(&c.max_redeem(lp), lp, lp, lp), 500 * UNIT);
    assert_eq!((c.max_withdraw(lp), c.max_redeem(lp)), (0, 0));
    assert_bond_refused(c.try_redeem(&UNIT, lp, lp, lp), BondError::NotAtHand);
    assert_eq!((b.w.usdc_of(&b.w.vault), b.price()), (0, PRICE_ONE));
}

#[test]
fn who_owns_less_than_is_there_notices_nothing() {
    let b = stretched();
    let small = b.w.depositor(10 * UNIT);
    b.w.pass(DAY);
    let c = b.client();
    assert_eq!(
        (c.max_withdraw(&small), c.max_redeem(&small)),
        (10 * UNIT, 10 * UNIT)
    );
    assert_eq!(b.w.redeem(&small, 10 * UNIT), 10 * UNIT);
}

#[test]
fn nothing_changes_for_exits_while_nothing_is_out() {
    let b = Bonded::new();
    let c = b.client();
    assert_eq!(
        (c.max_withdraw(&b.lp), c.max_redeem(&b.lp)),
        (990 * UNIT, 990 * UNIT)
    );
    b.draw(100 * UNIT);
    b.repay(&b.operator);
    assert_eq!(
        (c.max_withdraw(&b.lp), c.max_redeem(&b.lp)),
        (990 * UNIT, 990 * UNIT)
    );
}

#[test]
fn after_the_deadline_everything_can_leave() {
    let b = stretched();
    let (c, lp) = (b.client(), &b.lp);
    c.redeem(&(800 * UNIT), lp, lp, lp);
    b.w.pass(TIMEOUT);
    assert_eq!(c.max_redeem(lp), 0);
    c.slash(&b.operator, lp);
    assert_eq!(c.max_redeem(lp), 190 * UNIT);
    assert_eq!(b.w.redeem(lp, 190 * UNIT), 190 * UNIT);
}

#[test]
fn at_a_price_that_does_not_divide_the_most_is_still_exact() {
    let b = Bonded::new();
    b.w.donate(333_333_333);
    b.client().skim();
    b.w.pass(DAY);
    b.stake(&b.operator, 105 * UNIT);
    b.draw(200 * UNIT);
    let (c, lp) = (b.client(), &b.lp);
    for out in [1, 3, 123_456_789] {
        c.withdraw(&out, lp, lp, lp);
        let shares = c.max_redeem(lp);
        let at_hand = b.w.usdc_of(&b.w.vault);
        assert_eq!(c.max_withdraw(lp), at_hand);
        assert!(c.preview_redeem(&shares) <= at_hand);
        assert!(c.preview_redeem(&(shares + 1)) > at_hand);
        let over = c.try_redeem(&(shares + 1), lp, lp, lp);
        assert_bond_refused(over, BondError::NotAtHand);
    }
    c.redeem(&c.max_redeem(lp), lp, lp, lp);
}

/// W4: a run gains nothing. Whoever leaves first gets the price of whoever leaves last.
#[test]
fn w4_first_and_last_get_the_same_price() {
    let b = Bonded::new();
    let second = b.w.depositor(990 * UNIT);
    b.w.pass(DAY);
    b.stake(&b.operator, 315 * UNIT);
    b.draw(390 * UNIT);
    let c = b.client();
    assert_eq!(b.w.redeem(&b.lp, 990 * UNIT), 990 * UNIT);
    assert_eq!(c.max_redeem(&second), 610 * UNIT);
    assert_eq!(b.w.redeem(&second, 610 * UNIT), 610 * UNIT);
    b.w.pass(TIMEOUT);
    c.slash(&b.operator, &second);
    assert_eq!(b.w.redeem(&second, 380 * UNIT), 380 * UNIT);
}

/// The rewards owed are payable whatever the exits do.
#[test]
fn exits_leave_what_is_owed() {
    let m = market::Market::with(1_000_000, params(), &|m| m.w.client().set_bond(&terms()));
    let user = m.open_auction();
    m.age(250);
    let owed = m.fill(&m.order(&user)).fee;
    m.w.pass(DAY);
    let b = Bonded {
        lp: m.lp.clone(),
        operator: m.w.operator.clone(),
        w: m.w,
    };
    b.stake(&b.operator, 5_000 * UNIT);
    b.draw(2_000 * UNIT);
    let (c, lp) = (b.client(), &b.lp);
    let most = c.max_withdraw(lp);
    assert_eq!(most, b.w.usdc_of(&b.w.vault) - owed);
    let over = c.try_withdraw(&(most + 1), lp, lp, lp);
    assert_bond_refused(over, BondError::NotAtHand);
    c.withdraw(&most, lp, lp, lp);
    assert_eq!(b.w.usdc_of(&b.w.vault), owed);
    assert_eq!(c.claim_rewards(&b.operator), owed);
}

proptest! {
    #[test]
    fn the_most_shares_are_the_most(
        supply in 1..10i128.pow(20), assets in 1..10i128.pow(20), share in 0.0..1.0f64,
    ) {
        let e = env();
        let pot = Pot { assets, supply };
        let at_hand = (assets as f64 * share) as i128;
        prop_assume!(at_hand < assets);
        let most = pot.to_most_shares(&e, at_hand);
        prop_assert!((0..=supply).contains(&most));
        prop_assert!(pot.to_assets_floor(&e, most) <= at_hand);
        prop_assert!(at_hand == 0 || pot.to_assets_floor(&e, most + 1) > at_hand);
    }
}
