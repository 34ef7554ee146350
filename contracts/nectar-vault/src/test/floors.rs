use nectar_interfaces::vault::Params;

use super::*;
use crate::floors::{Outcome, check};

/// The first floor that refuses `outcome`, none if it passes.
fn refusal(params: Params, order_min: i128, outcome: Outcome) -> Option<Error> {
    let w = World::bare();
    let checked = std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| {
        check(&w.e, &params, order_min, &outcome);
    }));
    let text = checked.err().map(|cause| {
        cause
            .downcast_ref::<std::string::String>()
            .cloned()
            .expect("the host panics with text")
    })?;
    [
        Error::ProfitBelowOrder,
        Error::ProfitBelowMinimum,
        Error::ProfitBelowMargin,
        Error::ProfitBelowEdge,
    ]
    .into_iter()
    .find(|error| text.contains(&std::format!("#{}", *error as u32)))
}

fn outcome(profit: i128, spent: i128, edge: i128, volume: i128) -> Outcome {
    Outcome {
        profit,
        spent,
        edge,
        volume,
    }
}

#[test]
fn each_floor_binds_at_its_last_stroop() {
    // The order's own.
    assert_eq!(
        refusal(params(), 500, outcome(499, 0, 0, 0)),
        Some(Error::ProfitBelowOrder)
    );
    // The vault's.
    let least = params().min_profit;
    assert_eq!(
        refusal(params(), 0, outcome(least - 1, 0, 0, 0)),
        Some(Error::ProfitBelowMinimum)
    );
    assert_eq!(refusal(params(), 0, outcome(least, 0, 0, 0)), None);
    // 2 % of 207.0000001 USDC, rounded up.
    let spent = 2_070_000_001;
    assert_eq!(
        refusal(params(), 0, outcome(41_400_000, spent, 0, 0)),
        Some(Error::ProfitBelowMargin)
    );
    assert_eq!(refusal(params(), 0, outcome(41_400_001, spent, 0, 0)), None);
}

#[test]
fn of_slippage_budget_and_edge_share_the_lesser_binds() {
    let (volume, spent) = (2_367_562_500, 0);
    // A thin edge: 29.75625 − 2 % of 236.75625 = 25.021125 against three quarters = 22.3171875.
    let edge = 297_562_500;
    assert_eq!(
        refusal(params(), 0, outcome(223_171_875, spent, edge, volume)),
        None
    );
    assert_eq!(
        refusal(params(), 0, outcome(223_171_874, spent, edge, volume)),
        Some(Error::ProfitBelowEdge)
    );
    // A thinner one: 15 − 4.735125 = 10.264875 against 11.25.
    let edge = 150_000_000;
    assert_eq!(
        refusal(params(), 0, outcome(102_648_750, spent, edge, volume)),
        None
    );
    assert_eq!(
        refusal(params(), 0, outcome(102_648_749, spent, edge, volume)),
        Some(Error::ProfitBelowEdge)
    );
}

#[test]
fn a_negative_edge_leaves_the_other_floors() {
    let least = params().min_profit;
    assert_eq!(
        refusal(params(), 0, outcome(least, 0, -1_000 * UNIT, 10 * UNIT)),
        None
    );
    assert_eq!(
        refusal(params(), i128::MIN, outcome(-1, 0, -1_000 * UNIT, 10 * UNIT)),
        Some(Error::ProfitBelowMinimum)
    );
}
