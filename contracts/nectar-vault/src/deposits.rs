//! Ways in and out for depositors. Exits have no condition but the cooldown, and are of one stroop or more; while bonded
//! draws are out, an exit takes what is in the vault and the rest after their deadline.

use soroban_sdk::{Address, Env, panic_with_error, token::TokenClient};
use stellar_access::ownable;
use stellar_tokens::vault::{emit_deposit, emit_withdraw};

use crate::{
    books, config, constants::MIN_SEED, errors::Error, events::Seed, share_ledger, shares::Pot, storage,
    tranche,
};

/// Who is who in a deposit: `operator` calls, `from` pays, `receiver` gets the shares.
pub struct Deposit {
    pub assets: i128,
    pub shares: i128,
    pub receiver: Address,
    pub from: Address,
    pub operator: Address,
}

/// Who is who in an exit: `operator` calls, `owner` gives shares, `receiver` gets USDC.
pub struct Exit {
    pub assets: i128,
    pub shares: i128,
    pub receiver: Address,
    pub owner: Address,
    pub operator: Address,
}

/// The permanent seed. Its shares are the vault's own, which nothing can move: supply is never 0 again, and neither
/// the first nor the last depositor can play with the price. The caller has the admin's and the payer's authorisation.
pub fn seed_no_auth(e: &Env, from: &Address, amount: i128) {
    if storage::is_open(e) {
        panic_with_error!(e, Error::AlreadyOpen);
    }
    if amount < MIN_SEED {
        panic_with_error!(e, Error::SeedTooSmall);
    }
    config::check_registry(e);
    let me = e.current_contract_address();
    storage::set_open(e);
    books::add(e, amount);
    share_ledger::mint_no_auth(e, &me, amount);
    Seed {
        from: from.clone(),
        amount,
    }
    .publish(e);
    TokenClient::new(e, &storage::config(e).usdc).transfer(from, &me, &amount);
}

pub fn deposit_no_auth(e: &Env, d: &Deposit) {
    require_open(e);
    require_amounts(e, d.assets, d.shares);
    if d.assets > room(e) {
        panic_with_error!(e, Error::DepositCapExceeded);
    }
    books::add(e, d.assets);
    share_ledger::mint_no_auth(e, &d.receiver, d.shares);
    tranche::lock(e, &d.receiver, d.shares);
    emit_deposit(e, &d.operator, &d.from, &d.receiver, d.assets, d.shares);

    let usdc = TokenClient::new(e, &storage::config(e).usdc);
    let me = e.current_contract_address();
    if d.operator == d.from {
        usdc.transfer(&d.from, &me, &d.assets);
    } else {
        usdc.transfer_from(&d.operator, &d.from, &me, &d.assets);
    }
}

pub fn exit_no_auth(e: &Env, x: &Exit) {
    require_amounts(e, x.assets, x.shares);
    if x.operator != x.owner {
        share_ledger::spend_allowance(e, &x.owner, &x.operator, x.shares);
    }
    books::require_at_hand(e, x.assets);
    share_ledger::burn_no_auth(e, &x.owner, x.shares);
    books::remove(e, x.assets);
    emit_withdraw(e, &x.operator, &x.receiver, &x.owner, x.assets, x.shares);
    let usdc = TokenClient::new(e, &storage::config(e).usdc);
    usdc.transfer(&e.current_contract_address(), &x.receiver, &x.assets);
}

/// USDC the deposit cap still admits; 0 while deposits are closed.
pub fn room(e: &Env) -> i128 {
    if !storage::is_open(e) {
        return 0;
    }
    let assets = books::total_assets(e);
    if assets == 0 {
        0
    } else {
        (storage::params(e).deposit_cap - assets).max(0)
    }
}

pub fn max_mint(e: &Env) -> i128 {
    Pot::read(e).to_shares_saturating(e, room(e))
}

pub fn max_withdraw(e: &Env, owner: &Address) -> i128 {
    let worth = Pot::read(e).to_assets_floor(e, tranche::unlocked(e, owner));
    worth.min(books::at_hand(e))
}

/// All that is unlocked, unless that is worth more than can leave now.
pub fn max_redeem(e: &Env, owner: &Address) -> i128 {
    let (unlocked, pot, at_hand) = (tranche::unlocked(e, owner), Pot::read(e), books::at_hand(e));
    if pot.to_assets_floor(e, unlocked) <= at_hand {
        unlocked
    } else {
        pot.to_most_shares(e, at_hand)
    }
}

pub fn require_open(e: &Env) {
    if !storage::is_open(e) {
        panic_with_error!(e, Error::NotOpen);
    }
}

/// The amount a caller named, before anything is computed from it.
pub fn require_positive(e: &Env, amount: i128) {
    if amount <= 0 {
        panic_with_error!(e, Error::InvalidAmount);
    }
}

fn require_amounts(e: &Env, assets: i128, shares: i128) {
    if shares <= 0 {
        panic_with_error!(e, Error::ZeroShares);
    }
    if assets <= 0 {
        panic_with_error!(e, Error::ZeroAssets);
    }
}

/// Authorisation of a seed: the admin's, and the payer's when that is somebody else.
pub fn authorise_seed(e: &Env, from: &Address) {
    if ownable::enforce_owner_auth(e) != *from {
        from.require_auth();
    }
}
