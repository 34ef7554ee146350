//! The lab in Blend's place.
use liquidation_lab::{LiquidationLab, LiquidationLabClient};
use nectar_interfaces::{blend::Positions, vault::Order};
use soroban_sdk::{Address, Env, Map, testutils::Address as _};

use crate::{
    code::Code,
    ledger,
    pool::{DeployedPool, PoolKind, PoolSettings},
    tokens::{Tokens, text},
    world::World,
};

const USDC: u32 = 0;
const XLM: u32 = 1;

pub fn deploy(
    e: &Env,
    code: Code,
    admin: &Address,
    tokens: &Tokens,
    oracle: &Address,
    settings: &PoolSettings,
) -> DeployedPool {
    let backstop = Address::generate(e);
    let args = (
        admin,
        text(e, "pool"),
        oracle,
        settings.bstop_rate,
        settings.max_positions,
        settings.min_collateral,
        &backstop,
        &tokens.blnd,
    );
    let address = code.deploy(e, &Address::generate(e), "liquidation-lab", LiquidationLab, args);
    let lab = LiquidationLabClient::new(e, &address);
    for ((_, asset), config) in tokens.reserves().into_iter().zip(&settings.reserves) {
        lab.mock_all_auths().init_reserve(asset, config);
    }
    lab.mock_all_auths()
        .set_status(if settings.backed { &0 } else { &3 });
    DeployedPool {
        address,
        backstop,
        kind: PoolKind::Lab,
    }
}

/// A position so deep under water that the auction takes all of it: at age 400 the lot costs nothing, and being USDC
/// it is the profit.
pub fn free_usdc(world: &World, amount: i128) -> Order {
    let user = Address::generate(&world.e);
    let positions = Positions {
        collateral: Map::from_array(&world.e, [(USDC, amount)]),
        liabilities: Map::from_array(&world.e, [(XLM, 20 * amount + 20)]),
        supply: Map::new(&world.e),
    };
    LiquidationLabClient::new(&world.e, &world.pool.address)
        .mock_all_auths()
        .set_position(&user, &positions);
    world.new_auction(&user, &[&world.tokens.xlm], &[&world.tokens.usdc], 100);
    ledger::advance(&world.e, 401);
    world.order(&user, 100)
}
