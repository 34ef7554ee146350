//! The clock is the vault's, not an operator's: identities are free.

use nectar_interfaces::vault::DrawWindow;

use super::*;

#[test]
fn every_draw_of_a_window_is_due_at_its_end_and_none_comes_after() {
    let b = Bonded::new();
    let c = b.client();
    let rival = b.rival(105 * UNIT);
    let opened_at = b.draw(UNIT).since;
    let window = DrawWindow {
        closes_at: opened_at + TIMEOUT,
        opened_at,
        reopens_at: opened_at + 2 * TIMEOUT,
    };
    assert_eq!(c.get_draw_window(), Some(window.clone()));
    b.w.pass(TIMEOUT - 1);
    assert_eq!(c.draw(&rival, &UNIT).deadline, window.closes_at);
    b.w.pass(1);
    b.repay(&b.operator);
    b.repay(&rival);
    for who in [&b.operator, &rival] {
        assert_bond_refused(c.try_draw(who, &1), BondError::WindowClosed);
    }
    b.w.pass(TIMEOUT - 1);
    assert_bond_refused(c.try_draw(&rival, &1), BondError::WindowClosed);
    b.w.pass(1);
    assert_eq!(c.draw(&rival, &1).deadline, opened_at + 3 * TIMEOUT);
    assert_eq!(
        c.get_draw_window().map(|w| w.opened_at),
        Some(opened_at + 2 * TIMEOUT)
    );
}

#[test]
fn returning_and_drawing_again_keeps_the_windows_end() {
    let b = Bonded::new();
    let deadline = b.draw(UNIT).deadline;
    for _ in 0..23 {
        b.w.pass(HOUR);
        b.repay(&b.operator);
        assert_eq!(b.draw(UNIT).deadline, deadline);
    }
}

#[test]
fn no_later_draw_and_no_partial_return_moves_a_deadline() {
    let b = Bonded::new();
    let draw = b.draw(10 * UNIT);
    for _ in 0..23 {
        b.w.pass(HOUR);
        b.draw(1);
        b.client().return_proceeds(&b.operator, &100_000);
        let open = b.open();
        assert_eq!((open.since, open.deadline), (draw.since, draw.deadline));
    }
    b.w.pass(HOUR);
    assert_bond_refused(b.client().try_draw(&b.operator, &1), BondError::DrawOverdue);
    b.client().return_proceeds(&b.operator, &1);
    assert_bond_refused(b.client().try_draw(&b.operator, &1), BondError::DrawOverdue);
    assert!(b.client().slash(&b.operator, &b.lp) > 0);
}

#[test]
fn an_overdue_draw_does_not_grow_in_the_next_window() {
    let b = Bonded::new();
    let c = b.client();
    let rival = b.rival(105 * UNIT);
    let late = b.draw(UNIT);
    b.w.pass(2 * TIMEOUT);
    c.draw(&rival, &UNIT);
    assert_bond_refused(c.try_draw(&b.operator, &1), BondError::DrawOverdue);
    assert_eq!(b.open().deadline, late.deadline);
}

#[test]
fn a_shorter_timeout_holds_for_new_draws_at_once() {
    let b = Bonded::new();
    let c = b.client();
    let rival = b.rival(105 * UNIT);
    let opened_at = b.draw(UNIT).since;
    c.set_bond(&BondParams {
        slash_timeout_secs: HOUR,
        ..terms()
    });
    b.w.pass(HOUR - 1);
    assert_eq!(c.draw(&rival, &UNIT).deadline, opened_at + HOUR);
    b.repay(&rival);
    b.w.pass(1);
    assert_bond_refused(c.try_draw(&rival, &UNIT), BondError::WindowClosed);
    b.repay(&b.operator);
    b.w.pass(2 * DAY - HOUR);
    assert_eq!(c.draw(&rival, &UNIT).deadline, opened_at + 2 * DAY + HOUR);
}

#[test]
fn a_longer_timeout_waits_for_the_next_window() {
    let b = Bonded::with(BondParams {
        slash_timeout_secs: HOUR,
        ..terms()
    });
    let c = b.client();
    let rival = b.rival(105 * UNIT);
    let opened_at = b.draw(UNIT).since;
    b.w.change(&Change::EnableBond(terms()));
    assert_eq!(c.draw(&rival, &UNIT).deadline, opened_at + HOUR);
    b.repay(&b.operator);
    b.repay(&rival);
    b.w.pass(2 * HOUR - TIMELOCK);
    assert_eq!(c.draw(&rival, &UNIT).deadline, opened_at + 2 * HOUR + DAY);
}

/// Off and on again is no new window.
#[test]
fn disabling_and_enabling_ends_no_rest() {
    let b = Bonded::new();
    let c = b.client();
    b.draw(UNIT);
    c.disable_bond();
    b.w.change(&Change::EnableBond(terms()));
    b.w.pass(TIMEOUT - TIMELOCK);
    b.repay(&b.operator);
    assert_bond_refused(c.try_draw(&b.operator, &1), BondError::WindowClosed);
}
