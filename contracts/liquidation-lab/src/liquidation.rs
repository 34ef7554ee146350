//! How much of an unhealthy position one auction may take: enough to bring the health factor of what is kept above
//! 1.03 and not beyond 1.15, or all of it when nothing less would do.

use crate::{
    errors::PoolError,
    health::{Health, Holding},
    math::{mul_div_ceil, mul_div_floor},
};

/// Bounds of the health factor of what the user keeps, 7 decimals.
const MAX_POST_HEALTH: i128 = 11_500_000;
const MIN_POST_HEALTH: i128 = 10_300_000;
/// Above this percent of a whole position the auction takes everything, sized as for this percent.
const FULL_PERCENT: u32 = 95;

/// One holding of the user and whether the auction covers its collateral (lot) and its debt (bid).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Leg {
    pub holding: Holding,
    /// Of the reserve; names the leg, the model does not read it.
    pub index: u32,
    pub in_bid: bool,
    pub in_lot: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Valid,
    TooLarge,
    TooSmall,
}

/// Shares of the covered positions that an auction takes, in the oracle's decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizing {
    pub bid_share: i128,
    pub lot_share: i128,
    oracle_scale: i128,
    /// Of what the user keeps; `None` without debt.
    pub post_health: Option<i128>,
    pub verdict: Verdict,
}

impl Sizing {
    /// dTokens of the auction, rounded up.
    pub fn bid_of(&self, leg: &Leg) -> i128 {
        if leg.in_bid {
            mul_div_ceil(leg.holding.liability, self.bid_share, self.oracle_scale)
        } else {
            0
        }
    }

    /// bTokens of the auction, rounded up.
    pub fn lot_of(&self, leg: &Leg) -> i128 {
        if leg.in_lot {
            mul_div_ceil(leg.holding.collateral, self.lot_share, self.oracle_scale)
        } else {
            0
        }
    }

    pub fn require_valid(self) -> Result<Sizing, PoolError> {
        match self.verdict {
            Verdict::Valid => Ok(self),
            Verdict::TooLarge => Err(PoolError::InvalidLiqTooLarge),
            Verdict::TooSmall => Err(PoolError::InvalidLiqTooSmall),
        }
    }

    fn kept(&self, leg: &Leg) -> Holding {
        Holding {
            collateral: leg.holding.collateral - self.lot_of(leg),
            liability: leg.holding.liability - self.bid_of(leg),
            ..leg.holding
        }
    }
}

/// Refuses what no percent could make an auction of. `Leg`s must hold the user's whole position.
pub fn check_selection(legs: &[Leg], max_positions: u32) -> Result<(), PoolError> {
    let bids = legs.iter().filter(|leg| leg.in_bid).count();
    let lots = legs.iter().filter(|leg| leg.in_lot).count();
    check_count(bids + lots, max_positions)?;
    check_health(legs)?;
    if bids == 0 || legs.iter().any(|leg| leg.in_bid && leg.holding.liability == 0) {
        return Err(PoolError::InvalidBid);
    }
    if lots == 0 || legs.iter().any(|leg| leg.in_lot && leg.holding.collateral == 0) {
        return Err(PoolError::InvalidLot);
    }
    Ok(())
}

/// The pool limits how many assets an auction may name.
pub fn check_count(named: usize, max_positions: u32) -> Result<(), PoolError> {
    if named > max_positions as usize {
        return Err(PoolError::MaxPositionsExceeded);
    }
    Ok(())
}

/// `Leg`s must hold the user's whole position.
pub fn check_health(legs: &[Leg]) -> Result<(), PoolError> {
    if !Health::of(legs.iter().map(|leg| &leg.holding)).is_liquidatable() {
        return Err(PoolError::InvalidLiquidation);
    }
    Ok(())
}

/// Sizes an auction of `percent` (1..=100) of the covered debt. Fails only when a part of the collateral was chosen
/// that cannot pay for that debt.
pub fn size(legs: &[Leg], percent: u32, oracle_scale: i128) -> Result<Sizing, PoolError> {
    let user = Health::of(legs.iter().map(|leg| &leg.holding));
    let covered = covered(legs);
    let all_collateral = covered.collateral_raw == user.collateral_raw;
    let all = all_collateral && covered.liability_raw == user.liability_raw;
    let full = all && percent > FULL_PERCENT;
    let sized_percent = if full { FULL_PERCENT } else { percent };
    let bid_share = mul_div_floor(i128::from(sized_percent), oracle_scale, 100);
    let price = price_of_bid(&covered, bid_share, oracle_scale);
    let mut lot_share = mul_div_ceil(price, oracle_scale, covered.collateral_raw);
    if lot_share > oracle_scale {
        if !all_collateral {
            return Err(PoolError::InvalidLiquidation);
        }
        lot_share = oracle_scale;
    }
    let sizing = Sizing {
        bid_share,
        lot_share,
        oracle_scale,
        post_health: None,
        verdict: Verdict::Valid,
    };
    Ok(judge(sizing, legs, full, price < user.collateral_raw))
}

fn covered(legs: &[Leg]) -> Health {
    let mut covered = Health::default();
    for leg in legs {
        covered.add(&Holding {
            collateral: if leg.in_lot { leg.holding.collateral } else { 0 },
            liability: if leg.in_bid { leg.holding.liability } else { 0 },
            ..leg.holding
        });
    }
    covered
}

/// Collateral (raw value) that `bid_share` of the covered debt is worth, with the filler's incentive: half of what
/// the two factors take off.
fn price_of_bid(covered: &Health, bid_share: i128, scale: i128) -> i128 {
    let collateral_factor = mul_div_floor(covered.collateral_base, scale, covered.collateral_raw);
    let liability_factor = mul_div_floor(covered.liability_base, scale, covered.liability_raw);
    let discount = scale - mul_div_ceil(collateral_factor, scale, liability_factor);
    let incentive = scale + mul_div_ceil(discount, scale, 2 * scale);
    mul_div_floor(
        mul_div_floor(covered.liability_raw, bid_share, scale),
        incentive,
        scale,
    )
}

fn judge(mut sizing: Sizing, legs: &[Leg], full: bool, affordable: bool) -> Sizing {
    let mut kept = Health::default();
    for leg in legs {
        kept.add(&sizing.kept(leg));
    }
    let scale = sizing.oracle_scale;
    sizing.post_health = kept.factor(scale);
    let too_healthy = kept.is_over(MAX_POST_HEALTH, scale);
    sizing.verdict = if too_healthy && (!full || affordable) {
        Verdict::TooLarge
    } else if !full && kept.is_under(MIN_POST_HEALTH, scale) {
        Verdict::TooSmall
    } else {
        Verdict::Valid
    };
    if full && sizing.verdict == Verdict::Valid {
        sizing.bid_share = scale;
        sizing.lot_share = scale;
    }
    sizing
}
