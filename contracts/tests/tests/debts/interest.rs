use nectar_interfaces::{blend::auction::INTEREST, vault::FillReceipt};
use nectar_tests::{debts::DebtWorld, ledger, signed::Refusal, tokens::UNIT};

/// The interest of one asset at this age, all of it; and its lot.
fn fill_at(age: u32) -> (DebtWorld, i128, Result<FillReceipt, Refusal>) {
    let d = DebtWorld::usual();
    let auction = d.interest(90_000, 0);
    let lot = auction.lot.get(d.world.tokens.usdc.clone()).expect("USDC");
    ledger::advance_frozen(&d.world.e, age);
    let result = d.world.try_fill(&d.order(INTEREST, 100));
    (d, lot, result)
}

#[test]
fn interest_is_filled_at_every_age_from_its_margin_on() {
    for (age, bid_permille) in [(250, 750), (251, 745), (300, 500), (399, 5), (400, 0), (450, 0)] {
        let (d, lot, result) = fill_at(age);
        let receipt = result.unwrap_or_else(|refusal| panic!("age {age}: {refusal:?}"));
        println!(
            "age {age}: lot {lot} spent {} profit {}",
            receipt.spent, receipt.profit
        );
        // The bid is LP tokens worth 1.2 times the lot at Comet's spot price; buying them costs a fee and moves it.
        let bid = lot * 12 / 10 * bid_permille / 1_000;
        assert!(
            (bid..=bid * 103 / 100).contains(&receipt.spent),
            "{age}: {receipt:?}"
        );
        assert_eq!(receipt.profit, lot - receipt.spent);
        assert_eq!(receipt.edge, receipt.profit);
        assert!(receipt.profit * 10 >= receipt.spent);
        d.assert_clean();
    }
}

#[test]
fn before_its_margin_interest_is_refused() {
    for age in [1, 100, 200, 240] {
        let (d, _, result) = fill_at(age);
        let refusal = result.expect_err("too early");
        assert!(
            matches!(refusal, Refusal::Code(2160..=2162)),
            "{age}: {refusal:?}"
        );
        d.assert_clean();
    }
}

#[test]
fn interest_is_filled_in_parts_and_donated_to_the_stroop() {
    let d = DebtWorld::usual();
    let auction = d.interest(90_000, 0);
    let w = &d.world;
    let held = || w.balance(&d.comet, &w.pool.backstop);
    ledger::advance_frozen(&w.e, 300);
    let before = held();
    for percent in [1, 40, 33, 100] {
        w.try_fill(&d.order(INTEREST, percent)).expect("fills");
        d.assert_clean();
    }
    // Half of the bid, rounded up in each part.
    let half = auction.bid.get(d.comet.clone()).expect("LP tokens") / 2;
    assert!((half..half + 8).contains(&(held() - before)));
}

/// USDC and EURC: the EURC are sold at the market, and the oracle floors that leg.
#[test]
fn interest_in_two_assets_sells_the_other_one() {
    let d = DebtWorld::usual();
    d.interest(90_000, 78_000);
    ledger::advance_frozen(&d.world.e, 280);
    let receipt = d.world.try_fill(&d.order(INTEREST, 100)).expect("fills");
    println!("{receipt:?}");
    d.assert_clean();
    let slippage = receipt.edge - receipt.profit;
    assert!((UNIT..20 * UNIT).contains(&slippage), "{slippage}");
}

#[test]
fn interest_sold_far_below_the_oracle_is_refused() {
    let d = DebtWorld::usual();
    d.interest(90_000, 78_000);
    let w = &d.world;
    ledger::advance_frozen(&w.e, 380);
    let eurc = &w.tokens.eurc;
    w.market(eurc).reset(&w.e, 50_000 * UNIT, 5_000_000);
    assert_eq!(w.try_fill(&d.order(INTEREST, 100)), Err(Refusal::Code(2163)));
    w.market(eurc).reset(&w.e, 50_000 * UNIT, 11_500_000);
    w.try_fill(&d.order(INTEREST, 100)).expect("fills");
}

/// A leg without a route stays and counts nothing as profit: here it is small enough to leave the rest worth it.
#[test]
fn a_lot_without_a_route_stays_in_the_vault() {
    let d = DebtWorld::usual();
    d.interest(90_000, 78_000);
    let w = &d.world;
    ledger::advance_frozen(&w.e, 390);
    let mut order = d.order(INTEREST, 100);
    order.swaps.remove(1);
    // At its full value it is far more than the slippage allowed.
    assert_eq!(w.try_fill(&order), Err(Refusal::Code(2163)));
}
