//! Fills, alone and in batches, and what belongs to the profit of them.
use nectar_interfaces::{
    blend::auction::{BAD_DEBT, INTEREST, USER_LIQUIDATION},
    vault::{Order, Swap},
};
use nectar_tests::{
    debts::LP_ROUTE,
    keys::Tree,
    tokens::UNIT,
    underwater::{AQUA, EURC, XLM},
};
use soroban_sdk::{IntoVal, Vec as HostVec};

use super::plain;
use crate::{
    stage::{OPERATORS, SESSIONS, Stage},
    step::Dice,
    table::{Draft, Effect, Note, Row, entry},
};

const VAULT: &str = "nectar-vault";
const BATCHER: &str = "fill-batcher";
/// Fills that are counted apart.
pub const OF_BAD_DEBT: &str = " of bad debt";
pub const OF_INTEREST: &str = " of interest";

pub static ROWS: &[Row] = &[
    entry(VAULT, "fill", 110, |s, d| {
        let (operator, session) = pair(s, d);
        let order = order(s, d, true);
        let kind = match order.auction_type {
            BAD_DEBT => OF_BAD_DEBT,
            INTEREST => OF_INTEREST,
            _ => "",
        };
        let args = (s.address(operator), s.address(session), order).into_val(s.e());
        let draft = Draft::by(session, args).kind(kind);
        draft.effect(Effect::Fill).note(Note::Auctions)
    }),
    entry(BATCHER, "fill_many", 14, |s, d| {
        let (operator, session) = pair(s, d);
        let (who, key, vault) = (s.address(operator), s.address(session), s.world.vault.clone());
        let count = d.pick(&[2, 1, 3, 0]);
        let orders: Vec<Order> = (0..count).map(|n| order(s, d, n == 0)).collect();
        let fills = orders.iter().map(|order| {
            let args = (who.clone(), key.clone(), order.clone()).into_val(s.e());
            Tree::leaf(&vault, "fill", args)
        });
        let below = fills.collect();
        let list = HostVec::from_iter(s.e(), orders);
        let args = (who.clone(), key.clone(), vault.clone(), list).into_val(s.e());
        let draft = Draft::open(args).and(session, below);
        draft.effect(Effect::Fills).note(Note::Auctions)
    }),
    entry(BATCHER, "bump", 1, plain).always(),
    entry(BATCHER, "version", 1, plain).always(),
    entry(VAULT, "claim_rewards", 8, |s, d| {
        let operator = s.address(s.one_of(OPERATORS, d));
        let owed = s.world.vault().reward_of(&operator) > 0;
        Draft::open((operator,).into_val(s.e()))
            .effect(Effect::Claim)
            .must(owed)
    }),
    entry(VAULT, "skim", 6, |s, _| {
        Draft::open(().into_val(s.e())).effect(Effect::Skim)
    }),
    entry(VAULT, "sell_leftover", 10, |s, d| {
        let reserve = d.pick(&[XLM, EURC, AQUA]);
        let token = s.token(reserve);
        let weight = if d.one_in(8) {
            d.small(0, 20_000)
        } else {
            d.small(1, 10_000)
        };
        let mut swaps = HostVec::new(s.e());
        for route in chosen(s, reserve, d.next()) {
            swaps.push_back(Swap {
                route,
                token: token.clone(),
                weight_bps: weight,
            });
        }
        let pool = if d.one_in(16) {
            s.anybody(d)
        } else {
            s.world.pool.address.clone()
        };
        let args = (pool, token.clone(), swaps).into_val(s.e());
        Draft::open(args).effect(Effect::Sale(token))
    }),
];

/// A delegation that should be alive, or any two players.
fn pair(s: &Stage, d: &mut Dice) -> (usize, usize) {
    if s.alive.is_empty() || d.one_in(12) {
        return (s.one_of(OPERATORS, d), s.one_of(SESSIONS, d));
    }
    s.alive[d.below(s.alive.len())]
}

/// An order for an auction there is. Who waits lets it ripen first, as a keeper does.
fn order(s: &mut Stage, d: &mut Dice, waits: bool) -> Order {
    let choice = d.next();
    let (kind, user, block) = match s.auctions.len() {
        0 => (USER_LIQUIDATION, s.anybody(d), 0),
        open => {
            let auction = &s.auctions[usize::try_from(choice % open as u64).expect("an index")];
            (auction.kind, auction.user.clone(), auction.block)
        }
    };
    let patience = d.next();
    let ripe = block + 150 + u32::try_from(patience % 270).expect("a few ledgers");
    let now = s.e().ledger().sequence();
    if waits && patience / 270 % 8 != 7 && block > 0 && now < ripe && now < block + 185 {
        s.advance(ripe - now);
    }
    let how = d.next();
    let percent = [100, 100, 100, 100, 99, 50, 17, 1, 0, 101][usize::try_from(how % 10).expect("a digit")];
    Order {
        auction_type: if how / 10 % 50 == 49 { 3 } else { kind },
        min_profit: if how / 500 % 20 == 19 { 50 * UNIT } else { 0 },
        percent,
        pool: s.world.pool.address.clone(),
        swaps: swaps(s, d),
        user,
    }
}

/// Routes for every token, whole; now and then one is missing or not whole.
fn swaps(s: &Stage, d: &mut Dice) -> HostVec<Swap> {
    let how = d.next();
    let missing = (how % 14 == 13).then_some(how / 14 % 3);
    let weight = if how / 64 % 20 == 19 { 9_999 } else { 10_000 };
    let mut swaps = HostVec::new(s.e());
    for (index, reserve) in (0u64..).zip([XLM, EURC, AQUA]) {
        if missing == Some(index) {
            continue;
        }
        let routes = chosen(
            s,
            reserve,
            how / 1_280 / 3u64.pow(u32::try_from(index).expect("three")),
        );
        let share = weight / u32::try_from(routes.len()).expect("two at most");
        for route in routes {
            let (token, weight_bps) = (s.token(reserve), share);
            swaps.push_back(Swap {
                route,
                token,
                weight_bps,
            });
        }
    }
    if s.blend {
        let (token, route, weight_bps) = (s.comet.clone(), LP_ROUTE, 10_000);
        swaps.push_back(Swap {
            route,
            token,
            weight_bps,
        });
    }
    swaps
}

/// The first exchange of the token, the second, or half over each.
fn chosen(s: &Stage, reserve: usize, choice: u64) -> Vec<u32> {
    let traded = s.exchanges.iter().filter(|at| at.reserve == reserve);
    let routes: Vec<u32> = traded.map(|at| at.route).collect();
    match choice % 3 {
        0 => routes[..1].to_vec(),
        1 => routes[routes.len() - 1..].to_vec(),
        _ => routes,
    }
}
