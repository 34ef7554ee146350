//! One ledger that every scenario starts from: assets, people with money, and all that Blend needs around a pool. Both
//! pools are deployed on a copy of it at one address, so what they do can be compared bit for bit, without translation.
use std::{collections::BTreeMap, rc::Rc};

use nectar_tests::{
    blend, ledger,
    pool::PoolSettings,
    tokens::{Tokens, mint},
    untouched::is_nonce,
};
use soroban_env_host::{DiagnosticLevel, HostError, ModuleCache, storage::SnapshotSource};
use soroban_sdk::{
    Address, Env, TryFromVal,
    testutils::{Address as _, EnvTestConfig, Ledger as _, SnapshotSourceInput},
    token::TokenClient,
    xdr::{LedgerEntry, LedgerKey, ScAddress},
};

/// Borrowers, who may all be liquidated.
pub const BORROWERS: usize = 4;
/// Starts with nothing but collateral, and keeps what he fills.
pub const FILLER: usize = BORROWERS;
/// Funds the pool.
pub const LENDER: usize = BORROWERS + 1;
/// Has next to nothing.
pub const POOR: usize = BORROWERS + 2;
pub const USERS: usize = BORROWERS + 3;

/// More than any scenario moves, also of an asset with 18 decimals.
const ENDOWMENT: i128 = 10i128.pow(33);
/// Ends within the longer scenarios, so that allowances lapse.
const ALLOWANCE_LEDGERS: u32 = 2_000_000;
/// Nothing that only one of the pools needs may expire on the way.
const NEVER: u32 = 6_000_000;

type Entry = (Rc<LedgerEntry>, Option<u32>);

/// Ledger entries by key, read by both pools, written by neither.
pub struct Entries(BTreeMap<Rc<LedgerKey>, Entry>);

impl Entries {
    pub fn value(&self, key: &Rc<LedgerKey>) -> Option<&Entry> {
        self.0.get(key)
    }
}

impl SnapshotSource for Entries {
    fn get(&self, key: &Rc<LedgerKey>) -> Result<Option<Entry>, HostError> {
        Ok(self.0.get(key).cloned())
    }
}

/// The same addresses in every ledger.
#[derive(Clone, Copy)]
pub struct Cast<T> {
    pub admin: T,
    pub backstop: T,
    pub blnd: T,
    pub comet: T,
    pub factory: T,
    pub foreign: T,
    pub heir: T,
    pub oracle: T,
    pub pool: T,
    pub tokens: [T; 4],
    pub users: [T; USERS],
}

impl<T> Cast<T> {
    fn map<U>(&self, f: impl Fn(&T) -> U) -> Cast<U> {
        Cast {
            admin: f(&self.admin),
            backstop: f(&self.backstop),
            blnd: f(&self.blnd),
            comet: f(&self.comet),
            factory: f(&self.factory),
            foreign: f(&self.foreign),
            heir: f(&self.heir),
            oracle: f(&self.oracle),
            pool: f(&self.pool),
            tokens: self.tokens.each_ref().map(&f),
            users: self.users.each_ref().map(&f),
        }
    }
}

pub struct Ground {
    pub entries: Rc<Entries>,
    pub cast: Cast<ScAddress>,
    /// Blend's wasm, compiled once.
    modules: ModuleCache,
}

impl Ground {
    pub fn new() -> Ground {
        let e = ledger::env();
        travel_light(&e);
        let tokens = Tokens::issue(&e, 7);
        let [admin, backstop, factory, foreign, heir, oracle] = [0; 6].map(|_| Address::generate(&e));
        let users = [0; USERS].map(|_| Address::generate(&e));
        let comet = blend::deploy_around(&e, &admin, &tokens, &backstop, &factory);
        let mut cast = Cast {
            pool: foreign.clone(),
            tokens: [&tokens.usdc, &tokens.xlm, &tokens.eurc, &tokens.aqua].map(Address::clone),
            blnd: tokens.blnd,
            admin,
            backstop,
            comet,
            factory,
            foreign,
            heir,
            oracle,
            users,
        };
        cast.pool = address_of_the_pool(&e, &cast);
        endow(&e, &cast);
        Ground {
            entries: Rc::new(entries_of(&e)),
            cast: cast.map(|address| ScAddress::from(address)),
            modules: e.host().take_module_cache().expect("Blend's contracts are in it"),
        }
    }

    /// A ledger of its own, in the state of the ground.
    pub fn copy(&self) -> (Env, Cast<Address>) {
        let (e, modules) = (open(&self.entries), self.modules.clone());
        e.host().set_module_cache(modules).expect("a host takes modules");
        let cast = self
            .cast
            .map(|address| Address::try_from_val(&e, address).expect("an address"));
        (e, cast)
    }
}

fn open(entries: &Rc<Entries>) -> Env {
    let mut e = Env::from_ledger_snapshot(SnapshotSourceInput {
        source: entries.clone(),
        ledger_info: None,
        snapshot: None,
    });
    e.set_config(EnvTestConfig {
        capture_snapshot_at_drop: false,
    });
    e.ledger().with_mut(|ledger| {
        ledger.sequence_number = ledger::START_LEDGER;
        ledger.timestamp = ledger::START_TIME;
    });
    travel_light(&e);
    e
}

/// Diagnostics and limits of cost take time and are no part of what is compared.
fn travel_light(e: &Env) {
    e.cost_estimate().budget().reset_unlimited();
    e.cost_estimate().disable_resource_limits();
    e.host()
        .set_diagnostic_level(DiagnosticLevel::None)
        .expect("a level for the host");
}

/// The factory derives it, so it comes from a copy in which a pool is deployed.
fn address_of_the_pool(e: &Env, cast: &Cast<Address>) -> Address {
    let copy = open(&Rc::new(entries_of(e)));
    let there =
        cast.map(|address| Address::try_from_val(&copy, &ScAddress::from(address)).expect("an address"));
    let settings = PoolSettings::default();
    let pool = blend::deploy_pool(&copy, &there.factory, &there.admin, &there.oracle, &settings);
    Address::try_from_val(e, &ScAddress::from(&pool)).expect("an address")
}

fn endow(e: &Env, cast: &Cast<Address>) {
    let until = e.ledger().sequence() + ALLOWANCE_LEDGERS;
    for (index, user) in cast.users.iter().enumerate() {
        let amount = if index == POOR { 1_000 } else { ENDOWMENT };
        for token in &cast.tokens {
            mint(e, token, user, amount);
            TokenClient::new(e, token)
                .mock_all_auths()
                .approve(user, &cast.pool, &amount, &until);
        }
    }
}

fn entries_of(e: &Env) -> Entries {
    let stored = e.host().get_stored_entries().expect("the host lends its entries");
    let present = stored.into_iter().filter_map(|(key, value)| Some((key, value?)));
    Entries(
        // Copies draw the same nonces again.
        present
            .filter(|(key, _)| !is_nonce(key))
            .map(|(key, (entry, until))| (key, (entry, until.map(|_| NEVER))))
            .collect(),
    )
}
