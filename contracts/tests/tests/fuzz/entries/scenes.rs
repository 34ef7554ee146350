//! What goes on around the contracts: time, prices, donations, auctions, and an admin who repairs what was broken.
use nectar_interfaces::{
    blend::{
        auction::{BAD_DEBT, INTEREST},
        request,
    },
    vault::Change,
};
use nectar_tests::{
    keys::Tree,
    pool::requests,
    tokens::UNIT,
    underwater::{AQUA, EURC, USDC, XLM},
    world::PRICES,
};
use soroban_sdk::{Address, IntoVal, Val, Vec as HostVec};

use super::{
    bonded::opening_terms,
    lab::{borrow, open_auction, try_percents},
    registry::good_name,
    transfer,
};
use crate::{
    stage::{BORROWERS, LENDER, OPERATORS, SESSIONS, Stage, TRADER, lp_terms, route},
    step::Dice,
    table::{Row, scene},
};

const VAULT: &str = "nectar-vault";

pub static ROWS: &[Row] = &[
    scene("time", 16, |s, d| {
        s.advance(d.small(0, 60));
        nectar_tests::ledger::wait(s.e(), d.between(0, 9));
    }),
    scene("a day", 1, |s, _| nectar_tests::ledger::wait(s.e(), 86_400)),
    scene("price move", 18, |s, d| {
        let reserve = d.pick(&[XLM, XLM, XLM, EURC, AQUA]);
        let moved = s.prices[reserve] * i128::from(d.between(93, 107)) / 100;
        s.set_price(reserve, moved.clamp(PRICES[reserve] / 5, PRICES[reserve] * 5));
    }),
    scene("venue move", 12, |s, d| {
        let (exchange, buys) = (d.below(s.exchanges.len()), !d.one_in(2));
        s.trade(
            exchange,
            buys,
            i128::from(d.between(100_000, 10_000 * 10_000_000)),
        );
    }),
    scene("donation", 20, |s, d| {
        let (reserve, amount) = (
            d.pick(&[USDC, USDC, XLM, EURC, AQUA]),
            i128::from(d.between(1, 1_000_000_000)),
        );
        let (token, vault) = (s.token(reserve), s.world.vault.clone());
        let args = (s.address(LENDER), vault, amount).into_val(s.e());
        s.sure(LENDER, &token, "transfer", args, vec![]);
    }),
    scene("auction", 50, open_auction),
    scene("rival", 3, rival),
    scene("bad debt", 10, bad_debt),
    scene("interest", 10, interest),
    scene("prices back", 14, |s, _| calm(s)),
    scene("vault back", 14, |s, _| restore(s)),
    scene("operators back", 6, |s, _| enlist(s)),
];

/// Somebody who is not the vault fills first.
fn rival(s: &mut Stage, _dice: &mut Dice) {
    let Some(auction) = s.auctions.iter().find(|auction| auction.kind == 0) else {
        return;
    };
    let user = auction.user.clone();
    fill_as_trader(s, &user);
    s.look_at_auctions();
}

fn fill_as_trader(s: &mut Stage, user: &Address) {
    let Ok(Ok(auction)) = s.world.pool().try_get_auction(&0, user) else {
        return;
    };
    let pool = s.world.pool.address.clone();
    let much = 100_000 * UNIT;
    let (bids, lots): (Vec<_>, Vec<_>) = (
        auction.bid.keys().iter().collect(),
        auction.lot.keys().iter().collect(),
    );
    let mut items = vec![(request::FILL_USER_LIQUIDATION, user, 100)];
    items.extend(bids.iter().map(|asset| (request::REPAY, asset, much)));
    let all = i128::from(i64::MAX);
    items.extend(
        lots.iter()
            .map(|asset| (request::WITHDRAW_COLLATERAL, asset, all)),
    );
    let below: Vec<Tree> = bids
        .iter()
        .map(|asset| transfer(s, asset, TRADER, &pool, much))
        .collect();
    let who = s.address(TRADER);
    let args = (who.clone(), who.clone(), who, requests(s.e(), &items)).into_val(s.e());
    s.sure(TRADER, &pool, "submit", args, below);
}

/// In the real Blend: half of a debt is paid for all of its collateral, and the backstop takes the rest over.
fn bad_debt(s: &mut Stage, dice: &mut Dice) {
    let backstop = s.world.pool.backstop.clone();
    if !s.blend || s.auctions.iter().any(|auction| auction.kind == BAD_DEBT) {
        return open_auction(s, dice);
    }
    let player = BORROWERS.start + dice.below(BORROWERS.len());
    let (xlm, usdc, scale) = (s.token(XLM), s.usdc(), i128::from(dice.between(20, 200)) * UNIT);
    s.set_price(XLM, 1_000_000);
    borrow(s, player, (&xlm, 20 * scale), (&usdc, scale));
    s.set_price(XLM, 60_000);
    if try_percents(s, player) {
        let user = s.address(player);
        s.advance(330);
        fill_as_trader(s, &user);
        let (bid, lot) = (s.world.addresses(&[&usdc]), s.world.addresses(&[&s.comet]));
        if matches!(
            s.world
                .pool()
                .try_new_auction(&BAD_DEBT, &backstop, &bid, &lot, &100),
            Ok(Ok(_))
        ) {
            s.look_for_auction(BAD_DEBT, backstop);
        }
    }
    s.set_price(XLM, 1_000_000);
    s.look_at_auctions();
}

