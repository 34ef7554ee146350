//! Switching draws on and off, and what may be configured.

use nectar_interfaces::vault::Scope;

use super::*;
use crate::risk::bond_raises;

#[test]
fn draws_are_off_until_the_timelock_has_run() {
    let w = World::new();
    let c = w.client();
    assert_eq!(
        (c.get_bond(), c.total_drawn(), c.get_draw_window()),
        (None, 0, None)
    );
    assert_bond_refused(c.try_draw(&w.operator, &1), BondError::BondDisabled);
    assert_refused(c.try_set_bond(&terms()), Error::TimelockRequired);
    let id = c.propose(&Change::EnableBond(terms()));
    w.pass(TIMELOCK - 1);
    assert_refused(c.try_execute(&id), Error::ChangeTooEarly);
    assert_bond_refused(c.try_draw(&w.operator, &1), BondError::BondDisabled);
    w.pass(1);
    c.execute(&id);
    assert_eq!(c.get_bond(), Some(terms()));
}

#[test]
fn before_the_seed_terms_act_at_once_and_nobody_draws() {
    let w = World::bare();
    w.client().set_bond(&terms());
    assert_eq!(w.client().get_bond(), Some(terms()));
    assert_refused(w.client().try_draw(&w.operator, &1), Error::NotOpen);
}

#[test]
fn disabling_acts_at_once_and_stops_new_draws_only() {
    let b = Bonded::new();
    let c = b.client();
    b.draw(50 * UNIT);
    let rival = b.rival(21 * UNIT);
    c.draw(&rival, &(20 * UNIT));
    c.disable_bond();
    assert_bond_refused(c.try_disable_bond(), BondError::BondDisabled);
    assert_bond_refused(c.try_draw(&b.operator, &1), BondError::BondDisabled);
    assert_refused(c.try_set_bond(&terms()), Error::TimelockRequired);
    c.return_proceeds(&b.operator, &(10 * UNIT));
    b.repay(&b.operator);
    b.w.pass(TIMEOUT);
    assert!(c.slash(&rival, &b.lp) > 0);
    let vested = fee(50 * UNIT, 10, 3_600);
    assert_eq!((c.total_drawn(), c.total_assets()), (0, 1_000 * UNIT + vested));
}

#[test]
fn every_term_has_hard_bounds() {
    let w = World::bare();
    let c = w.client();
    type Edit = fn(&mut BondParams);
    let refused: [Edit; 11] = [
        |t| t.bounty_bps = 0,
        |t| t.bounty_bps = 99,
        |t| t.bounty_bps = 2_001,
        |t| t.cap_bps = 0,
        |t| t.cap_bps = 2_001,
        |t| t.daily_fee_bps = 0,
        |t| t.daily_fee_bps = 251,
        |t| t.slash_timeout_secs = 59,
        |t| t.slash_timeout_secs = DAY + 1,
        |t| t.slash_timeout_secs = 0,
        |t| t.slash_timeout_secs = u64::MAX,
    ];
    for edit in refused {
        let mut bad = terms();
        edit(&mut bad);
        assert_bond_refused(c.try_set_bond(&bad), BondError::InvalidBond);
    }
    let accepted: [Edit; 8] = [
        |t| t.bounty_bps = 100,
        |t| t.bounty_bps = 2_000,
        |t| t.cap_bps = 1,
        |t| t.cap_bps = 2_000,
        |t| t.daily_fee_bps = 1,
        |t| t.daily_fee_bps = 250,
        |t| t.slash_timeout_secs = 60,
        |t| t.slash_timeout_secs = DAY,
    ];
    for edit in accepted {
        let mut good = terms();
        edit(&mut good);
        c.set_bond(&good);
        assert_eq!(c.get_bond(), Some(good));
    }
    w.seed(10 * UNIT);
    let bad = BondParams {
        cap_bps: 2_001,
        ..terms()
    };
    assert_bond_refused(c.try_propose(&Change::EnableBond(bad)), BondError::InvalidBond);
}

