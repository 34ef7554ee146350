//! What a fill costs in the native host. Event bytes are the tight limit; instructions of native code are no measure
//! of the wasm's.

use super::{market::*, *};
use crate::constants::{EVENT_BYTES_BASE, EVENT_BYTES_PER_BID, EVENT_BYTES_PER_LOT, EVENT_BYTES_RECEIPT};

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
