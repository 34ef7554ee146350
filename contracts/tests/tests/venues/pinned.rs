//! On Soroswap and Aquarius anybody can create a pool. A route names its pools, and no order can leave it.
use nectar_tests::{aquarius::Aquarius, net::Net, signed::Refusal, soroswap::Soroswap, tokens::UNIT};

use crate::{
    desk::{Desk, XLM_PRICE, pool_index},
    fills,
};

/// A pool that gives almost nothing for XLM, with the attacker's liquidity in it.
const LURE: i128 = XLM_PRICE / 1_000;

#[test]
fn attacker_made_pool_on_aquarius_is_unreachable() {
    let (world, shop, order) = fills::selling(fills::aquarius);
    let (e, usdc) = (&world.e, &world.tokens.usdc);
    let dex = Aquarius {
        router: shop.counterparties[0].clone(),
    };
    let lure = dex.usdc_pool(e, &pool_index(e, 2), usdc, &shop.token, LURE);
    let before = (world.balance(usdc, &lure), world.balance(&shop.token, &lure));
    // The maker of the pool sends the order himself.
    let band = [&lure, &world.session];
    let net = Net::open(&world, "attacker-made pool on aquarius", &band);
    let receipt = world.try_fill(&order).expect("a fill");
    assert!(receipt.profit > 25 * UNIT);
    let after = (world.balance(usdc, &lure), world.balance(&shop.token, &lure));
    assert_eq!(before, after);
    let gains = net.close();
    assert_eq!(
        (gains.attacker, gains.depositors),
        (0, receipt.profit - receipt.fee)
    );
}

/// Soroswap has one pair for two tokens. Should its router ever answer with another, the route's is the only one the
/// adapter pays into.
#[test]
fn attacker_made_pair_on_soroswap_is_never_paid() {
    for (first, path) in [
        (true, fills::soroswap as fills::Build),
        (true, fills::soroswap_two_hops),
        (false, fills::soroswap_two_hops),
    ] {
        let (world, shop, order) = fills::selling(path);
        let (e, usdc, aqua) = (&world.e, &world.tokens.usdc, &world.tokens.aqua);
        let dex = Soroswap {
            router: shop.counterparties[0].clone(),
        };
        let two_hops = shop.counterparties.len() == 3;
        // The vault sells: its first step is the path's last.
        let (a, b) = match (two_hops, first) {
            (false, _) => (usdc, &shop.token),
            (true, true) => (aqua, &shop.token),
            (true, false) => (usdc, aqua),
        };
        let lure = Soroswap::loose_pair(e, (a, 100_000 * UNIT), (b, 100_000_000 * UNIT));
        dex.replace_pair(e, a, b, &lure);
        let refusal = if first { Refusal::Host } else { Refusal::Code(2428) };
        let band = [&lure, &world.operator, &world.session];
        let net = Net::open(&world, format!("attacker-made pair on {}", shop.name), &band);
        assert_eq!(world.try_fill(&order), Err(refusal), "{}", shop.name);
        let gains = net.close();
        assert_eq!((gains.attacker, gains.depositors), (0, 0));
        assert_eq!(world.balance(b, &lure), 100_000_000 * UNIT);
    }
}

#[test]
fn later_pairs_are_compared_in_both_directions_of_trade() {
    let desk = Desk::soroswap_two_hops();
    let (e, usdc) = (&desk.e, desk.usdc());
    let dex = Soroswap {
        router: desk.counterparties[0].clone(),
    };
    let lure = Soroswap::loose_pair(e, (usdc, 10_000 * UNIT), (&desk.tokens.xlm, 10_000 * UNIT));
    dex.replace_pair(e, usdc, &desk.tokens.xlm, &lure);
    desk.give(usdc, 10 * UNIT);
    desk.give(&desk.token, 10 * UNIT);
    // Out over the lure: the adapter finds it. In through it: nothing is authorised for it.
    let out = desk.try_sell(&desk.token, usdc, 10 * UNIT, 0);
    assert_eq!(out, Err(Refusal::Code(2428)));
    assert_eq!(desk.try_sell(usdc, &desk.token, 10 * UNIT, 0), Err(Refusal::Host));
}
