//! Its registry: one list of all keepers in one entry, a clock that every draw starts anew, and a refund without delay.
use soroban_sdk::{
    Address, Env, String, Vec, contract, contracterror, contractevent, contractimpl, contracttype,
    panic_with_error, token::TokenClient,
};

use super::vault::OriginalVaultClient;

#[contracterror]
#[derive(Clone, Copy, Debug)]
pub enum RegistryError {
    AlreadyRegistered = 3,
    NotRegistered = 4,
    Unauthorized = 5,
    Paused = 6,
    InsufficientStake = 7,
    ActiveDraw = 8,
    SlashTimeout = 9,
    InvalidConfig = 10,
}

#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct OriginalRegistryConfig {
    pub min_stake: i128,
    pub slash_rate_bps: u32,
    pub slash_timeout: u64,
    pub usdc_token: Address,
}

#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct KeeperInfo {
    pub active: bool,
    pub has_active_draw: bool,
    pub last_draw_time: u64,
    pub name: String,
    pub stake: i128,
    pub successful_fills: u64,
    pub total_profit: i128,
}

#[contracttype]
#[derive(Clone)]
pub enum RegistryKey {
    Admin,
    Config,
    Keeper(Address),
    KeeperList,
    Paused,
    VaultAddr,
}

#[contractevent(topics = ["registered"], data_format = "vec")]
struct Registered {
    #[topic]
    operator: Address,
    name: String,
    stake: i128,
}

#[contract]
pub struct OriginalRegistry;

#[contractimpl]
impl OriginalRegistry {
    pub fn __constructor(e: &Env, admin: Address, config: OriginalRegistryConfig) {
        e.storage().instance().set(&RegistryKey::Admin, &admin);
        set_config(e, &config);
    }

    /// Once, without an event.
    pub fn set_vault(e: &Env, admin: Address, vault: Address) {
        require_admin(e, &admin);
        e.storage().instance().set(&RegistryKey::VaultAddr, &vault);
    }

    /// A name of any length, and one more place in the one list.
    pub fn register(e: &Env, operator: Address, name: String) {
        operator.require_auth();
        extend(e);
        let paused = e.storage().instance().get(&RegistryKey::Paused).unwrap_or(false);
        require(e, !paused, RegistryError::Paused);
        require(
            e,
            keeper(e, &operator).is_none(),
            RegistryError::AlreadyRegistered,
        );
        let stake = config(e).min_stake;
        usdc(e).transfer(&operator, e.current_contract_address(), &stake);
        let info = KeeperInfo {
            active: true,
            has_active_draw: false,
            last_draw_time: 0,
            name: name.clone(),
            stake,
            successful_fills: 0,
            total_profit: 0,
        };
        set_keeper(e, &operator, &info);
        let mut list = list(e);
        list.push_back(operator.clone());
        set_list(e, &list);
        Registered {
            operator,
            name,
            stake,
        }
        .publish(e);
    }

    /// What is left of the stake goes back at once.
    pub fn deregister(e: &Env, operator: Address) {
        operator.require_auth();
        extend(e);
        let info = require_keeper(e, &operator);
        require(e, !info.has_active_draw, RegistryError::ActiveDraw);
        e.storage()
            .persistent()
            .remove(&RegistryKey::Keeper(operator.clone()));
        let mut rest = Vec::new(e);
        list(e)
            .iter()
            .filter(|other| *other != operator)
            .for_each(|other| rest.push_back(other));
        set_list(e, &rest);
        usdc(e).transfer(&e.current_contract_address(), &operator, &info.stake);
    }

    pub fn get_keeper(e: &Env, operator: Address) -> KeeperInfo {
        require_keeper(e, &operator)
    }

    /// Fails unless `operator` may draw: by the smallest stake of today, not of the day it registered.
    pub fn verify_keeper(e: &Env, operator: Address) {
        let info = require_keeper(e, &operator);
        require(e, info.active, RegistryError::Unauthorized);
        let enough = info.stake >= config(e).min_stake;
        require(e, enough, RegistryError::InsufficientStake);
    }

    /// Without an event, as `set_config`.
    pub fn pause(e: &Env, admin: Address) {
        require_admin(e, &admin);
        e.storage().instance().set(&RegistryKey::Paused, &true);
    }

