use nectar_interfaces::registry::Unstake;
use soroban_sdk::{
    Address, IntoVal, Symbol,
    testutils::{AuthorizedFunction, AuthorizedInvocation, Events as _, storage::Persistent as _},
};

use super::*;
use crate::{
    constants::{TTL_TARGET, TTL_THRESHOLD},
    events::{StakeAdded, StakeWithdrawn, UnstakeRequested},
    storage::DataKey,
};

const DELAY: u64 = 7 * DAY;

/// The operator is registered with 100 USDC of stake.
fn staked() -> World {
    let w = World::new();
    w.client().register(&w.operator, &w.text("alpha"), &(100 * USDC));
    w
}

fn stake_of(w: &World) -> i128 {
    w.client().get_keeper(&w.operator).expect("registered").stake
}

#[track_caller]
fn assert_told(w: &World, event: &impl soroban_sdk::Event) {
    let told = w.e.events().all().filter_by_contract(&w.registry);
    assert_eq!(told, std::vec![event.to_xdr(&w.e, &w.registry)]);
}

#[test]
fn added_stake_is_paid_by_the_operator_under_one_signature_and_told() {
    let w = staked();
    w.client().add_stake(&w.operator, &(25 * USDC));
    assert_told(
        &w,
        &StakeAdded {
            operator: w.operator.clone(),
            amount: 25 * USDC,
            stake: 125 * USDC,
        },
    );
    let call = |contract: &Address, name: &str, args| {
        AuthorizedFunction::Contract((contract.clone(), Symbol::new(&w.e, name), args))
    };
    let pays = (w.operator.clone(), w.registry.clone(), 25 * USDC).into_val(&w.e);
    let tree = AuthorizedInvocation {
        function: call(
            &w.registry,
            "add_stake",
            (w.operator.clone(), 25 * USDC).into_val(&w.e),
        ),
        sub_invocations: std::vec![AuthorizedInvocation {
            function: call(&w.usdc, "transfer", pays),
            sub_invocations: std::vec![],
        }],
    };
    assert_eq!(w.e.auths(), std::vec![(w.operator.clone(), tree)]);
    assert_eq!(stake_of(&w), 125 * USDC);
    assert_eq!(
        (w.usdc_of(&w.registry), w.usdc_of(&w.operator)),
        (125 * USDC, 875 * USDC)
    );
}

#[test]
fn stake_asked_back_waits_out_the_delay() {
    let w = staked();
    let c = w.client();
    let asked = c.request_unstake(&w.operator, &(40 * USDC));
    assert_told(
        &w,
        &UnstakeRequested {
            operator: w.operator.clone(),
            amount: 40 * USDC,
            available_at: NOW + DELAY,
        },
    );
    let expected = Unstake {
        amount: 40 * USDC,
        available_at: NOW + DELAY,
    };
    assert_eq!(
        (asked, c.get_unstake(&w.operator)),
        (expected.clone(), Some(expected))
    );
    assert_eq!(
        (stake_of(&w), w.usdc_of(&w.registry)),
        (60 * USDC, 100 * USDC),
        "it is no stake any more, and not paid yet"
    );

    w.pass(DELAY - 1);
    assert_refused(c.try_withdraw_stake(&w.operator), Error::UnstakeNotDue);
    w.pass(1);
    assert_eq!(c.withdraw_stake(&w.operator), 40 * USDC);
    assert_told(
        &w,
        &StakeWithdrawn {
            operator: w.operator.clone(),
            amount: 40 * USDC,
        },
    );
    assert_eq!(
        (w.usdc_of(&w.operator), w.usdc_of(&w.registry), stake_of(&w)),
        (940 * USDC, 60 * USDC, 60 * USDC)
    );
    assert_eq!(c.get_unstake(&w.operator), None);
    assert_refused(c.try_withdraw_stake(&w.operator), Error::NoUnstake);
}

#[test]
fn a_second_request_adds_up_and_starts_the_delay_anew() {
    let w = staked();
    let c = w.client();
    c.request_unstake(&w.operator, &(10 * USDC));
    w.pass(DELAY - 1);
    let asked = c.request_unstake(&w.operator, &(5 * USDC));
    assert_eq!(
        asked,
        Unstake {
            amount: 15 * USDC,
            available_at: NOW + 2 * DELAY - 1
        }
    );
    w.pass(DELAY - 1);
    assert_refused(c.try_withdraw_stake(&w.operator), Error::UnstakeNotDue);
    w.pass(1);
    assert_eq!(c.withdraw_stake(&w.operator), 15 * USDC);
}

