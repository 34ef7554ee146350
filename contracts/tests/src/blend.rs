//! Blend v2 from its original wasm: Comet, backstop, factory and one pool.
use nectar_interfaces::blend::ReserveConfig;
use soroban_sdk::{Address, BytesN, Env, Vec, testutils::Address as _, vec};

use crate::{
    pool::{DeployedPool, PoolKind, PoolSettings},
    tokens::{Tokens, UNIT, mint, text},
};

include!(concat!(env!("OUT_DIR"), "/blend.rs"));

/// LP tokens (80 % BLND, 20 % USDC) that lift a pool's backstop above its threshold (20,920).
const BACKSTOP_DEPOSIT: i128 = 50_000 * UNIT;

/// The contracts around the pool, for tests of them.
pub struct Stack {
    pub pool: DeployedPool,
    pub comet: Address,
    pub factory: Address,
}

pub fn deploy(e: &Env, admin: &Address, tokens: &Tokens, oracle: &Address, settings: &PoolSettings) -> Stack {
    let (backstop, factory) = (Address::generate(e), Address::generate(e));
    let comet = deploy_around(e, admin, tokens, &backstop, &factory);
    let address = deploy_pool(e, &factory, admin, oracle, settings);
    for (index, ((_, asset), config)) in tokens.reserves().into_iter().zip(&settings.reserves).enumerate() {
        set_reserve(e, &address, asset, &with_index(index, config));
    }
    if settings.backed {
        back(e, admin, &backstop, &address);
    }
    pool::Client::new(e, &address)
        .mock_all_auths()
        .set_status(if settings.backed { &0 } else { &3 });
    Stack {
        pool: DeployedPool {
            address,
            backstop,
            kind: PoolKind::Blend,
        },
        comet,
        factory,
    }
}

/// Everything a pool needs: Comet, whose address it returns, emitter, backstop and factory.
pub fn deploy_around(
    e: &Env,
    admin: &Address,
    tokens: &Tokens,
    backstop: &Address,
    factory: &Address,
) -> Address {
    let comet = deploy_comet(e, admin, tokens);
    let emitter = e.register(emitter::WASM, ());
    let no_drops = Vec::<(Address, i128)>::new(e);
    let backstop_args = (&comet, &emitter, &tokens.blnd, &tokens.usdc, factory, no_drops);
    e.register_at(backstop, backstop::WASM, backstop_args);
    let pool_hash = e.deployer().upload_contract_wasm(pool::WASM);
    let meta = pool_factory::PoolInitMeta {
        backstop: backstop.clone(),
        blnd_id: tokens.blnd.clone(),
        pool_hash,
    };
    e.register_at(factory, pool_factory::WASM, (meta,));
    comet
}

/// A pool in set-up, always at the same address of the same factory.
pub fn deploy_pool(
    e: &Env,
    factory: &Address,
    admin: &Address,
    oracle: &Address,
    settings: &PoolSettings,
) -> Address {
    pool_factory::Client::new(e, factory).mock_all_auths().deploy(
        admin,
        &text(e, "pool"),
        &BytesN::from_array(e, &[7; 32]),
        oracle,
        &settings.bstop_rate,
        &settings.max_positions,
        &settings.min_collateral,
    )
}

/// BLND 80 %, USDC 20 %, fee 0.3 %, with 90,100 LP tokens for `admin`.
pub fn deploy_comet(e: &Env, admin: &Address, tokens: &Tokens) -> Address {
    mint(e, &tokens.blnd, admin, 2_000_000 * UNIT);
    mint(e, &tokens.usdc, admin, 50_000 * UNIT);
    let comet = e.register(comet::WASM, ());
    let client = comet::Client::new(e, &comet);
    client.mock_all_auths().init(
        admin,
        &vec![e, tokens.blnd.clone(), tokens.usdc.clone()],
        &vec![e, 8_000_000, 2_000_000],
        &vec![e, 1_000 * UNIT, 25 * UNIT],
        &30_000,
    );
    let limits = vec![e, 1_000_000 * UNIT, 25_000 * UNIT];
    client
        .mock_all_auths()
        .join_pool(&(90_000 * UNIT), &limits, admin);
    comet
}

fn with_index(index: usize, config: &ReserveConfig) -> ReserveConfig {
    ReserveConfig {
        index: u32::try_from(index).expect("at most 30 reserves"),
        ..config.clone()
    }
}

/// Only a pool in set-up takes reserves at once.
pub fn set_reserve(e: &Env, pool: &Address, asset: &Address, config: &ReserveConfig) {
    let client = pool::Client::new(e, pool);
    client
        .mock_all_auths()
        .queue_set_reserve(asset, &reserve_config(config));
    client.mock_all_auths().set_reserve(asset);
}

/// As Blend's own client wants it.
pub fn reserve_config(config: &ReserveConfig) -> pool::ReserveConfig {
    pool::ReserveConfig {
        c_factor: config.c_factor,
        decimals: config.decimals,
        enabled: config.enabled,
        index: config.index,
        l_factor: config.l_factor,
        max_util: config.max_util,
        r_base: config.r_base,
        r_one: config.r_one,
        r_two: config.r_two,
        r_three: config.r_three,
        reactivity: config.reactivity,
        supply_cap: config.supply_cap,
        util: config.util,
    }
}

/// Lifts the pool's backstop above the threshold of an active pool.
pub fn back(e: &Env, admin: &Address, backstop: &Address, pool: &Address) {
    backstop::Client::new(e, backstop)
        .mock_all_auths()
        .deposit(admin, pool, &BACKSTOP_DEPOSIT);
}

/// The admin announces that the pool's backstop capital leaves. Returns the shares to withdraw 21 days later.
pub fn announce_leaving(e: &Env, admin: &Address, backstop: &Address, pool: &Address) -> i128 {
    let client = backstop::Client::new(e, backstop);
    let shares = client.user_balance(pool, admin).shares;
    client.mock_all_auths().queue_withdrawal(admin, pool, &shares);
    shares
}

pub fn leave(e: &Env, admin: &Address, backstop: &Address, pool: &Address, shares: i128) {
    backstop::Client::new(e, backstop)
        .mock_all_auths()
        .withdraw(admin, pool, &shares);
}
