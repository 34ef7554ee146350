//! Bonded draws: off until the admin enables them, through the timelock once the vault is open.

use nectar_interfaces::vault::{BondParams, Change, Draw, DrawDefault, DrawWindow};
use soroban_sdk::{Address, Env, contractimpl};

use super::{NectarVault, NectarVaultArgs, NectarVaultClient, admin::by_admin};
use crate::{bonded, storage, timelock};

#[contractimpl]
impl NectarVault {
    /// Operator, never a session: takes `amount` USDC into custody against the operator's stake. Answers the whole draw.
    pub fn draw(e: &Env, operator: Address, amount: i128) -> Draw {
        operator.require_auth();
        storage::extend_instance(e);
        bonded::draw_no_auth(e, &operator, amount)
    }

    /// Operator: brings exactly `amount` USDC back: fee first, then principal; anything beyond vests to the depositors.
    pub fn return_proceeds(e: &Env, operator: Address, amount: i128) {
        operator.require_auth();
        storage::extend_instance(e);
        bonded::return_no_auth(e, &operator, amount);
    }

    /// Anyone, from the draw's deadline on: closes it out of the operator's stake. Answers the bounty, which goes to
    /// `caller`.
    pub fn slash(e: &Env, operator: Address, caller: Address) -> i128 {
        storage::extend_instance(e);
        bonded::slash(e, &operator, &caller)
    }

    /// Anyone with USDC: pays for what a slashed stake did not cover.
    pub fn cure(e: &Env, from: Address, operator: Address, amount: i128) {
        from.require_auth();
        storage::extend_instance(e);
        bonded::cure_no_auth(e, &from, &operator, amount);
    }

    /// Admin: terms of bonded draws. After the seed only stricter ones while draws are on.
    pub fn set_bond(e: &Env, terms: BondParams) {
        by_admin(e);
        timelock::act(e, Change::EnableBond(terms));
    }

    /// Admin, at once: no new draws. Open ones are returned or slashed as ever.
    pub fn disable_bond(e: &Env) {
        by_admin(e);
        bonded::disable(e);
    }

    /// Terms of bonded draws while they are on.
    pub fn get_bond(e: &Env) -> Option<BondParams> {
        storage::bond(e)
    }

    /// With the fee due now.
    pub fn get_draw(e: &Env, operator: Address) -> Option<Draw> {
        bonded::get(e, &operator)
    }

    /// The last window opened, over or not.
    pub fn get_draw_window(e: &Env) -> Option<DrawWindow> {
        storage::draw_window(e)
    }

    /// What slashes of the operator left behind.
    pub fn get_default(e: &Env, operator: Address) -> Option<DrawDefault> {
        storage::default(e, &operator)
    }

    /// USDC that all draws together have out.
    pub fn total_drawn(e: &Env) -> i128 {
        storage::total_drawn(e)
    }
}
