//! A world with the real Blend whose vault fills auctions of bad debt (type 1) and of interest (type 2): a route over
//! Comet, terms for both types, and the scenes that open such auctions.
use comet_venue::CometVenue;
use nectar_interfaces::{
    backstop::BackstopClient,
    blend::{
        AuctionData,
        auction::{BAD_DEBT, INTEREST},
        request,
    },
    vault::{Order, Route, Swap, TypeParams},
    venue::PoolPath,
};
use soroban_sdk::{Address, testutils::Address as _, token::TokenClient, xdr::ToXdr as _};

use crate::{
    ledger,
    pool::PoolKind,
    tokens::UNIT,
    world::{Setup, World},
};

/// Route of the LP token, after those of the markets.
pub const LP_ROUTE: u32 = 3;
/// Bytes of events of one leg over Comet, either way.
const LEG_EVENT_BYTES: u32 = 1_228;
/// 20 days: a session lasts longer.
const INTEREST_SECS: u64 = 20 * 86_400;

pub struct DebtWorld {
    pub world: World,
    /// The LP token of the backstop, and the exchange it is a share of.
    pub comet: Address,
    pub venue: Address,
}

impl DebtWorld {
    /// 100,000 USDC of depositors: fills of types 1 and 2 may spend 1,000.
    pub fn usual() -> DebtWorld {
        DebtWorld::with(100_000, |_| {})
    }

    /// So many whole USDC of depositors; `change` edits the terms of both types.
    pub fn with(deposit: i128, change: impl Fn(&mut TypeParams)) -> DebtWorld {
        let setup = Setup {
            deposit: deposit * UNIT,
            lent: deposit,
            depth: deposit * UNIT,
            ..Setup::of(PoolKind::Blend)
        };
        let mut route_of = None;
        let world = World::prepared(&setup, |world| {
            route_of = Some(add_lp_route(world));
            let mut params = TypeParams {
                backstop: world.pool.backstop.clone(),
                cap: i128::MAX,
                margin_bps: 1_000,
            };
            change(&mut params);
            for auction_type in [BAD_DEBT, INTEREST] {
                world.vault().mock_all_auths().set_type(&auction_type, &params);
            }
        });
        let Route { token, venue, .. } = route_of.expect("the world was configured");
        DebtWorld {
            world,
            comet: token,
            venue,
        }
    }

    /// A borrower whose collateral was sold for half of the debt owes the rest, and the backstop takes it over: so many
    /// whole USDC and EURC.
    pub fn bad_debt(&self, usdc: i128, eurc: i128) -> AuctionData {
        let w = &self.world;
        let t = &w.tokens;
        let mut debts = vec![(&t.usdc, 2 * usdc * UNIT), (&t.eurc, 2 * eurc * UNIT)];
        debts.retain(|(_, amount)| *amount > 0);
        w.set_price(&t.xlm, 1_000_000);
        let user = w.borrower(&[(&t.xlm, 40 * (usdc + eurc) * UNIT)], &debts);
        w.set_price(&t.xlm, 100_000);
        let bid: Vec<&Address> = debts.iter().map(|(asset, _)| *asset).collect();
        w.new_auction(&user, &bid, &[&t.xlm], 100);
        ledger::advance(&w.e, 301);
        self.liquidate(&user, &bid);
        self.open(BAD_DEBT, &bid, &[&self.comet])
    }

    /// Somebody who is not the vault pays half the debt for all the collateral.
    fn liquidate(&self, user: &Address, bid: &[&Address]) {
        let w = &self.world;
        let filler = Address::generate(&w.e);
        let mut items = vec![(request::FILL_USER_LIQUIDATION, user, 100)];
        for asset in bid {
            w.mint(asset, &filler, 100_000 * UNIT);
            items.push((request::REPAY, asset, 100_000 * UNIT));
        }
        items.push((request::WITHDRAW_COLLATERAL, &w.tokens.xlm, i128::from(i64::MAX)));
        w.submit(&filler, &items);
    }

