use nectar_interfaces::vault::Tranche;
use soroban_sdk::testutils::Address as _;

use super::*;

fn tranche(locked_shares: i128, unlock_at: u64) -> Tranche {
    Tranche {
        locked_shares,
        unlock_at,
    }
}

#[test]
fn a_deposit_is_locked_to_the_second() {
    let w = World::new();
    let c = w.client();
    let lp = w.depositor(10 * UNIT);
    assert_eq!(c.get_tranche(&lp), tranche(10 * UNIT, NOW + DAY));
    w.pass(DAY - 1);
    assert_eq!(
        (c.unlocked_shares(&lp), c.max_redeem(&lp), c.max_withdraw(&lp)),
        (0, 0, 0)
    );
    assert_refused(c.try_redeem(&1, &lp, &lp, &lp), Error::SharesLocked);
    assert_refused(c.try_withdraw(&1, &lp, &lp, &lp), Error::SharesLocked);
    w.pass(1);
    assert_eq!(w.redeem(&lp, 10 * UNIT), 10 * UNIT);
}

#[test]
fn a_second_deposit_restarts_the_clock_only_for_what_is_still_locked() {
    let w = World::new();
    let c = w.client();
    let lp = w.depositor(10 * UNIT);
    w.mint(&w.usdc, &lp, 100 * UNIT);
    w.pass(HOUR);
    w.deposit(&lp, 5 * UNIT);
    assert_eq!(c.get_tranche(&lp), tranche(15 * UNIT, NOW + HOUR + DAY));
    w.pass(DAY);
    w.deposit(&lp, UNIT);
    assert_eq!(c.get_tranche(&lp), tranche(UNIT, NOW + HOUR + 2 * DAY));
    assert_eq!(c.unlocked_shares(&lp), 15 * UNIT);
}

#[test]
fn a_mint_locks_like_a_deposit() {
    let w = World::new();
    let lp = w.account(10 * UNIT);
    w.client().mint(&(3 * UNIT), &lp, &lp, &lp);
    assert_eq!(w.client().get_tranche(&lp), tranche(3 * UNIT, NOW + DAY));
}

#[test]
fn shares_sent_to_an_account_touch_no_tranche() {
    let w = World::new();
    let c = w.client();
    let sender = w.depositor(10 * UNIT);
    w.pass(DAY);
    let victim = w.depositor(UNIT);
    w.pass(HOUR);
    let before = c.get_tranche(&victim);
    c.transfer(&sender, &victim, &(5 * UNIT));
    assert_eq!(c.get_tranche(&victim), before);
    assert_eq!(c.unlocked_shares(&victim), 5 * UNIT);
    assert_eq!(w.redeem(&victim, 5 * UNIT), 5 * UNIT);
}

#[test]
fn dust_for_a_victim_needs_his_signature() {
    let w = World::new();
    let victim = w.depositor(10 * UNIT);
    w.pass(DAY);
    let attacker = w.account(UNIT);
    w.e.mock_auths(&[]);
    assert!(w.client().try_deposit(&1, &victim, &attacker, &attacker).is_err());
    w.e.mock_all_auths();
    assert_eq!(w.client().unlocked_shares(&victim), 10 * UNIT);
}

#[test]
fn locked_shares_do_not_move_by_any_door() {
    let w = World::new();
    let c = w.client();
    let lp = w.depositor(10 * UNIT);
    let other = Address::generate(&w.e);
    c.approve(&lp, &other, &(10 * UNIT), &2_000);
    assert_refused(c.try_transfer(&lp, &other, &1), Error::SharesLocked);
    assert_refused(c.try_transfer(&lp, &lp, &1), Error::SharesLocked);
    assert_refused(c.try_transfer_from(&other, &lp, &other, &1), Error::SharesLocked);
    assert_refused(c.try_burn(&lp, &1), Error::SharesLocked);
    assert_refused(c.try_burn_from(&other, &lp, &1), Error::SharesLocked);
    assert_refused(c.try_redeem(&1, &lp, &lp, &other), Error::SharesLocked);
    c.transfer(&lp, &other, &0);
}

/// 600k in just before a profit of 1,000 on a 60k vault: the profit is mostly gone from under a quick exit.
#[test]
fn a_deposit_timed_before_a_profit_earns_nothing_it_did_not_wait_for() {
    let w = World::bare();
    w.client().set_params(&Params {
        cooldown_secs: HOUR,
        ..params()
    });
    w.seed(10 * UNIT);
    w.depositor(60_000 * UNIT);
    let sniper = w.depositor(600_000 * UNIT);
    w.donate(1_000 * UNIT);
    w.client().skim();
    w.pass(HOUR);
    let gain = w.redeem(&sniper, 600_000 * UNIT) - 600_000 * UNIT;
    assert!(gain <= 38 * UNIT, "gained {gain}");
}
