//! A token with as many decimals as its issuer likes; asset contracts always have 7. Enough of it for pools and venues.
use soroban_sdk::{Address, Env, contract, contractimpl, contracttype};

#[contracttype]
enum Key {
    Balance(Address),
    Decimals,
}

#[contract]
pub struct TallToken;

#[contractimpl]
impl TallToken {
    pub fn __constructor(e: &Env, decimals: u32) {
        e.storage().instance().set(&Key::Decimals, &decimals);
    }

    pub fn decimals(e: &Env) -> u32 {
        e.storage()
            .instance()
            .get(&Key::Decimals)
            .expect("the constructor sets it")
    }

    pub fn balance(e: &Env, id: Address) -> i128 {
        e.storage().persistent().get(&Key::Balance(id)).unwrap_or(0)
    }

    /// Anybody's: it is a test's money.
    pub fn mint(e: &Env, to: Address, amount: i128) {
        let balance = Self::balance(e, to.clone());
        e.storage()
            .persistent()
            .set(&Key::Balance(to), &(balance + amount));
    }

    pub fn transfer(e: &Env, from: Address, to: Address, amount: i128) {
        from.require_auth();
        let balance = Self::balance(e, from.clone());
        assert!((0..=balance).contains(&amount), "nobody sends more than he has");
        e.storage()
            .persistent()
            .set(&Key::Balance(from), &(balance - amount));
        Self::mint(e, to, amount);
    }
}
