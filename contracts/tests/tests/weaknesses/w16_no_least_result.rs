//! W16: neither deposit nor withdrawal knew what the caller expected, and shares could not be passed on.
//!
//! Here `deposit_min` and `redeem_min` take the least acceptable result (`mint` and `withdraw` name the result itself, and
//! what they cost has no limit: they are the standard's); shares are a SEP-41 token.
use nectar_tests::{signed::Outcome, tokens::UNIT};
use soroban_sdk::{Address, vec};

use crate::{
    original::Original,
    ours::Ours,
    system::{Call, System, val},
};

const AMOUNT: i128 = 1_000 * UNIT;

trait Quoted: System {
    /// Shares that `amount` would buy now.
    fn quote(&self, amount: i128) -> i128;
    fn deposit_for_at_least(&self, who: &Address, amount: i128, least: i128) -> Outcome<i128>;
    fn exit_for_at_least(&self, who: &Address, shares: i128, least: i128) -> Outcome<i128>;
}

/// Which way, what was quoted, what came.
type Worse = (&'static str, i128, i128);

/// Between quote and call the price moves against the caller, who then gets what was quoted or nothing happens.
fn a_stale_quote_is_refused(s: &impl Quoted) -> Result<(), std::vec::Vec<Worse>> {
    let mut worse = std::vec::Vec::new();
    s.depositor(9_000 * UNIT);
    let who = s.depositor(AMOUNT);
    s.mint(&who, AMOUNT);
    let quoted = s.quote(AMOUNT);
    s.gain(1_000 * UNIT);
    match s.deposit_for_at_least(&who, AMOUNT, quoted) {
        Ok(shares) if shares < quoted => worse.push(("deposit", quoted, shares)),
        _ => {}
    }
    let fresh = s.quote(AMOUNT);
    s.mint(&who, AMOUNT);
    s.deposit_for_at_least(&who, AMOUNT, fresh)
        .expect("a fresh quote is kept");

    s.wait(3_600);
    let shares = s.shares_of(&who);
    let quoted = s.worth_of(&who);
    let keeper = s.account(100 * UNIT);
    s.join(&keeper, 100 * UNIT).expect("anybody may");
    s.lose(&keeper, 2_000 * UNIT);
    match s.exit_for_at_least(&who, shares, quoted) {
        Ok(paid) if paid < quoted => worse.push(("exit", quoted, paid)),
        _ => {
            let fresh = s.worth_of(&who);
            let paid = s.exit_for_at_least(&who, shares, fresh);
            assert_eq!(paid, Ok(fresh), "a fresh quote is kept");
        }
    }
    if worse.is_empty() { Ok(()) } else { Err(worse) }
}

impl Quoted for Original {
    fn quote(&self, amount: i128) -> i128 {
        let state = self.vault().get_state();
        amount * (state.total_shares + 1_000_000) / (state.total_usdc + 1_000_000)
    }

    /// It cannot be told.
    fn deposit_for_at_least(&self, who: &Address, amount: i128, _least: i128) -> Outcome<i128> {
        self.deposit(who, amount)
    }

    fn exit_for_at_least(&self, who: &Address, shares: i128, _least: i128) -> Outcome<i128> {
        self.exit(who, shares)
    }
}

impl Quoted for Ours {
    fn quote(&self, amount: i128) -> i128 {
        self.world.vault().preview_deposit(&amount)
    }

    fn deposit_for_at_least(&self, who: &Address, amount: i128, least: i128) -> Outcome<i128> {
        let e = self.e();
        let me = val(e, who);
        Call::of(
            self.vault(),
            "deposit_min",
            vec![e, val(e, &amount), me, me, me, val(e, &least)],
        )
        .paying(self.usdc(), self.vault(), amount)
        .by(e, who)
    }

    fn exit_for_at_least(&self, who: &Address, shares: i128, least: i128) -> Outcome<i128> {
        let e = self.e();
        let me = val(e, who);
        Call::of(
            self.vault(),
            "redeem_min",
            vec![e, val(e, &shares), me, me, me, val(e, &least)],
        )
        .by(e, who)
    }
}

#[test]
fn w16_a_stale_quote_is_refused_on_the_way_in_and_on_the_way_out() {
    let worse = a_stale_quote_is_refused(&Original::deployed()).expect_err("the hole");
    let ways: std::vec::Vec<_> = worse.iter().map(|(way, ..)| *way).collect();
    assert_eq!(ways, ["deposit", "exit"]);
    // 10,000 became 11,000: a tenth fewer shares, short of a dust of the virtual ones.
    assert_eq!((worse[0].1 / UNIT, worse[0].2 / UNIT), (1_000, 909));
    assert_eq!(a_stale_quote_is_refused(&Ours::deployed()), Ok(()));
}

/// Whether half of somebody's shares can become another's.
fn shares_pass_on(s: &impl System) -> Result<(), &'static str> {
    let e = s.e();
    let (from, to) = (s.depositor(AMOUNT), s.account(0));
    s.wait(3_600);
    let half = s.shares_of(&from) / 2;
    let pass = vec![e, val(e, &from), val(e, &to), val(e, &half)];
    let passed = Call::of(s.vault(), "transfer", pass).by::<()>(e, &from);
    if passed.is_ok() && s.shares_of(&to) == half && s.exit(&to, half).is_ok() {
        Ok(())
    } else {
        Err("shares stay where they were bought")
    }
}

#[test]
fn w16_shares_pass_on_and_redeem_elsewhere() {
    assert!(shares_pass_on(&Original::deployed()).is_err());
    assert_eq!(shares_pass_on(&Ours::deployed()), Ok(()));
}
