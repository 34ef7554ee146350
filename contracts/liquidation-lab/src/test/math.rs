use crate::math::{mul_div_ceil, mul_div_floor};

#[test]
fn small_products_divide_as_usual() {
    assert_eq!((mul_div_floor(7, 3, 2), mul_div_ceil(7, 3, 2)), (10, 11));
    assert_eq!((mul_div_floor(8, 3, 2), mul_div_ceil(8, 3, 2)), (12, 12));
    assert_eq!((mul_div_floor(0, 3, 2), mul_div_ceil(0, 3, 2)), (0, 0));
}

#[test]
fn products_beyond_128_bits_divide_exactly() {
    assert_eq!(mul_div_floor(i128::MAX, i128::MAX, i128::MAX), i128::MAX);
    assert_eq!(mul_div_ceil(i128::MAX, i128::MAX, i128::MAX), i128::MAX);
    let x = 123_456_789_012_345_678_901_234_567_890;
    assert_eq!(mul_div_floor(x, x, x), x);
    assert_eq!(mul_div_floor(x, x + 1, x), x + 1);
    assert_eq!(mul_div_ceil(x, x - 1, x + 7), x - 8 + 1);
    assert_eq!(mul_div_floor(x, x - 1, x + 7), x - 8);
}

/// q·d + r = a·b with 0 ≤ r < d, in arithmetic modulo 2^128.
#[test]
fn wide_quotients_satisfy_the_division_identity() {
    let mut seed = 1u128;
    let mut next = || {
        seed = seed
            .wrapping_mul(0xda94_2042_e4dd_58b5_0000_0000_0000_0001)
            .wrapping_add(99);
        i128::try_from(seed >> 2).expect("126 bits")
    };
    for _ in 0..20_000 {
        let (a, b) = (next(), next());
        let d = a.max(b).max(1);
        let (floor, ceil) = (mul_div_floor(a, b, d), mul_div_ceil(a, b, d));
        let rest = a.wrapping_mul(b).wrapping_sub(floor.wrapping_mul(d));
        assert!((0..d).contains(&rest));
        assert_eq!(ceil, floor + i128::from(rest != 0));
    }
}

#[test]
#[should_panic(expected = "an amount fits")]
fn a_quotient_that_is_no_amount_panics() {
    mul_div_floor(i128::MAX, 3, 1);
}

#[test]
#[should_panic(expected = "amounts are not negative")]
fn negative_amounts_panic() {
    mul_div_floor(-1, 3, 1);
}
