//! Exactly these signatures, and no session's.

use soroban_sdk::{
    IntoVal, Symbol, Val, Vec,
    testutils::{AuthorizedFunction, AuthorizedInvocation, MockAuth, MockAuthInvoke},
};

use super::*;

type Tree = std::vec::Vec<(Address, AuthorizedInvocation)>;

fn invocation(
    b: &Bonded,
    contract: &Address,
    name: &str,
    args: Vec<Val>,
    inner: std::vec::Vec<AuthorizedInvocation>,
) -> AuthorizedInvocation {
    AuthorizedInvocation {
        function: AuthorizedFunction::Contract((contract.clone(), Symbol::new(&b.w.e, name), args)),
        sub_invocations: inner,
    }
}

fn transfer(b: &Bonded, from: &Address, amount: i128) -> AuthorizedInvocation {
    let args = (from.clone(), b.w.vault.clone(), amount).into_val(&b.w.e);
    invocation(b, &b.w.usdc, "transfer", args, std::vec![])
}

#[test]
fn a_draw_is_the_operators_own_signature_alone() {
    let b = Bonded::new();
    b.draw(UNIT);
    let args = (b.operator.clone(), UNIT).into_val(&b.w.e);
    let expected: Tree = std::vec![(
        b.operator.clone(),
        invocation(&b, &b.w.vault, "draw", args, std::vec![])
    )];
    assert_eq!(own(&b), expected);
}

/// What operators and other people signed; the vault's own calls into the registry are the rest.
fn own(b: &Bonded) -> Tree {
    b.w.e
        .auths()
        .into_iter()
        .filter(|(who, _)| *who != b.w.vault && *who != b.w.registry)
        .collect()
}

#[test]
fn a_return_nests_the_one_transfer() {
    let b = Bonded::new();
    b.draw(UNIT);
    b.client().return_proceeds(&b.operator, &1_000);
    let args = (b.operator.clone(), 1_000i128).into_val(&b.w.e);
    let pays = std::vec![transfer(&b, &b.operator, 1_000)];
    let expected: Tree = std::vec![(
        b.operator.clone(),
        invocation(&b, &b.w.vault, "return_proceeds", args, pays)
    )];
    assert_eq!(own(&b), expected);
}

#[test]
fn a_cure_is_its_payers_signature_alone() {
    let b = Bonded::new();
    b.draw(UNIT);
    b.w.pass(TIMEOUT);
    b.claw_back(&b.w.registry, 105 * UNIT);
    b.client().slash(&b.operator, &b.lp);
    let friend = b.w.account(UNIT);
    b.client().cure(&friend, &b.operator, &5);
    let args = (friend.clone(), b.operator.clone(), 5i128).into_val(&b.w.e);
    let pays = std::vec![transfer(&b, &friend, 5)];
    let expected: Tree = std::vec![(friend.clone(), invocation(&b, &b.w.vault, "cure", args, pays))];
    assert_eq!(own(&b), expected);
}

#[test]
fn a_slash_needs_nobodys_signature() {
    let b = Bonded::new();
    b.draw(UNIT);
    b.w.pass(TIMEOUT);
    b.w.e.set_auths(&[]);
    assert!(b.client().slash(&b.operator, &b.lp) > 0);
}

#[test]
fn nobody_draws_or_returns_unsigned() {
    let b = Bonded::new();
    b.draw(UNIT);
    b.w.e.set_auths(&[]);
    let c = b.client();
    assert!(c.try_draw(&b.operator, &1).is_err());
    assert!(c.try_return_proceeds(&b.operator, &1).is_err());
    assert!(c.try_cure(&b.lp, &b.operator, &1).is_err());
    assert!(c.try_set_bond(&terms()).is_err());
    assert!(c.try_disable_bond().is_err());
    assert_eq!(b.open().outstanding, UNIT);
}

/// A session that signs everything it can name still moves nothing: the call asks for the operator.
#[test]
fn a_session_draws_nothing() {
    let b = Bonded::new();
    let c = b.client();
    let signed = |args: Vec<Val>| {
        b.w.e.mock_auths(&[MockAuth {
            address: &b.w.session,
            invoke: &MockAuthInvoke {
                contract: &b.w.vault,
                fn_name: "draw",
                args,
                sub_invokes: &[],
            },
        }]);
    };
    signed((b.operator.clone(), 1i128).into_val(&b.w.e));
    assert!(c.try_draw(&b.operator, &1).is_err());
    signed((b.w.session.clone(), 1i128).into_val(&b.w.e));
    let unregistered = keeper_registry::Error::NotRegistered as u32;
    assert_failed(c.try_draw(&b.w.session, &1), unregistered);
    assert_eq!(c.total_drawn(), 0);
}

#[test]
fn only_the_vault_marks_clears_and_slashes() {
    let b = Bonded::new();
    b.w.e.set_auths(&[]);
    let registry = b.w.registry();
    assert!(registry.try_mark_draw(&b.operator, &1).is_err());
    assert!(registry.try_clear_draw(&b.operator).is_err());
    assert!(registry.try_slash(&b.operator, &b.lp, &1, &1).is_err());
    assert_eq!(b.stake_of(&b.operator), 105 * UNIT);
}
