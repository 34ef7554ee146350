//! A keeper who owns a market and wants the vault to trade there, as much and as often as possible.
use nectar_interfaces::vault::{FillReceipt, Order, Swap};
use nectar_tests::{
    attack::profit_floor,
    faulty::Fault,
    ledger,
    market::Market,
    net::{Gains, Net},
    ripe::ripen,
    signed::Refusal,
    tokens::UNIT,
    world::{Setup, World},
};
use soroban_sdk::{Address, Vec};

const AGE: u32 = 250;
const LOT: i128 = 2_367_562_500;
const DEEP: u32 = 0;
/// The keeper's own market of XLM, after the three usual ones.
const OWN: u32 = 3;

/// The deep market is everybody's, the thin one the keeper's, and both are on the list.
fn with_own_market(thin: i128) -> (World, Market, Order) {
    let setup = Setup::default();
    let mut own = None;
    let world = World::prepared(&setup, |world| {
        let usdc = &world.tokens.usdc;
        let market = Market::deploy(&world.e, world.code, &world.operator, usdc, &world.tokens.xlm);
        let vault = world.vault();
        assert_eq!(vault.mock_all_auths().add_route(&world.route(&market)), OWN);
        own = Some(market);
    });
    let own = own.expect("the vault was configured");
    own.fund(&world.e, thin * UNIT, 750_000);
    let order = ripen(&world, setup.depth, AGE);
    (world, own, order)
}

fn legs(world: &World, parts: &[(u32, u32)]) -> Vec<Swap> {
    let xlm = &world.tokens.xlm;
    let swaps = parts.iter().map(|(route, weight_bps)| Swap {
        route: *route,
        token: xlm.clone(),
        weight_bps: *weight_bps,
    });
    Vec::from_iter(&world.e, swaps)
}

/// With the market's owner, who is the operator too, on one side and the depositors on the other.
fn fill(thin: i128, label: &str, parts: &[(u32, u32)]) -> (Gains, Result<FillReceipt, Refusal>) {
    let (world, own, mut order) = with_own_market(thin);
    order.swaps = legs(&world, parts);
    // Tokens that the auction does not have: whoever could make the vault buy them would sell them to it.
    for (route, token) in [(1, &world.tokens.eurc), (2, &world.tokens.aqua)] {
        order.swaps.push_back(Swap {
            route,
            token: token.clone(),
            weight_bps: 10_000,
        });
    }
    let name = format!("wash swaps, own market of {thin} USDC, {label}");
    let net = Net::open(&world, name, &[&world.operator, &world.session, &own.venue]);
    let outcome = world.try_fill(&order);
    let t = &world.tokens;
    for token in [&t.xlm, &t.eurc, &t.aqua] {
        assert_eq!(world.balance(token, &world.vault), 0, "not a stroop too many");
    }
    let sold = LOT * UNIT / 750_000;
    let in_own = world.balance(&t.xlm, &own.venue) - thin * UNIT * UNIT / 750_000;
    assert!(
        (0..=sold + 1).contains(&in_own),
        "no more is traded than the lot: {in_own}"
    );
    (net.close(), outcome)
}

#[test]
fn wash_swaps_gain_no_more_than_the_floor_leaves() {
    let (honest, receipt) = fill(50_000, "honest", &[(DEEP, 10_000)]);
    let receipt = receipt.expect("ripe");
    let floor = profit_floor(&receipt, LOT);
    assert_eq!(
        (honest.attacker, honest.depositors),
        (receipt.fee, receipt.profit - receipt.fee)
    );
    let mut best = honest.attacker;
    let wash: [(&str, &[(u32, u32)]); 4] = [
        ("all of it", &[(OWN, 10_000)]),
        ("half of it", &[(DEEP, 5_000), (OWN, 5_000)]),
        // The fee of a market is its owner's: many small legs pay no more of it than one.
        ("in ten slices", &[(OWN, 1_000); 10]),
        (
            "to and fro",
            &[(OWN, 2_500), (DEEP, 2_500), (OWN, 2_500), (DEEP, 2_500)],
        ),
    ];
    for thin in [1_000, 4_000, 50_000] {
        for (label, parts) in wash {
            let (gains, outcome) = fill(thin, label, parts);
            match outcome {
                Ok(filled) => {
                    assert_eq!(
                        filled.spent, receipt.spent,
                        "the vault trades what the auction says"
                    );
                    assert!(
                        gains.depositors * 10 >= floor * 9,
                        "{label}: {gains:?} under {floor}"
                    );
                    // All there is to share is the edge.
                    assert!(gains.attacker + gains.depositors <= receipt.edge + 10);
                    best = best.max(gains.attacker);
                }
                Err(refusal) => {
                    assert_eq!(refusal, Refusal::Code(2163), "{label}");
                    assert_eq!((gains.attacker, gains.depositors), (0, 0));
                }
            }
        }
    }
    println!(
        "the best wash brings {best}, honesty {}, the bound is {}",
        honest.attacker,
        receipt.edge - floor * 9 / 10
    );
    assert!(
        best > honest.attacker,
        "no wash was tried that pays: the test shows nothing"
    );
    assert!(best <= receipt.edge - floor * 9 / 10);
}

