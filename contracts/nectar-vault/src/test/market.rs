//! A pool, an oracle and two markets around the vault: blend-v2's worked example, 300 USDC borrowed on 5,000 XLM whose
//! price falls from 0.10 to 0.075.

use lab_amm::{LabAmm, LabAmmClient};
use liquidation_lab::{LiquidationLab, LiquidationLabClient};
use mock_oracle::{MockOracle, MockOracleClient};
use nectar_interfaces::{
    blend::{
        AuctionData, PoolClient, Positions, RATE_SCALE, Reserve, ReserveConfig, ReserveData,
        auction::USER_LIQUIDATION,
    },
    oracle::Asset,
    vault::{FillReceipt, Order, Route, Swap},
};
use soroban_sdk::{Bytes, Map, Symbol, vec};

use super::*;

pub const XLM_PRICE: i128 = 750_000;
pub const EURC_PRICE: i128 = 11_500_000;
/// Percent of the worked example: bid 207 USDC, lot 3,156.75 XLM.
pub const PERCENT: u32 = 69;
pub const LEG_BYTES: u32 = 472;
pub const XLM_ROUTE: u32 = 0;
pub const EURC_ROUTE: u32 = 1;

pub struct Market {
    pub w: World,
    pub pool: Address,
    pub backstop: Address,
    pub oracle: Address,
    pub xlm: Address,
    pub eurc: Address,
    pub xlm_amm: Address,
    pub eurc_amm: Address,
    pub lp: Address,
}

impl Market {
    /// `depth` USDC on each side of each market, at the oracle's prices; 10,000 USDC of one depositor in the vault.
    pub fn new(depth: i128) -> Self {
        Self::with(depth, params(), &|_| {})
    }

    /// `extra` adds configuration before the seed seals it.
    pub fn with(depth: i128, params: Params, extra: &dyn Fn(&Self)) -> Self {
        let w = World::bare();
        let e = w.e.clone();
        let [xlm, eurc] = core::array::from_fn(|_| asset_contract(&e));
        let base = Asset::Other(Symbol::new(&e, "USD"));
        let oracle = e.register(MockOracle, (w.admin.clone(), base, 7u32, 300u32));
        let name = String::from_str(&e, "lab");
        let [backstop, blnd] = core::array::from_fn(|_| Address::generate(&e));
        let pool = e.register(
            LiquidationLab,
            (
                w.admin.clone(),
                name,
                oracle.clone(),
                0u32,
                6u32,
                0i128,
                backstop.clone(),
                blnd,
            ),
        );
        let amm = |token: &Address| e.register(LabAmm, (w.admin.clone(), w.usdc.clone(), token.clone()));
        let (xlm_amm, eurc_amm) = (amm(&xlm), amm(&eurc));
        let lp = w.account(10_000 * UNIT);
        let m = Self {
            w,
            pool,
            backstop,
            oracle,
            xlm,
            eurc,
            xlm_amm,
            eurc_amm,
            lp,
        };
        m.furnish(depth);
        let c = m.w.client();
        c.set_params(&params);
        c.allow_pool(&m.pool);
        for (token, venue) in [(&m.xlm, &m.xlm_amm), (&m.eurc, &m.eurc_amm)] {
            c.allow_asset(token);
            c.add_route(&m.route(token, venue));
        }
        extra(&m);
        m.w.seed(10 * UNIT);
        m.w.deposit(&m.lp, 10_000 * UNIT);
        m
    }

    fn furnish(&self, depth: i128) {
        let usdc = &self.w.usdc;
        for (asset, price) in [(usdc, UNIT), (&self.xlm, XLM_PRICE), (&self.eurc, EURC_PRICE)] {
            self.set_price(asset, price);
        }
        for (asset, c_factor, l_factor) in [
            (usdc, 9_500_000, 9_500_000),
            (&self.xlm, 7_500_000, 7_500_000),
            (&self.eurc, 9_500_000, 9_500_000),
        ] {
            self.lab().init_reserve(asset, &reserve(c_factor, l_factor));
            self.w.mint(asset, &self.pool, 1_000_000 * UNIT);
        }
        self.lab().set_status(&0);
        let lender = Address::generate(&self.w.e);
        let all = 1_000_000 * UNIT;
        self.set_position(&lender, &[(0, all), (1, all), (2, all)], &[]);
        for (amm, token, price) in [
            (&self.xlm_amm, &self.xlm, XLM_PRICE),
            (&self.eurc_amm, &self.eurc, EURC_PRICE),
        ] {
            self.deepen(amm, token, depth * UNIT, price);
        }
    }

    pub fn deepen(&self, amm: &Address, token: &Address, usdc: i128, price: i128) {
        let admin = &self.w.admin;
        let tokens = usdc * UNIT / price;
        self.w.mint(&self.w.usdc, admin, usdc);
        self.w.mint(token, admin, tokens);
        LabAmmClient::new(&self.w.e, amm).add_liquidity(admin, &usdc, &tokens);
    }

