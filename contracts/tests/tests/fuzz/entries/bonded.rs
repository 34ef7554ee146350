//! Bonded draws: custody of the vault's USDC against a stake. Some worlds have them on; in the others all of it is refused.
use nectar_interfaces::vault::{BondParams, Draw};
use nectar_tests::{ledger, tokens::UNIT};
use soroban_sdk::{Address, IntoVal};

use super::{admin, plain, transfer, vault::of_account};
use crate::{
    stage::{LPS, OPERATORS, SESSIONS, Stage},
    step::Dice,
    table::{Draft, Effect, Note, Row, entry, scene},
};

const VAULT: &str = "nectar-vault";
const REGISTRY: &str = "keeper-registry";

pub static ROWS: &[Row] = &[
    entry(VAULT, "draw", 36, |s, d| {
        let operator = s.one_of(OPERATORS, d);
        if d.one_in(3) {
            wait_for_window(s, operator);
        }
        let amount = d.amount(drawable(s, operator));
        // A session's signature is worth nothing here.
        let by = if d.one_in(10) {
            s.one_of(SESSIONS, d)
        } else {
            operator
        };
        let args = (s.address(operator), amount).into_val(s.e());
        Draft::by(by, args).effect(Effect::Draw(s.address(operator), amount))
    }),
    entry(VAULT, "return_proceeds", 14, |s, d| {
        let operator = drawer(s, d);
        let draw = open(s, &s.address(operator));
        let due = draw.as_ref().map_or(UNIT, |draw| draw.outstanding + draw.fee);
        let amount = d.amount(due);
        let affordable = (1..=s.world.balance(&s.usdc(), &s.address(operator))).contains(&amount);
        let principal = draw
            .as_ref()
            .map_or(0, |draw| (amount - draw.fee).clamp(0, draw.outstanding));
        let below = vec![transfer(s, &s.usdc(), operator, &s.world.vault, amount)];
        let args = (s.address(operator), amount).into_val(s.e());
        let draft = Draft::open(args)
            .and(operator, below)
            .must(draw.is_some() && affordable);
        draft.effect(Effect::Return { amount, principal })
    }),
    entry(VAULT, "slash", 14, |s, d| {
        let operator = drawer(s, d);
        let caller = s.anybody(d);
        let draw = open(s, &s.address(operator));
        if let Some(draw) = draw.as_ref().filter(|_| d.one_in(2)) {
            ledger::wait(s.e(), draw.deadline.saturating_sub(s.now()));
        }
        let due = draw.is_some_and(|draw| s.now() >= draw.deadline);
        let args = (s.address(operator), caller.clone()).into_val(s.e());
        let draft = Draft::open(args).effect(slashed(s, operator, &caller));
        draft.must(due).note(Note::RevokedAll(operator))
    }),
    entry(VAULT, "cure", 6, |s, d| {
        let missing = |s: &Stage, player: usize| {
            let default = s.world.vault().get_default(&s.address(player));
            default.map_or(0, |default| default.missing)
        };
        let short: Vec<usize> = OPERATORS.filter(|player| missing(s, *player) > 0).collect();
        let operator = if short.is_empty() {
            s.one_of(OPERATORS, d)
        } else {
            short[d.below(short.len())]
        };
        let (from, amount) = (s.one_of(OPERATORS, d), d.amount(missing(s, operator)));
        let below = vec![transfer(s, &s.usdc(), from, &s.world.vault, amount)];
        let args = (s.address(from), s.address(operator), amount).into_val(s.e());
        Draft::open(args).and(from, below).effect(Effect::Cure(amount))
    }),
    entry(VAULT, "set_bond", 3, |s, d| {
        let stricter = s.world.vault().get_bond().map(|now| BondParams {
            bounty_bps: now.bounty_bps + 1,
            ..now
        });
        let terms = stricter.filter(|_| !d.one_in(3)).unwrap_or_else(|| terms(d));
        Draft::by(admin(s, VAULT, d), (terms,).into_val(s.e()))
    }),
    entry(VAULT, "disable_bond", 1, |s, d| {
        Draft::by(admin(s, VAULT, d), ().into_val(s.e()))
    }),
    entry(VAULT, "get_bond", 1, plain).always(),
    entry(VAULT, "get_draw", 1, of_account).always(),
    entry(VAULT, "get_draw_window", 1, plain).always(),
    entry(VAULT, "get_default", 1, of_account).always(),
    entry(VAULT, "total_drawn", 1, plain).always(),
    entry(REGISTRY, "backing_of", 1, of_account).always(),
    // The vault's alone.
    entry(REGISTRY, "mark_draw", 2, |s, d| {
        let operator = s.one_of(OPERATORS, d);
        Draft::by(operator, (s.address(operator), d.amount(UNIT)).into_val(s.e()))
    })
    .never(),
    entry(REGISTRY, "clear_draw", 2, |s, d| {
        let operator = drawer(s, d);
        Draft::by(operator, (s.address(operator),).into_val(s.e()))
    })
    .never(),
    entry(REGISTRY, "slash", 2, |s, d| {
        let (operator, caller) = (drawer(s, d), s.one_of(OPERATORS, d));
        let args = (
            s.address(operator),
            s.address(caller),
            d.amount(UNIT),
            d.amount(UNIT),
        );
        Draft::by(caller, args.into_val(s.e()))
    })
    .never(),
    scene("all draws due", 6, all_due),
    scene("a draw forgotten", 4, |s, d| {
        if s.bonded {
            forget(s, d);
        }
        all_due(s, d);
    }),
];

