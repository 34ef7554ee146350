use nectar_interfaces::oracle::{Asset, PriceData};
use soroban_sdk::{
    Address, Env, Symbol,
    testutils::{Address as _, EnvTestConfig, Ledger as _},
    vec,
};

use crate::{MockOracle, MockOracleClient, OracleError};

const NOW: u64 = 1_790_000_000;

fn setup() -> (Env, MockOracleClient<'static>, Asset) {
    let e = Env::new_with_config(EnvTestConfig {
        capture_snapshot_at_drop: false,
    });
    e.ledger().set_timestamp(NOW);
    let base = Asset::Other(Symbol::new(&e, "USD"));
    let id = e.register(MockOracle, (Address::generate(&e), base, 7u32, 300u32));
    let client = MockOracleClient::new(&e, &id);
    let asset = Asset::Stellar(Address::generate(&e));
    (e, client, asset)
}

#[test]
fn only_the_admin_sets_prices() {
    let (_e, oracle, asset) = setup();
    assert!(oracle.try_set_price(&asset, &1, &NOW).is_err());
    assert!(oracle.try_set_price_fresh(&asset, &1).is_err());
    assert!(oracle.try_remove_price(&asset).is_err());
    assert_eq!(oracle.lastprice(&asset), None);
}

#[test]
fn a_timed_price_ages_and_a_fresh_one_does_not() {
    let (e, oracle, asset) = setup();
    e.mock_all_auths();
    oracle.set_price(&asset, &5, &(NOW - 10));
    assert_eq!(
        oracle.lastprice(&asset),
        Some(PriceData {
            price: 5,
            timestamp: NOW - 10
        })
    );
    assert_eq!(oracle.price(&asset, &(NOW - 11)), None);
    assert_eq!(
        oracle.price(&asset, &(NOW - 10)),
        Some(PriceData {
            price: 5,
            timestamp: NOW - 10
        })
    );
    oracle.set_price_fresh(&asset, &6);
    e.ledger().set_timestamp(NOW + 86_400);
    assert_eq!(
        oracle.lastprice(&asset),
        Some(PriceData {
            price: 6,
            timestamp: NOW + 86_400
        })
    );
    assert_eq!(oracle.prices(&asset, &0), None);
    assert_eq!(
        oracle.prices(&asset, &9),
        Some(vec![
            &e,
            PriceData {
                price: 6,
                timestamp: NOW + 86_400
            }
        ])
    );
}

#[test]
fn a_removed_price_is_absent() {
    let (e, oracle, asset) = setup();
    e.mock_all_auths();
    assert_eq!(
        oracle.try_remove_price(&asset),
        Err(Ok(OracleError::NoPrice.into()))
    );
    oracle.set_price_fresh(&asset, &6);
    oracle.set_price_fresh(&asset, &7);
    assert_eq!(oracle.assets(), vec![&e, asset.clone()]);
    oracle.remove_price(&asset);
    assert_eq!(oracle.lastprice(&asset), None);
    assert_eq!(oracle.assets(), vec![&e]);
}

#[test]
fn the_admin_changes_in_two_steps() {
    let (e, oracle, _) = setup();
    e.mock_all_auths();
    assert_eq!(
        oracle.try_accept_admin(),
        Err(Ok(OracleError::NoProposedAdmin.into()))
    );
    let (old, new) = (oracle.admin(), Address::generate(&e));
    oracle.propose_admin(&new);
    assert_eq!(oracle.admin(), old);
    oracle.accept_admin();
    assert_eq!(e.auths()[0].0, new);
    assert_eq!(oracle.admin(), new);
}

#[test]
fn the_constants_of_the_feed_are_reported() {
    let (e, oracle, _) = setup();
    assert_eq!(oracle.decimals(), 7);
    assert_eq!(oracle.resolution(), 300);
    assert_eq!(oracle.base(), Asset::Other(Symbol::new(&e, "USD")));
}
