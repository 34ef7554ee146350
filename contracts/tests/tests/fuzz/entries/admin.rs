//! What the admin of the vault may do, and everybody else tries.
use nectar_interfaces::vault::{Change, Params, Route, Scope, TypeParams};
use nectar_tests::tokens::UNIT;
use soroban_sdk::{Address, Bytes, IntoVal};

use super::{admin, bonded};
use crate::{
    stage::Stage,
    step::Dice,
    table::{Draft, Note, Row, entry},
};

const VAULT: &str = "nectar-vault";

pub static ROWS: &[Row] = &[
    entry(VAULT, "set_params", 3, |s, d| {
        let params = if d.one_in(3) { wild(s, d) } else { stricter(s, d) };
        Draft::by(admin(s, VAULT, d), (params,).into_val(s.e()))
    }),
    // After the seed these five wait out the timelock, and only `execute` does them.
    entry(VAULT, "allow_pool", 1, |s, d| {
        Draft::by(admin(s, VAULT, d), (s.anybody(d),).into_val(s.e()))
    })
    .never(),
    entry(VAULT, "allow_asset", 1, |s, d| {
        Draft::by(admin(s, VAULT, d), (s.any_token(d),).into_val(s.e()))
    })
    .never(),
    entry(VAULT, "add_route", 1, |s, d| {
        Draft::by(admin(s, VAULT, d), (route(s, d),).into_val(s.e()))
    })
    .never(),
    entry(VAULT, "disallow_pool", 1, |s, d| {
        let pool = if d.one_in(3) {
            s.anybody(d)
        } else {
            s.world.pool.address.clone()
        };
        Draft::by(admin(s, VAULT, d), (pool,).into_val(s.e()))
    }),
    entry(VAULT, "disallow_asset", 1, |s, d| {
        Draft::by(admin(s, VAULT, d), (s.any_token(d),).into_val(s.e()))
    }),
    entry(VAULT, "remove_route", 1, |s, d| {
        let id = if d.one_in(3) {
            d.small(0, 9)
        } else {
            s.world.vault().route_count() - 1
        };
        Draft::by(admin(s, VAULT, d), (id,).into_val(s.e()))
    }),
    entry(VAULT, "set_pool_cap", 2, |s, d| {
        let cap = d.amount(10_000 * UNIT);
        Draft::by(
            admin(s, VAULT, d),
            (s.world.pool.address.clone(), cap).into_val(s.e()),
        )
    }),
    entry(VAULT, "set_asset_cap", 2, |s, d| {
        let cap = d.amount(10_000 * UNIT);
        Draft::by(admin(s, VAULT, d), (s.any_token(d), cap).into_val(s.e()))
    }),
    entry(VAULT, "set_type", 3, |s, d| {
        let kind = d.small(1, 3);
        let stricter = s.world.vault().get_type(&kind).map(|now| TypeParams {
            margin_bps: now.margin_bps + 1,
            ..now
        });
        let terms = stricter.filter(|_| !d.one_in(3)).unwrap_or_else(|| terms(s, d));
        Draft::by(admin(s, VAULT, d), (kind, terms).into_val(s.e()))
    }),
    entry(VAULT, "disable_type", 2, |s, d| {
        Draft::by(admin(s, VAULT, d), (d.small(1, 3),).into_val(s.e()))
    }),
    entry(VAULT, "propose", 8, |s, d| {
        let change = change(s, d);
        Draft::by(admin(s, VAULT, d), (change,).into_val(s.e())).note(Note::Announced)
    }),
    entry(VAULT, "execute", 8, |s, d| {
        let id = announced(s, d);
        if !d.one_in(4) {
            s.advance(12);
        }
        Draft::by(admin(s, VAULT, d), (id,).into_val(s.e())).note(Note::Executed(id))
    }),
    entry(VAULT, "cancel", 3, |s, d| {
        let id = announced(s, d);
        Draft::by(admin(s, VAULT, d), (id,).into_val(s.e())).note(Note::Executed(id))
    }),
    entry(VAULT, "pause", 3, |s, d| {
        let secs = d.pick(&[60u64, 300, 1, 3_600, 259_200, 259_201, 0]);
        Draft::by(admin(s, VAULT, d), (scope(s, d), secs).into_val(s.e()))
    }),
    entry(VAULT, "unpause", 4, |s, d| {
        if d.one_in(2) {
            let (by, vault) = (s.admin_of(VAULT), s.world.vault.clone());
            s.sure(by, &vault, "pause", (scope(s, d), 60u64).into_val(s.e()), vec![]);
        }
        let running = s.world.vault().get_pauses().keys();
        let scope = running.get(d.small(0, 3)).unwrap_or(Scope::All);
        Draft::by(admin(s, VAULT, d), (scope,).into_val(s.e()))
    }),
    entry(VAULT, "propose_admin", 3, |s, d| {
        super::propose_admin_until(s, d, VAULT)
    }),
    entry(VAULT, "accept_admin", 4, |s, d| super::accept_admin(s, d, VAULT)),
];

