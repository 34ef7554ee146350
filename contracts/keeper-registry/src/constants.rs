//! Hard bounds and lifetimes.

/// Ledgers in a day of 5-second ledgers. Lifetimes only: no rule counts time in ledgers.
pub const DAY_IN_LEDGERS: u32 = 17_280;
/// An entry touched while it has less than this left is extended …
pub const TTL_THRESHOLD: u32 = 30 * DAY_IN_LEDGERS;
/// … to this. The gap means that most calls pay no rent.
pub const TTL_TARGET: u32 = 90 * DAY_IN_LEDGERS;

pub const HOUR_SECS: u64 = 3_600;
/// Longest life of a delegation.
pub const MAX_SESSION_SECS: u64 = 30 * 24 * HOUR_SECS;
/// Session keys one operator may list at a time; bounds the size of `Sessions` and the work of a grant.
pub const MAX_SESSIONS: u32 = 16;
/// Pools one delegation may name.
pub const MAX_POOLS: u32 = 16;
pub const MAX_FILLS_PER_HOUR: u32 = 3_600;
/// Longest delay between asking for a stake and receiving it.
pub const MAX_UNSTAKE_DELAY_SECS: u64 = 30 * 24 * HOUR_SECS;

pub const MAX_NAME_BYTES: u32 = 32;
/// Roster slots one `get_keepers` reads: two entries each, and 312 bytes of the 16,384 a call may return.
pub const MAX_PAGE: u32 = 32;

pub const VERSION: u32 = 1;