#[test]
fn nobody_takes_back_more_than_the_stake_or_less_than_something() {
    let w = staked();
    let c = w.client();
    for amount in [0, -1, i128::MIN] {
        assert_refused(c.try_request_unstake(&w.operator, &amount), Error::InvalidAmount);
        assert_refused(c.try_add_stake(&w.operator, &amount), Error::InvalidAmount);
    }
    for amount in [100 * USDC + 1, i128::MAX] {
        assert_refused(c.try_request_unstake(&w.operator, &amount), Error::StakeTooSmall);
    }
    c.request_unstake(&w.operator, &(100 * USDC));
    assert_refused(c.try_request_unstake(&w.operator, &1), Error::StakeTooSmall);
    assert_eq!((stake_of(&w), w.usdc_of(&w.registry)), (0, 100 * USDC));
}

#[test]
fn stake_the_operator_does_not_have_changes_nothing() {
    let w = staked();
    let c = w.client();
    assert!(c.try_add_stake(&w.operator, &(901 * USDC)).is_err());
    assert_refused(c.try_add_stake(&w.operator, &i128::MAX), Error::InvalidStake);
    assert_eq!((stake_of(&w), w.usdc_of(&w.registry)), (100 * USDC, 100 * USDC));
}

#[test]
fn only_the_registered_have_stake_to_add_or_to_ask_for() {
    let w = World::new();
    let c = w.client();
    assert_refused(c.try_add_stake(&w.operator, &1), Error::NotRegistered);
    assert_refused(c.try_request_unstake(&w.operator, &1), Error::NotRegistered);
    assert_refused(c.try_withdraw_stake(&w.operator), Error::NoUnstake);
    assert_eq!(c.get_unstake(&w.operator), None);
}

#[test]
fn nobody_else_moves_an_operators_stake() {
    let w = staked();
    let c = w.client();
    c.request_unstake(&w.operator, &(10 * USDC));
    w.pass(DELAY);
    w.e.set_auths(&[]);
    assert!(c.try_add_stake(&w.operator, &1).is_err());
    assert!(c.try_request_unstake(&w.operator, &1).is_err());
    assert!(c.try_withdraw_stake(&w.operator).is_err());
    assert!(c.try_deregister(&w.operator).is_err());
    assert_eq!(stake_of(&w), 90 * USDC);
}

/// W13: the original's stake was a dead end.
#[test]
fn stake_can_be_topped_up_taken_back_and_brought_again() {
    let w = staked();
    let c = w.client();
    c.request_unstake(&w.operator, &(100 * USDC));
    c.add_stake(&w.operator, &(30 * USDC));
    w.pass(DELAY);
    assert_eq!(c.withdraw_stake(&w.operator), 100 * USDC);
    assert_eq!((stake_of(&w), w.usdc_of(&w.registry)), (30 * USDC, 30 * USDC));
}

#[test]
fn pausing_holds_nobodys_stake() {
    let w = staked();
    let c = w.client();
    c.pause();
    c.add_stake(&w.operator, &USDC);
    c.request_unstake(&w.operator, &USDC);
    c.deregister(&w.operator);
    w.pass(DELAY);
    assert_eq!(c.withdraw_stake(&w.operator), 101 * USDC);
}

#[test]
fn a_refund_outlives_a_quiet_operator() {
    let w = staked();
    w.client().request_unstake(&w.operator, &USDC);
    let key = DataKey::Unstake(w.operator.clone());
    let ttl = || {
        w.e.as_contract(&w.registry, || w.e.storage().persistent().get_ttl(&key))
    };
    assert_eq!(ttl(), TTL_TARGET);
    w.e.ledger()
        .with_mut(|ledger| ledger.sequence_number += TTL_TARGET - TTL_THRESHOLD + 1);
    w.client().get_unstake(&w.operator);
    assert_eq!(ttl(), TTL_TARGET);
}
