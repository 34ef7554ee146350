//! What a draw does, and its limits to the last stroop.

use soroban_sdk::Event as _;

use super::*;
use crate::bonded::Drawn;

#[test]
fn a_draw_pays_the_operator_counts_at_par_and_is_told() {
    let b = Bonded::new();
    let c = b.client();
    let (price, before) = (b.price(), c.get_state());
    let now = b.w.e.ledger().timestamp();
    let draw = b.draw(100 * UNIT);
    let told = b.w.e.events().all().filter_by_contract(&b.w.vault);
    let event = Drawn {
        operator: b.operator.clone(),
        amount: 100 * UNIT,
        deadline: now + TIMEOUT,
        outstanding: 100 * UNIT,
    };
    assert_eq!(told, std::vec![event.to_xdr(&b.w.e, &b.w.vault)]);
    let expected = Draw {
        accrued_at: now,
        deadline: now + TIMEOUT,
        fee: fee(100 * UNIT, 10, 3_600),
        outstanding: 100 * UNIT,
        since: now,
        terms: terms(),
    };
    assert_eq!((draw, b.open()), (expected.clone(), expected));
    assert_eq!(
        (b.w.usdc_of(&b.operator), b.w.usdc_of(&b.w.vault), c.total_drawn()),
        (100 * UNIT, 900 * UNIT, 100 * UNIT)
    );
    assert_eq!((b.price(), c.get_state()), (price, before));
}

#[test]
fn the_stake_exceeds_the_draw_by_the_bounty_to_the_last_stroop() {
    for stake in [105 * UNIT, 105 * UNIT - 1, 7, 21, 22, 123_456_789] {
        let b = Bonded::new();
        let rival = b.rival(stake);
        let most = stake * 10_000 / 10_500;
        assert!((most + 1) * 10_500 > stake * 10_000, "one more is not covered");
        assert_failed(b.client().try_draw(&rival, &(most + 1)), STAKE_BACKS_DRAW);
        b.client().draw(&rival, &most);
        assert_failed(b.client().try_draw(&rival, &1), STAKE_BACKS_DRAW);
        assert!(b.w.registry().backing_of(&rival) <= stake);
    }
}

#[test]
fn all_draws_together_are_at_most_their_share_of_the_assets() {
    let b = Bonded::new();
    let c = b.client();
    b.stake(&b.operator, 1_000 * UNIT);
    let rivals = [b.rival(1_000 * UNIT), b.rival(1_000 * UNIT)];
    let over = c.try_draw(&b.operator, &(200 * UNIT + 1));
    assert_bond_refused(over, BondError::DrawCapExceeded);
    b.draw(80 * UNIT);
    c.draw(&rivals[0], &(80 * UNIT));
    let over = c.try_draw(&rivals[1], &(40 * UNIT + 1));
    assert_bond_refused(over, BondError::DrawCapExceeded);
    c.draw(&rivals[1], &(40 * UNIT));
    for who in [&b.operator, &rivals[0], &rivals[1]] {
        assert_bond_refused(c.try_draw(who, &1), BondError::DrawCapExceeded);
    }
    assert_eq!(c.total_drawn(), 200 * UNIT);
    // Assets with an odd share: the cap is floored.
    b.w.depositor(4);
    assert_bond_refused(c.try_draw(&rivals[1], &1), BondError::DrawCapExceeded);
    b.w.depositor(1);
    c.draw(&rivals[1], &1);
}

#[test]
fn profit_that_has_not_vested_is_no_assets_to_draw_on() {
    let b = Bonded::new();
    b.stake(&b.operator, 1_000 * UNIT);
    b.w.donate(500 * UNIT);
    b.client().skim();
    let over = b.client().try_draw(&b.operator, &(200 * UNIT + 1));
    assert_bond_refused(over, BondError::DrawCapExceeded);
    b.draw(200 * UNIT);
}

#[test]
fn a_draw_takes_no_rewards() {
    let m = market::Market::with(1_000_000, params(), &|m| m.w.client().set_bond(&terms()));
    let user = m.open_auction();
    m.age(250);
    let owed = m.fill(&m.order(&user)).fee;
    m.w.pass(2 * DAY);
    let b = Bonded {
        lp: m.lp.clone(),
        operator: m.w.operator.clone(),
        w: m.w,
    };
    b.stake(&b.operator, 10_000 * UNIT);
    b.draw(1_000 * UNIT);
    // All but the operator's draw and the seed leaves.
    let c = b.client();
    c.withdraw(&c.max_withdraw(&b.lp), &b.lp, &b.lp, &b.lp);
    let left = b.w.usdc_of(&b.w.vault) - owed;
    assert!((0..2_000 * UNIT).contains(&left));
    let over = c.try_draw(&b.operator, &(left + 1));
    assert_bond_refused(over, BondError::NotAtHand);
    assert_eq!(c.claim_rewards(&b.operator), owed);
}

#[test]
fn amounts_are_positive_and_operators_registered() {
    let b = Bonded::new();
    let c = b.client();
    for amount in [0, -1, i128::MIN] {
        assert_refused(c.try_draw(&b.operator, &amount), Error::InvalidAmount);
    }
    assert_bond_refused(c.try_draw(&b.operator, &i128::MAX), BondError::NotAtHand);
    let stranger = b.w.account(UNIT);
    let unregistered = keeper_registry::Error::NotRegistered as u32;
    assert_failed(c.try_draw(&stranger, &1), unregistered);
    assert_eq!((c.total_drawn(), c.get_draw_window()), (0, None));
}

#[test]
fn a_draw_adds_to_the_open_one_and_moves_no_clock() {
    let b = Bonded::new();
    let first = b.draw(40 * UNIT);
    b.w.pass(HOUR);
    let second = b.draw(60 * UNIT);
    let due = fee(40 * UNIT, 10, 3_600) * 2 + fee(60 * UNIT, 10, 3_600);
    assert_eq!(
        second,
        Draw {
            accrued_at: first.since + HOUR,
            fee: due,
            outstanding: 100 * UNIT,
            ..first
        }
    );
}

#[test]
fn nothing_of_this_path_is_a_statistic() {
    let b = Bonded::new();
    let before = b.w.registry().get_keeper(&b.operator);
    b.draw(100 * UNIT);
    b.w.pass(HOUR);
    b.repay(&b.operator);
    b.w.mint(&b.w.usdc, &b.operator, 50 * UNIT);
    b.draw(UNIT);
    b.client().return_proceeds(&b.operator, &(50 * UNIT));
    assert_eq!(b.w.registry().get_keeper(&b.operator), before);
    assert_eq!(b.w.registry().keeper_count(), 0);
    assert_eq!(b.client().reward_of(&b.operator), 0);
}