/// Terms of the worlds with draws.
pub fn opening_terms(number: u32) -> BondParams {
    BondParams {
        bounty_bps: 500,
        cap_bps: 2_000,
        daily_fee_bps: if number.is_multiple_of(8) { 10 } else { 250 },
        slash_timeout_secs: [600, 3_600, 1_200, 86_400][(number / 4 % 4) as usize],
    }
}

/// Within the bounds, or beyond one.
pub fn terms(d: &mut Dice) -> BondParams {
    BondParams {
        bounty_bps: d.pick(&[500, 100, 2_000, 99]),
        cap_bps: d.pick(&[2_000, 1_000, 1, 2_001]),
        daily_fee_bps: d.pick(&[10, 50, 1, 1_001]),
        slash_timeout_secs: d.pick(&[600, 60, 86_400, 86_401]),
    }
}

pub fn open(s: &Stage, operator: &Address) -> Option<Draw> {
    s.world.vault().get_draw(operator)
}

/// Somebody with an open draw, where there is one.
fn drawer(s: &Stage, d: &mut Dice) -> usize {
    let out: Vec<usize> = OPERATORS
        .filter(|player| open(s, &s.address(*player)).is_some())
        .collect();
    if out.is_empty() {
        s.one_of(OPERATORS, d)
    } else {
        out[d.below(out.len())]
    }
}

/// What the operator's stake and the vault's balance would admit.
fn drawable(s: &Stage, operator: usize) -> i128 {
    let who = s.address(operator);
    let registry = s.world.registry();
    let stake = registry.get_keeper(&who).map_or(0, |keeper| keeper.stake);
    let free = (stake - registry.backing_of(&who)) * 10 / 12;
    free.min(s.at_hand() / 6).max(1)
}

/// And for the end of the operator's bar.
fn wait_for_window(s: &Stage, operator: usize) {
    if let Some(default) = s.world.vault().get_default(&s.address(operator)) {
        ledger::wait(s.e(), default.barred_until.saturating_sub(s.now()));
    }
    if let Some(window) = s.world.vault().get_draw_window() {
        let now = s.now();
        if now >= window.closes_at && now < window.reopens_at {
            ledger::wait(s.e(), window.reopens_at - now);
        }
    }
}

/// What a slash in this second does to the books. The stake pays the vault first.
fn slashed(s: &Stage, operator: usize, caller: &Address) -> Effect {
    let who = s.address(operator);
    let stake = s
        .world
        .registry()
        .get_keeper(&who)
        .map_or(0, |keeper| keeper.stake);
    let draw = open(s, &who);
    let (outstanding, fee) = draw.as_ref().map_or((0, 0), |draw| (draw.outstanding, draw.fee));
    Effect::Slash {
        outstanding,
        recovered: stake.min(outstanding + fee),
        to_vault: *caller == s.world.vault,
        due: draw.is_some_and(|draw| s.now() >= draw.deadline),
    }
}

/// The window closes, whoever comes slashes, and everything is home: nobody's exit waits for a draw any longer.
fn all_due(s: &mut Stage, _dice: &mut Dice) {
    let Some(window) = s.world.vault().get_draw_window() else {
        return s.advance(1);
    };
    if s.now() < window.closes_at {
        ledger::wait(s.e(), window.closes_at - s.now());
    }
    let (vault, caller) = (s.world.vault.clone(), s.address(LPS.start));
    for player in 0..s.cast.len() {
        let who = s.address(player);
        if open(s, &who).is_some() {
            let effect = slashed(s, player, &caller);
            let answer = s.invoke(&vault, "slash", (who, caller.clone()).into_val(s.e()));
            let bounty =
                answer.unwrap_or_else(|refusal| panic!("an overdue draw could not be slashed: {refusal:?}"));
            s.book(&effect, &bounty);
            s.alive.retain(|(operator, _)| *operator != player);
        }
    }
    assert_eq!(s.world.vault().total_drawn(), 0, "a draw beyond its deadline");
    for player in LPS {
        let who = s.address(player);
        let free = s.world.vault().max_redeem(&who);
        assert_eq!(
            free,
            s.world.vault().unlocked_shares(&who),
            "an exit waits for a draw beyond its deadline"
        );
    }
}

/// An operator draws all that the stake admits and is not seen for weeks: more fee than the bond pays.
fn forget(s: &mut Stage, dice: &mut Dice) {
    let operator = OPERATORS.start + dice.below(OPERATORS.len());
    wait_for_window(s, operator);
    let who = s.address(operator);
    let stake = s
        .world
        .registry()
        .get_keeper(&who)
        .map_or(0, |keeper| keeper.stake);
    let Some(bond) = s.world.vault().get_bond() else {
        return;
    };
    let amount = (stake * 10_000 / (10_000 + i128::from(bond.bounty_bps))).min(s.at_hand() / 8);
    let (vault, args) = (s.world.vault.clone(), (who.clone(), amount).into_val(s.e()));
    if s.sure(operator, &vault, "draw", args, vec![]) {
        s.booked.push(crate::books::Booked::Drawn(who, amount));
        ledger::wait(s.e(), 86_400 * dice.between(1, 60));
    }
}
