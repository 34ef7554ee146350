//! Stake behind an open draw, as the vault marks, clears and slashes it.

use soroban_sdk::{
    Event as _,
    testutils::{Address as _, Events as _},
};

use super::*;
use crate::events::{SessionsRevoked, StakeBacking, StakeSlashed};

/// Registered with 100 USDC of stake and one session.
fn staked() -> World {
    let w = World::with_session();
    w.client().add_stake(&w.operator, &(100 * USDC));
    w
}

fn stake_of(w: &World) -> i128 {
    w.client().get_keeper(&w.operator).expect("registered").stake
}

#[test]
fn a_mark_holds_stake_back_to_the_last_stroop_and_is_told() {
    let w = staked();
    let c = w.client();
    assert_eq!(c.backing_of(&w.operator), 0);
    c.mark_draw(&w.operator, &(60 * USDC));
    let told = w.e.events().all().filter_by_contract(&w.registry);
    let event = StakeBacking {
        operator: w.operator.clone(),
        amount: 60 * USDC,
    };
    assert_eq!(told, std::vec![event.to_xdr(&w.e, &w.registry)]);
    let more = c.try_request_unstake(&w.operator, &(40 * USDC + 1));
    assert_refused(more, Error::StakeBacksDraw);
    c.request_unstake(&w.operator, &(40 * USDC));
    assert_refused(c.try_request_unstake(&w.operator, &1), Error::StakeBacksDraw);
    assert_refused(c.try_deregister(&w.operator), Error::StakeBacksDraw);
    assert_eq!((stake_of(&w), c.backing_of(&w.operator)), (60 * USDC, 60 * USDC));
}

#[test]
fn a_mark_replaces_the_last_one_and_stays_within_the_stake() {
    let w = staked();
    let c = w.client();
    let over = c.try_mark_draw(&w.operator, &(100 * USDC + 1));
    assert_refused(over, Error::StakeBacksDraw);
    assert_eq!(c.backing_of(&w.operator), 0);
    for amount in [100 * USDC, 1, 70 * USDC] {
        c.mark_draw(&w.operator, &amount);
        assert_eq!(c.backing_of(&w.operator), amount);
    }
    let stranger = Address::generate(&w.e);
    assert_refused(c.try_mark_draw(&stranger, &1), Error::NotRegistered);
}

#[test]
fn a_cleared_draw_holds_nothing_back() {
    let w = staked();
    let c = w.client();
    c.mark_draw(&w.operator, &(100 * USDC));
    c.clear_draw(&w.operator);
    assert_eq!(c.backing_of(&w.operator), 0);
    c.deregister(&w.operator);
}

#[test]
fn a_slash_pays_the_vault_then_the_caller_and_ends_every_session() {
    let w = staked();
    let c = w.client();
    let caller = Address::generate(&w.e);
    c.mark_draw(&w.operator, &(63 * USDC));
    assert_eq!(c.slash(&w.operator, &caller, &(61 * USDC), &(3 * USDC)), 3 * USDC);
    let told = w.e.events().all().filter_by_contract(&w.registry);
    let operator = w.operator.clone();
    let expected = std::vec![
        SessionsRevoked {
            operator: operator.clone(),
            epoch: 1
        }
        .to_xdr(&w.e, &w.registry),
        StakeBacking {
            operator: operator.clone(),
            amount: 0
        }
        .to_xdr(&w.e, &w.registry),
        StakeSlashed {
            operator,
            bounty: 3 * USDC,
            caller: caller.clone(),
            stake: 36 * USDC,
            to_vault: 61 * USDC
        }
        .to_xdr(&w.e, &w.registry),
    ];
    assert_eq!(told, expected);
    assert_eq!(
        (stake_of(&w), c.backing_of(&w.operator), w.usdc_of(&w.registry)),
        (36 * USDC, 0, 36 * USDC)
    );
    assert_eq!((w.usdc_of(&w.vault), w.usdc_of(&caller)), (61 * USDC, 3 * USDC));
    assert_eq!(c.get_sessions(&w.operator).len(), 0);
    let dead = c.try_consume(&w.operator, &w.session, &w.vault, &1);
    assert_refused(dead, Error::SessionRevoked);
    c.deregister(&w.operator);
}

#[test]
fn the_bounty_is_what_the_shortfall_leaves() {
    for (shortfall, bounty, paid) in [
        (98 * USDC, 5 * USDC, 2 * USDC),
        (100 * USDC, 1, 0),
        (101 * USDC, 5 * USDC, 0),
        (0, 5 * USDC, 5 * USDC),
    ] {
        let w = staked();
        let caller = Address::generate(&w.e);
        let c = w.client();
        assert_eq!(c.slash(&w.operator, &caller, &shortfall, &bounty), paid);
        assert_eq!(w.usdc_of(&w.vault), shortfall.min(100 * USDC));
        assert_eq!(w.usdc_of(&caller), paid);
        assert_eq!(stake_of(&w), 100 * USDC - paid - shortfall.min(100 * USDC));
    }
}

/// An issuer's clawback: what is not there cannot be paid, and the record of it stays.
#[test]
fn a_slash_pays_no_more_than_there_is() {
    for (left, to_vault, bounty) in [(64, 61, 3), (62, 61, 1), (61, 61, 0), (40, 40, 0), (0, 0, 0)] {
        let w = staked();
        w.e.as_contract(&w.registry, || {
            TokenClient::new(&w.e, &w.usdc).burn(&w.registry, &((100 - left) * USDC));
        });
        let caller = Address::generate(&w.e);
        let paid = w.client().slash(&w.operator, &caller, &(61 * USDC), &(3 * USDC));
        assert_eq!((paid, w.usdc_of(&w.vault)), (bounty * USDC, to_vault * USDC));
        assert_eq!(stake_of(&w), (100 - to_vault - bounty) * USDC);
    }
}

#[test]
fn only_the_vault_marks_clears_and_slashes() {
    let w = staked();
    let c = w.client();
    c.mark_draw(&w.operator, &1);
    assert_eq!(w.e.auths().pop().expect("signed").0, w.vault);
    c.slash(&w.operator, &w.operator, &1, &0);
    assert_eq!(w.e.auths().pop().expect("signed").0, w.vault);
    c.clear_draw(&w.operator);
    assert_eq!(w.e.auths().pop().expect("signed").0, w.vault);
    w.e.set_auths(&[]);
    assert!(c.try_mark_draw(&w.operator, &1).is_err());
    assert!(c.try_clear_draw(&w.operator).is_err());
    assert!(c.try_slash(&w.operator, &w.operator, &1, &0).is_err());
}