fn announced(s: &Stage, d: &mut Dice) -> u32 {
    match s.announced.len() {
        0 => d.small(0, 20),
        _ if d.one_in(8) => d.small(0, 20),
        known => s.announced[d.below(known)],
    }
}

fn scope(s: &Stage, d: &mut Dice) -> Scope {
    match d.below(4) {
        0 => Scope::All,
        1 => Scope::Pool(s.world.pool.address.clone()),
        2 => Scope::Asset(s.any_token(d)),
        _ => Scope::Pool(s.anybody(d)),
    }
}

fn change(s: &Stage, d: &mut Dice) -> Change {
    match d.below(9) {
        0 => Change::AllowPool(s.anybody(d)),
        1 => Change::AllowAsset(s.any_token(d)),
        2 => Change::AddRoute(route(s, d)),
        3 => Change::SetPoolCap(s.world.pool.address.clone(), d.amount(i128::MAX)),
        4 => Change::SetAssetCap(s.any_token(d), d.amount(i128::MAX)),
        5 => Change::EnableType(d.small(1, 2), terms(s, d)),
        6 if s.bonded => Change::EnableBond(bonded::terms(d)),
        _ => Change::SetParams(wild(s, d)),
    }
}

fn terms(s: &Stage, d: &mut Dice) -> TypeParams {
    TypeParams {
        backstop: if d.one_in(8) {
            s.anybody(d)
        } else {
            s.world.pool.backstop.clone()
        },
        cap: d.amount(1_000_000 * UNIT),
        margin_bps: d.pick(&[1_000, 500, 5_000, 499, 2_000]),
    }
}

/// A route of a token over a venue that is one, or is none.
fn route(s: &Stage, d: &mut Dice) -> Route {
    let at = &s.exchanges[d.below(s.exchanges.len())];
    let venue: Address = if d.one_in(6) {
        s.anybody(d)
    } else {
        at.venue.clone()
    };
    Route {
        data: if d.one_in(6) {
            Bytes::new(s.e())
        } else {
            at.data.clone()
        },
        event_bytes: d.pick(&[2_500, 472, 0, 100_000]),
        token: if d.one_in(6) {
            s.any_token(d)
        } else {
            s.token(at.reserve)
        },
        venue,
    }
}

/// Acts at once: no field raises a risk.
fn stricter(s: &Stage, d: &mut Dice) -> Params {
    let now = s.world.vault().get_params();
    match d.below(4) {
        0 => Params {
            fee_bps: now.fee_bps * 9 / 10,
            ..now
        },
        1 => Params {
            min_profit: now.min_profit + 1,
            ..now
        },
        2 => Params {
            max_slippage_bps: now.max_slippage_bps.saturating_sub(5),
            ..now
        },
        _ => now,
    }
}

/// Within the hard bounds, or beyond one of them.
fn wild(s: &Stage, d: &mut Dice) -> Params {
    Params {
        cooldown_secs: d.pick(&[60, 97, 600, 3_600, 59]),
        profit_unlock_secs: d.pick(&[60, 131, 600, 3_600]),
        fee_bps: d.pick(&[1_000, 333, 0, 1_000, 1_001]),
        fill_cap_bps: d.pick(&[10_000, 5_000, 10_000, 10_000, 0]),
        min_margin_bps: d.pick(&[200, 50, 2_000, 49]),
        max_slippage_bps: d.pick(&[200, 500, 0, 501]),
        deposit_cap: d.amount(i128::MAX),
        ..s.params.clone()
    }
}
