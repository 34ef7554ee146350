//! The batcher alone, on vaults that answer by the script. With the real one: contracts/tests/tests/scenarios.

use nectar_interfaces::vault::{FillReceipt, Order};
use soroban_sdk::{
    Address, Env, Error as HostError, InvokeError, Symbol, Vec, contract, contractimpl, panic_with_error,
    symbol_short,
    testutils::{Address as _, Deployer as _, EnvTestConfig, Ledger as _, storage::Instance as _},
    vec,
};

use crate::{
    Error, FillBatcher, FillBatcherClient, MAX_ORDERS,
    constants::{TTL_TARGET, TTL_THRESHOLD},
};

const REFUSED: u32 = 2_148;
const FILLS: Symbol = symbol_short!("FILLS");

/// Fills what asks for a profit of at least 0, counting it, and refuses the rest after counting it as well.
#[contract]
struct ScriptedVault;

#[contractimpl]
impl ScriptedVault {
    pub fn fill(e: &Env, _operator: Address, session: Address, order: Order) -> FillReceipt {
        session.require_auth();
        let fills: u32 = e.storage().instance().get(&FILLS).unwrap_or(0);
        e.storage().instance().set(&FILLS, &(fills + 1));
        if order.min_profit < 0 {
            panic_with_error!(e, HostError::from_contract_error(REFUSED));
        }
        FillReceipt {
            age: fills,
            edge: 0,
            fee: 0,
            profit: order.min_profit,
            spent: 0,
        }
    }
}

/// Answers a number where a receipt belongs.
#[contract]
struct OtherContract;

#[contractimpl]
impl OtherContract {
    pub fn fill(_e: &Env, _operator: Address, _session: Address, _order: Order) -> u32 {
        7
    }
}

struct World {
    e: Env,
    batcher: Address,
    operator: Address,
    session: Address,
    vault: Address,
}

impl World {
    fn new() -> Self {
        let e = Env::new_with_config(EnvTestConfig {
            capture_snapshot_at_drop: false,
        });
        let [operator, session] = core::array::from_fn(|_| Address::generate(&e));
        let (batcher, vault) = (e.register(FillBatcher, ()), e.register(ScriptedVault, ()));
        Self {
            e,
            batcher,
            operator,
            session,
            vault,
        }
    }

    fn client(&self) -> FillBatcherClient<'_> {
        FillBatcherClient::new(&self.e, &self.batcher)
    }

    /// Orders that the scripted vault fills with these profits, or refuses.
    fn orders(&self, profits: &[i128]) -> Vec<Order> {
        let order = |profit: &i128| Order {
            auction_type: 0,
            min_profit: *profit,
            percent: 100,
            pool: self.vault.clone(),
            swaps: Vec::new(&self.e),
            user: self.session.clone(),
        };
        Vec::from_iter(&self.e, profits.iter().map(order))
    }

    fn fill_many(&self, profits: &[i128]) -> Result<std::vec::Vec<Option<i128>>, HostError> {
        let orders = self.orders(profits);
        let client = self.client().mock_all_auths();
        match client.try_fill_many(&self.operator, &self.session, &self.vault, &orders) {
            Ok(receipts) => {
                let receipts = receipts.expect("receipts");
                Ok(receipts.iter().map(|receipt| receipt.map(|r| r.profit)).collect())
            }
            Err(Ok(error)) => Err(error),
            Err(Err(InvokeError::Contract(code))) => Err(HostError::from_contract_error(code)),
            Err(Err(InvokeError::Abort)) => panic!("aborted"),
        }
    }

    fn fills(&self) -> u32 {
        self.e.as_contract(&self.vault, || {
            self.e.storage().instance().get(&FILLS).unwrap_or(0)
        })
    }
}

#[test]
fn receipts_come_in_the_order_of_the_orders_with_a_gap_for_each_refusal() {
    let w = World::new();
    assert_eq!(
        w.fill_many(&[5, -1, 7, -1]),
        Ok(std::vec![Some(5), None, Some(7), None])
    );
    assert_eq!(w.fills(), 2, "what was refused is rolled back");
}

#[test]
fn a_batch_in_which_nothing_fills_fails() {
    let w = World::new();
    assert_eq!(w.fill_many(&[-1, -1]), Err(Error::NothingFilled.into()));
    assert_eq!(w.fills(), 0);
}

#[test]
fn a_batch_has_one_to_six_orders() {
    let w = World::new();
    assert_eq!(w.fill_many(&[]), Err(Error::NoOrders.into()));
    let most = [1; MAX_ORDERS as usize];
    assert_eq!(w.fill_many(&most).map(|receipts| receipts.len()), Ok(6));
    assert_eq!(
        w.fill_many(&[1; MAX_ORDERS as usize + 1]),
        Err(Error::TooManyOrders.into())
    );
    assert_eq!(w.fills(), 6);
}

#[test]
fn the_session_signs_the_batch_itself() {
    let w = World::new();
    w.fill_many(&[1, -1]).expect("one is filled");
    let (who, tree) = w.e.auths().pop().expect("somebody signed");
    assert_eq!(who, w.session);
    let soroban_sdk::testutils::AuthorizedFunction::Contract((contract, name, _)) = tree.function else {
        panic!("a call of a contract")
    };
    assert_eq!(
        (contract, name),
        (w.batcher.clone(), Symbol::new(&w.e, "fill_many"))
    );

    w.e.set_auths(&[]);
    let orders = w.orders(&[1]);
    let unsigned = w
        .client()
        .try_fill_many(&w.operator, &w.session, &w.vault, &orders);
    assert!(unsigned.is_err());
    assert_eq!(w.fills(), 1);
}

#[test]
fn what_answers_no_receipt_or_not_at_all_is_no_vault() {
    let w = World::new();
    let other = w.e.register(OtherContract, ());
    let orders = vec![&w.e, w.orders(&[1]).get_unchecked(0)];
    let client = w.client().mock_all_auths();
    let tried = |vault: &Address| {
        let tried = client.try_fill_many(&w.operator, &w.session, vault, &orders);
        tried.expect_err("no receipt").expect("a code")
    };
    assert_eq!(tried(&other), Error::NoReceipt.into());
    assert_eq!(tried(&Address::generate(&w.e)), Error::NothingFilled.into());
    assert_eq!(tried(&w.batcher), Error::NothingFilled.into());
}

#[test]
fn code_and_instance_are_kept_alive_by_use_and_by_anyone() {
    let w = World::new();
    let ttl = || w.e.as_contract(&w.batcher, || w.e.storage().instance().get_ttl());
    w.client().bump();
    assert_eq!(ttl(), TTL_TARGET);
    w.e.as_contract(&w.vault, || {
        w.e.storage().instance().extend_ttl(TTL_TARGET, TTL_TARGET);
    });
    w.e.ledger()
        .with_mut(|ledger| ledger.sequence_number += TTL_TARGET - TTL_THRESHOLD + 1);
    w.fill_many(&[1]).expect("filled");
    assert_eq!(ttl(), TTL_TARGET);
    assert!(w.e.deployer().get_contract_code_ttl(&w.batcher) >= TTL_THRESHOLD);
    assert_eq!(w.client().version(), 1);
}
