use soroban_sdk::{
    IntoVal, Map, Symbol, Val,
    testutils::{Address as _, Events as _},
    vec,
};

use super::*;

#[test]
fn the_token_says_what_it_is() {
    let w = World::new();
    let c = w.client();
    assert_eq!(c.decimals(), 7);
    assert_eq!(c.name(), String::from_str(&w.e, "Nectar USDC"));
    assert_eq!(c.symbol(), String::from_str(&w.e, "nUSDC"));
    assert_eq!(c.query_asset(), w.usdc);
}

#[test]
fn shares_move_like_any_token() {
    let w = World::new();
    let c = w.client();
    let [lp, spender, other] = [w.depositor(10 * UNIT), w.account(0), w.account(0)];
    w.pass(DAY);
    c.transfer(&lp, &other, &UNIT);
    c.approve(&lp, &spender, &(3 * UNIT), &2_000);
    c.transfer_from(&spender, &lp, &other, &UNIT);
    c.burn_from(&spender, &lp, &UNIT);
    c.burn(&lp, &UNIT);
    assert_eq!(c.allowance(&lp, &spender), UNIT);
    assert_eq!((c.balance(&lp), c.balance(&other)), (6 * UNIT, 2 * UNIT));
    assert_eq!(c.total_supply(), 18 * UNIT);
    assert_failed(c.try_transfer_from(&spender, &lp, &other, &(2 * UNIT)), 101);
    assert_failed(c.try_transfer(&lp, &other, &(6 * UNIT + 1)), 100);
    assert_failed(c.try_transfer(&lp, &other, &-1), 103);
    assert_failed(c.try_burn(&lp, &-1), 103);
    assert_failed(c.try_approve(&lp, &spender, &-1, &2_000), 103);
}

#[test]
fn burning_gives_to_those_who_stay() {
    let w = World::new();
    let lp = w.depositor(10 * UNIT);
    w.pass(DAY);
    w.client().burn(&lp, &(10 * UNIT));
    assert_eq!(w.client().share_price(), 2 * PRICE_ONE);
}

/// SEP-41's shapes: the name and the parties as topics, the bare amount as data.
#[test]
fn deposits_and_exits_tell_the_shares_they_make_and_end() {
    let w = World::new();
    let lp = w.account(UNIT);
    let topic = |name: &str| Symbol::new(&w.e, name);
    w.deposit(&lp, UNIT);
    let amounts = |names: [&str; 2]| -> Val {
        Map::<Symbol, i128>::from_array(&w.e, names.map(|name| (topic(name), UNIT))).into_val(&w.e)
    };
    type Told = (Address, soroban_sdk::Vec<Val>, Val);
    let mint: Told = (
        w.vault.clone(),
        (topic("mint"), lp.clone()).into_val(&w.e),
        UNIT.into_val(&w.e),
    );
    let deposit: Told = (
        w.vault.clone(),
        (topic("deposit"), lp.clone(), lp.clone(), lp.clone()).into_val(&w.e),
        amounts(["assets", "shares"]),
    );
    let told = w.e.events().all().filter_by_contract(&w.vault);
    assert_eq!(told, vec![&w.e, mint, deposit]);

    w.pass(DAY);
    w.redeem(&lp, UNIT);
    let burn: Told = (
        w.vault.clone(),
        (topic("burn"), lp.clone()).into_val(&w.e),
        UNIT.into_val(&w.e),
    );
    let withdraw: Told = (
        w.vault.clone(),
        (topic("withdraw"), lp.clone(), lp.clone(), lp.clone()).into_val(&w.e),
        amounts(["assets", "shares"]),
    );
    let told = w.e.events().all().filter_by_contract(&w.vault);
    assert_eq!(told, vec![&w.e, burn, withdraw]);
}

#[test]
fn a_transfer_needs_its_sender() {
    let w = World::new();
    let lp = w.depositor(10 * UNIT);
    w.pass(DAY);
    w.e.set_auths(&[]);
    let other = Address::generate(&w.e);
    assert!(w.client().try_transfer(&lp, &other, &1).is_err());
    assert!(w.client().try_transfer_from(&other, &lp, &other, &1).is_err());
    assert!(w.client().try_burn(&lp, &1).is_err());
    assert!(w.client().try_approve(&lp, &other, &1, &2_000).is_err());
    assert!(w.client().try_redeem(&1, &lp, &lp, &lp).is_err());
}
