//! What a fill costs in the native host. Event bytes are the tight limit; instructions of native code are no measure
//! of the wasm's.

use super::{market::*, *};
use crate::constants::{
    EVENT_BYTES_BASE, EVENT_BYTES_PER_BAD_DEBT, EVENT_BYTES_PER_BID, EVENT_BYTES_PER_LOT, EVENT_BYTES_RECEIPT,
};

fn event_bytes(m: &Market) -> u32 {
    let used = m.w.e.cost_estimate().resources();
    std::println!(
        "instructions {} disk reads {} memory reads {} writes {} write bytes {} event bytes {}",
        used.instructions,
        used.disk_read_entries,
        used.memory_read_entries,
        used.write_entries,
        used.write_bytes,
        used.contract_events_size_bytes
    );
    used.contract_events_size_bytes
}

/// The formula the vault refuses by is an upper bound of what a fill emits, receipt aside.
#[test]
fn the_event_budget_covers_what_a_fill_emits() {
    let m = Market::new(1_000_000);
    let user = m.open_auction();
    m.age(250);
    m.fill(&m.order(&user));
    let first = event_bytes(&m);
    let budget = EVENT_BYTES_BASE + EVENT_BYTES_PER_BID + EVENT_BYTES_PER_LOT + LEG_BYTES;
    assert!(first <= budget + EVENT_BYTES_RECEIPT, "{first} > {budget}");

    let user = Address::generate(&m.w.e);
    m.set_position(
        &user,
        &[(1, 5_000 * UNIT), (2, 10 * UNIT)],
        &[(0, 150 * UNIT), (2, 135 * UNIT)],
    );
    m.auction_of(&user, &[&m.w.usdc, &m.eurc], &[&m.xlm, &m.eurc]);
    m.age(250);
    let mut order = m.order(&user);
    order.swaps.push_back(m.swap(&m.eurc, EURC_ROUTE, 10_000));
    m.fill(&order);
    let second = event_bytes(&m);
    let budget = EVENT_BYTES_BASE + 2 * EVENT_BYTES_PER_BID + 2 * EVENT_BYTES_PER_LOT + 3 * LEG_BYTES;
    assert!(second <= budget + EVENT_BYTES_RECEIPT, "{second} > {budget}");
}

/// A whole fill that takes the last collateral makes what is left of every debt bad, and the pool tells each.
#[test]
fn the_event_budget_covers_the_debts_a_fill_makes_bad() {
    let m = Market::new(1_000_000);
    let first = m.open_auction();
    m.age(250);
    m.fill(&m.order(&first));
    let user = Address::generate(&m.w.e);
    m.set_position(&user, &[(1, 5_000 * UNIT)], &[(0, 500 * UNIT), (2, 100 * UNIT)]);
    m.auction_of(&user, &[&m.w.usdc, &m.eurc], &[&m.xlm]);
    m.age(380);
    let mut order = m.order(&user);
    order.swaps.push_back(m.swap(&m.eurc, EURC_ROUTE, 10_000));
    m.fill(&order);
    let used = event_bytes(&m);
    let rest = m.lab().get_positions(&user);
    assert!(rest.collateral.is_empty() && rest.liabilities.is_empty());
    let backstop = m.lab().get_positions(&m.backstop);
    assert_eq!(backstop.liabilities.len(), 2, "both debts are bad");
    let without = EVENT_BYTES_BASE + 2 * EVENT_BYTES_PER_BID + EVENT_BYTES_PER_LOT + 2 * LEG_BYTES;
    let budget = without + EVENT_BYTES_RECEIPT + 2 * EVENT_BYTES_PER_BAD_DEBT;
    assert!(used <= budget, "{used} > {budget}");
    assert!(used > without, "{used} would fit without: nothing was measured");
}