#[test]
fn each_term_has_a_direction() {
    type Edit = fn(&mut BondParams, u32);
    // Edits to one more than before or one less, and whether more is riskier.
    let moves: [(&str, bool, Edit); 4] = [
        ("bounty_bps", false, |t, to| t.bounty_bps = t.bounty_bps - 1 + to),
        ("cap_bps", true, |t, to| t.cap_bps = t.cap_bps - 1 + to),
        ("daily_fee_bps", false, |t, to| {
            t.daily_fee_bps = t.daily_fee_bps - 1 + to;
        }),
        ("slash_timeout_secs", true, |t, to| {
            t.slash_timeout_secs = t.slash_timeout_secs - 1 + u64::from(to);
        }),
    ];
    for (field, more_is_riskier, edit) in moves {
        let raises = |to| {
            let mut new = terms();
            edit(&mut new, to);
            bond_raises(&terms(), &new)
        };
        assert_eq!(
            [raises(2), raises(1), raises(0)],
            [more_is_riskier, false, !more_is_riskier],
            "{field}"
        );
    }
}

#[test]
fn terms_tighten_at_once_and_loosen_through_the_timelock() {
    let b = Bonded::new();
    let c = b.client();
    let strict = BondParams {
        bounty_bps: 600,
        cap_bps: 1_000,
        daily_fee_bps: 20,
        slash_timeout_secs: 3_600,
    };
    c.set_bond(&strict);
    assert_eq!(c.get_bond(), Some(strict));
    assert_refused(c.try_set_bond(&terms()), Error::TimelockRequired);
    b.w.change(&Change::EnableBond(terms()));
    assert_eq!(c.get_bond(), Some(terms()));
}

#[test]
fn an_open_draw_keeps_its_terms_and_grows_under_no_others() {
    let b = Bonded::new();
    let c = b.client();
    let drawn = b.draw(50 * UNIT);
    let strict = BondParams {
        bounty_bps: 2_000,
        daily_fee_bps: 1_000,
        slash_timeout_secs: 60,
        ..terms()
    };
    c.set_bond(&strict);
    assert_eq!(b.open(), drawn);
    assert_eq!(b.backing(), 50 * UNIT * 105 / 100);
    assert_bond_refused(c.try_draw(&b.operator, &1), BondError::TermsChanged);
    b.w.pass(TIMEOUT - 1);
    assert_bond_refused(c.try_slash(&b.operator, &b.lp), BondError::DrawNotDue);
    assert_eq!(
        b.open().fee,
        fee(50 * UNIT, 10, 3_600) + fee(50 * UNIT, 10, 86_399)
    );
    b.repay(&b.operator);
    b.w.pass(TIMEOUT + 1);
    assert_eq!(b.draw(50 * UNIT).terms, strict);
    assert_eq!(b.backing(), 60 * UNIT);
}

#[test]
fn only_the_pause_of_everything_stops_new_draws() {
    let b = Bonded::new();
    let c = b.client();
    c.pause(&Scope::Asset(b.w.usdc.clone()), &HOUR);
    c.pause(&Scope::Pool(b.w.usdc.clone()), &HOUR);
    b.draw(UNIT);
    c.pause(&Scope::All, &HOUR);
    assert_refused(c.try_draw(&b.operator, &UNIT), Error::FillsPaused);
    b.w.pass(HOUR);
    b.draw(UNIT);
}

#[test]
fn a_pause_stops_neither_return_nor_slash() {
    let b = Bonded::new();
    let c = b.client();
    let rival = b.rival(21 * UNIT);
    b.draw(UNIT);
    c.draw(&rival, &(20 * UNIT));
    b.w.pass(TIMEOUT);
    c.pause(&Scope::All, &(72 * HOUR));
    b.repay(&b.operator);
    assert!(c.slash(&rival, &b.lp) > 0);
}
