//! Ways into the vault and out of it, and what it tells.
use nectar_tests::{keys::Tree, underwater::USDC};
use soroban_sdk::{Address, IntoVal, Val, Vec as HostVec};

use super::plain;
use crate::{
    stage::{LPS, Stage},
    step::Dice,
    table::{Draft, Effect, Row, entry},
};

const VAULT: &str = "nectar-vault";

pub static ROWS: &[Row] = &[
    entry(VAULT, "deposit", 20, |s, d| {
        let parties = Parties::into(s, d);
        let assets = d.amount(s.world.balance(&s.usdc(), &s.address(parties.from)));
        parties.deposit(
            s,
            d,
            assets,
            (assets, parties.to.clone()),
            Effect::In(Some(assets)),
            None,
        )
    }),
    entry(VAULT, "deposit_min", 8, |s, d| {
        let parties = Parties::into(s, d);
        let assets = d.amount(s.world.balance(&s.usdc(), &s.address(parties.from)));
        let least = least(d, assets);
        parties.deposit(
            s,
            d,
            assets,
            (assets, parties.to.clone()),
            Effect::In(Some(assets)),
            Some(least),
        )
    }),
    entry(VAULT, "mint", 12, |s, d| {
        let parties = Parties::into(s, d);
        let shares = d.amount(s.world.balance(&s.usdc(), &s.address(parties.from)));
        let cost = s.world.vault().try_preview_mint(&shares);
        let assets = cost.map_or(0, |cost| cost.unwrap_or(0));
        parties.deposit(s, d, assets, (shares, parties.to.clone()), Effect::In(None), None)
    }),
    entry(VAULT, "withdraw", 16, |s, d| {
        let exit = Exit::of(s, d);
        let held = s
            .world
            .vault()
            .try_max_withdraw(&exit.owner)
            .map_or(0, |held| held.unwrap_or(0));
        let assets = d.amount(held);
        let shares = s
            .world
            .vault()
            .try_preview_withdraw(&assets)
            .map_or(0, |shares| shares.unwrap_or(0));
        let effect = Effect::Out(Some(assets), exit.to.clone());
        exit.leave(s, d, assets, shares, is_paid(s, assets), None)
            .effect(effect)
    }),
    entry(VAULT, "redeem", 16, |s, d| {
        let exit = Exit::of(s, d);
        let shares = d.amount(s.world.vault().unlocked_shares(&exit.owner));
        let brings = is_paid(s, worth(s, shares));
        let effect = Effect::Out(None, exit.to.clone());
        exit.leave(s, d, shares, shares, brings, None).effect(effect)
    }),
    entry(VAULT, "redeem_min", 8, |s, d| {
        let exit = Exit::of(s, d);
        let shares = d.amount(s.world.vault().unlocked_shares(&exit.owner));
        let assets = worth(s, shares);
        let least = least(d, assets);
        let effect = Effect::Out(None, exit.to.clone());
        exit.leave(
            s,
            d,
            shares,
            shares,
            is_paid(s, assets) && least <= assets,
            Some(least),
        )
        .effect(effect)
    }),
    // The world was opened with one, which nobody can repeat.
    entry(VAULT, "seed", 1, |s, d| {
        let by = super::admin(s, VAULT, d);
        let amount = d.amount(1_000_000_000);
        let below = vec![super::transfer(s, &s.usdc(), by, &s.world.vault, amount)];
        Draft::open((s.address(by), amount).into_val(s.e())).and(by, below)
    })
    .never(),
    entry(VAULT, "query_asset", 1, plain).always(),
    entry(VAULT, "total_assets", 1, plain).always(),
    entry(VAULT, "share_price", 1, plain).always(),
    entry(VAULT, "convert_to_shares", 1, of_amount),
    entry(VAULT, "convert_to_assets", 1, of_amount),
    entry(VAULT, "max_deposit", 1, of_account).always(),
    entry(VAULT, "max_mint", 1, of_account).always(),
    entry(VAULT, "max_withdraw", 1, of_account).always(),
    entry(VAULT, "max_redeem", 1, of_account).always(),
    entry(VAULT, "preview_deposit", 1, of_amount),
    entry(VAULT, "preview_mint", 1, of_amount),
    entry(VAULT, "preview_withdraw", 1, of_amount),
    entry(VAULT, "preview_redeem", 1, of_amount),
    entry(VAULT, "get_state", 1, plain).always(),
    entry(VAULT, "get_params", 1, plain).always(),
    entry(VAULT, "get_config", 1, plain).always(),
    entry(VAULT, "get_tranche", 1, of_account).always(),
    entry(VAULT, "unlocked_shares", 1, of_account).always(),
    entry(VAULT, "get_route", 1, of_number).always(),
    entry(VAULT, "route_count", 1, plain).always(),
    entry(VAULT, "is_pool_allowed", 1, of_account).always(),
    entry(VAULT, "is_asset_allowed", 1, of_token).always(),
    entry(VAULT, "reward_of", 1, of_account).always(),
    entry(VAULT, "is_open", 1, plain).always(),
    entry(VAULT, "admin", 1, plain).always(),
    entry(VAULT, "bump", 1, plain).always(),
    entry(VAULT, "version", 1, plain).always(),
    entry(VAULT, "get_change", 1, of_number).always(),
    entry(VAULT, "change_count", 1, plain).always(),
    entry(VAULT, "get_pauses", 1, plain).always(),
    entry(VAULT, "get_pool_cap", 1, of_account).always(),
    entry(VAULT, "get_asset_cap", 1, of_token).always(),
    entry(VAULT, "is_type_enabled", 1, of_number).always(),
    entry(VAULT, "get_type", 1, of_number).always(),
];

