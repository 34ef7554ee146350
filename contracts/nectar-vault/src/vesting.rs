//! Profit vests linearly, each on its own clock, in a ring of at most `MAX_BUCKETS` buckets.
//!
//! The promise: **a later profit never lowers what is vested at any later time**, and never vests an earlier one faster
//! (but for one stroop of rounding each time a profit joins its bucket). Each profit is a line that falls from its amount to 0 at its `end`. Lines with the
//! same end add up to one line with that end, so buckets can be joined exactly, and only those: two lines with
//! different ends have no common line that neither delays one nor hastens the other. What bounds the ring is therefore
//! the choice of ends. While few buckets are live a profit ends exactly `profit_unlock_secs` after it came; in a busy
//! period its end is rounded *up* to a grid of 1/12 of that time, so that profits share ends. A rounded profit vests a
//! little later than asked, never earlier, and moves no other. Profits below `MIN_EXACT` always end on the grid: anybody
//! can make many of them (`sell_leftover` has no minimum), and they must not push others onto it.

use soroban_sdk::{Env, Vec};
use stellar_contract_utils::math::i128_fixed_point::{mul_div_ceil, mul_div_floor};

use crate::{
    constants::{EXACT_BUCKETS, MAX_BUCKETS, MIN_EXACT, VESTING_GRID},
    storage::{self, Bucket},
};

/// Ceils per bucket: what has not fully vested does not count.
pub fn unvested(e: &Env) -> i128 {
    let now = e.ledger().timestamp();
    storage::vesting(e)
        .iter()
        .filter(|b| b.end > now)
        .map(|b| left_ceil(e, &b, now))
        .sum()
}

/// Starts the clock of a profit of `amount`.
pub fn add(e: &Env, amount: i128) {
    if amount == 0 {
        return;
    }
    let unlock_secs = storage::params(e).profit_unlock_secs;
    let ring = with_profit(
        e,
        &storage::vesting(e),
        amount,
        e.ledger().timestamp(),
        unlock_secs,
    );
    storage::set_vesting(e, &ring);
}

/// `ring` without what has vested by `now`, and with a new profit.
pub fn with_profit(e: &Env, ring: &Vec<Bucket>, amount: i128, now: u64, unlock_secs: u64) -> Vec<Bucket> {
    let mut live = Vec::new(e);
    for bucket in ring.iter().filter(|b| b.end > now) {
        live.push_back(bucket);
    }
    let end = end_for(&live, amount, now, unlock_secs);
    match bucket_to_join(&live, end) {
        Some(index) => {
            let old = live.get_unchecked(index);
            // Floor: restarting the line from `now` may vest a stroop early, and can never vest one late.
            let left = left_floor(e, &old, now);
            live.set(
                index,
                Bucket {
                    amount: left + amount,
                    end: old.end,
                    start: now,
                },
            );
        }
        None => live.push_back(Bucket {
            amount,
            end,
            start: now,
        }),
    }
    live
}

fn end_for(live: &Vec<Bucket>, amount: i128, now: u64, unlock_secs: u64) -> u64 {
    let (end, step) = (now + unlock_secs, unlock_secs.div_ceil(VESTING_GRID));
    let off_grid = live.iter().filter(|b| b.end % step != 0).count();
    if amount >= MIN_EXACT && off_grid < EXACT_BUCKETS as usize {
        return end;
    }
    end.next_multiple_of(step)
}

/// The bucket with this very end. A full ring without one cannot be while `profit_unlock_secs` stays what it is
/// (`EXACT_BUCKETS` + grid points = `MAX_BUCKETS`); should it have been changed, the profit joins the next bucket that
/// ends later, or else the last, rather than stop a fill.
fn bucket_to_join(live: &Vec<Bucket>, end: u64) -> Option<u32> {
    let ends = || (0u32..).zip(live.iter().map(|b| b.end));
    let same = ends().find(|(_, other)| *other == end);
    let any = || {
        let later = ends()
            .filter(|(_, other)| *other > end)
            .min_by_key(|(_, other)| *other);
        later.or_else(|| ends().max_by_key(|(_, other)| *other))
    };
    let chosen = if live.len() < MAX_BUCKETS {
        same
    } else {
        same.or_else(any)
    };
    chosen.map(|(index, _)| index)
}

fn left_ceil(e: &Env, bucket: &Bucket, now: u64) -> i128 {
    mul_div_ceil(
        e,
        &bucket.amount,
        &i128::from(bucket.end - now),
        &i128::from(bucket.end - bucket.start),
    )
}

fn left_floor(e: &Env, bucket: &Bucket, now: u64) -> i128 {
    mul_div_floor(
        e,
        &bucket.amount,
        &i128::from(bucket.end - now),
        &i128::from(bucket.end - bucket.start),
    )
}
