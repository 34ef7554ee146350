//! What the vault owns, owes, and may call its depositors' own.

use nectar_interfaces::vault::VaultState;
use soroban_sdk::{Env, panic_with_error, token::TokenClient};

use crate::{
    bonded::BondError,
    share_ledger,
    storage::{self, Books},
    vesting,
};

/// USDC in the vault itself.
pub fn usdc_balance(e: &Env) -> i128 {
    TokenClient::new(e, &storage::config(e).usdc).balance(&e.current_contract_address())
}

/// Together with what bonded draws have out, each of them covered by a stake until it is returned or slashed.
pub fn held(e: &Env) -> i128 {
    usdc_balance(e) + storage::total_drawn(e)
}

/// What can leave now, never negative: rewards are payable at any time, so neither exits nor draws take what they need.
pub fn at_hand(e: &Env) -> i128 {
    (usdc_balance(e) - storage::books(e).owed).max(0)
}

pub fn require_at_hand(e: &Env, amount: i128) {
    if amount > at_hand(e) {
        panic_with_error!(e, BondError::NotAtHand);
    }
}

/// For fills, which bring back what they use in the same call.
pub fn require_in_vault(e: &Env, amount: i128) {
    if amount > usdc_balance(e) {
        panic_with_error!(e, BondError::NotAtHand);
    }
}

/// `min(booked, held) − owed − unvested`, never negative. A donation cannot raise it, because it is not booked; an
/// issuer's clawback lowers it, because it is gone; `recognise_loss` makes that final.
pub fn total_assets(e: &Env) -> i128 {
    let Books { booked, owed } = storage::books(e);
    (booked.min(held(e)) - owed - vesting::unvested(e)).max(0)
}

pub fn state(e: &Env) -> VaultState {
    let Books { booked, owed } = storage::books(e);
    VaultState {
        booked,
        owed,
        total_assets: total_assets(e),
        total_shares: share_ledger::total(e),
        unvested: vesting::unvested(e),
    }
}

/// A loss (an issuer's clawback) is booked by the first call that changes anything. From then on what comes to make up
/// for it is a surplus, which only `skim` books and which vests: nobody can buy in between the loss and its cure. What
/// is owed stays owed.
pub fn recognise_loss(e: &Env) {
    let (books, held) = (storage::books(e), held(e));
    if held < books.booked {
        storage::set_books(
            e,
            &Books {
                booked: held,
                ..books
            },
        );
    }
}

/// USDC of depositors coming in.
pub fn add(e: &Env, assets: i128) {
    let books = storage::books(e);
    storage::set_books(
        e,
        &Books {
            booked: books.booked + assets,
            ..books
        },
    );
}

/// USDC going out to a depositor who leaves.
pub fn remove(e: &Env, assets: i128) {
    let books = storage::books(e);
    storage::set_books(
        e,
        &Books {
            booked: books.booked - assets,
            ..books
        },
    );
}

/// A profit nobody has a share in but the depositors.
pub fn add_profit(e: &Env, profit: i128) {
    add(e, profit);
    vesting::add(e, profit);
}

/// A fill's profit: `fee` is owed to the operator at once, the rest vests to the depositors.
pub fn add_shared_profit(e: &Env, profit: i128, fee: i128) {
    let Books { booked, owed } = storage::books(e);
    storage::set_books(
        e,
        &Books {
            booked: booked + profit,
            owed: owed + fee,
        },
    );
    vesting::add(e, profit - fee);
}

/// A reward going out.
pub fn pay_reward(e: &Env, amount: i128) {
    let Books { booked, owed } = storage::books(e);
    storage::set_books(
        e,
        &Books {
            booked: booked - amount,
            owed: owed - amount,
        },
    );
}
