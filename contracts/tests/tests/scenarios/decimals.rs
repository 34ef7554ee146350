//! An asset of 18 decimals: a handful of it is more stroops than 64 bits hold.
use nectar_interfaces::blend::auction::USER_LIQUIDATION;
use nectar_tests::{
    ledger,
    pool::{PoolKind, PoolSettings},
    tokens::UNIT,
    world::{Setup, World},
};
use soroban_sdk::{Address, testutils::Address as _};

const AQUA: usize = 3;
const WHOLE: i128 = 10i128.pow(18);
const DEPTH: i128 = 100_000;
/// USDC per token, 7 decimals: when it was borrowed against, and when it is liquidated.
const PRICES: [i128; 2] = [10_000_000, 7_500_000];

fn tall_world(pool: PoolKind) -> World {
    let mut settings = PoolSettings::default();
    settings.reserves[AQUA].decimals = 18;
    settings.reserves[AQUA].supply_cap = 10i128.pow(30);
    World::new(&Setup {
        settings,
        ..Setup::of(pool)
    })
}

/// 400 tokens of 18 decimals against 250 USDC, all of it in an auction that is 250 ledgers old.
fn auctioned(world: &World) -> Address {
    let (aqua, usdc) = (&world.tokens.aqua, &world.tokens.usdc);
    world.set_price(aqua, PRICES[0]);
    let user = world.borrower(&[(aqua, 400 * WHOLE)], &[(usdc, 250 * UNIT)]);
    world.set_price(aqua, PRICES[1]);
    let market = world.market(aqua);
    market.drain(&world.e);
    let (maker, tokens) = (Address::generate(&world.e), DEPTH * WHOLE * UNIT / PRICES[1]);
    world.mint(usdc, &maker, DEPTH * UNIT);
    world.mint(aqua, &maker, tokens);
    market
        .client(&world.e)
        .mock_all_auths()
        .add_liquidity(&maker, &(DEPTH * UNIT), &tokens);
    let (bid, lot) = (world.addresses(&[usdc]), world.addresses(&[aqua]));
    let opened = (1..=100u32).rev().any(|percent| {
        let pool = world.pool();
        let tried = pool.try_new_auction(&USER_LIQUIDATION, &user, &bid, &lot, &percent);
        matches!(tried, Ok(Ok(_)))
    });
    assert!(opened, "the position is under water");
    ledger::advance(&world.e, 251);
    user
}

#[test]
fn a_lot_of_more_than_sixty_four_bits_is_taken_out_whole_and_sold() {
    for kind in [PoolKind::Blend, PoolKind::Lab] {
        let world = tall_world(kind);
        let user = auctioned(&world);
        let aqua = &world.tokens.aqua;
        let lot = world.pool().get_auction(&USER_LIQUIDATION, &user).lot;
        assert!(lot.get_unchecked(aqua.clone()) > i128::from(i64::MAX));
        for percent in [40, 100] {
            let receipt = world.fill(&world.order(&user, percent));
            assert!(receipt.profit > 0 && receipt.profit < receipt.edge, "{receipt:?}");
            assert_eq!(world.balance(aqua, &world.vault), 0, "sold to the last of it");
        }
        let left = world.pool().get_positions(&world.vault);
        assert!(left.collateral.is_empty() && left.liabilities.is_empty());
    }
}
