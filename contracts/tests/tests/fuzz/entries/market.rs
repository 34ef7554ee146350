//! Oracle, venues and faucet: what others run around the vault.
use nectar_interfaces::oracle::Asset;
use nectar_tests::tokens::UNIT;
use soroban_sdk::{Address, Bytes, IntoVal, Symbol};

use super::{admin, plain, transfer, vault::of_account};
use crate::{
    stage::{Exchange, Stage, TRADER},
    step::Dice,
    table::{Draft, Row, entry},
};

const ORACLE: &str = "mock-oracle";
const AMM: &str = "lab-amm";
const FAUCET: &str = "faucet";
const COMET: &str = "comet-venue";
const SOROSWAP: &str = "soroswap-venue";
const AQUARIUS: &str = "aquarius-venue";

pub static ROWS: &[Row] = &[
    entry(ORACLE, "set_price", 2, |s, d| {
        let old = d.pick(&[0u64, 60, 901, 3_601]);
        let (asset, price) = (asset(s, d), d.amount(UNIT));
        Draft::by(admin(s, ORACLE, d), (asset, price, s.now() - old).into_val(s.e()))
    }),
    entry(ORACLE, "set_price_fresh", 2, |s, d| {
        let (asset, price) = (asset(s, d), d.amount(UNIT));
        Draft::by(admin(s, ORACLE, d), (asset, price).into_val(s.e()))
    }),
    entry(ORACLE, "remove_price", 1, |s, d| {
        Draft::by(admin(s, ORACLE, d), (asset(s, d),).into_val(s.e()))
    }),
    entry(ORACLE, "admin", 1, plain).always(),
    entry(ORACLE, "propose_admin", 2, |s, d| {
        super::propose_admin(s, d, ORACLE)
    }),
    entry(ORACLE, "accept_admin", 2, |s, d| {
        super::accept_admin(s, d, ORACLE)
    }),
    entry(ORACLE, "bump", 1, plain).always(),
    entry(ORACLE, "base", 1, plain).always(),
    entry(ORACLE, "assets", 1, plain).always(),
    entry(ORACLE, "decimals", 1, plain).always(),
    entry(ORACLE, "resolution", 1, plain).always(),
    entry(ORACLE, "price", 1, |s, d| {
        Draft::open((asset(s, d), d.next()).into_val(s.e()))
    })
    .always(),
    entry(ORACLE, "prices", 1, |s, d| {
        Draft::open((asset(s, d), d.small(0, 3)).into_val(s.e()))
    })
    .always(),
    entry(ORACLE, "lastprice", 1, |s, d| {
        Draft::open((asset(s, d),).into_val(s.e()))
    })
    .always(),
    entry(AMM, "pair", 1, plain).always(),
    entry(AMM, "add_liquidity", 2, |s, d| {
        let (usdc, token, venue) = (s.usdc(), s.token(s.exchanges[0].reserve), s.contract(AMM));
        let (a, b) = (d.amount(UNIT), d.amount(UNIT));
        let legs = [(usdc, a), (token, b)];
        let paid = legs.iter().filter(|(_, amount)| *amount > 0);
        let below = paid
            .map(|(token, amount)| transfer(s, token, TRADER, &venue, *amount))
            .collect();
        Draft::open((s.address(TRADER), a, b).into_val(s.e())).and(TRADER, below)
    }),
    entry(AMM, "remove_liquidity", 1, |s, d| {
        let (a, b) = (d.amount(UNIT), d.amount(UNIT));
        Draft::by(admin(s, AMM, d), (s.anybody(d), a, b).into_val(s.e()))
    }),
    entry(AMM, "sync", 1, plain),
    entry(AMM, "admin", 1, plain).always(),
    entry(AMM, "propose_admin", 2, |s, d| super::propose_admin(s, d, AMM)),
    entry(AMM, "accept_admin", 2, |s, d| super::accept_admin(s, d, AMM)),
    entry(AMM, "bump", 1, plain).always(),
    entry(AMM, "quote_exact_in", 1, |s, d| quote(s, d, 0)),
    entry(AMM, "quote_exact_out", 1, |s, d| quote(s, d, 0)),
    entry(AMM, "swap_exact_in", 2, |s, d| swap(s, d, 0, false)),
    entry(AMM, "swap_exact_out", 2, |s, d| swap(s, d, 0, true)),
    entry(SOROSWAP, "router", 1, plain).always(),
    entry(SOROSWAP, "bump", 1, plain).always(),
    entry(SOROSWAP, "version", 1, plain).always(),
    entry(SOROSWAP, "quote_exact_in", 1, |s, d| quote(s, d, 3)),
    entry(SOROSWAP, "quote_exact_out", 1, |s, d| quote(s, d, 3)),
    entry(SOROSWAP, "swap_exact_in", 2, |s, d| swap(s, d, 3, false)),
    entry(SOROSWAP, "swap_exact_out", 2, |s, d| swap(s, d, 3, true)),
    entry(AQUARIUS, "router", 1, plain).always(),
    entry(AQUARIUS, "bump", 1, plain).always(),
    entry(AQUARIUS, "version", 1, plain).always(),
    entry(AQUARIUS, "quote_exact_in", 1, |s, d| quote(s, d, 4)),
    entry(AQUARIUS, "quote_exact_out", 1, |s, d| quote(s, d, 4)),
    entry(AQUARIUS, "swap_exact_in", 2, |s, d| swap(s, d, 4, false)),
    entry(AQUARIUS, "swap_exact_out", 2, |s, d| swap(s, d, 4, true)),
    entry(COMET, "bump", 1, plain).always(),
    entry(COMET, "version", 1, plain).always(),
    entry(COMET, "quote_exact_in", 2, |s, d| quote(s, d, 5)),
    entry(COMET, "quote_exact_out", 2, |s, d| quote(s, d, 5)),
    entry(COMET, "swap_exact_in", 2, |s, d| swap(s, d, 5, false)),
    entry(COMET, "swap_exact_out", 2, |s, d| swap(s, d, 5, true)),
    entry(FAUCET, "drip", 3, |s, d| {
        Draft::open((s.anybody(d), d.amount(300 * UNIT)).into_val(s.e()))
    }),
    entry(FAUCET, "available", 1, of_account).always(),
    entry(FAUCET, "token", 1, plain).always(),
    entry(FAUCET, "daily_cap", 1, plain).always(),
    entry(FAUCET, "bump", 1, plain).always(),
];

