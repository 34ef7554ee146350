//! Lots the vault might not be able to handle: too many legs, one of them paused, without a market, or of a token that
//! the vault cannot receive. Whoever borrows picks his collateral, and so the legs.
use liquidation_lab::LiquidationLabClient;
use nectar_interfaces::{
    blend::{ReserveConfig, request},
    vault::{Order, Route, Scope, Swap},
};
use nectar_tests::{
    blend,
    code::Code,
    ledger,
    market::Market,
    net::Net,
    pool::{PoolKind, PoolSettings, reserve_config},
    refused::assert_refused_with,
    ripe::{FULL_AGE, ripen},
    tokens::{UNIT, set_frozen},
    world::{PRICES, Setup, World},
};
use soroban_sdk::{Address, Vec};

const LEGS: u32 = 8;
/// Events of one leg on `lab-amm`, and on an exchange like Soroswap.
const CHEAP: u32 = 472;
const DEAR: u32 = 2_000;
const EVENT_BYTES: u32 = 16_384;
const INSTRUCTIONS: i64 = 400_000_000;
const HOUR: u64 = 3_600;

/// A world with five reserves more, each with a market and a route, and the markets of all eight volatile ones.
struct Wide {
    world: World,
    markets: std::vec::Vec<Market>,
}

impl Wide {
    fn new(kind: PoolKind, code: Code, event_bytes: u32) -> Wide {
        let settings = PoolSettings {
            max_positions: LEGS + 1,
            ..PoolSettings::default()
        };
        let setup = Setup {
            code,
            settings,
            ..Setup::of(kind)
        };
        let mut markets = std::vec::Vec::new();
        let world = World::prepared(&setup, |world| {
            markets = (0..5).map(|_| add_reserve(world, event_bytes)).collect();
        });
        let markets = world.markets.iter().cloned().chain(markets).collect();
        Wide { world, markets }
    }

    /// 62.5 USDC worth of each of the eight as collateral for 290 USDC; then all fall by a quarter.
    fn open_auction(&self, age: u32) -> (Address, Order) {
        let w = &self.world;
        let price_of = |n: usize| if n < 3 { PRICES[n + 1] } else { 1_000_000 };
        let collateral: std::vec::Vec<(&Address, i128)> = self
            .markets
            .iter()
            .enumerate()
            .map(|(n, market)| (&market.token, 625 * UNIT * UNIT / 10 / price_of(n)))
            .collect();
        let user = w.borrower(&collateral, &[(&w.tokens.usdc, 290 * UNIT)]);
        for (n, market) in self.markets.iter().enumerate() {
            let fallen = price_of(n) * 3 / 4;
            w.set_price(&market.token, fallen);
            market.reset(&w.e, 50_000 * UNIT, fallen);
        }
        let lot: std::vec::Vec<&Address> = self.markets.iter().map(|market| &market.token).collect();
        w.open_largest_auction(&user, &[&w.tokens.usdc], &lot);
        ledger::advance_frozen(&w.e, 1 + age);
        let order = Order {
            swaps: self.swaps(0),
            ..w.order(&user, 100)
        };
        (user, order)
    }

    /// Every route for all of its token, without the last `omitted` of them.
    fn swaps(&self, omitted: usize) -> Vec<Swap> {
        let named = self.markets.len() - omitted;
        let swaps = (0u32..).zip(&self.markets[..named]).map(|(route, market)| Swap {
            route,
            token: market.token.clone(),
            weight_bps: 10_000,
        });
        Vec::from_iter(&self.world.e, swaps)
    }
}

/// A new asset at 0.1 USDC: priced, lent, traded and allowed.
fn add_reserve(world: &World, event_bytes: u32) -> Market {
    let e = &world.e;
    let issuer = world.tokens.issuer.clone();
    let token = e.register_stellar_asset_contract_v2(issuer).address();
    world.set_price(&token, 1_000_000);
    match world.pool.kind {
        PoolKind::Lab => {
            LiquidationLabClient::new(e, &world.pool.address)
                .mock_all_auths()
                .init_reserve(&token, &reserve_config(7_500_000, 7_500_000));
        }
        PoolKind::Blend => queue_reserve(world, &token),
    }
    world.mint(&token, &world.lender, 1_000_000 * UNIT);
    world.submit(&world.lender, &[(request::SUPPLY, &token, 1_000_000 * UNIT)]);
    let market = Market::deploy(e, world.code, &world.admin, &world.tokens.usdc, &token);
    market.fund(e, 50_000 * UNIT, 1_000_000);
    world.vault().mock_all_auths().allow_asset(&token);
    world.vault().mock_all_auths().add_route(&Route {
        event_bytes,
        ..world.route(&market)
    });
    market
}

