//! How each entry point is called: by whom, with what, and who must sign it.
pub mod admin;
pub mod bonded;
pub mod fills;
pub mod lab;
pub mod market;
pub mod registry;
pub mod releases;
pub mod scenes;
pub mod shares;
pub mod vault;

use nectar_tests::keys::Tree;
use soroban_sdk::{Address, IntoVal, String};

use crate::{
    stage::{ADMINS, Stage},
    step::Dice,
    table::{Draft, Note},
};

/// Consent to a transfer below another call.
pub fn transfer(s: &Stage, token: &Address, from: usize, to: &Address, amount: i128) -> Tree {
    let args = (s.address(from), to.clone(), amount).into_val(s.e());
    Tree::leaf(token, "transfer", args)
}

/// The admin of `contract`; now and then somebody else, in vain.
pub fn admin(s: &Stage, contract: &str, dice: &mut Dice) -> usize {
    if dice.one_in(10) {
        dice.below(s.cast.len())
    } else {
        s.admin_of(contract)
    }
}

/// `propose_admin` where a proposal lapses with a ledger.
pub fn propose_admin_until(s: &mut Stage, dice: &mut Dice, contract: &str) -> Draft {
    let by = admin(s, contract, dice);
    let new = s.address(s.one_of(ADMINS, dice));
    let ahead = dice.pick(&[100_000u32, 1_000, 10_000, 1, 0]);
    let until = if ahead == 0 {
        0
    } else {
        s.e().ledger().sequence() + ahead
    };
    Draft::by(by, (new, until).into_val(s.e()))
}

pub fn propose_admin(s: &mut Stage, dice: &mut Dice, contract: &str) -> Draft {
    let by = admin(s, contract, dice);
    Draft::by(by, (s.address(s.one_of(ADMINS, dice)),).into_val(s.e()))
}

pub fn accept_admin(s: &mut Stage, dice: &mut Dice, contract: &'static str) -> Draft {
    let by = s.one_of(ADMINS, dice);
    Draft::by(by, ().into_val(s.e())).note(Note::Admin(contract, by))
}

/// A call without arguments, open to all.
pub fn plain(s: &mut Stage, _dice: &mut Dice) -> Draft {
    Draft::open(().into_val(s.e()))
}

pub fn any_text(s: &Stage, dice: &mut Dice) -> String {
    let choices = [
        "operator",
        "",
        " leading",
        "Käptn",
        "a name that is longer than thirty-two bytes",
    ];
    String::from_str(
        s.e(),
        if dice.one_in(6) {
            choices[dice.below(5)]
        } else {
            choices[0]
        },
    )
}
