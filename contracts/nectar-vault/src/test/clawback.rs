//! An issuer takes USDC out of the vault. The loss counts at once, and for good: what comes later to make up for it is a
//! surplus, which vests like any profit, so that nobody can buy in between the two.

use soroban_sdk::{Event as _, testutils::Events as _, token::TokenClient, vec};

use super::{market::*, *};
use crate::events::Loss;

const LOST: i128 = 30 * UNIT;

fn claw_back(w: &World, amount: i128) {
    w.e.as_contract(&w.vault, || {
        TokenClient::new(&w.e, &w.usdc).burn(&w.vault, &amount);
    });
}

/// Right after the first call since the loss.
#[track_caller]
fn assert_a_cure_vests(w: &World) {
    let c = w.client();
    let seen = c.get_state();
    assert_eq!(seen.booked, w.usdc_of(&w.vault), "the loss is booked");
    w.donate(LOST);
    assert_eq!(c.get_state(), seen, "a transfer raises nothing");
    assert_eq!(c.skim(), LOST);
    assert_eq!(c.get_state().total_assets, seen.total_assets);
    w.pass(DAY);
    assert_eq!(
        c.get_state().total_assets,
        seen.total_assets + seen.unvested + LOST
    );
}

#[test]
fn a_cure_by_transfer_raises_nothing_until_it_is_skimmed_and_vests() {
    type Call = fn(&World, &Address);
    let calls: [Call; 4] = [
        |w, lp| {
            w.client().deposit(&UNIT, lp, lp, lp);
        },
        |w, lp| {
            w.client().mint(&UNIT, lp, lp, lp);
        },
        |w, lp| {
            w.client().withdraw(&UNIT, lp, lp, lp);
        },
        |w, lp| {
            w.client().redeem(&UNIT, lp, lp, lp);
        },
    ];
    for call in calls {
        let w = World::new();
        let lp = w.depositor(90 * UNIT);
        w.mint(&w.usdc, &lp, 2 * UNIT);
        w.pass(DAY);
        claw_back(&w, LOST);
        assert_eq!(w.client().total_assets(), 70 * UNIT);
        call(&w, &lp);
        assert_a_cure_vests(&w);
    }
}

#[test]
fn a_fill_a_claim_and_a_sale_see_the_loss_as_well() {
    let ripe = || {
        let m = Market::new(1_000_000);
        let user = m.open_auction();
        m.age(250);
        (m.order(&user), m)
    };
    let (order, m) = ripe();
    claw_back(&m.w, LOST);
    m.fill(&order);
    assert_a_cure_vests(&m.w);

    let (order, m) = ripe();
    m.fill(&order);
    claw_back(&m.w, LOST);
    m.w.client().claim_rewards(&m.w.operator);
    assert_a_cure_vests(&m.w);

    let (_, m) = ripe();
    m.w.mint(&m.xlm, &m.w.vault, 100 * UNIT);
    claw_back(&m.w, LOST);
    let swaps = vec![&m.w.e, m.swap(&m.xlm, XLM_ROUTE, 10_000)];
    m.w.client().sell_leftover(&m.pool, &m.xlm, &swaps);
    assert_a_cure_vests(&m.w);
}

/// Whoever adds up the events arrives at what is booked.
#[test]
fn w17_a_loss_is_told_by_the_call_that_books_it_and_once() {
    let w = World::new();
    let lp = w.depositor(90 * UNIT);
    w.mint(&w.usdc, &lp, 2 * UNIT);
    claw_back(&w, LOST);
    let told = |w: &World| {
        let loss = Loss { amount: LOST }.to_xdr(&w.e, &w.vault);
        w.e.events().all().events().contains(&loss)
    };
    w.client().deposit(&UNIT, &lp, &lp, &lp);
    assert!(told(&w));
    w.client().deposit(&UNIT, &lp, &lp, &lp);
    assert!(!told(&w));
}

#[test]
fn who_buys_in_after_the_loss_gains_nothing_by_curing_it() {
    let w = World::new();
    w.depositor(90 * UNIT);
    claw_back(&w, 50 * UNIT);
    let raider = w.depositor(50 * UNIT);
    w.donate(50 * UNIT);
    w.pass(DAY);
    let shares = w.client().balance(&raider);
    assert_eq!(w.redeem(&raider, shares), 50 * UNIT);
}

#[test]
fn what_is_owed_stays_owed() {
    let m = Market::new(1_000_000);
    let user = m.open_auction();
    m.age(250);
    let fee = m.fill(&m.order(&user)).fee;
    m.w.pass(DAY);
    let held = m.w.usdc_of(&m.w.vault);
    claw_back(&m.w, held - fee + 1);
    let c = m.w.client();
    assert_eq!((c.total_assets(), c.get_state().owed), (0, fee));
    assert!(
        c.try_claim_rewards(&m.w.operator).is_err(),
        "it is not there to be paid"
    );
    assert_eq!(c.reward_of(&m.w.operator), fee);
    m.w.donate(1);
    assert_eq!(c.claim_rewards(&m.w.operator), fee);
    let state = c.get_state();
    assert_eq!((state.booked, state.owed, state.total_assets), (0, 0, 0));
}
