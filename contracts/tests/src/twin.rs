//! Two worlds that differ in the pool alone, the real Blend and the lab, driven by the same operations. After each one
//! everything observable must be equal: the result or its error, every storage entry of the pool with its remaining
//! life, all balances, and the events.
use std::{collections::BTreeMap, fmt::Write as _};

use nectar_interfaces::{blend::PoolClient, oracle::Asset, vault::Order};
use soroban_sdk::{
    Address, Env, Error, IntoVal, InvokeError, TryFromVal, Val,
    testutils::{
        Address as _, Events as _,
        storage::{Instance as _, Persistent as _, Temporary as _},
    },
    token::TokenClient,
    xdr::{self, ScAddress, ScErrorType, ScVal},
};

use crate::{
    ledger,
    pool::{self, PoolKind},
    tokens::{UNIT, balance, mint},
    world::{Setup, World},
};

/// What every user of a twin starts with, of each asset.
pub const ENDOWMENT: i128 = 1_000_000_000 * UNIT;
const ALLOWANCE_LEDGERS: u32 = 100_000;

/// Whom or what a request names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Index in `Tokens::reserves`.
    Asset(usize),
    User(usize),
    Backstop,
    Pool,
    /// A contract that is no reserve.
    Foreign,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    Submit {
        user: usize,
        items: Vec<(u32, Target, i128)>,
        by_allowance: bool,
    },
    /// from, spender and to may differ.
    SubmitAs {
        from: Target,
        spender: Target,
        to: Target,
        items: Vec<(u32, Target, i128)>,
    },
    NewAuction {
        user: Target,
        bid: Vec<Target>,
        lot: Vec<Target>,
        percent: u32,
    },
    DeleteAuction {
        user: Target,
    },
    BadDebt {
        user: Target,
    },
    /// A price that never ages, 7 decimals.
    Price {
        asset: usize,
        price: i128,
    },
    /// A price of this age in seconds.
    OldPrice {
        asset: usize,
        price: i128,
        age: u64,
    },
    NoPrice {
        asset: usize,
    },
    Status {
        status: u32,
    },
    Advance {
        ledgers: u32,
    },
    AdvanceFrozen {
        ledgers: u32,
    },
    /// The reserve as callers see it.
    Read {
        asset: Target,
    },
    /// Through the vault, by the world's own operator and session, with every route named.
    VaultFill {
        user: Target,
        percent: u32,
        min_profit: i128,
    },
}

pub struct Twin {
    pub world: World,
    pub users: Vec<Address>,
    foreign: Address,
    names: BTreeMap<ScAddress, String>,
}

impl Twin {
    pub fn new(setup: &Setup, kind: PoolKind, users: usize) -> Twin {
        let world = World::new(&Setup {
            pool: kind,
            ..setup.clone()
        });
        let e = &world.e;
        let users: Vec<Address> = (0..users).map(|_| Address::generate(e)).collect();
        for user in &users {
            for (_, asset) in world.tokens.reserves() {
                mint(e, asset, user, ENDOWMENT);
                let until = e.ledger().sequence() + ALLOWANCE_LEDGERS;
                let token = TokenClient::new(e, asset);
                token
                    .mock_all_auths()
                    .approve(user, &world.pool.address, &ENDOWMENT, &until);
            }
        }
        let foreign = Address::generate(e);
        let mut twin = Twin {
            world,
            users,
            foreign,
            names: BTreeMap::new(),
        };
        twin.names = twin
            .parties()
            .into_iter()
            .map(|(name, party)| (ScAddress::from(&party), name))
            .collect();
        twin
    }

    /// Runs one operation and describes what it did, in terms that hold in both worlds.
    pub fn run(&self, op: &Op) -> String {
        let outcome = self.outcome(op);
        let events = self.events();
        format!("{outcome}\n{events}{}", self.state())
    }