pub fn of_account(s: &mut Stage, d: &mut Dice) -> Draft {
    Draft::open((s.anybody(d),).into_val(s.e()))
}

fn of_token(s: &mut Stage, d: &mut Dice) -> Draft {
    Draft::open((s.any_token(d),).into_val(s.e()))
}

fn of_amount(s: &mut Stage, d: &mut Dice) -> Draft {
    Draft::open((d.amount(1_000_000_000),).into_val(s.e()))
}

pub fn of_number(s: &mut Stage, d: &mut Dice) -> Draft {
    Draft::open((d.small(0, 12),).into_val(s.e()))
}

/// A least result that is met, or perhaps not.
fn least(d: &mut Dice, expected: i128) -> i128 {
    match d.below(4) {
        0 => 0,
        1 => expected,
        2 => expected / 2,
        _ => expected.saturating_add(1),
    }
}

/// Whether the vault has so much to pay, which only draws can make doubtful.
fn is_paid(s: &Stage, assets: i128) -> bool {
    (1..=s.at_hand()).contains(&assets)
}

fn worth(s: &Stage, shares: i128) -> i128 {
    let preview = s.world.vault().try_preview_redeem(&shares);
    preview.map_or(0, |assets| assets.unwrap_or(0))
}

/// Of a deposit: who calls, who pays, who gets the shares.
struct Parties {
    operator: usize,
    from: usize,
    receiver: Option<usize>,
    to: Address,
}

impl Parties {
    fn into(s: &Stage, d: &mut Dice) -> Parties {
        let lp = s.one_of(LPS, d);
        let alike = !d.one_in(4);
        let (operator, receiver) = if alike {
            (lp, lp)
        } else {
            (s.one_of(LPS, d), s.one_of(LPS, d))
        };
        Parties {
            operator,
            from: lp,
            receiver: Some(receiver).filter(|receiver| *receiver != operator),
            to: s.address(receiver),
        }
    }

    /// `assets`: what will be paid.
    fn deposit(
        &self,
        s: &mut Stage,
        d: &mut Dice,
        assets: i128,
        (amount, to): (i128, Address),
        effect: Effect,
        least: Option<i128>,
    ) -> Draft {
        let (usdc, vault) = (s.usdc(), s.world.vault.clone());
        let (from, operator) = (s.address(self.from), s.address(self.operator));
        let below = if self.from == self.operator {
            super::transfer(s, &usdc, self.from, &vault, assets)
        } else {
            if !d.one_in(4) {
                let until = s.e().ledger().sequence() + 1_000;
                let args = (from.clone(), operator.clone(), assets, until).into_val(s.e());
                s.sure(self.from, &usdc, "approve", args, vec![]);
            }
            let args = (operator.clone(), from.clone(), vault, assets).into_val(s.e());
            Tree::leaf(&usdc, "transfer_from", args)
        };
        let args: HostVec<Val> = match least {
            None => (amount, to, from, operator).into_val(s.e()),
            Some(least) => (amount, to, from, operator, least).into_val(s.e()),
        };
        let draft = Draft::open(args).and(self.operator, vec![below]).effect(effect);
        match self.receiver {
            Some(receiver) => draft.and(receiver, vec![]),
            None => draft,
        }
    }
}

/// Who calls, whose shares go, who is paid.
struct Exit {
    operator: usize,
    owner: Address,
    is_owner: bool,
    to: Address,
}

impl Exit {
    fn of(s: &Stage, d: &mut Dice) -> Exit {
        let owner = s.one_of(LPS, d);
        let operator = if d.one_in(6) { s.one_of(LPS, d) } else { owner };
        let to = if d.one_in(6) {
            s.anybody(d)
        } else {
            s.address(owner)
        };
        Exit {
            operator,
            owner: s.address(owner),
            is_owner: operator == owner,
            to,
        }
    }

    /// An owner who leaves with unlocked shares for something cannot be refused, whatever else goes on.
    fn leave(
        &self,
        s: &mut Stage,
        d: &mut Dice,
        amount: i128,
        shares: i128,
        brings: bool,
        least: Option<i128>,
    ) -> Draft {
        let (vault, owner) = (s.world.vault.clone(), self.owner.clone());
        let operator = s.address(self.operator);
        if !self.is_owner && !d.one_in(4) {
            let player = s
                .cast
                .iter()
                .position(|holder| holder.address == owner)
                .expect("a player");
            let until = s.e().ledger().sequence() + 1_000;
            let args = (owner.clone(), operator.clone(), shares, until).into_val(s.e());
            s.sure(player, &vault, "approve", args, vec![]);
        }
        let held = s.token(USDC);
        let payable = s.cast.iter().any(|holder| holder.address == self.to) && self.to != held;
        let unlocked = s.world.vault().unlocked_shares(&owner);
        let must = self.is_owner && payable && brings && (1..=unlocked).contains(&shares);
        let args: HostVec<Val> = match least {
            None => (amount, self.to.clone(), owner, operator).into_val(s.e()),
            Some(least) => (amount, self.to.clone(), owner, operator, least).into_val(s.e()),
        };
        Draft::by(self.operator, args).must(must)
    }
}
