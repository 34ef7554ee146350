use super::std::{vec, vec::Vec};

use super::{config, data};
use crate::{
    errors::PoolError,
    health::Holding,
    liquidation::{Leg, Sizing, check_selection, size},
};

const O: i128 = 10_000_000;
const UNIT: i128 = 10_000_000;

fn holding(c_factor: u32, l_factor: u32, price: i128) -> Holding {
    Holding::new(&config(c_factor, l_factor), &data(0, 0), price)
}

fn bid(liability: i128) -> Leg {
    let holding = Holding {
        liability,
        ..holding(0, 9_500_000, O)
    };
    Leg {
        holding,
        in_bid: true,
        ..Leg::default()
    }
}

fn lot(collateral: i128, c_factor: u32, price: i128, in_lot: bool) -> Leg {
    let holding = Holding {
        collateral,
        ..holding(c_factor, 7_500_000, price)
    };
    Leg {
        holding,
        in_lot,
        index: 1,
        ..Leg::default()
    }
}

/// 5,000 XLM against 300 USDC.
fn one_collateral(price: i128) -> Vec<Leg> {
    vec![bid(300 * UNIT), lot(5_000 * UNIT, 7_500_000, price, true)]
}

/// 3,000 XLM and 50 EURC against 280 USDC.
fn two_collaterals(xlm: bool, eurc: bool) -> Vec<Leg> {
    vec![
        bid(280 * UNIT),
        lot(3_000 * UNIT, 7_500_000, 1_000_000, xlm),
        lot(50 * UNIT, 9_500_000, 11_500_000, eurc),
    ]
}

fn judge(legs: &[Leg], percent: u32) -> Result<Sizing, PoolError> {
    check_selection(legs, 6)?;
    size(legs, percent, O)?.require_valid()
}

/// (first percent, last percent, verdict) in a row.
fn bands(legs: &[Leg]) -> Vec<(u32, u32, Option<PoolError>)> {
    let mut bands: Vec<(u32, u32, Option<PoolError>)> = Vec::new();
    for percent in 1..=100 {
        let verdict = judge(legs, percent).err();
        match bands.last_mut() {
            Some(band) if band.2 == verdict => band.1 = percent,
            _ => bands.push((percent, percent, verdict)),
        }
    }
    bands
}

#[test]
fn one_collateral_has_the_documented_band() {
    let legs = one_collateral(750_000);
    let expected = [
        (1, 64, Some(PoolError::InvalidLiqTooSmall)),
        (65, 77, None),
        (78, 100, Some(PoolError::InvalidLiqTooLarge)),
    ];
    assert_eq!(bands(&legs), expected);
    for (percent, bid, lot, post_health) in [
        (64, 1_920_000_000, 29_280_000_000, 10_252_083),
        (65, 1_950_000_000, 29_737_500_000, 10_312_165),
        (67, 2_010_000_000, 30_652_500_000, 10_443_252),
        (69, 2_070_000_000, 31_567_500_000, 10_591_255),
        (71, 2_130_000_000, 32_482_500_000, 10_759_671),
        (75, 2_250_000_000, 34_312_500_000, 11_177_343),
        (77, 2_310_000_000, 35_227_500_000, 11_440_658),
        (78, 2_340_000_000, 35_685_000_000, 11_590_269),
    ] {
        let sizing = size(&legs, percent, O).expect("all collateral is in the lot");
        let amounts = (
            sizing.bid_of(&legs[0]),
            sizing.lot_of(&legs[1]),
            sizing.post_health,
        );
        assert_eq!(amounts, (bid, lot, Some(post_health)), "{percent} %");
    }
}

#[test]
fn a_position_beyond_rescue_is_sold_whole() {
    for price in [600_000, 500_000] {
        let legs = one_collateral(price);
        assert_eq!(
            bands(&legs),
            [(1, 95, Some(PoolError::InvalidLiqTooSmall)), (96, 100, None)]
        );
        let sizing = judge(&legs, 96).expect("full");
        assert_eq!(
            (sizing.bid_of(&legs[0]), sizing.lot_of(&legs[1])),
            (300 * UNIT, 5_000 * UNIT)
        );
    }
    // As a live pool agreed.
    let legs = [bid(199_992_045), lot(100 * UNIT, 7_500_000, 980_000, true)];
    assert_eq!(
        bands(&legs),
        [(1, 95, Some(PoolError::InvalidLiqTooSmall)), (96, 100, None)]
    );
}

#[test]
fn two_collaterals_have_the_documented_bands() {
    let (small, large) = (
        Some(PoolError::InvalidLiqTooSmall),
        Some(PoolError::InvalidLiqTooLarge),
    );
    let cannot_pay = Some(PoolError::InvalidLiquidation);
    assert_eq!(
        bands(&two_collaterals(true, true)),
        [(1, 42, small), (43, 64, None), (65, 100, large)]
    );
    let xlm = two_collaterals(true, false);
    assert_eq!(
        bands(&xlm),
        [
            (1, 37, small),
            (38, 60, None),
            (61, 93, large),
            (94, 100, cannot_pay)
        ]
    );
    assert_eq!(
        bands(&two_collaterals(false, true)),
        [(1, 19, small), (20, 100, cannot_pay)]
    );
    let legs = two_collaterals(true, true);
    let sizing = judge(&legs, 60).expect("valid");
    let lots = (sizing.lot_of(&legs[1]), sizing.lot_of(&legs[2]));
    assert_eq!(
        (sizing.bid_of(&legs[0]), lots),
        (1_680_000_000, (15_909_066_000, 265_151_100))
    );
    assert_eq!(sizing.post_health, Some(11_140_382));
}

#[test]
fn a_selection_is_refused_before_any_percent() {
    let refused = |legs: &[Leg], limit| check_selection(legs, limit).expect_err("refused");
    let legs = one_collateral(750_000);
    assert_eq!(refused(&legs, 1), PoolError::MaxPositionsExceeded);
    assert_eq!(
        refused(&one_collateral(1_000_000), 6),
        PoolError::InvalidLiquidation
    );
    let no_bid = [
        Leg {
            in_bid: false,
            ..legs[0]
        },
        legs[1],
    ];
    let no_lot = [
        legs[0],
        Leg {
            in_lot: false,
            ..legs[1]
        },
    ];
    assert_eq!(refused(&no_bid, 6), PoolError::InvalidBid);
    assert_eq!(refused(&no_lot, 6), PoolError::InvalidLot);
    let foreign_bid = [
        legs[0],
        Leg {
            in_bid: true,
            ..legs[1]
        },
    ];
    let foreign_lot = [
        Leg {
            in_lot: true,
            ..legs[0]
        },
        legs[1],
    ];
    assert_eq!(refused(&foreign_bid, 6), PoolError::InvalidBid);
    assert_eq!(refused(&foreign_lot, 6), PoolError::InvalidLot);
}
