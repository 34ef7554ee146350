use soroban_sdk::{Address, Env, contract, contractimpl, panic_with_error, token::StellarAssetClient};

use crate::{
    errors::FaucetError,
    events::Dripped,
    storage::{self, Drip},
};

const SECONDS_PER_DAY: u64 = 86_400;

#[contract]
pub struct Faucet;

#[contractimpl]
impl Faucet {
    /// `token`: an asset contract whose admin becomes this contract. `daily_cap`: per account, in the token's stroops.
    pub fn __constructor(e: &Env, token: Address, daily_cap: i128) {
        if daily_cap <= 0 {
            panic_with_error!(e, FaucetError::InvalidAmount)
        }
        storage::init(e, &token, daily_cap);
    }

    /// Mints `amount` to `to`. Needs nobody's authorisation: to receive test money is no harm.
    pub fn drip(e: &Env, to: Address, amount: i128) {
        storage::extend_instance(e);
        if amount <= 0 {
            panic_with_error!(e, FaucetError::InvalidAmount)
        }
        if amount > available(e, &to) {
            panic_with_error!(e, FaucetError::DailyCapReached)
        }
        let received = storage::daily_cap(e) - available(e, &to) + amount;
        storage::set_drip(
            e,
            &to,
            &Drip {
                amount: received,
                day: today(e),
            },
        );
        StellarAssetClient::new(e, &storage::token(e)).mint(&to, &amount);
        Dripped { to, amount }.publish(e);
    }

    /// What `account` may still receive today.
    pub fn available(e: &Env, account: Address) -> i128 {
        available(e, &account)
    }

    pub fn token(e: &Env) -> Address {
        storage::token(e)
    }

    pub fn daily_cap(e: &Env) -> i128 {
        storage::daily_cap(e)
    }

    /// Extends the life of instance and code; anybody may pay for it.
    pub fn bump(e: &Env) {
        storage::extend_instance(e);
    }
}

fn today(e: &Env) -> u64 {
    e.ledger().timestamp() / SECONDS_PER_DAY
}

fn available(e: &Env, account: &Address) -> i128 {
    let received = storage::drip(e, account)
        .filter(|drip| drip.day == today(e))
        .map_or(0, |drip| drip.amount);
    storage::daily_cap(e) - received
}
