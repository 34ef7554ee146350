//! Its vault: books drawn capital at par, believes what keepers say, and is configured by one key without bounds.
use soroban_sdk::{
    Address, Env, contract, contracterror, contractevent, contractimpl, contracttype, panic_with_error,
    token::TokenClient,
};

use super::registry::OriginalRegistryClient;

/// Virtual shares and assets against the inflation of an empty vault.
const OFFSET: i128 = 1_000_000;
const DAY: u64 = 86_400;

#[contracterror]
#[derive(Clone, Copy, Debug)]
pub enum VaultError {
    InsufficientBalance = 3,
    InsufficientVault = 4,
    Unauthorized = 5,
    NoShares = 6,
    DepositCapExceeded = 8,
    WithdrawalCooldown = 9,
    DrawLimitExceeded = 10,
    Paused = 11,
    ZeroShares = 12,
    NoDraw = 13,
    AssetPaused = 15,
    WithdrawalRateLimited = 16,
    InvalidAmount = 17,
}

/// 0 is “none” or “off”; nothing is validated.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct OriginalVaultConfig {
    pub deposit_cap: i128,
    pub max_draw_per_keeper: i128,
    pub max_withdraw_per_24h: i128,
    pub withdraw_cooldown: u64,
}

#[contracttype]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OriginalState {
    /// Drawn and not returned; part of `total_usdc` all the same.
    pub active_liq: i128,
    pub total_profit: i128,
    pub total_shares: i128,
    pub total_usdc: i128,
}

#[contracttype]
#[derive(Clone, Debug, Default)]
struct Depositor {
    last_deposit_time: u64,
    shares: i128,
    window_start: u64,
    withdrawn_in_window: i128,
}

#[contracttype]
#[derive(Clone)]
enum Key {
    Admin,
    AssetPaused(Address),
    Config,
    Depositor(Address),
    KeeperDraw(Address),
    Paused,
    Registry,
    State,
    Usdc,
}

#[contractevent(topics = ["deposit"], data_format = "vec")]
struct Deposited {
    #[topic]
    user: Address,
    amount: i128,
    shares: i128,
}

#[contractevent(topics = ["asset_pause"], data_format = "single-value")]
struct AssetPauseSet {
    #[topic]
    asset: Address,
    paused: bool,
}

#[contract]
pub struct OriginalVault;

#[contractimpl]
impl OriginalVault {
    pub fn __constructor(
        e: &Env,
        admin: Address,
        usdc: Address,
        registry: Address,
        config: OriginalVaultConfig,
    ) {
        let instance = e.storage().instance();
        instance.set(&Key::Admin, &admin);
        instance.set(&Key::Config, &config);
        instance.set(&Key::Registry, &registry);
        instance.set(&Key::State, &OriginalState::default());
        instance.set(&Key::Usdc, &usdc);
    }

    /// Calls the token before it writes its own books.
    pub fn deposit(e: &Env, user: Address, amount: i128) -> i128 {
        user.require_auth();
        extend(e);
        require(e, !read(e, &Key::Paused).unwrap_or(false), VaultError::Paused);
        let mut state = state(e);
        let cap = config(e).deposit_cap;
        let fits = cap == 0 || state.total_usdc + amount <= cap;
        require(e, fits, VaultError::DepositCapExceeded);
        let shares = to_shares(&state, amount);
        require(e, shares > 0, VaultError::ZeroShares);
        usdc(e).transfer(&user, e.current_contract_address(), &amount);
        state.total_usdc += amount;
        state.total_shares += shares;
        write(e, &Key::State, &state);
        let mut depositor = depositor(e, &user).unwrap_or_default();
        depositor.shares += shares;
        depositor.last_deposit_time = e.ledger().timestamp();
        set_depositor(e, &user, &depositor);
        Deposited { user, amount, shares }.publish(e);
        shares
    }

