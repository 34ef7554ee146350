//! Nobody may take anything of the vault's after a fill.
use nectar_interfaces::{
    blend::auction::{BAD_DEBT, INTEREST},
    vault::Order,
};
use nectar_tests::{debts::DebtWorld, ledger, net::Net, tokens::UNIT};
use soroban_sdk::{Address, token::TokenClient};

/// A ripe auction of the type, and the order for all of it.
fn ripe(auction_type: u32) -> (DebtWorld, Order) {
    let d = DebtWorld::usual();
    if auction_type == BAD_DEBT {
        d.bad_debt(150, 0);
    } else {
        d.interest(90_000, 0);
    }
    ledger::advance_frozen(&d.world.e, 300);
    let order = d.order(auction_type, 100);
    (d, order)
}

/// As if an older fill had left it: 1,000 USDC for whoever `spender` is.
fn forge_allowance(d: &DebtWorld, spender: &Address) {
    let w = &d.world;
    let until = w.e.ledger().sequence() + 10_000;
    TokenClient::new(&w.e, &w.tokens.usdc).mock_all_auths().approve(
        &w.vault,
        spender,
        &(1_000 * UNIT),
        &until,
    );
}

/// What `spender` gets when it takes all it may, signing for itself.
fn take(d: &DebtWorld, spender: &Address) -> i128 {
    let w = &d.world;
    let usdc = TokenClient::new(&w.e, &w.tokens.usdc);
    let before = usdc.balance(spender);
    let amount = 1_000 * UNIT;
    let _refused = w.e.as_contract(spender, || {
        usdc.try_transfer_from(spender, &w.vault, spender, &amount)
            .is_err()
    });
    usdc.balance(spender) - before
}

/// Comet's own join leaves what it did not use of its limit as an allowance of the buyer. Were the buyer the vault, or
/// had any fill left one to pool, backstop, venue or Comet, that contract could take it at any later time.
#[test]
fn a_lingering_allowance_is_taken_back_by_the_next_fill() {
    for auction_type in [BAD_DEBT, INTEREST] {
        for index in 0..4 {
            let spender_of = |d: &DebtWorld| {
                let w = &d.world;
                [&w.pool.address, &w.pool.backstop, &d.comet, &d.venue][index].clone()
            };
            let (d, order) = ripe(auction_type);
            let spender = spender_of(&d);
            forge_allowance(&d, &spender);
            let without = take(&d, &spender);
            assert_eq!(without, 1_000 * UNIT, "the hole is real");

            let (d, order_again) = ripe(auction_type);
            let spender = spender_of(&d);
            forge_allowance(&d, &spender);
            d.world.try_fill(&order_again).expect("fills");
            let name = format!("allowance of an older call, type {auction_type}, spender {index}");
            let net = Net::open(&d.world, name, &[&spender]);
            assert_eq!(take(&d, &spender), 0);
            assert_eq!(net.close().attacker, 0);
            d.assert_clean();
            drop(order);
        }
    }
}

/// Between the calls of our own fills nothing is ever allowed: there is nothing to take.
#[test]
fn a_fill_leaves_nothing_to_take() {
    for auction_type in [BAD_DEBT, INTEREST] {
        let (d, order) = ripe(auction_type);
        let w = &d.world;
        w.try_fill(&order).expect("fills");
        for spender in [&w.pool.address, &w.pool.backstop, &d.comet, &d.venue] {
            assert_eq!(take(&d, spender), 0);
        }
        d.assert_clean();
    }
}
