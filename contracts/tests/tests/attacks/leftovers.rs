//! What a fill left unsold is sold by whoever calls: at a price that he may have moved.
use nectar_interfaces::vault::{Order, Swap};
use nectar_tests::{
    attack::profit_floor,
    ledger,
    net::{Gains, Net},
    signed::outcome,
    tokens::UNIT,
    world::{Setup, World},
};
use soroban_sdk::{Address, Vec, testutils::Address as _, vec};

const AQUA_ROUTE: u32 = 2;
const AQUA_PRICE: i128 = 100_000;
/// Whole USDC on each side of the market of AQUA: so thin that a push costs little.
const DEPTH: i128 = 400;
const AGE: u32 = 250;

/// The auction of §14.4 with AQUA of so many whole USDC in its lot besides; nobody names a route for it.
fn with_aqua(worth: i128) -> (World, Order) {
    let world = World::new(&Setup::default());
    let t = world.tokens.clone();
    let aqua = worth * UNIT * UNIT / AQUA_PRICE;
    let user = world.borrower(
        &[(&t.xlm, 5_000 * UNIT), (&t.aqua, aqua)],
        &[(&t.usdc, 300 * UNIT)],
    );
    world.set_price(&t.xlm, 750_000);
    world.market(&t.xlm).reset(&world.e, 50_000 * UNIT, 750_000);
    world.market(&t.aqua).reset(&world.e, DEPTH * UNIT, AQUA_PRICE);
    world.open_largest_auction(&user, &[&t.usdc], &[&t.xlm, &t.aqua]);
    ledger::advance_frozen(&world.e, 1 + AGE);
    let mut order = world.order(&user, 100);
    let kept = order.swaps.iter().filter(|swap| swap.token != t.aqua);
    order.swaps = Vec::from_iter(&world.e, kept);
    (world, order)
}

/// Pushes the market of AQUA down with `push` tokens of his own, has the vault sell what it has, and buys back.
fn raid(world: &World, villain: &Address, push: i128, weight_bps: u32) -> bool {
    let aqua = &world.tokens.aqua;
    let market = world.market(aqua);
    let pushed = if push > 0 {
        market.sell(&world.e, villain, aqua, push)
    } else {
        0
    };
    let swaps = vec![
        &world.e,
        Swap {
            route: AQUA_ROUTE,
            token: aqua.clone(),
            weight_bps,
        },
    ];
    let sold = world.vault().try_sell_leftover(&world.pool.address, aqua, &swaps);
    if pushed > 0 {
        market.sell(&world.e, villain, &world.tokens.usdc, pushed);
    }
    outcome(sold).is_ok()
}

fn villain(world: &World) -> Address {
    let who = Address::generate(&world.e);
    world.mint(&world.tokens.aqua, &who, 1_000_000 * UNIT);
    world.mint(&world.tokens.usdc, &who, 100_000 * UNIT);
    who
}

#[test]
fn a_sandwich_around_a_sale_of_leftovers_gains_at_most_the_slippage_allowed() {
    let mut best = i128::MIN;
    for thousandths in 0..12 {
        let (world, order) = with_aqua(3);
        world.try_fill(&order).expect("the floor bears it");
        let (villain, left) = (villain(&world), world.balance(&world.tokens.aqua, &world.vault));
        let value = left * AQUA_PRICE / UNIT;
        let push = thousandths * DEPTH * UNIT / 1_000 * UNIT / AQUA_PRICE;
        let name = format!(
            "sandwich around a sale of leftovers, pushing {} AQUA",
            push / UNIT
        );
        // The market is his as well: its fees come back to him.
        let venue = &world.market(&world.tokens.aqua).venue;
        let net = Net::open(&world, name, &[&villain, venue]);
        let sold = raid(&world, &villain, push, 10_000);
        let Gains { attacker, depositors } = net.close();
        if sold {
            assert!(depositors * 100 >= value * 98, "{depositors} of {value}");
        } else {
            assert_eq!(depositors, 0);
        }
        assert!(attacker <= value / 50 + 10, "{attacker} of {value}");
        best = best.max(attacker);
    }
    println!("the best sandwich around a sale of leftovers brings {best}");
    assert!(best > 0, "no push was tried that pays: the test shows nothing");
}

/// Keeper and buyer are one: he names no route for a part of the lot, as much of it as the floor bears, and has it sold
/// to himself afterwards, in pieces, each on a market that he has pushed.
#[test]
fn leaving_a_leg_unsold_to_buy_it_cheaply_gains_no_more_than_the_floor_leaves() {
    let mut filled = 0;
    for worth in [1, 5, 10, 20, 40] {
        let (world, order) = with_aqua(worth);
        let villain = villain(&world);
        let band = [&villain, &world.operator, &world.session];
        let name = format!("a leg of {worth} USDC left unsold and bought back");
        let net = Net::open(&world, name, &band);
        let receipt = world.try_fill(&order);
        for weight_bps in [2_500, 3_333, 5_000, 10_000] {
            raid(&world, &villain, 2_000 * UNIT, weight_bps);
        }
        let gains = net.close();
        match receipt {
            Ok(receipt) => {
                filled += 1;
                // Half of the bid is left at this age, so volume is worth about four times that.
                let volume = receipt.edge + receipt.spent;
                let floor = profit_floor(&receipt, volume);
                assert!(gains.depositors * 10 >= floor * 9, "{gains:?} {floor}");
                assert!(gains.attacker <= receipt.edge - floor * 9 / 10, "{gains:?}");
            }
            Err(_) => assert!(gains.attacker <= 0 && gains.depositors == 0, "{gains:?}"),
        }
    }
    assert!(filled >= 3, "the floor bears small legs: {filled}");
}