/// A pool that is open takes a reserve a week after it was announced.
fn queue_reserve(world: &World, token: &Address) {
    let index = world.pool().get_reserve_list().len();
    let config = ReserveConfig {
        index,
        ..reserve_config(7_500_000, 7_500_000)
    };
    let pool = blend::pool::Client::new(&world.e, &world.pool.address);
    pool.mock_all_auths()
        .queue_set_reserve(token, &blend::reserve_config(&config));
    ledger::wait(&world.e, 7 * 86_400);
    pool.mock_all_auths().set_reserve(token);
}

#[test]
fn a_lot_with_eight_legs_is_filled_within_one_transaction() {
    for (kind, code) in [(PoolKind::Lab, Code::Native), (PoolKind::Blend, Code::Wasm)] {
        let wide = Wide::new(kind, code, CHEAP);
        let (user, order) = wide.open_auction(FULL_AGE);
        let w = &wide.world;
        let net = Net::open(w, format!("a lot with eight legs, {kind:?}"), &[&user]);
        let receipt = w.try_fill(&order).expect("it fits");
        let used = w.e.cost_estimate().resources();
        let (events, instructions) = (used.contract_events_size_bytes, used.instructions);
        println!("eight legs, {kind:?}: {events} B of events, {instructions} instructions");
        let gains = net.close();
        assert!(gains.attacker < 0, "he is liquidated like anybody");
        assert_eq!(gains.depositors, receipt.profit - receipt.fee);
        assert!(events + 200 <= EVENT_BYTES, "with the answer: {events}");
        assert!(instructions < INSTRUCTIONS, "{instructions}");
        for market in &wide.markets {
            assert_eq!(w.balance(&market.token, &w.vault), 0);
        }
    }
}

/// On dearer exchanges eight legs are too much for one transaction: refused before anything moves, by the vault's own
/// code. Late enough the dearest can be left out, and is.
#[test]
fn a_lot_with_eight_dear_legs_is_refused_whole_and_filled_later_without_one() {
    for kind in [PoolKind::Lab, PoolKind::Blend] {
        let wide = Wide::new(kind, Code::Native, DEAR);
        let (user, order) = wide.open_auction(FULL_AGE);
        let w = &wide.world;
        let net = Net::open(w, format!("a lot with eight dear legs, {kind:?}"), &[&user]);
        assert_refused_with(w, &order, 2147);
        let gains = net.close();
        assert_eq!((gains.attacker, gains.depositors), (0, 0));

        let net = Net::open(
            w,
            format!("a lot with eight dear legs, later, {kind:?}"),
            &[&user],
        );
        let seven = Order {
            swaps: wide.swaps(1),
            ..order
        };
        assert_refused_with(w, &seven, 2160);
        ledger::advance_frozen(&w.e, 150);
        w.try_fill(&seven).expect("three quarters of the edge remain");
        let gains = net.close();
        assert!(gains.attacker < 0 && gains.depositors > 0, "{gains:?}");
    }
}

/// The pause looks at the auction, not at the order; and it ends by itself.
#[test]
fn a_lot_with_a_paused_asset_is_refused_however_it_is_named_and_filled_when_the_pause_ends() {
    let world = World::new(&Setup::default());
    let order = ripen(&world, Setup::default().depth, FULL_AGE);
    let xlm = Scope::Asset(world.tokens.xlm.clone());
    world.vault().mock_all_auths().pause(&xlm, &(72 * HOUR));
    let band = [&order.user, &world.operator, &world.session];
    let net = Net::open(&world, "a lot with a paused asset", &band);
    let disguises = [
        order.clone(),
        Order {
            swaps: Vec::new(&world.e),
            ..order.clone()
        },
        Order {
            percent: 1,
            ..order.clone()
        },
    ];
    for disguise in &disguises {
        assert_refused_with(&world, disguise, 2185);
    }
    let gains = net.close();
    assert_eq!((gains.attacker, gains.depositors), (0, 0));
    let shares = world.vault().balance(&world.lp);
    ledger::wait(&world.e, 72 * HOUR);
    world.try_fill(&order).expect("the pause is over");
    let vault = world.vault();
    let paid = vault
        .mock_all_auths()
        .redeem(&shares, &world.lp, &world.lp, &world.lp);
    assert!(paid >= 10_000 * UNIT);
}

