//! W10: after a loss `withdraw(−1)` minted a share for nothing, and `balance()` said 60.0999 where 60.0 were to be had.
//!
//! Here no amount of zero or less moves a share, a stroop or a stake. SEP-41's `transfer` and `approve` of 0 are no errors,
//! and move nothing.
use keeper_registry::Error as RegistryError;
use nectar_tests::{
    prng::SplitMix64,
    signed::Refusal,
    tokens::UNIT,
    untouched::{LedgerState, is_of},
};
use nectar_vault::Error as VaultError;
use soroban_sdk::{Address, Val, vec};

use crate::{
    original::Original,
    ours::Ours,
    system::{Call, System, val},
};

/// OpenZeppelin's token.
const TOKEN_LESS_THAN_ZERO: u32 = 103;
const POOLED: i128 = 60_000 * UNIT;

/// A depositor of 60,000 in a vault that has lost all but 60 of them (ours: all but the seed).
fn ruined<S: System>(s: S) -> (S, Address) {
    let depositor = s.depositor(POOLED);
    for _ in 0..6 {
        let keeper = s.account(100 * UNIT);
        s.join(&keeper, 100 * UNIT).expect("anybody may");
        s.lose(&keeper, 10_000 * UNIT);
    }
    (s, depositor)
}

/// The ends of the range, the powers of two, and whatever else below.
fn amounts() -> impl Iterator<Item = i128> {
    let mut random = SplitMix64::new(10);
    let edges = (0..127)
        .map(|bit| -(1i128 << bit))
        .chain([0, i128::MIN, i128::MIN + 1]);
    edges.chain((0..100).map(move |_| -random.of_any_size(18)))
}

/// The amount, and the shares that came of it.
fn nothing_comes_of_nothing(s: &impl System, depositor: &Address) -> Result<(), (i128, i128)> {
    for amount in amounts() {
        let before = (s.shares_of(depositor), s.balance(depositor));
        let refused = s.exit(depositor, amount).is_err() && s.deposit(depositor, amount).is_err();
        let after = (s.shares_of(depositor), s.balance(depositor));
        if before != after || !refused {
            return Err((amount, after.0 - before.0));
        }
    }
    Ok(())
}

#[test]
fn w10_no_amount_of_zero_or_less_makes_or_takes_a_share() {
    let (original, depositor) = ruined(Original::deployed());
    assert_eq!(nothing_comes_of_nothing(&original, &depositor), Err((-1, 1)));
    let (ours, depositor) = ruined(Ours::deployed());
    assert_eq!(nothing_comes_of_nothing(&ours, &depositor), Ok(()));
}

/// (what the vault said the shares are worth, what it paid for all of them).
fn what_is_shown_is_paid(s: &impl System, depositor: &Address) -> Result<(), (i128, i128)> {
    let shown = s.worth_of(depositor);
    let paid = s.exit_whole(depositor).expect("something is left");
    if shown <= paid { Ok(()) } else { Err((shown, paid)) }
}

#[test]
fn w10_what_the_vault_says_shares_are_worth_can_be_redeemed() {
    let (original, depositor) = ruined(Original::deployed());
    let (shown, paid) = what_is_shown_is_paid(&original, &depositor).expect_err("the hole");
    let to_four_places = (shown + 500) / 1_000;
    assert_eq!((to_four_places, paid), (600_999, 60 * UNIT));
    let (ours, depositor) = ruined(Ours::deployed());
    ours.wait(60);
    assert_eq!(what_is_shown_is_paid(&ours, &depositor), Ok(()));
}

/// Ours alone, which has more doors: each names the amount as what is wrong.
#[test]
fn w10_no_door_of_vault_or_registry_takes_zero_or_less() {
    let ours = Ours::deployed();
    let (depositor, newcomer, e) = (ours.depositor(POOLED), ours.account(0), ours.e());
    ours.wait(60);
    ours.join(&depositor, 0).expect("a stake of 0 is as good as any");
    let before = LedgerState::of(e);
    let refused = |code: u32| Err(Refusal::Code(code));
    for amount in amounts() {
        let (who, n) = (val(e, &depositor), val(e, &amount));
        let four = || vec![e, n, who, who, who];
        let five = || vec![e, n, who, who, who, val(e, &0i128)];
        let two = || vec![e, who, n];
        let doors = [
            ("deposit", four()),
            ("deposit_min", five()),
            ("mint", four()),
            ("withdraw", four()),
            ("redeem", four()),
            ("redeem_min", five()),
        ];
        for (function, args) in doors {
            let called = Call::of(ours.vault(), function, args).by::<i128>(e, &depositor);
            let wrong = refused(VaultError::InvalidAmount as u32);
            assert_eq!(called, wrong, "{function}({amount})");
        }
        for function in ["add_stake", "request_unstake"] {
            let called = Call::of(ours.registry(), function, two()).by::<Val>(e, &depositor);
            let wrong = refused(RegistryError::InvalidAmount as u32);
            assert_eq!(called.map(|_| 0), wrong, "{function}({amount})");
        }
        if amount < 0 {
            let burnt = Call::of(ours.vault(), "burn", two()).by::<()>(e, &depositor);
            assert_eq!(burnt.map(|()| 0), refused(TOKEN_LESS_THAN_ZERO), "burn({amount})");
            let registered = ours.join(&newcomer, amount).map(|()| 0);
            let wrong = refused(RegistryError::InvalidStake as u32);
            assert_eq!(registered, wrong, "register({amount})");
        }
    }
    let changes = before.changes(&LedgerState::of(e));
    for contract in [ours.vault(), ours.registry(), ours.usdc()] {
        assert!(!changes.iter().any(|key| is_of(key, contract)), "{changes:#?}");
    }
}
