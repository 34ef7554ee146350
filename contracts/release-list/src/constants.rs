//! Hard bounds and lifetimes.

/// Ledgers in a day of 5-second ledgers. Lifetimes only: no rule counts time in ledgers.
pub const DAY_IN_LEDGERS: u32 = 17_280;
/// An entry touched while it has less than this left is extended …
pub const TTL_THRESHOLD: u32 = 30 * DAY_IN_LEDGERS;
/// … to this. The gap means that most calls pay no rent.
pub const TTL_TARGET: u32 = 90 * DAY_IN_LEDGERS;

/// A CID in base32 over a hash of 256 bits.
pub const MIN_CID_BYTES: u32 = 59;
/// The same over a hash of 512 bits.
pub const MAX_CID_BYTES: u32 = 110;
pub const MAX_VERSION_BYTES: u32 = 32;

/// Releases one `page` reads, and as far back as `latest` looks.
pub const MAX_PAGE: u32 = 40;

pub const VERSION: u32 = 1;
