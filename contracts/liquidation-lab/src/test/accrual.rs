use super::std::vec::Vec;
use nectar_interfaces::blend::{ReserveConfig, ReserveData};

use super::{config, data};
use crate::interest::accrue;

/// (d_rate growth at rate 1, new modifier).
fn step(config: &ReserveConfig, lent: i128, ir_mod: i128, elapsed: u64) -> (i128, i128) {
    let after = accrue(config, &data(lent, ir_mod), 2_000_000, elapsed);
    (after.d_rate, after.ir_mod)
}

#[test]
fn the_three_slopes_equal_the_contracts_tests() {
    let base = config(7_500_000, 7_500_000);
    assert_eq!(
        step(&base, 6_565_656, 10_000_000, 500),
        (1_000_000_852_536, 9_999_066)
    );
    assert_eq!(
        step(&base, 9_696_969, 10_000_000, 500),
        (1_000_018_247_510, 10_002_196)
    );
    assert_eq!(
        step(&base, 7_979_797, 10_000_000, 500),
        (1_000_002_853_078, 10_000_479)
    );
    let still = ReserveConfig {
        reactivity: 0,
        ..base
    };
    assert_eq!(
        step(&still, 6_565_656, 10_000_000, 500),
        (1_000_000_852_536, 10_000_000)
    );
}

#[test]
fn the_modifier_stays_between_a_tenth_and_ten() {
    let base = config(7_500_000, 7_500_000);
    assert_eq!(step(&base, 9_696_969, 99_970_000, 12_345).1, 100_000_000);
    assert_eq!(step(&base, 2_020_202, 1_500_000, 50_000).1, 1_000_000);
}

#[test]
fn the_smallest_rate_still_accrues() {
    let least = ReserveConfig {
        r_base: 1_000,
        ..config(7_500_000, 7_500_000)
    };
    assert_eq!(step(&least, 5, 1_000_000, 1).0, 1_000_000_000_001);
}

#[test]
fn a_base_rate_alone_is_the_same_at_every_utilisation() {
    let flat = ReserveConfig {
        r_base: 2_500_000,
        r_one: 0,
        r_two: 0,
        r_three: 0,
        ..config(7_500_000, 7_500_000)
    };
    for (lent, ir_mod) in [
        (6_565_656, 9_999_066),
        (7_565_656, 10_000_065),
        (9_565_656, 10_002_065),
    ] {
        assert_eq!(step(&flat, lent, 10_000_000, 500), (1_000_003_963_724, ir_mod));
    }
}

#[test]
fn a_whole_reserve_accrues_as_in_the_contracts_test() {
    let before = ReserveData {
        b_rate: 1_123_456_789_000,
        b_supply: 990_000_000,
        backstop_credit: 0,
        d_rate: 1_345_678_123_000,
        d_supply: 650_000_000,
        ir_mod: 10_000_000,
        last_time: 0,
    };
    let after = accrue(&config(7_500_000, 7_500_000), &before, 2_000_000, 617_280);
    let expected = ReserveData {
        b_rate: 1_125_547_124_242,
        backstop_credit: 517_357,
        d_rate: 1_349_657_798_173,
        ir_mod: 10_449_815,
        last_time: 617_280,
        ..before
    };
    assert_eq!(after, expected);
}

#[test]
fn nothing_accrues_without_time_supply_or_debt() {
    let base = config(7_500_000, 7_500_000);
    let lent = data(5_000_000, 10_000_000);
    assert_eq!(accrue(&base, &lent, 2_000_000, 0), lent);
    for idle in [data(0, 10_000_000), ReserveData { b_supply: 0, ..lent }] {
        let after = accrue(&base, &idle, 2_000_000, 77);
        assert_eq!(
            after,
            ReserveData {
                last_time: 77,
                ..idle
            }
        );
    }
}

/// Blend's Fixed pool at ledger 64271347: what `get_reserve` returned.
#[test]
fn mainnet_reserves_accrue_to_the_recorded_numbers() {
    let stable = |c_factor| ReserveConfig {
        r_base: 300_000,
        r_one: 400_000,
        r_two: 1_200_000,
        r_three: 50_000_000,
        util: 8_000_000,
        ..config(c_factor, c_factor)
    };
    let xlm = ReserveConfig {
        r_base: 100_000,
        r_one: 300_000,
        r_two: 3_000_000,
        r_three: 50_000_000,
        reactivity: 50,
        util: 4_000_000,
        ..config(7_500_000, 7_500_000)
    };
    let reserve = |b_rate, b_supply, backstop_credit, d_rate, d_supply, ir_mod, last_time| ReserveData {
        b_rate,
        b_supply,
        backstop_credit,
        d_rate,
        d_supply,
        ir_mod,
        last_time,
    };
    let recorded: Vec<_> = [
        (
            xlm,
            reserve(
                1_000_022_303_241,
                7_654_654_078_715_796,
                31_426_481,
                1_001_568_283_884,
                13_201_825_877_188,
                1_000_000,
                1_788_533_688,
            ),
            (1_001_568_307_242, 1_000_022_303_273, 1_000_000, 31_488_154),
        ),
        (
            stable(9_500_000),
            reserve(
                1_143_597_595_724,
                472_075_267_288_691,
                65_446_630_777,
                1_228_743_585_510,
                354_986_019_743_103,
                14_810_061,
                1_788_534_379,
            ),
            (1_228_743_739_744, 1_143_597_688_507, 14_810_066, 65_457_580_959),
        ),
        (
            stable(9_500_000),
            reserve(
                1_142_044_033_025,
                3_087_825_484_723,
                171_404_770,
                1_228_440_145_896,
                596_521_813_932,
                3_590_134,
                1_788_533_750,
            ),
            (1_228_440_520_958, 1_142_044_090_990, 3_582_270, 171_449_516),
        ),
    ]
    .into();
    for (config, before, (d_rate, b_rate, ir_mod, backstop_credit)) in recorded {
        let after = accrue(&config, &before, 2_000_000, 1_788_534_414);
        let expected = ReserveData {
            b_rate,
            backstop_credit,
            d_rate,
            ir_mod,
            last_time: 1_788_534_414,
            ..before
        };
        assert_eq!(after, expected);
    }
}
