use soroban_sdk::{Address, testutils::Address as _};

use super::*;

#[test]
fn free_registrations_do_not_reach_the_roster() {
    let w = World::with_session();
    assert_eq!(w.client().keeper_count(), 0);
    assert!(w.client().get_keepers(&0, &10).is_empty());
    w.client()
        .record_execution(&w.operator, &(5 * USDC), &(90 * USDC));
    w.client().record_execution(&w.operator, &USDC, &(10 * USDC));
    assert_eq!(w.client().keeper_count(), 1);
    let (operator, keeper) = w.client().get_keepers(&0, &10).get(0).unwrap();
    assert_eq!(operator, w.operator);
    assert_eq!(
        (keeper.fills, keeper.profit, keeper.volume),
        (2, 6 * USDC, 100 * USDC)
    );
}

#[test]
fn pages_neither_skip_nor_repeat_anybody() {
    let w = World::new();
    let c = w.client();
    let operators: std::vec::Vec<Address> = (0..95).map(|_| Address::generate(&w.e)).collect();
    for operator in &operators {
        c.register(operator, &w.text("keeper"), &0);
        c.record_execution(operator, &1, &1);
    }
    let mut seen = std::vec::Vec::new();
    let mut start = 0;
    while start < c.keeper_count() {
        let page = c.get_keepers(&start, &32);
        seen.extend(page.iter().map(|(operator, _)| operator));
        start += 32;
    }
    assert_eq!(seen, operators);
    assert_eq!(c.get_keepers(&0, &u32::MAX).len(), 32, "a page is bounded");
    assert!(c.get_keepers(&95, &10).is_empty());
    assert!(c.get_keepers(&u32::MAX, &u32::MAX).is_empty());
    assert!(c.get_keepers(&0, &0).is_empty());
}

#[test]
fn a_statistic_at_its_limit_stops_no_fill() {
    let w = World::with_session();
    w.client().record_execution(&w.operator, &i128::MAX, &i128::MAX);
    w.client().record_execution(&w.operator, &1, &1);
    let keeper = w.client().get_keeper(&w.operator).unwrap();
    assert_eq!(
        (keeper.fills, keeper.profit, keeper.volume),
        (2, i128::MAX, i128::MAX)
    );
}

#[test]
fn nothing_is_recorded_for_a_stranger() {
    let w = World::new();
    assert_refused(
        w.client().try_record_execution(&w.operator, &1, &1),
        Error::NotRegistered,
    );
}