    /// Does not ask whether `shares` is positive, nor what the caller expects for them.
    pub fn withdraw(e: &Env, user: Address, shares: i128) -> i128 {
        user.require_auth();
        extend(e);
        let (mut state, config) = (state(e), config(e));
        let Some(mut depositor) = depositor(e, &user) else {
            panic_with_error!(e, VaultError::NoShares);
        };
        require(e, depositor.shares >= shares, VaultError::InsufficientBalance);
        let now = e.ledger().timestamp();
        let waited = now - depositor.last_deposit_time >= config.withdraw_cooldown;
        require(e, waited, VaultError::WithdrawalCooldown);
        require(e, state.total_shares != 0, VaultError::InsufficientVault);
        let paid = to_assets(&state, shares).min(state.total_usdc);
        let limit = config.max_withdraw_per_24h;
        if limit > 0 {
            if now - depositor.window_start >= DAY {
                depositor.window_start = now;
                depositor.withdrawn_in_window = 0;
            }
            depositor.withdrawn_in_window += paid;
            let within = depositor.withdrawn_in_window <= limit;
            require(e, within, VaultError::WithdrawalRateLimited);
        }
        depositor.shares -= shares;
        state.total_shares -= shares;
        state.total_usdc -= paid;
        write(e, &Key::State, &state);
        set_depositor(e, &user, &depositor);
        usdc(e).transfer(&e.current_contract_address(), &user, &paid);
        paid
    }

    /// Pays `amount` to the keeper, who says for which `asset`.
    pub fn draw(e: &Env, keeper: Address, amount: i128, asset: Address) {
        keeper.require_auth();
        extend(e);
        require(e, !read(e, &Key::Paused).unwrap_or(false), VaultError::Paused);
        let paused = read(e, &Key::AssetPaused(asset)).unwrap_or(false);
        require(e, !paused, VaultError::AssetPaused);
        require(e, amount > 0, VaultError::InvalidAmount);
        let mut state = state(e);
        let idle = state.total_usdc - state.active_liq;
        require(e, amount <= idle, VaultError::InsufficientVault);
        let outstanding = drawn(e, &keeper).unwrap_or(0) + amount;
        let most = config(e).max_draw_per_keeper;
        let within = most == 0 || outstanding <= most;
        require(e, within, VaultError::DrawLimitExceeded);
        let registry = registry(e);
        registry.verify_keeper(&keeper);
        state.active_liq += amount;
        write(e, &Key::State, &state);
        set_drawn(e, &keeper, outstanding);
        registry.mark_draw(&keeper);
        usdc(e).transfer(&e.current_contract_address(), &keeper, &amount);
    }

    /// Believes that what comes back is what there was to bring back. Calls the token before it writes its own books.
    pub fn return_proceeds(e: &Env, keeper: Address, amount: i128, response_time_ms: u64) {
        keeper.require_auth();
        extend(e);
        let Some(outstanding) = drawn(e, &keeper) else {
            panic_with_error!(e, VaultError::NoDraw);
        };
        usdc(e).transfer(&keeper, e.current_contract_address(), &amount);
        let repaid = amount.min(outstanding);
        let profit = amount - repaid;
        let mut state = state(e);
        state.active_liq -= repaid;
        state.total_usdc += profit;
        state.total_profit += profit;
        write(e, &Key::State, &state);
        if repaid < outstanding {
            set_drawn(e, &keeper, outstanding - repaid);
        } else {
            e.storage().persistent().remove(&Key::KeeperDraw(keeper.clone()));
            registry(e).clear_draw(&keeper);
            registry(e).record_execution(&keeper, &true, &profit, &response_time_ms);
        }
    }

    /// Only a keeper in good standing may give, and its gift is in the price at once.
    pub fn add_profit(e: &Env, keeper: Address, amount: i128) {
        keeper.require_auth();
        extend(e);
        require(e, amount > 0, VaultError::InvalidAmount);
        registry(e).verify_keeper(&keeper);
        let mut state = state(e);
        require(e, state.total_shares > 0, VaultError::NoShares);
        usdc(e).transfer(&keeper, e.current_contract_address(), &amount);
        state.total_usdc += amount;
        state.total_profit += amount;
        write(e, &Key::State, &state);
    }

