//! CAP-73: the float's transfer creates the session account. With the native asset contract and account addresses.

use std::rc::Rc;

use nectar_interfaces::registry::{Limits, RegistryConfig};
use soroban_sdk::{
    Address, Bytes, Env, String, Vec,
    testutils::{Address as _, Ledger as _},
    token::TokenClient,
    xdr::{
        AccountEntry, AccountEntryExt, AccountId, Asset, LedgerEntry, LedgerEntryData, LedgerEntryExt,
        LedgerKey, LedgerKeyAccount, Limits as XdrLimits, ScAddress, SequenceNumber, Thresholds,
        WriteXdr as _,
    },
};

use super::{NOW, XLM, env};
use crate::{KeeperRegistry, KeeperRegistryClient};

const OPERATOR: &str = "GDAWX4KV5EQLP5W44HE5AA5QN5QRBJOVQIAI5OXOH5FW2ENT5PXN33DE";
const SESSION: &str = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";
const TWO_BASE_RESERVES: i128 = XLM;

fn account_id(address: &Address) -> AccountId {
    match ScAddress::from(address) {
        ScAddress::Account(id) => id,
        other => panic!("{other:?} is no account"),
    }
}

fn account_key(address: &Address) -> Rc<LedgerKey> {
    Rc::new(LedgerKey::Account(LedgerKeyAccount {
        account_id: account_id(address),
    }))
}

fn create_account(e: &Env, address: &Address, balance: i64) {
    let data = LedgerEntryData::Account(AccountEntry {
        account_id: account_id(address),
        balance,
        seq_num: SequenceNumber(0),
        num_sub_entries: 0,
        inflation_dest: None,
        flags: 0,
        home_domain: Default::default(),
        thresholds: Thresholds([1, 0, 0, 0]),
        signers: Default::default(),
        ext: AccountEntryExt::V0,
    });
    let entry = LedgerEntry {
        last_modified_ledger_seq: 0,
        ext: LedgerEntryExt::V0,
        data,
    };
    e.host()
        .add_ledger_entry(&account_key(address), &Rc::new(entry), None)
        .expect("the test ledger takes it");
}

fn account(e: &Env, address: &Address) -> Option<AccountEntry> {
    let found = e.host().get_ledger_entry(&account_key(address)).ok()??;
    match &found.0.data {
        LedgerEntryData::Account(account) => Some(account.clone()),
        other => panic!("{other:?} is no account"),
    }
}

struct Native {
    e: Env,
    xlm: Address,
    registry: Address,
    operator: Address,
    session: Address,
}

fn native_world() -> Native {
    let e = env();
    e.mock_all_auths();
    e.ledger().with_mut(|ledger| ledger.base_reserve = 5_000_000);
    let asset = Asset::Native.to_xdr(XdrLimits::none()).expect("it encodes");
    let xlm = e
        .deployer()
        .with_stellar_asset(Bytes::from_slice(&e, &asset))
        .deploy();
    let [operator, session] = [OPERATOR, SESSION].map(|key| Address::from_str(&e, key));
    create_account(&e, &operator, 100_0000000);
    let config = RegistryConfig {
        native: xlm.clone(),
        unstake_delay_secs: 60,
        usdc: Address::generate(&e),
        vault: Address::generate(&e),
    };
    let registry = e.register(KeeperRegistry, (Address::generate(&e), config));
    Native {
        e,
        xlm,
        registry,
        operator,
        session,
    }
}

impl Native {
    fn register(&self, float: i128) -> bool {
        let limits = Limits {
            fills_per_hour: 1,
            max_usdc_per_fill: 1,
            pools: Vec::new(&self.e),
        };
        KeeperRegistryClient::new(&self.e, &self.registry)
            .try_register_with_session(
                &self.operator,
                &String::from_str(&self.e, "alpha"),
                &0,
                &self.session,
                &float,
                &(NOW + 60),
                &limits,
            )
            .is_ok()
    }
}

#[test]
fn the_float_creates_the_session_account() {
    let w = native_world();
    assert_eq!(account(&w.e, &w.session), None);
    assert!(w.register(5 * XLM));
    let created = account(&w.e, &w.session).expect("it was created");
    assert_eq!(created.balance, 50_000_000);
    assert_eq!(created.seq_num.0, i64::from(w.e.ledger().sequence()) << 32);
    assert_eq!(created.thresholds.0, [1, 0, 0, 0]);
    assert_eq!(TokenClient::new(&w.e, &w.xlm).balance(&w.operator), 95 * XLM);
}

#[test]
fn a_float_below_two_base_reserves_registers_nobody() {
    let w = native_world();
    assert!(!w.register(TWO_BASE_RESERVES - 1));
    let client = KeeperRegistryClient::new(&w.e, &w.registry);
    assert_eq!(client.get_keeper(&w.operator), None);
    assert_eq!(account(&w.e, &w.session), None);
    assert!(w.register(TWO_BASE_RESERVES));
}

#[test]
fn an_account_somebody_made_first_is_just_paid() {
    let w = native_world();
    create_account(&w.e, &w.session, 70_000_000);
    assert!(w.register(XLM / 2));
    assert_eq!(
        account(&w.e, &w.session).expect("it is there").balance,
        75_000_000
    );
}

#[test]
fn a_session_that_waits_for_its_float_is_registered_without_one() {
    let w = native_world();
    assert!(w.register(0));
    assert_eq!(account(&w.e, &w.session), None);
}
