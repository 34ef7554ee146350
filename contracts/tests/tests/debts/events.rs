//! The vault refuses what would not fit into 16,384 bytes of events by a sum, which must be an upper bound.
use nectar_interfaces::blend::auction::{BAD_DEBT, INTEREST};
use nectar_tests::{debts::DebtWorld, ledger};

/// 620 and 236 for the receipt, 556 a bid, 568 a lot, 1,228 over Comet and 472 over the market of the second asset.
#[test]
fn the_event_budget_covers_both_types() {
    let one = 620 + 236 + 556 + 568 + 1_228;
    for (auction_type, in_two, budget) in [
        (BAD_DEBT, false, one),
        (BAD_DEBT, true, one + 556 + 472),
        (INTEREST, false, one),
        (INTEREST, true, one + 568 + 472),
    ] {
        let d = DebtWorld::usual();
        if auction_type == BAD_DEBT {
            d.bad_debt(150, if in_two { 80 } else { 0 });
        } else {
            d.interest(90_000, if in_two { 78_000 } else { 0 });
        }
        ledger::advance_frozen(&d.world.e, 300);
        d.world.fill(&d.order(auction_type, 100));
        let used = d.world.e.cost_estimate().resources().contract_events_size_bytes;
        println!("type {auction_type}, two assets {in_two}: {used} of {budget}");
        assert!(used <= budget);
    }
}
