//! `fill`: draw → buy → fill, repay, withdraw → sell → return → split, in one call.
//!
//! Calls into the pool and its oracle before the first token moves (auction, reserves, prices, position) are `try_`
//! calls with errors of the vault. The tokens' balances before it, and all calls after it, are plain: any failure rolls
//! everything back and its own code comes through. A loss is booked first, the fill after the last foreign call; nothing
//! can look at the books in between, because the vault cannot be re-entered.

pub mod auction;
mod kind;
mod lp;
mod plan;
mod settle;
mod submit;

use nectar_interfaces::{
    registry::RegistryClient,
    vault::{FillReceipt, Order, Params},
};
use soroban_sdk::{Address, Env, Map, panic_with_error, token::TokenClient};
use stellar_contract_utils::math::i128_fixed_point::mul_div_floor;

use crate::{books, constants::BPS, deposits, errors::Error, floors, limits, storage};
use plan::Plan;

/// Who filled: `session` signed, `operator` earns.
pub struct Filler {
    pub operator: Address,
    pub session: Address,
}

/// The caller has authorised `filler.session`.
pub fn run_no_auth(e: &Env, filler: Filler, order: Order) -> FillReceipt {
    deposits::require_open(e);
    books::recognise_loss(e);
    let plan = Plan::read(e, &order);
    let params = plan.kind.raise_margin(storage::params(e));
    let assets = books::total_assets(e);
    submit::require_no_position(e, &plan.pool);
    let before = balances(e, &plan);
    let usdc_before = books::usdc_balance(e);

    for (asset, amount) in plan.bids_to_buy(e).iter() {
        buy_exactly(e, &plan, &before, &asset, amount);
    }
    let usdc_bought = books::usdc_balance(e);
    let spent = usdc_before - usdc_bought + plan.usdc_repay(e);
    require_within_caps(e, &plan, &order, &params, assets, spent);
    books::require_in_vault(e, plan.usdc_repay(e));
    let registry = RegistryClient::new(e, &storage::config(e).registry);
    registry.consume(&filler.operator, &filler.session, &order.pool, &spent);

    submit::submit(e, &plan, &order);
    let received = receive(e, &plan, &before, usdc_bought);
    sell(e, &plan, &received);

    require_none_fell(e, &before);
    let profit = books::usdc_balance(e) - usdc_before;
    let lp_usdc = plan.kind.lp_usdc(spent, profit);
    require_clean(e, &plan, &order, &before, lp_usdc);
    let (edge, volume) = plan.edge_and_volume(e, &received, lp_usdc);
    floors::check(
        e,
        &params,
        order.min_profit,
        &floors::Outcome {
            profit,
            spent,
            edge,
            volume,
        },
    );

    let fee = mul_div_floor(e, &profit, &params.fee_bps.into(), &BPS);
    let receipt = FillReceipt {
        age: plan.age,
        edge,
        fee,
        profit,
        spent,
    };
    settle::settle(e, &registry, &plan, &order, &filler, &receipt, received);
    receipt
}

/// Before anything is filled: `spent` is what this fill puts at risk.
fn require_within_caps(e: &Env, plan: &Plan, order: &Order, params: &Params, assets: i128, spent: i128) {
    if spent > mul_div_floor(e, &assets, &params.fill_cap_bps.into(), &BPS) {
        panic_with_error!(e, Error::FillCapExceeded);
    }
    limits::check_caps(
        e,
        &order.pool,
        plan.bid.keys().iter().chain(plan.lots.iter()),
        spent,
    );
    if let Some(lp) = plan.kind.lp() {
        lp.require_within_caps(e, assets, spent);
        lp.require_within_depth(e, spent);
    }
}

/// After everything, where LP tokens were traded: no more of them went through Comet than may, all that came in went
/// out again, and nobody may take anything later.
fn require_clean(e: &Env, plan: &Plan, order: &Order, before: &Map<Address, i128>, lp_usdc: i128) {
    let Some(lp) = plan.kind.lp() else {
        return;
    };
    lp.require_within_depth(e, lp_usdc);
    if before.contains_key(lp.token.clone()) && gained(e, before, &lp.token) != 0 {
        panic_with_error!(e, Error::BackstopTokenLeft);
    }
    lp.reset_allowances(e, &order.pool, plan.legs(e, &lp.token).venues(e));
}

/// What the vault holds of every token the fill touches, USDC aside.
fn balances(e: &Env, plan: &Plan) -> Map<Address, i128> {
    let me = e.current_contract_address();
    let mut held = Map::new(e);
    for token in plan.tokens.keys().iter() {
        let balance = TokenClient::new(e, &token).balance(&me);
        held.set(token, balance);
    }
    held
}

fn gained(e: &Env, before: &Map<Address, i128>, token: &Address) -> i128 {
    let now = TokenClient::new(e, token).balance(&e.current_contract_address());
    now - before.get_unchecked(token.clone())
}

fn buy_exactly(e: &Env, plan: &Plan, before: &Map<Address, i128>, asset: &Address, amount: i128) {
    plan.legs(e, asset).buy(e, amount);
    if gained(e, before, asset) != amount {
        panic_with_error!(e, Error::BoughtInexact);
    }
}

/// Measures what the pool paid out. A token on both sides was bought and repaid in full, so its gain is the lot alone.
fn receive(e: &Env, plan: &Plan, before: &Map<Address, i128>, usdc_bought: i128) -> Map<Address, i128> {
    let usdc = storage::config(e).usdc;
    let mut received = Map::new(e);
    for asset in plan.lots.iter() {
        let amount = if asset == usdc {
            books::usdc_balance(e) - usdc_bought + plan.usdc_repay(e)
        } else {
            gained(e, before, &asset)
        };
        received.set(asset, amount);
    }
    received
}

/// Sells each lot token the order names routes for. The others stay and count 0 as profit: otherwise one unsellable
/// dust leg, which whoever creates an auction can choose, would block the whole of it. A route serves both directions,
/// so of a token that is owed as well it cannot be left out, and there less than a cent stays by itself.
fn sell(e: &Env, plan: &Plan, received: &Map<Address, i128>) {
    let usdc = storage::config(e).usdc;
    for (asset, amount) in received.iter() {
        if asset != usdc && amount > 0 && !plan.is_dust_of_a_debt(e, &asset, amount) {
            let legs = plan.legs(e, &asset);
            if !legs.is_empty() {
                legs.sell(e, amount, amount);
            }
        }
    }
}

fn require_none_fell(e: &Env, before: &Map<Address, i128>) {
    for token in before.keys().iter() {
        if gained(e, before, &token) < 0 {
            panic_with_error!(e, Error::TokenFell);
        }
    }
}
