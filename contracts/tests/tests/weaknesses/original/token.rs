//! Its lab and its test token have no constructor: they belong to whoever calls `initialize` first.
use soroban_sdk::{Address, Env, contract, contractimpl, symbol_short};

#[contract]
pub struct OriginalToken;

#[contractimpl]
impl OriginalToken {
    pub fn initialize(e: &Env, admin: Address) {
        let (instance, key) = (e.storage().instance(), symbol_short!("admin"));
        assert!(!instance.has(&key), "initialised already");
        instance.set(&key, &admin);
    }

    pub fn admin(e: &Env) -> Option<Address> {
        e.storage().instance().get(&symbol_short!("admin"))
    }
}
