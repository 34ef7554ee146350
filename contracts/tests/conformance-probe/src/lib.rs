//! A contract that does one thing per function, so that the conformance suite of the local network can provoke every
//! answer of a Soroban host: storage of each durability, events, nested calls, authorisation, costs and failures.
#![no_std]
// The suite chooses topics and data at run time, which a declared event type cannot express.
#![allow(deprecated)]

use soroban_sdk::{
    Address, Bytes, Env, Symbol, Val, Vec, contract, contracterror, contractimpl, contracttype,
    panic_with_error, symbol_short, token::TokenClient, vec,
};

#[contracterror]
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
#[repr(u32)]
pub enum Error {
    /// The caller asked for a failure.
    Asked = 1,
    /// A key that must exist does not.
    Missing = 2,
}

/// Where a value lives.
#[contracttype]
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
#[repr(u32)]
pub enum Place {
    Instance = 0,
    Persistent = 1,
    Temporary = 2,
}

#[contracttype]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DataKey {
    Tag,
    Cell(u32),
}

/// Exercises the client's encoding of structs, options and integers of each width.
#[contracttype]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    pub amount: i128,
    pub label: Symbol,
    pub note: Option<Bytes>,
    pub owner: Address,
}

#[contracttype]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Moment {
    pub sequence: u32,
    pub timestamp: u64,
}

#[contract]
pub struct ConformanceProbe;

#[contractimpl]
impl ConformanceProbe {
    pub fn __constructor(e: Env, tag: u32) {
        e.storage().instance().set(&DataKey::Tag, &tag);
    }

    pub fn tag(e: Env) -> u32 {
        e.storage()
            .instance()
            .get(&DataKey::Tag)
            .unwrap_or_else(|| panic_with_error!(&e, Error::Missing))
    }

    pub fn put(e: Env, place: Place, key: u32, value: Bytes) {
        let key = DataKey::Cell(key);
        match place {
            Place::Instance => e.storage().instance().set(&key, &value),
            Place::Persistent => e.storage().persistent().set(&key, &value),
            Place::Temporary => e.storage().temporary().set(&key, &value),
        }
    }

    /// Writes `size` bytes that no caller had to send.
    pub fn put_sized(e: Env, place: Place, key: u32, size: u32) {
        let value = filled(&e, size);
        Self::put(e, place, key, value);
    }

    pub fn get(e: Env, place: Place, key: u32) -> Option<Bytes> {
        let key = DataKey::Cell(key);
        match place {
            Place::Instance => e.storage().instance().get(&key),
            Place::Persistent => e.storage().persistent().get(&key),
            Place::Temporary => e.storage().temporary().get(&key),
        }
    }

    pub fn remove(e: Env, place: Place, key: u32) {
        let key = DataKey::Cell(key);
        match place {
            Place::Instance => e.storage().instance().remove(&key),
            Place::Persistent => e.storage().persistent().remove(&key),
            Place::Temporary => e.storage().temporary().remove(&key),
        }
    }

    /// Extends the life of one cell, or of the instance and its code, to `extend_to` ledgers from now.
    pub fn extend(e: Env, place: Place, key: u32, extend_to: u32) {
        let key = DataKey::Cell(key);
        match place {
            Place::Instance => e.storage().instance().extend_ttl(extend_to, extend_to),
            Place::Persistent => e.storage().persistent().extend_ttl(&key, extend_to, extend_to),
            Place::Temporary => e.storage().temporary().extend_ttl(&key, extend_to, extend_to),
        }
    }

    pub fn emit(e: Env, topics: Vec<Val>, data: Val) {
        e.events().publish(topics, data);
    }

    /// Publishes `count` events `(tick, 0) … (tick, count − 1)`, each carrying its number.
    pub fn emit_many(e: Env, count: u32) {
        for index in 0..count {
            e.events().publish((symbol_short!("tick"), index), index);
        }
    }

    pub fn emit_sized(e: Env, size: u32) {
        e.events().publish((symbol_short!("big"),), filled(&e, size));
    }

    pub fn return_sized(e: Env, size: u32) -> Bytes {
        filled(&e, size)
    }

    /// Calls along `path`, one contract inside the other, and returns how deep it went. Every level publishes an event.
    pub fn chain(e: Env, path: Vec<Address>) -> u32 {
        let below = match path.first() {
            Some(next) => ConformanceProbeClient::new(&e, &next).chain(&path.slice(1..)),
            None => 0,
        };
        e.events()
            .publish((symbol_short!("depth"), below + 1), e.current_contract_address());
        below + 1
    }

    /// Spends instructions in proportion to `rounds`.
    pub fn burn(_e: Env, rounds: u32) -> u64 {
        let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
        for _ in 0..rounds {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }
        state
    }

    /// Grows memory in steps until `size` bytes are held at once.
    pub fn hoard(e: Env, size: u32) -> u32 {
        filled(&e, size).len()
    }

    pub fn guard(e: Env, who: Address) -> Address {
        who.require_auth();
        e.events().publish((symbol_short!("guarded"),), who.clone());
        who
    }

    /// Needs the authorisation of `who` one call further down, and none here.
    pub fn guard_below(e: Env, below: Address, who: Address) -> Address {
        ConformanceProbeClient::new(&e, &below).guard(&who)
    }

    /// Moves a token for `from`, who authorises this call and, under it, the transfer.
    pub fn pay(e: Env, token: Address, from: Address, to: Address, amount: i128) {
        from.require_auth();
        TokenClient::new(&e, &token).transfer(&from, &to, &amount);
    }

    /// Pays from the contract's own balance, which needs nobody's signature.
    pub fn pay_out(e: Env, token: Address, to: Address, amount: i128) {
        TokenClient::new(&e, &token).transfer(&e.current_contract_address(), &to, &amount);
    }

    pub fn balance_of(e: Env, token: Address, who: Address) -> i128 {
        TokenClient::new(&e, &token).balance(&who)
    }

    pub fn random(e: Env, count: u32) -> Vec<u64> {
        let mut drawn = vec![&e];
        for _ in 0..count {
            drawn.push_back(e.prng().r#gen());
        }
        drawn
    }

    pub fn now(e: Env) -> Moment {
        Moment {
            sequence: e.ledger().sequence(),
            timestamp: e.ledger().timestamp(),
        }
    }

    pub fn echo(_e: Env, record: Record) -> Record {
        record
    }

    /// Writes first, so that a caller can see that a failure undoes it.
    pub fn fail(e: Env, key: u32) -> Result<(), Error> {
        e.storage().persistent().set(&DataKey::Cell(key), &key);
        Err(Error::Asked)
    }

    pub fn crash(_e: Env) {
        panic!("asked to");
    }
}

fn filled(e: &Env, size: u32) -> Bytes {
    const STEP: [u8; 256] = [0xa5; 256];
    let mut bytes = Bytes::new(e);
    while bytes.len() + 256 <= size {
        bytes.extend_from_array(&STEP);
    }
    while bytes.len() < size {
        bytes.push_back(0xa5);
    }
    bytes
}