    pub fn lab(&self) -> LiquidationLabClient<'_> {
        LiquidationLabClient::new(&self.w.e, &self.pool)
    }

    pub fn auction(&self, user: &Address) -> Option<AuctionData> {
        let pool = PoolClient::new(&self.w.e, &self.pool);
        pool.try_get_auction(&USER_LIQUIDATION, user).ok()?.ok()
    }

    pub fn oracle(&self) -> MockOracleClient<'_> {
        MockOracleClient::new(&self.w.e, &self.oracle)
    }

    pub fn set_price(&self, asset: &Address, price: i128) {
        self.oracle()
            .set_price_fresh(&Asset::Stellar(asset.clone()), &price);
    }

    pub fn route(&self, token: &Address, venue: &Address) -> Route {
        Route {
            data: Bytes::new(&self.w.e),
            event_bytes: LEG_BYTES,
            token: token.clone(),
            venue: venue.clone(),
        }
    }

    pub fn set_position(&self, user: &Address, collateral: &[(u32, i128)], liabilities: &[(u32, i128)]) {
        let map = |rows: &[(u32, i128)]| {
            let mut map = Map::new(&self.w.e);
            rows.iter().for_each(|(index, amount)| map.set(*index, *amount));
            map
        };
        let positions = Positions {
            collateral: map(collateral),
            liabilities: map(liabilities),
            supply: map(&[]),
        };
        self.lab().set_position(user, &positions);
    }

    /// The worked example's auction, at age 0.
    pub fn open_auction(&self) -> Address {
        let user = Address::generate(&self.w.e);
        self.set_position(&user, &[(1, 5_000 * UNIT)], &[(0, 300 * UNIT)]);
        let (bid, lot) = (
            vec![&self.w.e, self.w.usdc.clone()],
            vec![&self.w.e, self.xlm.clone()],
        );
        self.lab()
            .new_auction(&USER_LIQUIDATION, &user, &bid, &lot, &PERCENT);
        self.age(1);
        user
    }

    /// An auction of the largest percent the pool admits, at age 0.
    pub fn auction_of(&self, user: &Address, bid: &[&Address], lot: &[&Address]) {
        let list = |assets: &[&Address]| Vec::from_iter(&self.w.e, assets.iter().map(|a| (*a).clone()));
        let opened = (1..=100).rev().find(|percent| {
            let lab = self.lab();
            lab.try_new_auction(&USER_LIQUIDATION, user, &list(bid), &list(lot), percent)
                .is_ok()
        });
        assert!(opened.is_some(), "the pool admits no auction of this user");
        self.age(1);
    }

    /// Ledgers pass and seconds do not, so that interest leaves the numbers round.
    pub fn age(&self, ledgers: u32) {
        self.w
            .e
            .ledger()
            .with_mut(|ledger| ledger.sequence_number += ledgers);
    }

    pub fn swap(&self, token: &Address, route: u32, weight_bps: u32) -> Swap {
        Swap {
            route,
            token: token.clone(),
            weight_bps,
        }
    }

    pub fn order(&self, user: &Address) -> Order {
        Order {
            auction_type: USER_LIQUIDATION,
            min_profit: 0,
            percent: 100,
            pool: self.pool.clone(),
            swaps: vec![&self.w.e, self.swap(&self.xlm, XLM_ROUTE, 10_000)],
            user: user.clone(),
        }
    }

    pub fn fill(&self, order: &Order) -> FillReceipt {
        self.w.client().fill(&self.w.operator, &self.w.session, order)
    }

    pub fn try_fill(&self, order: &Order) -> Refusal<FillReceipt, soroban_sdk::ConversionError> {
        self.w.client().try_fill(&self.w.operator, &self.w.session, order)
    }

    /// Every balance and book a refused fill must leave as it was.
    pub fn fingerprint(&self) -> std::vec::Vec<i128> {
        let holders = [
            &self.w.vault,
            &self.pool,
            &self.xlm_amm,
            &self.eurc_amm,
            &self.w.operator,
            &self.w.session,
        ];
        let tokens = [&self.w.usdc, &self.xlm, &self.eurc];
        let mut numbers: std::vec::Vec<i128> = holders
            .iter()
            .flat_map(|holder| tokens.iter().map(|token| self.w.balance(token, holder)))
            .collect();
        let state = self.w.client().get_state();
        numbers.extend([
            state.booked,
            state.owed,
            state.total_assets,
            state.total_shares,
            state.unvested,
        ]);
        numbers.push(self.w.client().reward_of(&self.w.operator));
        let keeper = self
            .w
            .registry()
            .get_keeper(&self.w.operator)
            .expect("registered");
        numbers.extend([i128::from(keeper.fills), keeper.profit, keeper.volume]);
        if let Some(session) = self.w.registry().get_session(&self.w.operator, &self.w.session) {
            numbers.push(i128::from(session.fills_in_hour));
        }
        numbers
    }

    #[track_caller]
    pub fn assert_refused_whole(&self, order: &Order, error: Error) {
        self.assert_failed_whole(order, error as u32);
    }

    #[track_caller]
    pub fn assert_failed_whole(&self, order: &Order, code: u32) {
        let before = (self.fingerprint(), self.auction(&order.user));
        assert_failed(self.try_fill(order), code);
        assert_eq!((self.fingerprint(), self.auction(&order.user)), before);
    }
}

pub fn reserve_at_rate_one(asset: Address) -> Reserve {
    let data = ReserveData {
        b_rate: RATE_SCALE,
        b_supply: 0,
        backstop_credit: 0,
        d_rate: RATE_SCALE,
        d_supply: 0,
        ir_mod: 0,
        last_time: 0,
    };
    Reserve {
        asset,
        config: reserve(0, UNIT as u32),
        data,
        scalar: UNIT,
    }
}

fn reserve(c_factor: u32, l_factor: u32) -> ReserveConfig {
    ReserveConfig {
        c_factor,
        decimals: 7,
        enabled: true,
        index: 0,
        l_factor,
        max_util: 9_500_000,
        r_base: 100_000,
        r_one: 500_000,
        r_three: 15_000_000,
        r_two: 5_000_000,
        reactivity: 20,
        supply_cap: i128::MAX,
        util: 7_500_000,
    }
}
