use soroban_sdk::{
    Address, Env,
    testutils::{Address as _, EnvTestConfig},
};

use super::Market;
use crate::{AmmError, LabAmm, LabAmmClient};

#[test]
fn liquidity_goes_in_by_anyone_and_out_by_the_admin() {
    let m = Market::open();
    m.amm.add_liquidity(&m.trader, &5, &0);
    assert_eq!(m.amm.pair().reserve_a, 1_000_005);
    m.amm.remove_liquidity(&m.trader, &1_000_005, &4_000_000);
    assert_eq!(m.e.auths()[0].0, m.amm.admin());
    assert_eq!((m.amm.pair().reserve_a, m.amm.pair().reserve_b), (0, 0));
    assert_eq!(m.balance(&m.b, &m.trader), 5_000_000);
    assert_eq!(
        m.amm.try_remove_liquidity(&m.trader, &1, &0),
        Err(Ok(AmmError::NoLiquidity.into()))
    );
    for (a, b) in [(0, 0), (-1, 1), (1, -1)] {
        assert_eq!(
            m.amm.try_add_liquidity(&m.trader, &a, &b),
            Err(Ok(AmmError::InvalidAmount.into()))
        );
    }
}

#[test]
fn a_donation_counts_only_after_sync() {
    let m = Market::open();
    m.pay(&m.a, 300);
    assert_eq!(m.amm.pair().reserve_a, 1_000_000);
    m.amm.sync();
    assert_eq!(m.amm.pair().reserve_a, 1_000_300);
}

#[test]
fn an_empty_pair_quotes_nothing() {
    let e = Env::new_with_config(EnvTestConfig {
        capture_snapshot_at_drop: false,
    });
    let (admin, a, b) = (
        Address::generate(&e),
        Address::generate(&e),
        Address::generate(&e),
    );
    let amm = LabAmmClient::new(&e, &e.register(LabAmm, (&admin, &a, &b)));
    let none = soroban_sdk::Bytes::new(&e);
    assert_eq!(amm.quote_exact_in(&a, &b, &1_000, &none), 0);
    assert_eq!(
        amm.try_quote_exact_out(&a, &b, &1, &none),
        Err(Ok(AmmError::NoLiquidity.into()))
    );
}

#[test]
fn the_admin_changes_in_two_steps() {
    let m = Market::open();
    assert_eq!(
        m.amm.try_accept_admin(),
        Err(Ok(AmmError::NoProposedAdmin.into()))
    );
    let (old, new) = (m.amm.admin(), Address::generate(&m.e));
    m.amm.propose_admin(&new);
    assert_eq!(m.amm.admin(), old);
    m.amm.accept_admin();
    assert_eq!(m.e.auths()[0].0, new);
    assert_eq!(m.amm.admin(), new);
}
