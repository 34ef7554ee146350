use nectar_interfaces::vault::{Change, Route, Scope};
use soroban_sdk::{Address, Bytes, testutils::Address as _};

use super::*;

fn route(w: &World, token: &Address) -> Route {
    Route {
        data: Bytes::new(&w.e),
        event_bytes: 472,
        token: token.clone(),
        venue: Address::generate(&w.e),
    }
}

#[test]
fn every_parameter_has_hard_bounds() {
    let w = World::bare();
    type Edit = fn(&mut Params);
    let refused: [Edit; 22] = [
        |p| p.cooldown_secs = 59,
        |p| p.cooldown_secs = 7 * DAY + 1,
        |p| p.cooldown_secs = u64::MAX,
        |p| p.profit_unlock_secs = 59,
        |p| p.profit_unlock_secs = 7 * DAY + 1,
        |p| p.fee_bps = 1_001,
        |p| p.min_profit = 0,
        |p| p.min_profit = -1,
        |p| p.min_profit = 1_000 * UNIT + 1,
        |p| p.min_margin_bps = 49,
        |p| p.min_margin_bps = 2_001,
        |p| p.edge_share_bps = 4_999,
        |p| p.edge_share_bps = 9_001,
        |p| p.max_slippage_bps = 501,
        |p| p.max_price_age_secs = 0,
        |p| p.max_price_age_secs = 3_601,
        |p| p.max_price_age_secs = u64::MAX,
        |p| p.deposit_cap = 0,
        |p| p.deposit_cap = -1,
        |p| p.fill_cap_bps = 0,
        |p| p.fill_cap_bps = 10_001,
        |p| p.fill_cap_bps = u32::MAX,
    ];
    for change in refused {
        let mut p = params();
        change(&mut p);
        assert_refused(w.client().try_set_params(&p), Error::InvalidParams);
    }
    let allowed: [Edit; 8] = [
        |p| p.cooldown_secs = 60,
        |p| p.cooldown_secs = 7 * DAY,
        |p| p.fee_bps = 0,
        |p| p.min_profit = 1,
        |p| p.min_margin_bps = 50,
        |p| p.edge_share_bps = 9_000,
        |p| p.max_slippage_bps = 0,
        |p| p.fill_cap_bps = 1,
    ];
    for change in allowed {
        let mut p = params();
        change(&mut p);
        w.client().set_params(&p);
        assert_eq!(w.client().get_params(), p);
    }
}

/// Each call is one that the admin's signature makes good: nothing but the missing signature refuses it.
#[test]
fn only_the_admin_configures() {
    let w = World::bare();
    let c = w.client();
    let (token, successor) = (asset_contract(&w.e), Address::generate(&w.e));
    let (route, change) = (route(&w, &token), Change::SetParams(params()));
    w.mint(&w.usdc, &w.admin, 10 * UNIT);
    let calls: [(&str, &dyn Fn() -> bool); 19] = [
        ("set_params", &|| c.try_set_params(&params()).is_ok()),
        ("allow_pool", &|| c.try_allow_pool(&token).is_ok()),
        ("allow_asset", &|| c.try_allow_asset(&token).is_ok()),
        ("add_route", &|| c.try_add_route(&route).is_ok()),
        ("set_pool_cap", &|| c.try_set_pool_cap(&token, &1).is_ok()),
        ("set_asset_cap", &|| c.try_set_asset_cap(&token, &1).is_ok()),
        ("set_type", &|| c.try_set_type(&1, &w.type_params()).is_ok()),
        ("seed", &|| c.try_seed(&w.admin, &(10 * UNIT)).is_ok()),
        ("pause", &|| c.try_pause(&Scope::All, &1).is_ok()),
        ("unpause", &|| c.try_unpause(&Scope::All).is_ok()),
        ("propose", &|| c.try_propose(&change).is_ok()),
        ("cancel", &|| c.try_cancel(&0).is_ok()),
        ("propose", &|| c.try_propose(&change).is_ok()),
        ("execute", &|| {
            w.pass(TIMELOCK);
            c.try_execute(&1).is_ok()
        }),
        ("disable_type", &|| c.try_disable_type(&1).is_ok()),
        ("remove_route", &|| c.try_remove_route(&0).is_ok()),
        ("disallow_asset", &|| c.try_disallow_asset(&token).is_ok()),
        ("disallow_pool", &|| c.try_disallow_pool(&token).is_ok()),
        ("propose_admin", &|| {
            c.try_propose_admin(&successor, &2_000).is_ok()
        }),
    ];
    for (name, call) in calls {
        w.e.set_auths(&[]);
        assert!(!call(), "{name} without a signature");
        w.e.mock_all_auths();
        assert!(call(), "{name} with the admin's");
        let signers: std::vec::Vec<_> = w.e.auths().into_iter().map(|(who, _)| who).collect();
        assert!(signers.iter().eq([&w.admin]), "{name}: {signers:?}");
    }
}

