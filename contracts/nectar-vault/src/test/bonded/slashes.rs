//! What a slash takes, from when on, and what it leaves.

use nectar_interfaces::vault::DrawDefault;
use soroban_sdk::Event as _;

use super::*;
use crate::bonded::Slashed;

const WEEK: u64 = 7 * DAY;

#[test]
fn a_draw_is_slashed_from_its_deadline_on_and_not_a_second_earlier() {
    let b = Bonded::new();
    let c = b.client();
    let none = c.try_slash(&b.operator, &b.lp);
    assert_bond_refused(none, BondError::NoDraw);
    b.draw(100 * UNIT);
    b.w.pass(TIMEOUT - 1);
    let early = c.try_slash(&b.operator, &b.lp);
    assert_bond_refused(early, BondError::DrawNotDue);
    b.w.pass(1);
    c.slash(&b.operator, &b.lp);
}

#[test]
fn the_vault_is_paid_first_then_the_caller_and_the_rest_stays_stake() {
    let b = Bonded::new();
    let c = b.client();
    b.stake(&b.operator, 45 * UNIT);
    let (price, caller) = (b.price(), b.w.account(0));
    b.draw(100 * UNIT);
    b.w.pass(TIMEOUT);
    let due = fee(100 * UNIT, 10, 3_600) + fee(100 * UNIT, 10, 86_400);
    assert_eq!(c.slash(&b.operator, &caller), 5 * UNIT);
    let told = b.w.e.events().all().filter_by_contract(&b.w.vault);
    let event = Slashed {
        operator: b.operator.clone(),
        bounty: 5 * UNIT,
        caller: caller.clone(),
        fee: due,
        outstanding: 100 * UNIT,
        recovered: 100 * UNIT + due,
    };
    assert_eq!(told, std::vec![event.to_xdr(&b.w.e, &b.w.vault)]);
    assert_eq!(
        [
            b.w.usdc_of(&b.w.vault),
            b.w.usdc_of(&caller),
            b.stake_of(&b.operator),
            b.w.usdc_of(&b.w.registry),
            b.w.usdc_of(&b.operator),
        ],
        [
            1_000 * UNIT + due,
            5 * UNIT,
            45 * UNIT - due,
            45 * UNIT - due,
            100 * UNIT
        ]
    );
    assert_eq!((b.price(), b.backing(), c.total_drawn()), (price, 0, 0));
    assert_eq!((c.total_assets(), c.get_state().unvested), (1_000 * UNIT, due));
    b.w.pass(DAY);
    assert_eq!(c.total_assets(), 1_000 * UNIT + due);
}

/// Stake of 105 and not a stroop more: the fee comes out of the 5.
#[test]
fn the_bounty_is_paid_from_what_is_left() {
    let b = Bonded::new();
    b.draw(100 * UNIT);
    b.w.pass(TIMEOUT);
    let due = b.open().fee;
    let caller = b.w.account(0);
    let bounty = b.client().slash(&b.operator, &caller);
    assert_eq!((bounty, b.w.usdc_of(&caller)), (5 * UNIT - due, 5 * UNIT - due));
    assert_eq!(b.stake_of(&b.operator), 0);
    assert!(bounty > 5 * UNIT / 2, "at least half, right after the deadline");
}

/// The dearest fee the bounds allow, at the latest deadline they allow.
#[test]
fn whoever_slashes_on_time_is_always_rewarded() {
    for bounty_bps in [100, 101, 500, 2_000] {
        let b = Bonded::with(BondParams {
            bounty_bps,
            daily_fee_bps: bounty_bps / 2,
            ..terms()
        });
        let stake = 105 * UNIT;
        let amount = stake * 10_000 / (10_000 + i128::from(bounty_bps));
        b.draw(amount);
        b.w.pass(TIMEOUT);
        let bounty = b.client().slash(&b.operator, &b.w.account(0));
        assert!(bounty * 10_000 >= amount * i128::from(bounty_bps) * 47 / 100);
        assert_eq!(b.client().get_default(&b.operator).map(|d| d.missing), Some(0));
    }
}

