//! Which way the risk of each value goes.

use core::panic::AssertUnwindSafe;

use proptest::prelude::*;

use super::*;
use crate::{
    floors::{Outcome, check},
    risk::{params_raise, type_raises},
};

/// Any parameters within their bounds.
pub fn within_bounds() -> impl Strategy<Value = Params> {
    let clock = 60..=7 * DAY;
    let amount = 1..=1_000 * UNIT;
    let clocks = (clock.clone(), clock, 1..=3_600u64);
    let shares = (0..=1_000u32, 5_000..=9_000u32, 50..=2_000u32, 0..=500u32);
    let caps = (prop_oneof![Just(i128::MAX), 1..i128::MAX], 1..=10_000u32, amount);
    (clocks, shares, caps).prop_map(|(clocks, shares, caps)| {
        let (cooldown_secs, profit_unlock_secs, max_price_age_secs) = clocks;
        let (fee_bps, edge_share_bps, min_margin_bps, max_slippage_bps) = shares;
        let (deposit_cap, fill_cap_bps, min_profit) = caps;
        Params {
            cooldown_secs,
            deposit_cap,
            edge_share_bps,
            fee_bps,
            fill_cap_bps,
            max_price_age_secs,
            max_slippage_bps,
            min_margin_bps,
            min_profit,
            profit_unlock_secs,
        }
    })
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Raising {
    Higher,
    Lower,
    Either,
}

#[test]
fn each_parameter_has_a_direction() {
    use Raising::{Either, Higher, Lower};
    type Edit = fn(&mut Params, i8);
    let moves: [(&str, Raising, Edit); 10] = [
        ("cooldown_secs", Higher, |p, by| {
            p.cooldown_secs = p.cooldown_secs.wrapping_add_signed(by.into());
        }),
        ("deposit_cap", Higher, |p, by| p.deposit_cap += i128::from(by)),
        ("edge_share_bps", Lower, |p, by| {
            p.edge_share_bps = p.edge_share_bps.wrapping_add_signed(by.into());
        }),
        ("fee_bps", Higher, |p, by| {
            p.fee_bps = p.fee_bps.wrapping_add_signed(by.into());
        }),
        ("fill_cap_bps", Higher, |p, by| {
            p.fill_cap_bps = p.fill_cap_bps.wrapping_add_signed(by.into());
        }),
        ("max_price_age_secs", Higher, |p, by| {
            p.max_price_age_secs = p.max_price_age_secs.wrapping_add_signed(by.into());
        }),
        ("max_slippage_bps", Higher, |p, by| {
            p.max_slippage_bps = p.max_slippage_bps.wrapping_add_signed(by.into());
        }),
        ("min_margin_bps", Lower, |p, by| {
            p.min_margin_bps = p.min_margin_bps.wrapping_add_signed(by.into());
        }),
        ("min_profit", Lower, |p, by| p.min_profit += i128::from(by)),
        ("profit_unlock_secs", Either, |p, by| {
            p.profit_unlock_secs = p.profit_unlock_secs.wrapping_add_signed(by.into());
        }),
    ];
    let old = Params {
        deposit_cap: UNIT,
        ..params()
    };
    for (field, raising, edit) in moves {
        let moved = |by| {
            let mut new = old.clone();
            edit(&mut new, by);
            params_raise(&old, &new)
        };
        assert_eq!(
            (moved(1), moved(-1)),
            (raising != Lower, raising != Higher),
            "{field}"
        );
    }
}

#[test]
fn the_terms_of_a_type_have_directions_too() {
    let w = World::bare();
    let old = w.type_params();
    let [mut richer, mut poorer, mut laxer, mut stricter, mut elsewhere] =
        core::array::from_fn(|_| old.clone());
    richer.cap += 1;
    poorer.cap -= 1;
    laxer.margin_bps -= 1;
    stricter.margin_bps += 1;
    elsewhere.backstop = w.vault.clone();
    assert!(
        [&richer, &laxer, &elsewhere]
            .iter()
            .all(|new| type_raises(&old, new))
    );
    assert!(
        ![&poorer, &stricter, &old]
            .iter()
            .any(|new| type_raises(&old, new))
    );
}

fn passes(params: &Params, outcome: &Outcome) -> bool {
    let e = env();
    std::panic::catch_unwind(AssertUnwindSafe(|| check(&e, params, 0, outcome))).is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    /// Else a riskier place could be reached by small harmless steps, or by a way back that is no step at all.
    #[test]
    fn harmless_steps_add_up_to_a_harmless_one(a in within_bounds(), b in within_bounds(), c in within_bounds()) {
        prop_assert!(!params_raise(&a, &a));
        prop_assert!(a == b || params_raise(&a, &b) || params_raise(&b, &a));
        let lower = |x: &Params, y: &Params| Params {
            cooldown_secs: x.cooldown_secs.min(y.cooldown_secs),
            deposit_cap: x.deposit_cap.min(y.deposit_cap),
            edge_share_bps: x.edge_share_bps.max(y.edge_share_bps),
            fee_bps: x.fee_bps.min(y.fee_bps),
            fill_cap_bps: x.fill_cap_bps.min(y.fill_cap_bps),
            max_price_age_secs: x.max_price_age_secs.min(y.max_price_age_secs),
            max_slippage_bps: x.max_slippage_bps.min(y.max_slippage_bps),
            min_margin_bps: x.min_margin_bps.max(y.min_margin_bps),
            min_profit: x.min_profit.max(y.min_profit),
            profit_unlock_secs: x.profit_unlock_secs,
        };
        let ab = lower(&a, &b);
        let abc = lower(&ab, &c);
        prop_assert!(!params_raise(&a, &ab) && !params_raise(&ab, &abc) && !params_raise(&a, &abc));
        // A step back that changes anything is a risk again.
        prop_assert!(ab == a || params_raise(&ab, &a));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// What "no risk raised" means for a fill: nothing that was refused passes now.
    #[test]
    fn no_floor_falls_without_the_timelock(
        old in within_bounds(),
        new in within_bounds(),
        spent in 1..10_000 * UNIT,
        edge in 1..2_000 * UNIT,
        volume in 1..20_000 * UNIT,
        profit in 1..1_100 * UNIT,
    ) {
        let stricter = Params {
            edge_share_bps: old.edge_share_bps.max(new.edge_share_bps),
            max_slippage_bps: old.max_slippage_bps.min(new.max_slippage_bps),
            min_margin_bps: old.min_margin_bps.max(new.min_margin_bps),
            min_profit: old.min_profit.max(new.min_profit),
            ..old.clone()
        };
        prop_assert!(!params_raise(&old, &stricter));
        let outcome = Outcome { profit, spent, edge, volume };
        for candidate in [&new, &stricter] {
            if !params_raise(&old, candidate) && passes(candidate, &outcome) {
                prop_assert!(passes(&old, &outcome));
            }
        }
    }
}
