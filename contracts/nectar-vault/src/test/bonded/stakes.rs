//! Stake cannot leave under an open draw.

use super::*;

#[test]
fn only_what_backs_nothing_can_be_asked_back() {
    let b = Bonded::new();
    let registry = b.w.registry();
    b.draw(50 * UNIT);
    let free = 105 * UNIT - 52 * UNIT - UNIT / 2;
    let more = registry.try_request_unstake(&b.operator, &(free + 1));
    assert_failed(more, STAKE_BACKS_DRAW);
    assert_failed(registry.try_deregister(&b.operator), STAKE_BACKS_DRAW);
    registry.request_unstake(&b.operator, &free);
    assert_failed(registry.try_request_unstake(&b.operator, &1), STAKE_BACKS_DRAW);
    assert_failed(b.client().try_draw(&b.operator, &1), STAKE_BACKS_DRAW);
    b.w.pass(DAY - 1);
    b.repay(&b.operator);
    registry.request_unstake(&b.operator, &(105 * UNIT - free));
}

/// What is on its way out backs nothing, neither before it is paid nor after.
#[test]
fn stake_asked_back_before_backs_no_draw() {
    let b = Bonded::new();
    b.w.registry().request_unstake(&b.operator, &(84 * UNIT));
    let over = b.client().try_draw(&b.operator, &(20 * UNIT + 1));
    assert_failed(over, STAKE_BACKS_DRAW);
    b.draw(20 * UNIT);
    b.w.pass(DAY);
    assert_eq!(b.w.registry().withdraw_stake(&b.operator), 84 * UNIT);
    assert_eq!(b.stake_of(&b.operator), b.backing());
    b.client().slash(&b.operator, &b.lp);
    assert_eq!(b.client().total_assets(), 1_000 * UNIT);
}

#[test]
fn after_a_slash_the_rest_can_leave() {
    let b = Bonded::new();
    b.draw(50 * UNIT);
    b.w.pass(TIMEOUT);
    b.client().slash(&b.operator, &b.lp);
    let rest = b.stake_of(&b.operator);
    assert!(rest > 52 * UNIT);
    b.w.registry().deregister(&b.operator);
    b.w.pass(DAY);
    assert_eq!(b.w.registry().withdraw_stake(&b.operator), rest);
}

#[test]
fn stake_added_under_an_open_draw_lets_it_grow() {
    let b = Bonded::new();
    b.draw(100 * UNIT);
    assert_failed(b.client().try_draw(&b.operator, &1), STAKE_BACKS_DRAW);
    b.stake(&b.operator, 105 * UNIT / 10);
    assert_eq!(b.draw(10 * UNIT).outstanding, 110 * UNIT);
}
