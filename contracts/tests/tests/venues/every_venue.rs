//! What holds of every adapter, in both directions of its route.
use nectar_tests::{signed::Refusal, tokens::UNIT};
use soroban_sdk::{
    Address, Bytes, IntoVal, Map, Symbol, Val, symbol_short, testutils::Address as _, vec, xdr::ToXdr,
};

use crate::desk::Desk;

/// Amounts of a desk's token that all venues can bear.
const SIZES: [i128; 5] = [
    1_000_003,
    17 * UNIT,
    123 * UNIT + 4_567_891,
    400 * UNIT,
    1_000 * UNIT,
];

fn both_ways(desk: &Desk) -> [(Address, Address); 2] {
    let (usdc, token) = (desk.usdc().clone(), desk.token.clone());
    [(usdc.clone(), token.clone()), (token, usdc)]
}

#[test]
fn exact_in_pays_what_was_quoted() {
    for desk in Desk::all() {
        for (from, to) in both_ways(&desk) {
            for amount in SIZES {
                desk.give(&from, amount);
                let before = desk.held(&to, &desk.trader);
                let quote = desk.client().quote_exact_in(&from, &to, &amount, &desk.data);
                let out = desk.try_sell(&from, &to, amount, quote);
                assert_eq!(out, Ok(quote), "{} {amount}", desk.name);
                assert!(quote > 0);
                assert_eq!(desk.held(&to, &desk.trader) - before, quote);
                desk.assert_clean();
            }
        }
    }
}

#[test]
fn exact_out_takes_exactly_the_quote() {
    for desk in Desk::all() {
        for (from, to) in both_ways(&desk) {
            for amount in SIZES {
                let quote = desk.client().quote_exact_out(&from, &to, &amount, &desk.data);
                desk.give(&from, quote);
                let (had, owned) = (desk.held(&to, &desk.trader), desk.held(&from, &desk.trader));
                assert_eq!(
                    desk.try_buy(&from, &to, amount, quote),
                    Ok(quote),
                    "{} {amount}",
                    desk.name
                );
                assert_eq!(desk.held(&to, &desk.trader) - had, amount);
                assert_eq!(owned - desk.held(&from, &desk.trader), quote);
                desk.assert_clean();
            }
        }
    }
}

#[test]
fn what_an_exact_out_does_not_take_goes_to_who_gets_the_output_and_no_allowance_stays() {
    for desk in Desk::all() {
        for (from, to) in both_ways(&desk) {
            let amount = 50 * UNIT;
            let quote = desk.client().quote_exact_out(&from, &to, &amount, &desk.data);
            let paid = quote + 7_654_321;
            desk.give(&from, paid);
            let owned = desk.held(&from, &desk.trader);
            assert_eq!(desk.try_buy(&from, &to, amount, paid), Ok(quote), "{}", desk.name);
            assert_eq!(owned - desk.held(&from, &desk.trader), quote);
            desk.assert_clean();
        }
    }
}

#[test]
fn limits_are_kept() {
    for desk in Desk::all() {
        for (from, to) in both_ways(&desk) {
            let amount = 20 * UNIT;
            desk.give(&from, 10 * amount);
            let quote = desk.client().quote_exact_in(&from, &to, &amount, &desk.data);
            let too_small = Err(Refusal::Code(desk.codes + 4));
            assert_eq!(
                desk.try_sell(&from, &to, amount, quote + 1),
                too_small,
                "{}",
                desk.name
            );
            desk.client()
                .swap_exact_in(&from, &to, &amount, &0, &desk.trader, &desk.data);

            let cost = desk.client().quote_exact_out(&from, &to, &UNIT, &desk.data);
            let refused = desk.try_buy(&from, &to, UNIT, cost - 1);
            // A Comet keeps the limit itself.
            let code = if desk.codes == 2460 { 19 } else { desk.codes + 5 };
            assert_eq!(refused, Err(Refusal::Code(code)), "{}", desk.name);
        }
    }
}

#[test]
fn who_has_not_paid_gets_nothing() {
    for desk in Desk::all() {
        let (trader, data) = (&desk.trader, &desk.data);
        for (from, to) in both_ways(&desk) {
            desk.e.set_auths(&[]);
            let not_paid = Err(Refusal::Code(desk.codes + 3));
            let client = desk.client();
            let sold = client.try_swap_exact_in(&from, &to, &UNIT, &0, trader, data);
            assert_eq!(nectar_tests::signed::outcome(sold), not_paid, "{}", desk.name);
            let bought = client.try_swap_exact_out(&from, &to, &UNIT, &(100 * UNIT), trader, data);
            assert_eq!(nectar_tests::signed::outcome(bought), not_paid, "{}", desk.name);
        }
    }
}

