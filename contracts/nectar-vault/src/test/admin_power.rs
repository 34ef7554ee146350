//! W7: what an admin can do to depositors. In the original a cooldown of 2^63 froze exits, and a cap of 0 meant none.

use nectar_interfaces::vault::{Change, Scope};
use proptest::prelude::*;

use super::{risk::within_bounds, *};
use crate::risk::params_raise;

const LONGEST_COOLDOWN: u64 = 7 * DAY;

#[test]
fn w7_the_originals_values_are_out_of_bounds() {
    let frozen = Params {
        cooldown_secs: 1 << 63,
        ..params()
    };
    let uncapped = Params {
        fill_cap_bps: 0,
        ..params()
    };
    let everything = Params {
        fee_bps: 10_000,
        ..params()
    };
    for (w, open) in [(World::bare(), false), (World::new(), true)] {
        for bad in [&frozen, &uncapped, &everything] {
            assert_refused(w.client().try_set_params(bad), Error::InvalidParams);
            let proposed = w.client().try_propose(&Change::SetParams(bad.clone()));
            let error = if open {
                Error::InvalidParams
            } else {
                Error::NotOpen
            };
            assert_refused(proposed, error);
        }
    }
}

/// Exit terms only loosen for deposits that exist.
#[test]
fn w7_no_change_moves_a_lock_that_exists() {
    let w = World::new();
    let c = w.client();
    let lp = w.depositor(10 * UNIT);
    let lock = c.get_tranche(&lp);
    w.change(&Change::SetParams(Params {
        cooldown_secs: LONGEST_COOLDOWN,
        ..params()
    }));
    assert_eq!(c.get_tranche(&lp), lock);
    w.pass(DAY - TIMELOCK);
    assert_eq!(w.redeem(&lp, 10 * UNIT), 10 * UNIT);
}

/// The registry and USDC are the vault's for ever, and so is the timelock: nothing changes the config.
#[test]
fn w7_usdc_registry_and_timelock_are_for_ever() {
    let w = World::new();
    let config = w.client().get_config();
    w.change(&Change::SetParams(Params {
        fee_bps: 0,
        ..params()
    }));
    w.client().propose_admin(&w.operator, &2_000);
    w.client().accept_admin();
    assert_eq!(w.client().get_config(), config);
}

#[derive(Clone, Debug)]
enum Step {
    Set(Params),
    Propose(Params),
    Execute(u32),
    Cancel(u32),
    Pause(u8, u64),
    Unpause(u8),
    Cap(i128),
    Disallow,
    Deposit(i128),
    Wait(u64),
}

/// Within bounds, or with one clock or share from anywhere.
fn any_params() -> impl Strategy<Value = Params> {
    let wild = prop_oneof![Just(0u64), Just(1 << 63), Just(u64::MAX), any::<u64>()];
    (within_bounds(), 0..8u8, wild).prop_map(|(mut p, field, wild)| {
        match field {
            0 => p.cooldown_secs = wild,
            1 => p.profit_unlock_secs = wild,
            2 => p.fill_cap_bps = wild as u32,
            3 => p.fee_bps = wild as u32,
            _ => {}
        }
        p
    })
}

fn step() -> impl Strategy<Value = Step> {
    let secs = prop_oneof![Just(0u64), Just(72 * HOUR), Just(u64::MAX), 1..4 * DAY];
    prop_oneof![
        3 => any_params().prop_map(Step::Set),
        3 => any_params().prop_map(Step::Propose),
        4 => (0..6u32).prop_map(Step::Execute),
        1 => (0..6u32).prop_map(Step::Cancel),
        2 => (0..3u8, secs).prop_map(|(scope, secs)| Step::Pause(scope, secs)),
        1 => (0..3u8).prop_map(Step::Unpause),
        1 => (-1..3i128).prop_map(Step::Cap),
        1 => Just(Step::Disallow),
        2 => (1..1_000 * UNIT).prop_map(Step::Deposit),
        3 => prop_oneof![Just(TIMELOCK), 0..DAY, 0..10 * DAY].prop_map(Step::Wait),
    ]
}

fn scope(w: &World, which: u8) -> Scope {
    match which {
        0 => Scope::All,
        1 => Scope::Pool(w.admin.clone()),
        _ => Scope::Asset(w.usdc.clone()),
    }
}

/// The vault may refuse a step; what it does with it is what is under test.
fn apply(w: &World, lp: &Address, step: &Step) {
    let c = w.client();
    match step {
        Step::Set(params) => _ = c.try_set_params(params),
        Step::Propose(params) => _ = c.try_propose(&Change::SetParams(params.clone())),
        Step::Execute(id) => _ = c.try_execute(id),
        Step::Cancel(id) => _ = c.try_cancel(id),
        Step::Pause(which, secs) => _ = c.try_pause(&scope(w, *which), secs),
        Step::Unpause(which) => _ = c.try_unpause(&scope(w, *which)),
        Step::Cap(cap) => {
            _ = c.try_set_pool_cap(&w.admin, cap);
            _ = c.try_set_asset_cap(&w.usdc, cap);
        }
        Step::Disallow => {
            _ = c.try_disallow_pool(&w.admin);
            _ = c.try_disallow_asset(&w.usdc);
        }
        Step::Deposit(assets) => {
            w.mint(&w.usdc, lp, *assets);
            _ = c.try_deposit(assets, lp, lp, lp);
        }
        Step::Wait(secs) => w.pass(*secs),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn w7_after_any_admin_sequence_everybody_leaves_whole(steps in prop::collection::vec(step(), 8..32)) {
        let w = World::new();
        let c = w.client();
        let lp = w.depositor(100 * UNIT);
        let mut announced_at = std::vec::Vec::new();
        for step in &steps {
            let (lock, terms) = (c.get_tranche(&lp), c.get_params());
            apply(&w, &lp, step);
            let new = c.get_params();
            prop_assert!((60..=LONGEST_COOLDOWN).contains(&new.cooldown_secs));
            let now = w.e.ledger().timestamp();
            if c.change_count() as usize > announced_at.len() {
                announced_at.push(now);
            }
            match step {
                Step::Execute(id) if new != terms => {
                    let waited = now - announced_at[*id as usize];
                    prop_assert!((TIMELOCK..=TIMELOCK + 7 * DAY).contains(&waited));
                }
                _ => prop_assert!(!params_raise(&terms, &new), "{:?} raised a risk at once", step),
            }
            if !matches!(step, Step::Deposit(_)) {
                prop_assert_eq!(c.get_tranche(&lp), lock, "{:?} moved a lock", step);
            }
        }
        w.pass(LONGEST_COOLDOWN);
        // Everything is paused again, right before the exit.
        (0..3).for_each(|which| _ = c.pause(&scope(&w, which), &(72 * HOUR)));
        let shares = c.max_redeem(&lp);
        prop_assert_eq!(shares, c.balance(&lp));
        prop_assert_eq!(w.redeem(&lp, shares), shares, "at the price of 1 it came in at");
    }
}
