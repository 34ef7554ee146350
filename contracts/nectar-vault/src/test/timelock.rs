//! After the seed: what raises a risk is announced and waits, what lowers one acts at once.

use nectar_interfaces::vault::{Announced, Change, Route};
use soroban_sdk::{Bytes, testutils::Address as _};

use super::*;

const WINDOW: u64 = 7 * DAY;

fn greedier() -> Params {
    Params {
        min_margin_bps: 100,
        ..params()
    }
}

fn stricter() -> Params {
    Params {
        min_margin_bps: 300,
        ..params()
    }
}

fn route(w: &World, token: &Address) -> Route {
    Route {
        data: Bytes::new(&w.e),
        event_bytes: 472,
        token: token.clone(),
        venue: Address::generate(&w.e),
    }
}

/// One change of each kind that raises a risk, for a vault that allows `token`.
fn raising(w: &World, token: &Address) -> [Change; 8] {
    [
        Change::AddRoute(route(w, token)),
        Change::AllowAsset(asset_contract(&w.e)),
        Change::AllowPool(Address::generate(&w.e)),
        Change::EnableBond(bonded::terms()),
        Change::EnableType(1, w.type_params()),
        Change::SetAssetCap(token.clone(), 2),
        Change::SetParams(greedier()),
        Change::SetPoolCap(token.clone(), 2),
    ]
}

/// Seeded, with one allowed asset and a cap of 1 stroop on it, as an asset and as a pool.
fn capped() -> (World, Address) {
    let w = World::bare();
    let token = asset_contract(&w.e);
    w.client().allow_asset(&token);
    w.client().set_asset_cap(&token, &1);
    w.client().set_pool_cap(&token, &1);
    w.seed(10 * UNIT);
    (w, token)
}

fn try_at_once(
    w: &World,
    change: &Change,
) -> Result<(), Result<soroban_sdk::Error, soroban_sdk::InvokeError>> {
    let c = w.client();
    match change {
        Change::AddRoute(route) => c.try_add_route(route).map(|_| ()),
        Change::AllowAsset(asset) => c.try_allow_asset(asset).map(|_| ()),
        Change::AllowPool(pool) => c.try_allow_pool(pool).map(|_| ()),
        Change::EnableBond(terms) => c.try_set_bond(terms).map(|_| ()),
        Change::EnableType(auction_type, terms) => c.try_set_type(auction_type, terms).map(|_| ()),
        Change::SetAssetCap(asset, cap) => c.try_set_asset_cap(asset, cap).map(|_| ()),
        Change::SetParams(params) => c.try_set_params(params).map(|_| ()),
        Change::SetPoolCap(pool, cap) => c.try_set_pool_cap(pool, cap).map(|_| ()),
    }
}

#[test]
fn after_the_seed_nothing_that_raises_a_risk_acts_at_once() {
    let (w, token) = capped();
    for change in raising(&w, &token) {
        let refused = try_at_once(&w, &change);
        let code = Error::TimelockRequired as u32;
        assert_eq!(
            refused,
            Err(Ok(HostError::from_contract_error(code))),
            "{change:?}"
        );
    }
}

#[test]
fn each_kind_of_change_acts_when_its_time_has_come() {
    let (w, token) = capped();
    let c = w.client();
    let changes = raising(&w, &token);
    let ids: std::vec::Vec<u32> = changes.iter().map(|change| c.propose(change)).collect();
    w.pass(TIMELOCK);
    ids.iter().for_each(|id| c.execute(id));
    let [
        Change::AddRoute(route),
        Change::AllowAsset(asset),
        Change::AllowPool(pool),
        ..,
    ] = &changes
    else {
        unreachable!("in the order above");
    };
    assert_eq!(c.get_route(&0), Some(route.clone()));
    assert!(c.is_asset_allowed(asset) && c.is_pool_allowed(pool));
    assert_eq!(
        (c.get_bond(), c.get_type(&1)),
        (Some(bonded::terms()), Some(w.type_params()))
    );
    assert_eq!((c.get_asset_cap(&token), c.get_pool_cap(&token)), (2, 2));
    assert_eq!(c.get_params(), greedier());
}

#[test]
fn what_lowers_a_risk_acts_at_once() {
    let (w, token) = capped();
    let c = w.client();
    c.set_params(&stricter());
    assert_eq!(c.get_params(), stricter());
    c.set_params(&stricter());
    c.set_asset_cap(&token, &0);
    c.set_pool_cap(&token, &0);
    assert_eq!((c.get_asset_cap(&token), c.get_pool_cap(&token)), (0, 0));
    assert_refused(c.try_set_params(&params()), Error::TimelockRequired);
}

#[test]
fn one_field_that_raises_a_risk_holds_all_others_back() {
    let w = World::new();
    let mixed = Params {
        fee_bps: 0,
        ..greedier()
    };
    assert_refused(w.client().try_set_params(&mixed), Error::TimelockRequired);
    assert_eq!(w.client().get_params(), params());
}

