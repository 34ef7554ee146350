//! A keeper who moves the venue, fills and moves it back, in one transaction, with any amount of money.
//!
//! Bound (the market at the oracle's price, nothing idle to arbitrage): what the attacker and the owners of the venue
//! gain together is at most the edge less the vault's own floor, so the depositors' share never falls below nine tenths
//! of `max(margin, min(edge − 2 % of the volume, 75 % of the edge))`.
use nectar_interfaces::vault::FillReceipt;
use nectar_tests::{
    attack::{Raid, profit_floor, usdc},
    ledger,
    net::{Gains, Net},
    pool::PoolKind,
    tokens::UNIT,
    world::{Setup, World},
};
use soroban_sdk::Address;

const ORACLE: i128 = 750_000;

/// One line of the table.
struct Case {
    depth: i128,
    /// USDC per XLM on the market and everywhere but in the oracle.
    market: i128,
    age: u32,
    /// The depositors' shares this order must leave them at least, in USDC cents; `None`: refused, attacked or not.
    least_honest: Option<i128>,
    least_attacked: Option<i128>,
}

const fn case(depth: i128, age: u32, least: Option<(i128, i128)>) -> Case {
    let (least_honest, least_attacked) = match least {
        Some((honest, attacked)) => (Some(honest), Some(attacked)),
        None => (None, None),
    };
    Case {
        depth,
        market: ORACLE,
        age,
        least_honest,
        least_attacked,
    }
}

fn cases() -> std::vec::Vec<Case> {
    std::vec![
        case(50_000, 180, Some((409, 373))),
        case(50_000, 200, Some((2_514, 2_009))),
        case(50_000, 250, Some((7_172, 5_502))),
        case(50_000, 300, Some((11_829, 8_995))),
        case(5_000, 200, None),
        case(5_000, 250, Some((6_314, 5_502))),
        case(5_000, 300, Some((10_970, 8_995))),
        Case {
            market: 675_000,
            ..case(50_000, 300, Some((9_724, 8_995)))
        },
        // A market 1.5 % over the oracle, and as much under it: within what the floor's slippage allows.
        Case {
            market: 761_250,
            ..case(50_000, 250, Some((7_487, 5_502)))
        },
        Case {
            market: 738_750,
            ..case(50_000, 250, Some((6_856, 5_502)))
        },
    ]
}

/// The auction of §14.4 at the age, the oracle at 0.075, the market where the case has it.
fn scene(kind: PoolKind, case: &Case) -> (World, nectar_interfaces::vault::Order) {
    let world = World::new(&Setup {
        depth: case.depth * UNIT,
        ..Setup::of(kind)
    });
    let user = world.open_auction();
    let xlm = world.tokens.xlm.clone();
    world.market(&xlm).reset(&world.e, case.depth * UNIT, case.market);
    ledger::advance_frozen(&world.e, 1 + case.age);
    let order = world.order(&user, 100);
    (world, order)
}

struct Attacked {
    push: i128,
    /// At the price outside.
    net: i128,
    venue_gain: i128,
    /// At the oracle's price.
    gains: Gains,
    venue_gain_by_oracle: i128,
}

/// USDC the venue's owners have, XLM counted at the price outside.
fn venue_worth(world: &World, xlm: &Address, market: i128) -> i128 {
    let pair = world.market(xlm).client(&world.e).pair();
    pair.reserve_a + pair.reserve_b * market / UNIT
}

fn honest(kind: PoolKind, case: &Case) -> Option<FillReceipt> {
    let (world, order) = scene(kind, case);
    world.try_fill(&order).ok()
}

fn attacked(kind: PoolKind, case: &Case, label: &str) -> Option<Attacked> {
    let (world, order) = scene(kind, case);
    let xlm = world.tokens.xlm.clone();
    let raid = Raid::new(&world, world.market(&xlm), order, case.market, 1);
    let (push, rehearsed) = raid.best()?;
    let venue = |price| venue_worth(&world, &xlm, price);
    let (venue_before, by_oracle_before) = (venue(case.market), venue(ORACLE));
    let under_way = Net::open(&world, format!("sandwich, {label}"), &[&raid.attacker]);
    let net = raid.attack(push).expect("it was rehearsed");
    assert!(
        (net - rehearsed).abs() <= 1_000,
        "{net} is not what was rehearsed"
    );
    Some(Attacked {
        push,
        net,
        venue_gain: venue(case.market) - venue_before,
        gains: under_way.close(),
        venue_gain_by_oracle: venue(ORACLE) - by_oracle_before,
    })
}

