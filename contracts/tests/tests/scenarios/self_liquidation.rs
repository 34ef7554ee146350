//! A borrower who liquidates himself with the depositors' money pays for it: the profit floor leaves the vault more
//! than the others could take from him.
use nectar_interfaces::vault::FillReceipt;
use nectar_tests::{
    attack::{profit_floor, usdc},
    ledger,
    tokens::UNIT,
    world::{Setup, World},
};
use soroban_sdk::{Address, testutils::Address as _};

/// The borrower of §14.4 is liquidated through the vault at `age` by himself: he is operator and session as well.
struct Affair {
    world: World,
    borrower: Address,
    receipt: FillReceipt,
}

fn liquidate_himself(age: u32) -> Affair {
    let world = World::new(&Setup::default());
    let borrower = world.open_auction();
    let xlm = world.tokens.xlm.clone();
    world.market(&xlm).reset(&world.e, 50_000 * UNIT, 750_000);
    let session = Address::generate(&world.e);
    world.open_session(&borrower, &session);
    ledger::advance_frozen(&world.e, 1 + age);
    let order = world.order(&borrower, 100);
    let receipt = world
        .fill_as(&borrower, &session, &order)
        .expect("the auction is ripe");
    world.vault().claim_rewards(&borrower);
    Affair {
        world,
        borrower,
        receipt,
    }
}

/// What the borrower owns, in USDC at the oracle's prices: tokens, collateral, less debt.
fn wealth(world: &World, who: &Address) -> i128 {
    let positions = world.pool().get_positions(who);
    let rate = |amount: i128, rate: i128| amount * rate / 1_000_000_000_000;
    let reserves = world.tokens.reserves();
    let prices = [10_000_000, 750_000, 11_500_000, 100_000];
    let mut sum = 0;
    for (index, ((_, asset), price)) in reserves.into_iter().zip(prices).enumerate() {
        let data = world.pool().get_reserve(asset).data;
        let index = u32::try_from(index).expect("four reserves");
        let held = world.balance(asset, who)
            + rate(positions.collateral.get(index).unwrap_or(0), data.b_rate)
            - rate(positions.liabilities.get(index).unwrap_or(0), data.d_rate);
        sum += held * price / UNIT;
    }
    sum
}

#[test]
fn liquidating_oneself_with_the_depositors_money_gains_less_than_the_reserve_margin_costs() {
    println!("age   profit   fee to himself   his wealth before → after");
    for age in [180, 200, 220, 250, 300] {
        let Affair {
            world,
            borrower,
            receipt,
        } = liquidate_himself(age);
        // 5,000 XLM at 0.075 against 300 USDC, all of it borrowed and kept.
        let before = 375 * UNIT;
        let after = wealth(&world, &borrower);
        println!(
            "{age}   {:>6}   {:>6}   {} → {}",
            usdc(receipt.profit),
            usdc(receipt.fee),
            usdc(before),
            usdc(after)
        );
        // All he gets is the fee, a tenth of what his own collateral lost; the reserve costs him nine.
        let lot_value = 2_367_562_500 * i128::from(age.min(200)) / 200;
        let reserve = profit_floor(&receipt, lot_value) * 9 / 10;
        assert!(receipt.fee < reserve, "his fee outweighs the reserve");
        assert!(before - after >= receipt.profit - receipt.fee, "he gained by it");
        assert!(before - after >= reserve);
    }
}

#[test]
fn a_borrower_who_owns_the_market_too_gets_back_less_than_what_the_floor_keeps() {
    // He provides all the liquidity of the only market, so whatever the vault loses there is his as well.
    let world = World::new(&Setup::default());
    let borrower = world.open_auction();
    let xlm = world.tokens.xlm.clone();
    let market = world.market(&xlm).clone();
    market.reset(&world.e, 9_000 * UNIT, 750_000);
    let session = Address::generate(&world.e);
    world.open_session(&borrower, &session);
    ledger::advance_frozen(&world.e, 1 + 250);
    let owned = |world: &World| {
        let pair = market.client(&world.e).pair();
        pair.reserve_a + pair.reserve_b * 750_000 / UNIT + wealth(world, &borrower)
    };
    let before = owned(&world);
    let receipt = world
        .fill_as(&borrower, &session, &world.order(&borrower, 100))
        .expect("the floor allows this much slippage");
    world.vault().claim_rewards(&borrower);
    let loss = before - owned(&world);
    assert!(loss >= receipt.profit - receipt.fee - 10, "{loss} {receipt:?}");
    assert!(loss >= profit_floor(&receipt, 2_367_562_500) * 9 / 10);
}
