//! W11: the instance, in which the whole vault lived, was kept alive for 1,000 ledgers, an hour and 23 minutes.
//!
//! Here every entry a call touches has 30 days left after it, or is given 90; anybody may `bump`. What is archived all the
//! same is restored by anybody (the network's own doing, shown in the sandbox).
use nectar_tests::{
    code::Code,
    tokens::UNIT,
    untouched::{LedgerState, is_of},
    world::{Setup, World},
};
use soroban_sdk::{
    Env,
    testutils::{Deployer as _, Ledger as _},
    vec,
    xdr::{LedgerKey, ScVal},
};

use crate::{
    original::Original,
    ours::Ours,
    system::{Call, System},
};

const DAY_IN_LEDGERS: u32 = 17_280;
const LEAST: u32 = 30 * DAY_IN_LEDGERS;
/// How little is left of an instance when somebody calls it again.
const ALMOST_GONE: u32 = 10;

/// Ledgers that entries live on, by key.
fn lives(e: &Env, wanted: impl Fn(&LedgerKey) -> bool) -> Vec<u32> {
    let now = e.ledger().sequence();
    let entries = e.to_ledger_snapshot().ledger_entries;
    let wanted = entries.into_iter().filter(|(key, _)| wanted(key));
    wanted.filter_map(|(_, (_, until))| Some(until? - now)).collect()
}

fn is_instance(key: &LedgerKey) -> bool {
    matches!(key, LedgerKey::ContractData(data) if data.key == ScVal::LedgerKeyContractInstance)
}

/// Ledgers that are left, after a deposit at the last moment, to the shortest-lived entry it wrote, if that is too few.
fn a_deposit_keeps_the_vault_alive(s: &impl System) -> Result<(), u32> {
    let e = s.e();
    let depositor = s.account(2 * UNIT);
    s.deposit(&depositor, UNIT).expect("open");
    let is_vaults = |key: &LedgerKey| is_of(key, s.vault());
    let instance = lives(e, |key| is_vaults(key) && is_instance(key));
    let left = instance[0] - ALMOST_GONE;
    e.ledger().with_mut(|ledger| ledger.sequence_number += left);
    let before = LedgerState::of(e);
    s.deposit(&depositor, UNIT).expect("still alive");
    let wrote = before.changes(&LedgerState::of(e));
    let wrote = |key: &LedgerKey| is_vaults(key) && wrote.contains(key);
    assert!(lives(e, |key| wrote(key) && is_instance(key)).len() == 1);
    let shortest = lives(e, wrote).into_iter().min().expect("an instance");
    if shortest >= LEAST { Ok(()) } else { Err(shortest) }
}

#[test]
fn w11_every_entry_of_the_vault_has_30_days_left_after_a_deposit() {
    assert_eq!(a_deposit_keeps_the_vault_alive(&Original::deployed()), Err(1_000));
    assert_eq!(a_deposit_keeps_the_vault_alive(&Ours::deployed()), Ok(()));
}

/// As above, for code and instance of vault and registry, by somebody who has no right to anything.
fn anybody_keeps_them_alive(s: &impl System) -> Result<(), u32> {
    let e = s.e();
    let contracts = [s.vault(), s.registry()];
    let shortest = || {
        let instances = contracts.map(|contract| e.deployer().get_contract_instance_ttl(contract));
        let code = contracts.map(|contract| e.deployer().get_contract_code_ttl(contract));
        instances.into_iter().chain(code).min().expect("four")
    };
    let left = shortest() - ALMOST_GONE;
    e.ledger().with_mut(|ledger| ledger.sequence_number += left);
    for contract in contracts {
        _ = Call::of(contract, "bump", vec![e]).unsigned::<()>(e);
    }
    let shortest = shortest();
    if shortest >= LEAST { Ok(()) } else { Err(shortest) }
}

#[test]
fn w11_anybody_may_keep_instance_and_code_alive() {
    assert_eq!(anybody_keeps_them_alive(&Original::deployed()), Err(ALMOST_GONE));
    let setup = Setup {
        code: Code::Wasm,
        lent: 0,
        deposit: 0,
        ..Setup::default()
    };
    let ours = Ours {
        world: World::new(&setup),
        orders: Vec::new(),
    };
    assert_eq!(anybody_keeps_them_alive(&ours), Ok(()));
}
