//! What counts as raising a risk, in one place. After the seed such a change waits out the timelock; every other acts
//! at once, so that an admin who must protect the depositors never waits.

use nectar_interfaces::vault::{BondParams, Change, Params, TypeParams};
use soroban_sdk::Env;

use crate::storage;

/// Against what is in force now.
pub fn raises(e: &Env, change: &Change) -> bool {
    match change {
        Change::AddRoute(_) | Change::AllowAsset(_) | Change::AllowPool(_) => true,
        Change::EnableBond(new) => storage::bond(e).is_none_or(|old| bond_raises(&old, new)),
        Change::EnableType(auction_type, new) => match storage::type_params(e, *auction_type) {
            Some(old) => type_raises(&old, new),
            None => true,
        },
        Change::SetAssetCap(asset, cap) => *cap > storage::asset_cap(e, asset),
        Change::SetParams(new) => params_raise(&storage::params(e), new),
        Change::SetPoolCap(pool, cap) => *cap > storage::pool_cap(e, pool),
    }
}

/// True as soon as one field raises a risk, whatever the others lower.
pub fn params_raise(old: &Params, new: &Params) -> bool {
    // Whole on purpose: a new field does not compile until somebody decides which way its risk goes.
    let Params {
        cooldown_secs,
        deposit_cap,
        edge_share_bps,
        fee_bps,
        fill_cap_bps,
        max_price_age_secs,
        max_slippage_bps,
        min_margin_bps,
        min_profit,
        profit_unlock_secs,
    } = *new;
    // Exit terms: a longer cooldown would surprise whoever deposits next. Locks that exist keep their date either way.
    let exits = cooldown_secs > old.cooldown_secs;
    // Sooner, profits are easier to snipe; later, those who leave get less of them. Neither may come unannounced.
    let vesting = profit_unlock_secs != old.profit_unlock_secs;
    let exposure = deposit_cap > old.deposit_cap || fill_cap_bps > old.fill_cap_bps;
    let floors = min_profit < old.min_profit
        || min_margin_bps < old.min_margin_bps
        || edge_share_bps < old.edge_share_bps
        || max_slippage_bps > old.max_slippage_bps
        || max_price_age_secs > old.max_price_age_secs;
    let share = fee_bps > old.fee_bps;
    exits || vesting || exposure || floors || share
}

/// Less stake behind a draw, more or longer out, or less paid for it. Draws that are open keep their terms either way.
pub fn bond_raises(old: &BondParams, new: &BondParams) -> bool {
    let BondParams {
        bounty_bps,
        cap_bps,
        daily_fee_bps,
        slash_timeout_secs,
    } = *new;
    bounty_bps < old.bounty_bps
        || cap_bps > old.cap_bps
        || daily_fee_bps < old.daily_fee_bps
        || slash_timeout_secs > old.slash_timeout_secs
}

pub fn type_raises(old: &TypeParams, new: &TypeParams) -> bool {
    new.backstop != old.backstop || new.cap > old.cap || new.margin_bps < old.margin_bps
}
