//! A session account is paid by three calls, in XLM, by its operator. By no other call, in no token, by nobody: a
//! stolen key has nothing to take. Every function of both contracts is tried by a session with its own signature only.
use std::collections::BTreeMap;

use nectar_interfaces::vault::{BondParams, Change, Params, Route, Scope, Swap, TypeParams};
use nectar_tests::{
    code,
    tokens::{UNIT, text},
    world::World,
};
use soroban_sdk::{
    Address, Bytes, Env, IntoVal, Symbol, Val, Vec,
    testutils::{Address as _, MockAuth, MockAuthInvoke},
    token::TokenClient,
    vec,
    xdr::ScSpecEntry,
};

use crate::ripe::ripe;

const FLOAT: i128 = 5 * UNIT;

/// Functions in the interface of the committed build.
fn functions(contract: &str) -> std::vec::Vec<String> {
    let entries = soroban_spec::read::from_wasm(&code::wasm(contract)).expect("the build has its interface");
    entries
        .iter()
        .filter_map(|entry| match entry {
            ScSpecEntry::FunctionV0(function) => Some(function.name.to_utf8_string_lossy()),
            _ => None,
        })
        .filter(|name| name != "__constructor")
        .collect()
}

/// All that anybody could want, the vault's shares included.
fn holdings(world: &World, who: &Address) -> BTreeMap<&'static str, i128> {
    let t = &world.tokens;
    let tokens = [
        ("USDC", &t.usdc),
        ("XLM of the pool", &t.xlm),
        ("EURC", &t.eurc),
        ("AQUA", &t.aqua),
        ("BLND", &t.blnd),
        ("shares", &world.vault),
        ("native", &world.native),
    ];
    let balance = |token: &Address| TokenClient::new(&world.e, token).balance(who);
    tokens
        .into_iter()
        .map(|(name, token)| (name, balance(token)))
        .filter(|(_, amount)| *amount != 0)
        .collect()
}

/// `function` called with only the session's signature, whatever comes of it.
fn call_as_session(world: &World, contract: &Address, function: &str, args: &Vec<Val>) -> bool {
    let e = &world.e;
    let name: &'static str = Box::leak(function.to_owned().into_boxed_str());
    e.mock_auths(&[MockAuth {
        address: &world.session,
        invoke: &MockAuthInvoke {
            contract,
            fn_name: name,
            args: args.clone(),
            sub_invokes: &[],
        },
    }]);
    let called =
        e.try_invoke_contract::<Val, soroban_sdk::Error>(contract, &Symbol::new(e, function), args.clone());
    e.set_auths(&[]);
    called.is_ok()
}

fn args(e: &Env, values: &[Val]) -> Vec<Val> {
    let mut args = Vec::new(e);
    for value in values {
        args.push_back(*value);
    }
    args
}

