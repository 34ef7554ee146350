//! The Blend v2 pool as its callers see it. `liquidation-lab` implements the same interface, so an address alone
//! decides which of the two a keeper works on.

use soroban_sdk::{Address, Env, Map, Vec, contractclient, contracttype};

/// `Request::request_type`: items of one `submit`.
pub mod request {
    pub const SUPPLY: u32 = 0;
    pub const WITHDRAW: u32 = 1;
    pub const SUPPLY_COLLATERAL: u32 = 2;
    pub const WITHDRAW_COLLATERAL: u32 = 3;
    pub const BORROW: u32 = 4;
    pub const REPAY: u32 = 5;
    pub const FILL_USER_LIQUIDATION: u32 = 6;
    pub const FILL_BAD_DEBT: u32 = 7;
    pub const FILL_INTEREST: u32 = 8;
    pub const DELETE_LIQUIDATION: u32 = 9;
}

/// Auction kinds of `new_auction` and `get_auction`.
pub mod auction {
    pub const USER_LIQUIDATION: u32 = 0;
    pub const BAD_DEBT: u32 = 1;
    pub const INTEREST: u32 = 2;
}

/// Fixed point of the bToken and dToken rates.
pub const RATE_SCALE: i128 = 1_000_000_000_000;
/// Fixed point of factors, utilisation and interest modifiers.
pub const FACTOR_SCALE: i128 = 10_000_000;

/// One item of `submit`. For a fill `address` is the auctioned user and `amount` a whole percent of what remains.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub address: Address,
    pub amount: i128,
    pub request_type: u32,
}

/// A Dutch auction, unscaled, keyed by underlying asset: `bid` in dTokens, `lot` in bTokens for a user liquidation.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct AuctionData {
    pub bid: Map<Address, i128>,
    /// Start ledger: the creation ledger + 1.
    pub block: u32,
    pub lot: Map<Address, i128>,
}

/// Storage key part of an auction.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct AuctionKey {
    pub auct_type: u32,
    pub user: Address,
}

/// bToken and dToken balances of one user, keyed by reserve index.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Positions {
    pub collateral: Map<u32, i128>,
    pub liabilities: Map<u32, i128>,
    pub supply: Map<u32, i128>,
}

#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct ReserveConfig {
    pub c_factor: u32,
    pub decimals: u32,
    pub enabled: bool,
    pub index: u32,
    pub l_factor: u32,
    pub max_util: u32,
    pub r_base: u32,
    pub r_one: u32,
    pub r_three: u32,
    pub r_two: u32,
    pub reactivity: u32,
    pub supply_cap: i128,
    pub util: u32,
}

#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct ReserveData {
    pub b_rate: i128,
    pub b_supply: i128,
    pub backstop_credit: i128,
    pub d_rate: i128,
    pub d_supply: i128,
    pub ir_mod: i128,
    pub last_time: u64,
}

/// A reserve accrued to the ledger time of the call.
#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct Reserve {
    pub asset: Address,
    pub config: ReserveConfig,
    pub data: ReserveData,
    pub scalar: i128,
}

#[contracttype]
#[derive(Clone, Debug, PartialEq)]
pub struct PoolConfig {
    pub bstop_rate: u32,
    pub max_positions: u32,
    pub min_collateral: i128,
    pub oracle: Address,
    pub status: u32,
}

#[contractclient(name = "PoolClient")]
pub trait BlendPool {
    fn get_config(e: Env) -> PoolConfig;
    fn get_reserve_list(e: Env) -> Vec<Address>;
    fn get_reserve(e: Env, asset: Address) -> Reserve;
    fn get_positions(e: Env, address: Address) -> Positions;
    fn get_auction(e: Env, auction_type: u32, user: Address) -> AuctionData;
    fn new_auction(
        e: Env,
        auction_type: u32,
        user: Address,
        bid: Vec<Address>,
        lot: Vec<Address>,
        percent: u32,
    ) -> AuctionData;
    fn del_auction(e: Env, auction_type: u32, user: Address);
    fn bad_debt(e: Env, user: Address);
    fn submit(e: Env, from: Address, spender: Address, to: Address, requests: Vec<Request>) -> Positions;
    fn submit_with_allowance(
        e: Env,
        from: Address,
        spender: Address,
        to: Address,
        requests: Vec<Request>,
    ) -> Positions;
}
