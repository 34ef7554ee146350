//! One pool on its own copy of the ground: does an operation and tells everything that can be seen of it.
use std::rc::Rc;

use liquidation_lab::LiquidationLab;
use mock_oracle::{MockOracle, MockOracleClient};
use nectar_interfaces::{
    blend::{Request, ReserveConfig},
    oracle::Asset,
};
use nectar_tests::{
    blend,
    code::Code,
    pool::{PoolKind, PoolSettings},
    tokens::{symbol, text},
    twin::Target,
};
use serde::Serialize;
use soroban_sdk::{
    Address, Env, Error, IntoVal, InvokeError, Symbol, TryFromVal, Val, Vec as SorobanVec,
    testutils::{Ledger as _, MockAuth, MockAuthInvoke},
    vec,
    xdr::{
        ContractDataDurability, ContractEvent, ContractEventType, LedgerEntry, LedgerEntryData, LedgerKey,
        ScAddress, ScErrorType, ScVal, SorobanAuthorizedInvocation,
    },
};

use crate::{
    allowed,
    ground::{Cast, Ground},
    op::{Op, Signed},
    start::Start,
};

/// What a call came to. Codes are compared whoever raised them, the pool or an asset.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Outcome {
    Ok(ScVal),
    Error(u32),
    /// Any failure without a code of its own.
    Trap,
}

/// All of one step but the ledger it leaves.
#[derive(Debug, PartialEq)]
pub struct Seen {
    pub outcome: Outcome,
    pub events: Vec<ContractEvent>,
    /// Who had to sign what.
    pub auths: Vec<(ScAddress, SorobanAuthorizedInvocation)>,
}

pub type Stored = Vec<(Rc<LedgerKey>, Option<(Rc<LedgerEntry>, Option<u32>)>)>;

pub struct Side {
    pub e: Env,
    pub cast: Cast<Address>,
    kind: PoolKind,
    /// Which token each reserve is.
    order: [usize; 4],
    /// Of the backstop that is about to be left.
    leaving: i128,
}

impl Side {
    /// A pool in set-up, without reserves, with an oracle that knows all prices.
    pub fn new(ground: &Ground, start: &Start, kind: PoolKind) -> Side {
        let (e, cast) = ground.copy();
        let base = Asset::Other(symbol(&e, "USD"));
        let oracle_args = (&cast.admin, base, start.oracle_decimals, 300u32);
        e.register_at(&cast.oracle, MockOracle, oracle_args);
        let settings = PoolSettings {
            bstop_rate: start.bstop_rate,
            max_positions: start.max_positions,
            min_collateral: start.min_collateral,
            ..PoolSettings::default()
        };
        let address = match kind {
            PoolKind::Blend => blend::deploy_pool(&e, &cast.factory, &cast.admin, &cast.oracle, &settings),
            PoolKind::Lab => deploy_lab(&e, &cast, &settings, start.code),
        };
        assert_eq!(address, cast.pool, "both pools have one address");
        if kind == PoolKind::Blend {
            blend::back(&e, &cast.admin, &cast.backstop, &cast.pool);
        }
        Side {
            e,
            cast,
            kind,
            order: start.order,
            leaving: 0,
        }
    }

    pub fn run(&mut self, op: &Op) -> Seen {
        let outcome = self.outcome(op);
        let (mut events, mut auths) = (Vec::new(), Vec::new());
        if op.is_a_call() {
            events = self.events();
        }
        if matches!(outcome, Outcome::Ok(_)) && allowed::signatures_are_compared(op) {
            let host = self.e.host();
            auths = host
                .get_authenticated_authorizations()
                .expect("the host lends its authorisations");
        }
        Seen {
            outcome,
            events,
            auths,
        }
    }

    /// Of the last call.
    fn events(&self) -> Vec<ContractEvent> {
        let events = self.e.host().get_events().expect("the host lends its events").0;
        events
            .into_iter()
            .filter(|event| !event.failed_call && event.event.type_ == ContractEventType::Contract)
            .map(|event| event.event)
            .collect()
    }

    pub fn stored(&self) -> Stored {
        self.e
            .host()
            .get_stored_entries()
            .expect("the host lends its entries")
    }

