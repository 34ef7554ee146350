//! Entry points: authorisation and validation. What they do is in the modules beside.

mod admin;
mod bonded;
mod sep56;
mod token;

use nectar_interfaces::vault::{FillReceipt, Order, Params, Route, Swap, Tranche, VaultConfig, VaultState};
use soroban_sdk::{Address, Env, String, Vec, contract, contractimpl};
use stellar_access::ownable;
use stellar_tokens::fungible::Base;

use crate::{
    books, config,
    constants::{SHARE_DECIMALS, VERSION},
    deposits,
    fill::{self, Filler},
    leftover, rewards, storage, tranche,
};

#[contract]
pub struct NectarVault;

#[contractimpl]
impl NectarVault {
    /// `config.registry` may be the precomputed address of a registry that is deployed next; the pair is sealed for
    /// ever. Nothing can be deposited or filled before the seed.
    pub fn __constructor(
        e: &Env,
        admin: Address,
        config: VaultConfig,
        params: Params,
        name: String,
        symbol: String,
    ) {
        config::check_config(e, &config, &name, &symbol);
        ownable::set_owner(e, &admin);
        Base::set_metadata(e, SHARE_DECIMALS, name, symbol);
        storage::set_config(e, &config);
        config::check_params(e, &params);
        config::set_params(e, params);
        storage::extend_instance(e);
    }

    /// Admin: gives the vault its permanent first 10 USDC or more, opens it, and starts the timelock of its configuration.
    pub fn seed(e: &Env, from: Address, amount: i128) {
        deposits::authorise_seed(e, &from);
        storage::extend_instance(e);
        deposits::seed_no_auth(e, &from, amount);
    }

    /// Fills (part of) an auction with the vault's money, or fails as a whole. `session` signs; `operator` earns.
    pub fn fill(e: &Env, operator: Address, session: Address, order: Order) -> FillReceipt {
        session.require_auth();
        storage::extend_instance(e);
        fill::run_no_auth(e, Filler { operator, session }, order)
    }

    /// Anyone: pays `operator` what it is owed. Answers the amount.
    pub fn claim_rewards(e: &Env, operator: Address) -> i128 {
        storage::extend_instance(e);
        rewards::claim(e, &operator)
    }

    /// Anyone: books surplus USDC of at least 1 USDC as a profit. Answers the amount.
    pub fn skim(e: &Env) -> i128 {
        deposits::require_open(e);
        storage::extend_instance(e);
        rewards::skim(e)
    }

    /// Anyone: sells a token that a fill left in the vault. Answers the proceeds. The caller chooses the allowlisted
    /// `pool` whose oracle bounds the price from below: a token has one oracle per pool that lists it.
    pub fn sell_leftover(e: &Env, pool: Address, token: Address, swaps: Vec<Swap>) -> i128 {
        deposits::require_open(e);
        storage::extend_instance(e);
        leftover::sell(e, &pool, &token, &swaps)
    }

    pub fn get_state(e: &Env) -> VaultState {
        books::state(e)
    }

    pub fn get_params(e: &Env) -> Params {
        storage::params(e)
    }

    pub fn get_config(e: &Env) -> VaultConfig {
        storage::config(e)
    }

    pub fn get_tranche(e: &Env, account: Address) -> Tranche {
        storage::tranche(e, &account)
    }

    pub fn unlocked_shares(e: &Env, account: Address) -> i128 {
        tranche::unlocked(e, &account)
    }

    pub fn get_route(e: &Env, id: u32) -> Option<Route> {
        storage::route(e, id)
    }

    pub fn route_count(e: &Env) -> u32 {
        storage::route_count(e)
    }

    pub fn is_pool_allowed(e: &Env, pool: Address) -> bool {
        storage::is_pool(e, &pool)
    }

    pub fn is_asset_allowed(e: &Env, asset: Address) -> bool {
        config::is_asset_allowed(e, &asset)
    }

    pub fn reward_of(e: &Env, operator: Address) -> i128 {
        storage::reward(e, &operator)
    }

    pub fn is_open(e: &Env) -> bool {
        storage::is_open(e)
    }

    pub fn admin(e: &Env) -> Address {
        ownable::get_owner(e).expect("the constructor sets it and nothing renounces it")
    }

    /// First step of two. The proposal lapses after `live_until_ledger`; 0 withdraws it.
    pub fn propose_admin(e: &Env, new_admin: Address, live_until_ledger: u32) {
        storage::extend_instance(e);
        ownable::transfer_ownership(e, &new_admin, live_until_ledger);
    }

    /// Second step, by the proposed admin.
    pub fn accept_admin(e: &Env) {
        storage::extend_instance(e);
        ownable::accept_ownership(e);
    }

    /// Anyone may keep the contract and its code alive.
    pub fn bump(e: &Env) {
        storage::extend_instance(e);
    }

    pub fn version(_e: &Env) -> u32 {
        VERSION
    }
}
