//! A backstop, its LP token and a pool with one auction of the backstop, which misbehave on demand.

use nectar_interfaces::{
    backstop::BackstopClient,
    blend::{AuctionData, PoolConfig, Positions, Request, Reserve, request},
};
use soroban_sdk::{
    Address, Env, Map, MuxedAddress, Vec, contract, contractimpl, contracttype, token::TokenClient,
};

/// Holds its donations. Takes `short` stroops less than it is given.
#[contract]
pub struct ScriptedBackstop;

#[contractimpl]
impl ScriptedBackstop {
    pub fn __constructor(e: Env, token: Address, short: i128) {
        e.storage().instance().set(&0u32, &(token, short));
    }
    pub fn backstop_token(e: Env) -> Address {
        let (token, _): (Address, i128) = e.storage().instance().get(&0u32).expect("constructed");
        token
    }
    pub fn donate(e: Env, from: Address, _pool_address: Address, amount: i128) {
        from.require_auth();
        let (token, short): (Address, i128) = e.storage().instance().get(&0u32).expect("constructed");
        let me = e.current_contract_address();
        TokenClient::new(&e, &token).transfer_from(&me, &from, &me, &(amount - short));
    }
}

#[contracttype]
enum Key {
    Allowance(Address, Address),
    Balance(Address),
    Stubborn,
}

/// An LP token and the exchange behind it, which has `depth` USDC. A stubborn one forgets no allowance.
#[contract]
pub struct ScriptedLp;

#[contractimpl]
impl ScriptedLp {
    pub fn __constructor(e: Env, depth: i128, stubborn: bool) {
        e.storage().instance().set(&0u32, &depth);
        e.storage().instance().set(&Key::Stubborn, &stubborn);
    }
    pub fn get_balance(e: Env, _token: Address) -> i128 {
        e.storage().instance().get(&0u32).expect("constructed")
    }
    pub fn decimals(_e: Env) -> u32 {
        7
    }
    pub fn balance(e: Env, id: Address) -> i128 {
        e.storage().persistent().get(&Key::Balance(id)).unwrap_or(0)
    }
    pub fn mint(e: Env, to: Address, amount: i128) {
        let balance = Self::balance(e.clone(), to.clone());
        e.storage()
            .persistent()
            .set(&Key::Balance(to), &(balance + amount));
    }
    pub fn transfer(e: Env, from: Address, to: MuxedAddress, amount: i128) {
        from.require_auth();
        Self::mint(e.clone(), from, -amount);
        Self::mint(e, to.address(), amount);
    }
    pub fn allowance(e: Env, from: Address, spender: Address) -> i128 {
        let key = Key::Allowance(from, spender);
        e.storage().persistent().get(&key).unwrap_or(0)
    }
    pub fn approve(e: Env, from: Address, spender: Address, amount: i128, _live_until: u32) {
        from.require_auth();
        let stubborn: bool = e.storage().instance().get(&Key::Stubborn).expect("constructed");
        if amount > 0 || !stubborn {
            e.storage()
                .persistent()
                .set(&Key::Allowance(from, spender), &amount);
        }
    }
    pub fn transfer_from(e: Env, spender: Address, from: Address, to: Address, amount: i128) {
        spender.require_auth();
        let left = Self::allowance(e.clone(), from.clone(), spender.clone()) - amount;
        assert!(left >= 0);
        let stubborn: bool = e.storage().instance().get(&Key::Stubborn).expect("constructed");
        if !stubborn {
            e.storage()
                .persistent()
                .set(&Key::Allowance(from.clone(), spender), &left);
        }
        Self::mint(e.clone(), from, -amount);
        Self::mint(e, to, amount);
    }
}

/// One auction for everybody who asks, at rates of one; it ages as any other, and its start ledger is 1.
#[contract]
pub struct DebtPool;

#[contractimpl]
impl DebtPool {
    pub fn __constructor(
        e: Env,
        oracle: Address,
        backstop: Address,
        bid: Map<Address, i128>,
        lot: Map<Address, i128>,
    ) {
        e.storage().instance().set(&0u32, &(oracle, backstop, bid, lot));
    }
    pub fn get_auction(e: Env, _auction_type: u32, _user: Address) -> AuctionData {
        let (_, _, bid, lot) = script(&e);
        AuctionData { bid, block: 1, lot }
    }
    pub fn get_config(e: Env) -> PoolConfig {
        PoolConfig {
            bstop_rate: 0,
            max_positions: 4,
            min_collateral: 0,
            oracle: script(&e).0,
            status: 0,
        }
    }
    pub fn get_positions(e: Env, _address: Address) -> Positions {
        nothing(&e)
    }
    pub fn get_reserve(_e: Env, asset: Address) -> Reserve {
        crate::test::market::reserve_at_rate_one(asset)
    }
    pub fn submit(e: Env, from: Address, spender: Address, to: Address, requests: Vec<Request>) -> Positions {
        spender.require_auth();
        let me = e.current_contract_address();
        let (_, backstop, bid, lot) = script(&e);
        for item in requests.iter() {
            match item.request_type {
                request::REPAY => TokenClient::new(&e, &item.address).transfer(&from, &me, &item.amount),
                request::FILL_INTEREST => {
                    for (_, amount) in bid.iter() {
                        BackstopClient::new(&e, &backstop).donate(&from, &me, &amount);
                    }
                    pay(&e, &to, &lot);
                }
                request::FILL_BAD_DEBT => pay(&e, &to, &lot),
                other => unreachable!("no request {other} fills an auction of the backstop"),
            }
        }
        nothing(&e)
    }
}

type Script = (Address, Address, Map<Address, i128>, Map<Address, i128>);

fn script(e: &Env) -> Script {
    e.storage().instance().get(&0u32).expect("constructed")
}

fn pay(e: &Env, to: &Address, lot: &Map<Address, i128>) {
    for (token, amount) in lot.iter() {
        TokenClient::new(e, &token).transfer(&e.current_contract_address(), to, &amount);
    }
}

fn nothing(e: &Env) -> Positions {
    Positions {
        collateral: Map::new(e),
        liabilities: Map::new(e),
        supply: Map::new(e),
    }
}
