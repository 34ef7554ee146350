//! Multiply-then-divide without losing bits in between. Every rounding in the pool is one of these two.

/// ⌊a·b/d⌋ for a, b ≥ 0 and d > 0.
pub fn mul_div_floor(a: i128, b: i128, d: i128) -> i128 {
    divide(a, b, d).0
}

/// ⌈a·b/d⌉ for a, b ≥ 0 and d > 0.
pub fn mul_div_ceil(a: i128, b: i128, d: i128) -> i128 {
    let (quotient, exact) = divide(a, b, d);
    if exact { quotient } else { quotient + 1 }
}

/// Quotient and whether it is exact.
fn divide(a: i128, b: i128, d: i128) -> (i128, bool) {
    assert!(
        a >= 0 && b >= 0 && d > 0,
        "amounts are not negative and rates are positive"
    );
    if let Some(product) = a.checked_mul(b) {
        return (product / d, product % d == 0);
    }
    let (quotient, remainder) =
        divide_wide(widening_mul(a.unsigned_abs(), b.unsigned_abs()), d.unsigned_abs());
    (
        i128::try_from(quotient).expect("an amount fits 127 bits"),
        remainder == 0,
    )
}

/// The 256-bit product as (high, low).
fn widening_mul(a: u128, b: u128) -> (u128, u128) {
    const MASK: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> 64, a & MASK, b >> 64, b & MASK);
    let low = a0 * b0;
    // a, b < 2^127, so neither middle product nor their sum overflows.
    let middle = a1 * b0 + a0 * b1;
    let (low, carry) = low.overflowing_add(middle << 64);
    (a1 * b1 + (middle >> 64) + u128::from(carry), low)
}

/// Binary long division; only products above 2^127 come here.
fn divide_wide((high, low): (u128, u128), d: u128) -> (u128, u128) {
    assert!(high < d, "an amount fits 128 bits");
    let (mut remainder, mut quotient) = (high, 0u128);
    for bit in (0..128).rev() {
        // remainder < d < 2^127, so doubling it stays in range.
        remainder = (remainder << 1) | ((low >> bit) & 1);
        quotient <<= 1;
        if remainder >= d {
            remainder -= d;
            quotient |= 1;
        }
    }
    (quotient, remainder)
}
