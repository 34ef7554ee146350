//! Fees, partial returns and proceeds.

use proptest::prelude::*;
use soroban_sdk::Event as _;

use super::*;
use crate::bonded::{Returned, backing_ceil, fee_ceil, fee_in_advance_ceil};

#[test]
fn a_draw_returned_at_once_pays_an_hour() {
    let b = Bonded::new();
    b.draw(100 * UNIT);
    let due = b.open().fee;
    assert_eq!(due, 41_667, "100 USDC × 0.1 % / 24, rounded up");
    let refused = b.client().try_return_proceeds(&b.operator, &(100 * UNIT + due));
    assert!(refused.is_err(), "it has only what it drew");
    b.repay(&b.operator);
    assert_eq!(b.client().get_draw(&b.operator), None);
}

#[test]
fn the_fee_grows_by_the_second_and_past_the_deadline() {
    let b = Bonded::new();
    b.draw(100 * UNIT);
    let hour = fee(100 * UNIT, 10, 3_600);
    for secs in [1, 59, 3_600, 86_400, 3 * 86_400] {
        let at = b.open().accrued_at;
        b.w.pass(secs);
        let elapsed = i128::from(b.w.e.ledger().timestamp() - b.open().since);
        assert_eq!(b.open().fee, hour + fee(100 * UNIT, 10, elapsed));
        assert_eq!(b.open().accrued_at, at + secs);
    }
}

#[test]
fn a_stroop_pays_a_stroop() {
    let b = Bonded::new();
    b.draw(1);
    assert_eq!((b.open().fee, b.backing()), (1, 2));
    b.w.pass(1);
    assert_eq!(b.open().fee, 2);
}

#[test]
fn a_partial_return_pays_the_fee_first_and_frees_stake() {
    let b = Bonded::new();
    let c = b.client();
    let draw = b.draw(100 * UNIT);
    b.w.pass(HOUR);
    let due = b.open().fee;
    c.return_proceeds(&b.operator, &(due - 1));
    assert_eq!((b.open().fee, b.open().outstanding), (1, 100 * UNIT));
    c.return_proceeds(&b.operator, &(1 + 40 * UNIT));
    let told = b.w.e.events().all().filter_by_contract(&b.w.vault);
    let event = Returned {
        operator: b.operator.clone(),
        amount: 1 + 40 * UNIT,
        outstanding: 60 * UNIT,
        profit: 1,
    };
    assert_eq!(told, std::vec![event.to_xdr(&b.w.e, &b.w.vault)]);
    assert_eq!(
        b.open(),
        Draw {
            accrued_at: draw.since + HOUR,
            fee: 0,
            outstanding: 60 * UNIT,
            ..draw
        }
    );
    assert_eq!((b.backing(), c.total_drawn()), (63 * UNIT, 60 * UNIT));
}

#[test]
fn the_last_stroop_closes_the_draw() {
    let b = Bonded::new();
    let c = b.client();
    b.draw(100 * UNIT);
    let due = b.open().fee;
    b.w.mint(&b.w.usdc, &b.operator, due);
    c.return_proceeds(&b.operator, &(100 * UNIT + due - 1));
    assert_eq!((b.open().outstanding, b.backing()), (1, 2));
    c.return_proceeds(&b.operator, &1);
    assert_eq!(
        (c.get_draw(&b.operator), b.backing(), c.total_drawn()),
        (None, 0, 0)
    );
    let again = c.try_return_proceeds(&b.operator, &1);
    assert_bond_refused(again, BondError::NoDraw);
}

#[test]
fn fee_and_proceeds_vest_to_the_depositors_alone() {
    let b = Bonded::new();
    let c = b.client();
    let price = b.price();
    b.draw(100 * UNIT);
    let due = b.open().fee;
    b.w.mint(&b.w.usdc, &b.operator, due + 30 * UNIT);
    c.return_proceeds(&b.operator, &(130 * UNIT + due));
    let state = c.get_state();
    assert_eq!(
        (b.price(), state.unvested, state.owed),
        (price, 30 * UNIT + due, 0)
    );
    b.w.pass(DAY);
    assert_eq!(c.total_assets(), 1_030 * UNIT + due);
}

#[test]
fn an_overdue_draw_can_be_returned_until_somebody_slashes() {
    let b = Bonded::new();
    let c = b.client();
    b.draw(100 * UNIT);
    b.w.pass(5 * TIMEOUT);
    b.repay(&b.operator);
    let late = c.try_slash(&b.operator, &b.lp);
    assert_bond_refused(late, BondError::NoDraw);
    assert_eq!(c.get_default(&b.operator), None);
    b.draw(100 * UNIT);
    b.w.pass(TIMEOUT);
    c.slash(&b.operator, &b.lp);
    let late = c.try_return_proceeds(&b.operator, &(100 * UNIT));
    assert_bond_refused(late, BondError::NoDraw);
}

#[test]
fn who_drew_nothing_returns_nothing() {
    let b = Bonded::new();
    let c = b.client();
    let nothing = c.try_return_proceeds(&b.operator, &1);
    assert_bond_refused(nothing, BondError::NoDraw);
    b.draw(UNIT);
    for amount in [0, -1, i128::MIN] {
        let refused = c.try_return_proceeds(&b.operator, &amount);
        assert_refused(refused, Error::InvalidAmount);
    }
    assert!(c.try_return_proceeds(&b.operator, &i128::MAX).is_err());
}

proptest! {
    /// However a time is cut, and whatever the amounts, the operator pays no less than one line over all of it.
    #[test]
    fn cutting_a_draw_into_pieces_never_pays_less(
        amount in 1..1_000_000 * UNIT, secs in 0..7 * DAY, cut in 0.0..1.0f64, bps in 1..=1_000u32, bounty in 100..=2_000u32,
    ) {
        let e = env();
        let t = BondParams { bounty_bps: bounty, daily_fee_bps: bps, ..terms() };
        let first = (secs as f64 * cut) as u64;
        let whole = fee_ceil(&e, &t, amount, secs);
        prop_assert!(fee_ceil(&e, &t, amount, first) + fee_ceil(&e, &t, amount, secs - first) >= whole);
        let part = (amount as f64 * cut) as i128;
        prop_assert!(fee_ceil(&e, &t, part, secs) + fee_ceil(&e, &t, amount - part, secs) >= whole);
        prop_assert_eq!(whole, fee(amount, bps.into(), secs.into()));
        prop_assert_eq!(fee_in_advance_ceil(&e, &t, amount), fee(amount, bps.into(), 3_600));
        let backing = backing_ceil(&e, &t, amount);
        prop_assert!((backing - amount) * 10_000 >= amount * i128::from(bounty));
        prop_assert!((backing - 1 - amount) * 10_000 < amount * i128::from(bounty));
    }
}
