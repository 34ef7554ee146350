use soroban_sdk::{
    Address, IntoVal, Symbol,
    testutils::{Address as _, AuthorizedFunction, AuthorizedInvocation, Events as _},
    vec,
};

use super::*;

fn call(
    w: &World,
    contract: &Address,
    name: &str,
    args: soroban_sdk::Vec<soroban_sdk::Val>,
) -> AuthorizedFunction {
    AuthorizedFunction::Contract((contract.clone(), Symbol::new(&w.e, name), args))
}

fn leaf(function: AuthorizedFunction) -> AuthorizedInvocation {
    AuthorizedInvocation {
        function,
        sub_invocations: std::vec![],
    }
}

/// What Freighter shows and the site compares before it asks for the signature.
#[test]
fn one_signature_covers_registration_stake_and_float_and_nothing_else() {
    let w = World::new();
    let (stake, float, expires) = (50 * USDC, 5 * XLM, NOW + DAY);
    let name = w.text("alpha");
    w.client().register_with_session(
        &w.operator,
        &name,
        &stake,
        &w.session,
        &float,
        &expires,
        &w.limits(),
    );

    let root = call(
        &w,
        &w.registry,
        "register_with_session",
        (
            w.operator.clone(),
            name.clone(),
            stake,
            w.session.clone(),
            float,
            expires,
            w.limits(),
        )
            .into_val(&w.e),
    );
    let pays_stake = call(
        &w,
        &w.usdc,
        "transfer",
        (w.operator.clone(), w.registry.clone(), stake).into_val(&w.e),
    );
    let pays_float = call(
        &w,
        &w.native,
        "transfer",
        (w.operator.clone(), w.session.clone(), float).into_val(&w.e),
    );
    let tree = AuthorizedInvocation {
        function: root,
        sub_invocations: std::vec![leaf(pays_stake), leaf(pays_float)],
    };
    assert_eq!(w.e.auths(), std::vec![(w.operator.clone(), tree)]);

    assert_eq!(w.usdc_of(&w.registry), stake);
    assert_eq!(w.xlm_of(&w.session), float);
    let keeper = w.client().get_keeper(&w.operator).unwrap();
    assert_eq!(
        (
            keeper.name,
            keeper.stake,
            keeper.registered_at,
            keeper.fills,
            keeper.epoch
        ),
        (name, stake, NOW, 0, 0)
    );
    let delegation = w.client().get_session(&w.operator, &w.session).unwrap();
    assert_eq!(
        (delegation.expires_at, delegation.epoch, delegation.limits),
        (expires, 0, w.limits())
    );
    assert_eq!(
        w.client().get_sessions(&w.operator),
        vec![&w.e, w.session.clone()]
    );
}

#[test]
fn without_stake_and_float_no_token_is_touched() {
    let w = World::with_session();
    let (who, tree) = w.e.auths().pop().unwrap();
    assert_eq!(who, w.operator);
    assert!(tree.sub_invocations.is_empty());
    assert_eq!((w.usdc_of(&w.registry), w.xlm_of(&w.session)), (0, 0));
}

#[test]
fn registering_twice_is_refused_and_takes_no_stake() {
    let w = World::with_session();
    let again = w.client().try_register(&w.operator, &w.text("beta"), &USDC);
    assert_refused(again, Error::AlreadyRegistered);
    let again = w.client().try_register_with_session(
        &w.operator,
        &w.text("beta"),
        &0,
        &Address::generate(&w.e),
        &XLM,
        &(NOW + DAY),
        &w.limits(),
    );
    assert_refused(again, Error::AlreadyRegistered);
    assert_eq!(w.usdc_of(&w.operator), 1_000 * USDC);
    assert_eq!(w.xlm_of(&w.operator), 1_000 * XLM);
}

#[test]
fn names_are_short_and_printable() {
    let w = World::new();
    let longest = "x".repeat(32);
    for name in ["a", "keeper alpha", "~!", longest.as_str()] {
        w.client().register(&Address::generate(&w.e), &w.text(name), &0);
    }
    let too_long = "x".repeat(33);
    for name in [
        "",
        " ",
        " a",
        "a ",
        "a\n",
        "\u{1b}[2J",
        "näme",
        "\u{202e}evil",
        too_long.as_str(),
    ] {
        let result = w
            .client()
            .try_register(&Address::generate(&w.e), &w.text(name), &0);
        assert_refused(result, Error::InvalidName);
    }
}

#[test]
fn negative_amounts_are_refused() {
    let w = World::new();
    assert_refused(
        w.client().try_register(&w.operator, &w.text("a"), &-1),
        Error::InvalidStake,
    );
    let negative_float = w.client().try_register_with_session(
        &w.operator,
        &w.text("a"),
        &0,
        &w.session,
        &-1,
        &(NOW + DAY),
        &w.limits(),
    );
    assert_refused(negative_float, Error::InvalidFloat);
    assert_eq!(w.client().get_keeper(&w.operator), None);
}

#[test]
fn a_stake_the_operator_does_not_have_registers_nobody() {
    let w = World::new();
    assert!(
        w.client()
            .try_register(&w.operator, &w.text("a"), &(1_001 * USDC))
            .is_err()
    );
    assert_eq!(w.client().get_keeper(&w.operator), None);
}

#[test]
fn registering_and_granting_each_tell_it_once() {
    let w = World::with_session();
    assert_eq!(
        w.e.events().all().filter_by_contract(&w.registry).events().len(),
        2
    );
}
