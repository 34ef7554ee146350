//! What only the lab has: reserves and positions at once, by its admin.
use nectar_interfaces::blend::{PoolClient, Positions, ReserveConfig};
use soroban_sdk::{
    Address, Env, Map, String,
    testutils::{Address as _, EnvTestConfig},
};

use super::config;
use crate::{LiquidationLab, LiquidationLabClient, PoolError};

struct Lab {
    e: Env,
    admin: LiquidationLabClient<'static>,
    pool: PoolClient<'static>,
    asset: Address,
}

fn lab() -> Lab {
    let e = Env::new_with_config(EnvTestConfig {
        capture_snapshot_at_drop: false,
    });
    let [owner, oracle, backstop, blnd, asset] = [0; 5].map(|_| Address::generate(&e));
    let args = (
        &owner,
        String::from_str(&e, "lab"),
        &oracle,
        2_000_000u32,
        6u32,
        0i128,
        &backstop,
        &blnd,
    );
    let address = e.register(LiquidationLab, args);
    let (admin, pool) = (
        LiquidationLabClient::new(&e, &address),
        PoolClient::new(&e, &address),
    );
    Lab {
        e,
        admin,
        pool,
        asset,
    }
}

fn positions(e: &Env, collateral: i128, liability: i128) -> Positions {
    let one = |amount| Map::from_array(e, [(0u32, amount)]);
    Positions {
        collateral: one(collateral),
        liabilities: one(liability),
        supply: Map::new(e),
    }
}

#[test]
fn nobody_but_the_admin_builds_scenes() {
    let Lab { e, admin, asset, .. } = lab();
    assert!(admin.try_init_reserve(&asset, &config(1, 1)).is_err());
    assert!(admin.try_set_position(&asset, &positions(&e, 1, 1)).is_err());
    assert!(admin.try_set_status(&0).is_err());
    assert!(admin.try_propose_admin(&asset).is_err());
}

#[test]
fn a_set_position_moves_the_supplies_by_the_difference() {
    let Lab {
        e,
        admin,
        pool,
        asset,
    } = lab();
    e.mock_all_auths();
    assert_eq!(admin.init_reserve(&asset, &config(1, 1)), 0);
    let user = Address::generate(&e);
    admin.set_position(&user, &positions(&e, 70, 30));
    admin.set_position(&user, &positions(&e, 50, 40));
    let data = pool.get_reserve(&asset).data;
    assert_eq!((data.b_supply, data.d_supply), (50, 40));
    assert_eq!(pool.get_positions(&user), positions(&e, 50, 40));
    for bad in [positions(&e, 0, 40), positions(&e, 1, -1)] {
        assert_eq!(
            admin.try_set_position(&user, &bad),
            Err(Ok(PoolError::NegativeAmount.into()))
        );
    }
    let unknown = Positions {
        supply: Map::from_array(&e, [(9u32, 1)]),
        ..positions(&e, 1, 1)
    };
    let refused = admin.try_set_position(&user, &unknown);
    assert_eq!(refused, Err(Ok(PoolError::InternalReserveNotFound.into())));
}

#[test]
fn reserves_are_replaced_in_place_and_keep_their_decimals() {
    let Lab {
        e,
        admin,
        pool,
        asset,
    } = lab();
    e.mock_all_auths();
    admin.init_reserve(&Address::generate(&e), &config(1, 1));
    assert_eq!(admin.init_reserve(&asset, &config(1, 1)), 1);
    assert_eq!(
        admin.init_reserve(
            &asset,
            &ReserveConfig {
                enabled: false,
                ..config(2, 2)
            }
        ),
        1
    );
    let stored = pool.get_reserve(&asset).config;
    assert_eq!(
        stored,
        ReserveConfig {
            enabled: false,
            index: 1,
            ..config(2, 2)
        }
    );
    assert_eq!(pool.get_reserve_list().len(), 2);
    let other = admin.try_init_reserve(
        &asset,
        &ReserveConfig {
            decimals: 6,
            ..config(2, 2)
        },
    );
    assert_eq!(other, Err(Ok(PoolError::InvalidReserveMetadata.into())));
}

#[test]
fn configurations_outside_blends_bounds_are_refused() {
    let Lab { e, admin, asset, .. } = lab();
    e.mock_all_auths();
    let good = config(1, 1);
    for bad in [
        ReserveConfig {
            decimals: 19,
            ..good.clone()
        },
        ReserveConfig {
            c_factor: 10_000_001,
            ..good.clone()
        },
        ReserveConfig {
            l_factor: 10_000_001,
            ..good.clone()
        },
        ReserveConfig {
            util: 9_000_001,
            max_util: 10_000_000,
            ..good.clone()
        },
        ReserveConfig {
            util: 7_500_000,
            max_util: 7_500_000,
            ..good.clone()
        },
        ReserveConfig {
            max_util: 10_000_001,
            ..good.clone()
        },
        ReserveConfig {
            r_base: 999,
            ..good.clone()
        },
        ReserveConfig {
            r_base: 10_000_000,
            ..good.clone()
        },
        ReserveConfig {
            r_one: 5_000_001,
            ..good.clone()
        },
        ReserveConfig {
            r_two: 15_000_001,
            ..good.clone()
        },
        ReserveConfig {
            reactivity: 1_001,
            ..good.clone()
        },
        ReserveConfig {
            supply_cap: -1,
            ..good
        },
    ] {
        let refused = admin.try_init_reserve(&asset, &bad);
        assert_eq!(
            refused,
            Err(Ok(PoolError::InvalidReserveMetadata.into())),
            "{bad:?}"
        );
    }
}

#[test]
fn auctions_that_need_a_backstop_are_refused() {
    let Lab { e, pool, asset, .. } = lab();
    let none = soroban_sdk::Vec::new(&e);
    for kind in [1, 2, 3] {
        let refused = pool.try_new_auction(&kind, &asset, &none, &none, &100);
        assert_eq!(refused, Err(Ok(PoolError::BadRequest.into())));
    }
}

#[test]
fn the_admin_changes_in_two_steps() {
    let Lab { e, admin, .. } = lab();
    e.mock_all_auths();
    assert_eq!(admin.try_accept_admin(), Err(Ok(PoolError::BadRequest.into())));
    let (old, new) = (admin.get_admin(), Address::generate(&e));
    admin.propose_admin(&new);
    assert_eq!(admin.get_admin(), old);
    admin.accept_admin();
    assert_eq!(e.auths()[0].0, new);
    assert_eq!(admin.get_admin(), new);
    // As in Blend the proposal stays for ten days; who accepts it again is the admin already.
    admin.accept_admin();
    assert_eq!(admin.get_admin(), new);
}
