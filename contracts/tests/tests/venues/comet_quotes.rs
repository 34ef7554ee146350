//! Comet has no reads for what a join, an exit or a swap would take or pay: the adapter's own formulas against the
//! unmodified contract, over random pools and amounts.
use nectar_interfaces::venue::VenueClient;
use nectar_tests::{
    blend::comet,
    ledger,
    prng::SplitMix64,
    signed::{Outcome, Refusal, outcome},
    tokens::{Tokens, UNIT, balance, mint, transfer},
};
use soroban_sdk::{Address, Bytes, Env, testutils::Address as _, vec};

use crate::desk::{comet_venue, pool_path};

const POOLS: u64 = 24;
const TRADES: u64 = 12;

struct Rig {
    e: Env,
    pool: Address,
    venue: Address,
    trader: Address,
    a: Address,
    b: Address,
}

impl Rig {
    /// Weights from 10 to 90 %, fees from 0.0001 to 10 %, sides of up to a billion.
    fn random(prng: &mut SplitMix64) -> Rig {
        let e = ledger::env();
        let tokens = Tokens::issue(&e, 7);
        let (admin, trader) = (Address::generate(&e), Address::generate(&e));
        let weight = 1_000_000 + i128::from(prng.below(81)) * 100_000;
        let fee = *prng.pick(&[10, 3_000, 30_000, 1_000_000]);
        let [side_a, side_b] =
            [0; 2].map(|_| prng.amount(1, 9) * 10i128.pow(prng.small(9, 15)) + prng.amount(0, 999_999_937));
        let pool = e.register(comet::WASM, ());
        for (token, amount) in [(&tokens.blnd, side_a), (&tokens.usdc, side_b)] {
            mint(&e, token, &admin, amount);
            mint(&e, token, &trader, i128::from(i64::MAX) / 4);
        }
        comet::Client::new(&e, &pool).mock_all_auths().init(
            &admin,
            &vec![&e, tokens.blnd.clone(), tokens.usdc.clone()],
            &vec![&e, weight, UNIT - weight],
            &vec![&e, side_a, side_b],
            &fee,
        );
        // LP tokens to exit with.
        let lp = comet::Client::new(&e, &pool).get_total_supply();
        transfer(&e, &pool, &admin, &trader, lp / 2);
        let venue = comet_venue(&e);
        let (a, b) = (tokens.blnd.clone(), tokens.usdc.clone());
        Rig {
            e,
            pool,
            venue,
            trader,
            a,
            b,
        }
    }

    fn supply_of(&self, token: &Address) -> i128 {
        let pool = comet::Client::new(&self.e, &self.pool);
        if *token == self.pool {
            pool.get_total_supply()
        } else {
            pool.get_balance(token)
        }
    }

    fn data(&self, from: &Address, to: &Address) -> Bytes {
        pool_path(&self.e, &[from, to], &[&self.pool])
    }
}

/// From a millionth to a little over the most that a pool bears.
fn size(prng: &mut SplitMix64, side: i128) -> i128 {
    ((side * 2 / 5) >> prng.below(20)).max(1)
}

/// What Comet says of dust that its formulas cannot price (18), and of what its own limits forbid (17, 21).
const COMETS_OWN: [u32; 3] = [17, 18, 21];

