//! What the admin configures. Until the seed all of it acts at once; after it whatever raises a risk must be proposed
//! and wait (see `risk`), and whatever lowers one still acts at once.

use nectar_interfaces::vault::{Announced, Change, Params, Route, Scope, TypeParams};
use soroban_sdk::{Address, Env, Map, contractimpl};
use stellar_access::ownable;

use super::{NectarVault, NectarVaultArgs, NectarVaultClient};
use crate::{config, deposits, limits, pauses, storage, timelock};

#[contractimpl]
impl NectarVault {
    /// Admin. After the seed only when no field raises a risk.
    pub fn set_params(e: &Env, params: Params) {
        by_admin(e);
        timelock::act(e, Change::SetParams(params));
    }

    /// Admin, before the seed. Lets fills happen in `pool` and its oracle floor them.
    pub fn allow_pool(e: &Env, pool: Address) {
        by_admin(e);
        timelock::act(e, Change::AllowPool(pool));
    }

    /// Admin, before the seed. USDC needs none.
    pub fn allow_asset(e: &Env, asset: Address) {
        by_admin(e);
        timelock::act(e, Change::AllowAsset(asset));
    }

    /// Admin, before the seed. Answers the route's number.
    pub fn add_route(e: &Env, route: Route) -> u32 {
        by_admin(e);
        let id = storage::route_count(e);
        timelock::act(e, Change::AddRoute(route));
        id
    }

    /// Admin, at once: no more fills in `pool`.
    pub fn disallow_pool(e: &Env, pool: Address) {
        by_admin(e);
        config::disallow_pool(e, pool);
    }

    /// Admin, at once: no more fills of auctions with `asset`, and no sale of what is left of it.
    pub fn disallow_asset(e: &Env, asset: Address) {
        by_admin(e);
        config::disallow_asset(e, asset);
    }

    /// Admin, at once.
    pub fn remove_route(e: &Env, id: u32) {
        by_admin(e);
        config::remove_route(e, id);
    }

    /// Admin: most USDC one fill in `pool` may spend. After the seed only lower; `i128::MAX` is no cap.
    pub fn set_pool_cap(e: &Env, pool: Address, cap: i128) {
        by_admin(e);
        timelock::act(e, Change::SetPoolCap(pool, cap));
    }

    /// Admin: most USDC one fill with `asset` in its bid or lot may spend. After the seed only lower.
    pub fn set_asset_cap(e: &Env, asset: Address, cap: i128) {
        by_admin(e);
        timelock::act(e, Change::SetAssetCap(asset, cap));
    }

    /// Admin: terms of auction type 1 or 2. After the seed only stricter ones of a type that is on.
    pub fn set_type(e: &Env, auction_type: u32, params: TypeParams) {
        by_admin(e);
        timelock::act(e, Change::EnableType(auction_type, params));
    }

    /// Admin, at once.
    pub fn disable_type(e: &Env, auction_type: u32) {
        by_admin(e);
        limits::disable_type(e, auction_type);
    }

    /// Admin, after the seed: announces a change, which can be executed `timelock_secs` later. Answers its number.
    pub fn propose(e: &Env, change: Change) -> u32 {
        by_admin(e);
        deposits::require_open(e);
        timelock::propose(e, change)
    }

    /// Admin, from the change's `eta` on and for 7 days.
    pub fn execute(e: &Env, id: u32) {
        by_admin(e);
        timelock::execute(e, id);
    }

    /// Admin, at any time before it is executed.
    pub fn cancel(e: &Env, id: u32) {
        by_admin(e);
        timelock::cancel(e, id);
    }

    /// Admin, at once: stops fills for 1 second to 72 hours. Answers when it ends, in unix seconds.
    pub fn pause(e: &Env, scope: Scope, secs: u64) -> u64 {
        by_admin(e);
        pauses::pause(e, scope, secs)
    }

    /// Admin, at once.
    pub fn unpause(e: &Env, scope: Scope) {
        by_admin(e);
        pauses::unpause(e, scope);
    }

    pub fn get_change(e: &Env, id: u32) -> Option<Announced> {
        storage::change(e, id)
    }

    /// Changes announced so far: the next one's number.
    pub fn change_count(e: &Env) -> u32 {
        storage::change_count(e)
    }

    /// The pauses that run, with the unix seconds at which each ends.
    pub fn get_pauses(e: &Env) -> Map<Scope, u64> {
        pauses::running(e)
    }

    /// `i128::MAX` is no cap.
    pub fn get_pool_cap(e: &Env, pool: Address) -> i128 {
        storage::pool_cap(e, &pool)
    }

    /// `i128::MAX` is no cap.
    pub fn get_asset_cap(e: &Env, asset: Address) -> i128 {
        storage::asset_cap(e, &asset)
    }

    /// User liquidations (type 0) always are.
    pub fn is_type_enabled(e: &Env, auction_type: u32) -> bool {
        limits::is_type_enabled(e, auction_type)
    }

    /// Terms of auction type 1 or 2 while it is on.
    pub fn get_type(e: &Env, auction_type: u32) -> Option<TypeParams> {
        storage::type_params(e, auction_type)
    }
}

pub fn by_admin(e: &Env) {
    ownable::enforce_owner_auth(e);
    storage::extend_instance(e);
}
