//! Whole fills over each venue: the vault sells what the pool pays out, and buys what it must repay.
use nectar_interfaces::vault::{Order, Route, Swap};
use nectar_tests::{
    aquarius::Aquarius,
    blend::comet,
    ledger,
    net::Net,
    soroswap::Soroswap,
    tokens::{UNIT, mint},
    world::{Setup, World},
};
use soroban_sdk::{Address, Bytes, testutils::Address as _, token::TokenClient, vec};

use crate::desk::{
    self, XLM_PRICE, aquarius_venue, comet_venue, index_path, pool_index, pool_path, soroswap_venue,
};

/// Routes 0 to 2 are those of the lab's own markets.
pub const ROUTE: u32 = 3;
const DEPTH: i128 = 50_000 * UNIT;
/// EURC at 1.65 USDC.
const EURC_PRICE: i128 = 16_500_000;

/// One allowlisted route over a venue.
pub struct Shop {
    pub name: &'static str,
    pub venue: Address,
    pub data: Bytes,
    pub token: Address,
    pub event_bytes: u32,
    /// Everybody whom the adapter pays.
    pub counterparties: std::vec::Vec<Address>,
}

pub type Scene = (World, Shop, Order);
pub type Build = fn(&World, &Address, i128) -> Shop;

/// A ripe auction whose lot is sold over the venue alone.
pub const SELLING: [fn() -> Scene; 4] = [
    || selling(soroswap),
    || selling(soroswap_two_hops),
    || selling(aquarius),
    || selling(comet_pool),
];

/// A ripe auction whose bid is bought over the venue alone.
pub const BUYING: [fn() -> Scene; 4] = [
    || buying(soroswap),
    || buying(soroswap_two_hops),
    || buying(aquarius),
    || buying(comet_pool),
];

pub fn soroswap(world: &World, token: &Address, price: i128) -> Shop {
    let (e, usdc) = (&world.e, &world.tokens.usdc);
    let dex = Soroswap::deploy(e);
    let pair = dex.usdc_pair(e, usdc, token, price);
    shop(
        "soroswap",
        soroswap_venue(e, &dex),
        pool_path(e, &[usdc, token], &[&pair]),
        token,
        2_000,
        &[&dex.router, &pair],
    )
}

/// By way of AQUA.
pub fn soroswap_two_hops(world: &World, token: &Address, price: i128) -> Shop {
    let (e, usdc, aqua) = (&world.e, &world.tokens.usdc, &world.tokens.aqua);
    let dex = Soroswap::deploy(e);
    let first = dex.usdc_pair(e, usdc, aqua, 100_000);
    let second = dex.pair(e, (aqua, 100 * DEPTH), (token, DEPTH * UNIT / price));
    shop(
        "soroswap, two hops",
        soroswap_venue(e, &dex),
        pool_path(e, &[usdc, aqua, token], &[&first, &second]),
        token,
        3_000,
        &[&dex.router, &first, &second],
    )
}

pub fn aquarius(world: &World, token: &Address, price: i128) -> Shop {
    let (e, usdc) = (&world.e, &world.tokens.usdc);
    let dex = Aquarius::deploy(e);
    let index = pool_index(e, 1);
    let pool = dex.usdc_pool(e, &index, usdc, token, price);
    shop(
        "aquarius",
        aquarius_venue(e, &dex),
        index_path(e, &[usdc, token], &[&index]),
        token,
        2_500,
        &[&dex.router, &pool],
    )
}

/// The unmodified Comet with the token in BLND's place: 80 % of its value.
pub fn comet_pool(world: &World, token: &Address, price: i128) -> Shop {
    let (e, usdc) = (&world.e, &world.tokens.usdc);
    let (admin, tokens) = (Address::generate(e), 4 * DEPTH * UNIT / price);
    mint(e, usdc, &admin, DEPTH);
    mint(e, token, &admin, tokens);
    let pool = e.register(comet::WASM, ());
    comet::Client::new(e, &pool).mock_all_auths().init(
        &admin,
        &vec![e, token.clone(), usdc.clone()],
        &vec![e, 8_000_000, 2_000_000],
        &vec![e, tokens, DEPTH],
        &30_000,
    );
    let data = pool_path(e, &[usdc, token], &[&pool]);
    shop("comet", comet_venue(e), data, token, 2_000, &[&pool])
}

fn shop(
    name: &'static str,
    venue: Address,
    data: Bytes,
    token: &Address,
    event_bytes: u32,
    known: &[&Address],
) -> Shop {
    Shop {
        name,
        venue,
        data,
        token: token.clone(),
        event_bytes,
        counterparties: known.iter().map(|address| (*address).clone()).collect(),
    }
}

/// 207 USDC for 3,156.75 XLM, the auction of blend-v2.md §14.4, at age 200.
pub fn selling(build: Build) -> Scene {
    let (world, shop) = with_route(build, |world| (world.tokens.xlm.clone(), XLM_PRICE));
    let user = world.open_auction();
    ledger::advance_frozen(&world.e, 201);
    let order = order(&world, &shop, &user);
    (world, shop, order)
}

/// EURC lent against USDC, at age 250.
pub fn buying(build: Build) -> Scene {
    let (world, shop) = with_route(build, |world| (world.tokens.eurc.clone(), EURC_PRICE));
    let (eurc, usdc) = (world.tokens.eurc.clone(), world.tokens.usdc.clone());
    let user = world.borrower(&[(&usdc, 375 * UNIT)], &[(&eurc, 200 * UNIT)]);
    world.set_price(&eurc, EURC_PRICE);
    let (bid, lot) = (world.addresses(&[&eurc]), world.addresses(&[&usdc]));
    let opened = (1..=100).any(|percent| {
        let tried = world.pool().try_new_auction(&0, &user, &bid, &lot, &percent);
        matches!(tried, Ok(Ok(_)))
    });
    assert!(opened, "no percent is valid");
    ledger::advance(&world.e, 251);
    let order = order(&world, &shop, &user);
    (world, shop, order)
}