    fn outcome(&self, op: &Op) -> String {
        let e = &self.world.e;
        let pool = self.world.pool();
        match op {
            Op::Submit {
                user,
                items,
                by_allowance,
            } => {
                let (who, items) = (&self.users[*user], self.requests(items));
                if *by_allowance {
                    self.told(
                        pool.mock_all_auths()
                            .try_submit_with_allowance(who, who, who, &items),
                    )
                } else {
                    self.told(pool.mock_all_auths().try_submit(who, who, who, &items))
                }
            }
            Op::SubmitAs {
                from,
                spender,
                to,
                items,
            } => {
                let [from, spender, to] = [from, spender, to].map(|target| self.address(*target));
                self.told(
                    pool.mock_all_auths()
                        .try_submit(&from, &spender, &to, &self.requests(items)),
                )
            }
            Op::NewAuction {
                user,
                bid,
                lot,
                percent,
            } => {
                let (bid, lot) = (self.addresses(bid), self.addresses(lot));
                self.told(pool.try_new_auction(&0, &self.address(*user), &bid, &lot, percent))
            }
            Op::DeleteAuction { user } => self.told(pool.try_del_auction(&0, &self.address(*user))),
            Op::BadDebt { user } => self.told(pool.try_bad_debt(&self.address(*user))),
            Op::Price { asset, price } => {
                self.world.set_price(self.asset(*asset), *price);
                String::new()
            }
            Op::OldPrice { asset, price, age } => {
                let key = Asset::Stellar(self.asset(*asset).clone());
                let at = e.ledger().timestamp() - age;
                self.world.feed().mock_all_auths().set_price(&key, price, &at);
                String::new()
            }
            Op::NoPrice { asset } => {
                let key = Asset::Stellar(self.asset(*asset).clone());
                self.world.feed().mock_all_auths().remove_price(&key);
                String::new()
            }
            Op::Status { status } => {
                let client = crate::blend::pool::Client::new(e, &self.world.pool.address);
                self.told(client.mock_all_auths().try_set_status(status))
            }
            Op::Advance { ledgers } => {
                ledger::advance(e, *ledgers);
                String::new()
            }
            Op::AdvanceFrozen { ledgers } => {
                ledger::advance_frozen(e, *ledgers);
                String::new()
            }
            Op::Read { asset } => self.told(pool.try_get_reserve(&self.address(*asset))),
            Op::VaultFill {
                user,
                percent,
                min_profit,
            } => {
                let order = Order {
                    min_profit: *min_profit,
                    ..self.world.order(&self.address(*user), *percent)
                };
                let World {
                    operator, session, ..
                } = &self.world;
                self.told(
                    self.world
                        .vault()
                        .mock_all_auths()
                        .try_fill(operator, session, &order),
                )
            }
        }
    }

    /// A result with names for addresses; errors by code, everything without a code is a trap.
    fn told<T, D, E>(&self, result: Result<Result<T, D>, Result<E, InvokeError>>) -> String
    where
        T: IntoVal<Env, Val>,
        E: Into<Error>,
    {
        match result {
            Ok(Ok(value)) => {
                let value: Val = IntoVal::into_val(&value, &self.world.e);
                format!("ok {}", self.name_val(&value))
            }
            Ok(Err(_)) => "an answer of another type".into(),
            Err(Ok(error)) => {
                let error: Error = error.into();
                if error.is_type(ScErrorType::Contract) {
                    format!("error {}", error.get_code())
                } else {
                    "trap".into()
                }
            }
            Err(Err(InvokeError::Contract(code))) => format!("error {code}"),
            Err(Err(InvokeError::Abort)) => "trap".into(),
        }
    }

    fn asset(&self, index: usize) -> &Address {
        self.world.tokens.reserves()[index].1
    }

    pub fn address(&self, target: Target) -> Address {
        match target {
            Target::Asset(index) => self.asset(index).clone(),
            Target::User(index) => self.users[index].clone(),
            Target::Backstop => self.world.pool.backstop.clone(),
            Target::Pool => self.world.pool.address.clone(),
            Target::Foreign => self.foreign.clone(),
        }
    }

    fn addresses(&self, targets: &[Target]) -> soroban_sdk::Vec<Address> {
        let addresses: Vec<Address> = targets.iter().map(|target| self.address(*target)).collect();
        self.world.addresses(&addresses.iter().collect::<Vec<_>>())
    }

    fn requests(&self, items: &[(u32, Target, i128)]) -> soroban_sdk::Vec<nectar_interfaces::blend::Request> {
        let named: Vec<(u32, Address, i128)> = items
            .iter()
            .map(|(kind, target, amount)| (*kind, self.address(*target), *amount))
            .collect();
        let items: Vec<(u32, &Address, i128)> = named
            .iter()
            .map(|(kind, address, amount)| (*kind, address, *amount))
            .collect();
        pool::requests(&self.world.e, &items)
    }

    fn parties(&self) -> Vec<(String, Address)> {
        let world = &self.world;
        let mut parties = vec![
            ("pool".into(), world.pool.address.clone()),
            ("backstop".into(), world.pool.backstop.clone()),
            ("admin".into(), world.admin.clone()),
            ("lender".into(), world.lender.clone()),
            ("oracle".into(), world.oracle.clone()),
            ("vault".into(), world.vault.clone()),
            ("registry".into(), world.registry.clone()),
            ("operator".into(), world.operator.clone()),
            ("session".into(), world.session.clone()),
            ("issuer".into(), world.tokens.issuer.clone()),
            ("BLND".into(), world.tokens.blnd.clone()),
            ("foreign".into(), self.foreign.clone()),
        ];
        for (index, user) in self.users.iter().enumerate() {
            parties.push((format!("user{index}"), user.clone()));
        }
        for (name, asset) in world.tokens.reserves() {
            parties.push((name.into(), asset.clone()));
        }
        for market in &world.markets {
            parties.push((
                format!("market {}", world.tokens.name_of(&market.token)),
                market.venue.clone(),
            ));
        }
        parties
    }

