//! A wrapper calls the vault and the adapter in one transaction, and looks for anything the vault left behind.
use nectar_interfaces::venue::VenueClient;
use nectar_tests::{
    code::Code,
    ledger,
    market::Market,
    net::Net,
    signed::{Refusal, outcome},
    tokens::{Tokens, UNIT, mint},
    world::World,
};
use soroban_sdk::{
    Address, Bytes, Env, IntoVal, Symbol, Val, Vec, contract, contractimpl, contracttype,
    testutils::{Address as _, MockAuth, MockAuthInvoke},
    token::TokenClient,
    vec,
};

use crate::{
    desk::Desk,
    fills::{self, Shop},
};

/// What the wrapper tries on a venue after the fill.
#[contracttype]
#[derive(Clone)]
pub struct Target {
    data: Bytes,
    tokens: Vec<Address>,
    venue: Address,
}

#[contract]
pub struct Wrapper;

#[contractimpl]
impl Wrapper {
    /// Fills, then tries to trade in both directions with money it never paid. Returns what it gained of each token.
    pub fn sweep(e: &Env, session: Address, vault: Address, fill: Vec<Val>, target: Target) -> Vec<i128> {
        session.require_auth();
        let _receipt: Val = e.invoke_contract(&vault, &Symbol::new(e, "fill"), fill);
        grab(e, &target);
        let me = e.current_contract_address();
        let mut held = vec![e];
        for token in target.tokens.iter() {
            held.push_back(TokenClient::new(e, &token).balance(&me));
        }
        held
    }
}

fn grab(e: &Env, target: &Target) {
    let me = e.current_contract_address();
    let venue = VenueClient::new(e, &target.venue);
    let (a, b) = (target.tokens.get_unchecked(0), target.tokens.get_unchecked(1));
    for (from, to) in [(&a, &b), (&b, &a)] {
        for amount in [1, 1_000, 1_000_000, 100_000_000] {
            let _ = venue.try_swap_exact_in(from, to, &amount, &0, &me, &target.data);
            let _ = venue.try_swap_exact_out(from, to, &1, &amount, &me, &target.data);
        }
    }
}

fn sweep(world: &World, shop: &Shop, order: &nectar_interfaces::vault::Order) -> std::vec::Vec<i128> {
    let e = &world.e;
    let wrapper = e.register_at(&Address::generate(e), Wrapper, ());
    let name = format!("adapter residue swept by a wrapper, {}", shop.name);
    let net = Net::open(world, name, &[&wrapper, &world.session]);
    let fill: Vec<Val> = (world.operator.clone(), world.session.clone(), order.clone()).into_val(e);
    let target = Target {
        data: shop.data.clone(),
        tokens: vec![e, world.tokens.usdc.clone(), shop.token.clone()],
        venue: shop.venue.clone(),
    };
    let args = (
        world.session.clone(),
        world.vault.clone(),
        fill.clone(),
        target.clone(),
    );
    e.mock_auths(&[MockAuth {
        address: &world.session,
        invoke: &MockAuthInvoke {
            contract: &wrapper,
            fn_name: "sweep",
            args: args.into_val(e),
            sub_invokes: &[MockAuthInvoke {
                contract: &world.vault,
                fn_name: "fill",
                args: fill.clone(),
                sub_invokes: &[],
            }],
        },
    }]);
    let gained = WrapperClient::new(e, &wrapper).sweep(&world.session, &world.vault, &fill, &target);
    let gains = net.close();
    assert_eq!(gains.attacker, 0, "{}", shop.name);
    assert!(gains.depositors > 0, "{}", shop.name);
    gained.iter().collect()
}

#[test]
fn adapter_residue_swept_by_a_wrapper_gains_nothing() {
    for open in fills::SELLING {
        let (world, shop, order) = open();
        let gained = sweep(&world, &shop, &order);
        assert_eq!(gained, [0, 0]);
        assert_eq!(world.balance(&shop.token, &world.vault), 0);
    }
    for open in fills::BUYING {
        let (world, shop, order) = open();
        let gained = sweep(&world, &shop, &order);
        assert_eq!(gained, [0, 0]);
    }
}

/// Tokens that lie in an adapter are whoever takes them: but no trade of another is paid out of them, nor pays more.
#[test]
fn tokens_that_lie_in_an_adapter_are_no_part_of_a_trade() {
    for desk in Desk::all() {
        let (usdc, token) = (desk.usdc().clone(), desk.token.clone());
        desk.give(&token, 3 * UNIT);
        desk.pay(&token, 3 * UNIT);
        mint(&desk.e, &usdc, &desk.venue, 2 * UNIT);

        desk.give(&usdc, 100 * UNIT);
        let had = desk.held(&token, &desk.trader);
        let quote = desk
            .client()
            .quote_exact_in(&usdc, &token, &(10 * UNIT), &desk.data);
        assert_eq!(
            desk.try_sell(&usdc, &token, 10 * UNIT, 0),
            Ok(quote),
            "{}",
            desk.name
        );
        assert_eq!(desk.held(&token, &desk.trader) - had, quote);

        let cost = desk
            .client()
            .quote_exact_out(&usdc, &token, &(4 * UNIT), &desk.data);
        let owned = desk.held(&usdc, &desk.trader);
        assert_eq!(
            desk.try_buy(&usdc, &token, 4 * UNIT, cost),
            Ok(cost),
            "{}",
            desk.name
        );
        assert_eq!(owned - desk.held(&usdc, &desk.trader), cost);

        assert_eq!(desk.held(&token, &desk.venue), 3 * UNIT, "{}", desk.name);
        assert_eq!(desk.held(&usdc, &desk.venue), 2 * UNIT, "{}", desk.name);
    }
}

/// The hole, on a venue that keeps the change (lab-amm says so): whoever comes next trades with it.
#[test]
fn change_that_a_venue_keeps_is_anybodys_and_adapters_keep_none() {
    let spare = 7 * UNIT;
    let e = ledger::env();
    let tokens = Tokens::issue(&e, 7);
    let [admin, trader, stranger] = [0; 3].map(|_| Address::generate(&e));
    let market = Market::deploy(&e, Code::Native, &admin, &tokens.usdc, &tokens.xlm);
    market.fund(&e, 50_000 * UNIT, 750_000);
    let (client, none) = (VenueClient::new(&e, &market.venue), Bytes::new(&e));
    let cost = client.quote_exact_out(&tokens.usdc, &tokens.xlm, &UNIT, &none);
    mint(&e, &tokens.usdc, &market.venue, cost + spare);
    client.swap_exact_out(&tokens.usdc, &tokens.xlm, &UNIT, &(cost + spare), &trader, &none);
    let swept = client.swap_exact_in(&tokens.usdc, &tokens.xlm, &spare, &0, &stranger, &none);
    println!("a venue that keeps {spare} of change: a stranger gains {swept}");
    assert!(swept > 0);

    for desk in Desk::all() {
        let (usdc, token) = (desk.usdc().clone(), desk.token.clone());
        let cost = desk.client().quote_exact_out(&usdc, &token, &UNIT, &desk.data);
        desk.give(&usdc, cost + spare);
        desk.try_buy(&usdc, &token, UNIT, cost + spare)
            .expect("a purchase");
        let stranger = Address::generate(&desk.e);
        let tried = desk
            .client()
            .try_swap_exact_in(&usdc, &token, &1, &0, &stranger, &desk.data);
        assert_eq!(
            outcome(tried),
            Err(Refusal::Code(desk.codes + 3)),
            "{}",
            desk.name
        );
    }
}
