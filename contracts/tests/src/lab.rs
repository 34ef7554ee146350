//! The lab in Blend's place.
use liquidation_lab::{LiquidationLab, LiquidationLabClient};
use soroban_sdk::{Address, Env, testutils::Address as _};

use crate::{
    code::Code,
    pool::{DeployedPool, PoolKind, PoolSettings},
    tokens::{Tokens, text},
};

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
