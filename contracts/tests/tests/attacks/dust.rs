//! A borrower fills his position up with stroops of everything, so that a liquidation costs more trouble than it brings.
use nectar_interfaces::vault::{Order, Swap};
use nectar_tests::{
    ledger,
    net::Net,
    pool::PoolKind,
    tokens::UNIT,
    world::{Setup, World},
};
use soroban_sdk::{Address, Vec};

/// 5,000 XLM against 300 USDC, and a stroop of EURC and of AQUA on one side, of AQUA on the other.
fn dusty(kind: PoolKind, age: u32) -> (World, Address, Order) {
    let world = World::new(&Setup::of(kind));
    let t = world.tokens.clone();
    let collateral = [(&t.xlm, 5_000 * UNIT), (&t.eurc, 1)];
    let user = world.borrower(&collateral, &[(&t.usdc, 300 * UNIT), (&t.aqua, 1)]);
    world.set_price(&t.xlm, 750_000);
    world.market(&t.xlm).reset(&world.e, 50_000 * UNIT, 750_000);
    world.new_auction(&user, &[&t.usdc, &t.aqua], &[&t.xlm, &t.eurc], 69);
    ledger::advance_frozen(&world.e, 1 + age);
    let order = world.order(&user, 100);
    (world, user, order)
}

fn without(world: &World, order: &Order, token: &Address) -> Order {
    let kept = order.swaps.iter().filter(|swap| swap.token != *token);
    let swaps: Vec<Swap> = Vec::from_iter(&world.e, kept);
    Order {
        swaps,
        ..order.clone()
    }
}

#[test]
fn dust_legs_stop_no_fill_and_cost_the_depositors_nothing() {
    for kind in [PoolKind::Lab, PoolKind::Blend] {
        for age in [190, 200, 250, 399] {
            let (world, user, order) = dusty(kind, age);
            let net = Net::open(&world, format!("dust legs, age {age}, {kind:?}"), &[&user]);
            // A stroop of EURC is left out: no market gives anything for it. The stroop owed in AQUA is bought.
            let order = without(&world, &order, &world.tokens.eurc);
            let receipt = world.try_fill(&order).expect("dust blocks nothing");
            let gains = net.close();
            assert!(gains.attacker < 0, "he is liquidated all the same");
            assert_eq!(gains.depositors, receipt.profit - receipt.fee);
            assert!(world.balance(&world.tokens.eurc, &world.vault) <= 1);
            assert_eq!(world.balance(&world.tokens.aqua, &world.vault), 0);
            // All the dust together costs less than a millionth of a USDC.
            let clean = clean_profit(kind, age);
            assert!(clean - receipt.profit <= 10, "{} of {clean}", receipt.profit);
        }
    }
}

/// The same borrower without the dust.
fn clean_profit(kind: PoolKind, age: u32) -> i128 {
    let world = World::new(&Setup::of(kind));
    let user = world.open_auction();
    let xlm = world.tokens.xlm.clone();
    world.market(&xlm).reset(&world.e, 50_000 * UNIT, 750_000);
    ledger::advance_frozen(&world.e, 1 + age);
    let receipt = world.try_fill(&world.order(&user, 100)).expect("ripe");
    receipt.profit
}