fn check(kind: PoolKind, case: &Case) {
    let honest = honest(kind, case);
    let label = format!(
        "{} USDC deep, market {}, age {}, {kind:?}",
        case.depth, case.market, case.age
    );
    let attacked = attacked(kind, case, &label);
    let (Some(honest), Some(attacked)) = (honest.clone(), attacked) else {
        println!("{label}: refused");
        assert!(case.least_honest.is_none(), "{label}: refused");
        assert!(honest.is_none(), "{label}: only an attacker could fill it");
        return;
    };
    let volume = 2_367_562_500 * i128::from(case.age.min(200)) / 200;
    let floor = profit_floor(&honest, volume);
    // What the lot would bring outside, less what it costs: all there is to share.
    let market_edge = volume * case.market / ORACLE - honest.spent;
    println!(
        "{label}: honest LP {}, attacked LP {}, attacker {} (pushing {} XLM), venue {}, floor {}, bound {}",
        usdc(honest.profit - honest.fee),
        usdc(attacked.gains.depositors),
        usdc(attacked.net),
        attacked.push / UNIT,
        usdc(attacked.venue_gain),
        usdc(floor),
        usdc(market_edge - floor),
    );
    let cents = |amount: i128| (amount + UNIT / 200) / (UNIT / 100);
    assert!(
        cents(honest.profit - honest.fee) >= case.least_honest.expect("it is filled"),
        "{label}"
    );
    assert!(
        cents(attacked.gains.depositors) >= case.least_attacked.expect("it is filled"),
        "{label}"
    );
    assert!(
        attacked.gains.depositors >= floor - floor / 10,
        "{label}: below the floor"
    );
    assert!(attacked.net <= market_edge - floor, "{label}: beyond the bound");
    assert!(
        attacked.net + attacked.venue_gain <= market_edge - floor + 10,
        "{label}: together beyond the bound"
    );
    assert!(
        attacked.gains.attacker + attacked.venue_gain_by_oracle <= honest.edge - floor + 10,
        "{label}: beyond the bound at the oracle's price"
    );
}

#[test]
fn a_sandwich_takes_no_more_than_the_floor_leaves_on_the_lab() {
    for case in cases() {
        check(PoolKind::Lab, &case);
    }
}

#[test]
fn a_sandwich_takes_no_more_than_the_floor_leaves_on_the_real_blend() {
    for case in cases() {
        check(PoolKind::Blend, &case);
    }
}

#[test]
fn a_sandwich_on_the_buying_side_stays_within_the_floor_too() {
    for (depth, age) in [(50_000, 200), (50_000, 250), (5_000, 250)] {
        let scene = || {
            let world = World::new(&Setup::default());
            let (usdc, eurc) = (world.tokens.usdc.clone(), world.tokens.eurc.clone());
            let user = world.borrower(&[(&usdc, 300 * UNIT)], &[(&eurc, 200 * UNIT)]);
            world.set_price(&eurc, 14_000_000);
            world.market(&eurc).reset(&world.e, depth * UNIT, 14_000_000);
            world.open_largest_auction(&user, &[&eurc], &[&usdc]);
            ledger::advance_frozen(&world.e, 1 + age);
            let order = world.order(&user, 100);
            (world, order)
        };
        let (world, order) = scene();
        let Ok(honest) = world.try_fill(&order) else {
            println!("{depth} deep, buying, age {age}: refused");
            continue;
        };
        let (world, order) = scene();
        let eurc = world.tokens.eurc.clone();
        let raid = Raid::new(&world, world.market(&eurc), order, 14_000_000, -1);
        let (push, _) = raid.best().expect("an honest fill passes");
        let label = format!("sandwich, buying, {depth} deep, age {age}");
        let under_way = Net::open(&world, label, &[&raid.attacker]);
        let net = raid.attack(push).expect("it was rehearsed");
        let Gains { depositors, .. } = under_way.close();
        let keeps = honest.edge * 7_500 / 10_000;
        println!(
            "{depth} deep, buying, age {age}: honest LP {}, attacked LP {}, attacker {} (pushing {} EURC)",
            usdc(honest.profit - honest.fee),
            usdc(depositors),
            usdc(net),
            push / UNIT
        );
        let volume_floor = honest.edge - 200 * UNIT * 14 / 10 * 200 / 10_000;
        let floor = keeps.min(volume_floor);
        assert!(depositors >= floor - floor / 10 - 1);
        assert!(net <= honest.edge - floor);
    }
}
