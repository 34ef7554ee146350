use proptest::prelude::*;
use soroban_sdk::{Env, Vec};

use super::env;
use crate::{
    constants::{EXACT_BUCKETS, MAX_BUCKETS, ONE_USDC},
    storage::Bucket,
    vesting::with_profit,
};

/// The vault's own sum, at any time.
fn unvested(ring: &Vec<Bucket>, now: u64) -> i128 {
    let live = ring.iter().filter(|b| b.end > now);
    live.map(|b| {
        let (left, span) = (i128::from(b.end - now), i128::from(b.end - b.start));
        (b.amount * left + span - 1) / span
    })
    .sum()
}

fn times(now: u64, unlock: u64) -> impl Iterator<Item = u64> {
    (0..=26).map(move |step| now + step * unlock / 24)
}

fn gaps_and_amounts() -> impl Strategy<Value = std::vec::Vec<(u64, i128)>> {
    let gap = prop_oneof![4 => 0u64..20, 4 => 0u64..4_000, 1 => 0u64..100_000];
    let amount = prop_oneof![3 => 1i128..100, 3 => 1i128..10_000_000_000, 1 => 1i128..1_000_000_000_000_000];
    prop::collection::vec((gap, amount), 1..120)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// The promise of the module, at many later times, in rings that are mostly full.
    #[test]
    fn a_later_profit_lowers_nothing_that_is_vested_at_any_later_time(
        profits in gaps_and_amounts(),
        unlock in prop_oneof![Just(60u64), Just(86_400), 60u64..604_800],
    ) {
        let e = env();
        let mut ring: Vec<Bucket> = Vec::new(&e);
        let mut now = 1_800_000_000;
        for (gap, amount) in profits {
            now += gap;
            let next = with_profit(&e, &ring, amount, now, unlock);
            prop_assert!(next.len() <= MAX_BUCKETS);
            for at in times(now, unlock) {
                let (before, after) = (unvested(&ring, at), unvested(&next, at));
                prop_assert!(after <= before + amount, "vested fell at {}", at - now);
                // Nor is anything hastened: what the new profit adds falls no faster than its own line.
                let own_line = (i128::from((now + unlock).saturating_sub(at)) * amount) / i128::from(unlock);
                prop_assert!(after + 1 >= before + own_line, "hastened at {}", at - now);
            }
            prop_assert_eq!(unvested(&next, now + unlock + unlock.div_ceil(12)), 0);
            ring = next;
        }
    }

    /// However many small sales somebody makes, they take no bucket from those that vest to the second, and the ring
    /// never fills up.
    #[test]
    fn small_profits_leave_the_exact_clocks_to_others(
        profits in prop::collection::vec((0u64..9_000, prop::bool::ANY, 1i128..ONE_USDC), 1..120),
        unlock in prop_oneof![Just(60u64), Just(86_400), 60u64..604_800],
    ) {
        let e = env();
        let mut ring: Vec<Bucket> = Vec::new(&e);
        let (mut now, mut whole) = (1_800_000_000, std::vec::Vec::new());
        for (gap, is_small, amount) in profits {
            now += gap;
            whole.retain(|end| *end > now);
            let profit = if is_small { amount } else { amount + ONE_USDC };
            let next = with_profit(&e, &ring, profit, now, unlock);
            prop_assert!(next.len() <= MAX_BUCKETS);
            if !is_small && whole.len() < EXACT_BUCKETS as usize {
                prop_assert!(next.iter().any(|b| b.end == now + unlock), "not to the second");
                whole.push(now + unlock);
            }
            for at in times(now, unlock) {
                let (before, after) = (unvested(&ring, at), unvested(&next, at));
                prop_assert!(before - 1 <= after && after <= before + profit, "another was moved");
            }
            ring = next;
        }
    }

    /// Time alone only vests.
    #[test]
    fn what_is_unvested_never_grows_by_waiting(profits in gaps_and_amounts()) {
        let e = env();
        let mut ring: Vec<Bucket> = Vec::new(&e);
        let mut now = 1_800_000_000;
        for (gap, amount) in profits {
            now += gap;
            ring = with_profit(&e, &ring, amount, now, 86_400);
            let seen: std::vec::Vec<i128> = times(now, 86_400).map(|at| unvested(&ring, at)).collect();
            prop_assert!(seen.is_sorted_by(|a, b| a >= b));
        }
    }
}

fn one(e: &Env, amount: i128, start: u64, end: u64) -> Bucket {
    let _ = e;
    Bucket { amount, end, start }
}

#[test]
fn in_a_quiet_time_each_profit_has_its_own_exact_clock() {
    let e = env();
    let mut ring = Vec::new(&e);
    for hour in 0..11u64 {
        ring = with_profit(&e, &ring, ONE_USDC, hour * 3_600 + 1, 86_400);
    }
    assert_eq!(ring.len(), 11);
    for (hour, bucket) in (0u64..).zip(ring.iter()) {
        let start = hour * 3_600 + 1;
        assert_eq!(bucket, one(&e, ONE_USDC, start, start + 86_400));
    }
    // The twelfth shares: its end is rounded up to a grid of two hours.
    ring = with_profit(&e, &ring, ONE_USDC, 11 * 3_600 + 2, 86_400);
    assert_eq!(ring.last(), Some(one(&e, ONE_USDC, 11 * 3_600 + 2, 36 * 3_600)));
    ring = with_profit(&e, &ring, ONE_USDC, 12 * 3_600, 86_400);
    assert_eq!(ring.len(), 12);
}

#[test]
fn a_bucket_makes_room_in_the_second_of_its_end() {
    let e = env();
    let mut ring = Vec::new(&e);
    for hour in 0..11u64 {
        ring = with_profit(&e, &ring, ONE_USDC, hour * 3_600 + 1, 86_400);
    }
    let first_end = 86_401;
    ring = with_profit(&e, &ring, ONE_USDC, first_end, 86_400);
    assert_eq!(ring.len(), 11);
    assert_eq!(
        ring.last(),
        Some(one(&e, ONE_USDC, first_end, first_end + 86_400))
    );
}

#[test]
fn a_profit_below_one_usdc_always_ends_on_the_grid() {
    let e = env();
    let ring = with_profit(&e, &Vec::new(&e), ONE_USDC - 1, 1, 86_400);
    assert_eq!(ring, Vec::from_array(&e, [one(&e, ONE_USDC - 1, 1, 93_600)]));
    let joined = with_profit(&e, &ring, 5, 3_600, 86_400);
    assert_eq!(joined.len(), 1);
}

#[test]
fn profits_of_one_second_share_a_bucket() {
    let e = env();
    let ring = with_profit(&e, &Vec::new(&e), ONE_USDC, 51, 60);
    let ring = with_profit(&e, &ring, ONE_USDC + 7, 51, 60);
    assert_eq!(ring, Vec::from_array(&e, [one(&e, 2 * ONE_USDC + 7, 51, 111)]));
}

#[test]
fn a_full_ring_from_another_unlock_time_stops_no_fill() {
    let e = env();
    let mut ring = Vec::new(&e);
    for n in 0..24u64 {
        ring.push_back(one(&e, 100, 0, 1_000 + n));
    }
    let longer = with_profit(&e, &ring, 50, 500, 604_800);
    assert_eq!(longer.len(), 24);
    assert_eq!(longer.iter().map(|b| b.amount).sum::<i128>(), 2_300 + 51 + 50);
    let shorter = with_profit(&e, &ring, 50, 500, 60);
    assert_eq!(shorter.len(), 24);
    assert_eq!(shorter.first(), Some(one(&e, 100, 500, 1_000)));
}
