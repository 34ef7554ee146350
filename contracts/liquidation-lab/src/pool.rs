//! The pool as one call sees it: reserves accrued once and written back at the end, prices read once.
use nectar_interfaces::{
    blend::{FACTOR_SCALE, PoolConfig, Positions, Reserve},
    oracle::{Asset, OracleClient},
};
use soroban_sdk::{Address, Env, Map, Vec, panic_with_error};

use crate::{
    errors::PoolError,
    health::{Health, Holding},
    interest, rates, storage,
};

/// A price older than this is refused.
const MAX_PRICE_AGE_SECS: u64 = 86_400;

pub struct Pool<'a> {
    pub config: PoolConfig,
    e: &'a Env,
    changed: Map<Address, Reserve>,
    list: Option<Vec<Address>>,
    loaded: Map<Address, Reserve>,
    oracle_scale: Option<i128>,
    prices: Map<Address, i128>,
}

impl<'a> Pool<'a> {
    pub fn load(e: &'a Env) -> Pool<'a> {
        Pool {
            config: storage::config(e),
            e,
            changed: Map::new(e),
            list: None,
            loaded: Map::new(e),
            oracle_scale: None,
            prices: Map::new(e),
        }
    }

    /// Accrued to now. Traps for an unknown asset, as Blend does.
    pub fn reserve(&mut self, asset: &Address) -> Reserve {
        if let Some(reserve) = self
            .changed
            .get(asset.clone())
            .or_else(|| self.loaded.get(asset.clone()))
        {
            return reserve;
        }
        let config =
            storage::reserve_config(self.e, asset).expect("the asset is a reserve, else trap like Blend");
        let data = storage::reserve_data(self.e, asset).expect("written together with its configuration");
        let now = self.e.ledger().timestamp();
        let data = interest::accrue(&config, &data, self.config.bstop_rate, now);
        let scalar = 10i128.pow(config.decimals);
        let reserve = Reserve {
            asset: asset.clone(),
            config,
            data,
            scalar,
        };
        self.loaded.set(asset.clone(), reserve.clone());
        reserve
    }

    /// Keeps a changed reserve for `store`.
    pub fn put(&mut self, reserve: Reserve) {
        self.changed.set(reserve.asset.clone(), reserve);
    }

    pub fn store(&self) {
        for (asset, reserve) in self.changed.iter() {
            storage::set_reserve_data(self.e, &asset, &reserve.data);
        }
    }

    pub fn asset_at(&mut self, index: u32) -> Address {
        let e = self.e;
        let list = self.list.get_or_insert_with(|| storage::reserve_list(e));
        list.get(index)
            .unwrap_or_else(|| panic_with_error!(e, PoolError::InternalReserveNotFound))
    }

    pub fn oracle_scale(&mut self) -> i128 {
        let (e, oracle) = (self.e, &self.config.oracle);
        *self
            .oracle_scale
            .get_or_insert_with(|| 10i128.pow(OracleClient::new(e, oracle).decimals()))
    }

    /// Traps without a price, as Blend does; refuses one that is old or not positive.
    fn price(&mut self, asset: &Address) -> i128 {
        if let Some(price) = self.prices.get(asset.clone()) {
            return price;
        }
        let feed = OracleClient::new(self.e, &self.config.oracle);
        let quote = feed
            .lastprice(&Asset::Stellar(asset.clone()))
            .expect("there is a price, else trap like Blend");
        let stale = quote.timestamp + MAX_PRICE_AGE_SECS < self.e.ledger().timestamp();
        if stale || quote.price <= 0 {
            panic_with_error!(self.e, PoolError::InvalidPrice)
        }
        self.prices.set(asset.clone(), quote.price);
        quote.price
    }

    /// What the user holds of the reserve with this index, priced.
    pub fn holding(&mut self, index: u32, positions: &Positions) -> Holding {
        let asset = self.asset_at(index);
        let reserve = self.reserve(&asset);
        let price = self.price(&asset);
        let mut holding = Holding::new(&reserve.config, &reserve.data, price);
        holding.collateral = positions.collateral.get(index).unwrap_or(0);
        holding.liability = positions.liabilities.get(index).unwrap_or(0);
        holding
    }

    pub fn health(&mut self, positions: &Positions) -> Health {
        let mut health = Health::default();
        for index in held(positions) {
            health.add(&self.holding(index, positions));
        }
        health
    }

    /// 1207 once everything supplied is lent out.
    pub fn require_liquidity(&self, reserve: &Reserve) {
        if rates::utilization(&reserve.data) >= FACTOR_SCALE {
            panic_with_error!(self.e, PoolError::InvalidUtilRate)
        }
    }

    /// 1207 above the reserve's own bound.
    pub fn require_below_max_util(&mut self, asset: &Address) {
        let reserve = self.reserve(asset);
        if rates::utilization(&reserve.data) > i128::from(reserve.config.max_util) {
            panic_with_error!(self.e, PoolError::InvalidUtilRate)
        }
    }
}

/// Indices with collateral or debt, each once, ascending.
pub fn held(positions: &Positions) -> impl Iterator<Item = u32> {
    let mut indices = positions.collateral.clone();
    for (index, amount) in positions.liabilities.iter() {
        indices.set(index, amount);
    }
    indices.keys().into_iter()
}
