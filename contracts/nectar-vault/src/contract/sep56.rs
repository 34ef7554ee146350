//! SEP-56: the tokenised vault, and the variants with a least acceptable result.

use soroban_sdk::{Address, Env, contractimpl, panic_with_error};

use super::{NectarVault, NectarVaultArgs, NectarVaultClient};
use crate::{
    books,
    deposits::{self, Deposit, Exit},
    errors::Error,
    shares::Pot,
    storage,
};

#[contractimpl]
impl NectarVault {
    pub fn query_asset(e: &Env) -> Address {
        storage::config(e).usdc
    }

    /// What the depositors own together: vested, and not owed to anybody else.
    pub fn total_assets(e: &Env) -> i128 {
        books::total_assets(e)
    }

    /// USDC per share with 12 decimals, floored.
    pub fn share_price(e: &Env) -> i128 {
        Pot::read(e).price_floor(e)
    }

    pub fn convert_to_shares(e: &Env, assets: i128) -> i128 {
        Pot::read(e).to_shares_floor(e, assets)
    }

    pub fn convert_to_assets(e: &Env, shares: i128) -> i128 {
        Pot::read(e).to_assets_floor(e, shares)
    }

    pub fn max_deposit(e: &Env, _receiver: Address) -> i128 {
        deposits::room(e)
    }

    pub fn max_mint(e: &Env, _receiver: Address) -> i128 {
        deposits::max_mint(e)
    }

    pub fn max_withdraw(e: &Env, owner: Address) -> i128 {
        deposits::max_withdraw(e, &owner)
    }

    pub fn max_redeem(e: &Env, owner: Address) -> i128 {
        deposits::max_redeem(e, &owner)
    }

    pub fn preview_deposit(e: &Env, assets: i128) -> i128 {
        Pot::read(e).to_shares_floor(e, assets)
    }

    pub fn preview_mint(e: &Env, shares: i128) -> i128 {
        Pot::read(e).to_assets_ceil(e, shares)
    }

    pub fn preview_withdraw(e: &Env, assets: i128) -> i128 {
        Pot::read(e).to_shares_ceil(e, assets)
    }

    pub fn preview_redeem(e: &Env, shares: i128) -> i128 {
        Pot::read(e).to_assets_floor(e, shares)
    }

    /// Takes `assets` USDC of `from`, answers the shares `receiver` got, which the cooldown locks.
    pub fn deposit(e: &Env, assets: i128, receiver: Address, from: Address, operator: Address) -> i128 {
        Self::deposit_min(e, assets, receiver, from, operator, 0)
    }

    pub fn deposit_min(
        e: &Env,
        assets: i128,
        receiver: Address,
        from: Address,
        operator: Address,
        min_shares: i128,
    ) -> i128 {
        authorise_deposit(e, assets, &receiver, &operator);
        let shares = Pot::read(e).to_shares_floor(e, assets);
        require_at_least(e, shares, min_shares);
        deposits::deposit_no_auth(
            e,
            &Deposit {
                assets,
                shares,
                receiver,
                from,
                operator,
            },
        );
        shares
    }

    /// Gives `receiver` exactly `shares`, which the cooldown locks; answers the USDC taken of `from`.
    pub fn mint(e: &Env, shares: i128, receiver: Address, from: Address, operator: Address) -> i128 {
        authorise_deposit(e, shares, &receiver, &operator);
        let assets = Pot::read(e).to_assets_ceil(e, shares);
        deposits::deposit_no_auth(
            e,
            &Deposit {
                assets,
                shares,
                receiver,
                from,
                operator,
            },
        );
        assets
    }

    /// Pays exactly `assets` USDC to `receiver`; answers the shares it took.
    pub fn withdraw(e: &Env, assets: i128, receiver: Address, owner: Address, operator: Address) -> i128 {
        authorise_exit(e, assets, &operator);
        let shares = Pot::read(e).to_shares_ceil(e, assets);
        deposits::exit_no_auth(
            e,
            &Exit {
                assets,
                shares,
                receiver,
                owner,
                operator,
            },
        );
        shares
    }

    /// Takes exactly `shares` of `owner`; answers the USDC paid to `receiver`.
    pub fn redeem(e: &Env, shares: i128, receiver: Address, owner: Address, operator: Address) -> i128 {
        Self::redeem_min(e, shares, receiver, owner, operator, 0)
    }

    pub fn redeem_min(
        e: &Env,
        shares: i128,
        receiver: Address,
        owner: Address,
        operator: Address,
        min_assets: i128,
    ) -> i128 {
        authorise_exit(e, shares, &operator);
        let assets = Pot::read(e).to_assets_floor(e, shares);
        require_at_least(e, assets, min_assets);
        deposits::exit_no_auth(
            e,
            &Exit {
                assets,
                shares,
                receiver,
                owner,
                operator,
            },
        );
        assets
    }
}

/// `operator` authorises the call, and who is to be locked agrees to it: an allowance lets its holder spend USDC, not
/// renew the lock of who gave it. `from` agrees to pay by calling or by the USDC allowance it gave `operator`.
fn authorise_deposit(e: &Env, amount: i128, receiver: &Address, operator: &Address) {
    operator.require_auth();
    if receiver != operator {
        receiver.require_auth();
    }
    storage::extend_instance(e);
    deposits::require_positive(e, amount);
    deposits::require_open(e);
    books::recognise_loss(e);
}

/// `owner` agrees by calling or by the share allowance it gave `operator`.
fn authorise_exit(e: &Env, amount: i128, operator: &Address) {
    operator.require_auth();
    storage::extend_instance(e);
    deposits::require_positive(e, amount);
    books::recognise_loss(e);
}

fn require_at_least(e: &Env, result: i128, least: i128) {
    if result < least {
        panic_with_error!(e, Error::BelowMinimum);
    }
}
