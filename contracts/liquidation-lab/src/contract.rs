use nectar_interfaces::blend::{
    AuctionData, BlendPool, PoolConfig, Positions, Request, Reserve, ReserveConfig, auction::USER_LIQUIDATION,
};
use soroban_sdk::{Address, Env, String, Vec, contract, contractimpl, panic_with_error};

use crate::{
    auction, bad_debt,
    errors::PoolError,
    events::{PositionSet, SetAdmin, SetReserve, SetStatus},
    pool::Pool,
    setup,
    storage::{self, Identity},
    submit::{Parties, Payment, submit_no_auth},
};

/// A new pool takes nothing until its admin sets another status.
const SETUP: u32 = 6;

#[contract]
pub struct LiquidationLab;

#[contractimpl]
impl LiquidationLab {
    /// Blend's own arguments. `backstop_id` may be any address: bad debt is booked on it.
    #[allow(clippy::too_many_arguments, reason = "the constructor of a Blend pool")]
    pub fn __constructor(
        e: &Env,
        admin: Address,
        name: String,
        oracle: Address,
        bstop_rate: u32,
        max_positions: u32,
        min_collateral: i128,
        backstop_id: Address,
        blnd_id: Address,
    ) {
        let config = PoolConfig {
            bstop_rate,
            max_positions,
            min_collateral,
            oracle,
            status: SETUP,
        };
        if !setup::is_valid_pool(&config) {
            panic_with_error!(e, PoolError::InvalidPoolConfigArgs)
        }
        let identity = Identity {
            admin: &admin,
            name: &name,
            backstop: &backstop_id,
            blnd: &blnd_id,
        };
        storage::init(e, &identity, &config);
    }

    /// Lab only, admin: creates a reserve or replaces its configuration, at once. `config.index` is ignored.
    pub fn init_reserve(e: &Env, asset: Address, config: ReserveConfig) -> u32 {
        authorize(e);
        let index = setup::init_reserve(e, &asset, &config);
        SetReserve { asset, index }.publish(e);
        index
    }

    /// Lab only, admin: writes a user's positions. Entries must be positive.
    pub fn set_position(e: &Env, user: Address, positions: Positions) {
        authorize(e);
        setup::set_position(e, &user, &positions);
        PositionSet { user, positions }.publish(e);
    }

    /// Admin: 0 active, 2 on ice, 3 on ice, 4 frozen. At once: there is no backstop whose size would matter.
    pub fn set_status(e: &Env, pool_status: u32) {
        let admin = authorize(e);
        if !matches!(pool_status, 0 | 2 | 3 | 4) {
            panic_with_error!(e, PoolError::BadRequest)
        }
        storage::set_config(
            e,
            &PoolConfig {
                status: pool_status,
                ..storage::config(e)
            },
        );
        SetStatus {
            admin,
            status: pool_status,
        }
        .publish(e);
    }

    pub fn get_admin(e: &Env) -> Address {
        storage::admin(e)
    }

    /// First step of two: the new admin must accept within 10 days.
    pub fn propose_admin(e: &Env, new_admin: Address) {
        authorize(e);
        storage::set_proposed_admin(e, &new_admin);
    }

    /// The proposal stays until it lapses, as in Blend: accepting twice changes nothing more.
    pub fn accept_admin(e: &Env) {
        let new_admin =
            storage::proposed_admin(e).unwrap_or_else(|| panic_with_error!(e, PoolError::BadRequest));
        new_admin.require_auth();
        storage::extend_instance(e);
        let admin = storage::admin(e);
        storage::set_admin(e, &new_admin);
        SetAdmin { admin, new_admin }.publish(e);
    }

    /// Extends the life of instance and code; anybody may pay for it.
    pub fn bump(e: &Env) {
        storage::extend_instance(e);
    }
}

#[contractimpl]
impl BlendPool for LiquidationLab {
    fn get_config(e: Env) -> PoolConfig {
        storage::config(&e)
    }

    fn get_reserve_list(e: Env) -> Vec<Address> {
        storage::reserve_list(&e)
    }

    fn get_reserve(e: Env, asset: Address) -> Reserve {
        Pool::load(&e).reserve(&asset)
    }

    fn get_positions(e: Env, address: Address) -> Positions {
        storage::positions(&e, &address)
    }

    /// Traps when there is none, as Blend does.
    fn get_auction(e: Env, auction_type: u32, user: Address) -> AuctionData {
        storage::auction(&e, auction_type, &user).expect("there is an auction, else trap like Blend")
    }

    /// Type 0 only.
    fn new_auction(
        e: Env,
        auction_type: u32,
        user: Address,
        bid: Vec<Address>,
        lot: Vec<Address>,
        percent: u32,
    ) -> AuctionData {
        if auction_type != USER_LIQUIDATION {
            panic_with_error!(&e, PoolError::BadRequest)
        }
        storage::extend_instance(&e);
        auction::create(&e, &user, &bid, &lot, percent)
    }

    fn del_auction(e: Env, auction_type: u32, user: Address) {
        storage::extend_instance(&e);
        auction::delete_stale(&e, auction_type, &user);
    }

    fn bad_debt(e: Env, user: Address) {
        storage::extend_instance(&e);
        bad_debt::settle(&e, &user);
    }

    fn submit(e: Env, from: Address, spender: Address, to: Address, requests: Vec<Request>) -> Positions {
        let parties = authorized(Parties { from, spender, to });
        storage::extend_instance(&e);
        submit_no_auth(&e, &parties, &requests, Payment::Transfers)
    }

    fn submit_with_allowance(
        e: Env,
        from: Address,
        spender: Address,
        to: Address,
        requests: Vec<Request>,
    ) -> Positions {
        let parties = authorized(Parties { from, spender, to });
        storage::extend_instance(&e);
        submit_no_auth(&e, &parties, &requests, Payment::Allowance)
    }
}

fn authorize(e: &Env) -> Address {
    let admin = storage::admin(e);
    admin.require_auth();
    storage::extend_instance(e);
    admin
}

fn authorized(parties: Parties) -> Parties {
    parties.spender.require_auth();
    if parties.from != parties.spender {
        parties.from.require_auth();
    }
    parties
}