/// After 50 days the fee has eaten the bounty; the principal stands until the end of time.
#[test]
fn a_forgotten_draw_still_costs_the_depositors_nothing() {
    let b = Bonded::new();
    let price = b.price();
    b.draw(100 * UNIT);
    b.w.pass(1_000 * DAY);
    assert_eq!(b.price(), price);
    assert_eq!(b.client().slash(&b.operator, &b.lp), 0);
    assert_eq!(b.price(), price);
    b.w.pass(DAY);
    assert_eq!(b.client().total_assets(), 1_005 * UNIT, "all of the stake");
}

#[test]
fn a_slash_kills_every_session_and_bars_draws_for_a_week() {
    let b = Bonded::new();
    let c = b.client();
    let registry = b.w.registry();
    b.draw(UNIT);
    b.w.pass(TIMEOUT);
    let epoch = registry.get_keeper(&b.operator).expect("registered").epoch;
    c.slash(&b.operator, &b.lp);
    let keeper = registry.get_keeper(&b.operator).expect("still registered");
    assert_eq!(keeper.epoch, epoch + 1);
    let delegation = registry
        .get_session(&b.operator, &b.w.session)
        .expect("entries stay");
    assert_eq!(delegation.epoch, epoch, "of another life");
    let barred_until = b.w.e.ledger().timestamp() + WEEK;
    let default = DrawDefault {
        barred_until,
        missing: 0,
    };
    assert_eq!(c.get_default(&b.operator), Some(default));
    b.w.pass(WEEK - 1);
    assert_bond_refused(c.try_draw(&b.operator, &1), BondError::RecentlySlashed);
    b.w.pass(1);
    b.draw(1);
}

/// Leaving and coming back is no way around it.
#[test]
fn a_bar_outlives_the_registration() {
    let b = Bonded::new();
    b.draw(UNIT);
    b.w.pass(TIMEOUT);
    b.client().slash(&b.operator, &b.lp);
    b.w.registry().deregister(&b.operator);
    b.w.pass(2 * DAY);
    b.w.registry().withdraw_stake(&b.operator);
    let name = String::from_str(&b.w.e, "again");
    b.w.registry().register(&b.operator, &name, &(50 * UNIT));
    let barred = b.client().try_draw(&b.operator, &1);
    assert_bond_refused(barred, BondError::RecentlySlashed);
}

#[test]
fn one_slash_touches_no_other_draw() {
    let b = Bonded::new();
    let c = b.client();
    let rival = b.rival(84 * UNIT);
    b.draw(100 * UNIT);
    c.draw(&rival, &(80 * UNIT));
    b.w.pass(TIMEOUT);
    let before = (
        c.get_draw(&rival),
        b.stake_of(&rival),
        b.w.registry().backing_of(&rival),
    );
    c.slash(&b.operator, &b.lp);
    let after = (
        c.get_draw(&rival),
        b.stake_of(&rival),
        b.w.registry().backing_of(&rival),
    );
    assert_eq!((after, c.total_drawn()), (before, 80 * UNIT));
    b.repay(&rival);
}

#[test]
fn an_operator_may_slash_itself_and_still_pays_the_fee() {
    let b = Bonded::new();
    let c = b.client();
    b.draw(100 * UNIT);
    b.w.pass(TIMEOUT);
    let due = b.open().fee;
    c.slash(&b.operator, &b.operator);
    let had = 105 * UNIT;
    let has = b.w.usdc_of(&b.operator) + b.stake_of(&b.operator);
    assert_eq!(has, had - due);
    assert_bond_refused(c.try_draw(&b.operator, &1), BondError::RecentlySlashed);
}

/// Nothing is booked that nobody measured as recovered: the bounty is a surplus like any transfer.
#[test]
fn a_bounty_given_to_the_vault_itself_is_a_surplus() {
    let b = Bonded::new();
    let c = b.client();
    b.draw(100 * UNIT);
    b.w.pass(TIMEOUT);
    let due = b.open().fee;
    let bounty = c.slash(&b.operator, &b.w.vault);
    let state = c.get_state();
    assert_eq!(state.booked, 1_000 * UNIT + due);
    assert_eq!(c.skim(), bounty);
    assert_eq!(c.get_default(&b.operator).map(|d| d.missing), Some(0));
}
