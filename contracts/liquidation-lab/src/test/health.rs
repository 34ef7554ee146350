use super::{config, data};
use crate::health::{Health, Holding};

const O: i128 = 10_000_000;

fn holding(c_factor: u32, l_factor: u32, price: i128) -> Holding {
    Holding::new(&config(c_factor, l_factor), &data(0, 0), price)
}

/// Mainnet positions with the rates after accrual at ledger 64271347.
#[test]
fn mainnet_positions_have_the_recorded_health() {
    for (b_rate, d_rate, price, collateral, liability, expected) in [
        (
            1_143_597_688_507,
            1_228_743_739_744,
            9_999_165,
            125_043_746,
            104_293_813,
            (135_838_407, 134_883_864, 10_070_767),
        ),
        (
            1_142_044_090_990,
            1_228_440_520_958,
            11_613_052,
            7_618_671_504,
            6_328_764_911,
            (9_599_134_909, 9_503_768_801, 10_100_345),
        ),
    ] {
        let held = Holding {
            b_rate,
            d_rate,
            collateral,
            liability,
            ..holding(9_500_000, 9_500_000, price)
        };
        let health = Health::of(&[held]);
        let factor = health.factor(O).expect("there is debt");
        assert_eq!((health.collateral_base, health.liability_base, factor), expected);
    }
}

#[test]
fn an_account_without_debt_is_over_every_bound() {
    let health = Health::of(&[Holding {
        collateral: 5,
        ..holding(1, 1, O)
    }]);
    assert_eq!(health.factor(O), None);
    assert!(health.is_over(i128::from(u32::MAX), O));
    assert!(!health.is_under(i128::from(u32::MAX), O));
    assert!(!health.is_liquidatable());
}

#[test]
fn equal_collateral_and_debt_is_not_liquidatable() {
    let one = Holding {
        collateral: 100,
        liability: 100,
        ..holding(10_000_000, 10_000_000, O)
    };
    assert!(!Health::of(&[one]).is_liquidatable());
    assert!(
        Health::of(&[Holding {
            liability: 101,
            ..one
        }])
        .is_liquidatable()
    );
}

/// With an oracle of 2 decimals a bound of 1.0000100 lies between two factors.
#[test]
fn bounds_round_to_the_oracles_decimals_away_from_each_other() {
    let even = Health {
        collateral_base: 100,
        liability_base: 100,
        ..Health::default()
    };
    assert!(!even.is_under(10_000_100, 100));
    assert!(!even.is_over(10_000_100, 100));
    let above = Health {
        collateral_base: 101,
        ..even
    };
    assert!(!above.is_over(10_000_100, 100));
    assert!(
        Health {
            collateral_base: 102,
            ..even
        }
        .is_over(10_000_100, 100)
    );
}