#[test]
fn the_lists_answer_what_was_put_on_them() {
    let w = World::bare();
    let c = w.client();
    let [pool, stranger] = core::array::from_fn(|_| Address::generate(&w.e));
    let token = asset_contract(&w.e);
    c.allow_pool(&pool);
    c.allow_asset(&token);
    let first = route(&w, &token);
    let second = route(&w, &token);
    assert_eq!((c.add_route(&first), c.add_route(&second)), (0, 1));
    assert_eq!(c.route_count(), 2);
    assert_eq!(
        (c.get_route(&0), c.get_route(&1), c.get_route(&2)),
        (Some(first), Some(second), None)
    );
    assert!(c.is_pool_allowed(&pool) && !c.is_pool_allowed(&stranger));
    assert!(c.is_asset_allowed(&token) && c.is_asset_allowed(&w.usdc) && !c.is_asset_allowed(&stranger));
}

#[test]
fn what_is_taken_off_a_list_is_off_at_once() {
    let w = World::bare();
    let c = w.client();
    let pool = Address::generate(&w.e);
    let token = asset_contract(&w.e);
    c.allow_pool(&pool);
    c.allow_asset(&token);
    c.add_route(&route(&w, &token));
    w.seed(10 * UNIT);
    c.remove_route(&0);
    c.disallow_asset(&token);
    c.disallow_pool(&pool);
    assert_eq!(c.get_route(&0), None);
    assert!(!c.is_asset_allowed(&token) && !c.is_pool_allowed(&pool));
    assert_refused(c.try_remove_route(&0), Error::RouteNotAllowed);
    assert_refused(c.try_disallow_asset(&token), Error::AssetNotAllowed);
    assert_refused(c.try_disallow_asset(&w.usdc), Error::AssetNotAllowed);
    assert_refused(c.try_disallow_pool(&pool), Error::PoolNotAllowed);
    assert_eq!(c.route_count(), 1, "a number is never given twice");
}

#[test]
fn the_share_token_and_usdc_are_no_assets_to_allow() {
    let w = World::bare();
    for asset in [&w.vault, &w.usdc] {
        assert_refused(w.client().try_allow_asset(asset), Error::InvalidAsset);
    }
}

#[test]
fn a_route_needs_an_allowed_token_and_honest_sizes() {
    let w = World::bare();
    let c = w.client();
    let token = asset_contract(&w.e);
    assert_refused(c.try_add_route(&route(&w, &token)), Error::InvalidRoute);
    c.allow_asset(&token);
    let good = route(&w, &token);
    let bad = [
        Route {
            event_bytes: 471,
            ..good.clone()
        },
        Route {
            event_bytes: 16_001,
            ..good.clone()
        },
        Route {
            data: Bytes::from_array(&w.e, &[0; 513]),
            ..good.clone()
        },
        Route {
            venue: w.vault.clone(),
            ..good.clone()
        },
        Route {
            token: w.usdc.clone(),
            ..good.clone()
        },
    ];
    for route in bad {
        assert_refused(c.try_add_route(&route), Error::InvalidRoute);
    }
    assert_eq!(c.add_route(&good), 0);
}

#[test]
fn the_constructor_refuses_what_cannot_work() {
    let w = World::bare();
    let good = w.client().get_config();
    let deploy = |config: VaultConfig, params: Params, symbol: &str| {
        std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| {
            let [name, symbol] = ["Nectar USDC", symbol].map(|text| String::from_str(&w.e, text));
            w.e.register(NectarVault, (w.admin.clone(), config, params, name, symbol));
        }))
        .is_ok()
    };
    assert!(deploy(good.clone(), params(), "nUSDC"));
    let short_timelock = VaultConfig {
        timelock_secs: 59,
        ..good.clone()
    };
    let no_registry = VaultConfig {
        registry: good.usdc.clone(),
        ..good.clone()
    };
    assert!(!deploy(short_timelock, params(), "nUSDC"));
    assert!(!deploy(no_registry, params(), "nUSDC"));
    assert!(!deploy(good.clone(), params(), ""));
    let greedy = Params {
        fee_bps: 2_000,
        ..params()
    };
    assert!(!deploy(good, greedy, "nUSDC"));
}

#[test]
fn a_new_admin_must_accept() {
    let w = World::new();
    let c = w.client();
    let new = Address::generate(&w.e);
    c.propose_admin(&new, &2_000);
    assert_eq!(c.admin(), w.admin);
    c.accept_admin();
    assert_eq!(w.e.auths().pop().unwrap().0, new);
    assert_eq!(c.admin(), new);
}