/// Debt in EURC, which only the keeper sells, against XLM.
fn debt_in_euro(fault: Option<Fault>) -> (World, Order, Address) {
    let world = World::new(&Setup::default());
    let (eurc, xlm) = (world.tokens.eurc.clone(), world.tokens.xlm.clone());
    let user = world.borrower(&[(&xlm, 5_000 * UNIT)], &[(&eurc, 250 * UNIT)]);
    world.set_price(&xlm, 750_000);
    world.market(&xlm).reset(&world.e, 50_000 * UNIT, 750_000);
    world.open_largest_auction(&user, &[&eurc], &[&xlm]);
    let market = world.market(&eurc);
    if let Some(fault) = fault {
        market.turn_bad(&world.e, 11_500_000, fault);
    }
    let venue = market.venue.clone();
    ledger::advance_frozen(&world.e, 1 + AGE);
    let order = world.order(&user, 100);
    (world, order, venue)
}

/// The vault's EURC, and what the seller and operator gained.
fn buy(label: &str, fault: Option<Fault>, parts: u32, percents: &[u32]) -> (Gains, Outcomes) {
    let (world, order, venue) = debt_in_euro(fault);
    let eurc = &world.tokens.eurc;
    let mut swaps: Vec<Swap> = Vec::new(&world.e);
    swaps.push_back(order.swaps.get_unchecked(0));
    for _ in 0..parts {
        swaps.push_back(Swap {
            route: 1,
            token: eurc.clone(),
            weight_bps: 10_000 / parts,
        });
    }
    let name = format!("over-buying, {label}");
    let net = Net::open(&world, name, &[&world.operator, &world.session, &venue]);
    let tried = percents.iter().map(|percent| {
        world.try_fill(&Order {
            percent: *percent,
            swaps: swaps.clone(),
            ..order.clone()
        })
    });
    let outcomes: Outcomes = tried.collect();
    assert_eq!(
        world.balance(eurc, &world.vault),
        0,
        "nothing is bought to be kept"
    );
    assert!(world.pool().get_positions(&world.vault).supply.is_empty());
    (net.close(), outcomes)
}

type Outcomes = std::vec::Vec<Result<FillReceipt, Refusal>>;

#[test]
fn over_buying_is_impossible_in_one_piece_or_in_many() {
    let (_, whole) = buy("one leg", None, 1, &[100]);
    let whole = whole[0].clone().expect("ripe");
    let (gains, legs) = buy("eight legs", None, 8, &[100]);
    let legs = legs[0].clone().expect("ripe");
    // Each leg rounds against the vault once.
    assert!(
        (legs.spent - whole.spent).abs() <= 8 + whole.spent / 1_000,
        "{legs:?} {whole:?}"
    );
    assert!(gains.depositors * 10 >= profit_floor(&legs, 2 * LOT) * 9);
    let slices = [10, 11, 12, 14, 16, 20, 25, 33, 50, 100];
    let (gains, parts) = buy("ten fills", None, 1, &slices);
    let filled: std::vec::Vec<FillReceipt> = parts.into_iter().map(|part| part.expect("ripe")).collect();
    let spent: i128 = filled.iter().map(|part| part.spent).sum();
    let profit: i128 = filled.iter().map(|part| part.profit).sum();
    assert!(
        (spent - whole.spent).abs() <= whole.spent / 1_000,
        "{spent} {whole:?}"
    );
    assert!(profit <= whole.profit + whole.spent / 1_000);
    assert!(gains.depositors > 0);
}

/// More than was asked for would be his gift, were it not the price that he sets: neither is taken.
#[test]
fn a_seller_who_delivers_more_or_asks_more_gains_nothing() {
    for (label, fault, code) in [
        ("a tenth more delivered", Fault::Delivers(11_000), 2155),
        ("a third more asked", Fault::Overcharges(13_333), 2163),
    ] {
        let (gains, outcomes) = buy(label, Some(fault), 1, &[100]);
        assert_eq!(outcomes, [Err(Refusal::Code(code))], "{label}");
        assert_eq!((gains.attacker, gains.depositors), (0, 0));
    }
}