#[test]
fn amounts_must_be_positive() {
    for desk in Desk::all() {
        let (from, to) = (desk.usdc().clone(), desk.token.clone());
        let (client, trader, data) = (desk.client(), &desk.trader, &desk.data);
        let invalid = Err(Refusal::Code(desk.codes + 2));
        for amount in [0, -1] {
            assert_eq!(client.quote_exact_in(&from, &to, &amount, data), 0);
            let quoted = client.try_quote_exact_out(&from, &to, &amount, data);
            assert_eq!(nectar_tests::signed::outcome(quoted), invalid, "{}", desk.name);
            let sold = client.try_swap_exact_in(&from, &to, &amount, &0, trader, data);
            assert_eq!(nectar_tests::signed::outcome(sold), invalid, "{}", desk.name);
            let bought = client.try_swap_exact_out(&from, &to, &amount, &UNIT, trader, data);
            assert_eq!(nectar_tests::signed::outcome(bought), invalid, "{}", desk.name);
        }
    }
}

/// Nothing but the tokens of the route's ends: what lies between is the route's business alone.
#[test]
fn tokens_that_are_not_the_ends_of_the_route_are_refused() {
    for desk in Desk::all() {
        let (usdc, token, eurc) = (desk.usdc(), &desk.token, &desk.tokens.eurc);
        let mismatch = Err(Refusal::Code(desk.codes + 1));
        for (from, to) in [
            (usdc, eurc),
            (eurc, token),
            (token, token),
            (usdc, usdc),
            (token, eurc),
        ] {
            let quoted = desk.client().try_quote_exact_in(from, to, &UNIT, &desk.data);
            assert_eq!(nectar_tests::signed::outcome(quoted), mismatch, "{}", desk.name);
        }
        let middle = desk
            .client()
            .try_quote_exact_in(usdc, &desk.tokens.xlm, &UNIT, &desk.data);
        if desk.name.ends_with("two hops") {
            assert_eq!(nectar_tests::signed::outcome(middle), mismatch, "{}", desk.name);
        }
    }
}

#[test]
fn data_that_is_no_path_is_refused() {
    for desk in Desk::all() {
        let bad = Err(Refusal::Code(desk.codes));
        for data in malformed(&desk) {
            let quoted = desk
                .client()
                .try_quote_exact_in(desk.usdc(), &desk.token, &UNIT, &data);
            assert_eq!(
                nectar_tests::signed::outcome(quoted),
                bad,
                "{} {data:?}",
                desk.name
            );
        }
        // Bytes that are no value at all the host refuses before the adapter can look at them.
        let noise = Bytes::from_array(&desk.e, &[1, 2, 3]);
        let quoted = desk
            .client()
            .try_quote_exact_in(desk.usdc(), &desk.token, &UNIT, &noise);
        assert_eq!(
            nectar_tests::signed::outcome(quoted),
            Err(Refusal::Host),
            "{}",
            desk.name
        );
    }
}

fn malformed(desk: &Desk) -> std::vec::Vec<Bytes> {
    let e = &desk.e;
    let path: Val = vec![e, desk.usdc().clone(), desk.token.clone()].into_val(e);
    let none: Val = soroban_sdk::Vec::<u32>::new(e).into_val(e);
    let numbers: Val = vec![e, 7u32].into_val(e);
    let pools: Val = vec![e, Address::generate(e), Address::generate(e)].into_val(e);
    let fields = |path: Val, pools: Val| {
        let mut map = Map::<Symbol, Val>::new(e);
        map.set(symbol_short!("path"), path);
        map.set(symbol_short!("pools"), pools);
        map
    };
    let mut extra = fields(path, numbers);
    extra.set(symbol_short!("more"), numbers);
    let mut half = Map::<Symbol, Val>::new(e);
    half.set(symbol_short!("path"), path);
    [
        Bytes::new(e),
        7u32.to_xdr(e),
        Map::<Symbol, Val>::new(e).to_xdr(e),
        half.to_xdr(e),
        fields(path, none).to_xdr(e),
        fields(path, numbers).to_xdr(e),
        fields(path, pools).to_xdr(e),
        fields(numbers, numbers).to_xdr(e),
        fields(none, none).to_xdr(e),
        extra.to_xdr(e),
    ]
    .into()
}
