//! W17: the original changed its vault, its pause and its configuration without a word.

use nectar_interfaces::vault::{Change, Route, Scope};
use soroban_sdk::{Bytes, testutils::Address as _};

use super::{bonded::terms, *};

#[track_caller]
fn tells(w: &World, act: impl FnOnce(&NectarVaultClient), events: usize) {
    act(&w.client());
    assert_eq!(w.told(), events);
}

#[test]
fn w17_every_change_of_state_tells_one_event() {
    let w = World::bare();
    let token = asset_contract(&w.e);
    let route = Route {
        data: Bytes::new(&w.e),
        event_bytes: 472,
        token: token.clone(),
        venue: Address::generate(&w.e),
    };
    tells(&w, |c| c.set_params(&params()), 1);
    tells(&w, |c| c.allow_pool(&token), 1);
    tells(&w, |c| c.allow_asset(&token), 1);
    tells(&w, |c| _ = c.add_route(&route), 1);
    tells(&w, |c| c.set_pool_cap(&token, &1), 1);
    tells(&w, |c| c.set_asset_cap(&token, &1), 1);
    tells(&w, |c| c.set_type(&1, &w.type_params()), 1);
    tells(&w, |c| c.set_bond(&terms()), 1);
    w.seed(10 * UNIT);
    tells(&w, |c| c.disable_bond(), 1);
    tells(&w, |c| c.disable_type(&1), 1);
    tells(&w, |c| c.remove_route(&0), 1);
    tells(&w, |c| c.disallow_asset(&token), 1);
    tells(&w, |c| c.disallow_pool(&token), 1);
    tells(&w, |c| _ = c.pause(&Scope::All, &1), 1);
    tells(&w, |c| c.unpause(&Scope::All), 1);
    tells(&w, |c| _ = c.propose(&Change::SetParams(params())), 1);
    tells(&w, |c| c.cancel(&0), 1);
    tells(&w, |c| c.propose_admin(&token, &2_000), 1);
    tells(&w, |c| c.accept_admin(), 1);
}

/// Two states change: the announcement goes, and what it announced comes.
#[test]
fn an_executed_change_tells_that_it_was_and_what_it_did() {
    let w = World::new();
    let token = asset_contract(&w.e);
    for change in [
        Change::AllowAsset(token.clone()),
        Change::AllowPool(token.clone()),
        Change::EnableBond(terms()),
        Change::EnableType(2, w.type_params()),
        Change::SetAssetCap(token.clone(), 1),
        Change::SetParams(params()),
        Change::SetPoolCap(token, 1),
    ] {
        w.change(&change);
        assert_eq!(w.told(), 2, "{change:?}");
    }
}

#[test]
fn w17_price_and_version_can_be_read() {
    let w = World::new();
    assert_eq!((w.client().share_price(), w.client().version()), (PRICE_ONE, 1));
}
