//! What one fill of these types may spend and move.
use nectar_interfaces::blend::auction::{BAD_DEBT, INTEREST};
use nectar_tests::{debts::DebtWorld, ledger, signed::Refusal, tokens::UNIT};

/// 150 USDC of bad debt, ripe, before a vault with these depositors and this cap.
fn ripe(deposit: i128, cap: i128) -> DebtWorld {
    let d = DebtWorld::with(deposit, |params| params.cap = cap);
    d.bad_debt(150, 0);
    ledger::advance_frozen(&d.world.e, 250);
    d
}

fn spent(d: &DebtWorld, percent: u32) -> Result<i128, Refusal> {
    let receipt = d.world.try_fill(&d.order(BAD_DEBT, percent));
    receipt.map(|receipt| receipt.spent)
}

#[test]
fn one_fill_spends_no_more_than_the_cap_of_its_type_to_the_stroop() {
    let free = spent(&ripe(100_000, i128::MAX), 100).expect("fills");
    assert_eq!(spent(&ripe(100_000, free), 100), Ok(free));
    let d = ripe(100_000, free - 1);
    assert_eq!(spent(&d, 100), Err(Refusal::Code(2194)));
    d.assert_clean();
    assert!(spent(&d, 99).is_ok());
}

#[test]
fn one_fill_spends_no_more_than_a_hundredth_of_the_assets() {
    // 112.5 USDC of 11,010: 102 bps. At 99 bps of them it passes.
    let d = ripe(11_000, i128::MAX);
    assert_eq!(spent(&d, 100), Err(Refusal::Code(2194)));
    assert!(spent(&d, 97).is_ok());
}

/// Comet holds some 22,500 USDC. 2,000 USDC of bad debt are worth 2,400 of its LP tokens.
#[test]
fn one_sale_takes_no_more_than_a_tenth_of_comets_usdc() {
    let d = DebtWorld::with(500_000, |_| {});
    d.bad_debt(2_000, 0);
    ledger::advance_frozen(&d.world.e, 250);
    assert_eq!(spent(&d, 100), Err(Refusal::Code(2195)));
    d.assert_clean();
    let receipt = d.world.try_fill(&d.order(BAD_DEBT, 90)).expect("fills");
    let proceeds = receipt.spent + receipt.profit;
    assert!((2_000 * UNIT..2_260 * UNIT).contains(&proceeds), "{proceeds}");
}

#[test]
fn one_purchase_pays_no_more_than_a_tenth_of_comets_usdc() {
    let d = DebtWorld::with(500_000, |_| {});
    d.interest(450_000, 390_000);
    ledger::advance_frozen(&d.world.e, 270);
    let fill = |percent| d.world.try_fill(&d.order(INTEREST, percent));
    assert_eq!(fill(100), Err(Refusal::Code(2195)));
    d.assert_clean();
    let receipt = fill(60).expect("fills");
    assert!(receipt.spent < 2_260 * UNIT, "{receipt:?}");
}

/// The share of Comet's USDC is of what is there: a keeper who fills Comet up first lifts that cap, but not the other.
#[test]
fn filling_comet_up_lifts_no_cap_of_the_vaults_own() {
    let d = ripe(11_000, i128::MAX);
    let w = &d.world;
    w.mint(&w.tokens.usdc, &d.comet, 1_000_000 * UNIT);
    assert_eq!(spent(&d, 100), Err(Refusal::Code(2194)));
}