    /// Events of the last call, by pool and assets.
    fn events(&self) -> String {
        let mut text = String::new();
        for event in self.world.e.events().all().events() {
            let emitter = event
                .contract_id
                .clone()
                .map(|id| ScVal::Address(ScAddress::Contract(id)));
            let xdr::ContractEventBody::V0(body) = &event.body;
            let topics: Vec<String> = body.topics.iter().map(|topic| self.name(topic)).collect();
            let emitter = emitter.map_or_else(String::new, |emitter| self.name(&emitter));
            writeln!(text, "event {emitter} {topics:?} {}", self.name(&body.data)).expect("a String grows");
        }
        text
    }

    /// Storage of the pool and balances of everybody, sorted.
    fn state(&self) -> String {
        let e = &self.world.e;
        let mut lines: Vec<String> = e.as_contract(&self.world.pool.address, || {
            let (persistent, temporary) = (e.storage().persistent(), e.storage().temporary());
            let mut lines = Vec::new();
            // `all` spans every contract: keep the keys that the pool has too.
            for key in persistent.all().keys() {
                if let Some(value) = persistent.get::<Val, Val>(&key) {
                    let ttl = persistent.get_ttl(&key);
                    lines.push(format!(
                        "{} = {} ({ttl})",
                        self.name_val(&key),
                        self.name_val(&value)
                    ));
                }
            }
            for key in temporary.all().keys() {
                if let Some(value) = temporary.get::<Val, Val>(&key) {
                    let ttl = temporary.get_ttl(&key);
                    lines.push(format!(
                        "~{} = {} ({ttl})",
                        self.name_val(&key),
                        self.name_val(&value)
                    ));
                }
            }
            for (key, value) in e.storage().instance().all() {
                lines.push(format!(".{} = {}", self.name_val(&key), self.name_val(&value)));
            }
            lines.push(format!("instance ({})", e.storage().instance().get_ttl()));
            lines
        });
        // The admin paid for Blend's backstop.
        for (name, party) in self.parties().into_iter().filter(|(name, _)| name != "admin") {
            for (token, asset) in self.world.tokens.reserves() {
                lines.push(format!("{name} has {} {token}", balance(e, asset, &party)));
            }
        }
        let books: Val = IntoVal::into_val(&self.world.vault().get_state(), e);
        lines.push(format!("vault's books {}", self.name_val(&books)));
        lines.sort();
        lines.join("\n")
    }

    fn name_val(&self, value: &Val) -> String {
        let value = ScVal::try_from_val(&self.world.e, value).expect("a value of a contract");
        self.name(&value)
    }

    fn name(&self, value: &ScVal) -> String {
        match value {
            ScVal::Address(address) => self.names.get(address).cloned().unwrap_or_else(|| "?".into()),
            ScVal::Vec(Some(items)) => {
                let items: Vec<String> = items.iter().map(|item| self.name(item)).collect();
                format!("[{}]", items.join(", "))
            }
            ScVal::Map(Some(entries)) => {
                let mut entries: Vec<String> = entries
                    .iter()
                    .map(|entry| format!("{}: {}", self.name(&entry.key), self.name(&entry.val)))
                    .collect();
                entries.sort();
                format!("{{{}}}", entries.join(", "))
            }
            ScVal::I128(parts) => i128::from(parts).to_string(),
            ScVal::Symbol(symbol) => symbol.to_string(),
            other => format!("{other:?}"),
        }
    }
}

/// The two worlds.
pub struct Twins {
    pub blend: Twin,
    pub lab: Twin,
    log: Vec<Op>,
}

impl Twins {
    pub fn new(setup: &Setup, users: usize) -> Twins {
        let blend = Twin::new(setup, PoolKind::Blend, users);
        let lab = Twin::new(setup, PoolKind::Lab, users);
        assert_same(&[], &blend.state(), &lab.state());
        Twins {
            blend,
            lab,
            log: Vec::new(),
        }
    }

    /// Runs the operation in both worlds; everything observable must agree. Returns the outcome's first line.
    pub fn run(&mut self, op: Op) -> String {
        let (blend, lab) = (self.blend.run(&op), self.lab.run(&op));
        self.log.push(op);
        assert_same(&self.log, &blend, &lab);
        blend.lines().next().unwrap_or_default().into()
    }

    pub fn pools(&self) -> [PoolClient<'_>; 2] {
        [self.blend.world.pool(), self.lab.world.pool()]
    }
}

fn assert_same(log: &[Op], blend: &str, lab: &str) {
    if blend == lab {
        return;
    }
    let mut report = String::new();
    for (theirs, ours) in blend
        .lines()
        .zip(lab.lines())
        .filter(|(theirs, ours)| theirs != ours)
    {
        writeln!(report, "Blend: {theirs}\nlab:   {ours}").expect("a String grows");
    }
    panic!("the pools differ after {log:#?}\n{report}");
}