/// Arguments by which a session would gain if the contract let it: itself wherever somebody is paid or named, the
/// depositor wherever somebody pays.
fn greedy_vault_calls(world: &World) -> BTreeMap<&'static str, Vec<Val>> {
    let e = &world.e;
    let val = |address: &Address| -> Val { address.clone().into_val(e) };
    let (me, lp) = (val(&world.session), val(&world.lp));
    let number = |n: i128| -> Val { n.into_val(e) };
    let swaps: Vec<Swap> = vec![
        e,
        Swap {
            route: 2,
            token: world.tokens.aqua.clone(),
            weight_bps: 10_000,
        },
    ];
    let params: Params = world.vault().get_params();
    let route: Route = world.vault().get_route(&0).expect("the first route");
    let user = world.open_auction();
    let order = world.order(&user, 100);
    let amount = number(UNIT);
    let fill = [val(&world.operator), me, order.into_val(e)];
    let terms = TypeParams {
        backstop: world.session.clone(),
        cap: UNIT,
        margin_bps: 1_000,
    };
    let bond = BondParams {
        bounty_bps: 100,
        cap_bps: 2_000,
        daily_fee_bps: 1,
        slash_timeout_secs: 86_400,
    };
    let zero: Val = 0u32.into_val(e);
    let none = || Vec::new(e);
    let of = |values: &[Val]| args(e, values);
    BTreeMap::from([
        ("accept_admin", none()),
        ("add_route", of(&[route.into_val(e)])),
        ("admin", none()),
        ("allow_asset", of(&[val(&world.tokens.blnd)])),
        ("allow_pool", of(&[me])),
        ("allowance", of(&[lp, me])),
        ("approve", of(&[lp, me, amount, 1_000_000u32.into_val(e)])),
        ("balance", of(&[me])),
        ("bump", none()),
        ("burn", of(&[lp, amount])),
        ("burn_from", of(&[me, lp, amount])),
        ("cancel", of(&[zero])),
        ("change_count", none()),
        ("claim_rewards", of(&[me])),
        ("convert_to_assets", of(&[amount])),
        ("convert_to_shares", of(&[amount])),
        ("cure", of(&[lp, val(&world.operator), amount])),
        ("decimals", none()),
        ("deposit", of(&[amount, me, lp, me])),
        ("deposit_min", of(&[amount, me, lp, me, number(0)])),
        ("disable_bond", none()),
        ("disable_type", of(&[1u32.into_val(e)])),
        ("disallow_asset", of(&[val(&world.tokens.aqua)])),
        ("disallow_pool", of(&[val(&world.pool.address)])),
        ("draw", of(&[val(&world.operator), amount])),
        ("execute", of(&[zero])),
        ("fill", of(&fill)),
        ("get_asset_cap", of(&[val(&world.tokens.xlm)])),
        ("get_bond", none()),
        ("get_change", of(&[zero])),
        ("get_config", none()),
        ("get_default", of(&[me])),
        ("get_draw", of(&[val(&world.operator)])),
        ("get_draw_window", none()),
        ("get_params", none()),
        ("get_pauses", none()),
        ("get_pool_cap", of(&[val(&world.pool.address)])),
        ("get_route", of(&[0u32.into_val(e)])),
        ("get_state", none()),
        ("get_tranche", of(&[me])),
        ("get_type", of(&[1u32.into_val(e)])),
        ("is_asset_allowed", of(&[val(&world.tokens.xlm)])),
        ("is_open", none()),
        ("is_pool_allowed", of(&[val(&world.pool.address)])),
        ("is_type_enabled", of(&[1u32.into_val(e)])),
        ("max_deposit", of(&[me])),
        ("max_mint", of(&[me])),
        ("max_redeem", of(&[me])),
        ("max_withdraw", of(&[me])),
        ("mint", of(&[amount, me, lp, me])),
        ("name", none()),
        ("pause", of(&[Scope::All.into_val(e), 60u64.into_val(e)])),
        ("preview_deposit", of(&[amount])),
        ("preview_mint", of(&[amount])),
        ("preview_redeem", of(&[amount])),
        ("preview_withdraw", of(&[amount])),
        (
            "propose",
            of(&[Change::AllowPool(world.session.clone()).into_val(e)]),
        ),
        ("propose_admin", of(&[me, 1_000_000u32.into_val(e)])),
        ("query_asset", none()),
        ("redeem", of(&[amount, me, lp, me])),
        ("redeem_min", of(&[amount, me, lp, me, number(0)])),
        ("remove_route", of(&[zero])),
        ("return_proceeds", of(&[lp, amount])),
        ("reward_of", of(&[me])),
        ("route_count", none()),
        ("seed", of(&[me, number(10 * UNIT)])),
        (
            "sell_leftover",
            of(&[
                val(&world.pool.address),
                val(&world.tokens.aqua),
                swaps.into_val(e),
            ]),
        ),
        ("set_asset_cap", of(&[val(&world.tokens.xlm), number(0)])),
        ("set_bond", of(&[bond.into_val(e)])),
        ("set_params", of(&[params.into_val(e)])),
        ("set_pool_cap", of(&[val(&world.pool.address), number(0)])),
        ("set_type", of(&[1u32.into_val(e), terms.into_val(e)])),
        ("share_price", none()),
        ("skim", none()),
        ("slash", of(&[val(&world.operator), me])),
        ("symbol", none()),
        ("total_assets", none()),
        ("total_drawn", none()),
        ("total_supply", none()),
        ("transfer", of(&[lp, me, amount])),
        ("transfer_from", of(&[me, lp, me, amount])),
        ("unlocked_shares", of(&[me])),
        ("unpause", of(&[Scope::All.into_val(e)])),
        ("version", none()),
        ("withdraw", of(&[amount, me, lp, me])),
    ])
}

fn greedy_registry_calls(world: &World) -> BTreeMap<&'static str, Vec<Val>> {
    let e = &world.e;
    let val = |address: &Address| -> Val { address.clone().into_val(e) };
    let (me, operator) = (val(&world.session), val(&world.operator));
    let name: Val = text(e, "session").into_val(e);
    let number = |n: i128| -> Val { n.into_val(e) };
    let expires_at: Val = (e.ledger().timestamp() + 3_600).into_val(e);
    let limits: Val = world.wide_limits().into_val(e);
    let accomplice = val(&Address::generate(e));
    let none = || Vec::new(e);
    let of = |values: &[Val]| args(e, values);
    let page = [0u32.into_val(e), 40u32.into_val(e)];
    BTreeMap::from([
        ("accept_admin", none()),
        ("add_stake", of(&[operator, number(UNIT)])),
        ("admin", none()),
        ("backing_of", of(&[operator])),
        ("bump", none()),
        ("clear_draw", of(&[operator])),
        (
            "consume",
            of(&[operator, me, val(&world.pool.address), number(1)]),
        ),
        ("deregister", of(&[operator])),
        ("get_config", none()),
        ("get_keeper", of(&[operator])),
        ("get_keepers", of(&page)),
        ("get_session", of(&[operator, me])),
        ("get_sessions", of(&[operator])),
        ("get_unstake", of(&[operator])),
        (
            "grant_session",
            of(&[operator, me, number(FLOAT), expires_at, limits]),
        ),
        ("keeper_count", none()),
        ("mark_draw", of(&[operator, number(0)])),
        ("pause", none()),
        ("paused", none()),
        ("propose_admin", of(&[me, 1_000_000u32.into_val(e)])),
        ("record_execution", of(&[me, number(UNIT), number(UNIT)])),
        ("register", of(&[me, name, number(0)])),
        (
            "register_with_session",
            of(&[operator, name, number(0), me, number(FLOAT), expires_at, limits]),
        ),
        ("request_unstake", of(&[operator, number(UNIT)])),
        ("revoke_all", of(&[operator])),
        ("revoke_session", of(&[me, operator, accomplice])),
        (
            "rotate_session",
            of(&[operator, accomplice, me, number(FLOAT), expires_at, limits]),
        ),
        ("slash", of(&[operator, me, number(0), number(UNIT)])),
        ("unpause", none()),
        ("version", none()),
        ("withdraw_stake", of(&[operator])),
    ])
}

