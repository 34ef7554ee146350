use nectar_interfaces::{blend::auction::BAD_DEBT, vault::FillReceipt};
use nectar_tests::{debts::DebtWorld, ledger, signed::Refusal, tokens::UNIT};

/// 150 USDC of bad debt at this age (less what interest adds in twenty minutes), all of it.
fn fill_at(age: u32) -> (DebtWorld, Result<FillReceipt, Refusal>) {
    let d = DebtWorld::usual();
    d.bad_debt(150, 0);
    ledger::advance_frozen(&d.world.e, age);
    let result = d.world.try_fill(&d.order(BAD_DEBT, 100));
    (d, result)
}

#[test]
fn bad_debt_is_filled_at_every_age_from_its_margin_on() {
    for (age, bid_permille) in [
        (190, 1_000),
        (200, 1_000),
        (201, 995),
        (250, 750),
        (300, 500),
        (399, 5),
        (400, 0),
        (450, 0),
    ] {
        let (d, result) = fill_at(age);
        let receipt = result.unwrap_or_else(|refusal| panic!("age {age}: {refusal:?}"));
        let w = &d.world;
        // 150 USDC and the interest of the ledgers before the auction.
        let whole = 150 * UNIT * bid_permille / 1_000;
        assert!(
            (whole..=whole + whole / 10_000 + 1).contains(&receipt.spent),
            "{age}: {receipt:?}"
        );
        // The lot, 144 LP, is worth 180 at Comet's spot price, less its exit fee and what the sale moves.
        let proceeds = receipt.spent + receipt.profit;
        let lot = 180 * UNIT * i128::from(age.min(200)) / 200;
        assert!((lot * 985 / 1_000..lot).contains(&proceeds), "{age}: {proceeds}");
        assert!(receipt.profit * 10 >= receipt.spent);
        assert_eq!(receipt.age, age);
        println!("age {age}: spent {} profit {}", receipt.spent, receipt.profit);
        d.assert_clean();
        let debts = w.pool().get_positions(&w.pool.backstop).liabilities;
        // What the bid left out stays the backstop's.
        assert_eq!(debts.is_empty(), age <= 200);
    }
}

#[test]
fn before_its_margin_bad_debt_is_refused() {
    for age in [100, 150, 170] {
        let (d, result) = fill_at(age);
        let refusal = result.expect_err("too early");
        assert!(
            matches!(refusal, Refusal::Code(2160 | 2162)),
            "{age}: {refusal:?}"
        );
        d.assert_clean();
    }
}

#[test]
fn bad_debt_is_filled_in_parts() {
    let d = DebtWorld::usual();
    let auction = d.bad_debt(150, 0);
    ledger::advance_frozen(&d.world.e, 250);
    let (mut spent, mut profit) = (0, 0);
    for percent in [1, 40, 33, 100] {
        let receipt = d.world.try_fill(&d.order(BAD_DEBT, percent)).expect("fills");
        spent += receipt.spent;
        profit += receipt.profit;
        d.assert_clean();
    }
    let whole = fill_at(250).1.expect("fills");
    // Rounded against the filler by a stroop or two in each part, and sold in four parts.
    assert!(
        (whole.spent..whole.spent + 10).contains(&spent),
        "{spent} {whole:?}"
    );
    assert!((whole.profit - profit).abs() < UNIT / 100, "{profit} {whole:?}");
    assert_eq!(auction.bid.len(), 1);
}

/// 150 USDC and 80 EURC. The EURC are bought at the market, which asks 0.3 % and the move of the price: the oracle
/// floors that leg, and the LP tokens count as what they brought.
#[test]
fn bad_debt_in_two_assets_buys_the_other_one() {
    let d = DebtWorld::usual();
    d.bad_debt(150, 80);
    ledger::advance_frozen(&d.world.e, 220);
    let receipt = d.world.try_fill(&d.order(BAD_DEBT, 100)).expect("fills");
    d.assert_clean();
    let eurc_value = 80 * 115 * UNIT / 100 * 900 / 1_000;
    let usdc = 150 * UNIT * 900 / 1_000;
    let oracle_bid = receipt.spent + receipt.profit - receipt.edge;
    let fair = usdc + eurc_value;
    assert!(
        (fair..fair + fair / 1_000).contains(&oracle_bid),
        "{oracle_bid} {fair}"
    );
    // Bought above the oracle, by less than the slippage allowed.
    let slippage = receipt.spent - oracle_bid;
    assert!(
        (eurc_value * 3 / 1_000..eurc_value / 50).contains(&slippage),
        "{slippage}"
    );
    assert_eq!(receipt.profit, receipt.edge - slippage);
}

/// The oracle still floors the leg it knows: a market that asks twice the price for EURC is refused.
#[test]
fn bad_debt_bought_far_above_the_oracle_is_refused() {
    let d = DebtWorld::usual();
    d.bad_debt(150, 80);
    let w = &d.world;
    ledger::advance_frozen(&w.e, 250);
    // 60 EURC at the oracle's 1.15; the market asks 2.00, and the margin would still be met.
    let eurc = &w.tokens.eurc;
    w.market(eurc).reset(&w.e, 50_000 * UNIT, 20_000_000);
    assert_eq!(w.try_fill(&d.order(BAD_DEBT, 100)), Err(Refusal::Code(2163)));
    w.market(eurc).reset(&w.e, 50_000 * UNIT, 11_500_000);
    w.try_fill(&d.order(BAD_DEBT, 100)).expect("fills");
}
