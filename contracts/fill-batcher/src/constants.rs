//! Bounds and lifetimes.

/// Ledgers in a day of 5-second ledgers.
pub const DAY_IN_LEDGERS: u32 = 17_280;
/// Code and instance are extended while they have less than this left …
pub const TTL_THRESHOLD: u32 = 30 * DAY_IN_LEDGERS;
/// … to this. The gap means that most calls pay no rent.
pub const TTL_TARGET: u32 = 90 * DAY_IN_LEDGERS;

/// The events and receipts of seven of the smallest fills are more than the 16,384 bytes of one transaction.
pub const MAX_ORDERS: u32 = 6;

pub const VERSION: u32 = 1;