fn assert_covers(contract: &str, calls: &BTreeMap<&'static str, Vec<Val>>) {
    let mut declared = functions(contract);
    declared.sort();
    let tried: std::vec::Vec<&str> = calls.keys().copied().collect();
    assert_eq!(
        declared, tried,
        "{contract} has functions this test does not try, or lost some"
    );
}

#[test]
fn no_function_pays_a_session_that_signs_alone() {
    let (world, order) = ripe();
    // Plenty to take: profit owed, a surplus, a leftover, and XLM of the operator.
    world.try_fill(&order).expect("the auction is ripe");
    world.mint(&world.tokens.usdc, &world.vault, 100 * UNIT);
    world.mint(&world.tokens.aqua, &world.vault, 100 * UNIT);
    nectar_tests::ledger::wait(&world.e, 60);

    let vault_calls = greedy_vault_calls(&world);
    assert_covers("nectar-vault", &vault_calls);
    nectar_tests::ledger::advance(&world.e, 221);
    let registry_calls = greedy_registry_calls(&world);
    assert_covers("keeper-registry", &registry_calls);

    let mut succeeded = std::vec::Vec::new();
    for (contract, calls) in [(&world.vault, vault_calls), (&world.registry, registry_calls)] {
        for (function, args) in calls {
            if call_as_session(&world, contract, function, &args) {
                succeeded.push(function);
            }
            let held = holdings(&world, &world.session);
            assert!(held.is_empty(), "{function} paid the session: {held:?}");
        }
    }
    // What anybody may do did happen, so the calls above were real ones.
    for function in ["fill", "skim", "sell_leftover", "register", "balance"] {
        assert!(
            succeeded.contains(&function),
            "{function} was not tried in earnest"
        );
    }
    for function in [
        "redeem",
        "transfer",
        "approve",
        "grant_session",
        "rotate_session",
        "set_params",
        "propose",
        "execute",
        "pause",
        "remove_route",
        "set_pool_cap",
    ] {
        assert!(!succeeded.contains(&function), "{function} obeyed a session");
    }
}

#[test]
fn the_three_calls_pay_exactly_the_float_in_xlm_of_the_operator() {
    let (world, order) = ripe();
    let [operator, first, second, third] = [0; 4].map(|_| Address::generate(&world.e));
    give_native(&world, &operator, 3 * FLOAT);
    let registry = world.registry();
    let (expires_at, limits) = (world.e.ledger().timestamp() + 3_600, world.wide_limits());
    let name = text(&world.e, "keeper");
    registry.mock_all_auths().register_with_session(
        &operator,
        &name,
        &0,
        &first,
        &FLOAT,
        &expires_at,
        &limits,
    );
    registry
        .mock_all_auths()
        .grant_session(&operator, &second, &FLOAT, &expires_at, &limits);
    registry
        .mock_all_auths()
        .rotate_session(&operator, &second, &third, &FLOAT, &expires_at, &limits);
    world
        .fill_as(&operator, &first, &order)
        .expect("the session is live");
    world.vault().claim_rewards(&operator);
    for session in [&first, &second, &third] {
        assert_eq!(holdings(&world, session), BTreeMap::from([("native", FLOAT)]));
    }
    assert_eq!(TokenClient::new(&world.e, &world.native).balance(&operator), 0);
}

/// Native XLM has no issuer who could mint: it comes out of an account of the ledger.
fn give_native(world: &World, to: &Address, amount: i128) {
    let source = nectar_tests::native::funded_account(&world.e, 10_000_000_000);
    TokenClient::new(&world.e, &world.native)
        .mock_all_auths()
        .transfer(&source, to, &amount);
}

#[test]
fn a_route_of_the_session_and_bytes_of_its_own_are_never_called() {
    let (world, _) = ripe();
    let route = Route {
        data: Bytes::new(&world.e),
        event_bytes: 472,
        token: world.tokens.xlm.clone(),
        venue: world.session.clone(),
    };
    let args = args(&world.e, &[route.into_val(&world.e)]);
    assert!(!call_as_session(&world, &world.vault, "add_route", &args));
    assert_eq!(world.vault().route_count(), 3);
}
