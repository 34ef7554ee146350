use nectar_interfaces::registry::{Delegation, Keeper, Limits, RegistryConfig, Unstake};
use soroban_sdk::{Address, Env, String, Vec, contract, contractimpl, panic_with_error};
use stellar_access::ownable;
use stellar_contract_utils::pausable;

use crate::{
    backing,
    constants::{MAX_UNSTAKE_DELAY_SECS, VERSION},
    errors::Error,
    keepers,
    sessions::{self, Grant},
    stake, storage,
};

#[contract]
pub struct KeeperRegistry;

#[contractimpl]
impl KeeperRegistry {
    /// `config.vault` may be the precomputed address of a vault that is deployed next; the pair is sealed for ever.
    pub fn __constructor(e: &Env, admin: Address, config: RegistryConfig) {
        let me = e.current_contract_address();
        let distinct = config.vault != me && config.native != config.usdc;
        if !distinct || config.unstake_delay_secs > MAX_UNSTAKE_DELAY_SECS {
            panic_with_error!(e, Error::InvalidConfig);
        }
        ownable::set_owner(e, &admin);
        storage::set_config(e, &config);
        storage::extend_instance(e);
    }

    /// Registers `operator`. A stake of 0 is as good as any for fills. Who was registered before keeps epoch, roster slot
    /// and statistics.
    pub fn register(e: &Env, operator: Address, name: String, stake: i128) {
        operator.require_auth();
        storage::extend_instance(e);
        keepers::register_no_auth(e, &operator, name, stake);
    }

    /// The one approval of a new keeper: registers `operator`, pays the session account its first XLM and grants it a
    /// delegation. The operator's authorisation comes first, so that both transfers nest under one root.
    #[allow(clippy::too_many_arguments, reason = "one call is one signature")]
    pub fn register_with_session(
        e: &Env,
        operator: Address,
        name: String,
        stake: i128,
        session: Address,
        float: i128,
        expires_at: u64,
        limits: Limits,
    ) {
        operator.require_auth();
        storage::extend_instance(e);
        keepers::register_no_auth(e, &operator, name, stake);
        let keeper = keepers::require(e, &operator);
        sessions::grant_no_auth(
            e,
            &operator,
            &keeper,
            Grant {
                session,
                float,
                expires_at,
                limits,
            },
        );
    }

    /// Grants a delegation, or replaces the one `session` has.
    pub fn grant_session(
        e: &Env,
        operator: Address,
        session: Address,
        float: i128,
        expires_at: u64,
        limits: Limits,
    ) {
        operator.require_auth();
        storage::extend_instance(e);
        let keeper = keepers::require(e, &operator);
        sessions::grant_no_auth(
            e,
            &operator,
            &keeper,
            Grant {
                session,
                float,
                expires_at,
                limits,
            },
        );
    }

    /// Replaces `old` by `new`; `old` may be gone already. Only the operator may: a key that could name its successor would make a theft permanent.
    pub fn rotate_session(
        e: &Env,
        operator: Address,
        old: Address,
        new: Address,
        float: i128,
        expires_at: u64,
        limits: Limits,
    ) {
        operator.require_auth();
        storage::extend_instance(e);
        if old == new {
            panic_with_error!(e, Error::InvalidSession);
        }
        let keeper = keepers::require(e, &operator);
        if storage::session(e, &operator, &old).is_some() {
            sessions::revoke_no_auth(e, &operator, &old, &operator);
        }
        sessions::grant_no_auth(
            e,
            &operator,
            &keeper,
            Grant {
                session: new,
                float,
                expires_at,
                limits,
            },
        );
    }

    /// Ends one delegation. `caller` is the operator or the session itself.
    pub fn revoke_session(e: &Env, caller: Address, operator: Address, session: Address) {
        caller.require_auth();
        storage::extend_instance(e);
        if caller != operator && caller != session {
            panic_with_error!(e, Error::NotOperatorOrSession);
        }
        sessions::revoke_no_auth(e, &operator, &session, &caller);
    }

    /// Ends every delegation of `operator`, known or forgotten.
    pub fn revoke_all(e: &Env, operator: Address) {
        operator.require_auth();
        storage::extend_instance(e);
        sessions::revoke_all_no_auth(e, &operator);
    }

    /// Adds `amount` USDC to the stake of a registered operator.
    pub fn add_stake(e: &Env, operator: Address, amount: i128) {
        operator.require_auth();
        storage::extend_instance(e);
        stake::add_no_auth(e, &operator, amount);
    }