fn asset(s: &Stage, d: &mut Dice) -> Asset {
    if d.one_in(8) {
        Asset::Other(Symbol::new(s.e(), "EUR"))
    } else {
        Asset::Stellar(s.any_token(d))
    }
}

/// Venue, the two tokens in the direction of the dice, and the route's data.
fn direction(s: &Stage, d: &mut Dice, exchange: usize) -> (Address, Address, Address, Bytes) {
    let (venue, token, data) = match s.exchanges.get(exchange) {
        Some(Exchange {
            venue, reserve, data, ..
        }) => (venue.clone(), s.token(*reserve), data.clone()),
        None => (
            s.comet_venue.clone(),
            s.world.tokens.blnd.clone(),
            s.comet_data.clone(),
        ),
    };
    let data = if d.one_in(16) {
        Bytes::from_array(s.e(), &[1])
    } else {
        data
    };
    let (usdc, token) = (s.usdc(), if d.one_in(16) { s.any_token(d) } else { token });
    if !d.one_in(2) {
        (venue, usdc, token, data)
    } else {
        (venue, token, usdc, data)
    }
}

fn quote(s: &mut Stage, d: &mut Dice, exchange: usize) -> Draft {
    let (_, token_in, token_out, data) = direction(s, d, exchange);
    Draft::open((token_in, token_out, d.amount(UNIT), data).into_val(s.e()))
}

/// The trader pays first, mostly; then anybody calls.
fn swap(s: &mut Stage, d: &mut Dice, exchange: usize, exact_out: bool) -> Draft {
    let (venue, token_in, token_out, data) = direction(s, d, exchange);
    let (amount, bound) = (d.amount(UNIT), if exact_out { 20 * UNIT } else { 0 });
    let paid = if exact_out { bound } else { amount };
    if !d.one_in(6) && (1..=1_000 * UNIT).contains(&paid) {
        let args = (s.address(TRADER), venue, paid).into_val(s.e());
        s.sure(TRADER, &token_in, "transfer", args, vec![]);
    }
    let to = s.anybody(d);
    Draft::open((token_in, token_out, amount, bound, to, data).into_val(s.e()))
}