fn with_route(build: Build, of: impl Fn(&World) -> (Address, i128)) -> (World, Shop) {
    let mut built = None;
    let world = World::prepared(&Setup::default(), |world| {
        let (token, price) = of(world);
        let shop = build(world, &token, price);
        let route = Route {
            data: shop.data.clone(),
            event_bytes: shop.event_bytes,
            token,
            venue: shop.venue.clone(),
        };
        assert_eq!(world.vault().mock_all_auths().add_route(&route), ROUTE);
        built = Some(shop);
    });
    (world, built.expect("the vault was configured"))
}

/// The token over the venue alone.
pub fn order(world: &World, shop: &Shop, user: &Address) -> Order {
    let swap = Swap {
        route: ROUTE,
        token: shop.token.clone(),
        weight_bps: 10_000,
    };
    Order {
        swaps: vec![&world.e, swap],
        ..world.order(user, 100)
    }
}

fn assert_nothing_left(world: &World, shop: &Shop) {
    let e = &world.e;
    let tokens = [&world.tokens.usdc, &shop.token, &world.tokens.aqua];
    for token in tokens {
        assert_eq!(world.balance(token, &shop.venue), 0, "{}", shop.name);
        let client = TokenClient::new(e, token);
        for spender in shop
            .counterparties
            .iter()
            .chain([&shop.venue, &world.pool.address])
        {
            assert_eq!(client.allowance(&world.vault, spender), 0, "{}", shop.name);
            assert_eq!(client.allowance(&shop.venue, spender), 0, "{}", shop.name);
        }
    }
}

#[test]
fn a_fill_sells_its_lot_over_each_venue() {
    for open in SELLING {
        let (world, shop, order) = open();
        let lab = world.market(&world.tokens.xlm).client(&world.e).pair();
        let receipt = world.try_fill(&order).expect("a fill");
        println!(
            "{}: profit {} of an edge of {}",
            shop.name, receipt.profit, receipt.edge
        );
        assert_eq!(receipt.spent, 207 * UNIT);
        assert!(receipt.profit > 25 * UNIT && receipt.profit < receipt.edge);
        assert_eq!(world.market(&world.tokens.xlm).client(&world.e).pair(), lab);
        assert_eq!(world.balance(&shop.token, &world.vault), 0);
    }
}

#[test]
fn a_fill_buys_its_bid_over_each_venue() {
    for open in BUYING {
        let (world, shop, order) = open();
        let receipt = world.try_fill(&order).expect("a fill");
        println!(
            "{}: spent {} for a profit of {}",
            shop.name, receipt.spent, receipt.profit
        );
        assert!(receipt.profit > 0 && receipt.profit < receipt.edge);
        assert_eq!(world.balance(&shop.token, &world.vault), 0);
    }
}

/// Pool, venue, router, pair and Comet each try to take USDC and the traded token of the vault and of the adapter, as if
/// whoever made them had kept a way to.
fn take_everything(world: &World, shop: &Shop) {
    let others = [&shop.venue, &world.pool.address];
    for spender in shop.counterparties.iter().chain(others) {
        for token in [&world.tokens.usdc, &shop.token] {
            let client = TokenClient::new(&world.e, token);
            for owner in [&world.vault, &shop.venue] {
                for amount in [1, UNIT, client.balance(owner).max(1)] {
                    let taken = world.e.as_contract(spender, || {
                        client.try_transfer_from(spender, owner, spender, &amount).is_ok()
                    });
                    assert!(!taken, "{} took {amount}", shop.name);
                }
            }
        }
    }
}

#[test]
fn lingering_allowance_to_pool_venue_or_comet_is_none() {
    for open in SELLING.into_iter().chain(BUYING) {
        let (world, shop, order) = open();
        world.try_fill(&order).expect("a fill");
        let others = [&shop.venue, &world.pool.address];
        let band: std::vec::Vec<&Address> = shop.counterparties.iter().chain(others).collect();
        let name = format!("lingering allowance, {}", shop.name);
        let net = Net::open(&world, name, &band);
        take_everything(&world, &shop);
        let gains = net.close();
        assert_eq!((gains.attacker, gains.depositors), (0, 0));
        assert_nothing_left(&world, &shop);
    }
}

/// The vault's own USDC for LP tokens of the real Comet and back, as fills of types 1 and 2 do.
#[test]
fn lp_tokens_are_bought_exactly_and_sold_whole() {
    let desk = desk::Desk::comet_lp();
    let (usdc, lp) = (desk.usdc().clone(), desk.token.clone());
    let (wanted, owned) = (200 * UNIT, desk.held(&lp, &desk.trader));
    let cost = desk.client().quote_exact_out(&usdc, &lp, &wanted, &desk.data);
    desk.give(&usdc, cost);
    assert_eq!(desk.try_buy(&usdc, &lp, wanted, cost), Ok(cost));
    assert_eq!(
        (desk.held(&lp, &desk.trader), desk.held(&usdc, &desk.trader)),
        (owned + wanted, 0)
    );
    let quote = desk.client().quote_exact_in(&lp, &usdc, &wanted, &desk.data);
    assert_eq!(desk.try_sell(&lp, &usdc, wanted, quote), Ok(quote));
    println!("{wanted} LP: in for {cost}, out for {quote}");
    assert!(quote < cost && quote * 100 > cost * 99);
    desk.assert_clean();
}