impl Rig {
    fn venue(&self) -> VenueClient<'_> {
        VenueClient::new(&self.e, &self.venue)
    }

    /// Whether Comet traded, for exactly what was quoted.
    fn sells_as_quoted(&self, from: &Address, to: &Address, amount: i128) -> bool {
        let data = self.data(from, to);
        let quote = self.venue().quote_exact_in(from, to, &amount, &data);
        transfer(&self.e, from, &self.trader, &self.venue, amount);
        let tried = self
            .venue()
            .try_swap_exact_in(from, to, &amount, &0, &self.trader, &data);
        self.compare(
            outcome(tried),
            Some(quote).filter(|quote| *quote > 0),
            from,
            amount,
        )
    }

    fn buys_as_quoted(&self, from: &Address, to: &Address, amount: i128) -> bool {
        let data = self.data(from, to);
        let quote = outcome(self.venue().try_quote_exact_out(from, to, &amount, &data)).ok();
        let paid = quote.unwrap_or_else(|| balance(&self.e, from, &self.trader) / 2);
        if paid > balance(&self.e, from, &self.trader) {
            return false;
        }
        transfer(&self.e, from, &self.trader, &self.venue, paid);
        let tried = self
            .venue()
            .try_swap_exact_out(from, to, &amount, &paid, &self.trader, &data);
        self.compare(outcome(tried), quote, from, paid)
    }

    fn compare(&self, done: Outcome<i128>, quote: Option<i128>, from: &Address, paid: i128) -> bool {
        if let Ok(amount) = done {
            assert_eq!(Some(amount), quote);
            return true;
        }
        // Refused: back with the input.
        transfer(&self.e, from, &self.venue, &self.trader, paid);
        if quote.is_some() {
            let own = matches!(done, Err(Refusal::Code(code)) if COMETS_OWN.contains(&code));
            assert!(own, "{done:?} for a quote of {quote:?}");
        }
        false
    }
}

#[test]
fn quotes_equal_the_unmodified_comet_to_the_stroop() {
    let mut prng = SplitMix64::new(2026);
    let (mut traded, mut refused) = (0, 0);
    for _ in 0..POOLS {
        let rig = Rig::random(&mut prng);
        let (a, b, lp) = (&rig.a, &rig.b, &rig.pool);
        let pairs = [(a, b), (b, a), (a, lp), (b, lp), (lp, a), (lp, b)];
        for _ in 0..TRADES {
            let (from, to) = *prng.pick(&pairs);
            let done = if prng.below(2) == 0 {
                let amount = size(&mut prng, rig.supply_of(from));
                rig.sells_as_quoted(from, to, amount)
            } else {
                let amount = size(&mut prng, rig.supply_of(to));
                rig.buys_as_quoted(from, to, amount)
            };
            if done { traded += 1 } else { refused += 1 }
        }
    }
    println!("{traded} trades equal to the stroop, {refused} refused");
    assert!(traded >= POOLS * TRADES / 2, "{traded}");
}

#[test]
fn what_the_pool_would_refuse_is_quoted_as_no_trade() {
    let mut prng = SplitMix64::new(4);
    let rig = Rig::random(&mut prng);
    let venue = rig.venue();
    for (from, to) in [(&rig.a, &rig.b), (&rig.a, &rig.pool)] {
        let data = rig.data(from, to);
        let third = rig.supply_of(from) * 3_333_334 / 10_000_000;
        assert!(venue.quote_exact_in(from, to, &third, &data) > 0);
        assert_eq!(venue.quote_exact_in(from, to, &(third + 1), &data), 0);
        transfer(&rig.e, from, &rig.trader, &rig.venue, third + 1);
        let tried = venue.try_swap_exact_in(from, to, &(third + 1), &0, &rig.trader, &data);
        assert_eq!(outcome(tried), Err(Refusal::Code(17)));
    }
    for (from, to) in [(&rig.a, &rig.b), (&rig.pool, &rig.a)] {
        let data = rig.data(from, to);
        let half = rig.supply_of(to) / 2;
        let quoted = outcome(venue.try_quote_exact_out(from, to, &half, &data));
        assert_eq!(quoted, Err(Refusal::Code(2468)));
    }
    let whole = rig.supply_of(&rig.pool);
    let data = rig.data(&rig.pool, &rig.a);
    assert_eq!(venue.quote_exact_in(&rig.pool, &rig.a, &whole, &data), 0);
    let joined = outcome(venue.try_quote_exact_out(&rig.a, &rig.pool, &whole, &data));
    assert_eq!(joined, Err(Refusal::Code(2468)));
}
