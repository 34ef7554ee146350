//! Venues, a pool and a token that misbehave, each in one way.

use nectar_interfaces::blend::{AuctionData, PoolConfig, Positions, Request, Reserve, request};
use soroban_sdk::{Address, Bytes, Env, Map, Vec, contract, contractimpl, contracttype, token::TokenClient};

/// Takes the input and pays nothing, whatever it promised.
#[contract]
pub struct EmptyVenue;

#[contractimpl]
impl EmptyVenue {
    pub fn quote_exact_out(_e: Env, _in: Address, _out: Address, amount_out: i128, _data: Bytes) -> i128 {
        amount_out
    }
    pub fn swap_exact_in(
        _e: Env,
        _in: Address,
        _out: Address,
        amount_in: i128,
        _min: i128,
        _to: Address,
        _data: Bytes,
    ) -> i128 {
        amount_in
    }
    pub fn swap_exact_out(
        _e: Env,
        _in: Address,
        _out: Address,
        _amount_out: i128,
        max_in: i128,
        _to: Address,
        _data: Bytes,
    ) -> i128 {
        max_in
    }
}

/// Refuses every trade with a code of its own.
#[contract]
pub struct RevertingVenue;

pub const VENUE_REVERTS: u32 = 2_499;

#[contractimpl]
impl RevertingVenue {
    pub fn quote_exact_out(e: Env, _in: Address, _out: Address, _amount: i128, _data: Bytes) -> i128 {
        e.panic_with_error(soroban_sdk::Error::from_contract_error(VENUE_REVERTS))
    }
    pub fn swap_exact_in(
        e: Env,
        _in: Address,
        _out: Address,
        _amount_in: i128,
        _min: i128,
        _to: Address,
        _data: Bytes,
    ) -> i128 {
        e.panic_with_error(soroban_sdk::Error::from_contract_error(VENUE_REVERTS))
    }
}

/// Trades one to one out of its own balance, a stroop short of what it says.
#[contract]
pub struct ShortVenue;

#[contractimpl]
impl ShortVenue {
    pub fn quote_exact_out(_e: Env, _in: Address, _out: Address, amount_out: i128, _data: Bytes) -> i128 {
        amount_out
    }
    pub fn swap_exact_in(
        e: Env,
        _in: Address,
        token_out: Address,
        amount_in: i128,
        _min: i128,
        to: Address,
        _data: Bytes,
    ) -> i128 {
        let paid = amount_in / 1_000;
        TokenClient::new(&e, &token_out).transfer(&e.current_contract_address(), &to, &paid);
        amount_in
    }
    pub fn swap_exact_out(
        e: Env,
        _in: Address,
        token_out: Address,
        amount_out: i128,
        max_in: i128,
        to: Address,
        _data: Bytes,
    ) -> i128 {
        TokenClient::new(&e, &token_out).transfer(&e.current_contract_address(), &to, &(amount_out - 1));
        max_in
    }
}

/// Pays one fixed sum for any sale, out of its own balance.
#[contract]
pub struct FixedVenue;

#[contractimpl]
impl FixedVenue {
    pub fn __constructor(e: Env, pays: i128) {
        e.storage().instance().set(&0u32, &pays);
    }
    pub fn swap_exact_in(
        e: Env,
        token_in: Address,
        token_out: Address,
        _amount_in: i128,
        _min: i128,
        to: Address,
        data: Bytes,
    ) -> i128 {
        let pays: i128 = e.storage().instance().get(&0u32).expect("constructed");
        TokenClient::new(&e, &token_out).transfer(&e.current_contract_address(), &to, &pays);
        // A route with any data takes the rest of an obedient token as well.
        if !data.is_empty() {
            ObedientTokenClient::new(&e, &token_in).take(&to);
        }
        pays
    }
}

/// Calls back into the vault in the middle of a trade.
#[contract]
pub struct ReentrantVenue;

#[contractimpl]
impl ReentrantVenue {
    pub fn swap_exact_in(
        e: Env,
        _in: Address,
        _out: Address,
        amount_in: i128,
        _min: i128,
        to: Address,
        _data: Bytes,
    ) -> i128 {
        crate::NectarVaultClient::new(&e, &to).skim();
        amount_in
    }
}

/// What `ScriptedPool` does wrong.
#[contracttype]
#[derive(Clone, Copy, PartialEq)]
#[repr(u32)]
pub enum Trick {
    None = 0,
    /// Takes the repayment and pays nothing out.
    KeepsTheLot = 1,
    /// Says that the filler still owes something.
    LeavesADebt = 2,
    /// Takes a stroop more than it is owed.
    TakesMore = 3,
    /// Takes the repayment twice.
    TakesTwice = 4,
    /// Takes some of a token the fill touches, which obeys it.
    Drains = 5,
    HidesReserves = 6,
    HidesPositions = 7,
    HidesConfig = 8,
}