    /// Asks for `amount` of the stake back. It stops being stake at once and can be withdrawn after the delay, which each
    /// request starts anew for all that was asked for. Answers the sum and its date.
    pub fn request_unstake(e: &Env, operator: Address, amount: i128) -> Unstake {
        operator.require_auth();
        storage::extend_instance(e);
        stake::request_no_auth(e, &operator, amount)
    }

    /// Pays `operator`, registered or not, what it has asked for, once the delay is over. Answers the amount.
    pub fn withdraw_stake(e: &Env, operator: Address) -> i128 {
        operator.require_auth();
        storage::extend_instance(e);
        stake::withdraw_no_auth(e, &operator)
    }

    /// Leaves: ends every delegation for good and asks for the whole stake. Rewards stay claimable in the vault, and
    /// `register` brings the operator back.
    pub fn deregister(e: &Env, operator: Address) {
        operator.require_auth();
        storage::extend_instance(e);
        keepers::deregister_no_auth(e, &operator);
    }

    /// Vault only: checks the delegation and counts one fill of `usdc_in` against its limits.
    pub fn consume(e: &Env, operator: Address, session: Address, pool: Address, usdc_in: i128) {
        storage::config(e).vault.require_auth();
        storage::extend_instance(e);
        sessions::consume_no_auth(e, &operator, &session, &pool, usdc_in);
    }

    /// Vault only: books a realised fill.
    pub fn record_execution(e: &Env, operator: Address, profit: i128, volume: i128) {
        storage::config(e).vault.require_auth();
        storage::extend_instance(e);
        keepers::record(e, &operator, profit, volume);
    }

    /// Vault only: `backing` of the stake stands behind an open draw from now on, and cannot be asked back.
    pub fn mark_draw(e: &Env, operator: Address, backing: i128) {
        storage::config(e).vault.require_auth();
        storage::extend_instance(e);
        backing::mark(e, &operator, backing);
    }

    /// Vault only: the operator has no open draw any more.
    pub fn clear_draw(e: &Env, operator: Address) {
        storage::config(e).vault.require_auth();
        storage::extend_instance(e);
        backing::clear(e, &operator);
    }

    /// Vault only: pays up to `shortfall` of the stake to the vault and, from what is left, up to `bounty` to `caller`;
    /// ends every delegation. The rest stays the operator's stake. Answers the bounty paid.
    pub fn slash(e: &Env, operator: Address, caller: Address, shortfall: i128, bounty: i128) -> i128 {
        storage::config(e).vault.require_auth();
        storage::extend_instance(e);
        backing::slash(e, &operator, &caller, shortfall, bounty)
    }

    /// Stake behind the operator's open draw.
    pub fn backing_of(e: &Env, operator: Address) -> i128 {
        storage::backing(e, &operator)
    }

    pub fn get_keeper(e: &Env, operator: Address) -> Option<Keeper> {
        storage::keeper(e, &operator)
    }

    /// As stored: it is live while its epoch is the keeper's and `expires_at` lies ahead.
    pub fn get_session(e: &Env, operator: Address, session: Address) -> Option<Delegation> {
        storage::session(e, &operator, &session)
    }

    /// At most 16, some of them perhaps expired.
    pub fn get_sessions(e: &Env, operator: Address) -> Vec<Address> {
        storage::sessions(e, &operator)
    }

    /// Stake that `operator` has asked for and not withdrawn.
    pub fn get_unstake(e: &Env, operator: Address) -> Option<Unstake> {
        storage::unstake(e, &operator)
    }

    /// Operators with at least one fill, by roster slot, at most 32 a page.
    pub fn get_keepers(e: &Env, start: u32, limit: u32) -> Vec<(Address, Keeper)> {
        keepers::page(e, start, limit)
    }

    /// Roster slots used so far: where paging ends.
    pub fn keeper_count(e: &Env) -> u32 {
        storage::count(e)
    }

    pub fn get_config(e: &Env) -> RegistryConfig {
        storage::config(e)
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

    /// Stops registrations; nothing else.
    pub fn pause(e: &Env) {
        ownable::enforce_owner_auth(e);
        storage::extend_instance(e);
        pausable::pause(e);
    }

    pub fn unpause(e: &Env) {
        ownable::enforce_owner_auth(e);
        storage::extend_instance(e);
        pausable::unpause(e);
    }

    pub fn paused(e: &Env) -> bool {
        pausable::paused(e)
    }

    /// Anyone may keep the contract and its code alive.
    pub fn bump(e: &Env) {
        storage::extend_instance(e);
    }

    pub fn version(_e: &Env) -> u32 {
        VERSION
    }
}