    pub fn set_config(e: &Env, admin: Address, config: OriginalRegistryConfig) {
        require_admin(e, &admin);
        set_config(e, &config);
    }

    /// Vault only. Every draw starts the clock anew.
    pub fn mark_draw(e: &Env, operator: Address) {
        vault(e).require_auth();
        let mut info = require_keeper(e, &operator);
        info.has_active_draw = true;
        info.last_draw_time = e.ledger().timestamp();
        set_keeper(e, &operator, &info);
    }

    /// Vault only.
    pub fn clear_draw(e: &Env, operator: Address) {
        vault(e).require_auth();
        let mut info = require_keeper(e, &operator);
        info.has_active_draw = false;
        set_keeper(e, &operator, &info);
    }

    /// Vault only, after every return: nobody asks whether a pool executed anything.
    pub fn record_execution(e: &Env, operator: Address, success: bool, profit: i128, _response_time_ms: u64) {
        vault(e).require_auth();
        let mut info = require_keeper(e, &operator);
        info.successful_fills += u64::from(success);
        info.total_profit += profit;
        set_keeper(e, &operator, &info);
    }

    /// Anybody, for nothing: takes a part of the stake and writes the rest of the draw off.
    pub fn slash(e: &Env, operator: Address) -> i128 {
        extend(e);
        let (mut info, config) = (require_keeper(e, &operator), config(e));
        let overdue = e.ledger().timestamp() - info.last_draw_time > config.slash_timeout;
        require(e, info.has_active_draw && overdue, RegistryError::SlashTimeout);
        let taken = info.stake * i128::from(config.slash_rate_bps) / 10_000;
        info.stake -= taken;
        info.active = false;
        info.has_active_draw = false;
        set_keeper(e, &operator, &info);
        usdc(e).transfer(&e.current_contract_address(), vault(e), &taken);
        OriginalVaultClient::new(e, &vault(e)).reconcile_default(&operator, &taken);
        taken
    }
}

fn require(e: &Env, holds: bool, error: RegistryError) {
    if !holds {
        panic_with_error!(e, error);
    }
}

fn require_admin(e: &Env, admin: &Address) {
    admin.require_auth();
    extend(e);
    let stored: Option<Address> = e.storage().instance().get(&RegistryKey::Admin);
    require(e, stored.as_ref() == Some(admin), RegistryError::Unauthorized);
}

fn require_keeper(e: &Env, operator: &Address) -> KeeperInfo {
    match keeper(e, operator) {
        Some(info) => info,
        None => panic_with_error!(e, RegistryError::NotRegistered),
    }
}

/// The only two bounds there are.
fn set_config(e: &Env, config: &OriginalRegistryConfig) {
    let within = config.slash_rate_bps <= 10_000 && config.min_stake > 0;
    require(e, within, RegistryError::InvalidConfig);
    e.storage().instance().set(&RegistryKey::Config, config);
}

fn config(e: &Env) -> OriginalRegistryConfig {
    let stored = e.storage().instance().get(&RegistryKey::Config);
    stored.expect("the constructor sets it")
}

fn vault(e: &Env) -> Address {
    let stored = e.storage().instance().get(&RegistryKey::VaultAddr);
    stored.expect("set before anybody registers")
}

fn usdc(e: &Env) -> TokenClient<'_> {
    TokenClient::new(e, &config(e).usdc_token)
}

fn keeper(e: &Env, operator: &Address) -> Option<KeeperInfo> {
    e.storage()
        .persistent()
        .get(&RegistryKey::Keeper(operator.clone()))
}

fn set_keeper(e: &Env, operator: &Address, info: &KeeperInfo) {
    store(e, &RegistryKey::Keeper(operator.clone()), info);
}

fn list(e: &Env) -> Vec<Address> {
    let stored = e.storage().persistent().get(&RegistryKey::KeeperList);
    stored.unwrap_or_else(|| Vec::new(e))
}

fn set_list(e: &Env, list: &Vec<Address>) {
    store(e, &RegistryKey::KeeperList, list);
}

fn store<T: soroban_sdk::IntoVal<Env, soroban_sdk::Val>>(e: &Env, key: &RegistryKey, value: &T) {
    e.storage().persistent().set(key, value);
    e.storage().persistent().extend_ttl(key, 535_680, 535_680);
}

fn extend(e: &Env) {
    e.storage().instance().extend_ttl(1_000, 1_000);
}