/// A pool of one auction, at rates of one, which pays its lot whole.
#[contract]
pub struct ScriptedPool;

#[contractimpl]
impl ScriptedPool {
    pub fn __constructor(e: Env, oracle: Address, bid: Map<Address, i128>, lot: Map<Address, i128>) {
        e.storage().instance().set(&0u32, &(oracle, bid, lot));
        e.storage().instance().set(&1u32, &Trick::None);
    }
    pub fn play(e: Env, trick: Trick) {
        e.storage().instance().set(&1u32, &trick);
    }
    pub fn get_auction(e: Env, _auction_type: u32, _user: Address) -> AuctionData {
        let (_, bid, lot) = script(&e);
        AuctionData { bid, block: 1, lot }
    }
    pub fn get_config(e: Env) -> PoolConfig {
        assert!(trick(&e) != Trick::HidesConfig);
        PoolConfig {
            bstop_rate: 0,
            max_positions: 4,
            min_collateral: 0,
            oracle: script(&e).0,
            status: 0,
        }
    }
    pub fn get_positions(e: Env, _address: Address) -> Positions {
        assert!(trick(&e) != Trick::HidesPositions);
        positions(&e, Map::new(&e))
    }
    pub fn get_reserve(e: Env, asset: Address) -> Reserve {
        assert!(trick(&e) != Trick::HidesReserves);
        crate::test::market::reserve_at_rate_one(asset)
    }
    pub fn submit(e: Env, from: Address, spender: Address, to: Address, requests: Vec<Request>) -> Positions {
        spender.require_auth();
        let me = e.current_contract_address();
        let trick = trick(&e);
        for item in requests.iter() {
            let token = TokenClient::new(&e, &item.address);
            match item.request_type {
                request::REPAY => {
                    let extra = i128::from(trick == Trick::TakesMore);
                    token.transfer(&from, &me, &(item.amount + extra));
                    if trick == Trick::TakesTwice {
                        token.transfer(&from, &me, &item.amount);
                    }
                }
                request::WITHDRAW_COLLATERAL if trick != Trick::KeepsTheLot => {
                    let (_, _, lot) = script(&e);
                    token.transfer(&me, &to, &lot.get(item.address.clone()).expect("a lot"));
                }
                _ => {}
            }
            if trick == Trick::Drains && item.request_type == request::WITHDRAW_COLLATERAL {
                ObedientTokenClient::new(&e, &item.address).take(&to);
            }
        }
        let owed = if trick == Trick::LeavesADebt { 1 } else { 0 };
        positions(&e, Map::from_array(&e, [(0, owed)]))
    }
}

fn script(e: &Env) -> (Address, Map<Address, i128>, Map<Address, i128>) {
    e.storage().instance().get(&0u32).expect("constructed")
}

fn trick(e: &Env) -> Trick {
    e.storage().instance().get(&1u32).expect("constructed")
}

fn positions(e: &Env, liabilities: Map<u32, i128>) -> Positions {
    let mut owed = Map::new(e);
    liabilities
        .iter()
        .filter(|(_, amount)| *amount > 0)
        .for_each(|(index, amount)| owed.set(index, amount));
    Positions {
        collateral: Map::new(e),
        liabilities: owed,
        supply: Map::new(e),
    }
}

/// A token whose issuer may take from anybody.
#[contract]
pub struct ObedientToken;

#[contractimpl]
impl ObedientToken {
    pub fn decimals(_e: Env) -> u32 {
        7
    }
    pub fn balance(e: Env, id: Address) -> i128 {
        e.storage().persistent().get(&id).unwrap_or(0)
    }
    pub fn mint(e: Env, to: Address, amount: i128) {
        let balance = Self::balance(e.clone(), to.clone());
        e.storage().persistent().set(&to, &(balance + amount));
    }
    pub fn take(e: Env, from: Address) {
        e.storage().persistent().set(&from, &0i128);
    }
    pub fn transfer(e: Env, from: Address, to: Address, amount: i128) {
        from.require_auth();
        let left = Self::balance(e.clone(), from.clone()) - amount;
        assert!(left >= 0);
        e.storage().persistent().set(&from, &left);
        Self::mint(e, to, amount);
    }
}

/// Says how many decimals it has, and no more.
#[contract]
pub struct Decimals;

#[contractimpl]
impl Decimals {
    pub fn __constructor(e: Env, decimals: u32) {
        e.storage().instance().set(&0u32, &decimals);
    }
    pub fn decimals(e: Env) -> u32 {
        e.storage().instance().get(&0u32).expect("constructed")
    }
}