    /// What the pool has stored under `key`, unless it was temporary and is over.
    pub fn entry<K: IntoVal<Env, Val>, V: TryFromVal<Env, Val>>(&self, key: &K) -> Option<V> {
        let e = &self.e;
        let val: Val = key.into_val(e);
        let (pool, key) = (
            ScAddress::from(&self.cast.pool),
            ScVal::try_from_val(e, &val).ok()?,
        );
        let is_it = |stored: &LedgerKey| matches!(stored, LedgerKey::ContractData(data) if data.contract == pool && data.key == key);
        let (_, value) = self.stored().into_iter().find(|(stored, _)| is_it(stored))?;
        let (entry, until) = value?;
        let LedgerEntryData::ContractData(data) = &entry.data else {
            return None;
        };
        let is_over = until.is_some_and(|until| until < e.ledger().sequence());
        if is_over && data.durability == ContractDataDurability::Temporary {
            return None;
        }
        V::try_from_val(e, &Val::try_from_val(e, &data.val).ok()?).ok()
    }

    fn outcome(&mut self, op: &Op) -> Outcome {
        let e = self.e.clone();
        match op {
            Op::Submit {
                from,
                spender,
                to,
                items,
                by_allowance,
                signed,
            } => {
                let name = if *by_allowance {
                    "submit_with_allowance"
                } else {
                    "submit"
                };
                let [from, spender, to] = [from, spender, to].map(|target| self.address(*target));
                let args = (&from, &spender, &to, self.requests(items)).into_val(&e);
                self.sign(*signed, &spender, name, &args);
                self.call(name, args)
            }
            Op::NewAuction {
                user,
                bid,
                lot,
                percent,
            } => {
                let (user, bid, lot) = (self.address(*user), self.addresses(bid), self.addresses(lot));
                self.call("new_auction", (0u32, user, bid, lot, *percent).into_val(&e))
            }
            Op::DeleteAuction { user } => self.call("del_auction", (0u32, self.address(*user)).into_val(&e)),
            Op::GetAuction { user } => self.call("get_auction", (0u32, self.address(*user)).into_val(&e)),
            Op::GetPositions { user } => self.call("get_positions", (self.address(*user),).into_val(&e)),
            Op::GetReserve { asset } => self.call("get_reserve", (self.address(*asset),).into_val(&e)),
            Op::GetConfig => self.call("get_config", vec![&e]),
            Op::GetReserveList => self.call("get_reserve_list", vec![&e]),
            Op::BadDebt { user } => self.call("bad_debt", (self.address(*user),).into_val(&e)),
            Op::Status { status } => {
                e.mock_all_auths();
                self.call("set_status", (*status,).into_val(&e))
            }
            Op::SetReserve { asset, config } => self.set_reserve(&self.address(*asset), config),
            Op::ProposeAdmin => {
                e.mock_all_auths();
                self.call("propose_admin", (&self.cast.heir,).into_val(&e))
            }
            Op::AcceptAdmin => {
                e.mock_all_auths();
                self.call("accept_admin", vec![&e])
            }
            Op::Price { asset, price, age } => self.set_price(&self.address(*asset), *price, *age),
            Op::NoPrice { asset } => {
                let feed = MockOracleClient::new(&e, &self.cast.oracle);
                let asset = Asset::Stellar(self.address(*asset));
                // Gone already is as good.
                drop(feed.mock_all_auths().try_remove_price(&asset));
                Outcome::Ok(ScVal::Void)
            }
            Op::Pass { ledgers, seconds } => {
                e.ledger().with_mut(|ledger| {
                    ledger.sequence_number += ledgers;
                    ledger.timestamp += seconds;
                });
                Outcome::Ok(ScVal::Void)
            }
            Op::BackstopAnnounces => {
                if self.kind == PoolKind::Blend {
                    let Cast {
                        admin,
                        backstop,
                        pool,
                        ..
                    } = &self.cast;
                    self.leaving = blend::announce_leaving(&e, admin, backstop, pool);
                }
                self.call("get_config", vec![&e])
            }
            Op::BackstopLeaves => {
                if self.kind == PoolKind::Blend {
                    let Cast {
                        admin,
                        backstop,
                        pool,
                        ..
                    } = &self.cast;
                    blend::leave(&e, admin, backstop, pool, self.leaving);
                }
                // Both forget the events of that.
                self.call("get_config", vec![&e])
            }
        }
    }