#[test]
fn before_the_seed_nothing_is_announced() {
    let w = World::bare();
    let proposed = w.client().try_propose(&Change::SetParams(greedier()));
    assert_refused(proposed, Error::NotOpen);
    w.client().set_params(&greedier());
}

#[test]
fn a_change_is_public_until_it_acts_and_not_a_second_early() {
    let w = World::new();
    let c = w.client();
    let change = Change::SetParams(greedier());
    let id = c.propose(&change);
    let eta = NOW + TIMELOCK;
    assert_eq!(c.get_change(&id), Some(Announced { change, eta }));
    assert_eq!((id, c.change_count()), (0, 1));
    assert_refused(c.try_execute(&id), Error::ChangeTooEarly);
    w.pass(TIMELOCK - 1);
    assert_refused(c.try_execute(&id), Error::ChangeTooEarly);
    assert_eq!(c.get_params(), params());
    w.pass(1);
    c.execute(&id);
    assert_eq!((c.get_params(), c.get_change(&id)), (greedier(), None));
}

#[test]
fn a_change_nobody_executed_lapses_after_seven_days() {
    let w = World::new();
    let c = w.client();
    let change = Change::SetParams(greedier());
    let [last_second, too_late] = [c.propose(&change), c.propose(&change)];
    w.pass(TIMELOCK + WINDOW);
    c.execute(&last_second);
    w.pass(1);
    assert_refused(c.try_execute(&too_late), Error::ChangeExpired);
    c.cancel(&too_late);
    assert_eq!(c.get_change(&too_late), None);
}

#[test]
fn a_change_acts_once() {
    let w = World::new();
    let c = w.client();
    w.change(&Change::SetParams(greedier()));
    c.set_params(&stricter());
    assert_refused(c.try_execute(&0), Error::NoSuchChange);
    assert_eq!(c.get_params(), stricter());
}

#[test]
fn a_cancelled_change_never_acts() {
    let w = World::new();
    let c = w.client();
    let id = c.propose(&Change::SetParams(greedier()));
    c.cancel(&id);
    w.pass(TIMELOCK);
    assert_refused(c.try_execute(&id), Error::NoSuchChange);
    assert_refused(c.try_cancel(&id), Error::NoSuchChange);
    assert_refused(c.try_execute(&99), Error::NoSuchChange);
    assert_ne!(
        c.propose(&Change::SetParams(greedier())),
        id,
        "numbers are given once"
    );
}

/// Anybody else could use an old announcement to undo a limit lowered since.
#[test]
fn only_the_admin_executes_and_cancels() {
    let w = World::new();
    let c = w.client();
    let id = c.propose(&Change::SetParams(greedier()));
    w.pass(TIMELOCK);
    for act in [NectarVaultClient::execute, NectarVaultClient::cancel] {
        let id = c.propose(&Change::SetParams(greedier()));
        w.pass(TIMELOCK);
        act(&c, &id);
        let signers: std::vec::Vec<_> = w.e.auths().into_iter().map(|(who, _)| who).collect();
        assert!(signers.iter().eq([&w.admin]));
    }
    w.e.set_auths(&[]);
    assert!(c.try_execute(&id).is_err() && c.try_cancel(&id).is_err());
    assert!(c.get_change(&id).is_some());
}

#[test]
fn bounds_hold_for_what_is_announced_as_for_what_acts() {
    let (w, token) = capped();
    let c = w.client();
    let long = Params {
        cooldown_secs: 7 * DAY + 1,
        ..params()
    };
    let silent = Route {
        event_bytes: 471,
        ..route(&w, &token)
    };
    for (change, error) in [
        (Change::SetParams(long), Error::InvalidParams),
        (Change::AddRoute(silent), Error::InvalidRoute),
        (Change::AllowAsset(w.usdc.clone()), Error::InvalidAsset),
        (Change::SetPoolCap(token.clone(), -1), Error::InvalidCap),
        (Change::SetAssetCap(token.clone(), i128::MIN), Error::InvalidCap),
        (Change::EnableType(0, w.type_params()), Error::InvalidType),
        (Change::EnableType(3, w.type_params()), Error::InvalidType),
    ] {
        assert_refused(c.try_propose(&change), error);
    }
    assert_eq!(c.change_count(), 0);
}

#[test]
fn an_asset_and_its_route_can_be_announced_together() {
    let w = World::new();
    let c = w.client();
    let token = asset_contract(&w.e);
    let asset = c.propose(&Change::AllowAsset(token.clone()));
    let route = c.propose(&Change::AddRoute(route(&w, &token)));
    w.pass(TIMELOCK);
    assert_refused(c.try_execute(&route), Error::InvalidRoute);
    c.execute(&asset);
    c.execute(&route);
    assert_eq!(c.route_count(), 1);
}
