use soroban_sdk::{
    IntoVal, Symbol,
    testutils::{AuthorizedFunction, AuthorizedInvocation, MockAuth, MockAuthInvoke},
};

use super::*;

/// 10 USDC seed, 90 USDC of a depositor, and a profit of 33.3333333 USDC, vested: a price that does not divide.
fn odd_price() -> (World, Address) {
    let w = World::new();
    let lp = w.depositor(90 * UNIT);
    w.donate(333_333_333);
    w.client().skim();
    w.pass(DAY);
    assert_eq!(w.client().share_price(), 1_333_333_333_000);
    (w, lp)
}

#[test]
fn every_rounding_goes_against_the_caller() {
    let (w, _) = odd_price();
    let c = w.client();
    let (assets, supply) = (c.total_assets(), c.total_supply());
    for n in [1, 2, 3, 4, 7, 1_000_003, 9_999_999, 123_456_789_012] {
        let (down, up) = (n * supply / assets, (n * supply + assets - 1) / assets);
        assert_eq!((c.preview_deposit(&n), c.convert_to_shares(&n)), (down, down));
        assert_eq!(c.preview_withdraw(&n), up);
        let (down, up) = (n * assets / supply, (n * assets + supply - 1) / supply);
        assert_eq!((c.preview_redeem(&n), c.convert_to_assets(&n)), (down, down));
        assert_eq!(c.preview_mint(&n), up);
    }
}

#[test]
fn previews_tell_what_the_call_does() {
    let (w, lp) = odd_price();
    let c = w.client();
    w.mint(&w.usdc, &lp, 1_000 * UNIT);
    let expected = c.preview_deposit(&123_456_789);
    assert_eq!(c.deposit(&123_456_789, &lp, &lp, &lp), expected);
    let expected = c.preview_mint(&123_456_789);
    assert_eq!(c.mint(&123_456_789, &lp, &lp, &lp), expected);
    w.pass(DAY);
    let expected = c.preview_withdraw(&123_456_789);
    assert_eq!(c.withdraw(&123_456_789, &lp, &lp, &lp), expected);
    let expected = c.preview_redeem(&123_456_789);
    assert_eq!(c.redeem(&123_456_789, &lp, &lp, &lp), expected);
}

#[test]
fn a_round_trip_never_pays() {
    let (w, _) = odd_price();
    for assets in [2, 3, 1_001, 33_333_331, 5_000_000_007] {
        let lp = w.account(assets);
        let shares = w.deposit(&lp, assets);
        w.pass(DAY);
        assert!(w.redeem(&lp, shares) <= assets);
    }
}

#[test]
fn nothing_comes_of_nothing() {
    let (w, lp) = odd_price();
    let c = w.client();
    for n in [0, -1, i128::MIN] {
        assert_refused(c.try_deposit(&n, &lp, &lp, &lp), Error::InvalidAmount);
        assert_refused(c.try_mint(&n, &lp, &lp, &lp), Error::InvalidAmount);
        assert_refused(c.try_withdraw(&n, &lp, &lp, &lp), Error::InvalidAmount);
        assert_refused(c.try_redeem(&n, &lp, &lp, &lp), Error::InvalidAmount);
    }
    assert_refused(c.try_deposit(&1, &lp, &lp, &lp), Error::ZeroShares);
}

#[test]
fn a_stale_quote_is_refused() {
    let (w, lp) = odd_price();
    let c = w.client();
    w.mint(&w.usdc, &lp, 100 * UNIT);
    let shares = c.preview_deposit(&UNIT);
    assert_refused(
        c.try_deposit_min(&UNIT, &lp, &lp, &lp, &(shares + 1)),
        Error::BelowMinimum,
    );
    assert_eq!(c.deposit_min(&UNIT, &lp, &lp, &lp, &shares), shares);
    w.pass(DAY);
    let assets = c.preview_redeem(&UNIT);
    assert_refused(
        c.try_redeem_min(&UNIT, &lp, &lp, &lp, &(assets + 1)),
        Error::BelowMinimum,
    );
    assert_eq!(c.redeem_min(&UNIT, &lp, &lp, &lp, &assets), assets);
}

#[test]
fn the_cap_bounds_what_depositors_are_owed() {
    let w = World::bare();
    w.client().set_params(&Params {
        deposit_cap: 100 * UNIT,
        ..params()
    });
    w.seed(10 * UNIT);
    let c = w.client();
    let lp = w.account(1_000 * UNIT);
    assert_eq!((c.max_deposit(&lp), c.max_mint(&lp)), (90 * UNIT, 90 * UNIT));
    assert_refused(
        c.try_deposit(&(90 * UNIT + 1), &lp, &lp, &lp),
        Error::DepositCapExceeded,
    );
    c.deposit(&(90 * UNIT), &lp, &lp, &lp);
    assert_eq!((c.max_deposit(&lp), c.max_mint(&lp)), (0, 0));
    assert_refused(c.try_mint(&1, &lp, &lp, &lp), Error::DepositCapExceeded);
}