/// In the real Blend: most of the USDC is lent, and the interest of days is auctioned for LP tokens. Sessions
/// that expire meanwhile are granted anew.
fn interest(s: &mut Stage, dice: &mut Dice) {
    let backstop = s.world.pool.backstop.clone();
    if !s.blend || s.auctions.iter().any(|auction| auction.kind == INTEREST) {
        return open_auction(s, dice);
    }
    let (xlm, usdc) = (s.token(XLM), s.usdc());
    s.set_price(XLM, 1_000_000);
    borrow(s, TRADER, (&xlm, 80_000_000 * UNIT), (&usdc, 1_700_000 * UNIT));
    nectar_tests::ledger::wait(s.e(), 86_400 * dice.between(1, 4));
    let (bid, lot) = (s.world.addresses(&[&s.comet]), s.world.addresses(&[&usdc]));
    if matches!(
        s.world
            .pool()
            .try_new_auction(&INTEREST, &backstop, &bid, &lot, &100),
        Ok(Ok(_))
    ) {
        s.look_for_auction(INTEREST, backstop);
    }
    enlist(s);
}

/// Fresh prices where the markets are, and a pool that is open.
fn calm(s: &mut Stage) {
    for reserve in [USDC, XLM, EURC, AQUA] {
        s.set_price(reserve, s.prices[reserve]);
    }
    let (admin, pool) = (s.admin_of("liquidation-lab"), s.world.pool.address.clone());
    s.sure(admin, &pool, "set_status", (0u32,).into_val(s.e()), vec![]);
}

/// The admin lifts every pause and announces, waits for and executes what brings the vault back to how it opened.
fn restore(s: &mut Stage) {
    let (admin, vault) = (s.admin_of(VAULT), s.world.vault.clone());
    for scope in s.world.vault().get_pauses().keys() {
        s.sure(admin, &vault, "unpause", (scope,).into_val(s.e()), vec![]);
    }
    let first = s.world.vault().change_count();
    let changes = lost(s);
    for change in &changes {
        let args: HostVec<Val> = (change.clone(),).into_val(s.e());
        s.sure(admin, &vault, "propose", args, vec![]);
    }
    s.advance(12);
    for (id, change) in (first..).zip(changes) {
        let next_route = s.world.vault().route_count();
        let done = s.sure(admin, &vault, "execute", (id,).into_val(s.e()), vec![]);
        if let (true, Change::AddRoute(route)) = (done, change) {
            let at = s.exchanges.iter_mut().find(|at| at.venue == route.venue);
            at.expect("a venue of this world").route = next_route;
        }
    }
}

/// What the vault was opened with and has lost since.
fn lost(s: &Stage) -> Vec<Change> {
    let (vault, pool) = (s.world.vault(), s.world.pool.address.clone());
    let mut changes = vec![];
    if !vault.is_pool_allowed(&pool) {
        changes.push(Change::AllowPool(pool.clone()));
    }
    if vault.get_pool_cap(&pool) != i128::MAX {
        changes.push(Change::SetPoolCap(pool, i128::MAX));
    }
    let mut tokens: Vec<Address> = [USDC, XLM, EURC, AQUA].map(|reserve| s.token(reserve)).into();
    tokens.push(s.comet.clone());
    for token in tokens {
        if !vault.is_asset_allowed(&token) && (s.blend || token != s.comet) {
            changes.push(Change::AllowAsset(token.clone()));
        }
        if vault.get_asset_cap(&token) != i128::MAX {
            changes.push(Change::SetAssetCap(token, i128::MAX));
        }
    }
    for kind in [BAD_DEBT, INTEREST] {
        let terms = lp_terms(&s.world);
        if s.blend && vault.get_type(&kind).as_ref() != Some(&terms) {
            changes.push(Change::EnableType(kind, terms));
        }
    }
    for at in &s.exchanges {
        if vault.get_route(&at.route).is_none() {
            changes.push(Change::AddRoute(route(&s.world, at)));
        }
    }
    if s.bonded && vault.get_bond().as_ref() != Some(&opening_terms(s.number)) {
        changes.push(Change::EnableBond(opening_terms(s.number)));
    }
    if vault.get_params() != s.params {
        changes.push(Change::SetParams(s.params.clone()));
    }
    changes
}

/// Whoever has left or lost a session comes back.
fn enlist(s: &mut Stage) {
    let registry = s.world.registry.clone();
    let admin = s.admin_of("keeper-registry");
    s.sure(admin, &registry, "unpause", ().into_val(s.e()), vec![]);
    for (operator, session) in OPERATORS.zip(SESSIONS) {
        let (who, key) = (s.address(operator), s.address(session));
        if s.world.registry().get_keeper(&who).is_none() {
            let args = (who.clone(), good_name(s), 0i128).into_val(s.e());
            s.sure(operator, &registry, "register", args, vec![]);
        }
        let poor = s
            .world
            .registry()
            .get_keeper(&who)
            .is_some_and(|keeper| keeper.stake < 5_000 * UNIT);
        if s.bonded && poor {
            s.stake(operator, 2_000 * UNIT);
        }
        let delegation = s.world.registry().get_session(&who, &key);
        let lasting = delegation.is_some_and(|granted| {
            granted.expires_at > s.now() + 86_400 && granted.limits == s.world.wide_limits()
        });
        if !lasting || !s.alive.contains(&(operator, session)) {
            let until = s.now() + 29 * 86_400;
            let args = (who, key, 0i128, until, s.world.wide_limits()).into_val(s.e());
            s.sure(operator, &registry, "grant_session", args, vec![]);
            s.alive.retain(|pair| *pair != (operator, session));
            s.alive.push((operator, session));
        }
    }
}
