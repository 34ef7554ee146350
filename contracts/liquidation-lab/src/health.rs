//! What a position is worth in the oracle's base asset, and its health factor.

use nectar_interfaces::blend::{FACTOR_SCALE, ReserveConfig, ReserveData};

use crate::{
    math::{mul_div_ceil, mul_div_floor},
    rates::{debt_of, supply_of},
};

/// One reserve as one user holds it. `collateral` in bTokens, `liability` in dTokens, rates accrued.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Holding {
    /// 10^decimals of the asset.
    pub asset_scale: i128,
    pub b_rate: i128,
    pub c_factor: u32,
    pub collateral: i128,
    pub d_rate: i128,
    pub l_factor: u32,
    pub liability: i128,
    /// In the oracle's decimals.
    pub price: i128,
}

impl Holding {
    pub fn new(config: &ReserveConfig, data: &ReserveData, price: i128) -> Holding {
        Holding {
            asset_scale: 10i128.pow(config.decimals),
            b_rate: data.b_rate,
            c_factor: config.c_factor,
            collateral: 0,
            d_rate: data.d_rate,
            l_factor: config.l_factor,
            liability: 0,
            price,
        }
    }
}

/// Sums over holdings, in the oracle's decimals. `raw` before, `base` after the reserves' factors.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Health {
    pub collateral_base: i128,
    pub collateral_raw: i128,
    pub liability_base: i128,
    pub liability_raw: i128,
}

impl Health {
    pub fn of<'a>(holdings: impl IntoIterator<Item = &'a Holding>) -> Health {
        let mut health = Health::default();
        for holding in holdings {
            health.add(holding);
        }
        health
    }

    /// Collateral rounds down, debt up.
    pub fn add(&mut self, holding: &Holding) {
        if holding.collateral > 0 {
            let asset = supply_of(holding.collateral, holding.b_rate);
            let effective = mul_div_floor(asset, i128::from(holding.c_factor), FACTOR_SCALE);
            self.collateral_base += mul_div_floor(holding.price, effective, holding.asset_scale);
            self.collateral_raw += mul_div_floor(holding.price, asset, holding.asset_scale);
        }
        if holding.liability > 0 {
            let asset = debt_of(holding.liability, holding.d_rate);
            let effective = mul_div_ceil(asset, FACTOR_SCALE, i128::from(holding.l_factor));
            self.liability_base += mul_div_ceil(holding.price, effective, holding.asset_scale);
            self.liability_raw += mul_div_ceil(holding.price, asset, holding.asset_scale);
        }
    }

    /// Rounded down, in the oracle's decimals; `None` without debt.
    pub fn factor(&self, oracle_scale: i128) -> Option<i128> {
        (self.liability_base > 0)
            .then(|| mul_div_floor(self.collateral_base, oracle_scale, self.liability_base))
    }

    /// Above `bound` (7 decimals, rounded up to the oracle's); no debt counts as above.
    pub fn is_over(&self, bound: i128, oracle_scale: i128) -> bool {
        self.factor(oracle_scale)
            .is_none_or(|factor| factor > mul_div_ceil(oracle_scale, bound, FACTOR_SCALE))
    }

    /// Below `bound` (7 decimals, rounded down to the oracle's); no debt never is.
    pub fn is_under(&self, bound: i128, oracle_scale: i128) -> bool {
        self.factor(oracle_scale)
            .is_some_and(|factor| factor < mul_div_floor(oracle_scale, bound, FACTOR_SCALE))
    }

    pub fn is_liquidatable(&self) -> bool {
        self.liability_base > self.collateral_base
    }
}