#[test]
fn maxima_answer_in_every_state() {
    let (w, lp) = odd_price();
    let c = w.client();
    assert_eq!(c.max_deposit(&lp), i128::MAX - c.total_assets());
    assert!(c.max_mint(&lp) > 0);
    assert_eq!(c.max_redeem(&lp), 90 * UNIT);
    assert_eq!(c.max_withdraw(&lp), c.preview_redeem(&(90 * UNIT)));
    // The issuer claws everything back: nothing is left to price a share with.
    let balance = w.usdc_of(&w.vault);
    w.e.as_contract(&w.vault, || {
        TokenClient::new(&w.e, &w.usdc).burn(&w.vault, &balance)
    });
    assert_eq!(c.total_assets(), 0);
    assert_eq!(
        (c.max_deposit(&lp), c.max_mint(&lp), c.max_withdraw(&lp)),
        (0, 0, 0)
    );
    assert_refused(c.try_deposit(&UNIT, &lp, &lp, &lp), Error::NoAssets);
}

#[test]
fn a_deposit_asks_for_one_signature_and_one_transfer() {
    let w = World::new();
    let lp = w.account(UNIT);
    w.deposit(&lp, UNIT);
    let invocation = |contract: &Address, name: &str, args| {
        AuthorizedFunction::Contract((contract.clone(), Symbol::new(&w.e, name), args))
    };
    let tree = AuthorizedInvocation {
        function: invocation(
            &w.vault,
            "deposit",
            (UNIT, lp.clone(), lp.clone(), lp.clone()).into_val(&w.e),
        ),
        sub_invocations: std::vec![AuthorizedInvocation {
            function: invocation(
                &w.usdc,
                "transfer",
                (lp.clone(), w.vault.clone(), UNIT).into_val(&w.e),
            ),
            sub_invocations: std::vec![],
        }],
    };
    assert_eq!(w.e.auths(), std::vec![(lp, tree)]);
}

#[test]
fn a_deposit_for_another_moves_the_operators_allowance_and_never_the_vaults() {
    let w = World::new();
    let c = w.client();
    let (from, operator) = (w.account(10 * UNIT), w.account(0));
    // What the vault was allowed serves nobody.
    TokenClient::new(&w.e, &w.usdc).approve(&from, &w.vault, &(10 * UNIT), &2_000);
    assert!(c.try_deposit(&UNIT, &from, &from, &operator).is_err());
    TokenClient::new(&w.e, &w.usdc).approve(&from, &operator, &(3 * UNIT), &2_000);
    assert_eq!(c.deposit(&UNIT, &from, &from, &operator), UNIT);
    let signers: std::vec::Vec<_> = w.e.auths().into_iter().map(|(who, _)| who).collect();
    assert_eq!(
        signers,
        std::vec![operator.clone(), from.clone()],
        "who is locked agrees to it"
    );
    assert_eq!(
        TokenClient::new(&w.e, &w.usdc).allowance(&from, &operator),
        2 * UNIT
    );
    assert!(c.try_deposit(&(3 * UNIT), &from, &from, &operator).is_err());
}

#[test]
fn nobody_is_locked_by_a_deposit_he_did_not_sign() {
    let w = World::new();
    let (payer, receiver) = (w.account(UNIT), w.account(0));
    w.client().deposit(&UNIT, &receiver, &payer, &payer);
    let signers: std::vec::Vec<_> = w.e.auths().into_iter().map(|(who, _)| who).collect();
    assert!(signers.contains(&payer) && signers.contains(&receiver));
}

/// An allowance lets its holder spend USDC, not keep the owner's shares locked for ever, a stroop at a time.
#[test]
fn an_allowance_does_not_renew_the_lock_of_who_gave_it() {
    let w = World::new();
    let (victim, operator) = (w.depositor(10 * UNIT), w.account(0));
    w.mint(&w.usdc, &victim, UNIT);
    TokenClient::new(&w.e, &w.usdc).approve(&victim, &operator, &UNIT, &2_000);
    w.pass(DAY);
    let sign = |receiver: &Address| {
        let args = (1i128, receiver.clone(), victim.clone(), operator.clone()).into_val(&w.e);
        w.e.mock_auths(&[MockAuth {
            address: &operator,
            invoke: &MockAuthInvoke {
                contract: &w.vault,
                fn_name: "deposit",
                args,
                sub_invokes: &[MockAuthInvoke {
                    contract: &w.usdc,
                    fn_name: "transfer_from",
                    args: (operator.clone(), victim.clone(), w.vault.clone(), 1i128).into_val(&w.e),
                    sub_invokes: &[],
                }],
            },
        }]);
    };
    let c = w.client();
    sign(&victim);
    assert!(c.try_deposit(&1, &victim, &victim, &operator).is_err());
    assert_eq!(c.max_redeem(&victim), 10 * UNIT);
    // For itself the operator may: the lock is its own.
    sign(&operator);
    assert_eq!(c.deposit(&1, &operator, &victim, &operator), 1);
}
