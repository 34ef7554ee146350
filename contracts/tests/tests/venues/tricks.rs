//! Routers that turn bad behind an adapter: it goes by its balances, not by what they say.
use nectar_tests::{
    aquarius,
    signed::Refusal,
    soroswap,
    tokens::{UNIT, mint},
};

use crate::desk::Desk;

const SHORT: i128 = 12_345;

fn play(desk: &Desk, soroswap: soroswap::Trick, aquarius: aquarius::Trick) {
    let router = desk.counterparties[0].clone();
    // Pocket money for tricks that give some away.
    for token in [desk.usdc(), &desk.token] {
        mint(&desk.e, token, &router, UNIT);
    }
    if desk.codes == 2420 {
        soroswap::Soroswap { router }.play(&desk.e, soroswap);
    } else {
        aquarius::Aquarius { router }.play(&desk.e, aquarius);
    }
}

fn routed() -> [Desk; 4] {
    [
        Desk::soroswap(),
        Desk::soroswap_two_hops(),
        Desk::aquarius(),
        Desk::aquarius_two_hops(),
    ]
}

#[test]
fn a_router_that_fails_comes_through_with_its_own_code() {
    for desk in routed() {
        play(&desk, soroswap::Trick::Fails, aquarius::Trick::Fails);
        let failed = Err(Refusal::Code(599));
        desk.give(desk.usdc(), 100 * UNIT);
        assert_eq!(desk.try_sell(desk.usdc(), &desk.token, UNIT, 0), failed);
        assert_eq!(desk.try_buy(desk.usdc(), &desk.token, UNIT, 10 * UNIT), failed);
    }
}

#[test]
fn a_router_that_pays_less_than_it_says_is_held_to_what_it_paid() {
    for desk in routed() {
        play(
            &desk,
            soroswap::Trick::PaysLess(SHORT),
            aquarius::Trick::PaysLess(SHORT),
        );
        desk.give(desk.usdc(), 100 * UNIT);
        let (usdc, token) = (desk.usdc(), &desk.token);
        let quote = desk.client().quote_exact_in(usdc, token, &UNIT, &desk.data);
        let too_small = Err(Refusal::Code(desk.codes + 4));
        assert_eq!(
            desk.try_sell(usdc, token, UNIT, quote),
            too_small,
            "{}",
            desk.name
        );
        // The refused input is still there: with a lower limit it trades for what the router really pays.
        let out = desk
            .client()
            .swap_exact_in(usdc, token, &UNIT, &0, &desk.trader, &desk.data);
        assert_eq!(out, quote - SHORT);
        assert_eq!(desk.held(token, &desk.trader), out);
        let cost = desk.client().quote_exact_out(usdc, token, &UNIT, &desk.data);
        let wrong = Err(Refusal::Code(desk.codes + 7));
        assert_eq!(desk.try_buy(usdc, token, UNIT, cost), wrong, "{}", desk.name);
    }
}

#[test]
fn a_router_that_pays_nothing_is_refused() {
    for desk in routed() {
        let (usdc, token) = (desk.usdc(), &desk.token);
        let whole = desk.client().quote_exact_in(usdc, token, &UNIT, &desk.data);
        play(
            &desk,
            soroswap::Trick::PaysLess(whole),
            aquarius::Trick::PaysLess(whole),
        );
        desk.give(usdc, UNIT);
        let nothing = Err(Refusal::Code(desk.codes + 6));
        assert_eq!(desk.try_sell(usdc, token, UNIT, 0), nothing, "{}", desk.name);
    }
}

#[test]
fn output_beyond_what_was_asked_for_is_passed_on_or_refused() {
    for desk in [Desk::soroswap(), Desk::soroswap_two_hops()] {
        play(&desk, soroswap::Trick::PaysMore(SHORT), aquarius::Trick::None);
        let (usdc, token) = (desk.usdc(), &desk.token);
        desk.give(usdc, 100 * UNIT);
        let quote = desk.client().quote_exact_in(usdc, token, &UNIT, &desk.data);
        assert_eq!(desk.try_sell(usdc, token, UNIT, quote), Ok(quote + SHORT));
        desk.assert_clean();
        let cost = desk.client().quote_exact_out(usdc, token, &UNIT, &desk.data);
        let wrong = Err(Refusal::Code(desk.codes + 7));
        assert_eq!(desk.try_buy(usdc, token, UNIT, cost), wrong);
    }
}

#[test]
fn input_that_a_router_gives_back_goes_to_who_gets_the_output() {
    for desk in [Desk::aquarius(), Desk::aquarius_two_hops()] {
        play(&desk, soroswap::Trick::None, aquarius::Trick::GivesBack(SHORT));
        let (usdc, token) = (desk.usdc(), &desk.token);
        desk.give(usdc, UNIT);
        desk.try_sell(usdc, token, UNIT, 0).expect("a sale");
        assert_eq!(desk.held(usdc, &desk.trader), SHORT);
        desk.assert_clean();
    }
}

/// The adapter authorises one transfer, to one recipient, of one amount.
#[test]
fn a_router_that_pulls_a_stroop_more_is_refused_even_if_the_adapter_has_it() {
    for desk in routed() {
        play(
            &desk,
            soroswap::Trick::PullsMore(1),
            aquarius::Trick::PullsMore(1),
        );
        mint(&desk.e, desk.usdc(), &desk.venue, UNIT);
        desk.give(desk.usdc(), 100 * UNIT);
        let (usdc, token) = (desk.usdc(), &desk.token);
        assert_eq!(
            desk.try_sell(usdc, token, UNIT, 0),
            Err(Refusal::Host),
            "{}",
            desk.name
        );
        let cost = desk.client().quote_exact_out(usdc, token, &UNIT, &desk.data);
        assert_eq!(
            desk.try_buy(usdc, token, UNIT, cost),
            Err(Refusal::Host),
            "{}",
            desk.name
        );
    }
}
