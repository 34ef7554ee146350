use soroban_sdk::{Address, Bytes, Env, testutils::Address as _};

use super::Market;
use crate::{AmmError, curve};

#[test]
fn exact_in_pays_the_quote_and_moves_only_its_input() {
    let m = Market::open();
    let quote = m.amm.quote_exact_in(&m.a, &m.b, &10_000, &m.no_data());
    // fee ⌈30⌉ = 30; ⌊9,970 · 4,000,000 / 1,009,970⌋
    assert_eq!(quote, 39_486);
    m.pay(&m.a, 10_500);
    let out = m
        .amm
        .swap_exact_in(&m.a, &m.b, &10_000, &quote, &m.trader, &m.no_data());
    assert_eq!(out, quote);
    assert_eq!(m.balance(&m.b, &m.trader), 1_000_000 + quote);
    let pair = m.amm.pair();
    assert_eq!((pair.reserve_a, pair.reserve_b), (1_010_000, 4_000_000 - quote));
    // The surplus of 500 is spendable by the next swap, and by nothing else.
    m.amm.swap_exact_in(&m.a, &m.b, &500, &1, &m.trader, &m.no_data());
    assert_eq!(
        m.amm
            .try_swap_exact_in(&m.a, &m.b, &10, &1, &m.trader, &m.no_data()),
        Err(Ok(AmmError::NotPaid.into()))
    );
}

#[test]
fn exact_out_delivers_exactly_and_takes_the_quote() {
    let m = Market::open();
    let quote = m.amm.quote_exact_out(&m.b, &m.a, &10_000, &m.no_data());
    // ⌈4,000,000 · 10,000 · 1,000 / (990,000 · 997)⌉ + 1
    assert_eq!(quote, 40_527);
    m.pay(&m.b, quote);
    assert_eq!(
        m.amm
            .swap_exact_out(&m.b, &m.a, &10_000, &quote, &m.trader, &m.no_data()),
        quote
    );
    assert_eq!(m.balance(&m.a, &m.trader), 1_010_000);
    let pair = m.amm.pair();
    assert_eq!((pair.reserve_a, pair.reserve_b), (990_000, 4_000_000 + quote));
    assert_eq!(m.balance(&m.b, &m.amm.address), pair.reserve_b);
}

#[test]
fn an_unpaid_swap_moves_nothing() {
    let m = Market::open();
    let before = m.amm.pair();
    assert_eq!(
        m.amm
            .try_swap_exact_in(&m.a, &m.b, &10_000, &0, &m.trader, &m.no_data()),
        Err(Ok(AmmError::NotPaid.into()))
    );
    assert_eq!(
        m.amm
            .try_swap_exact_out(&m.a, &m.b, &10_000, &i128::MAX, &m.trader, &m.no_data()),
        Err(Ok(AmmError::NotPaid.into()))
    );
    assert_eq!(m.amm.pair(), before);
}

#[test]
fn bounds_of_the_caller_hold() {
    let m = Market::open();
    m.pay(&m.a, 100_000);
    let none = m.no_data();
    let quote = m.amm.quote_exact_in(&m.a, &m.b, &10_000, &none);
    assert_eq!(
        m.amm
            .try_swap_exact_in(&m.a, &m.b, &10_000, &(quote + 1), &m.trader, &none),
        Err(Ok(AmmError::OutputTooSmall.into()))
    );
    let cost = m.amm.quote_exact_out(&m.a, &m.b, &10_000, &none);
    assert_eq!(
        m.amm
            .try_swap_exact_out(&m.a, &m.b, &10_000, &(cost - 1), &m.trader, &none),
        Err(Ok(AmmError::InputTooLarge.into()))
    );
}

#[test]
fn nonsense_is_refused() {
    let m = Market::open();
    let none = m.no_data();
    let foreign = Address::generate(&m.e);
    let data = Bytes::from_array(&m.e, &[1]);
    for (token_in, token_out) in [(&m.a, &m.a), (&foreign, &m.a), (&m.a, &foreign)] {
        assert_eq!(
            m.amm.try_quote_exact_in(token_in, token_out, &1_000, &none),
            Err(Ok(AmmError::UnknownToken.into()))
        );
    }
    assert_eq!(
        m.amm.try_quote_exact_in(&m.a, &m.b, &1_000, &data),
        Err(Ok(AmmError::DataNotEmpty.into()))
    );
    assert_eq!(m.amm.quote_exact_in(&m.a, &m.b, &0, &none), 0);
    assert_eq!(m.amm.quote_exact_in(&m.a, &m.b, &-5, &none), 0);
    assert_eq!(m.amm.quote_exact_in(&m.b, &m.a, &3, &none), 0);
    assert_eq!(
        m.amm.try_swap_exact_in(&m.b, &m.a, &3, &0, &m.trader, &none),
        Err(Ok(AmmError::ZeroOutput.into()))
    );
    for amount in [0, -1] {
        assert_eq!(
            m.amm.try_swap_exact_in(&m.a, &m.b, &amount, &0, &m.trader, &none),
            Err(Ok(AmmError::InvalidAmount.into()))
        );
    }
    assert_eq!(
        m.amm.try_quote_exact_out(&m.a, &m.b, &4_000_000, &none),
        Err(Ok(AmmError::NoLiquidity.into()))
    );
}

#[test]
fn no_pair_of_trades_gains_and_the_product_never_falls() {
    let mut seed = 7u64;
    let mut next = |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i128::from((seed >> 33) % below)
    };
    let e = Env::default();
    for _ in 0..5_000 {
        let (x, y) = (next(1 << 30) + 1_000, next(1 << 30) + 1_000);
        let amount = next(1 << 24) + 1;
        let out = curve::quote_exact_in(&e, x, y, amount);
        assert!((x + amount) * (y - out) >= x * y);
        assert!(curve::quote_exact_in(&e, y - out, x + amount, out) <= amount);
        if out > 0 {
            let cost = curve::quote_exact_out(&e, x, y, out).expect("out is below the reserve");
            assert!(
                curve::quote_exact_in(&e, x, y, cost) >= out,
                "an exact-out quote must buy what it says"
            );
        }
    }
}

/// Reserves of tokens with 18 decimals leave 128 bits when multiplied.
#[test]
fn large_amounts_are_quoted_like_small_ones() {
    let e = Env::default();
    let wide = 10i128.pow(27);
    let (x, y) = (5 * 10i128.pow(4) * wide, 2 * 10i128.pow(6) * wide);
    let small = curve::quote_exact_in(&e, 50_000, 2_000_000, 1_000);
    let out = curve::quote_exact_in(&e, x, y, 1_000 * wide);
    assert_eq!((small, out / wide), (39_100, 39_100));
    let cost = curve::quote_exact_out(&e, x, y, out).expect("out is below the reserve");
    assert!(cost <= 1_000 * wide + 1 && cost > 999 * wide, "{cost}");
    assert!(curve::quote_exact_in(&e, x, y, cost) >= out);
}

#[test]
fn no_amount_makes_a_quote_trap() {
    let e = Env::default();
    let amounts = [
        0,
        1,
        1_000,
        1 << 64,
        1 << 100,
        1 << 116,
        1 << 120,
        i128::MAX - 1,
        i128::MAX,
    ];
    for x in amounts {
        for y in amounts {
            for amount in amounts {
                assert!(curve::quote_exact_in(&e, x, y, amount) >= 0);
                assert!(curve::quote_exact_out(&e, x, y, amount).map_or(true, |cost| cost > 0));
            }
        }
    }
}