    /// A borrower of so many whole USDC and EURC, which should be most of what the pool has, owes interest for 20 days.
    pub fn interest(&self, usdc: i128, eurc: i128) -> AuctionData {
        let w = &self.world;
        let t = &w.tokens;
        let mut loans = vec![(&t.usdc, usdc * UNIT), (&t.eurc, eurc * UNIT)];
        loans.retain(|(_, amount)| *amount > 0);
        w.borrower(&[(&t.xlm, 40 * (usdc + eurc) * UNIT)], &loans);
        ledger::wait(&w.e, INTEREST_SECS);
        let lot: Vec<&Address> = loans.iter().map(|(asset, _)| *asset).collect();
        self.open(INTEREST, &[&self.comet], &lot)
    }

    /// Opens an auction of the backstop; its start ledger is the next one.
    pub fn open(&self, auction_type: u32, bid: &[&Address], lot: &[&Address]) -> AuctionData {
        let w = &self.world;
        let (bid, lot) = (w.addresses(bid), w.addresses(lot));
        let auction = w
            .pool()
            .new_auction(&auction_type, &w.pool.backstop, &bid, &lot, &100);
        ledger::advance_frozen(&w.e, 1);
        auction
    }

    /// Names every route for all of its token.
    pub fn order(&self, auction_type: u32, percent: u32) -> Order {
        let w = &self.world;
        let mut order = Order {
            auction_type,
            ..w.order(&w.pool.backstop, percent)
        };
        order.swaps.push_back(Swap {
            route: LP_ROUTE,
            token: self.comet.clone(),
            weight_bps: 10_000,
        });
        order
    }

    /// What must hold after every fill and every refusal: no LP token and no reserve asset but USDC in the vault, no
    /// position in the pool, no allowance, and every USDC on the books.
    pub fn assert_clean(&self) {
        let w = &self.world;
        let t = &w.tokens;
        for token in [&self.comet, &t.xlm, &t.eurc, &t.aqua, &t.blnd] {
            assert_eq!(w.balance(token, &w.vault), 0);
        }
        for token in [&self.comet, &t.usdc] {
            assert_eq!(w.balance(token, &self.venue), 0);
        }
        let position = w.pool().get_positions(&w.vault);
        assert!(
            position.liabilities.is_empty() && position.collateral.is_empty() && position.supply.is_empty()
        );
        assert_eq!(self.allowances(), []);
        assert_eq!(w.vault().get_state().booked, w.balance(&t.usdc, &w.vault));
    }

    /// Allowances of the vault that are not 0: (token, spender), of every token to everybody it deals with.
    pub fn allowances(&self) -> Vec<(Address, Address)> {
        let w = &self.world;
        let t = &w.tokens;
        let tokens = [&t.usdc, &t.xlm, &t.eurc, &t.aqua, &t.blnd, &self.comet];
        let markets = w.markets.iter().map(|market| &market.venue);
        let spenders: Vec<&Address> = [&w.pool.address, &w.pool.backstop, &self.comet, &self.venue]
            .into_iter()
            .chain(markets)
            .collect();
        let pairs = tokens.into_iter().flat_map(|token| {
            spenders
                .iter()
                .map(move |spender| (token.clone(), (*spender).clone()))
        });
        pairs
            .filter(|(token, spender)| TokenClient::new(&w.e, token).allowance(&w.vault, spender) != 0)
            .collect()
    }
}

/// Adds the LP token and its route to a vault that is not seeded.
pub fn add_lp_route(world: &World) -> Route {
    let comet = BackstopClient::new(&world.e, &world.pool.backstop).backstop_token();
    let venue = world.e.register(CometVenue, ());
    let path = PoolPath {
        path: world.addresses(&[&world.tokens.usdc, &comet]),
        pools: world.addresses(&[&comet]),
    };
    let route = Route {
        data: path.to_xdr(&world.e),
        event_bytes: LEG_EVENT_BYTES,
        token: comet.clone(),
        venue,
    };
    let vault = world.vault();
    vault.mock_all_auths().allow_asset(&comet);
    assert_eq!(vault.mock_all_auths().add_route(&route), LP_ROUTE);
    route
}
