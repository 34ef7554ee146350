//! The share token.
use soroban_sdk::IntoVal;

use super::{plain, vault::of_account};
use crate::{
    stage::{LPS, Stage},
    step::Dice,
    table::{Draft, Row, entry},
};

const VAULT: &str = "nectar-vault";

pub static ROWS: &[Row] = &[
    entry(VAULT, "transfer", 8, |s, d| {
        let from = s.one_of(LPS, d);
        let to = receiver(s, d);
        let shares = d.amount(s.world.vault().balance(&s.address(from)));
        Draft::by(from, (s.address(from), to, shares).into_val(s.e()))
    }),
    entry(VAULT, "transfer_from", 6, |s, d| {
        let (spender, from, shares) = spending(s, d);
        let args = (s.address(spender), s.address(from), receiver(s, d), shares);
        Draft::by(spender, args.into_val(s.e()))
    }),
    entry(VAULT, "approve", 4, |s, d| {
        let from = s.one_of(LPS, d);
        let ahead = d.pick(&[1_000u32, 0, 1, 100_000, u32::MAX / 2]);
        let until = s.e().ledger().sequence().saturating_add(ahead);
        let shares = d.amount(s.world.vault().balance(&s.address(from)));
        let args = (s.address(from), s.address(s.one_of(LPS, d)), shares, until);
        Draft::by(from, args.into_val(s.e()))
    }),
    entry(VAULT, "burn", 2, |s, d| {
        let from = s.one_of(LPS, d);
        let shares = d.amount(s.world.vault().balance(&s.address(from)) / 20);
        Draft::by(from, (s.address(from), shares).into_val(s.e()))
    }),
    entry(VAULT, "burn_from", 3, |s, d| {
        let (spender, from, shares) = spending(s, d);
        let args = (s.address(spender), s.address(from), shares);
        Draft::by(spender, args.into_val(s.e()))
    }),
    entry(VAULT, "total_supply", 1, plain).always(),
    entry(VAULT, "balance", 1, of_account).always(),
    entry(VAULT, "allowance", 1, |s, d| {
        Draft::open((s.anybody(d), s.anybody(d)).into_val(s.e()))
    })
    .always(),
    entry(VAULT, "decimals", 1, plain).always(),
    entry(VAULT, "name", 1, plain).always(),
    entry(VAULT, "symbol", 1, plain).always(),
];

/// Mostly somebody who has shares anyway, at times whoever.
fn receiver(s: &Stage, d: &mut Dice) -> soroban_sdk::Address {
    if d.one_in(4) {
        s.anybody(d)
    } else {
        s.address(s.one_of(LPS, d))
    }
}

/// Spender, owner and amount, with an allowance most of the time.
fn spending(s: &mut Stage, d: &mut Dice) -> (usize, usize, i128) {
    let (spender, from) = (s.one_of(LPS, d), s.one_of(LPS, d));
    let shares = d.amount(s.world.vault().unlocked_shares(&s.address(from)) / 20);
    if !d.one_in(4) {
        let until = s.e().ledger().sequence() + 1_000;
        let args = (s.address(from), s.address(spender), shares, until).into_val(s.e());
        let vault = s.world.vault.clone();
        s.sure(from, &vault, "approve", args, vec![]);
    }
    (spender, from, shares)
}
