//! W12: all keepers stood in one list, in one entry: some 1,500 free registrations filled it and nobody could register.
//!
//! Here a registration writes entries of its own and no list: the roster has a slot per operator, from its first fill on,
//! and is read in pages. A name has 32 bytes at most. It need not be unique: pages show the address beside it.
//! (5,000 registrations in the sandbox: tests/integration/registry.)
use nectar_tests::{
    tokens::{UNIT, text},
    untouched::is_of,
};
use soroban_sdk::{
    Address, Env, IntoVal, String, Vec,
    testutils::{Address as _, MockAuth, MockAuthInvoke},
    vec,
    xdr::{Limits, WriteXdr},
};

use crate::{
    original::{MIN_STAKE, Original, registry::RegistryKey},
    ours::Ours,
    system::{Call, System, val},
};

const REGISTRATIONS: u32 = 200;
/// The network's largest entry.
const LARGEST_ENTRY: usize = 65_536;

/// What one call has to do with the ledger. Its instructions are the sandbox's to measure: the host of these tests keeps
/// the whole ledger in one map, which makes every call dearer as it grows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cost {
    bytes_written: u32,
    entries_written: u32,
    entries_read: u32,
    event_bytes: u32,
}

fn cost(e: &Env) -> Cost {
    let resources = e.cost_estimate().resources();
    Cost {
        bytes_written: resources.write_bytes,
        entries_written: resources.write_entries,
        entries_read: resources.memory_read_entries,
        event_bytes: resources.contract_events_size_bytes,
    }
}

fn register(s: &impl System) -> Cost {
    let keeper = s.account(MIN_STAKE);
    s.join(&keeper, MIN_STAKE).expect("room for one more");
    cost(s.e())
}

/// Bytes that each further registration writes more than the one before, if any.
fn a_registration_costs_what_the_second_did(s: &impl System) -> Result<(), u32> {
    register(s);
    let early = register(s);
    (1..REGISTRATIONS).for_each(|_| _ = register(s));
    let late = register(s);
    if late == early {
        Ok(())
    } else {
        Err((late.bytes_written - early.bytes_written) / REGISTRATIONS)
    }
}

#[test]
fn w12_the_two_hundredth_registration_costs_what_the_second_did() {
    let growth = a_registration_costs_what_the_second_did(&Original::deployed());
    assert_eq!(
        growth,
        Err(40),
        "the address of a contract; an account's has 4 bytes more"
    );
    assert_eq!(
        a_registration_costs_what_the_second_did(&Ours::deployed()),
        Ok(())
    );
}

/// So many more as cost too much to wait for.
trait Crowded: System {
    fn crowd(&self, more: u32);
}

impl Crowded for Original {
    fn crowd(&self, more: u32) {
        // The network would refuse the call.
        self.e.cost_estimate().disable_resource_limits();
        let account = "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ";
        let account = Address::from_str(&self.e, account);
        self.e.as_contract(&self.registry, || {
            let mut list: Vec<Address> = Vec::new(&self.e);
            (0..more).for_each(|_| list.push_back(account.clone()));
            self.e.storage().persistent().set(&RegistryKey::KeeperList, &list);
        });
    }
}

impl Crowded for Ours {
    /// Each with a fill, so that it is on the roster; the vault signs for that.
    fn crowd(&self, more: u32) {
        let (w, e) = (&self.world, self.e());
        for _ in 0..more {
            let operator = Address::generate(e);
            self.join(&operator, 0).expect("anybody may");
            let args = (operator.clone(), 1i128, 1i128).into_val(e);
            e.mock_auths(&[MockAuth {
                address: self.vault(),
                invoke: &MockAuthInvoke {
                    contract: self.registry(),
                    fn_name: "record_execution",
                    args,
                    sub_invokes: &[],
                },
            }]);
            w.registry().record_execution(&operator, &1, &1);
        }
    }
}

/// Size of the registry's largest entry once this many more are registered, if the network would not take it.
fn no_entry_grows_with_the_crowd(s: &impl Crowded, more: u32, most: usize) -> Result<(), usize> {
    s.crowd(more);
    register(s);
    let entries = s.e().to_ledger_snapshot().ledger_entries;
    let of_registry = entries.iter().filter(|(key, _)| is_of(key, s.registry()));
    let sizes = of_registry.map(|(_, (entry, _))| entry.to_xdr(Limits::none()).expect("encodes").len());
    let largest = sizes.max().expect("an instance");
    if largest <= most { Ok(()) } else { Err(largest) }
}

#[test]
fn w12_no_entry_grows_with_the_number_of_keepers() {
    let original = no_entry_grows_with_the_crowd(&Original::deployed(), 1_490, LARGEST_ENTRY);
    assert!(
        original.is_err_and(|size| size < LARGEST_ENTRY + 200),
        "the 1,490th is one too many"
    );
    // Ours is the same with two hundred as with none.
    let alone = no_entry_grows_with_the_crowd(&Ours::deployed(), 1, 0).expect_err("an instance");
    let crowded = no_entry_grows_with_the_crowd(&Ours::deployed(), REGISTRATIONS, alone);
    assert_eq!(crowded, Ok(()));
    assert!(alone < 1_000);
}

/// The length of a name that was taken, if it is longer than a line of a table.
fn a_name_is_short(s: &impl System, register: impl Fn(&Address, &String) -> bool) -> Result<(), u32> {
    let longest = [32, 33, 1_000, 10_000].into_iter().filter(|length| {
        let name = text(s.e(), &"n".repeat(*length as usize));
        register(&s.account(MIN_STAKE), &name)
    });
    match longest.max() {
        Some(32) => Ok(()),
        Some(length) => Err(length),
        None => panic!("32 bytes were refused"),
    }
}

#[test]
fn w12_a_name_has_32_bytes_at_most() {
    let original = Original::deployed();
    let named = a_name_is_short(&original, |who, name| {
        let args = vec![&original.e, val(&original.e, who), val(&original.e, name)];
        Call::of(&original.registry, "register", args)
            .paying(&original.usdc, &original.registry, MIN_STAKE)
            .by::<()>(&original.e, who)
            .is_ok()
    });
    assert_eq!(named, Err(10_000));
    let ours = Ours::deployed();
    let named = a_name_is_short(&ours, |who, name| {
        let e = ours.e();
        let args = vec![e, val(e, who), val(e, name), val(e, &UNIT)];
        Call::of(ours.registry(), "register", args)
            .paying(ours.usdc(), ours.registry(), UNIT)
            .by::<()>(e, who)
            .is_ok()
    });
    assert_eq!(named, Ok(()));
}