    fn call(&self, name: &str, args: SorobanVec<Val>) -> Outcome {
        let e = &self.e;
        let result = e.try_invoke_contract::<Val, Error>(&self.cast.pool, &Symbol::new(e, name), args);
        e.set_auths(&[]);
        match result {
            Ok(Ok(value)) => Outcome::Ok(ScVal::try_from_val(e, &value).expect("a value of a contract")),
            Err(Ok(error)) if error.is_type(ScErrorType::Contract) => Outcome::Error(error.get_code()),
            Err(Err(InvokeError::Contract(code))) => Outcome::Error(code),
            Ok(Err(_)) | Err(_) => Outcome::Trap,
        }
    }

    fn sign(&self, signed: Signed, spender: &Address, name: &str, args: &SorobanVec<Val>) {
        let by = |address: &Address| {
            let invoke = MockAuthInvoke {
                contract: &self.cast.pool,
                fn_name: name,
                args: args.clone(),
                sub_invokes: &[],
            };
            self.e.mock_auths(&[MockAuth {
                address,
                invoke: &invoke,
            }]);
        };
        match signed {
            Signed::ByAll => self.e.mock_all_auths(),
            Signed::ByNobody => self.e.set_auths(&[]),
            Signed::ByAnother => by(&self.cast.heir),
            Signed::WithoutPayments => by(spender),
        }
    }

    /// The lab's one step for Blend's two (the waiting time between them does not bind a pool in set-up).
    fn set_reserve(&self, asset: &Address, config: &ReserveConfig) -> Outcome {
        let e = &self.e;
        e.mock_all_auths();
        let args = (asset, config).into_val(e);
        let outcome = match self.kind {
            PoolKind::Lab => self.call("init_reserve", args),
            PoolKind::Blend => match self.call("queue_set_reserve", args) {
                Outcome::Ok(_) => {
                    e.mock_all_auths();
                    self.call("set_reserve", (asset,).into_val(e))
                }
                refused => refused,
            },
        };
        e.set_auths(&[]);
        outcome
    }

    fn set_price(&self, asset: &Address, price: i128, age: Option<u64>) -> Outcome {
        let feed = MockOracleClient::new(&self.e, &self.cast.oracle);
        let asset = Asset::Stellar(asset.clone());
        match age {
            None => feed.mock_all_auths().set_price_fresh(&asset, &price),
            Some(age) => {
                let at = self.e.ledger().timestamp() - age;
                feed.mock_all_auths().set_price(&asset, &price, &at)
            }
        }
        Outcome::Ok(ScVal::Void)
    }

    pub fn address(&self, target: Target) -> Address {
        let cast = &self.cast;
        match target {
            Target::Asset(index) => cast.tokens[self.order[index]].clone(),
            Target::User(index) => cast.users[index].clone(),
            Target::Backstop => cast.backstop.clone(),
            Target::Pool => cast.pool.clone(),
            Target::Foreign => cast.foreign.clone(),
        }
    }

    fn addresses(&self, targets: &[Target]) -> SorobanVec<Address> {
        let mut addresses = SorobanVec::new(&self.e);
        for target in targets {
            addresses.push_back(self.address(*target));
        }
        addresses
    }

    fn requests(&self, items: &[(u32, Target, i128)]) -> SorobanVec<Request> {
        let mut requests = SorobanVec::new(&self.e);
        for (request_type, target, amount) in items {
            requests.push_back(Request {
                address: self.address(*target),
                amount: *amount,
                request_type: *request_type,
            });
        }
        requests
    }
}

fn deploy_lab(e: &Env, cast: &Cast<Address>, settings: &PoolSettings, code: Code) -> Address {
    let args = (
        &cast.admin,
        text(e, "pool"),
        &cast.oracle,
        settings.bstop_rate,
        settings.max_positions,
        settings.min_collateral,
        &cast.backstop,
        &cast.blnd,
    );
    code.deploy(e, &cast.pool, "liquidation-lab", LiquidationLab, args);
    if code == Code::Wasm {
        // Wasm that tests place at an address of their choice gets one ledger to live, a created instance more.
        let life = e.ledger().get().min_persistent_entry_ttl - 1;
        e.as_contract(&cast.pool, || e.storage().instance().extend_ttl(life, life));
    }
    cast.pool.clone()
}
