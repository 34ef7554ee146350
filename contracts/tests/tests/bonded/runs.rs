//! W4: who leaves first while capital is out is paid no better than who leaves last.
use nectar_tests::{
    attack::usdc,
    custody::{DAY, world},
    ledger,
    signed::{Refusal, outcome, sign, sign_nothing},
    tokens::UNIT,
    world::World,
};
use soroban_sdk::{Address, IntoVal, testutils::Address as _};

const NOT_AT_HAND: u32 = 2356;
const DUST: i128 = 10;

/// Two depositors of 10,000 each in a vault whose fifth is out.
fn two() -> (World, Address, [Address; 2]) {
    let world = world(10 * UNIT + 10 * UNIT);
    let two = [0; 2].map(|_| Address::generate(&world.e));
    two.iter().for_each(|who| {
        world.deposit(who, 10_000 * UNIT);
    });
    ledger::wait(&world.e, 60);
    let operator = world.staked(4_200 * UNIT);
    world.draw(&operator, 4_000 * UNIT).expect("a fifth");
    (world, operator, two)
}

/// What each has got once everything is settled, if `order` tells who goes first and how it ends.
fn payouts(first: usize, defaults: bool) -> [i128; 2] {
    let (world, operator, who) = two();
    world.mint(&world.tokens.usdc, &operator, 100 * UNIT);
    let mut paid = [0; 2];
    for index in [first, 1 - first] {
        paid[index] += world.exit(&who[index]);
    }
    ledger::wait(&world.e, DAY);
    if defaults {
        world.slash(&operator, &operator).expect("overdue");
    } else {
        world.give_back(&operator, world.owed(&operator)).expect("late");
    }
    for index in [first, 1 - first] {
        paid[index] += world.exit(&who[index]);
        assert_eq!(world.vault().balance(&who[index]), 0, "out, to the last share");
    }
    paid
}

#[test]
fn w4_the_order_of_leaving_changes_a_payout_by_dust_at_most() {
    for defaults in [false, true] {
        let (a, b) = (payouts(0, defaults), payouts(1, defaults));
        println!(
            "W4, default {defaults}: first leaver {} and {}, last leaver {} and {} (original: 10,000 and 10)",
            usdc(a[0]),
            usdc(b[1]),
            usdc(a[1]),
            usdc(b[0])
        );
        for (mine, other) in [(a[0], b[0]), (a[1], b[1]), (a[0], a[1])] {
            assert!((mine - other).abs() <= DUST, "{mine} {other}");
        }
        assert!(a[0] >= 10_000 * UNIT);
    }
}

#[test]
fn an_exit_beyond_what_is_there_has_a_code_and_takes_nothing() {
    let (world, _, [first, second]) = two();
    world.exit(&first);
    let vault = world.vault();
    let there = world.balance(&world.tokens.usdc, &world.vault);
    assert_eq!(vault.max_withdraw(&second), there);
    let args = (there + 1, second.clone(), second.clone(), second.clone()).into_val(&world.e);
    sign(&world.e, &second, &world.vault, "withdraw", args);
    let tried = vault.try_withdraw(&(there + 1), &second, &second, &second);
    sign_nothing(&world.e);
    assert_eq!(outcome(tried), Err(Refusal::Code(NOT_AT_HAND)));
    assert_eq!(world.exit(&second), there);
    assert_eq!(world.balance(&world.tokens.usdc, &world.vault), 0);
}

/// The attacker's deposit lifts the cap, he draws on it and leaves: then more than a fifth of what the others have is
/// out, but not longer, and not at a lower price.
#[test]
fn a_deposit_that_lifts_the_cap_and_leaves_costs_nobody_anything() {
    let world = world(1_000 * UNIT);
    let whale = world.staked(1_050 * UNIT);
    world.deposit(&whale, 4_000 * UNIT);
    let before = world.wealth(&whale);
    world.draw(&whale, 1_000 * UNIT).expect("a fifth of 5,000");
    ledger::wait(&world.e, 60);
    assert_eq!(world.exit(&whale), 4_000 * UNIT);
    let price = world.vault().share_price();
    assert_eq!(world.vault().max_withdraw(&world.lp), 0, "all of it is out");
    ledger::wait(&world.e, DAY - 60);
    world.slash(&whale, &world.lp).expect("overdue");
    let net = world.wealth(&whale) - before;
    println!(
        "lifted cap: the others waited 24 h and were paid a bounty; the whale nets {}",
        usdc(net)
    );
    assert!(net < -48 * UNIT && world.vault().share_price() >= price);
    assert_eq!(world.exit(&world.lp), 990 * UNIT);
}