    /// Registry only: writes off what a slash did not recover, for good.
    pub fn reconcile_default(e: &Env, keeper: Address, recovered: i128) {
        registry(e).address.require_auth();
        extend(e);
        let outstanding = drawn(e, &keeper).unwrap_or(0);
        let mut state = state(e);
        state.active_liq -= outstanding;
        state.total_usdc = (state.total_usdc - (outstanding - recovered)).max(0);
        write(e, &Key::State, &state);
        e.storage().persistent().remove(&Key::KeeperDraw(keeper));
    }

    /// Shares, and what they are said to be worth.
    pub fn balance(e: &Env, user: Address) -> (i128, i128) {
        let shares = depositor(e, &user).map_or(0, |depositor| depositor.shares);
        (shares, to_assets(&state(e), shares))
    }

    pub fn get_state(e: &Env) -> OriginalState {
        state(e)
    }

    pub fn get_keeper_draw(e: &Env, keeper: Address) -> i128 {
        drawn(e, &keeper).unwrap_or(0)
    }

    /// At once, within no bounds, without an event.
    pub fn set_config(e: &Env, admin: Address, config: OriginalVaultConfig) {
        require_admin(e, &admin);
        write(e, &Key::Config, &config);
    }

    pub fn pause(e: &Env, admin: Address) {
        require_admin(e, &admin);
        write(e, &Key::Paused, &true);
    }

    pub fn set_asset_pause(e: &Env, admin: Address, asset: Address, paused: bool) {
        require_admin(e, &admin);
        write(e, &Key::AssetPaused(asset.clone()), &paused);
        AssetPauseSet { asset, paused }.publish(e);
    }
}

fn require(e: &Env, holds: bool, error: VaultError) {
    if !holds {
        panic_with_error!(e, error);
    }
}

fn require_admin(e: &Env, admin: &Address) {
    admin.require_auth();
    extend(e);
    let is_admin = read(e, &Key::Admin) == Some(admin.clone());
    require(e, is_admin, VaultError::Unauthorized);
}

/// An hour and 23 minutes.
fn extend(e: &Env) {
    e.storage().instance().extend_ttl(1_000, 1_000);
}

fn read<T: soroban_sdk::TryFromVal<Env, soroban_sdk::Val>>(e: &Env, key: &Key) -> Option<T> {
    e.storage().instance().get(key)
}

fn write<T: soroban_sdk::IntoVal<Env, soroban_sdk::Val>>(e: &Env, key: &Key, value: &T) {
    e.storage().instance().set(key, value);
}

fn state(e: &Env) -> OriginalState {
    read(e, &Key::State).expect("the constructor sets it")
}

fn config(e: &Env) -> OriginalVaultConfig {
    read(e, &Key::Config).expect("the constructor sets it")
}

fn usdc(e: &Env) -> TokenClient<'_> {
    TokenClient::new(e, &read(e, &Key::Usdc).expect("the constructor sets it"))
}

fn registry(e: &Env) -> OriginalRegistryClient<'_> {
    OriginalRegistryClient::new(e, &read(e, &Key::Registry).expect("the constructor sets it"))
}

fn depositor(e: &Env, user: &Address) -> Option<Depositor> {
    e.storage().persistent().get(&Key::Depositor(user.clone()))
}

fn set_depositor(e: &Env, user: &Address, depositor: &Depositor) {
    let key = Key::Depositor(user.clone());
    e.storage().persistent().set(&key, depositor);
    e.storage().persistent().extend_ttl(&key, 535_680, 535_680);
}

fn drawn(e: &Env, keeper: &Address) -> Option<i128> {
    e.storage().persistent().get(&Key::KeeperDraw(keeper.clone()))
}

fn set_drawn(e: &Env, keeper: &Address, amount: i128) {
    e.storage()
        .persistent()
        .set(&Key::KeeperDraw(keeper.clone()), &amount);
}

fn to_shares(state: &OriginalState, assets: i128) -> i128 {
    assets * (state.total_shares + OFFSET) / (state.total_usdc + OFFSET)
}

fn to_assets(state: &OriginalState, shares: i128) -> i128 {
    shares * (state.total_usdc + OFFSET) / (state.total_shares + OFFSET)
}
