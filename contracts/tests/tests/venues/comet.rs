//! What is special about Comet: it approves itself, and is its own LP token.
use nectar_tests::{blend::comet, signed::Refusal, signed::outcome, tokens::UNIT};
use soroban_sdk::{Bytes, testutils::Ledger as _, token::TokenClient};

use crate::desk::{Desk, pool_path};

/// Comet lets itself be approved for the whole of `max_in` and takes what it needs. What it says of the rest without
/// an adapter in between is the hole: an allowance that stays for up to 100,000 ledgers.
#[test]
fn lingering_allowance_to_comet_is_taken_back() {
    for desk in [Desk::comet_lp(), Desk::comet_swap()] {
        let pool = desk.counterparties[0].clone();
        let usdc = TokenClient::new(&desk.e, desk.usdc());
        let spare = 5 * UNIT;
        let cost = desk
            .client()
            .quote_exact_out(desk.usdc(), &desk.token, &UNIT, &desk.data);

        desk.give(desk.usdc(), cost + spare);
        desk.try_buy(desk.usdc(), &desk.token, UNIT, cost + spare)
            .expect("a purchase");
        assert_eq!(usdc.allowance(&desk.venue, &pool), 0);

        // The same purchase straight from the pool.
        let direct = comet::Client::new(&desk.e, &pool);
        let direct = direct.mock_all_auths();
        let limit = cost * 2;
        desk.give(desk.usdc(), limit);
        let taken = if desk.token == pool {
            direct.dep_lp_tokn_amt_out_get_tokn_in(desk.usdc(), &UNIT, &limit, &desk.trader)
        } else {
            let any = i128::MAX;
            direct
                .swap_exact_amount_out(desk.usdc(), &limit, &desk.token, &UNIT, &any, &desk.trader)
                .0
        };
        assert_eq!(usdc.allowance(&desk.trader, &pool), limit - taken);
    }
}

/// Comet's approval lasts to a round ledger: the one it is authorised for must be the same on both sides of it.
#[test]
fn joins_work_on_both_sides_of_a_round_ledger() {
    for sequence in [99_999, 100_000, 100_001] {
        let desk = Desk::comet_lp();
        desk.e.ledger().set_sequence_number(sequence);
        desk.give(desk.usdc(), 50 * UNIT);
        desk.try_sell(desk.usdc(), &desk.token, 50 * UNIT, 0)
            .expect("a join");
        desk.assert_clean();
    }
}

#[test]
fn a_route_of_lp_tokens_is_no_route_of_their_parts() {
    let desk = Desk::comet_lp();
    let quoted = desk
        .client()
        .try_quote_exact_in(desk.usdc(), &desk.tokens.blnd, &UNIT, &desk.data);
    assert_eq!(outcome(quoted), Err(Refusal::Code(2461)));
}

#[test]
fn a_path_of_two_steps_is_refused() {
    let desk = Desk::comet_swap();
    let pool = &desk.counterparties[0];
    let path = [desk.usdc(), &desk.token, pool];
    let data: Bytes = pool_path(&desk.e, &path, &[pool, pool]);
    let quoted = desk.client().try_quote_exact_in(desk.usdc(), pool, &UNIT, &data);
    assert_eq!(outcome(quoted), Err(Refusal::Code(2460)));
}

/// The fee is on the 80 % that an exit trades: 0.24 % at least, and growing with the size.
#[test]
fn an_exit_costs_a_quarter_of_a_percent_and_more_with_size() {
    let desk = Desk::comet_lp();
    let pool = comet::Client::new(&desk.e, &desk.token);
    let fair = |lp: i128| 5 * pool.get_balance(desk.usdc()) * lp / pool.get_total_supply();
    let costs = [10, 100, 1_000, 5_000].map(|lp| {
        let lp = lp * UNIT;
        let out = desk
            .client()
            .quote_exact_in(&desk.token, desk.usdc(), &lp, &desk.data);
        10_000 - out * 10_000 / fair(lp)
    });
    println!("an exit with 10, 100, 1,000, 5,000 of 90,100 LP tokens costs {costs:?} bps");
    assert!(costs[0] >= 24 && costs.is_sorted(), "{costs:?}");
}