/// A lot nobody can sell is not bought with the depositors' money, at any age: it counts nothing as profit.
#[test]
fn a_lot_with_no_route_is_never_paid_for() {
    let world = World::new(&Setup::default());
    let order = ripen(&world, Setup::default().depth, 180);
    let unsold = Order {
        swaps: Vec::new(&world.e),
        ..order.clone()
    };
    let start = world.pool().get_auction(&0, &order.user).block;
    let net = Net::open(&world, "a lot with no route", &[&order.user]);
    for _ in 0..25 {
        // Until the bid is gone the loss is below what any order asks; then it is below the vault's least profit.
        let age = world.e.ledger().sequence() - start;
        let code = if age < 400 { 2160 } else { 2161 };
        assert_refused_with(&world, &unsold, code);
        ledger::advance_frozen(&world.e, 10);
    }
    let gains = net.close();
    assert_eq!((gains.attacker, gains.depositors), (0, 0));
    // At age 430 the lot is free: with its route it is sold.
    let receipt = world.try_fill(&order).expect("the route is there all the same");
    assert_eq!(receipt.spent, 0);
}

/// The issuer of a token, or one who bribes him, keeps the vault from receiving it: auctions with that token stop, by the
/// token's own code, and nothing else does.
#[test]
fn a_token_that_cannot_be_received_stops_its_own_auctions_and_nothing_else() {
    let setup = Setup::default();
    let world = World::prepared(&setup, |world| world.tokens.empower_issuer());
    let t = world.tokens.clone();
    // One borrower has EURC as collateral, and owes USDC; the other is the usual one.
    let other = world.borrower(&[(&t.eurc, 100 * UNIT)], &[(&t.usdc, 98 * UNIT)]);
    let order = ripen(&world, setup.depth, FULL_AGE);
    set_frozen(&world.e, &t.xlm, &world.vault, true);
    let net = Net::open(&world, "a token that cannot be received", &[&order.user]);
    for swaps in [order.swaps.clone(), Vec::new(&world.e)] {
        let blocked = Order {
            swaps,
            ..order.clone()
        };
        assert_refused_with(&world, &blocked, 11);
    }
    let gains = net.close();
    assert_eq!((gains.attacker, gains.depositors), (0, 0));

    // Another auction, and an exit, as if nothing were.
    world.set_price(&t.eurc, 10_500_000);
    world.market(&t.eurc).reset(&world.e, 50_000 * UNIT, 10_500_000);
    world.open_largest_auction(&other, &[&t.usdc], &[&t.eurc]);
    ledger::advance_frozen(&world.e, 251);
    let receipt = world.try_fill(&world.order(&other, 100)).expect("it has no XLM");
    ledger::wait(&world.e, 60);
    let shares = world.vault().balance(&world.lp);
    let vault = world.vault();
    let paid = vault
        .mock_all_auths()
        .redeem(&shares, &world.lp, &world.lp, &world.lp);
    assert!(receipt.profit > 0 && paid > 10_000 * UNIT);

    set_frozen(&world.e, &t.xlm, &world.vault, false);
    world.deposit(&world.lp, 10_000 * UNIT);
    world.try_fill(&order).expect("as soon as it can be received");
}

/// Somebody borrows what the pool has left of the lot's token, so that the pool cannot pay the lot out: the vault, which
/// keeps no position, takes no more at once than is there, and the order's percent says how much.
#[test]
fn a_lot_the_pool_cannot_pay_out_is_refused_whole_and_filled_in_parts() {
    for kind in [PoolKind::Lab, PoolKind::Blend] {
        let setup = Setup {
            lent: 1_000,
            ..Setup::of(kind)
        };
        let world = World::new(&setup);
        let order = ripen(&world, setup.depth, FULL_AGE);
        let t = &world.tokens;
        // All but a twentieth of 15,000 XLM may be lent.
        let villain = world.borrower(&[(&t.usdc, 3_000 * UNIT)], &[(&t.xlm, 14_200 * UNIT)]);
        let name = format!("a lot the pool cannot pay out, {kind:?}");
        let net = Net::open(&world, name, &[&villain, &order.user]);
        // Blend's own: more of the reserve would be lent out than it allows.
        assert_refused_with(&world, &order, 1207);
        let part = Order {
            percent: 10,
            ..order.clone()
        };
        let receipt = world.try_fill(&part).expect("so much is there");
        let gains = net.close();
        assert!(gains.attacker < 0, "{gains:?}");
        assert_eq!(gains.depositors, receipt.profit - receipt.fee);
        // The next one who supplies or repays XLM frees the rest.
        world.mint(&t.xlm, &world.lender, 10_000 * UNIT);
        world.submit(&world.lender, &[(request::SUPPLY, &t.xlm, 10_000 * UNIT)]);
        world.try_fill(&order).expect("it is there again");
    }
}
